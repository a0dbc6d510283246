//! The ledger as a Merkle tree: each entry is a leaf, and each commit signs the root over all of them.

use std::{fmt, sync::Arc};

use sekisho_core::{id::ActionId, time::Time};
use sekisho_verify::{Checkpoint, Frontier, Hash, Leaf, PublicKey, body_hash, leaf_hash};
use serde::Deserialize;
use sqlx::SqliteConnection;

use crate::{StoreError, row};

pub(crate) use compare::Columns;
pub use compare::Differs;
pub use keys::KeyChange;
pub use read::Signed;

mod compare;
mod keys;
mod read;

/// How many levels of the tree one stored level stands for: a part has 256 times as many leaves as the one below.
const STEP: u32 = 8;

/// The stored levels, the highest first. 2 to the power of 40 entries is more than any ledger has.
const HEIGHTS: [u32; 4] = [32, 24, 16, STEP];

/// What makes the ledger provable: it signs checkpoints, and salts what is hashed.
pub trait Seal: fmt::Debug + Send + Sync {
    /// The key that its signatures are checked with.
    fn key(&self) -> &PublicKey;

    /// Signs the text of a checkpoint.
    fn sign(&self, text: &str) -> [u8; 64];

    /// A salt that nobody can guess.
    ///
    /// # Errors
    /// [`StoreError::NoChance`].
    fn salt(&self) -> Result<[u8; 16], StoreError>;
}

/// The tree as it is on disk, and the leaves that the transaction under way adds.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    seal: Arc<dyn Seal>,
    /// What signs after this transaction, if it changes, and how many leaves were added when it was said.
    next: Option<(usize, Arc<dyn Seal>)>,
    stored: Frontier,
    added: Vec<Hash>,
}

/// An entry as it is written.
pub(crate) struct Sealed {
    pub(crate) seq: i64,
    pub(crate) salt: [u8; 16],
    pub(crate) leaf: Hash,
}

/// The name of an event, which begins each entry.
#[derive(Deserialize)]
struct Tag<'a> {
    event: &'a str,
}

impl Tree {
    /// The tree on disk, after what was written before there was one has got its leaves.
    pub(crate) async fn load(connection: &mut SqliteConnection, seal: Arc<dyn Seal>) -> Result<Self, StoreError> {
        let mut tree = Self { seal, next: None, stored: Frontier::default(), added: Vec::new() };
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        tree.read(connection).await?;
        tree.add_unsealed(connection).await?;
        let stored = tree.commit(connection).await?;
        tree.keep(stored, None);
        Ok(tree)
    }

    /// Seals the next entry.
    pub(crate) fn seal(&mut self, at: Time, action: Option<ActionId>, json: &str) -> Result<Sealed, StoreError> {
        let seq = self.grown() + 1;
        let row = i64::try_from(seq).map_err(StoreError::inconsistent("ledger", i64::MAX))?;
        let Tag { event } = serde_json::from_str(json).map_err(StoreError::inconsistent("ledger", row))?;
        let (salt, action) = (self.seal.salt()?, action.map(|id| id.to_string()));
        let body = body_hash(&salt, json.as_bytes());
        let leaf = Leaf { seq, at: at.timestamp_micros(), event, action: action.as_deref(), body }.to_string();
        let leaf = leaf_hash(leaf.as_bytes());
        self.added.push(leaf);
        Ok(Sealed { seq: row, salt, leaf })
    }

    /// How many leaves there are with those that the transaction has added so far.
    fn grown(&self) -> u64 {
        self.stored.size() + u64::try_from(self.added.len()).unwrap_or(u64::MAX)
    }

    /// How many leaves the transaction has added so far.
    pub(crate) fn added(&self) -> usize {
        self.added.len()
    }

    /// Forgets what was added after so many.
    pub(crate) fn undo(&mut self, added: usize) {
        self.added.truncate(added);
        self.next.take_if(|(since, _)| *since > added);
    }

    /// Stores what was added, signs the root over all, and commits.
    pub(crate) async fn commit(&mut self, connection: &mut SqliteConnection) -> Result<Frontier, StoreError> {
        let mut grown = self.stored.clone();
        for leaf in &self.added {
            let parts = grown.push(*leaf);
            for height in HEIGHTS {
                let Some(root) = usize::try_from(height).ok().and_then(|height| parts.get(height)) else { continue };
                let number = i64::try_from((grown.size() >> height) - 1).unwrap_or(i64::MAX);
                let root = root.0.as_slice();
                sqlx::query!("INSERT INTO subtrees (height, number, root) VALUES (?1, ?2, ?3)", height, number, root)
                    .execute(&mut *connection)
                    .await?;
            }
        }
        if self.added.is_empty() {
            sqlx::query("COMMIT").execute(&mut *connection).await?;
            return Ok(grown);
        }
        let checkpoint = Checkpoint { size: grown.size(), root: grown.root() };
        let signature = self.seal.sign(&checkpoint.text(self.seal.key().name()));
        let (size, key) = (i64::try_from(checkpoint.size).unwrap_or(i64::MAX), self.seal.key().id());
        let (root, key, signature) = (checkpoint.root.0.as_slice(), key.as_slice(), signature.as_slice());
        // One trip to the database's thread, which costs more than the row.
        sqlx::query!("INSERT INTO checkpoints (size, root, key, signature) VALUES (?1, ?2, ?3, ?4); COMMIT", size, root, key, signature)
            .execute(&mut *connection)
            .await?;
        Ok(grown)
    }

    /// What a transaction has added is on disk.
    pub(crate) fn keep(&mut self, stored: Frontier, next: Option<Arc<dyn Seal>>) {
        self.stored = stored;
        self.added.clear();
        if let Some(seal) = next {
            self.seal = seal;
        }
    }

    /// What signs after this transaction, if it changes.
    pub(crate) fn next_seal(&mut self) -> Option<Arc<dyn Seal>> {
        self.next.take().map(|(_, seal)| seal)
    }

    /// Reads the tree from its largest stored parts and the leaves after them.
    async fn read(&mut self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        for height in HEIGHTS {
            let from = i64::try_from(self.stored.size() >> height).unwrap_or(i64::MAX);
            let parts = sqlx::query_scalar!("SELECT root FROM subtrees WHERE height = ?1 AND number >= ?2 ORDER BY number", height, from)
                .fetch_all(&mut *connection)
                .await?;
            for root in parts {
                self.stored.push_part(height, Hash(row::bytes(&root, "subtrees", 0)?));
            }
        }
        let from = i64::try_from(self.stored.size()).unwrap_or(i64::MAX);
        let leaves = sqlx::query_scalar!(r#"SELECT leaf AS "leaf!" FROM ledger WHERE seq > ?1 AND leaf IS NOT NULL ORDER BY seq"#, from)
            .fetch_all(&mut *connection)
            .await?;
        for leaf in leaves {
            self.stored.push(Hash(row::bytes(&leaf, "ledger", 0)?));
        }
        self.check(connection).await
    }

    /// Whether it is what was signed last, with this key.
    async fn check(&self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        let last =
            sqlx::query!("SELECT size, signature FROM checkpoints ORDER BY size DESC LIMIT 1").fetch_optional(&mut *connection).await?;
        let end = sqlx::query_scalar!(r#"SELECT coalesce(max(seq), 0) AS "end!: i64" FROM ledger"#).fetch_one(&mut *connection).await?;
        let Some(last) = last else {
            // Before there was a tree nothing was signed.
            return if self.stored.size() == 0 { Ok(()) } else { Err(StoreError::NotAsSigned) };
        };
        let tree = Checkpoint { size: self.stored.size(), root: self.stored.root() };
        let signature = row::bytes(&last.signature, "checkpoints", last.size)?;
        let is_whole = u64::try_from(last.size) == Ok(tree.size) && end == last.size;
        let has_signed = |key: &PublicKey| Checkpoint::read(&tree.note(key, &signature), key).is_ok();
        let before = self.key_before(connection).await?;
        let is_signed = has_signed(self.seal.key()) || before.is_some_and(|key| has_signed(&key));
        if is_whole && is_signed { Ok(()) } else { Err(StoreError::NotAsSigned) }
    }

    /// Gives a leaf to each entry that was written before there was a tree.
    async fn add_unsealed(&mut self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        /// How many are in memory at once.
        const PAGE: u32 = 10_000;
        loop {
            let after = i64::try_from(self.stored.size()).unwrap_or(i64::MAX) + i64::try_from(self.added()).unwrap_or(i64::MAX);
            let page = sqlx::query!(
                r#"SELECT l.seq, l.at, l.entry, a.id AS "id?" FROM ledger AS l LEFT JOIN actions AS a ON a.seq = l.action
                   WHERE l.seq > ?1 ORDER BY l.seq LIMIT ?2"#,
                after,
                PAGE
            )
            .fetch_all(&mut *connection)
            .await?;
            if page.is_empty() {
                return Ok(());
            }
            for old in page {
                let action = old.id.map(|id| row::bytes(&id, "actions", 0)).transpose()?.map(ActionId::from_bytes);
                let Sealed { seq, salt, leaf } = self.seal(row::time(old.at, "ledger", old.seq)?, action, &old.entry)?;
                let (salt, leaf) = (salt.as_slice(), leaf.0.as_slice());
                sqlx::query!("UPDATE ledger SET salt = ?2, leaf = ?3 WHERE seq = ?1", seq, salt, leaf).execute(&mut *connection).await?;
            }
        }
    }
}
