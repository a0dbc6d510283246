//! The one writer: groups, and what fails in them.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use sekisho_core::ledger::AgentAdded;
use tokio::sync::oneshot;

use super::*;
use crate::writer::Writer;

/// A write that keeps the writer busy until it is let go, so that what comes next waits and becomes one group.
async fn busy(store: &Store) -> oneshot::Sender<()> {
    let (release, released) = oneshot::channel::<()>();
    let (entered, begun) = oneshot::channel();
    let store = store.clone();
    tokio::spawn(async move {
        let work = store.write(move |_| {
            Box::pin(async move {
                let _ = entered.send(());
                let _ = released.await;
                Ok::<_, StoreError>(())
            })
        });
        work.await
    });
    begun.await.unwrap();
    release
}

/// Adds an agent with a ledger entry, and then goes on as `end` says.
async fn add(store: Store, number: u8, end: impl FnOnce() -> Result<(), StoreError> + Send + 'static) -> Result<(), StoreError> {
    let work = store.write(move |tx| {
        Box::pin(async move {
            let agent = agent(number);
            tx.insert_agent(&agent).await?;
            tx.append(agent.created_at, None, Entry::AgentAdded(AgentAdded { agent: agent.id, name: agent.name, by: None })).await?;
            end()
        })
    });
    work.await
}

async fn names(store: &Store) -> Vec<String> {
    store.read().await.unwrap().agents().await.unwrap().into_iter().map(|agent| agent.name).collect()
}

#[tokio::test]
async fn a_change_that_fails_is_undone_alone() {
    let folder = tempfile::tempdir().unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let store = Store::open(&file(&folder), seal(), move |events| told.lock().unwrap().push(events.to_vec())).await.unwrap();
    let release = busy(&store).await;
    let refuse = || Err(StoreError::Conflict);
    let all = [
        tokio::spawn(add(store.clone(), 1, || Ok(()))),
        tokio::spawn(add(store.clone(), 2, refuse)),
        tokio::spawn(add(store.clone(), 3, || panic!("a fault in one piece of work"))),
        tokio::spawn(add(store.clone(), 4, || Ok(()))),
    ];
    tokio::task::yield_now().await;
    release.send(()).unwrap();
    let mut answers = Vec::new();
    for one in all {
        answers.push(one.await.unwrap());
    }
    assert!(matches!(answers[..], [Ok(()), Err(StoreError::Conflict), Err(StoreError::Closed), Ok(())]), "{answers:?}");
    assert_eq!(names(&store).await, ["Agent 1", "Agent 4"], "what failed left nothing, and nothing else was undone");
    let ledger = store.read().await.unwrap().ledger_after(0, 10).await.unwrap();
    assert_eq!(ledger.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2], "the ledger has no gap");
    let heard: Vec<_> = heard.lock().unwrap().iter().filter(|events| !events.is_empty()).cloned().collect();
    assert_eq!(heard, [ledger], "listeners hear of the group at once, and only of what is on disk");
}

#[tokio::test]
async fn what_is_urgent_goes_first_and_waits_for_nobody() {
    let (store, _folder) = store().await;
    let release = busy(&store).await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let queued = Arc::new(AtomicUsize::new(0));
    let mut all = Vec::new();
    for number in 0..500 {
        let (store, order, queued) = (store.clone(), Arc::clone(&order), Arc::clone(&queued));
        let work = async move {
            // Counted and queued in one go, as nothing here waits before it is in the queue.
            queued.fetch_add(1, Ordering::SeqCst);
            let done: Result<(), StoreError> = if number == 499 {
                store.write_first(|_| Box::pin(async { Ok(()) })).await
            } else {
                store.write(|_| Box::pin(async { Ok(()) })).await
            };
            order.lock().unwrap().push(number);
            done.unwrap();
        };
        all.push(tokio::spawn(work));
    }
    while queued.load(Ordering::SeqCst) < 500 {
        tokio::task::yield_now().await;
    }
    release.send(()).unwrap();
    for one in all {
        one.await.unwrap();
    }
    assert_eq!(order.lock().unwrap().first(), Some(&499), "it is answered before all that waited");
}

#[tokio::test]
async fn what_is_urgent_is_answered_before_what_it_was_committed_with() {
    let (store, _folder) = store().await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let ((entered, begun), (release, released)) = (oneshot::channel(), oneshot::channel::<()>());
    let common = (store.clone(), Arc::clone(&order));
    let common = tokio::spawn(async move {
        let work = common.0.write(|_| {
            Box::pin(async {
                let _ = entered.send(());
                let _ = released.await;
                Ok::<_, StoreError>(())
            })
        });
        work.await.unwrap();
        common.1.lock().unwrap().push("common");
    });
    begun.await.unwrap();
    let urgent = Arc::clone(&order);
    let urgent = tokio::spawn(async move {
        store.write_first(|_| Box::pin(async { Ok::<_, StoreError>(()) })).await.unwrap();
        urgent.lock().unwrap().push("urgent");
    });
    // Once it was polled it waits behind the first, in whose group it then is.
    tokio::task::yield_now().await;
    release.send(()).unwrap();
    common.await.unwrap();
    urgent.await.unwrap();
    assert_eq!(*order.lock().unwrap(), ["urgent", "common"]);
}

#[tokio::test]
async fn work_goes_on_when_its_caller_goes_away() {
    let (store, _folder) = store().await;
    let release = busy(&store).await;
    let caller = tokio::spawn(add(store.clone(), 1, || Ok(())));
    tokio::task::yield_now().await;
    caller.abort();
    release.send(()).unwrap();
    add(store.clone(), 2, || Ok(())).await.unwrap();
    assert_eq!(names(&store).await, ["Agent 1", "Agent 2"], "what was handed in is done");
}

#[tokio::test]
async fn a_review_changes_only_from_the_version_that_was_seen() {
    let (store, _folder) = store().await;
    let agent = add_agent(&store, 1).await;
    let case = held(&store, agent, "one").await;
    let (seq, version) = (case.seq, case.version);
    let advance =
        async |version: i64| store.write(move |tx| Box::pin(async move { tx.advance_review(seq, version, &cancelled()).await })).await;
    for wrong in [version + 1, version - 1] {
        assert!(matches!(advance(wrong).await, Err(StoreError::Conflict)), "version {wrong} is not there");
    }
    let look = async || store.read().await.unwrap().case(case.action.id).await.unwrap().unwrap();
    assert_eq!(look().await, case, "nothing changed");
    advance(version).await.unwrap();
    assert!(matches!(advance(version).await, Err(StoreError::Conflict)), "the second of two comes too late");
    let after = look().await;
    assert_eq!((after.version, after.state), (version + 1, cancelled()));
}

fn waits(waiting: &[Waiting]) -> usize {
    waiting.iter().map(|waiting| waiting.count as usize).sum()
}

#[tokio::test]
async fn what_waits_is_counted_as_it_comes_and_goes() {
    let (store, _folder) = store().await;
    let (one, two) = (add_agent(&store, 1).await, add_agent(&store, 2).await);
    let cases = [held(&store, one, "1").await, held(&store, one, "2").await, held(&store, two, "3").await];
    let group = Assignee::Group("Finance team".to_owned());
    let [passed_on, cancelled_one, _] = cases.clone();
    let State::Held(before) = passed_on.state else { panic!("it is held") };
    let there = State::Held(Held { with: group.clone(), ..before });
    store.write(move |tx| Box::pin(async move { tx.advance_review(passed_on.seq, passed_on.version, &there).await })).await.unwrap();
    let count = async || {
        let waiting = store.read().await.unwrap().waiting().await.unwrap();
        let mut waiting: Vec<_> = waiting.into_iter().map(|waiting| (waiting.agent, waiting.assignee, waiting.count)).collect();
        waiting.sort_by_key(|(agent, assignee, _)| (*agent, *assignee != Assignee::Anyone));
        waiting
    };
    assert_eq!(count().await, [(one, Assignee::Anyone, 1), (one, group.clone(), 1), (two, Assignee::Anyone, 1)]);
    let gone = cancelled();
    store.write(move |tx| Box::pin(async move { tx.advance_review(cancelled_one.seq, cancelled_one.version, &gone).await })).await.unwrap();
    assert_eq!(count().await, [(one, group, 1), (two, Assignee::Anyone, 1)]);
}

#[tokio::test]
async fn no_more_of_an_agent_waits_than_may() {
    let (store, _folder) = store().await;
    let (one, two) = (add_agent(&store, 1).await, add_agent(&store, 2).await);
    let case = held(&store, one, "1").await;
    let add = async |agent, key: &'static str, held_max| {
        let mut case = case.clone();
        case.action.agent = agent;
        case.action.id = ActionId::new(Time::UNIX_EPOCH, [key.len().try_into().unwrap(); 10]);
        let work = store.write(move |tx| {
            Box::pin(async move {
                match tx.insert_action(&case.action, key, &case.assessment, &case.state, held_max).await? {
                    // As the gate does: nothing of it stays.
                    Inserted::TooManyHeld => Err(StoreError::Conflict),
                    inserted @ (Inserted::New { .. } | Inserted::KeyUsed) => Ok(inserted),
                }
            })
        });
        work.await
    };
    assert!(matches!(add(one, "22", 1).await, Err(StoreError::Conflict)), "one waits already");
    assert_eq!(add(one, "1", 1).await.unwrap(), Inserted::KeyUsed, "a retry of what waits is no second one");
    assert!(matches!(add(two, "333", 1).await, Ok(Inserted::New { .. })), "another agent has its own count");
    assert!(matches!(add(one, "22", 2).await, Ok(Inserted::New { .. })), "and there is no trace of what was refused");
}

#[tokio::test]
async fn a_key_is_used_once_by_each_agent() {
    let (store, _folder) = store().await;
    let (one, two) = (add_agent(&store, 1).await, add_agent(&store, 2).await);
    let case = held(&store, one, "key").await;
    let again = store.write({
        let case = case.clone();
        move |tx| Box::pin(async move { tx.insert_action(&case.action, "key", &case.assessment, &case.state, 1).await })
    });
    assert_eq!(again.await.unwrap(), Inserted::KeyUsed, "nothing is added for a key that was used");
    let mut reader = store.read().await.unwrap();
    assert_eq!(reader.case_by_key(one, "key").await.unwrap(), Some(case), "what was asked comes back as it was");
    assert_eq!(reader.case_by_key(two, "key").await.unwrap(), None);
}

/// A store whose file can not grow by more than this many pages.
async fn cramped(folder: &tempfile::TempDir, pages: i64) -> Store {
    let Store { readers, .. } = reopen(folder).await;
    let size: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&readers).await.unwrap();
    let options = SqliteConnectOptions::new()
        .filename(file(folder))
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true)
        .pragma("max_page_count", (size + pages).to_string());
    let writing = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false).connect_with(options).await.unwrap();
    let tree = Tree::load(&mut writing.acquire().await.unwrap(), seal()).await.unwrap();
    Store { readers, writer: Writer::start(writing, tree, |_| {}).unwrap() }
}

#[tokio::test]
async fn a_full_disk_refuses_what_comes_and_keeps_what_was_taken() {
    let (first, folder) = store().await;
    let agent = add_agent(&first, 1).await;
    drop(first);
    let store = cramped(&folder, 40).await;
    let mut taken = Vec::new();
    let mut refusals = 0;
    for round in 0..20 {
        let release = busy(&store).await;
        let mut group = Vec::new();
        for index in 0..8 {
            let store = store.clone();
            let key = format!("{round:02}-{index}");
            let arguments = format!(r#"{{"text":"{}"}}"#, "x".repeat(3_000));
            group.push(tokio::spawn(async move {
                store.write(move |tx| Box::pin(async move { receive(tx, agent, &key, arguments).await })).await
            }));
        }
        tokio::task::yield_now().await;
        release.send(()).unwrap();
        for one in group {
            match one.await.unwrap() {
                Ok((_, id)) => taken.push(id),
                Err(StoreError::Full) => refusals += 1,
                Err(other) => panic!("a full disk is called one: {other:?}"),
            }
        }
    }
    assert!(!taken.is_empty() && refusals > 0, "some fit and some do not: {} and {refusals}", taken.len());
    let check = async |store: &Store| {
        let mut reader = store.read().await.unwrap();
        for id in &taken {
            assert!(reader.case(*id).await.unwrap().is_some(), "what was acknowledged is there");
        }
        let received = reader.ledger_after(0, 1_000).await.unwrap().len();
        assert_eq!((received, waits(&reader.waiting().await.unwrap())), (taken.len(), taken.len()), "and nothing else is");
        assert!(reader.is_intact().await.unwrap(), "the file is whole");
    };
    check(&store).await;
    drop(store);
    let store = reopen(&folder).await;
    check(&store).await;
    held(&store, agent, "more").await;
}
