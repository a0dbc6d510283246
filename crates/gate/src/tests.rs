//! The use cases as a whole, with a database of their own and a clock that stands until it is moved.

use chrono::TimeDelta;
use sekisho_core::{
    action::{Asked, Name, Sent},
    agent::Terms,
    id::{ActionId, AgentId, ReviewerId},
    ledger::Entry,
    money::Sum,
    outcome::Told,
    time::Time,
};
use tempfile::TempDir;

use crate::{
    Caller, Code, Error, Gate,
    answer::{Receipt, Status},
    clock::Clock,
    decide::{Answer, Seen},
    directory::Directory,
    limits::Limits,
    view::{ActionView, NewAgent, NewReviewer, Role},
};

mod again;
mod agent;
mod attend;
mod batch;
mod budgets;
mod charts;
mod chronicle;
mod company;
mod desks;
mod duty;
mod feed;
mod grants;
mod halt;
mod inbox;
mod judgement;
mod keeping;
mod large;
mod organisation;
mod outcomes;
mod past;
mod people;
mod readings;
mod record;
mod registry;
mod reports;
mod review;
mod revocation;
mod roles;
mod similar;
mod standards;
mod witness;

/// A gate, whoever opened it, and one agent.
struct House {
    gate: Gate,
    owner: ReviewerId,
    agent: AgentId,
    folder: TempDir,
}

/// Noon of a day in November, in UTC.
fn noon() -> Time {
    Time::UNIX_EPOCH + TimeDelta::days(20_779) + TimeDelta::hours(12)
}

impl House {
    async fn new() -> Self {
        Self::with(Limits::DEFAULT).await
    }

    /// One whose agents may leave so many actions to people.
    async fn limited(held: u32) -> Self {
        Self::with(Limits { held: held.try_into().unwrap(), ..Limits::DEFAULT }).await
    }

    async fn with(limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let gate = open(&folder, limits, noon()).await;
        let token = gate.owner_credential("Owner").await.unwrap();
        let owner = reviewer(&gate, &token);
        let agent = gate.add_agent(owner, "Orders", Terms::default()).await.unwrap().id;
        Self { gate, owner, agent, folder }
    }

    /// The same without what runs beside the calls, so that only the test moves things on.
    async fn alone() -> Self {
        let house = Self::new().await;
        house.gate.close();
        house
    }

    /// Everything again from the database, later.
    async fn reopen(self, now: Time) -> Self {
        self.gate.close();
        let Self { owner, agent, folder, gate } = self;
        drop(gate);
        Self { gate: open(&folder, Limits::DEFAULT, now).await, owner, agent, folder }
    }

    fn later(&self, by: TimeDelta) {
        self.gate.clock().advance(by);
    }

    async fn ask(&self, tool: &str, arguments: &str) -> Receipt {
        self.ask_as(self.agent, tool, arguments, "10m").await
    }

    async fn ask_as(&self, agent: AgentId, tool: &str, arguments: &str, timeout: &str) -> Receipt {
        let key = AgentId::new(noon(), crate::chance::for_id().unwrap()).to_string();
        self.gate.submit(agent, asked(tool, arguments, timeout), &key).await.unwrap().receipt
    }

    /// Something that waits for a person.
    async fn held(&self) -> ActionId {
        let receipt = self.ask("send_mail", r#"{"to":"a@example.com"}"#).await;
        assert_eq!(receipt.status, Status::Pending, "sending waits for a person");
        receipt.id
    }

    async fn receipt(&self, id: ActionId) -> Receipt {
        self.gate.get(self.agent, id, std::time::Duration::ZERO).await.unwrap()
    }

    async fn view(&self, id: ActionId) -> ActionView {
        self.gate.action(self.owner, id).await.unwrap()
    }

    async fn decide(&self, by: ReviewerId, id: ActionId, answer: Answer) -> Result<ActionView, Error> {
        let seen = seen(&self.view(id).await);
        self.gate.decide(by, id, seen, answer).await
    }

    async fn approve(&self, id: ActionId) {
        self.decide(self.owner, id, yes()).await.unwrap();
    }

    async fn reviewer(&self, name: &str, groups: &[&str]) -> ReviewerId {
        self.add_reviewer(name, groups).await.id
    }

    async fn add_reviewer(&self, name: &str, groups: &[&str]) -> NewReviewer {
        let groups: Vec<_> = groups.iter().map(|group| (*group).to_owned()).collect();
        self.gate.add_reviewer(self.owner, name, Role::Reviewer, &groups).await.unwrap()
    }

    async fn auditor(&self, name: &str, groups: &[&str]) -> ReviewerId {
        let groups: Vec<_> = groups.iter().map(|group| (*group).to_owned()).collect();
        self.gate.add_reviewer(self.owner, name, Role::Auditor, &groups).await.unwrap().id
    }

    async fn add_agent(&self, name: &str) -> NewAgent {
        self.gate.add_agent(self.owner, name, Terms::default()).await.unwrap()
    }

    /// The executor tells how much really moved.
    async fn tell(&self, agent: AgentId, id: ActionId, actual: Sum) -> Result<(), Error> {
        self.gate.tell(agent, id, Told { amount: Some(actual), ..Told::default() }).await
    }

    /// The whole ledger.
    async fn ledger(&self) -> Vec<Entry> {
        let events = self.gate.store().read().await.unwrap().ledger_after(0, u32::MAX).await.unwrap();
        events.into_iter().map(|event| event.entry).collect()
    }

    /// How often something is in the ledger.
    async fn count(&self, is_it: impl Fn(&Entry) -> bool) -> usize {
        self.ledger().await.iter().filter(|entry| is_it(entry)).count()
    }
}

async fn open(folder: &TempDir, limits: Limits, now: Time) -> Gate {
    Gate::open_with(&Directory::open(folder.path()).unwrap(), limits, |_| Clock::frozen_at(now)).await.unwrap()
}

fn reviewer(gate: &Gate, token: &str) -> ReviewerId {
    match gate.authenticate(token).unwrap() {
        Caller::Reviewer(id) => id,
        Caller::Agent(id) => panic!("{id} is an agent"),
    }
}

fn asked(tool: &str, arguments: &str, timeout: &str) -> Asked {
    Asked {
        tool: Name::new(tool.to_owned()).unwrap(),
        server: None,
        arguments: Sent::new(arguments.to_owned()).unwrap(),
        timeout: timeout.parse().unwrap(),
        agent_reasoning: None,
        context: None,
    }
}

fn seen(view: &ActionView) -> Seen {
    Seen { digest: view.digest.clone(), version: view.version }
}

fn yes() -> Answer {
    Answer::Approve { note: None }
}

fn reasoned() -> Answer {
    Answer::Approve { note: Some("照合しました。".to_owned()) }
}

fn no() -> Answer {
    Answer::Reject { reason: "no".to_owned() }
}

#[track_caller]
fn refused<T>(result: Result<T, Error>, code: Code, why: &str) {
    assert_eq!(result.err().map(|error| error.code), Some(code), "{why}");
}
