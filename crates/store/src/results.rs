//! Counts of what happened on each day, filled in behind the intake from the ledger.

use crate::{Reader, StoreError, Tx, row};

/// By whom or what it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Everything together; the name is empty.
    All,
    /// An agent, by its id.
    Agent,
    /// A tool, by the server it lives on, a line feed, and its name.
    Tool,
    /// A rule or guardrail, by its id.
    Rule,
    /// What raised the risk, by the name of its signal.
    Signal,
    /// Whoever answered, by their id.
    Reviewer,
}

/// So many of something on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The day, counted from 1970.
    pub day: i64,
    /// Whom or what it concerns.
    pub name: String,
    /// What happened.
    pub what: String,
    /// How often. Below zero only where something is taken back.
    pub count: i64,
}

impl Subject {
    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Agent => "agent",
            Self::Tool => "tool",
            Self::Rule => "rule",
            Self::Signal => "signal",
            Self::Reviewer => "reviewer",
        }
    }
}

impl Tx {
    /// Adds to the counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_results(&mut self, counts: &[(Subject, Count)]) -> Result<(), StoreError> {
        let rows: Vec<_> = counts.iter().map(|(subject, one)| (subject.name(), one.day, &one.name, &one.what, one.count)).collect();
        let rows = row::json(&rows, "results")?;
        sqlx::query!(
            "INSERT INTO results (subject, day, name, what, count)
             SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?1) WHERE true
             ON CONFLICT (subject, day, name, what) DO UPDATE SET count = count + excluded.count",
            rows
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl Reader {
    /// The counts of the days `from..until`, by name and what.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn results(&mut self, subject: Subject, from: i64, until: i64) -> Result<Vec<Count>, StoreError> {
        let subject = subject.name();
        Ok(sqlx::query_as!(
            Count,
            "SELECT day, name, what, count FROM results WHERE subject = ?1 AND day >= ?2 AND day < ?3 ORDER BY day, name, what",
            subject,
            from,
            until
        )
        .fetch_all(&mut *self.0)
        .await?)
    }
}
