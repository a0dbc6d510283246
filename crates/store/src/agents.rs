//! Agents and their credentials, of which only the hash is kept.

use sekisho_core::{
    agent::Terms,
    id::{AgentId, ReviewerId},
    time::Time,
};

use crate::{Reader, StoreError, Tx, row};

/// An agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Its id.
    pub id: AgentId,
    /// The name a person gave it.
    pub name: String,
    /// SHA-256 of its credential.
    pub token_hash: [u8; 32],
    /// Whether it is the built-in practice agent.
    pub practice: bool,
    /// On which terms it works.
    pub terms: Terms,
    /// When it was added.
    pub created_at: Time,
    /// When its credential was revoked.
    pub revoked_at: Option<Time>,
    /// Who revoked it.
    pub revoked_by: Option<ReviewerId>,
}

struct Columns {
    id: Vec<u8>,
    name: String,
    token_hash: Vec<u8>,
    practice: bool,
    terms: String,
    created_at: i64,
    revoked_at: Option<i64>,
    revoked_by: Option<Vec<u8>>,
}

impl TryFrom<Columns> for Agent {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        Ok(Self {
            id: AgentId::from_bytes(row::bytes(&row.id, "agents", 0)?),
            name: row.name,
            token_hash: row::bytes(&row.token_hash, "agents", 0)?,
            practice: row.practice,
            terms: serde_json::from_str(&row.terms).map_err(StoreError::inconsistent("agents", 0))?,
            created_at: row::time(row.created_at, "agents", 0)?,
            revoked_at: row.revoked_at.map(|micros| row::time(micros, "agents", 0)).transpose()?,
            revoked_by: row.revoked_by.map(|id| row::bytes(&id, "agents", 0).map(ReviewerId::from_bytes)).transpose()?,
        })
    }
}

/// What an agent has asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// How many actions.
    pub count: u32,
    /// When the last.
    pub last_at: Option<Time>,
}

impl Tx {
    /// Adds an agent. `false` if another has its name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_agent(&mut self, agent: &Agent) -> Result<bool, StoreError> {
        let (id, hash, created_at) = (agent.id.as_bytes().as_slice(), agent.token_hash.as_slice(), agent.created_at.timestamp_micros());
        let terms = row::json(&agent.terms, "agents")?;
        let result = sqlx::query!(
            "INSERT INTO agents (id, name, token_hash, practice, terms, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING",
            id,
            agent.name,
            hash,
            agent.practice,
            terms,
            created_at
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Sets the terms on which an agent works. `false` if there is no such agent, or it is revoked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_terms(&mut self, id: AgentId, terms: &Terms) -> Result<bool, StoreError> {
        let (id, terms) = (id.as_bytes().as_slice(), row::json(terms, "agents")?);
        let result = sqlx::query!("UPDATE agents SET terms = ?2 WHERE id = ?1 AND revoked_at IS NULL", id, terms);
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Revokes an agent's credential. `false` if there is none to revoke.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_agent(&mut self, id: AgentId, by: ReviewerId, now: Time) -> Result<bool, StoreError> {
        let (id, by, now) = (id.as_bytes().as_slice(), by.as_bytes().as_slice(), now.timestamp_micros());
        let result = sqlx::query!(
            "UPDATE agents SET revoked_at = max(?2, created_at), revoked_by = ?3 WHERE id = ?1 AND revoked_at IS NULL",
            id,
            now,
            by
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }
}

impl Reader {
    /// All agents, also revoked ones, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agents(&mut self) -> Result<Vec<Agent>, StoreError> {
        let rows = sqlx::query_as!(
            Columns,
            r#"SELECT id, name, token_hash, practice AS "practice: bool", terms, created_at, revoked_at, revoked_by
               FROM agents ORDER BY id"#
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Agent::try_from).collect()
    }

    /// What an agent has asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn asked_by(&mut self, agent: AgentId) -> Result<Asked, StoreError> {
        let id = agent.as_bytes().as_slice();
        let row = sqlx::query!(
            r#"SELECT (SELECT count(*) FROM actions WHERE agent_id = ?1) AS "count!: u32",
                      (SELECT received_at FROM actions WHERE agent_id = ?1 ORDER BY seq DESC LIMIT 1) AS "last_at: i64""#,
            id
        )
        .fetch_one(&mut *self.0)
        .await?;
        Ok(Asked { count: row.count, last_at: row.last_at.map(|micros| row::time(micros, "actions", 0)).transpose()? })
    }
}
