//! Opening a file: what it is set to, and what is refused.

use super::*;

async fn refused(path: &Path) -> StoreError {
    Store::open(path, seal(), |_| {}).await.map(drop).expect_err("this file is refused")
}

#[tokio::test]
async fn a_file_of_a_newer_app_is_refused_and_left_alone() {
    let (store, folder) = store().await;
    add_agent(&store, 1).await;
    drop(store);
    let pool = raw(&file(&folder)).await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, x'00', 0)",
    )
    .execute(&pool)
    .await
    .unwrap();
    let error = refused(&file(&folder)).await;
    assert!(matches!(error, StoreError::Newer), "{error:?}");
    sqlx::query("DELETE FROM _sqlx_migrations WHERE version = 9999").execute(&pool).await.unwrap();
    pool.close().await;
    let store = reopen(&folder).await;
    assert_eq!(store.read().await.unwrap().agents().await.unwrap(), [agent(1)], "nothing was lost by the attempt");
}

#[tokio::test]
async fn what_is_no_database_is_called_damaged() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(file(&folder), "this is not a database, however long it is. ".repeat(200)).unwrap();
    let error = refused(&file(&folder)).await;
    assert!(matches!(error, StoreError::Damaged), "{error:?}");
}

#[tokio::test]
async fn a_file_with_a_hole_is_noticed() {
    let (store, folder) = store().await;
    let agent = add_agent(&store, 1).await;
    for key in ["one", "two", "three"] {
        held(&store, agent, key).await;
    }
    assert!(store.read().await.unwrap().is_intact().await.unwrap(), "it is whole before");
    store
        .write(|tx| Box::pin(async move { Ok::<_, StoreError>(sqlx::query("SELECT 1").execute(tx.connection()).await.map(drop)?) }))
        .await
        .unwrap();
    drop(store);
    let pool = raw(&file(&folder)).await;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&pool).await.unwrap();
    // An index that lost its rows, as a page that was never written would leave it.
    sqlx::query("PRAGMA writable_schema = 1").execute(&pool).await.unwrap();
    let renamed = "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'reviews_by_due_at')
                   WHERE name = 'actions_by_agent'";
    sqlx::query(renamed).execute(&pool).await.unwrap();
    pool.close().await;
    let found = match Store::open(&file(&folder), seal(), |_| {}).await {
        Ok(store) => store.read().await.unwrap().is_intact().await,
        Err(error) => Err(error),
    };
    assert!(matches!(found, Ok(false) | Err(StoreError::Damaged)), "{found:?}");
}

#[tokio::test]
async fn what_cannot_be_opened_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(file(&folder)).unwrap();
    for path in [file(&folder), folder.path().join("missing/sekisho.db")] {
        let error = refused(&path).await;
        assert!(matches!(error, StoreError::Unwritable), "{}: {error:?}", path.display());
    }
}

#[tokio::test]
async fn the_settings_that_keep_promises_are_on() {
    let (store, _folder) = store().await;
    let settings = store.write(|tx| {
        Box::pin(async move {
            let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(tx.connection()).await?;
            let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(tx.connection()).await?;
            let keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(tx.connection()).await?;
            Ok::<_, StoreError>((journal, synchronous, keys))
        })
    });
    assert_eq!(settings.await.unwrap(), ("wal".to_owned(), 2, 1), "a write-ahead log, every commit on disk, and no dangling rows");
    let mut reader = store.read().await.unwrap();
    let written = sqlx::query("UPDATE search_state SET seq = 1").execute(&mut *reader.0).await;
    assert!(written.is_err(), "readers only read");
}
