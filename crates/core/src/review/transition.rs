//! The one function that moves an action along. It takes one enum at a time, so that no case can be forgotten.

use super::{Actor, Approval, Assignee, Consumption, Decider, ESCALATIONS_MAX, Event, Held, Outcome, Refusal, State, Step};
use crate::time::{APPROVAL_VALID, Time};

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
        Event::Return if held.with == Assignee::Anyone => Ok(Step::Unchanged),
        // Passing on is still counted, so that nobody is asked for ever.
        Event::Return => Ok(Step::Changed(State::Held(Held { with: Assignee::Anyone, ..held.clone() }))),
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
        Event::Tick | Event::Return => Ok(Step::Unchanged),
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
        Event::Tick | Event::Return => Ok(Step::Unchanged),
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
        Event::Tick | Event::Return => Ok(Step::Unchanged),
        Event::Consume { key } if key == consumption.key => Ok(Step::Unchanged),
        Event::Consume { .. } => Err(Refusal::AlreadyConsumed),
        Event::Report { succeeded, note } if succeeded == outcome.succeeded && note == outcome.note => Ok(Step::Unchanged),
        Event::Report { .. } => Err(Refusal::OutcomeConflict),
        Event::Approve { .. } | Event::Reject { .. } | Event::Escalate { .. } | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

fn from_refused(event: &Event) -> Result<Step, Refusal> {
    match event {
        Event::Tick | Event::Return => Ok(Step::Unchanged),
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
