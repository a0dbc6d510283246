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
    sqlx::query("INSERT INTO halts (id, since, halt, standing) VALUES (zeroblob(16), 1, '{}', 0)").execute(&pool).await.unwrap();
    refused(&pool, "UPDATE actions SET arguments = '{\"to\":\"me\"}'", "an action never changes").await;
    refused(&pool, "DELETE FROM actions", "an action never vanishes").await;
    refused(&pool, "UPDATE ledger SET entry = '{}'", "the ledger never changes").await;
    refused(&pool, "DELETE FROM ledger", "the ledger never shrinks").await;
    refused(&pool, "DELETE FROM reviews", "a review never vanishes").await;
    store.write(move |tx| Box::pin(async move { tx.advance_review(case.seq, case.version, &cancelled()).await })).await.unwrap();
    let reopening = "UPDATE reviews SET standing = 'approved'";
    refused(&pool, reopening, "a decision is final").await;
    refused(&pool, "UPDATE reviews SET standing = 'held', assignee = '*', due_at = 1", "a decision is final").await;
    refused(&pool, "DELETE FROM halts", "a halt never vanishes").await;
    refused(&pool, "UPDATE halts SET standing = 1", "a lifted halt never changes").await;
    refused(&pool, "DELETE FROM agents", "FOREIGN KEY constraint failed").await;
    let entry = "INSERT INTO ledger (at, action, entry, salt, leaf) VALUES (1, 99, '{}', zeroblob(16), zeroblob(32))";
    refused(&pool, entry, "FOREIGN KEY constraint failed").await;
    refused(&pool, "INSERT INTO ledger (at, entry) VALUES (1, '{}')", "an entry of the ledger has a leaf").await;
    refused(&pool, "UPDATE ledger SET salt = zeroblob(16), leaf = zeroblob(32)", "the ledger never changes").await;
    refused(&pool, "UPDATE checkpoints SET size = 2", "a checkpoint never changes").await;
    refused(&pool, "DELETE FROM checkpoints", "checkpoints never go away").await;
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
    refused(&pool, "INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'king', '[]', 0, 1, NULL, 0)", check).await;
    refused(&pool, "INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'reviewer', '{}', 0, 1, NULL, 0)", check).await;
    refused(&pool, "INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'reviewer', '[]', 2, 1, NULL, 0)", check).await;
    refused(&pool, "INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'administrator', '[]', 0, 1, NULL, 1)", check).await;
    refused(&pool, "INSERT INTO ledger (at, entry, salt, leaf) VALUES (1, '[]', zeroblob(16), zeroblob(32))", check).await;
    refused(&pool, "INSERT INTO ledger (at, entry, salt, leaf) VALUES (1, '{}', x'00', zeroblob(32))", check).await;
    refused(&pool, "INSERT INTO subtrees VALUES (8, 0, x'00')", check).await;
    let soon = "INSERT INTO ledger (at, entry, salt, leaf) VALUES ('soon', '{}', zeroblob(16), zeroblob(32))";
    refused(&pool, soon, "cannot store TEXT value in INTEGER column").await;
}

#[tokio::test]
async fn the_database_itself_keeps_budgets_and_their_bookings() {
    let (store, folder) = store().await;
    let agent = add_agent(&store, 1).await;
    assert_eq!(held(&store, agent, "a").await.seq, 1);
    let pool = raw(&file(&folder)).await;
    let run = async |sql: &'static str| sqlx::query(sql).execute(&pool).await.unwrap();
    run("INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'reviewer', '[]', 0, 1, NULL, 0)").await;
    run("INSERT INTO budgets VALUES (zeroblob(16), 'Ads', '{}', 1, NULL, zeroblob(16), 1)").await;
    run("INSERT INTO bookings VALUES (1, zeroblob(16), 900000001, 5, 'held', 100, 100, 0, 0, 0, 0)").await;
    run("UPDATE bookings SET stage = 'running', held = 0, running = 100").await;
    run("UPDATE bookings SET stage = 'spent', running = 0, spent = 70, over = 0, returned = 30").await;
    let sums: Vec<(i64, i64, i64, i64, i64)> =
        sqlx::query_as("SELECT slot, held, running, spent, returned FROM sums ORDER BY width").fetch_all(&pool).await.unwrap();
    assert_eq!(sums, [(1, 0, 0, 70, 30), (0, 0, 0, 70, 30)], "triggers keep the sums");
    refused(&pool, "UPDATE bookings SET spent = 101", "CHECK constraint failed").await;
    refused(&pool, "UPDATE bookings SET amount = 200", "a booking stays what it is").await;
    refused(&pool, "DELETE FROM bookings", "a booking never vanishes").await;
    refused(&pool, "DELETE FROM budgets", "a budget never vanishes").await;
    run("UPDATE budgets SET ended_at = 2").await;
    refused(&pool, "UPDATE budgets SET ended_at = NULL", "an ended budget stays as it was").await;
    run("INSERT INTO aftermaths VALUES (1, '{\"told\":{\"note\":\"a\"}}', 'none', 0, 0)").await;
    run("UPDATE aftermaths SET attention = 'look'").await;
    refused(&pool, "UPDATE aftermaths SET aftermath = '{}'", "what was told stays told").await;
    refused(&pool, "DELETE FROM aftermaths", "what was told stays told").await;
    run("INSERT INTO ways VALUES (1, '{}')").await;
    refused(&pool, "UPDATE ways SET way = '{\"route\":\"a\"}'", "a way that ended stays as it was").await;
    refused(&pool, "DELETE FROM ways", "a way that ended stays as it was").await;
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

#[tokio::test]
async fn the_database_itself_counts_the_uses_of_grants() {
    let (store, folder) = store().await;
    let (agent, other) = (add_agent(&store, 1).await, add_agent(&store, 2).await);
    for key in ["a", "b", "c", "d"] {
        held(&store, agent, key).await;
    }
    assert_eq!(held(&store, other, "e").await.seq, 5);
    let pool = raw(&file(&folder)).await;
    let run = async |sql: &'static str| sqlx::query(sql).execute(&pool).await.unwrap();
    run("INSERT INTO reviewers VALUES (zeroblob(16), 'a', zeroblob(32), 'reviewer', '[]', 0, 1, NULL, 0)").await;
    refused(
        &pool,
        "INSERT INTO grants SELECT zeroblob(16), 5, agent_id, zeroblob(16), '{}', 2, 0, 1, 9, 'n', NULL, NULL FROM actions WHERE seq = 1",
        "a grant is to the agent of its action",
    )
    .await;
    let check = "CHECK constraint failed";
    for (times, until) in [("0", "9"), ("51", "9"), ("2", "1"), ("2", "2592000000002")] {
        let sql = format!(
            "INSERT INTO grants SELECT zeroblob(16), 1, agent_id, zeroblob(16), '{{}}', {times}, 0, 1, {until}, 'n', NULL, NULL
             FROM actions WHERE seq = 1"
        );
        refused(&pool, sql.leak(), check).await;
    }
    run("INSERT INTO grants SELECT zeroblob(16), 1, agent_id, zeroblob(16), '{}', 2, 0, 1, 9, 'n', NULL, NULL FROM actions WHERE seq = 1")
        .await;
    let not_now = "this grant does not count";
    refused(&pool, "INSERT INTO grant_uses VALUES (2, zeroblob(16), 2, 5)", not_now).await;
    refused(&pool, "INSERT INTO grant_uses VALUES (2, zeroblob(16), 1, 9)", not_now).await;
    refused(&pool, "INSERT INTO grant_uses VALUES (1, zeroblob(16), 1, 5)", not_now).await;
    refused(&pool, "INSERT INTO grant_uses VALUES (5, zeroblob(16), 1, 5)", not_now).await;
    run("INSERT INTO grant_uses VALUES (2, zeroblob(16), 1, 5)").await;
    refused(&pool, "INSERT INTO grant_uses VALUES (3, zeroblob(16), 1, 5)", not_now).await;
    run("INSERT INTO grant_uses VALUES (3, zeroblob(16), 2, 5)").await;
    refused(&pool, "INSERT INTO grant_uses VALUES (4, zeroblob(16), 3, 5)", not_now).await;
    let never = "a grant is used and revoked";
    refused(&pool, "UPDATE grants SET used = 0", never).await;
    refused(&pool, "UPDATE grants SET times = 9", never).await;
    refused(&pool, "UPDATE grants SET loosened = '{\"/to\":{}}'", never).await;
    run("UPDATE grants SET revoked_at = 7, revoked_by = zeroblob(16)").await;
    refused(&pool, "UPDATE grants SET revoked_at = NULL, revoked_by = NULL", never).await;
    refused(&pool, "DELETE FROM grants", "a grant never vanishes").await;
    refused(&pool, "DELETE FROM grant_uses", "the use of a grant never vanishes").await;
    refused(&pool, "UPDATE grant_uses SET number = 9", "the use of a grant never changes").await;
}
