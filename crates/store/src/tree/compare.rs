//! Whether the tables say what the ledger says.

use sekisho_core::{
    action::{Action, Digest, Name, Sent},
    id::ActionId,
    ledger::{Entry, Keeping, Received},
    rules::Verdict,
};
use sekisho_verify::{Hash, leaf_hash};

use crate::{Reader, StoreError, row};

/// An action of which the tables do not say what the ledger says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Differs {
    /// What was asked, or how it was judged, is not what was received.
    #[error("action {0} is not what was received")]
    Asked(ActionId),
    /// It stands otherwise than was decided.
    #[error("action {0} stands otherwise than was decided")]
    Stands(ActionId),
}

/// The columns of an action that never change.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) id: &'a [u8],
    pub(crate) agent: &'a [u8],
    pub(crate) tool: &'a str,
    pub(crate) server: Option<&'a str>,
    pub(crate) arguments: &'a str,
    pub(crate) timeout: &'a str,
    pub(crate) reasoning: Option<&'a str>,
    pub(crate) context: Option<&'a str>,
    pub(crate) received_at: i64,
    pub(crate) deadline_at: i64,
    pub(crate) assessment: &'a str,
}

impl<'a> Columns<'a> {
    pub(crate) fn of(action: &'a Action, assessment: &'a str) -> Self {
        let asked = &action.asked;
        Self {
            id: action.id.as_bytes(),
            agent: action.agent.as_bytes(),
            tool: asked.tool.as_str(),
            server: asked.server.as_ref().map(Name::as_str),
            arguments: asked.arguments.text(),
            timeout: asked.timeout.as_str(),
            reasoning: asked.agent_reasoning.as_deref(),
            context: asked.context.as_ref().map(Sent::text),
            received_at: action.received_at.timestamp_micros(),
            deadline_at: action.deadline_at.timestamp_micros(),
            assessment,
        }
    }

    /// The hash of all of them, each with its length, so that nothing can move from one to the next.
    pub(crate) fn hash(&self) -> Digest {
        let text = |text: Option<&'a str>| text.map(str::as_bytes);
        let (received_at, deadline_at) = (self.received_at.to_be_bytes(), self.deadline_at.to_be_bytes());
        let columns = [
            Some(self.id),
            Some(self.agent),
            text(Some(self.tool)),
            text(self.server),
            text(Some(self.arguments)),
            text(Some(self.timeout)),
            text(self.reasoning),
            text(self.context),
            Some(&received_at),
            Some(&deadline_at),
            text(Some(self.assessment)),
        ];
        let mut bytes = Vec::new();
        for column in columns {
            let length = column.map_or(u64::MAX, |column| u64::try_from(column.len()).unwrap_or(u64::MAX - 1));
            bytes.extend(length.to_be_bytes());
            bytes.extend(column.unwrap_or_default());
        }
        let Hash(hash) = leaf_hash(&bytes);
        Digest(hash)
    }
}

impl Reader {
    /// The actions after the place `after` in the order of arrival, `limit` at the most, of which the tables do not say what the ledger
    /// says, and the place of the last one that was looked at. None if there are no more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn compare(&mut self, after: i64, limit: u32) -> Result<Option<(i64, Vec<Differs>)>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT a.seq, a.id, a.agent_id, a.tool, a.server, a.arguments, a.timeout, a.agent_reasoning, a.context, a.received_at,
                      a.deadline_at, a.assessment, r.standing,
                      (SELECT entry FROM ledger WHERE action = a.seq ORDER BY seq LIMIT 1) AS "received: String",
                      (SELECT entry ->> '$.event' FROM ledger
                       WHERE action = a.seq AND entry ->> '$.event' IN ('approved', 'denied', 'expired', 'cancelled')
                       ORDER BY seq DESC LIMIT 1) AS "decided: String",
                      (SELECT entry FROM ledger WHERE action = a.seq AND entry ->> '$.event' = 'erased') AS "erased: String"
               FROM actions AS a JOIN reviews AS r ON r.seq = a.seq WHERE a.seq > ?1 ORDER BY a.seq LIMIT ?2"#,
            after,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        let Some(last) = rows.last().map(|row| row.seq) else { return Ok(None) };
        let mut differing = Vec::new();
        for row in rows {
            let id = ActionId::from_bytes(row::bytes(&row.id, "actions", row.seq)?);
            let columns = Columns {
                id: &row.id,
                agent: &row.agent_id,
                tool: &row.tool,
                server: row.server.as_deref(),
                arguments: &row.arguments,
                timeout: &row.timeout,
                reasoning: row.agent_reasoning.as_deref(),
                context: row.context.as_deref(),
                received_at: row.received_at,
                deadline_at: row.deadline_at,
                assessment: &row.assessment,
            };
            let received = row.received.as_deref().and_then(|text| serde_json::from_str(text).ok());
            let Some(Entry::Received(Received { verdict, row: hash, .. })) = received else {
                differing.push(Differs::Asked(id));
                continue;
            };
            // Of what was erased, the ledger says what is left.
            let erased = row.erased.as_deref().and_then(|text| serde_json::from_str(text).ok());
            let left = if let Some(Entry::Keeping(Keeping::Erased { row, .. })) = erased { Some(row) } else { hash };
            if left.is_some_and(|hash| hash != columns.hash()) {
                differing.push(Differs::Asked(id));
            }
            let at_once = match verdict {
                Verdict::Pass => "approved",
                Verdict::Hold => "held",
                Verdict::Block => "denied",
            };
            if row.standing != row.decided.as_deref().unwrap_or(at_once) {
                differing.push(Differs::Stands(id));
            }
        }
        Ok(Some((last, differing)))
    }
}
