//! The money of actions in budgets. Triggers add each change up in `sums`.

use sekisho_core::{
    budget::{Booking, Stage},
    id::{ActionId, AgentId, BudgetId},
    time::Time,
};

use crate::{Reader, StoreError, Tx, row};

/// The money of one action in one budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// The action's place in the order of arrival.
    pub action: i64,
    /// The budget.
    pub budget: BudgetId,
    /// When it was approved.
    pub at: Time,
    /// Its money.
    pub booking: Booking,
}

/// A line of a budget's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The action.
    pub action: ActionId,
    /// Whose it is.
    pub agent: AgentId,
    /// When it was approved.
    pub at: Time,
    /// Its money.
    pub booking: Booking,
}

/// A booking as the table has it.
struct Row {
    action: i64,
    budget: Vec<u8>,
    at: i64,
    expires_at: i64,
    stage: String,
    amount: i64,
    spent: i64,
    over: i64,
    returned: i64,
}

impl Tx {
    /// Adds a booking.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn book(&mut self, booked: &Booked) -> Result<(), StoreError> {
        let (budget, at) = (booked.budget.as_bytes().as_slice(), booked.at.timestamp_micros());
        let (parts, expires_at, stage) = (booked.booking.parts(), booked.booking.expires_at.timestamp_micros(), name(booked.booking.stage));
        sqlx::query!(
            "INSERT INTO bookings (action, budget, at, expires_at, stage, amount, held, running, spent, over, returned)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            booked.action,
            budget,
            at,
            expires_at,
            stage,
            booked.booking.amount,
            parts.held,
            parts.running,
            parts.spent,
            parts.over,
            parts.returned
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Moves a booking on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rebook(&mut self, booked: &Booked) -> Result<(), StoreError> {
        let (budget, parts, stage) = (booked.budget.as_bytes().as_slice(), booked.booking.parts(), name(booked.booking.stage));
        sqlx::query!(
            "UPDATE bookings SET stage = ?3, held = ?4, running = ?5, spent = ?6, over = ?7, returned = ?8
             WHERE action = ?1 AND budget = ?2",
            booked.action,
            budget,
            stage,
            parts.held,
            parts.running,
            parts.spent,
            parts.over,
            parts.returned
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl Reader {
    /// The money of one action, in each budget that covered it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bookings(&mut self, action: i64) -> Result<Vec<Booked>, StoreError> {
        let rows = sqlx::query_as!(
            Row,
            "SELECT action, budget, at, expires_at, stage, amount, spent, over, returned FROM bookings WHERE action = ?1 ORDER BY budget",
            action
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Booked::try_from).collect()
    }

    /// What approvals hold that ended unused by `now`, with the actions' ids, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unused(&mut self, now: Time, limit: u32) -> Result<Vec<(ActionId, Booked)>, StoreError> {
        let now = now.timestamp_micros();
        let rows = sqlx::query!(
            r#"SELECT a.id AS "id!", b.action AS "action!", b.budget, b.at, b.expires_at,
                      b.stage, b.amount, b.spent, b.over, b.returned
             FROM bookings AS b INDEXED BY bookings_unused JOIN actions AS a ON a.seq = b.action
             WHERE b.stage = 'held' AND b.expires_at <= ?1 ORDER BY b.expires_at LIMIT ?2"#,
            now,
            limit
        );
        let rows = rows.fetch_all(&mut *self.0).await?;
        let unused = rows.into_iter().map(|row| {
            let id = ActionId::from_bytes(row::bytes(&row.id, "actions", row.action)?);
            let (action, budget, stage) = (row.action, row.budget, row.stage);
            let row = Row {
                action,
                budget,
                at: row.at,
                expires_at: row.expires_at,
                stage,
                amount: row.amount,
                spent: row.spent,
                over: row.over,
                returned: row.returned,
            };
            Ok((id, Booked::try_from(row)?))
        });
        unused.collect()
    }

    /// The newest lines of a budget's account, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account(&mut self, budget: BudgetId, limit: u32) -> Result<Vec<Line>, StoreError> {
        let key = budget.as_bytes().as_slice();
        let rows = sqlx::query!(
            r#"SELECT a.id AS "id!", a.agent_id AS "agent_id!", b.action AS "action!", b.at, b.expires_at,
                      b.stage, b.amount, b.spent, b.over, b.returned
             FROM bookings AS b INDEXED BY bookings_by_budget JOIN actions AS a ON a.seq = b.action
             WHERE b.budget = ?1 ORDER BY b.at DESC, b.action DESC LIMIT ?2"#,
            key,
            limit
        );
        let rows = rows.fetch_all(&mut *self.0).await?;
        let lines = rows.into_iter().map(|row| {
            Ok(Line {
                action: ActionId::from_bytes(row::bytes(&row.id, "actions", row.action)?),
                agent: AgentId::from_bytes(row::bytes(&row.agent_id, "actions", row.action)?),
                at: row::time(row.at, "bookings", row.action)?,
                booking: Booking {
                    amount: row.amount,
                    expires_at: row::time(row.expires_at, "bookings", row.action)?,
                    stage: stage(&row.stage, row.action)?,
                    spent: row.spent,
                    over: row.over,
                    returned: row.returned,
                },
            })
        });
        lines.collect()
    }
}

impl TryFrom<Row> for Booked {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let booking = Booking {
            amount: row.amount,
            expires_at: row::time(row.expires_at, "bookings", row.action)?,
            stage: stage(&row.stage, row.action)?,
            spent: row.spent,
            over: row.over,
            returned: row.returned,
        };
        Ok(Self {
            action: row.action,
            budget: BudgetId::from_bytes(row::bytes(&row.budget, "bookings", row.action)?),
            at: row::time(row.at, "bookings", row.action)?,
            booking,
        })
    }
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Held => "held",
        Stage::Running => "running",
        Stage::Spent => "spent",
        Stage::Released => "released",
    }
}

fn stage(name: &str, action: i64) -> Result<Stage, StoreError> {
    match name {
        "held" => Ok(Stage::Held),
        "running" => Ok(Stage::Running),
        "spent" => Ok(Stage::Spent),
        "released" => Ok(Stage::Released),
        _ => Err(StoreError::inconsistent("bookings", action)(())),
    }
}
