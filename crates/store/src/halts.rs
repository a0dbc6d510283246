//! Uses of the kill switch, and which agents have heard of each.

use sekisho_core::{
    halt::Halt,
    id::{AgentId, HaltId},
    time::Time,
};

use crate::{Reader, StoreError, Tx, row};

impl Tx {
    /// Adds a halt.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_halt(&mut self, halt: &Halt) -> Result<(), StoreError> {
        let (id, since, json) = (halt.id.as_bytes().as_slice(), halt.since.timestamp_micros(), row::json(halt, "halts")?);
        let standing = halt.state.is_standing();
        sqlx::query!("INSERT INTO halts (id, since, halt, standing) VALUES (?1, ?2, ?3, ?4)", id, since, json, standing)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps a halt as it stands now.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when no such halt stands; else when the database fails.
    pub async fn update_halt(&mut self, halt: &Halt) -> Result<(), StoreError> {
        let (id, json, standing) = (halt.id.as_bytes().as_slice(), row::json(halt, "halts")?, halt.state.is_standing());
        let result = sqlx::query!("UPDATE halts SET halt = ?2, standing = ?3 WHERE id = ?1 AND standing = 1", id, json, standing);
        match result.execute(self.connection()).await?.rows_affected() {
            1 => Ok(()),
            _ => Err(StoreError::Conflict),
        }
    }

    /// Keeps that an agent has heard of a halt. `false` if that was known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acknowledge_halt(&mut self, halt: HaltId, agent: AgentId, at: Time) -> Result<bool, StoreError> {
        let (halt, agent, at) = (halt.as_bytes().as_slice(), agent.as_bytes().as_slice(), at.timestamp_micros());
        let result = sqlx::query!(
            "INSERT INTO halt_acknowledgements (halt_id, agent_id, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            halt,
            agent,
            at
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Sets whether later halts need a second person before things go on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_second_person(&mut self, required: bool) -> Result<(), StoreError> {
        sqlx::query!("UPDATE halt_terms SET second_person = ?1", required).execute(self.connection()).await?;
        Ok(())
    }
}

impl Reader {
    /// One halt.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn halt(&mut self, id: HaltId) -> Result<Option<Halt>, StoreError> {
        let id = id.as_bytes().as_slice();
        let found = sqlx::query_scalar!("SELECT halt FROM halts WHERE id = ?1", id).fetch_optional(&mut *self.0).await?;
        found.as_deref().map(halt).transpose()
    }

    /// The halts that stand, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standing_halts(&mut self) -> Result<Vec<Halt>, StoreError> {
        let found = sqlx::query_scalar!("SELECT halt FROM halts WHERE standing = 1 ORDER BY id").fetch_all(&mut *self.0).await?;
        found.iter().map(|json| halt(json)).collect()
    }

    /// The newest halts that were lifted, of those made before `after` was; newest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lifted_halts(&mut self, after: Option<HaltId>, limit: u32) -> Result<Vec<Halt>, StoreError> {
        let after = after.as_ref().map_or([u8::MAX; 16].as_slice(), |after| after.as_bytes().as_slice());
        let found = sqlx::query_scalar!("SELECT halt FROM halts WHERE standing = 0 AND id < ?1 ORDER BY id DESC LIMIT ?2", after, limit);
        found.fetch_all(&mut *self.0).await?.iter().map(|json| halt(json)).collect()
    }

    /// Which agents have heard of a halt, and since when that is known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acknowledged(&mut self, halt: HaltId) -> Result<Vec<(AgentId, Time)>, StoreError> {
        let halt = halt.as_bytes().as_slice();
        let rows = sqlx::query!("SELECT agent_id, at FROM halt_acknowledgements WHERE halt_id = ?1", halt).fetch_all(&mut *self.0).await?;
        let acknowledged = rows.into_iter().map(|row| {
            let agent = AgentId::from_bytes(row::bytes(&row.agent_id, "halt_acknowledgements", 0)?);
            Ok((agent, row::time(row.at, "halt_acknowledgements", 0)?))
        });
        acknowledged.collect()
    }

    /// Whether later halts need a second person before things go on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn second_person(&mut self) -> Result<bool, StoreError> {
        let found = sqlx::query_scalar!(r#"SELECT second_person AS "required: bool" FROM halt_terms"#);
        Ok(found.fetch_one(&mut *self.0).await?)
    }
}

fn halt(json: &str) -> Result<Halt, StoreError> {
    serde_json::from_str(json).map_err(StoreError::inconsistent("halts", 0))
}
