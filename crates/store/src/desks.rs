//! How desks are written in the table, and how many actions wait on each kind of them.

use sekisho_core::{
    id::{AgentId, ReviewerId},
    review::{Assignee, Desks},
};
use serde::{Deserialize, Serialize};

use crate::{Reader, StoreError, row};

/// How many actions of one agent wait in the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Who asked.
    pub agent: AgentId,
    /// Who is asked to answer.
    pub assignee: Assignee,
    /// On whose desks they lie.
    pub desks: Desks,
    /// How many.
    pub count: u32,
}

/// Desks as the column has them, from which triggers make the rows that the inbox is read from.
#[derive(Serialize, Deserialize)]
struct Text {
    on: Vec<String>,
    without: Vec<ReviewerId>,
}

const GROUP: &str = "group ";
const ADMINISTRATORS: &str = "administrators";

/// How an assignee is written in the index.
pub(crate) fn assignee_key(assignee: &Assignee) -> String {
    match assignee {
        Assignee::Anyone => "*".to_owned(),
        Assignee::Reviewer(id) => id.to_string(),
        Assignee::Group(name) => format!("{GROUP}{name}"),
        Assignee::Administrators => ADMINISTRATORS.to_owned(),
    }
}

pub(crate) fn desks_text(desks: &Desks) -> Result<String, StoreError> {
    row::json(&Text { on: desks.on.iter().map(assignee_key).collect(), without: desks.without.clone() }, "reviews")
}

fn assignee(key: &str) -> Result<Assignee, StoreError> {
    Ok(match key.strip_prefix(GROUP) {
        Some(name) => Assignee::Group(name.to_owned()),
        None if key == "*" => Assignee::Anyone,
        None if key == ADMINISTRATORS => Assignee::Administrators,
        None => Assignee::Reviewer(key.parse().map_err(StoreError::inconsistent("waiting", 0))?),
    })
}

fn desks(text: &str) -> Result<Desks, StoreError> {
    let text: Text = serde_json::from_str(text).map_err(StoreError::inconsistent("waiting", 0))?;
    Ok(Desks { on: text.on.iter().map(|key| assignee(key)).collect::<Result<_, _>>()?, without: text.without })
}

impl Reader {
    /// How many wait, by who asked, who is asked to answer, and on whose desks they lie.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&mut self) -> Result<Vec<Waiting>, StoreError> {
        let rows = sqlx::query!(r#"SELECT agent_id, assignee, desks, count AS "count: u32" FROM waiting"#).fetch_all(&mut *self.0).await?;
        let mut waiting = Vec::with_capacity(rows.len());
        for row in rows {
            let agent = AgentId::from_bytes(row::bytes(&row.agent_id, "waiting", 0)?);
            waiting.push(Waiting { agent, assignee: assignee(&row.assignee)?, desks: desks(&row.desks)?, count: row.count });
        }
        Ok(waiting)
    }
}
