//! Agents and their credentials, of which only the hash is kept.

use sekisho_core::{id::AgentId, time::Time};

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
    /// When it was added.
    pub created_at: Time,
    /// When its credential was revoked.
    pub revoked_at: Option<Time>,
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
    /// Adds an agent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_agent(&mut self, agent: &Agent) -> Result<(), StoreError> {
        let (id, hash, created_at) = (agent.id.as_bytes().as_slice(), agent.token_hash.as_slice(), agent.created_at.timestamp_micros());
        sqlx::query!(
            "INSERT INTO agents (id, name, token_hash, practice, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            id,
            agent.name,
            hash,
            agent.practice,
            created_at
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Revokes an agent's credential. `false` if there is none to revoke.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_agent(&mut self, id: AgentId, now: Time) -> Result<bool, StoreError> {
        let (id, now) = (id.as_bytes().as_slice(), now.timestamp_micros());
        let result = sqlx::query!("UPDATE agents SET revoked_at = max(?2, created_at) WHERE id = ?1 AND revoked_at IS NULL", id, now);
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }
}

impl Reader {
    /// All agents, also revoked ones, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agents(&mut self) -> Result<Vec<Agent>, StoreError> {
        let rows =
            sqlx::query!(r#"SELECT id, name, token_hash, practice AS "practice: bool", created_at, revoked_at FROM agents ORDER BY id"#);
        let agent = |row: AgentColumns| {
            Ok(Agent {
                id: AgentId::from_bytes(row::bytes(&row.0, "agents", 0)?),
                name: row.1,
                token_hash: row::bytes(&row.2, "agents", 0)?,
                practice: row.3,
                created_at: row::time(row.4, "agents", 0)?,
                revoked_at: row.5.map(|micros| row::time(micros, "agents", 0)).transpose()?,
            })
        };
        let rows = rows.fetch_all(&mut *self.0).await?;
        rows.into_iter().map(|row| agent((row.id, row.name, row.token_hash, row.practice, row.created_at, row.revoked_at))).collect()
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

type AgentColumns = (Vec<u8>, String, Vec<u8>, bool, i64, Option<i64>);
