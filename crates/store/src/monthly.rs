//! The report that is written each month by itself: one row.

use sekisho_core::monthly::{Month, Plan, Written};

use crate::{Reader, StoreError, Tx, row};

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monthly {
    /// What is written; none if nothing is any more.
    pub plan: Option<Plan>,
    /// The first month that is not written yet.
    pub next: Month,
    /// What was written last.
    pub last: Option<Written>,
}

impl Tx {
    /// Writes from the month `next` on, or nothing any more. What was written stays known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_monthly(&mut self, plan: Option<&Plan>, next: Month) -> Result<(), StoreError> {
        let (plan, next) = (plan.map(|plan| row::json(plan, "monthly")).transpose()?, next.to_string());
        sqlx::query!(
            "INSERT INTO monthly (one, plan, next) VALUES (1, ?1, ?2)
             ON CONFLICT (one) DO UPDATE SET plan = excluded.plan, next = excluded.next",
            plan,
            next
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Keeps that a month was written, unless it was before. Tells whether it is new.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn monthly_written(&mut self, written: &Written) -> Result<bool, StoreError> {
        let (json, month, next) = (row::json(written, "monthly")?, written.month.to_string(), written.month.next().to_string());
        let result = sqlx::query!("UPDATE monthly SET next = ?2, last = ?3 WHERE next = ?1", month, next, json);
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }
}

impl Reader {
    /// How far it has come; none if nobody has ever set it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn monthly(&mut self) -> Result<Option<Monthly>, StoreError> {
        let found = sqlx::query!("SELECT plan, next, last FROM monthly").fetch_optional(&mut *self.0).await?;
        let kept = found.map(|found| {
            Ok(Monthly {
                plan: found.plan.map(|json| serde_json::from_str(&json)).transpose().map_err(StoreError::inconsistent("monthly", 1))?,
                next: found.next.parse().map_err(StoreError::inconsistent("monthly", 1))?,
                last: found.last.map(|json| serde_json::from_str(&json)).transpose().map_err(StoreError::inconsistent("monthly", 1))?,
            })
        });
        kept.transpose()
    }
}
