//! What waits lies on its desks, also in a database from before there were any.

use sekisho_core::{
    id::ReviewerId,
    review::{Actor, Place as Seat, Station, Vote, Way},
};

use super::*;
/// The newest migration of the time before desks.
const BEFORE: i64 = 13;

fn person(number: u8) -> ReviewerId {
    ReviewerId::new(Time::UNIX_EPOCH, [number; 10])
}

#[tokio::test]
async fn what_waited_before_there_were_desks_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder);
    // A database of that time, filled as that time did it.
    let now = Time::UNIX_EPOCH + chrono::TimeDelta::microseconds(1_800_000_000_123_000);
    let seat = |name: &str| Seat::Group(name.to_owned());
    let vote = Vote { by: person(3), stands_for: None, station: 0, places: vec![0], at: now };
    let stations = vec![Station { title: "s".to_owned(), places: vec![seat("legal"), seat("sales"), seat("finance")], need: 3 }];
    let way = Way { route: "r".to_owned(), stations, votes: vec![vote], detour: None, readers: Vec::new() };
    let plain = Held { owner: Some(person(2)), ..Held::for_anyone(now) };
    let on_its_way = Held { with: way.waits_for(), way: Some(Box::new(way)), ..plain.clone() };
    {
        let pool = SqlitePool::connect_with(SqliteConnectOptions::new().filename(&path).create_if_missing(true)).await.unwrap();
        let mut old = sqlx::migrate!("./migrations");
        old.migrations.to_mut().retain(|migration| migration.version <= BEFORE);
        old.run(&pool).await.unwrap();
        for (number, assignee, held) in [(1, "*", plain), (2, "group sales", on_its_way)] {
            insert(&pool, number, assignee, &State::Held(held)).await;
        }
        pool.close().await;
    }
    let store = reopen(&folder).await;
    let mut reader = store.read().await.unwrap();
    let waiting = reader.waiting().await.unwrap();
    assert_eq!(waiting.iter().map(|waiting| waiting.count).sum::<u32>(), 2);
    for (number, groups, expected) in [(1, &["sales"][..], 2), (1, &[][..], 1), (2, &["sales"][..], 0), (3, &["sales"][..], 1)] {
        let actor = Actor::new(person(number), groups.iter().map(|group| (*group).to_owned()).collect());
        let mine: u32 = waiting.iter().filter(|waiting| waiting.desks.has(&actor)).map(|waiting| waiting.count).sum();
        let page = sqlx::query_scalar::<_, i64>(
            "SELECT count(DISTINCT d.seq) FROM desks AS d WHERE d.desk IN (SELECT value FROM json_each(?1))
                 AND d.seq NOT IN (SELECT seq FROM desks_without WHERE reviewer = ?2)",
        );
        let keys: Vec<_> = actor.voices()[0].desks.iter().map(crate::desks::assignee_key).collect();
        let found = page.bind(serde_json::to_string(&keys).unwrap()).bind(actor.id.to_string()).fetch_one(&store.readers).await.unwrap();
        assert_eq!((found, i64::from(mine)), (expected, expected), "{number} in {groups:?}");
    }
    let ends = sqlx::query_scalar::<_, i64>("SELECT DISTINCT ends_at FROM reviews").fetch_all(&store.readers).await.unwrap();
    assert_eq!(ends, [now.timestamp_micros()]);
}

/// An action and its review as they were written then. What it asks does not matter here.
async fn insert(pool: &SqlitePool, number: i64, assignee: &str, state: &State) {
    sqlx::query(
        "INSERT INTO agents (id, name, token_hash, practice, created_at) VALUES (zeroblob(16), 'a', zeroblob(32), 0, 0)
         ON CONFLICT (id) DO NOTHING",
    )
    .execute(pool)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO actions (seq, id, agent_id, idempotency_key, tool, timeout, digest, received_at, deadline_at, assessment, arguments)
         VALUES (?1, CAST(printf('%016d', ?1) AS BLOB), zeroblob(16), ?1, 't', '1m', zeroblob(32), 0, 1, '{}', '{}')",
    )
    .bind(number)
    .execute(pool)
    .await
    .unwrap();
    sqlx::query("INSERT INTO reviews (seq, version, state, standing, priority, assignee, due_at) VALUES (?1, 1, ?2, 'held', 1, ?3, 1)")
        .bind(number)
        .bind(serde_json::to_string(state).unwrap())
        .bind(assignee)
        .execute(pool)
        .await
        .unwrap();
}
