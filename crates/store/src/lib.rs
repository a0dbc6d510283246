//! Remembers. Domain values go into SQLite and come back, and a caller is answered only after the commit.
//!
//! This is the only crate that knows SQL.

use std::{path::Path, sync::Arc};

use futures_util::future::BoxFuture;
use sqlx::{
    Sqlite, SqlitePool,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use error::StoreError;
use tree::Tree;
pub use tree::{Differs, KeyChange, Seal, Signed};
use writer::Lane;
pub use writer::{Committed, Failure, Tx};

pub mod actions;
pub mod aftermaths;
pub mod agents;
pub mod amendments;
pub mod bookings;
pub mod budgets;
pub mod charts;
pub mod dealings;
pub mod desks;
pub mod erasures;
mod error;
pub mod grants;
pub mod halts;
pub mod history;
pub mod holds;
pub mod inbox;
pub mod intake;
pub mod ledger;
pub mod monthly;
pub mod organisation;
pub mod readings;
pub mod results;
pub mod retention;
pub mod reviewers;
pub mod reviews;
mod row;
pub mod search;
pub mod sessions;
pub mod sign_ins;
pub mod similar;
pub mod standards;
mod thread;
pub mod tools;
mod tree;
pub mod witness;
mod writer;

/// The oldest SQLite that does not corrupt a write-ahead log.
pub const SQLITE_MIN: (u32, u32, u32) = (3, 51, 3);

/// How many readers work beside the one writer.
const READERS: u32 = 4;

/// The database of one data directory.
#[derive(Debug, Clone)]
pub struct Store {
    readers: SqlitePool,
    writer: writer::Writer,
}

/// A connection that reads what is committed.
#[derive(Debug)]
pub struct Reader(PoolConnection<Sqlite>);

impl Store {
    /// Opens the database at `path`, makes it if it is not there, and brings it up to date.
    /// `seal` signs what is written. `on_commit` hears of every committed ledger entry, in order, before the callers that made them are
    /// answered.
    ///
    /// # Errors
    /// When the file cannot be opened or written, is newer than this app, or not as it was signed, or the bundled SQLite is too old.
    pub async fn open(
        path: &Path,
        seal: Arc<dyn Seal>,
        on_commit: impl Fn(&[Committed]) + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .statement_cache_capacity(256)
            .pragma("cache_size", "-65536")
            // What a savepoint needs to undo stays in memory; otherwise each piece of work writes its pages to a file first.
            .pragma("temp_store", "MEMORY");
        let writing = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false).connect_with(options.clone()).await?;
        let version = sqlx::query_scalar!(r#"SELECT sqlite_version() AS "version!: String""#).fetch_one(&writing).await?;
        check_version(&version)?;
        sqlx::migrate!("./migrations").run(&writing).await?;
        let tree = Tree::load(&mut *writing.acquire().await?, seal).await?;
        let reading = options.pragma("query_only", "1");
        let readers = SqlitePoolOptions::new().max_connections(READERS).test_before_acquire(false).connect_with(reading).await?;
        Ok(Self { readers, writer: writer::Writer::start(writing, tree, on_commit)? })
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// When none can be had.
    pub async fn read(&self) -> Result<Reader, StoreError> {
        Ok(Reader(self.readers.acquire().await?))
    }

    /// Does `work` in a transaction, alone, and answers after the commit. What `work` did is undone if it fails.
    /// It runs to its end even if the caller goes away.
    ///
    /// # Errors
    /// When `work` fails or the commit does.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Failure + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.writer.write(work, Lane::Common).await
    }

    /// The same ahead of everything that waits, and committed as soon as it is done: for what stops the others.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub async fn write_first<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: Failure + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.writer.write(work, Lane::First).await
    }
}

impl Reader {
    /// Whether the file is whole: every page and index is right, and no row points to one that is missing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_intact(&mut self) -> Result<bool, StoreError> {
        // Pragmas tell no types beforehand, so these are no checked statements.
        let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_all(&mut *self.0).await?;
        let orphan = sqlx::query("PRAGMA foreign_key_check").fetch_optional(&mut *self.0).await?;
        Ok(found == ["ok"] && orphan.is_none())
    }
}

fn check_version(version: &str) -> Result<(), StoreError> {
    let mut parts = version.split('.').map_while(|part| part.parse::<u32>().ok());
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found < SQLITE_MIN { Err(StoreError::OldSqlite(version.to_owned())) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
