//! A trace for `AgentAck`: what happened to the actions that were decided in a period, in the order in which it happened.

use std::{cmp::Reverse, collections::BinaryHeap};

use sekisho_core::{calendar::Period, halt::Scope, id::ActionId, ledger::Entry, rules::Verdict, time::Time};
use sekisho_report::agentack::{self, Line, Story};
use sekisho_store::{Reader, actions::Case};

use super::{decisions::decided_at, progress::Progress};
use crate::{
    Gate,
    error::{Code, Error},
};

/// How many actions are read at once.
const PAGE: u32 = 200;

/// How often one wish is followed back to an earlier action.
const AGAIN_MAX: u32 = 16;

/// A trace under way.
#[derive(Debug)]
pub(super) struct Trace {
    gate: Gate,
    period: Period,
    session: String,
    /// The range of the ledger in which the actions came in.
    from: i64,
    until: i64,
    next: i64,
    /// What happens after what was read so far. Only of actions that were open at the same time, so it stays small.
    ahead: BinaryHeap<Reverse<(Time, u64, String)>>,
    count: u64,
    ended: bool,
}

impl Trace {
    pub(super) async fn begin(gate: &Gate, period: Period) -> Result<Self, Error> {
        let mut reader = gate.store().read().await?;
        let (from, until) = (reader.ledger_at(period.from).await?, reader.ledger_at(period.until).await?);
        // What was decided in the period may have come in before it.
        let first = match reader.first_decided(from, until).await? {
            Some(first) => reader.case_at(first).await?.map(|case| case.action.received_at),
            None => None,
        };
        let from = match first {
            Some(time) => reader.ledger_at(time).await?.min(from),
            None => until,
        };
        let span = |time: Time| time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let session = format!("{} {}/{}", gate.ledger_key().name(), span(period.from), span(period.until));
        let mut trace =
            Self { gate: gate.clone(), period, session, from, until, next: from, ahead: BinaryHeap::new(), count: 0, ended: false };
        // After a halt that was lifted things went on, and the format has no word for that.
        for halt in reader.standing_halts().await? {
            if matches!(halt.scope, Scope::Everything {}) && halt.since < period.until {
                let line = agentack::interrupt(&trace.session, halt.since, "everything was halted").map_err(|_| unwritten())?;
                trace.push(line);
            }
        }
        Ok(trace)
    }

    pub(super) async fn next_piece(&mut self, progress: &Progress) -> Result<Option<Vec<u8>>, Error> {
        while !self.ended {
            let page = self.gate.store().read().await?.received(self.next, self.until, PAGE).await?;
            let now = self.gate.clock().now();
            let Some((place, last)) = page.last() else {
                let end = agentack::end(&self.session, now).map_err(|_| unwritten())?;
                self.ended = true;
                let mut piece = self.until(None);
                piece.extend(end.text.bytes().chain([b'\n']));
                progress.tell((0, 100), 1, 1);
                return Ok(Some(piece));
            };
            progress.tell((0, 100), place - self.from, self.until - self.from);
            let here = last.action.received_at;
            self.next = place + 1;
            for (_, case) in &page {
                let ours = decided_at(&case.state).is_some_and(|at| self.period.from <= at && at < self.period.until);
                if ours {
                    self.tell(case, now).await?;
                    progress.add_rows(1);
                }
            }
            let piece = self.until(Some(here));
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    async fn tell(&mut self, case: &Case, now: Time) -> Result<(), Error> {
        let verdict = case.assessment.judgement.verdict();
        let (history, intent) = if verdict == Verdict::Hold {
            let mut reader = self.gate.store().read().await?;
            let history = reader.history(case.seq).await?;
            let intent = first_wish(&mut reader, case.action.id, &history).await?;
            (history, intent)
        } else {
            (Vec::new(), case.action.id)
        };
        let story = Story {
            action: case.action.id,
            intent,
            asked: &case.action.asked,
            digest: &case.action.digest.to_string(),
            effect: case.assessment.class.effect,
            received_at: case.action.received_at,
            verdict,
            state: &case.state,
            history: &history,
        };
        for line in agentack::lines(&story, &self.session, now).map_err(|_| unwritten())? {
            self.push(line);
        }
        Ok(())
    }

    fn push(&mut self, line: Line) {
        self.count += 1;
        self.ahead.push(Reverse((line.at, self.count, line.text)));
    }

    /// What happened before `time`, or all of it.
    fn until(&mut self, time: Option<Time>) -> Vec<u8> {
        let mut lines = Vec::new();
        while let Some(Reverse((at, _, _))) = self.ahead.peek() {
            if time.is_some_and(|time| *at >= time) {
                break;
            }
            if let Some(Reverse((_, _, text))) = self.ahead.pop() {
                lines.extend(text.bytes().chain([b'\n']));
            }
        }
        lines
    }
}

/// The first action of those that are the same wish, asked for again.
async fn first_wish(reader: &mut Reader, id: ActionId, history: &[(Time, Entry)]) -> Result<ActionId, Error> {
    let before = |history: &[(Time, Entry)]| {
        history.iter().find_map(|(_, entry)| if let Entry::Resubmitted { of, .. } = entry { Some(*of) } else { None })
    };
    let (mut first, mut earlier) = (id, before(history));
    for _ in 0..AGAIN_MAX {
        let Some(of) = earlier else { break };
        first = of;
        let Some(case) = reader.case(of).await? else { break };
        earlier = before(&reader.history(case.seq).await?);
    }
    Ok(first)
}

fn unwritten() -> Error {
    Error::new(Code::Internal, "the trace could not be written as JSON")
}
