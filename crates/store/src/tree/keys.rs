//! Which keys have signed the ledger, one after the other.

use std::sync::Arc;

use sekisho_core::{
    id::ReviewerId,
    ledger::{Custody, Entry, LedgerKeyChanged},
    time::Time,
};
use sekisho_verify::PublicKey;
use sqlx::SqliteConnection;

use super::{Seal, Tree};
use crate::{Reader, StoreError, Tx};

/// A change of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The entry that says so.
    pub seq: u64,
    /// The key before.
    pub before: PublicKey,
    /// The key from the next commit on.
    pub after: PublicKey,
}

impl Tx {
    /// Has another key sign from the next commit on, and says so in an entry, which the key before still signs.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it changes twice at once, or does not change; else when the database fails.
    pub async fn change_key(&mut self, at: Time, by: ReviewerId, seal: Arc<dyn Seal>) -> Result<(), StoreError> {
        let (from, to) = (self.tree.seal.key().to_string(), seal.key().to_string());
        if from == to || self.tree.next.is_some() {
            return Err(StoreError::Conflict);
        }
        let entry = Entry::Custody(Custody::LedgerKeyChanged(LedgerKeyChanged { by, from: from.clone(), to: to.clone() }));
        self.append(at, None, entry).await?;
        let seq = i64::try_from(self.tree.grown()).unwrap_or(i64::MAX);
        sqlx::query!("INSERT INTO ledger_keys (seq, before, after) VALUES (?1, ?2, ?3)", seq, from, to).execute(self.connection()).await?;
        self.tree.next = Some((self.tree.added(), seal));
        Ok(())
    }
}

impl Tree {
    /// The key that the newest checkpoint may also be signed with: the one before, if no other has signed since.
    pub(super) async fn key_before(&self, connection: &mut SqliteConnection) -> Result<Option<PublicKey>, StoreError> {
        let Some(last) = changes(connection).await?.pop() else { return Ok(None) };
        // Whoever has only the key before cannot go on.
        if last.after == *self.seal.key() { Ok(Some(last.before)) } else { Err(StoreError::NotAsSigned) }
    }
}

impl Reader {
    /// How the key has changed, the oldest change first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn key_changes(&mut self) -> Result<Vec<KeyChange>, StoreError> {
        changes(&mut self.0).await
    }
}

async fn changes(connection: &mut SqliteConnection) -> Result<Vec<KeyChange>, StoreError> {
    let rows = sqlx::query!("SELECT seq, before, after FROM ledger_keys ORDER BY seq").fetch_all(connection).await?;
    let changes = rows.into_iter().map(|row| {
        let key = |text: &str| text.parse().map_err(StoreError::inconsistent("ledger_keys", row.seq));
        let seq = u64::try_from(row.seq).map_err(StoreError::inconsistent("ledger_keys", row.seq))?;
        Ok(KeyChange { seq, before: key(&row.before)?, after: key(&row.after)? })
    });
    changes.collect()
}
