//! Reviews: where each action stands. A row changes only from the version that the change was made for.

use sekisho_core::{
    id::AgentId,
    review::{Assignee, State},
    time::Time,
};

use crate::{
    Reader, StoreError, Tx,
    actions::{Brief, Case},
    row,
};

/// A place in the inbox: behind this priority and, within it, behind this arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The score.
    pub priority: i64,
    /// The order of arrival.
    pub seq: i64,
}

impl Place {
    /// Before everything.
    pub const START: Self = Self { priority: i64::MAX, seq: 0 };
}

/// A state as the table has it.
pub(crate) struct Columns {
    pub(crate) state: String,
    pub(crate) standing: &'static str,
    pub(crate) assignee: Option<String>,
    /// When time does something to it next; its end, if nothing comes before that.
    pub(crate) due_at: Option<i64>,
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
        })
    }
}

/// How an assignee is written in the index.
fn assignee_key(assignee: &Assignee) -> String {
    match assignee {
        Assignee::Anyone => "*".to_owned(),
        Assignee::Reviewer(id) => id.to_string(),
        Assignee::Group(name) => format!("{GROUP}{name}"),
        Assignee::Administrators => ADMINISTRATORS.to_owned(),
    }
}

const GROUP: &str = "group ";
const ADMINISTRATORS: &str = "administrators";

fn assignee(key: &str) -> Result<Assignee, StoreError> {
    Ok(match key.strip_prefix(GROUP) {
        Some(name) => Assignee::Group(name.to_owned()),
        None if key == "*" => Assignee::Anyone,
        None if key == ADMINISTRATORS => Assignee::Administrators,
        None => Assignee::Reviewer(key.parse().map_err(StoreError::inconsistent("waiting", 0))?),
    })
}

/// How many actions of one agent wait for one assignee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who asked.
    pub agent: AgentId,
    /// Who is to answer.
    pub assignee: Assignee,
    /// How many.
    pub count: u32,
}

impl Tx {
    /// Moves a review on, if it still is at `version`.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not, and whatever else the database says.
    pub async fn advance_review(&mut self, seq: i64, version: i64, state: &State) -> Result<(), StoreError> {
        let columns = Columns::new(state)?;
        let result = sqlx::query!(
            "UPDATE reviews SET version = version + 1, state = ?3, standing = ?4, assignee = ?5, due_at = ?6
             WHERE seq = ?1 AND version = ?2",
            seq,
            version,
            columns.state,
            columns.standing,
            columns.assignee,
            columns.due_at
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
    /// What waits for `assignee` behind `after`, most risky first and then oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbox(&mut self, assignee: &Assignee, after: Place, limit: u32) -> Result<Vec<(Place, Brief)>, StoreError> {
        let key = assignee_key(assignee);
        let rows = sqlx::query_as!(
            row::BriefRow,
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state
             FROM (SELECT seq, priority FROM reviews INDEXED BY reviews_by_assignee
                   WHERE standing = 'held' AND assignee = ?1 AND priority <= ?2 AND (priority < ?2 OR seq > ?3)
                   ORDER BY priority DESC, seq LIMIT ?4) AS page
             JOIN cases AS c ON c.seq = page.seq ORDER BY page.priority DESC, page.seq",
            key,
            after.priority,
            after.seq,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        placed(rows)
    }

    /// What waits for anybody behind `after`, most risky first and then oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn inbox_of_all(&mut self, after: Place, limit: u32) -> Result<Vec<(Place, Brief)>, StoreError> {
        let rows = sqlx::query_as!(
            row::BriefRow,
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state
             FROM (SELECT seq, priority FROM reviews INDEXED BY reviews_by_priority
                   WHERE standing = 'held' AND priority <= ?1 AND (priority < ?1 OR seq > ?2)
                   ORDER BY priority DESC, seq LIMIT ?3) AS page
             JOIN cases AS c ON c.seq = page.seq ORDER BY page.priority DESC, page.seq",
            after.priority,
            after.seq,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        placed(rows)
    }

    /// How many wait, by who asked and who is to answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&mut self) -> Result<Vec<Waiting>, StoreError> {
        let rows = sqlx::query!(r#"SELECT agent_id, assignee, count AS "count: u32" FROM waiting WHERE count > 0"#);
        let waiting = |agent: &[u8], key: &str, count| {
            Ok(Waiting { agent: AgentId::from_bytes(row::bytes(agent, "waiting", 0)?), assignee: assignee(key)?, count })
        };
        rows.fetch_all(&mut *self.0).await?.into_iter().map(|row| waiting(&row.agent_id, &row.assignee, row.count)).collect()
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
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.arguments, c.timeout, c.agent_reasoning, c.context, c.digest,
                    c.received_at, c.deadline_at, c.assessment, c.version, c.state
             FROM (SELECT seq FROM reviews INDEXED BY reviews_by_due_at
                   WHERE standing = 'held' AND due_at <= ?1 ORDER BY due_at LIMIT ?2) AS page
             JOIN cases AS c ON c.seq = page.seq",
            micros,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        row::cases(rows)
    }
}

fn placed(rows: Vec<row::BriefRow>) -> Result<Vec<(Place, Brief)>, StoreError> {
    let briefs = row::briefs(rows)?;
    Ok(briefs.into_iter().map(|brief| (Place { priority: i64::from(brief.assessment.risk.score()), seq: brief.seq }, brief)).collect())
}
