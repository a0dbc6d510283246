//! Sessions: the first task counts, what was read is kept in order, and all of it goes when it is over.

use chrono::TimeDelta;

use super::*;
use crate::sessions::Observation;

fn read(text: &str) -> Observation {
    Observation { origin: "tool:read".to_owned(), text: text.to_owned(), reference: None }
}

#[tokio::test]
async fn the_first_task_counts_and_what_was_read_is_kept_until_it_is_over() {
    let (store, _folder) = store().await;
    let (one, two) = (add_agent(&store, 1).await, add_agent(&store, 2).await);
    let (start, later) = (Time::UNIX_EPOCH, Time::UNIX_EPOCH + TimeDelta::hours(1));
    let work = store.write(move |tx| {
        Box::pin(async move {
            assert_eq!(tx.open_session(one, "s", None, start).await?, None, "reading may come first");
            assert_eq!(tx.open_session(one, "s", Some("pay"), start).await?.as_deref(), Some("pay"));
            assert_eq!(tx.open_session(one, "s", Some("pay Eve"), later).await?.as_deref(), Some("pay"), "nobody adds to it later");
            tx.open_session(two, "s", Some("look"), start).await?;
            tx.observe(one, "s", &read("first"), start).await?;
            tx.observe(one, "s", &read("二つ目"), later).await?;
            tx.lose(two, "s").await
        })
    });
    work.await.unwrap();
    let mut reader = store.read().await.unwrap();
    let session = reader.session(one, "s").await.unwrap().unwrap();
    assert_eq!((session.kept as usize, session.partial), ("first二つ目".len(), false));
    assert_eq!(reader.observations(one, "s").await.unwrap(), [read("first"), read("二つ目")]);
    assert_eq!(reader.observations(two, "s").await.unwrap(), [], "another agent's session of that name is another");
    assert!(reader.session(two, "s").await.unwrap().unwrap().partial);
    drop(reader);
    let forgotten = store.write(move |tx| Box::pin(tx.forget_sessions(later, 10))).await.unwrap();
    assert_eq!(forgotten, 1, "only the one in which nothing happened since");
    let forgotten = store.write(move |tx| Box::pin(tx.forget_sessions(later + TimeDelta::seconds(1), 10))).await.unwrap();
    assert_eq!(forgotten, 1);
    let mut reader = store.read().await.unwrap();
    assert_eq!(reader.observations(one, "s").await.unwrap(), [], "what was read goes with it");
}

#[tokio::test]
async fn an_origin_is_trusted_as_it_was_set_last() {
    let (store, _folder) = store().await;
    for trust in [Trust::Internal, Trust::Trusted] {
        store.write(move |tx| Box::pin(tx.put_origin("tool:ledger", trust))).await.unwrap();
    }
    assert_eq!(store.read().await.unwrap().origins().await.unwrap(), [("tool:ledger".to_owned(), Trust::Trusted)]);
}

#[tokio::test]
async fn the_origins_that_were_seen_are_counted() {
    let (store, _folder) = store().await;
    let agent = add_agent(&store, 1).await;
    let (start, later) = (Time::UNIX_EPOCH, Time::UNIX_EPOCH + TimeDelta::hours(1));
    let work = store.write(move |tx| {
        Box::pin(async move {
            tx.open_session(agent, "s", None, start).await?;
            for (origin, at) in [("tool:read", later), ("web:a", start), ("tool:read", start), ("web:b", start)] {
                tx.observe(agent, "s", &Observation { origin: origin.to_owned(), ..read("x") }, at).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    work.await.unwrap();
    let seen = store.read().await.unwrap().origins_seen(2).await.unwrap();
    let told: Vec<_> = seen.iter().map(|seen| (seen.origin.as_str(), seen.count, seen.last_at)).collect();
    assert_eq!(told, [("tool:read", 2, later), ("web:a", 1, start)], "the latest first, and no more than were asked for");
}
