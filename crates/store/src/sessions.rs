//! Sessions of agents: what the user asked for, and what was read since. Kept only as long as it is needed.

use sekisho_core::{id::AgentId, source::Trust, time::Time};

use crate::{Reader, StoreError, Tx, row};

/// What is known of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The user's words, once told.
    pub task: Option<String>,
    /// How much of what was read is kept, in bytes.
    pub kept: u32,
    /// Whether more was read than was kept.
    pub partial: bool,
}

/// Something that an agent has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// Where it comes from.
    pub origin: String,
    /// What it says.
    pub text: String,
    /// What the integration calls it.
    pub reference: Option<String>,
}

/// An origin that was seen of late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Which.
    pub origin: String,
    /// How many times.
    pub count: u32,
    /// When last.
    pub last_at: Time,
}

impl Tx {
    /// Opens a session if it is new, and tells the task that counts: the first one that was told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_session(
        &mut self,
        agent: AgentId,
        session: &str,
        task: Option<&str>,
        now: Time,
    ) -> Result<Option<String>, StoreError> {
        let (agent, now) = (agent.as_bytes().as_slice(), now.timestamp_micros());
        let told = sqlx::query_scalar!(
            "INSERT INTO sessions (agent_id, session, task, last_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (agent_id, session)
             DO UPDATE SET last_at = max(last_at, excluded.last_at), task = coalesce(task, excluded.task)
             RETURNING task",
            agent,
            session,
            task,
            now
        );
        Ok(told.fetch_one(self.connection()).await?)
    }

    /// Keeps what was read in a session that is open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn observe(&mut self, agent: AgentId, session: &str, read: &Observation, now: Time) -> Result<(), StoreError> {
        let (agent, now) = (agent.as_bytes().as_slice(), now.timestamp_micros());
        let bytes = i64::try_from(read.text.len()).unwrap_or(i64::MAX);
        sqlx::query!(
            "INSERT INTO observations (agent_id, session, origin, text, reference, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            agent,
            session,
            read.origin,
            read.text,
            read.reference,
            now
        )
        .execute(self.connection())
        .await?;
        sqlx::query!("UPDATE sessions SET kept = kept + ?3 WHERE agent_id = ?1 AND session = ?2", agent, session, bytes)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Notes that a session read more than was kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lose(&mut self, agent: AgentId, session: &str) -> Result<(), StoreError> {
        let agent = agent.as_bytes().as_slice();
        sqlx::query!("UPDATE sessions SET partial = 1 WHERE agent_id = ?1 AND session = ?2", agent, session)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Forgets sessions in which nothing happened since `before`, `limit` at the most, and tells how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_sessions(&mut self, before: Time, limit: u32) -> Result<u64, StoreError> {
        let before = before.timestamp_micros();
        let result = sqlx::query!(
            "DELETE FROM sessions WHERE (agent_id, session) IN
             (SELECT agent_id, session FROM sessions INDEXED BY sessions_by_last_at WHERE last_at < ?1 LIMIT ?2)",
            before,
            limit
        );
        Ok(result.execute(self.connection()).await?.rows_affected())
    }

    /// Sets how far an origin is trusted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_origin(&mut self, origin: &str, trust: Trust) -> Result<(), StoreError> {
        let trust = trust_name(trust);
        sqlx::query!(
            "INSERT INTO origins (origin, trust) VALUES (?1, ?2) ON CONFLICT (origin) DO UPDATE SET trust = excluded.trust",
            origin,
            trust
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl Reader {
    /// A session, if it is open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&mut self, agent: AgentId, session: &str) -> Result<Option<Session>, StoreError> {
        let agent = agent.as_bytes().as_slice();
        let found = sqlx::query_as!(
            Session,
            r#"SELECT task, kept AS "kept: u32", partial AS "partial: bool" FROM sessions WHERE agent_id = ?1 AND session = ?2"#,
            agent,
            session
        );
        Ok(found.fetch_optional(&mut *self.0).await?)
    }

    /// What was read in a session, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn observations(&mut self, agent: AgentId, session: &str) -> Result<Vec<Observation>, StoreError> {
        let agent = agent.as_bytes().as_slice();
        let found = sqlx::query_as!(
            Observation,
            "SELECT origin, text, reference FROM observations WHERE agent_id = ?1 AND session = ?2 ORDER BY seq",
            agent,
            session
        );
        Ok(found.fetch_all(&mut *self.0).await?)
    }

    /// The origins of what is kept of all that was read, the latest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn origins_seen(&mut self, limit: u32) -> Result<Vec<Seen>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT origin AS "origin!", count(*) AS "count!: u32", max(received_at) AS "last_at!: i64"
               FROM observations INDEXED BY observations_by_origin GROUP BY origin ORDER BY 3 DESC, origin LIMIT ?1"#,
            limit
        );
        let rows = rows.fetch_all(&mut *self.0).await?;
        let seen = |origin, count, last_at| Ok(Seen { origin, count, last_at: row::time(last_at, "observations", 0)? });
        rows.into_iter().map(|row| seen(row.origin, row.count, row.last_at)).collect()
    }

    /// How far each origin is trusted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn origins(&mut self) -> Result<Vec<(String, Trust)>, StoreError> {
        let rows = sqlx::query!("SELECT origin, trust FROM origins ORDER BY origin").fetch_all(&mut *self.0).await?;
        let trust = |name: &str| match name {
            "trusted" => Ok(Trust::Trusted),
            "internal" => Ok(Trust::Internal),
            "untrusted" => Ok(Trust::Untrusted),
            _ => Err(StoreError::inconsistent("origins", 0)(())),
        };
        rows.into_iter().map(|row| Ok((row.origin, trust(&row.trust)?))).collect()
    }
}

fn trust_name(trust: Trust) -> &'static str {
    match trust {
        Trust::Trusted => "trusted",
        Trust::Internal => "internal",
        Trust::Untrusted => "untrusted",
    }
}
