//! Budgets, and how they stand. Definitions only; `bookings` has the money of each action.

use sekisho_core::{
    budget::{Balance, Budget},
    id::{BudgetId, ReviewerId},
    time::Time,
};

use crate::{Reader, StoreError, Tx, row};

/// One day, in microseconds.
const DAY: i64 = 86_400_000_000;

/// One step of [`sekisho_core::budget::SLOT`], in microseconds.
const SLOT: i64 = 900_000_000;

/// A budget with when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub id: BudgetId,
    /// What it lays down.
    pub budget: Budget,
    /// Since when.
    pub created_at: Time,
    /// Until when; none while it holds.
    pub ended_at: Option<Time>,
    /// Who set or ended it last.
    pub set_by: ReviewerId,
    /// And when.
    pub set_at: Time,
}

/// A budget as the table has it.
struct Row {
    id: Vec<u8>,
    budget: String,
    created_at: i64,
    ended_at: Option<i64>,
    set_by: Vec<u8>,
    set_at: i64,
}

impl Tx {
    /// Adds a budget. `false` if one that holds has its name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_budget(&mut self, id: BudgetId, budget: &Budget, by: ReviewerId, now: Time) -> Result<bool, StoreError> {
        let (id, now, json) = (id.as_bytes().as_slice(), now.timestamp_micros(), row::json(budget, "budgets")?);
        let by = by.as_bytes().as_slice();
        let added = sqlx::query!(
            "INSERT INTO budgets (id, name, budget, created_at, set_by, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?4)
             ON CONFLICT (name) WHERE ended_at IS NULL DO NOTHING",
            id,
            budget.name,
            json,
            now,
            by
        );
        Ok(added.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Changes a budget that holds. `false` if another one has its name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn update_budget(&mut self, id: BudgetId, budget: &Budget, by: ReviewerId, now: Time) -> Result<bool, StoreError> {
        let (id, json, by) = (id.as_bytes().as_slice(), row::json(budget, "budgets")?, by.as_bytes().as_slice());
        let now = now.timestamp_micros();
        let changed = sqlx::query!(
            "UPDATE budgets SET name = ?2, budget = ?3, set_by = ?4, set_at = ?5
             WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM budgets WHERE name = ?2 AND ended_at IS NULL AND id <> ?1)",
            id,
            budget.name,
            json,
            by,
            now
        );
        Ok(changed.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Ends a budget.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_budget(&mut self, id: BudgetId, by: ReviewerId, now: Time) -> Result<(), StoreError> {
        let (id, by, now) = (id.as_bytes().as_slice(), by.as_bytes().as_slice(), now.timestamp_micros());
        let ended = sqlx::query!("UPDATE budgets SET ended_at = ?3, set_by = ?2, set_at = ?3 WHERE id = ?1", id, by, now);
        ended.execute(self.connection()).await?;
        Ok(())
    }
}

impl Reader {
    /// The budgets that hold, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn budgets(&mut self) -> Result<Vec<Kept>, StoreError> {
        let rows = sqlx::query_as!(
            Row,
            "SELECT id, budget, created_at, ended_at, set_by, set_at FROM budgets WHERE ended_at IS NULL ORDER BY name"
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Kept::try_from).collect()
    }

    /// The budgets that were ended, newest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ended_budgets(&mut self, limit: u32) -> Result<Vec<Kept>, StoreError> {
        let rows = sqlx::query_as!(
            Row,
            "SELECT id, budget, created_at, ended_at, set_by, set_at FROM budgets
             WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id LIMIT ?1",
            limit
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Kept::try_from).collect()
    }

    /// The budget with this id, whether it holds or was ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn budget(&mut self, id: BudgetId) -> Result<Option<Kept>, StoreError> {
        let key = id.as_bytes().as_slice();
        let found = sqlx::query_as!(Row, "SELECT id, budget, created_at, ended_at, set_by, set_at FROM budgets WHERE id = ?1", key);
        found.fetch_optional(&mut *self.0).await?.map(Kept::try_from).transpose()
    }

    /// How a budget stands, counting from `from` on, which is a multiple of [`sekisho_core::budget::SLOT`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn balance(&mut self, id: BudgetId, limit: i64, from: Time) -> Result<Balance, StoreError> {
        let (id, from) = (id.as_bytes().as_slice(), from.timestamp_micros());
        // The rest of the first day by quarters of an hour, then whole days.
        let first_day = from.div_euclid(DAY) + i64::from(from.rem_euclid(DAY) > 0);
        let (first_slot, until_slot) = (from.div_euclid(SLOT), first_day * (DAY / SLOT));
        let row = sqlx::query!(
            r#"SELECT coalesce(sum(held), 0) AS "held!: i64", coalesce(sum(running), 0) AS "running!: i64",
                      coalesce(sum(spent), 0) AS "spent!: i64", coalesce(sum(over), 0) AS "over!: i64",
                      coalesce(sum(returned), 0) AS "returned!: i64"
               FROM (SELECT held, running, spent, over, returned FROM sums
                     WHERE budget = ?1 AND width = 900000000 AND slot >= ?2 AND slot < ?3
                     UNION ALL
                     SELECT held, running, spent, over, returned FROM sums WHERE budget = ?1 AND width = 86400000000 AND slot >= ?4)"#,
            id,
            first_slot,
            until_slot,
            first_day
        )
        .fetch_one(&mut *self.0)
        .await?;
        Ok(Balance { limit, held: row.held, running: row.running, spent: row.spent, over: row.over, returned: row.returned })
    }
}

impl TryFrom<Row> for Kept {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let time = |micros| row::time(micros, "budgets", 0);
        Ok(Self {
            id: BudgetId::from_bytes(row::bytes(&row.id, "budgets", 0)?),
            budget: serde_json::from_str(&row.budget).map_err(StoreError::inconsistent("budgets", 0))?,
            created_at: time(row.created_at)?,
            ended_at: row.ended_at.map(time).transpose()?,
            set_by: ReviewerId::from_bytes(row::bytes(&row.set_by, "budgets", 0)?),
            set_at: time(row.set_at)?,
        })
    }
}
