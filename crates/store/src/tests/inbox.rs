//! The inbox's first page, with many actions. `SEKISHO_HEAVY=1` takes a million.

use std::time::{Duration, Instant};

use sekisho_core::review::Assignee;
use sqlx::{ConnectOptions, Connection};

use super::*;
use crate::reviews::Place;

/// What the issue asks for.
const FIRST_PAGE_MAX: Duration = Duration::from_millis(10);

/// What the window and the command line ask for.
const PAGE: u32 = 50;

/// Copies one real action until there are as many as wanted; every second one waits.
async fn fill(path: &Path, count: i64) {
    // Without a journal each page is written once. That can be had once the store's own connections are gone.
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .pragma("cache_size", "-500000");
    let mut tries = 0;
    let mut connection = loop {
        match options.connect().await {
            Ok(connection) => break connection,
            Err(error) => assert!(tries < 200, "the file is free after a while: {error}"),
        }
        tries += 1;
        tokio::time::sleep(Duration::from_millis(25)).await;
    };
    sqlx::query("BEGIN").execute(&mut connection).await.unwrap();
    let actions = "WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
        INSERT INTO actions (seq, id, agent_id, idempotency_key, tool, server, arguments, timeout, agent_reasoning, context, digest,
                             received_at, deadline_at, assessment)
        SELECT n.n, CAST(printf('%016d', n.n) AS BLOB), a.agent_id, printf('key-%d', n.n), a.tool, a.server, a.arguments, a.timeout,
               a.agent_reasoning, a.context, a.digest, a.received_at + n.n, a.deadline_at + n.n, a.assessment
        FROM n JOIN actions AS a ON a.seq = 1";
    // A spread of risks that is the same in every run.
    let reviews = "WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
        INSERT INTO reviews (seq, version, state, standing, priority, assignee, due_at)
        SELECT n.n, 1, r.state, iif(n.n % 2, 'held', 'approved'), n.n * 7919 % 101, iif(n.n % 2, r.assignee, NULL),
               iif(n.n % 2, r.due_at + n.n, NULL)
        FROM n JOIN reviews AS r ON r.seq = 1";
    for statement in [actions, reviews] {
        sqlx::query(statement).bind(count).execute(&mut connection).await.unwrap();
    }
    sqlx::query("COMMIT").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// How long something takes, of many times the middle one and the quickest.
async fn timed(mut look: impl AsyncFnMut()) -> (Duration, Duration) {
    let mut times = Vec::new();
    for _ in 0..21 {
        let started = Instant::now();
        look().await;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    (times[times.len() / 2], times[0])
}

#[tokio::test]
async fn the_first_page_is_quick_however_much_waits() {
    let count = if std::env::var("SEKISHO_HEAVY").is_ok_and(|value| value == "1") { 1_000_000 } else { 20_000 };
    let (store, folder) = store().await;
    let agent = add_agent(&store, 1).await;
    held(&store, agent, "first").await;
    store.readers.close().await;
    drop(store);
    let started = Instant::now();
    fill(&file(&folder), count).await;
    let store = reopen(&folder).await;
    println!("filled {count} actions in {:?}", started.elapsed());
    let mut reader = store.read().await.unwrap();
    let page = reader.inbox(&Assignee::Anyone, Place::START, PAGE).await.unwrap();
    let order: Vec<_> = page.iter().map(|(_, case)| (-(case.seq * 7919 % 101), case.seq)).collect();
    assert_eq!(page.len(), PAGE as usize, "a page is full");
    assert!(order.is_sorted() && order[0].0 == -100, "the most risky first and then the oldest: {order:?}");
    let mine = timed(async || drop(reader.inbox(&Assignee::Anyone, Place::START, PAGE).await.unwrap())).await;
    let all = timed(async || drop(reader.inbox_of_all(Place::START, PAGE).await.unwrap())).await;
    let due = timed(async || assert!(reader.next_due().await.unwrap().is_some(), "something waits")).await;
    let elsewhere = Some("elsewhere");
    let known = timed(async || assert!(!reader.was_allowed(agent, "send_mail", elsewhere).await.unwrap(), "never there")).await;
    assert!(reader.was_allowed(agent, "send_mail", None).await.unwrap(), "every second one was allowed");
    println!("whether a tool was allowed, median and quickest: {known:?}");
    println!("first page of {PAGE} among {count}, median and quickest: {mine:?}, of everyone's {all:?}, next deadline {due:?}");
    // The quickest, as other tests and other programs run beside this one and make the others of them slower.
    for (what, (_, quickest)) in [("mine", mine), ("everyone's", all), ("the next deadline", due), ("a known tool", known)] {
        assert!(quickest < FIRST_PAGE_MAX, "{what} takes less than {FIRST_PAGE_MAX:?}, not {quickest:?}");
    }
}
