//! The store against real files: what is kept, what is refused, and what happens when it fails.

use std::{path::Path, str::FromStr};

use ed25519_dalek::{Signer as _, SigningKey};
use sekisho_core::{
    action::{Action, Asked, Name, Sent},
    agent::Terms,
    assessment,
    id::{ActionId, AgentId},
    ledger::{Entry, Received},
    review::{Assignee, Held, State},
    risk::Scorecard,
    rules::{RuleSet, Subject},
    signal::Facts,
    source::Trust,
    time::{Time, Timeout},
    tool,
};
use sekisho_verify::PublicKey;

use super::{actions::Case, agents::Agent, desks::Waiting, intake::Inserted, *};

mod desks;
mod erasures;
mod history;
mod inbox;
mod open;
mod schema;
mod sessions;
mod tools;
mod tree;
mod writing;

#[test]
fn an_old_sqlite_is_refused() {
    assert!(check_version("3.51.3").is_ok() && check_version("3.52.0").is_ok() && check_version("4.0.0").is_ok());
    for old in ["3.51.2", "3.9.9", "2.99.99", ""] {
        assert!(matches!(check_version(old), Err(StoreError::OldSqlite(_))), "{old}");
    }
}

/// A store on a new file.
async fn store() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (reopen(&folder).await, folder)
}

async fn reopen(folder: &tempfile::TempDir) -> Store {
    Store::open(&file(folder), seal(), |_| {}).await.unwrap()
}

/// A key that signs as the gate's does, always the same one.
#[derive(Debug)]
struct TestSeal(SigningKey, PublicKey);

impl TestSeal {
    fn new(seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let public = PublicKey::new("sekisho/test", key.verifying_key().as_bytes()).unwrap();
        Self(key, public)
    }
}

impl Seal for TestSeal {
    fn key(&self) -> &PublicKey {
        &self.1
    }

    fn sign(&self, text: &str) -> [u8; 64] {
        self.0.sign(text.as_bytes()).to_bytes()
    }

    fn salt(&self) -> Result<[u8; 16], StoreError> {
        Ok([7; 16])
    }
}

fn seal() -> Arc<TestSeal> {
    Arc::new(TestSeal::new(1))
}

fn file(folder: &tempfile::TempDir) -> std::path::PathBuf {
    folder.path().join("sekisho.db")
}

/// A connection of the test's own, past the store.
async fn raw(path: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new().filename(path).foreign_keys(true);
    SqlitePoolOptions::new().max_connections(1).connect_with(options).await.unwrap()
}

fn agent(number: u8) -> Agent {
    let id = AgentId::new(Time::UNIX_EPOCH, [number; 10]);
    Agent {
        id,
        name: format!("Agent {number}"),
        token_hash: [number; 32],
        practice: false,
        terms: Terms::default(),
        created_at: Time::UNIX_EPOCH,
        revoked_at: None,
        revoked_by: None,
    }
}

async fn add_agent(store: &Store, number: u8) -> AgentId {
    let agent = agent(number);
    let id = agent.id;
    store.write(move |tx| Box::pin(async move { tx.insert_agent(&agent).await })).await.unwrap();
    id
}

/// Writes an action as the gate does.
async fn receive(tx: &mut Tx, agent: AgentId, key: &str, arguments: String) -> Result<(i64, ActionId), StoreError> {
    let asked = Asked {
        tool: Name::new("send_mail".to_owned()).unwrap(),
        server: None,
        arguments: Sent::new(arguments).unwrap(),
        timeout: Timeout::from_str("10m").unwrap(),
        agent_reasoning: None,
        context: None,
    };
    let facts = Facts::of(tool::classify("send_mail", None));
    let rules = RuleSet::starter().unwrap();
    let assessment = assessment::assess(&asked, &facts, &Scorecard::default(), rules.slice(&Subject::new(&agent, &asked, &facts)).as_ref());
    let (digest, now) = (asked.digest(agent), Time::UNIX_EPOCH);
    let mut chance = [0; 10];
    chance.iter_mut().zip(key.bytes().rev()).for_each(|(place, byte)| *place = byte);
    let (id, deadline_at) = (ActionId::new(now, chance), asked.timeout.deadline(now));
    let action = Action { id, agent, asked, digest, received_at: now, deadline_at };
    let state = assessment.open(now, deadline_at);
    let Inserted::New { seq, row } = tx.insert_action(&action, key, &assessment, &state, HELD_MAX).await? else {
        return Err(StoreError::Conflict);
    };
    let verdict = assessment.judgement.verdict();
    tx.append(now, Some((seq, id)), Entry::Received(Received { verdict, digest: Some(digest), row: Some(row) })).await?;
    Ok((seq, id))
}

/// Beyond what any of these tests needs but the one about it.
const HELD_MAX: u32 = 500_000;

/// Adds one action that waits.
async fn held(store: &Store, agent: AgentId, key: &'static str) -> Case {
    let (_, id) = store.write(move |tx| Box::pin(receive(tx, agent, key, "{}".to_owned()))).await.unwrap();
    store.read().await.unwrap().case(id).await.unwrap().unwrap()
}

fn cancelled() -> State {
    State::Cancelled { at: Time::UNIX_EPOCH }
}
