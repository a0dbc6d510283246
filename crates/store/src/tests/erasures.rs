//! Erasing past the triggers: only what may go goes, and nothing of it is left in the file.

use sekisho_core::{
    id::ReviewerId,
    keeping::{Class, Years},
    ledger::Grounds,
    role::Role,
};

use super::{file, held, raw, store, *};
use crate::{retention::Retention, reviewers::Reviewer};

const TEXT: &str = "秘密の場所";

/// Long after everything that these tests do.
fn later() -> Time {
    Time::UNIX_EPOCH + chrono::TimeDelta::days(20_000)
}

async fn administrator(store: &Store, number: u8) -> ReviewerId {
    let id = ReviewerId::new(Time::UNIX_EPOCH, [number; 10]);
    let reviewer = Reviewer {
        id,
        name: format!("Administrator {number}"),
        token_hash: [number; 32],
        role: Role::Administrator,
        groups: Vec::new(),
        owner: false,
        created_at: Time::UNIX_EPOCH,
        revoked_at: None,
    };
    store.write(move |tx| Box::pin(async move { tx.insert_reviewer(&reviewer).await })).await.unwrap();
    id
}

/// An action with the text in it, filed and in the search index.
async fn filed(store: &Store, agent: AgentId, key: &'static str) -> Case {
    let arguments = format!(r#"{{"to":"{TEXT}@example.com","body":"{TEXT}"}}"#);
    let (_, id) = store.write(move |tx| Box::pin(receive(tx, agent, key, arguments))).await.unwrap();
    let case = store.read().await.unwrap().case(id).await.unwrap().unwrap();
    let filed = store.read().await.unwrap().to_file(1, i64::MAX).await.unwrap();
    let seq = case.seq;
    store
        .write(move |tx| {
            Box::pin(async move {
                tx.file(&filed).await?;
                tx.index_words(&[(seq, TEXT.to_owned())], seq).await
            })
        })
        .await
        .unwrap();
    case
}

async fn end(store: &Store, case: &Case) {
    let (seq, version, id) = (case.seq, case.version, case.action.id);
    let work = store.write(move |tx| {
        Box::pin(async move {
            tx.advance_review(seq, version, &cancelled()).await?;
            tx.append(Time::UNIX_EPOCH, Some((seq, id)), Entry::Cancelled).await
        })
    });
    work.await.unwrap();
}

async fn erase(store: &Store, case: &Case, grounds: Grounds, at: Time) -> Result<(), StoreError> {
    let id = case.action.id;
    store
        .write(move |tx| {
            Box::pin(async move {
                let case = tx.case(id).await?.unwrap();
                tx.overwrite_erased(true).await?;
                tx.erase(&case, grounds, at, (TEXT, "left")).await
            })
        })
        .await
}

fn request(by: ReviewerId, second: Option<ReviewerId>) -> Grounds {
    Grounds::Request { by, second, reason: "r".to_owned() }
}

#[tokio::test]
async fn what_is_erased_is_gone_from_the_file_and_the_ledger_is_as_it_was_signed() {
    let (store, folder) = store().await;
    let agent = add_agent(&store, 1).await;
    let (first, second) = (administrator(&store, 1).await, administrator(&store, 2).await);
    let case = filed(&store, agent, "1").await;
    let other = held(&store, agent, "2").await;
    end(&store, &case).await;
    let before = store.read().await.unwrap().last_checkpoint().await.unwrap().unwrap();
    erase(&store, &case, request(first, Some(second)), later()).await.unwrap();
    let mut reader = store.read().await.unwrap();
    assert_eq!(reader.root_at(before.checkpoint.size).await.unwrap(), before.checkpoint.root);
    let left = reader.case(case.action.id).await.unwrap().unwrap();
    assert_eq!((left.action.asked.arguments.text(), left.erased_at), ("{}", Some(later())));
    assert_eq!(left.assessment.risk.score(), case.assessment.risk.score(), "the score stays");
    assert_eq!(reader.compare(0, 10).await.unwrap().unwrap().1, [], "the ledger says what is left");
    assert_eq!(reader.candidate(case.seq).await.unwrap(), None);
    assert_eq!(reader.case(other.action.id).await.unwrap().unwrap().erased_at, None);
    drop(reader);
    drop(store);
    let raw = raw(&file(&folder)).await;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_all(&raw).await.unwrap();
    let bytes = std::fs::read(file(&folder)).unwrap();
    assert!(!bytes.windows(TEXT.len()).any(|window| window == TEXT.as_bytes()), "not even in what is unused");
    let tampered = "DROP TRIGGER actions_never_change; UPDATE actions SET tool = 'other' WHERE seq = 1";
    sqlx::raw_sql(tampered).execute(&raw).await.unwrap();
    raw.close().await;
    let differing = reopen(&folder).await.read().await.unwrap().compare(0, 10).await.unwrap().unwrap().1;
    assert_eq!(differing.len(), 1, "what is left is still under the ledger's hash");
}

#[tokio::test]
async fn only_what_may_go_goes() {
    let (store, folder) = store().await;
    let agent = add_agent(&store, 1).await;
    let (first, second) = (administrator(&store, 1).await, administrator(&store, 2).await);
    let case = filed(&store, agent, "1").await;
    assert!(erase(&store, &case, request(first, Some(second)), later()).await.is_err(), "it waits");
    end(&store, &case).await;
    assert!(erase(&store, &case, request(first, None), later()).await.is_err(), "without a policy it needs two");
    assert!(erase(&store, &case, request(first, Some(first)), later()).await.is_err(), "who are not one");
    assert!(erase(&store, &case, Grounds::Policy { edition: 1 }, later()).await.is_err(), "there is no policy");
    let years = Years { changes: Some(7), ..Years::default() };
    let retention = Retention { edition: 1, years, by: first, at: Time::UNIX_EPOCH, note: "n".to_owned() };
    store.write(move |tx| Box::pin(async move { tx.insert_retention(&retention).await })).await.unwrap();
    assert!(erase(&store, &case, Grounds::Policy { edition: 1 }, later()).await.is_err(), "it was not announced");
    let (announced, before) = (later() - chrono::TimeDelta::days(14), [None, Some(later()), None]);
    store.write(move |tx| Box::pin(async move { tx.announce(1, before, 1, (announced, later())).await })).await.unwrap();
    let early = Time::UNIX_EPOCH + chrono::TimeDelta::days(7 * 365 - 1);
    assert!(erase(&store, &case, Grounds::Policy { edition: 1 }, early).await.is_err(), "its time is not over");
    let kept = store.read().await.unwrap().candidates(Class::Changes, 0, later(), 10).await.unwrap();
    assert_eq!((kept.len(), kept[0].open, kept[0].partners.len()), (1, false, 1));
    erase(&store, &case, Grounds::Policy { edition: 1 }, later()).await.unwrap();
    assert!(erase(&store, &case, Grounds::Policy { edition: 1 }, later()).await.is_err(), "once");
    drop(store);
    let raw = raw(&file(&folder)).await;
    for change in [
        "UPDATE actions SET arguments = '{}'",
        "UPDATE ledger SET entry = '{\"event\":\"received\"}', salt = NULL, body = zeroblob(32) WHERE seq = 1",
        "UPDATE erasures SET done = 0",
        "DELETE FROM erasures",
        "UPDATE retentions SET changes = 1",
        "DELETE FROM announcements",
        "INSERT INTO erasures (seq, at, edition, done) VALUES (1, 0, 1, 1)",
    ] {
        assert!(sqlx::query(change).execute(&raw).await.is_err(), "{change}");
    }
}
