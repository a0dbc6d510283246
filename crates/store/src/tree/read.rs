//! The tree as others check it: lines of entries, checkpoints, and the hashes beside the way of one leaf.

use sekisho_core::id::ActionId;
use sekisho_verify::{Checkpoint, Entry, Frontier, Hash, Leaf, body_hash, node_hash};

use super::{HEIGHTS, Tag};
use crate::{Reader, StoreError, row};

/// A checkpoint as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// How long the ledger was, and its root.
    pub checkpoint: Checkpoint,
    /// The id of the key that signed it.
    pub key: [u8; 4],
    /// Its signature.
    pub signature: [u8; 64],
}

impl Reader {
    /// The entries after `seq` as lines of an exported ledger, oldest first, `limit` at the most, each with its place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ledger_lines(&mut self, after: u64, limit: u32) -> Result<Vec<(u64, String)>, StoreError> {
        let after = place(after);
        let rows = sqlx::query!(
            r#"SELECT l.seq, l.at, l.entry, l.salt, l.body, a.id AS "id?" FROM ledger AS l LEFT JOIN actions AS a ON a.seq = l.action
               WHERE l.seq > ?1 ORDER BY l.seq LIMIT ?2"#,
            after,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        let lines = rows.into_iter().map(|row| {
            let seq = u64::try_from(row.seq).map_err(StoreError::inconsistent("ledger", row.seq))?;
            let action = row.id.map(|id| row::bytes(&id, "actions", 0)).transpose()?.map(|id| ActionId::from_bytes(id).to_string());
            let Tag { event } = serde_json::from_str(&row.entry).map_err(StoreError::inconsistent("ledger", row.seq))?;
            let leaf = |body| Leaf { seq, at: row.at, event, action: action.as_deref(), body };
            if let Some(body) = row.body {
                return Ok((seq, Entry::erased_line(&leaf(Hash(row::bytes(&body, "ledger", row.seq)?)))));
            }
            let salt = row::bytes(&row.salt.unwrap_or_default(), "ledger", row.seq)?;
            Ok((seq, Entry::line(&leaf(body_hash(&salt, row.entry.as_bytes())), &salt, &row.entry)))
        });
        lines.collect()
    }

    /// The first checkpoint with at least so many entries. None if there is none yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn checkpoint_from(&mut self, size: u64) -> Result<Option<Signed>, StoreError> {
        let size = place(size);
        let row = sqlx::query!("SELECT size, root, key, signature FROM checkpoints WHERE size >= ?1 ORDER BY size LIMIT 1", size)
            .fetch_optional(&mut *self.0)
            .await?;
        row.map(|row| signed(row.size, &row.root, &row.key, &row.signature)).transpose()
    }

    /// The newest checkpoint. None if there is none yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_checkpoint(&mut self) -> Result<Option<Signed>, StoreError> {
        let row = sqlx::query!("SELECT size, root, key, signature FROM checkpoints ORDER BY size DESC LIMIT 1")
            .fetch_optional(&mut *self.0)
            .await?;
        row.map(|row| signed(row.size, &row.root, &row.key, &row.signature)).transpose()
    }

    /// The hashes beside the way from the leaf of an entry to the root over the first `size`, the lowest first.
    ///
    /// # Errors
    /// When the database fails, or there are not so many entries.
    pub async fn path(&mut self, seq: u64, size: u64) -> Result<Vec<Hash>, StoreError> {
        let (mut from, mut until, at) = (0, size, seq.saturating_sub(1));
        let mut path = Vec::new();
        while until - from > 1 {
            let middle = from + (until - from).next_power_of_two() / 2;
            if at < middle {
                path.push(self.root(middle, until).await?);
                until = middle;
            } else {
                path.push(self.root(from, middle).await?);
                from = middle;
            }
        }
        path.reverse();
        Ok(path)
    }

    /// The root over the first `size` entries.
    ///
    /// # Errors
    /// When the database fails, or there are not so many entries.
    pub async fn root_at(&mut self, size: u64) -> Result<Hash, StoreError> {
        if size == 0 { Ok(Frontier::default().root()) } else { self.root(0, size).await }
    }

    /// The root over the leaves in `from..until`, of which the first begins a part that is as large as all of them, or larger.
    async fn root(&mut self, from: u64, until: u64) -> Result<Hash, StoreError> {
        let mut tree = Vec::new();
        let mut at = from;
        while at < until {
            let (height, hash) = self.largest(at, until).await?;
            tree.push((height, hash));
            at += 1 << height;
            while let [.., (left_height, left), (height, right)] = tree.as_slice()
                && left_height == height
            {
                let joined = (height + 1, node_hash(*left, *right));
                tree.truncate(tree.len() - 2);
                tree.push(joined);
            }
        }
        let mut parts = tree.into_iter().rev().map(|(_, hash)| hash);
        let last = parts.next().ok_or_else(|| StoreError::inconsistent("ledger", 0)(()))?;
        Ok(parts.fold(last, |right, left| node_hash(left, right)))
    }

    /// The largest stored part that begins at `at` and ends by `until`.
    async fn largest(&mut self, at: u64, until: u64) -> Result<(u32, Hash), StoreError> {
        let begins = |height: &u32| at.trailing_zeros() >= *height && until - at >= 1 << height;
        if let Some(height) = HEIGHTS.into_iter().find(begins) {
            let number = place(at >> height);
            let root = sqlx::query_scalar!("SELECT root FROM subtrees WHERE height = ?1 AND number = ?2", height, number)
                .fetch_one(&mut *self.0)
                .await?;
            return Ok((height, Hash(row::bytes(&root, "subtrees", number)?)));
        }
        let seq = place(at + 1);
        let leaf = sqlx::query_scalar!(r#"SELECT leaf AS "leaf!" FROM ledger WHERE seq = ?1"#, seq).fetch_one(&mut *self.0).await?;
        Ok((0, Hash(row::bytes(&leaf, "ledger", seq)?)))
    }
}

fn place(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

fn signed(size: i64, root: &[u8], key: &[u8], signature: &[u8]) -> Result<Signed, StoreError> {
    let checkpoint = Checkpoint {
        size: u64::try_from(size).map_err(StoreError::inconsistent("checkpoints", size))?,
        root: Hash(row::bytes(root, "checkpoints", size)?),
    };
    Ok(Signed { checkpoint, key: row::bytes(key, "checkpoints", size)?, signature: row::bytes(signature, "checkpoints", size)? })
}
