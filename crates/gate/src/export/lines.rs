//! Decisions as lines of text: CSV and JSONL.

use sekisho_core::time::Time;
use sekisho_report::{inert, period::Decision};
use serde::Serialize;

use crate::error::{Code, Error};

/// One decision. Field names are stable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    action: String,
    received_at: String,
    decided_at: String,
    decision: &'static str,
    decided_by: &'static str,
    decider: String,
    reason: String,
    agent: String,
    tool: String,
    server: String,
    effect: &'static str,
    reversibility: &'static str,
    amount: String,
    currency: String,
    risk: u8,
    risk_level: &'static str,
    verdict: &'static str,
    consumed_at: String,
    outcome: &'static str,
    outcome_note: String,
    digest: String,
    arguments: String,
    erased_at: String,
}

/// For a period without decisions, which still is a table.
const COLUMNS: [&str; 23] = [
    "action",
    "received_at",
    "decided_at",
    "decision",
    "decided_by",
    "decider",
    "reason",
    "agent",
    "tool",
    "server",
    "effect",
    "reversibility",
    "amount",
    "currency",
    "risk",
    "risk_level",
    "verdict",
    "consumed_at",
    "outcome",
    "outcome_note",
    "digest",
    "arguments",
    "erased_at",
];

impl From<Decision> for Row {
    fn from(decision: Decision) -> Self {
        let stamp = |time: Time| time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        Self {
            action: decision.action.to_string(),
            received_at: stamp(decision.received_at),
            decided_at: stamp(decision.decided_at),
            decision: decision.decision.name(),
            decided_by: decision.decided_by.map_or("", |by| by.name()),
            decider: decision.decider,
            reason: decision.reason,
            agent: decision.agent,
            tool: decision.tool,
            server: decision.server,
            effect: decision.effect.name(),
            reversibility: decision.reversibility.name(),
            amount: decision.amount.map(|amount| amount.to_string()).unwrap_or_default(),
            currency: decision.currency.unwrap_or_default(),
            risk: decision.risk,
            risk_level: decision.risk_level.name(),
            verdict: decision.verdict.name(),
            consumed_at: decision.consumed_at.map(stamp).unwrap_or_default(),
            outcome: decision.succeeded.map_or("", |succeeded| if succeeded { "succeeded" } else { "failed" }),
            outcome_note: decision.outcome_note,
            digest: decision.digest,
            arguments: decision.arguments,
            erased_at: decision.erased_at.map(stamp).unwrap_or_default(),
        }
    }
}

impl Row {
    /// The same, with nothing that a spreadsheet would run.
    fn inert(self) -> Self {
        Self {
            decider: inert(&self.decider),
            reason: inert(&self.reason),
            agent: inert(&self.agent),
            tool: inert(&self.tool),
            server: inert(&self.server),
            outcome_note: inert(&self.outcome_note),
            ..self
        }
    }
}

/// `first` is where the file starts; then with a byte order mark, if there is to be one.
pub(super) fn csv(rows: Vec<Decision>, first: bool, bom: bool) -> Result<Vec<u8>, Error> {
    let failed = |_| Error::new(Code::Internal, "the rows could not be written as CSV");
    let start = if first && bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().has_headers(first).from_writer(start);
    if first && rows.is_empty() {
        writer.write_record(COLUMNS).map_err(failed)?;
    }
    for row in rows {
        writer.serialize(Row::from(row).inert()).map_err(failed)?;
    }
    writer.into_inner().map_err(|_| Error::new(Code::Internal, "the rows could not be written as CSV"))
}

pub(super) fn jsonl(rows: Vec<Decision>) -> Result<Vec<u8>, Error> {
    let mut lines = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut lines, &Row::from(row))
            .map_err(|_| Error::new(Code::Internal, "the rows could not be written as JSON"))?;
        lines.push(b'\n');
    }
    Ok(lines)
}
