//! Arguments that reviewers proposed, until they are asked for or their time is over.

use sekisho_core::{
    action::Digest,
    id::{ActionId, AgentId, ReviewerId},
    time::Time,
};

use crate::{StoreError, Tx, row};

/// What a reviewer proposed and nobody has asked for yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amendment {
    /// The place of the action that it was proposed for.
    pub seq: i64,
    /// That action.
    pub action: ActionId,
    /// Who proposed it, and would say yes.
    pub by: ReviewerId,
}

impl Tx {
    /// Keeps a proposal for the action at `seq`.
    ///
    /// # Errors
    /// When there is one already, or the database fails.
    pub async fn insert_amendment(
        &mut self,
        seq: i64,
        agent: AgentId,
        digest: Digest,
        by: ReviewerId,
        until: Time,
    ) -> Result<(), StoreError> {
        let (agent, digest, by) = (agent.as_bytes().as_slice(), digest.0.as_slice(), by.as_bytes().as_slice());
        let until = until.timestamp_micros();
        sqlx::query!(
            "INSERT INTO amendments (seq, agent_id, digest, reviewer_id, until) VALUES (?1, ?2, ?3, ?4, ?5)",
            seq,
            agent,
            digest,
            by,
            until
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// The oldest proposal to this agent of an action with this digest that counts at `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn amendment(&mut self, agent: AgentId, digest: Digest, now: Time) -> Result<Option<Amendment>, StoreError> {
        let (agent, digest, now) = (agent.as_bytes().as_slice(), digest.0.as_slice(), now.timestamp_micros());
        let found = sqlx::query!(
            "SELECT m.seq, a.id, m.reviewer_id FROM amendments AS m JOIN actions AS a ON a.seq = m.seq
             WHERE m.agent_id = ?1 AND m.digest = ?2 AND m.used_by IS NULL AND m.until > ?3 ORDER BY m.seq LIMIT 1",
            agent,
            digest,
            now
        )
        .fetch_optional(self.connection())
        .await?;
        let amendment = |seq, id: &[u8], by: &[u8]| {
            Ok(Amendment {
                seq,
                action: ActionId::from_bytes(row::bytes(id, "actions", seq)?),
                by: ReviewerId::from_bytes(row::bytes(by, "amendments", seq)?),
            })
        };
        found.map(|row| amendment(row.seq, &row.id, &row.reviewer_id)).transpose()
    }

    /// The action at `used_by` was the one that asked for it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it was used before, and whatever else the database says.
    pub async fn use_amendment(&mut self, seq: i64, used_by: i64) -> Result<(), StoreError> {
        let updated = sqlx::query!("UPDATE amendments SET used_by = ?2 WHERE seq = ?1 AND used_by IS NULL", seq, used_by)
            .execute(self.connection())
            .await?;
        if updated.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict) }
    }
}
