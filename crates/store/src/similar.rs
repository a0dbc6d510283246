//! Earlier decisions of the same kind, to be compared with one action.

use sekisho_core::{
    action::{Name, Sent},
    assessment::Assessment,
    id::{ActionId, AgentId},
    review::State,
    time::Time,
};

use crate::{Reader, StoreError, row};

/// How many earlier actions are looked through for decided ones.
const LOOKED_THROUGH_MAX: u32 = 1_000;

/// An earlier action that was decided.
#[derive(Debug, Clone)]
pub struct Decided {
    /// Its id.
    pub id: ActionId,
    /// When it came in.
    pub received_at: Time,
    /// What was asked.
    pub arguments: Sent,
    /// What was found out about it.
    pub assessment: Assessment,
    /// Where it stands: approved, denied or expired.
    pub state: State,
}

/// Whose earlier actions, and of which kind.
#[derive(Debug, Clone, Copy)]
pub struct Kind<'a> {
    /// Who asked.
    pub agent: AgentId,
    /// The tool.
    pub tool: &'a Name,
    /// Where the tool lives.
    pub server: Option<&'a Name>,
}

impl Reader {
    /// The newest decided actions of this kind before the one at `seq`, `limit` of the last [`LOOKED_THROUGH_MAX`] calls of the tool at
    /// the most. Whatever has arguments of more than `bytes_max` is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decided_before(&mut self, kind: Kind<'_>, seq: i64, bytes_max: u32, limit: u32) -> Result<Vec<Decided>, StoreError> {
        let agent = kind.agent.as_bytes().as_slice();
        let (tool, server) = (kind.tool.as_str(), kind.server.map(Name::as_str));
        let rows = sqlx::query!(
            r#"SELECT a.seq, a.id, a.received_at, a.arguments, a.assessment, page.state AS "state!: String"
               FROM (SELECT recent.seq, r.state
                     FROM (SELECT seq, server, octet_length(arguments) AS bytes FROM actions INDEXED BY actions_by_tool
                           WHERE agent_id = ?1 AND tool = ?2 AND seq < ?3 ORDER BY seq DESC LIMIT ?4) AS recent
                     JOIN reviews AS r ON r.seq = recent.seq
                     WHERE recent.server IS ?5 AND recent.bytes <= ?6 AND r.standing IN ('approved', 'denied', 'expired')
                     ORDER BY recent.seq DESC LIMIT ?7) AS page
               JOIN actions AS a ON a.seq = page.seq ORDER BY a.seq DESC"#,
            agent,
            tool,
            seq,
            LOOKED_THROUGH_MAX,
            server,
            bytes_max,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        rows.into_iter()
            .map(|row| {
                Ok(Decided {
                    id: ActionId::from_bytes(row::bytes(&row.id, "actions", row.seq)?),
                    received_at: row::time(row.received_at, "actions", row.seq)?,
                    arguments: Sent::new(row.arguments).map_err(StoreError::inconsistent("actions", row.seq))?,
                    assessment: serde_json::from_str(&row.assessment).map_err(StoreError::inconsistent("actions", row.seq))?,
                    state: serde_json::from_str(&row.state).map_err(StoreError::inconsistent("reviews", row.seq))?,
                })
            })
            .collect()
    }
}
