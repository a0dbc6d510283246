//! The decisions of a range of the ledger, page by page, as rows with types.

use sekisho_core::{
    money::Money,
    review::{Consumption, Decider, Outcome, State},
    shown::Shown,
    time::Time,
};
use sekisho_report::period::{Decided, DecidedBy, Decision};
use sekisho_store::actions::Case;

use crate::{Gate, error::Error};

/// How many decisions are read at once.
const PAGE: u32 = 200;

/// Where reading has come to.
#[derive(Debug)]
pub(super) struct Decisions {
    gate: Gate,
    /// The range of the ledger.
    from: i64,
    until: i64,
    next: i64,
}

impl Decisions {
    pub(super) fn new(gate: &Gate, from: i64, until: i64) -> Self {
        Self { gate: gate.clone(), from, until, next: from }
    }

    /// The next page; none at the end.
    pub(super) async fn page(&mut self) -> Result<Option<Vec<Decision>>, Error> {
        let cases = self.gate.store().read().await?.decided(self.next, self.until, PAGE).await?;
        let Some((seq, _)) = cases.last() else {
            self.next = self.until;
            return Ok(None);
        };
        self.next = seq + 1;
        Ok(Some(cases.iter().filter_map(|(_, case)| row(case, &self.gate)).collect()))
    }

    /// How much of the range is behind, and how long it is.
    pub(super) fn done(&self) -> (i64, i64) {
        (self.next - self.from, self.until - self.from)
    }
}

struct Ended<'a> {
    decision: Decided,
    by: Option<&'a Decider>,
    at: Time,
    reason: Option<&'a str>,
    consumption: Option<&'a Consumption>,
    outcome: Option<&'a Outcome>,
}

fn ended(state: &State) -> Option<Ended<'_>> {
    let plain = |decision, at| Ended { decision, by: None, at, reason: None, consumption: None, outcome: None };
    Some(match state {
        State::Held(_) => return None,
        State::Approved(approval) | State::Consumed { approval, .. } | State::Reported { approval, .. } => {
            let (consumption, outcome) = match state {
                State::Consumed { consumption, .. } => (Some(consumption), None),
                State::Reported { consumption, outcome, .. } => (Some(consumption), Some(outcome)),
                State::Held(_) | State::Approved(_) | State::Denied { .. } | State::Expired { .. } | State::Cancelled { .. } => {
                    (None, None)
                }
            };
            let reason = approval.note.as_deref();
            Ended { by: Some(&approval.by), reason, consumption, outcome, ..plain(Decided::Approved, approval.at) }
        }
        State::Denied { by, at, note, how: _ } => Ended { by: Some(by), reason: note.as_deref(), ..plain(Decided::Denied, *at) },
        State::Expired { at } => plain(Decided::Expired, *at),
        State::Cancelled { at } => plain(Decided::Cancelled, *at),
    })
}

/// When an action was decided, if it is.
pub(super) fn decided_at(state: &State) -> Option<Time> {
    ended(state).map(|ended| ended.at)
}

fn row(case: &Case, gate: &Gate) -> Option<Decision> {
    let (ended, action, asked, assessed) = (ended(&case.state)?, &case.action, &case.action.asked, &case.assessment);
    let (amount, currency) = match &assessed.money {
        Money::Amount(amount) => (Some(amount.value), amount.currency.clone()),
        Money::None | Money::Unread { .. } => (None, None),
    };
    let ahead = case.state.approval().is_some_and(|approval| approval.grant.is_some());
    let (decided_by, decider) = match ended.by {
        None => (None, String::new()),
        Some(Decider::Rule(rule)) => (Some(DecidedBy::Rule), rule.clone()),
        Some(Decider::Budget(id)) => (Some(DecidedBy::Budget), id.to_string()),
        Some(Decider::Reviewer(id)) => {
            (Some(if ahead { DecidedBy::Grant } else { DecidedBy::Reviewer }), gate.registry().reviewer_ref(*id).name)
        }
    };
    let note = ended.outcome.and_then(|outcome| outcome.note.as_deref());
    Some(Decision {
        action: action.id,
        received_at: action.received_at,
        decided_at: ended.at,
        decision: ended.decision,
        decided_by,
        decider,
        reason: ended.reason.unwrap_or_default().to_owned(),
        agent: gate.registry().agent_ref(action.agent).name,
        tool: asked.tool.as_str().to_owned(),
        server: asked.server.as_ref().map(|server| server.as_str().to_owned()).unwrap_or_default(),
        effect: assessed.class.effect,
        reversibility: assessed.class.reversibility,
        amount,
        currency,
        risk: assessed.risk.score(),
        risk_level: assessed.risk.level(),
        verdict: assessed.judgement.verdict(),
        consumed_at: ended.consumption.map(|consumption| consumption.at),
        succeeded: ended.outcome.map(|outcome| outcome.succeeded),
        outcome_note: note.map(|note| Shown::new(note).to_line()).unwrap_or_default(),
        digest: action.digest.to_string(),
        arguments: if case.erased_at.is_some() { String::new() } else { asked.arguments.text().to_owned() },
        erased_at: case.erased_at,
    })
}
