//! What can go wrong with the database: one variant for each thing a caller does differently.

use std::sync::Arc;

use sqlx::migrate::MigrateError;

/// Why the store did not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the row in the meantime.
    #[error("it was changed in the meantime")]
    Conflict,
    /// The database was written by a later version of the app.
    #[error("the database is newer than this version of Sekisho")]
    Newer,
    /// The bundled SQLite is one that can corrupt a database.
    #[error("SQLite {0} is too old")]
    OldSqlite(String),
    /// No room on the disk.
    #[error("the disk is full")]
    Full,
    /// The file or its folder cannot be opened or written.
    #[error("the database cannot be opened or written")]
    Unwritable,
    /// The file is damaged or no database at all.
    #[error("the database is damaged")]
    Damaged,
    /// A row says something that the domain does not know.
    #[error("row {row} of `{table}` does not make sense")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// Its `seq`, or 0 where it has none.
        row: i64,
    },
    /// The ledger is not what was signed last, or was signed with another key.
    #[error("the ledger is not what was last signed with this key: it was changed past Sekisho, or `ledger.key` is another one")]
    NotAsSigned,
    /// The computer gives no random numbers.
    #[error("the computer gives no random numbers")]
    NoChance,
    /// The writer has stopped.
    #[error("the store is closed")]
    Closed,
    /// Anything else.
    #[error("the database failed")]
    Sqlite(#[source] Arc<sqlx::Error>),
}

impl StoreError {
    /// For a row that does not make sense.
    pub(crate) fn inconsistent<E>(table: &'static str, row: i64) -> impl FnOnce(E) -> Self {
        move |_| Self::Inconsistent { table, row }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code).and_then(|code| code.parse::<i32>().ok());
        // The low byte of an extended result code is the primary one.
        match code.map(|code| code & 0xff) {
            Some(13) => Self::Full,
            Some(8 | 14) => Self::Unwritable,
            Some(11 | 26) => Self::Damaged,
            _ => Self::Sqlite(Arc::new(error)),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        if let MigrateError::VersionMissing(_) = error {
            Self::Newer
        } else if let MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) = error {
            error.into()
        } else {
            Self::Sqlite(Arc::new(sqlx::Error::Migrate(Box::new(error))))
        }
    }
}
