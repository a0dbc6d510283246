//! One action's way from the question to what came of it, and the only function that moves it along.

use serde::{Deserialize, Serialize};

use crate::{
    id::ReviewerId,
    time::{APPROVAL_VALID, Time},
};

#[cfg(test)]
mod tests;

/// How often one action may be passed on. Whoever holds it then has to answer.
pub const ESCALATIONS_MAX: u32 = 16;

/// Where an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// A person must answer.
    Held(Held),
    /// It may run once.
    Approved(Approval),
    /// It was let run; what came of it is not known yet.
    Consumed {
        /// By what right.
        approval: Approval,
        /// When and by which call.
        consumption: Consumption,
    },
    /// It ran, and the executor said how it went.
    Reported {
        /// By what right.
        approval: Approval,
        /// When and by which call.
        consumption: Consumption,
        /// How it went.
        outcome: Outcome,
    },
    /// No.
    Denied {
        /// Who said so.
        by: Decider,
        /// When.
        at: Time,
        /// What the agent is told.
        note: Option<String>,
    },
    /// Nobody answered in time, which is a no.
    Expired {
        /// When.
        at: Time,
    },
    /// The agent took it back.
    Cancelled {
        /// When.
        at: Time,
    },
}

/// An action that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// When no answer becomes a no.
    pub due_at: Time,
    /// Who may answer.
    pub with: Assignee,
    /// How often it was passed on.
    pub escalations: u32,
}

/// Who may answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "to", content = "name", rename_all = "snake_case")]
pub enum Assignee {
    /// Every reviewer.
    Anyone,
    /// One reviewer.
    Reviewer(ReviewerId),
    /// Whoever is in a group.
    Group(String),
}

/// A person who acts, with what decides whether they may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub id: ReviewerId,
    /// The groups they are in.
    pub groups: Vec<String>,
}

/// Who or what decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Decider {
    /// A rule, by its id.
    Rule(String),
    /// A person.
    Reviewer(ReviewerId),
}

/// The right to run once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who gave it.
    pub by: Decider,
    /// When.
    pub at: Time,
    /// When it ends unused.
    pub expires_at: Time,
    /// What the agent is told.
    pub note: Option<String>,
}

/// The single use of an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consumption {
    /// When.
    pub at: Time,
    /// The key that the caller chose, so that its retry is not a second use.
    pub key: String,
}

/// What the executor says happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether it worked.
    pub succeeded: bool,
    /// When it was reported.
    pub at: Time,
    /// In the executor's words.
    pub note: Option<String>,
}

/// What can happen to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A person says yes.
    Approve {
        /// Who.
        by: Actor,
        /// What the agent is told.
        note: Option<String>,
    },
    /// A person says no.
    Reject {
        /// Who.
        by: Actor,
        /// Why; the agent is told.
        reason: String,
    },
    /// A person wants someone else to answer.
    Escalate {
        /// Who.
        by: Actor,
        /// Who shall answer.
        to: Assignee,
    },
    /// The agent takes it back.
    Cancel,
    /// Time has passed.
    Tick,
    /// The executor is about to run it.
    Consume {
        /// The key of this call.
        key: String,
    },
    /// The executor says how it went.
    Report {
        /// Whether it worked.
        succeeded: bool,
        /// In the executor's words.
        note: Option<String>,
    },
}

/// What an event did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The action stands here now.
    Changed(State),
    /// Nothing: the same had happened before, or there was nothing to do.
    Unchanged,
}

/// Why an event was refused. Nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was approved, denied, expired or cancelled before.
    #[error("this action is decided already")]
    AlreadyDecided,
    /// The time to answer is over.
    #[error("the time to answer is over")]
    TooLate,
    /// Someone else is to answer.
    #[error("this action waits for somebody else")]
    NotYours,
    /// It cannot be passed on to whoever has it, to everyone, or once more.
    #[error("this action cannot be passed on there")]
    NotThere,
    /// Nobody approved it.
    #[error("this action is not approved")]
    NotApproved,
    /// The approval ended unused.
    #[error("the approval is no longer valid")]
    ApprovalExpired,
    /// Another call used the approval.
    #[error("the approval was used before")]
    AlreadyConsumed,
    /// It was never let run.
    #[error("the approval was not used")]
    NotConsumed,
    /// Another outcome was reported before.
    #[error("another outcome was reported before")]
    OutcomeConflict,
}

impl State {
    /// The decided state of an action that a rule approves as it comes in.
    #[must_use]
    pub fn approved_by_rule(rule: String, now: Time) -> Self {
        Self::Approved(Approval { by: Decider::Rule(rule), at: now, expires_at: now + APPROVAL_VALID, note: None })
    }
}

impl Held {
    /// Whether `actor` may answer.
    #[must_use]
    pub fn is_with(&self, actor: &Actor) -> bool {
        match &self.with {
            Assignee::Anyone => true,
            Assignee::Reviewer(id) => *id == actor.id,
            Assignee::Group(name) => actor.groups.contains(name),
        }
    }
}

/// What `event` makes of `state` at `now`.
///
/// # Errors
/// When the event cannot happen in this state; the state then stays as it is.
pub fn transition(state: &State, event: Event, now: Time) -> Result<Step, Refusal> {
    match state {
        State::Held(held) => from_held(held, event, now),
        State::Approved(approval) => from_approved(approval, event, now),
        State::Consumed { approval, consumption } => from_consumed(approval, consumption, event, now),
        State::Reported { consumption, outcome, .. } => from_reported(consumption, outcome, event),
        State::Denied { .. } | State::Expired { .. } => from_refused(&event),
        State::Cancelled { .. } => {
            if event == Event::Cancel {
                Ok(Step::Unchanged)
            } else {
                from_refused(&event)
            }
        }
    }
}

fn from_held(held: &Held, event: Event, now: Time) -> Result<Step, Refusal> {
    let overdue = held.due_at <= now;
    match event {
        Event::Tick if overdue => Ok(Step::Changed(State::Expired { at: now })),
        Event::Tick => Ok(Step::Unchanged),
        Event::Cancel => Ok(Step::Changed(State::Cancelled { at: now })),
        Event::Consume { .. } => Err(Refusal::NotApproved),
        Event::Report { .. } => Err(Refusal::NotConsumed),
        Event::Approve { .. } | Event::Reject { .. } | Event::Escalate { .. } if overdue => Err(Refusal::TooLate),
        Event::Approve { by, note } => {
            held.answer(&by)?;
            Ok(Step::Changed(State::Approved(Approval { by: Decider::Reviewer(by.id), at: now, expires_at: now + APPROVAL_VALID, note })))
        }
        Event::Reject { by, reason } => {
            held.answer(&by)?;
            Ok(Step::Changed(State::Denied { by: Decider::Reviewer(by.id), at: now, note: Some(reason) }))
        }
        Event::Escalate { by, to } => {
            held.answer(&by)?;
            if to == Assignee::Anyone || to == held.with || to == Assignee::Reviewer(by.id) || held.escalations >= ESCALATIONS_MAX {
                return Err(Refusal::NotThere);
            }
            Ok(Step::Changed(State::Held(Held { due_at: held.due_at, with: to, escalations: held.escalations + 1 })))
        }
    }
}

fn from_approved(approval: &Approval, event: Event, now: Time) -> Result<Step, Refusal> {
    match event {
        Event::Tick => Ok(Step::Unchanged),
        Event::Consume { .. } if approval.expires_at <= now => Err(Refusal::ApprovalExpired),
        Event::Consume { key } => {
            Ok(Step::Changed(State::Consumed { approval: approval.clone(), consumption: Consumption { at: now, key } }))
        }
        Event::Report { .. } => Err(Refusal::NotConsumed),
        Event::Approve { .. } | Event::Reject { .. } | Event::Escalate { .. } | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

fn from_consumed(approval: &Approval, consumption: &Consumption, event: Event, now: Time) -> Result<Step, Refusal> {
    match event {
        Event::Tick => Ok(Step::Unchanged),
        Event::Consume { key } if key == consumption.key => Ok(Step::Unchanged),
        Event::Consume { .. } => Err(Refusal::AlreadyConsumed),
        Event::Report { succeeded, note } => {
            let outcome = Outcome { succeeded, at: now, note };
            Ok(Step::Changed(State::Reported { approval: approval.clone(), consumption: consumption.clone(), outcome }))
        }
        Event::Approve { .. } | Event::Reject { .. } | Event::Escalate { .. } | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

fn from_reported(consumption: &Consumption, outcome: &Outcome, event: Event) -> Result<Step, Refusal> {
    match event {
        Event::Tick => Ok(Step::Unchanged),
        Event::Consume { key } if key == consumption.key => Ok(Step::Unchanged),
        Event::Consume { .. } => Err(Refusal::AlreadyConsumed),
        Event::Report { succeeded, note } if succeeded == outcome.succeeded && note == outcome.note => Ok(Step::Unchanged),
        Event::Report { .. } => Err(Refusal::OutcomeConflict),
        Event::Approve { .. } | Event::Reject { .. } | Event::Escalate { .. } | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

fn from_refused(event: &Event) -> Result<Step, Refusal> {
    match event {
        Event::Tick => Ok(Step::Unchanged),
        Event::Consume { .. } => Err(Refusal::NotApproved),
        Event::Report { .. } => Err(Refusal::NotConsumed),
        Event::Approve { .. } | Event::Reject { .. } | Event::Escalate { .. } | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

impl Held {
    fn answer(&self, actor: &Actor) -> Result<(), Refusal> {
        if self.is_with(actor) { Ok(()) } else { Err(Refusal::NotYours) }
    }
}
