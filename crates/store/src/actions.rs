//! Actions: what was asked and how it was judged, as it is read. `intake` adds them, and nothing changes them.

use sekisho_core::{
    id::{ActionId, AgentId, ReviewerId},
    review::State,
    time::Time,
};

pub use crate::row::{Brief, Case, Head};
use crate::{
    Reader, StoreError,
    dealings::{Dealing, Look},
    row,
};

/// Which actions to list. Everything is optional and narrows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this agent's.
    pub agent: Option<AgentId>,
    /// Only those that stand so: `held`, `approved`, `denied`, `expired` or `cancelled`.
    pub standing: Option<&'static str>,
    /// Only those received at or after this.
    pub from: Option<Time>,
    /// Only those received before this.
    pub until: Option<Time>,
    /// Only those before this place in the order of arrival.
    pub before: Option<i64>,
    /// Only those with these words, as an FTS5 query.
    pub words: Option<String>,
    /// Only those that deal so. It goes with all of these.
    pub dealing: Dealing,
    /// Only those that this person is to read about or, if true, has read about. Counts for itself, without agent, standing and words.
    pub reader: Option<(ReviewerId, bool)>,
}

impl Reader {
    /// The action with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case(&mut self, id: ActionId) -> Result<Option<Case>, StoreError> {
        let id = id.as_bytes().as_slice();
        let found = sqlx::query_as!(
            row::CaseRow,
            r#"SELECT seq, id, agent_id, tool, server, arguments, timeout, agent_reasoning, context, digest, received_at, deadline_at,
                    assessment, version, state, erased_at AS "erased_at?: i64"
             FROM cases WHERE id = ?1"#,
            id
        )
        .fetch_optional(&mut *self.0)
        .await?;
        found.map(Case::try_from).transpose()
    }

    /// The action at this place in the order of arrival.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_at(&mut self, seq: i64) -> Result<Option<Case>, StoreError> {
        let found = sqlx::query_as!(
            row::CaseRow,
            r#"SELECT seq, id, agent_id, tool, server, arguments, timeout, agent_reasoning, context, digest, received_at, deadline_at,
                    assessment, version, state, erased_at AS "erased_at?: i64"
             FROM cases WHERE seq = ?1"#,
            seq
        )
        .fetch_optional(&mut *self.0)
        .await?;
        found.map(Case::try_from).transpose()
    }

    /// These actions in short, in the order of arrival.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn briefs_of(&mut self, ids: &[ActionId]) -> Result<Vec<Brief>, StoreError> {
        let ids = row::json(&ids, "actions")?;
        let rows = sqlx::query_as!(
            row::BriefRow,
            "SELECT seq, id, agent_id, tool, server, received_at, assessment, version, state FROM cases
             WHERE id IN (SELECT unhex(replace(value, '-', '')) FROM json_each(?1)) ORDER BY seq",
            ids
        );
        row::briefs(rows.fetch_all(&mut *self.0).await?)
    }

    /// The action that this agent asked for with this idempotency key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_by_key(&mut self, agent: AgentId, key: &str) -> Result<Option<Case>, StoreError> {
        let agent = agent.as_bytes().as_slice();
        let found = sqlx::query_as!(
            row::CaseRow,
            r#"SELECT seq, id, agent_id, tool, server, arguments, timeout, agent_reasoning, context, digest, received_at, deadline_at,
                    assessment, version, state, erased_at AS "erased_at?: i64"
             FROM cases WHERE agent_id = ?1 AND idempotency_key = ?2"#,
            agent,
            key
        )
        .fetch_optional(&mut *self.0)
        .await?;
        found.map(Case::try_from).transpose()
    }

    /// Whether this agent was ever allowed to call this tool, by a rule or a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn was_allowed(&mut self, agent: AgentId, tool: &str, server: Option<&str>) -> Result<bool, StoreError> {
        let agent = agent.as_bytes().as_slice();
        let server = server.unwrap_or_default();
        let found = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT 1 FROM tools_used WHERE agent_id = ?1 AND tool = ?2 AND server = ?3) AS "found!: bool""#,
            agent,
            tool,
            server
        )
        .fetch_one(&mut *self.0)
        .await?;
        Ok(found)
    }

    /// What this agent asked of this tool before the action at `seq`, newest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn states_before(&mut self, agent: AgentId, tool: &str, seq: i64, limit: u32) -> Result<Vec<State>, StoreError> {
        let agent = agent.as_bytes().as_slice();
        let rows = sqlx::query!(
            "SELECT a.seq, r.state FROM actions AS a JOIN reviews AS r ON r.seq = a.seq
             WHERE a.agent_id = ?1 AND a.tool = ?2 AND a.seq < ?3 ORDER BY a.seq DESC LIMIT ?4",
            agent,
            tool,
            seq,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        rows.into_iter().map(|row| serde_json::from_str(&row.state).map_err(StoreError::inconsistent("reviews", row.seq))).collect()
    }

    /// Actions that pass the filter, newest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases(&mut self, filter: &Filter, limit: u32) -> Result<Vec<Brief>, StoreError> {
        // The order of arrival is the order of time, so a period is a range of `seq`, found without an index of its own.
        let from = match filter.from {
            Some(time) => self.first_received_at(time).await?,
            None => 0,
        };
        let until = match filter.until {
            Some(time) => self.first_received_at(time).await?,
            None => i64::MAX,
        };
        let until = until.min(filter.before.unwrap_or(i64::MAX));
        let agent = filter.agent.map(|agent| agent.as_bytes().to_vec());
        if let Some(reader) = filter.reader {
            return row::briefs(self.cases_to_read(reader, (from, until), limit).await?);
        }
        if filter.dealing.is_any() {
            let look = Look { from, until, agent, standing: filter.standing, words: filter.words.as_deref(), limit };
            let found = self.dealings(&filter.dealing, look).await?;
            return self.briefs_at(&found).await;
        }
        let rows = match (&filter.words, agent, filter.standing) {
            (Some(words), agent, standing) => self.cases_with_words(words, agent, standing, from, until, limit).await?,
            (None, None, None) => self.cases_in(from, until, limit).await?,
            (None, None, Some(standing)) => self.cases_standing(standing, from, until, limit).await?,
            (None, Some(agent), standing) => self.cases_of_agent(agent, standing, from, until, limit).await?,
        };
        row::briefs(rows)
    }

    async fn cases_in(&mut self, from: i64, until: i64, limit: u32) -> Result<Vec<row::BriefRow>, StoreError> {
        Ok(sqlx::query_as!(
            row::BriefRow,
            "SELECT seq, id, agent_id, tool, server, received_at, assessment, version, state
             FROM cases WHERE seq >= ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3",
            from,
            until,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?)
    }

    async fn cases_standing(&mut self, standing: &str, from: i64, until: i64, limit: u32) -> Result<Vec<row::BriefRow>, StoreError> {
        Ok(sqlx::query_as!(
            row::BriefRow,
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state
             FROM (SELECT seq FROM reviews WHERE standing = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4) AS page
             JOIN cases AS c ON c.seq = page.seq ORDER BY c.seq DESC",
            standing,
            from,
            until,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?)
    }

    async fn cases_of_agent(
        &mut self,
        agent: Vec<u8>,
        standing: Option<&str>,
        from: i64,
        until: i64,
        limit: u32,
    ) -> Result<Vec<row::BriefRow>, StoreError> {
        Ok(sqlx::query_as!(
            row::BriefRow,
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state
             FROM (SELECT a.seq FROM actions AS a INDEXED BY actions_by_agent JOIN reviews AS r ON r.seq = a.seq
                   WHERE a.agent_id = ?1 AND a.seq >= ?2 AND a.seq < ?3 AND (?4 IS NULL OR r.standing = ?4)
                   ORDER BY a.seq DESC LIMIT ?5) AS page
             JOIN cases AS c ON c.seq = page.seq ORDER BY c.seq DESC",
            agent,
            from,
            until,
            standing,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?)
    }

    async fn cases_with_words(
        &mut self,
        words: &str,
        agent: Option<Vec<u8>>,
        standing: Option<&str>,
        from: i64,
        until: i64,
        limit: u32,
    ) -> Result<Vec<row::BriefRow>, StoreError> {
        Ok(sqlx::query_as!(
            row::BriefRow,
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state
             FROM search AS s CROSS JOIN cases AS c ON c.seq = s.rowid
             WHERE s.words MATCH ?1 AND s.rowid >= ?2 AND s.rowid < ?3
               AND (?4 IS NULL OR c.agent_id = ?4) AND (?5 IS NULL OR c.standing = ?5)
             ORDER BY s.rowid DESC LIMIT ?6",
            words,
            from,
            until,
            agent,
            standing,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?)
    }

    /// The place of the first action received at `time` or later.
    pub(crate) async fn first_received_at(&mut self, time: Time) -> Result<i64, StoreError> {
        let micros = time.timestamp_micros();
        let newest = sqlx::query_scalar!(r#"SELECT coalesce(max(seq), 0) AS "newest!: i64" FROM actions"#).fetch_one(&mut *self.0).await?;
        let (mut low, mut high) = (1, newest + 1);
        while low < high {
            let middle = i64::midpoint(low, high);
            let at = sqlx::query_scalar!("SELECT received_at FROM actions WHERE seq = ?1", middle).fetch_one(&mut *self.0).await?;
            if at < micros { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }
}
