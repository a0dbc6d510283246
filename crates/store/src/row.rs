//! Between the columns' types and the domain's.

use chrono::DateTime;
use sekisho_core::{
    action::{Action, Asked, Digest, Name, Sent},
    assessment::Assessment,
    id::{ActionId, AgentId},
    review::State,
    time::Time,
};

use crate::StoreError;

/// An action with where it stands, as the database has it. The columns of the view `cases`.
#[derive(Debug)]
pub(crate) struct CaseRow {
    pub(crate) seq: i64,
    pub(crate) id: Vec<u8>,
    pub(crate) agent_id: Vec<u8>,
    pub(crate) tool: String,
    pub(crate) server: Option<String>,
    pub(crate) arguments: String,
    pub(crate) timeout: String,
    pub(crate) agent_reasoning: Option<String>,
    pub(crate) context: Option<String>,
    pub(crate) digest: Vec<u8>,
    pub(crate) received_at: i64,
    pub(crate) deadline_at: i64,
    pub(crate) assessment: String,
    pub(crate) version: i64,
    pub(crate) state: String,
    pub(crate) erased_at: Option<i64>,
}

/// The same with the place of an event in the ledger.
#[derive(Debug)]
pub(crate) struct PlacedRow {
    pub(crate) place: i64,
    pub(crate) seq: i64,
    pub(crate) id: Vec<u8>,
    pub(crate) agent_id: Vec<u8>,
    pub(crate) tool: String,
    pub(crate) server: Option<String>,
    pub(crate) arguments: String,
    pub(crate) timeout: String,
    pub(crate) agent_reasoning: Option<String>,
    pub(crate) context: Option<String>,
    pub(crate) digest: Vec<u8>,
    pub(crate) received_at: i64,
    pub(crate) deadline_at: i64,
    pub(crate) assessment: String,
    pub(crate) version: i64,
    pub(crate) state: String,
    pub(crate) erased_at: Option<i64>,
}

/// The same without what may be large. Lists are made of these.
#[derive(Debug)]
pub(crate) struct BriefRow {
    pub(crate) seq: i64,
    pub(crate) id: Vec<u8>,
    pub(crate) agent_id: Vec<u8>,
    pub(crate) tool: String,
    pub(crate) server: Option<String>,
    pub(crate) received_at: i64,
    pub(crate) assessment: String,
    pub(crate) version: i64,
    pub(crate) state: String,
}

/// An action with what was found out about it and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its place in the order of arrival.
    pub seq: i64,
    /// What was asked.
    pub action: Action,
    /// What was found out about it.
    pub assessment: Assessment,
    /// Counts up with every change of `state`.
    pub version: i64,
    /// Where it stands.
    pub state: State,
    /// When its contents were erased, if they were.
    pub erased_at: Option<Time>,
}

/// An action as a line in a list: neither its arguments nor anything that the agent wrote around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Its place in the order of arrival.
    pub seq: i64,
    /// What was asked, in short.
    pub action: Head,
    /// What was found out about it.
    pub assessment: Assessment,
    /// Counts up with every change of `state`.
    pub version: i64,
    /// Where it stands.
    pub state: State,
}

/// What is always small in an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: ActionId,
    /// Who asks.
    pub agent: AgentId,
    /// The tool it wants to call.
    pub tool: Name,
    /// Where the tool lives, if the agent says so.
    pub server: Option<Name>,
    /// When it came in.
    pub received_at: Time,
}

impl TryFrom<CaseRow> for Case {
    type Error = StoreError;

    fn try_from(row: CaseRow) -> Result<Self, StoreError> {
        let seq = row.seq;
        let name = |text: String| Name::new(text).map_err(StoreError::inconsistent("actions", seq));
        let sent = |text: String| Sent::new(text).map_err(StoreError::inconsistent("actions", seq));
        let asked = Asked {
            tool: name(row.tool)?,
            server: row.server.map(name).transpose()?,
            arguments: sent(row.arguments)?,
            timeout: row.timeout.parse().map_err(StoreError::inconsistent("actions", seq))?,
            agent_reasoning: row.agent_reasoning,
            context: row.context.map(sent).transpose()?,
        };
        let action = Action {
            id: ActionId::from_bytes(bytes(&row.id, "actions", seq)?),
            agent: AgentId::from_bytes(bytes(&row.agent_id, "actions", seq)?),
            asked,
            digest: Digest(bytes(&row.digest, "actions", seq)?),
            received_at: time(row.received_at, "actions", seq)?,
            deadline_at: time(row.deadline_at, "actions", seq)?,
        };
        Ok(Self {
            seq,
            action,
            assessment: serde_json::from_str(&row.assessment).map_err(StoreError::inconsistent("actions", seq))?,
            version: row.version,
            state: serde_json::from_str(&row.state).map_err(StoreError::inconsistent("reviews", seq))?,
            erased_at: row.erased_at.map(|at| time(at, "erasures", seq)).transpose()?,
        })
    }
}

impl TryFrom<BriefRow> for Brief {
    type Error = StoreError;

    fn try_from(row: BriefRow) -> Result<Self, StoreError> {
        let seq = row.seq;
        let name = |text: String| Name::new(text).map_err(StoreError::inconsistent("actions", seq));
        let action = Head {
            id: ActionId::from_bytes(bytes(&row.id, "actions", seq)?),
            agent: AgentId::from_bytes(bytes(&row.agent_id, "actions", seq)?),
            tool: name(row.tool)?,
            server: row.server.map(name).transpose()?,
            received_at: time(row.received_at, "actions", seq)?,
        };
        Ok(Self {
            seq,
            action,
            assessment: serde_json::from_str(&row.assessment).map_err(StoreError::inconsistent("actions", seq))?,
            version: row.version,
            state: serde_json::from_str(&row.state).map_err(StoreError::inconsistent("reviews", seq))?,
        })
    }
}

pub(crate) fn placed(rows: Vec<PlacedRow>) -> Result<Vec<(i64, Case)>, StoreError> {
    let case = |row: PlacedRow| {
        let case = CaseRow {
            seq: row.seq,
            id: row.id,
            agent_id: row.agent_id,
            tool: row.tool,
            server: row.server,
            arguments: row.arguments,
            timeout: row.timeout,
            agent_reasoning: row.agent_reasoning,
            context: row.context,
            digest: row.digest,
            received_at: row.received_at,
            deadline_at: row.deadline_at,
            assessment: row.assessment,
            version: row.version,
            state: row.state,
            erased_at: row.erased_at,
        };
        Ok((row.place, Case::try_from(case)?))
    };
    rows.into_iter().map(case).collect()
}

pub(crate) fn briefs(rows: Vec<BriefRow>) -> Result<Vec<Brief>, StoreError> {
    rows.into_iter().map(Brief::try_from).collect()
}

pub(crate) fn cases(rows: Vec<CaseRow>) -> Result<Vec<Case>, StoreError> {
    rows.into_iter().map(Case::try_from).collect()
}

pub(crate) fn bytes<const N: usize>(column: &[u8], table: &'static str, row: i64) -> Result<[u8; N], StoreError> {
    column.try_into().map_err(StoreError::inconsistent(table, row))
}

pub(crate) fn time(micros: i64, table: &'static str, row: i64) -> Result<Time, StoreError> {
    DateTime::from_timestamp_micros(micros).ok_or(StoreError::Inconsistent { table, row })
}

pub(crate) fn json<T: serde::Serialize>(value: &T, table: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(StoreError::inconsistent(table, 0))
}
