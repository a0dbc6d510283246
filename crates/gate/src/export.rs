//! Decisions of a period for a file: one row each, in the order they were made, a page at a time.

use sekisho_core::{
    id::ReviewerId,
    ledger::{Entry, ExportStarted, Exported},
    money::Money,
    review::{Consumption, Decider, Outcome, State},
    shown::Shown,
    time::Time,
};
use sekisho_store::actions::Case;
use serde::Serialize;

use crate::{
    Gate,
    error::{Code, Error},
};

/// How many decisions are read at once.
const PAGE: u32 = 200;

/// The file formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a header, for spreadsheets.
    Csv {
        /// Whether the file starts with a byte order mark, without which Excel in Japan misreads UTF-8.
        bom: bool,
    },
    /// One JSON object a line.
    Jsonl,
}

/// One decision. Field names are stable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The action.
    pub action: String,
    /// When it came in.
    pub received_at: String,
    /// When it was decided.
    pub decided_at: String,
    /// `approved`, `denied`, `expired` or `cancelled`.
    pub decision: &'static str,
    /// `rule`, `reviewer`, `grant` for a reviewer's yes ahead, or empty where nobody decided.
    pub decided_by: &'static str,
    /// The rule's id, or the reviewer's name.
    pub decider: String,
    /// The reason that was given.
    pub reason: String,
    /// Who asked.
    pub agent: String,
    /// The tool.
    pub tool: String,
    /// Where the tool lives.
    pub server: String,
    /// What it does.
    pub effect: &'static str,
    /// Whether it can be taken back.
    pub reversibility: &'static str,
    /// The money it moves.
    pub amount: String,
    /// In which currency.
    pub currency: String,
    /// 0 to 100.
    pub risk: u8,
    /// The word for it.
    pub risk_level: &'static str,
    /// What the gate said at once.
    pub verdict: &'static str,
    /// When it was let run.
    pub consumed_at: String,
    /// `succeeded`, `failed`, or empty where nothing was reported.
    pub outcome: &'static str,
    /// In the agent's words.
    pub outcome_note: String,
    /// SHA-256 of what was asked.
    pub digest: String,
    /// The arguments as they were sent; empty once they are erased.
    pub arguments: String,
    /// When the contents were erased; empty if they are there.
    pub erased_at: String,
}

/// An export under way.
#[derive(Debug)]
pub struct Export {
    gate: Gate,
    by: ReviewerId,
    format: Format,
    next: i64,
    until: i64,
    started: bool,
    rows: u64,
}

impl Gate {
    /// Starts an export of the decisions made from `from` up to, and not at, `until`. The start is on record, as whoever breaks
    /// off has read what came so far.
    ///
    /// # Errors
    /// When the period is empty, or the database fails.
    pub async fn export(&self, by: ReviewerId, from: Time, until: Time, format: Format) -> Result<Export, Error> {
        self.viewer(by)?;
        if until <= from {
            return Err(Error::invalid("the period ends before it starts"));
        }
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>(tx.append(gate.clock().now(), None, Entry::ExportStarted(ExportStarted { by, from, until })).await?)
                })
            })
            .await?;
        let mut reader = self.store().read().await?;
        let (next, until) = (reader.ledger_at(from).await?, reader.ledger_at(until).await?);
        Ok(Export { gate: self.clone(), by, format, next, until, started: false, rows: 0 })
    }
}

impl Export {
    /// How many rows were written so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The next piece of the file; none at its end. The end is on record.
    ///
    /// # Errors
    /// When the database fails. The file is then not whole.
    pub async fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        // Whoever is revoked reads no further.
        self.gate.viewer(self.by)?;
        let cases = self.gate.store().read().await?.decided(self.next, self.until, PAGE).await?;
        if cases.is_empty() && self.started {
            self.record().await?;
            return Ok(None);
        }
        let first = !self.started;
        self.started = true;
        if let Some((seq, _)) = cases.last() {
            self.next = seq + 1;
        }
        let rows: Vec<_> = cases.iter().filter_map(|(_, case)| row(case, &self.gate)).collect();
        self.rows += u64::try_from(rows.len()).unwrap_or_default();
        match self.format {
            Format::Csv { bom } => csv(&rows, first, bom),
            Format::Jsonl => jsonl(&rows),
        }
        .map(Some)
    }

    async fn record(&self) -> Result<(), Error> {
        let (gate, by, rows) = (self.gate.clone(), self.by, self.rows);
        self.gate
            .store()
            .write(move |tx| {
                Box::pin(async move { Ok(tx.append(gate.clock().now(), None, Entry::Exported(Exported { by, rows })).await?) })
            })
            .await
    }
}

fn csv(rows: &[Row], first: bool, bom: bool) -> Result<Vec<u8>, Error> {
    let failed = |_| Error::new(Code::Internal, "the rows could not be written as CSV");
    let start = if first && bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().has_headers(first).from_writer(start);
    for row in rows {
        writer.serialize(inert(row.clone())).map_err(failed)?;
    }
    if first && rows.is_empty() {
        writer.write_record(COLUMNS.split(',')).map_err(failed)?;
    }
    writer.into_inner().map_err(|_| Error::new(Code::Internal, "the rows could not be written as CSV"))
}

/// For a period without decisions, which still is a table.
const COLUMNS: &str = "action,received_at,decided_at,decision,decided_by,decider,reason,agent,tool,server,effect,reversibility,\
                       amount,currency,risk,risk_level,verdict,consumed_at,outcome,outcome_note,digest,arguments,erased_at";

/// A spreadsheet runs a cell that starts like a formula, so that start is disarmed.
fn inert(row: Row) -> Row {
    let inert = |text: String| {
        if text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']) { format!("'{text}") } else { text }
    };
    Row {
        decider: inert(row.decider),
        reason: inert(row.reason),
        agent: inert(row.agent),
        tool: inert(row.tool),
        server: inert(row.server),
        outcome_note: inert(row.outcome_note),
        ..row
    }
}

fn jsonl(rows: &[Row]) -> Result<Vec<u8>, Error> {
    let mut lines = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut lines, row).map_err(|_| Error::new(Code::Internal, "the rows could not be written as JSON"))?;
        lines.push(b'\n');
    }
    Ok(lines)
}

struct Decided<'a> {
    decision: &'static str,
    by: Option<&'a Decider>,
    at: Time,
    reason: Option<&'a str>,
    consumption: Option<&'a Consumption>,
    outcome: Option<&'a Outcome>,
}

fn decided(state: &State) -> Option<Decided<'_>> {
    let plain = |decision, at| Decided { decision, by: None, at, reason: None, consumption: None, outcome: None };
    Some(match state {
        State::Held(_) => return None,
        State::Approved(approval) => Decided { by: Some(&approval.by), reason: approval.note.as_deref(), ..plain("approved", approval.at) },
        State::Consumed { approval, consumption } => Decided {
            by: Some(&approval.by),
            reason: approval.note.as_deref(),
            consumption: Some(consumption),
            ..plain("approved", approval.at)
        },
        State::Reported { approval, consumption, outcome } => Decided {
            by: Some(&approval.by),
            reason: approval.note.as_deref(),
            consumption: Some(consumption),
            outcome: Some(outcome),
            ..plain("approved", approval.at)
        },
        State::Denied { by, at, note, how: _ } => Decided { by: Some(by), reason: note.as_deref(), ..plain("denied", *at) },
        State::Expired { at } => plain("expired", *at),
        State::Cancelled { at } => plain("cancelled", *at),
    })
}

fn row(case: &Case, gate: &Gate) -> Option<Row> {
    let (decided, action, asked, assessed) = (decided(&case.state)?, &case.action, &case.action.asked, &case.assessment);
    let stamp = |time: Time| time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    let (amount, currency) = match &assessed.money {
        Money::Amount(amount) => (amount.value.to_string(), amount.currency.clone().unwrap_or_default()),
        Money::None | Money::Unread { .. } => (String::new(), String::new()),
    };
    let ahead = case.state.approval().is_some_and(|approval| approval.grant.is_some());
    let (by, who) = match decided.by {
        None => ("", String::new()),
        Some(Decider::Rule(rule)) => ("rule", rule.clone()),
        Some(Decider::Budget(id)) => ("budget", id.to_string()),
        Some(Decider::Reviewer(id)) => (if ahead { "grant" } else { "reviewer" }, gate.registry().reviewer_ref(*id).name),
    };
    let note = decided.outcome.and_then(|outcome| outcome.note.as_deref());
    Some(Row {
        action: action.id.to_string(),
        received_at: stamp(action.received_at),
        decided_at: stamp(decided.at),
        decision: decided.decision,
        decided_by: by,
        decider: who,
        reason: decided.reason.unwrap_or_default().to_owned(),
        agent: gate.registry().agent_ref(action.agent).name,
        tool: asked.tool.as_str().to_owned(),
        server: asked.server.as_ref().map(|server| server.as_str().to_owned()).unwrap_or_default(),
        effect: assessed.class.effect.name(),
        reversibility: assessed.class.reversibility.name(),
        amount,
        currency,
        risk: assessed.risk.score(),
        risk_level: assessed.risk.level().name(),
        verdict: assessed.judgement.verdict().name(),
        consumed_at: decided.consumption.map(|consumption| stamp(consumption.at)).unwrap_or_default(),
        outcome: decided.outcome.map_or("", |outcome| if outcome.succeeded { "succeeded" } else { "failed" }),
        outcome_note: note.map(|note| Shown::new(note).to_line()).unwrap_or_default(),
        digest: action.digest.to_string(),
        arguments: if case.erased_at.is_some() { String::new() } else { asked.arguments.text().to_owned() },
        erased_at: case.erased_at.map(stamp).unwrap_or_default(),
    })
}
