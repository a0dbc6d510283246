//! Reviews: where each action stands. A row changes only from the version that the change was made for.

use sekisho_core::{
    review::{State, Way},
    time::Time,
};

use crate::{
    Reader, StoreError, Tx,
    actions::Case,
    desks::{assignee_key, desks_text},
    row,
};

/// A state as the table has it.
pub(crate) struct Columns {
    pub(crate) state: String,
    pub(crate) standing: &'static str,
    pub(crate) assignee: Option<String>,
    /// When time does something to it next; its end, if nothing comes before that.
    pub(crate) due_at: Option<i64>,
    /// On whose desks it lies.
    pub(crate) desks: Option<String>,
    /// When no answer becomes a no.
    pub(crate) ends_at: Option<i64>,
}

impl Columns {
    pub(crate) fn new(state: &State) -> Result<Self, StoreError> {
        let (standing, held) = match state {
            State::Held(held) => ("held", Some(held)),
            State::Approved(_) | State::Consumed { .. } | State::Reported { .. } => ("approved", None),
            State::Denied { .. } => ("denied", None),
            State::Expired { .. } => ("expired", None),
            State::Cancelled { .. } => ("cancelled", None),
        };
        Ok(Self {
            state: row::json(state, "reviews")?,
            standing,
            assignee: held.map(|held| assignee_key(&held.with)),
            due_at: held.map(|held| held.next_at().timestamp_micros()),
            desks: held.map(|held| desks_text(&held.desks())).transpose()?,
            ends_at: held.map(|held| held.due_at.timestamp_micros()),
        })
    }
}

impl Tx {
    /// Notes who is at a review, if it still is at `version`. It stays there, as what others have seen of it is still so.
    ///
    /// # Errors
    /// As [`Self::advance_review`].
    pub async fn attend_review(&mut self, seq: i64, version: i64, state: &State) -> Result<(), StoreError> {
        let state = row::json(state, "reviews")?;
        let result = sqlx::query!("UPDATE reviews SET state = ?3 WHERE seq = ?1 AND version = ?2", seq, version, state)
            .execute(self.connection())
            .await?;
        if result.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }

    /// Moves a review on, if it still is at `version`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not, and whatever else the database says.
    pub async fn advance_review(&mut self, seq: i64, version: i64, state: &State) -> Result<(), StoreError> {
        let columns = Columns::new(state)?;
        let result = sqlx::query!(
            "UPDATE reviews SET version = version + 1, state = ?3, standing = ?4, assignee = ?5, due_at = ?6,
                 desks = ?7, ends_at = ?8
             WHERE seq = ?1 AND version = ?2",
            seq,
            version,
            columns.state,
            columns.standing,
            columns.assignee,
            columns.due_at,
            columns.desks,
            columns.ends_at
        )
        .execute(self.connection())
        .await?;
        match result.rows_affected() {
            1 => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }
}

impl Reader {
    /// The way through several people that the action at `seq` took until it was decided. None if it took none, or was decided before
    /// this was kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn way(&mut self, seq: i64) -> Result<Option<Way>, StoreError> {
        let way = sqlx::query_scalar!("SELECT way FROM ways WHERE seq = ?1", seq).fetch_optional(&mut *self.0).await?;
        way.map(|way| serde_json::from_str(&way).map_err(StoreError::inconsistent("ways", seq))).transpose()
    }

    /// When the next waiting action expires.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_due(&mut self) -> Result<Option<Time>, StoreError> {
        // Not `min`, for which SQLite reads all that wait.
        let micros = sqlx::query_scalar!(
            r#"SELECT due_at AS "due_at!" FROM reviews INDEXED BY reviews_by_due_at WHERE standing = 'held' ORDER BY due_at LIMIT 1"#
        )
        .fetch_optional(&mut *self.0)
        .await?;
        micros.map(|micros| row::time(micros, "reviews", 0)).transpose()
    }

    /// The waiting actions that are due at `now`, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn due(&mut self, now: Time, limit: u32) -> Result<Vec<Case>, StoreError> {
        let micros = now.timestamp_micros();
        let rows = sqlx::query_as!(
            row::CaseRow,
            r#"SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.arguments, c.timeout, c.agent_reasoning, c.context, c.digest,
                    c.received_at, c.deadline_at, c.assessment, c.version, c.state, c.erased_at AS "erased_at?: i64"
             FROM (SELECT seq FROM reviews INDEXED BY reviews_by_due_at
                   WHERE standing = 'held' AND due_at <= ?1 ORDER BY due_at LIMIT ?2) AS page
             JOIN cases AS c ON c.seq = page.seq"#,
            micros,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        row::cases(rows)
    }
}
