//! What each agent was allowed to do before, and what became of it. Triggers keep it; nothing here writes.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use sekisho_core::{history::Record, id::AgentId};

use crate::{Reader, StoreError, row};

/// How many earlier amounts are told. The triggers keep as many.
const AMOUNTS_MAX: u32 = 50;

impl Reader {
    /// What this agent was allowed to move with this tool in this currency, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn amounts(
        &mut self,
        agent: AgentId,
        tool: &str,
        server: Option<&str>,
        currency: Option<&str>,
    ) -> Result<Vec<Decimal>, StoreError> {
        let agent = agent.as_bytes().as_slice();
        let (server, currency) = (server.unwrap_or_default(), currency.unwrap_or_default());
        let values = sqlx::query_scalar!(
            "SELECT value FROM amounts WHERE agent_id = ?1 AND tool = ?2 AND server = ?3 AND currency = ?4 ORDER BY seq DESC LIMIT ?5",
            agent,
            tool,
            server,
            currency,
            AMOUNTS_MAX
        );
        let values = values.fetch_all(&mut *self.0).await?;
        values.iter().map(|value| value.parse().map_err(StoreError::inconsistent("amounts", 0))).collect()
    }

    /// Those of these partners that this agent was ever allowed to deal with.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn partners(&mut self, agent: AgentId, partners: &[String]) -> Result<BTreeSet<String>, StoreError> {
        let agent = agent.as_bytes().as_slice();
        let partners = row::json(&partners, "partners")?;
        let known = sqlx::query_scalar!(
            "SELECT partner FROM partners WHERE agent_id = ?1 AND partner IN (SELECT value FROM json_each(?2))",
            agent,
            partners
        );
        Ok(known.fetch_all(&mut *self.0).await?.into_iter().collect())
    }

    /// What people made of what this agent asked, and how it went.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(&mut self, agent: AgentId) -> Result<Record, StoreError> {
        let agent = agent.as_bytes().as_slice();
        let record = sqlx::query_as!(
            Record,
            r#"SELECT approved AS "approved: u32", denied AS "denied: u32", failed AS "failed: u32" FROM records WHERE agent_id = ?1"#,
            agent
        );
        Ok(record.fetch_optional(&mut *self.0).await?.unwrap_or_default())
    }
}
