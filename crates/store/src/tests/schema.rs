//! What the database itself refuses, whoever asks.

use super::*;

async fn refused(pool: &SqlitePool, statement: &'static str, because: &str) {
    let error = sqlx::query(statement).execute(pool).await.map(drop).expect_err(statement).to_string();
    assert!(error.contains(because), "`{statement}` is refused as `{because}`: {error}");
}

#[tokio::test]
async fn what_was_asked_decided_and_recorded_stays() {
    let (store, folder) = store().await;
    let agent = add_agent(&store, 1).await;
    let case = held(&store, agent, "one").await;
    let pool = raw(&file(&folder)).await;
    refused(&pool, "UPDATE actions SET arguments = '{\"to\":\"me\"}'", "an action never changes").await;
    refused(&pool, "DELETE FROM actions", "an action never vanishes").await;
    refused(&pool, "UPDATE ledger SET entry = '{}'", "the ledger never changes").await;
    refused(&pool, "DELETE FROM ledger", "the ledger never shrinks").await;
    refused(&pool, "DELETE FROM reviews", "a review never vanishes").await;
    store.write(move |tx| Box::pin(async move { tx.advance_review(case.seq, case.version, &cancelled()).await })).await.unwrap();
    let reopening = "UPDATE reviews SET standing = 'approved'";
    refused(&pool, reopening, "a decision is final").await;
    refused(&pool, "UPDATE reviews SET standing = 'held', assignee = '*', due_at = 1", "a decision is final").await;
    refused(&pool, "DELETE FROM agents", "FOREIGN KEY constraint failed").await;
    refused(&pool, "INSERT INTO ledger (at, action, entry) VALUES (1, 99, '{}')", "FOREIGN KEY constraint failed").await;
    assert!(store.read().await.unwrap().is_intact().await.unwrap());
}

#[tokio::test]
async fn rows_that_make_no_sense_are_refused() {
    let (store, folder) = store().await;
    add_agent(&store, 1).await;
    let pool = raw(&file(&folder)).await;
    let check = "CHECK constraint failed";
    refused(&pool, "INSERT INTO agents VALUES (x'00', 'a', zeroblob(32), 0, 1, NULL, NULL, '{}')", check).await;
    refused(&pool, "INSERT INTO agents VALUES (zeroblob(16), '', zeroblob(32), 0, 1, NULL, NULL, '{}')", check).await;
    refused(&pool, "INSERT INTO agents VALUES (zeroblob(16), 'a', zeroblob(32), 2, 1, NULL, NULL, '{}')", check).await;
    refused(&pool, "INSERT INTO agents VALUES (zeroblob(16), 'a', zeroblob(32), 0, 2, 1, zeroblob(16), '{}')", check).await;
    refused(&pool, "INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'king', '[]', 0, 1, NULL)", check).await;
    refused(&pool, "INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'reviewer', '{}', 0, 1, NULL)", check).await;
    refused(&pool, "INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'reviewer', '[]', 2, 1, NULL)", check).await;
    refused(&pool, "INSERT INTO ledger (at, entry) VALUES (1, '[]')", check).await;
    refused(&pool, "INSERT INTO ledger (at, entry) VALUES ('soon', '{}')", "cannot store TEXT value in INTEGER column").await;
}

#[tokio::test]
async fn every_table_of_ours_is_strict() {
    let (_store, folder) = store().await;
    let pool = raw(&file(&folder)).await;
    let loose: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'
           AND name <> '_sqlx_migrations'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(loose, [] as [String; 0]);
}
