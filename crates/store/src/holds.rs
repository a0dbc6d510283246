//! What keeps actions from being erased, whatever the policy says.

use sekisho_core::{
    id::{HoldId, ReviewerId},
    keeping::Scope,
    time::Time,
};

use crate::{Reader, StoreError, Tx, row};

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// What it is called.
    pub name: String,
    /// Why it is there.
    pub reason: String,
    /// Which actions it keeps.
    pub scope: Scope,
    /// Who set it.
    pub by: ReviewerId,
    /// When.
    pub at: Time,
    /// Who lifted it, when and why, if somebody did.
    pub lifted: Option<(ReviewerId, Time, String)>,
}

struct Columns {
    id: Vec<u8>,
    name: String,
    reason: String,
    scope: String,
    set_by: Vec<u8>,
    set_at: i64,
    lifted_by: Option<Vec<u8>>,
    lifted_at: Option<i64>,
    lift_reason: Option<String>,
}

impl TryFrom<Columns> for Hold {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let reviewer = |id: &[u8]| Ok::<_, StoreError>(ReviewerId::from_bytes(row::bytes(id, "holds", row.set_at)?));
        let lifted = match (row.lifted_by, row.lifted_at, row.lift_reason) {
            (Some(by), Some(at), Some(reason)) => Some((reviewer(&by)?, row::time(at, "holds", row.set_at)?, reason)),
            _ => None,
        };
        Ok(Self {
            id: HoldId::from_bytes(row::bytes(&row.id, "holds", row.set_at)?),
            name: row.name,
            reason: row.reason,
            scope: serde_json::from_str(&row.scope).map_err(StoreError::inconsistent("holds", row.set_at))?,
            by: reviewer(&row.set_by)?,
            at: row::time(row.set_at, "holds", row.set_at)?,
            lifted,
        })
    }
}

impl Tx {
    /// Keeps a new hold. `false` if one that stands has its name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_hold(&mut self, hold: &Hold) -> Result<bool, StoreError> {
        let (id, by, at) = (hold.id.as_bytes().as_slice(), hold.by.as_bytes().as_slice(), hold.at.timestamp_micros());
        let scope = row::json(&hold.scope, "holds")?;
        let result = sqlx::query!(
            "INSERT INTO holds (id, name, reason, scope, set_by, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
            id,
            hold.name,
            hold.reason,
            scope,
            by,
            at
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Lifts a hold. `false` if there is none that stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lift_hold(&mut self, id: HoldId, by: ReviewerId, at: Time, reason: &str) -> Result<bool, StoreError> {
        let (id, by, at) = (id.as_bytes().as_slice(), by.as_bytes().as_slice(), at.timestamp_micros());
        let result = sqlx::query!(
            "UPDATE holds SET lifted_by = ?2, lifted_at = ?3, lift_reason = ?4 WHERE id = ?1 AND lifted_at IS NULL",
            id,
            by,
            at,
            reason
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }
}

impl Reader {
    /// The holds that stand, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standing_holds(&mut self) -> Result<Vec<Hold>, StoreError> {
        let rows = sqlx::query_as!(
            Columns,
            "SELECT id, name, reason, scope, set_by, set_at, lifted_by, lifted_at, lift_reason FROM holds
             WHERE lifted_at IS NULL ORDER BY set_at, id"
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Hold::try_from).collect()
    }

    /// The holds that were lifted, the newest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lifted_holds(&mut self, limit: u32) -> Result<Vec<Hold>, StoreError> {
        let rows = sqlx::query_as!(
            Columns,
            "SELECT id, name, reason, scope, set_by, set_at, lifted_by, lifted_at, lift_reason FROM holds
             WHERE lifted_at IS NOT NULL ORDER BY lifted_at DESC, id LIMIT ?1",
            limit
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Hold::try_from).collect()
    }
}
