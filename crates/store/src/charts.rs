//! Organisation charts, in editions.

use std::collections::BTreeMap;

use sekisho_core::{
    id::{AgentId, ReviewerId},
    time::Time,
};

use crate::{Reader, StoreError, Tx, row};

/// One edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartEdition {
    /// Which, from 1.
    pub edition: u32,
    /// The chart, as it was written.
    pub text: String,
    /// Its people by the names that they had then.
    pub people: BTreeMap<String, ReviewerId>,
    /// Its agents by the names that they had then.
    pub agents: BTreeMap<String, AgentId>,
    /// Who set it.
    pub by: ReviewerId,
    /// When.
    pub at: Time,
    /// Why, in their words.
    pub note: String,
}

struct Columns {
    edition: u32,
    text: String,
    people: String,
    agents: String,
    set_by: Vec<u8>,
    set_at: i64,
    note: String,
}

impl TryFrom<Columns> for ChartEdition {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let at = i64::from(row.edition);
        Ok(Self {
            edition: row.edition,
            text: row.text,
            people: serde_json::from_str(&row.people).map_err(StoreError::inconsistent("charts", at))?,
            agents: serde_json::from_str(&row.agents).map_err(StoreError::inconsistent("charts", at))?,
            by: ReviewerId::from_bytes(row::bytes(&row.set_by, "charts", at)?),
            at: row::time(row.set_at, "charts", at)?,
            note: row.note,
        })
    }
}

impl Tx {
    /// Keeps a new chart. `false` if there is one of this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_chart(&mut self, chart: &ChartEdition) -> Result<bool, StoreError> {
        let (by, at) = (chart.by.as_bytes().as_slice(), chart.at.timestamp_micros());
        let (people, agents) = (row::json(&chart.people, "charts")?, row::json(&chart.agents, "charts")?);
        let result = sqlx::query!(
            "INSERT INTO charts (edition, text, people, agents, set_by, set_at, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT DO NOTHING",
            chart.edition,
            chart.text,
            people,
            agents,
            by,
            at,
            chart.note
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }
}

impl Reader {
    /// The charts behind the newest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn charts(&mut self, limit: u32) -> Result<Vec<ChartEdition>, StoreError> {
        let rows = sqlx::query_as!(
            Columns,
            r#"SELECT edition AS "edition: u32", text, people, agents, set_by, set_at, note FROM charts ORDER BY edition DESC LIMIT ?1"#,
            limit
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(ChartEdition::try_from).collect()
    }
}
