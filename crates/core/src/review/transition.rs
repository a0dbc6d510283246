//! The one function that moves an action along. It takes one enum at a time, so that no case can be forgotten.

use super::{Actor, Alert, Approval, Assignee, Consumption, Decider, ESCALATIONS_MAX, Event, Held, Outcome, Refusal, State, Step, Way};
use crate::{
    id::{GrantId, ReviewerId},
    time::{APPROVAL_VALID, Time},
};

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
        Event::Tick if held.next_at() <= now => Ok(Step::Changed(State::Held(held.alerted()))),
        Event::Raise { to } if !overdue => Ok(held.raised(to)),
        Event::Tick | Event::Raise { .. } => Ok(Step::Unchanged),
        Event::Return => Ok(held.returned()),
        Event::Forget { reviewer } => Ok(held.without(reviewer, true)),
        Event::Cancel => Ok(Step::Changed(State::Cancelled { at: now })),
        Event::Consume { .. } => Err(Refusal::NotApproved),
        Event::Report { .. } => Err(Refusal::NotConsumed),
        Event::Approve { .. }
        | Event::Reject { .. }
        | Event::Escalate { .. }
        | Event::Withdraw { .. }
        | Event::Take { .. }
        | Event::Release { .. }
            if overdue =>
        {
            Err(Refusal::TooLate)
        }
        Event::Approve { by, note, grant } => held.approve(&by, note, grant, now),
        Event::Reject { by, reason, how } => {
            held.reject(&by)?;
            Ok(Step::Changed(State::Denied { by: Decider::Reviewer(by.id), at: now, note: Some(reason), how }))
        }
        Event::Escalate { by, to } => held.escalate(&by, to),
        Event::Withdraw { by } => match held.without(by, false) {
            Step::Changed(state) => Ok(Step::Changed(state)),
            Step::Unchanged => Err(Refusal::NotVoted),
        },
        Event::Take { by } => held.taken(&by, now),
        Event::Release { by } => held.released(by),
    }
}

fn from_approved(approval: &Approval, event: Event, now: Time) -> Result<Step, Refusal> {
    match event {
        Event::Tick | Event::Raise { .. } | Event::Return | Event::Forget { .. } => Ok(Step::Unchanged),
        Event::Consume { .. } if approval.expires_at <= now => Err(Refusal::ApprovalExpired),
        Event::Consume { key } => {
            Ok(Step::Changed(State::Consumed { approval: approval.clone(), consumption: Consumption { at: now, key } }))
        }
        Event::Report { .. } => Err(Refusal::NotConsumed),
        Event::Approve { .. }
        | Event::Reject { .. }
        | Event::Escalate { .. }
        | Event::Withdraw { .. }
        | Event::Take { .. }
        | Event::Release { .. }
        | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

fn from_consumed(approval: &Approval, consumption: &Consumption, event: Event, now: Time) -> Result<Step, Refusal> {
    match event {
        Event::Tick | Event::Raise { .. } | Event::Return | Event::Forget { .. } => Ok(Step::Unchanged),
        Event::Consume { key } if key == consumption.key => Ok(Step::Unchanged),
        Event::Consume { .. } => Err(Refusal::AlreadyConsumed),
        Event::Report { succeeded, note } => {
            let outcome = Outcome { succeeded, at: now, note };
            Ok(Step::Changed(State::Reported { approval: approval.clone(), consumption: consumption.clone(), outcome }))
        }
        Event::Approve { .. }
        | Event::Reject { .. }
        | Event::Escalate { .. }
        | Event::Withdraw { .. }
        | Event::Take { .. }
        | Event::Release { .. }
        | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

fn from_reported(consumption: &Consumption, outcome: &Outcome, event: Event) -> Result<Step, Refusal> {
    match event {
        Event::Tick | Event::Raise { .. } | Event::Return | Event::Forget { .. } => Ok(Step::Unchanged),
        Event::Consume { key } if key == consumption.key => Ok(Step::Unchanged),
        Event::Consume { .. } => Err(Refusal::AlreadyConsumed),
        Event::Report { succeeded, note } if succeeded == outcome.succeeded && note == outcome.note => Ok(Step::Unchanged),
        Event::Report { .. } => Err(Refusal::OutcomeConflict),
        Event::Approve { .. }
        | Event::Reject { .. }
        | Event::Escalate { .. }
        | Event::Withdraw { .. }
        | Event::Take { .. }
        | Event::Release { .. }
        | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

fn from_refused(event: &Event) -> Result<Step, Refusal> {
    match event {
        Event::Tick | Event::Raise { .. } | Event::Return | Event::Forget { .. } => Ok(Step::Unchanged),
        Event::Consume { .. } => Err(Refusal::NotApproved),
        Event::Report { .. } => Err(Refusal::NotConsumed),
        Event::Approve { .. }
        | Event::Reject { .. }
        | Event::Escalate { .. }
        | Event::Withdraw { .. }
        | Event::Take { .. }
        | Event::Release { .. }
        | Event::Cancel => Err(Refusal::AlreadyDecided),
    }
}

impl State {
    /// The yes that lets it run, if somebody or something said it.
    #[must_use]
    pub fn approval(&self) -> Option<&Approval> {
        match self {
            Self::Approved(approval) | Self::Consumed { approval, .. } | Self::Reported { approval, .. } => Some(approval),
            Self::Held(_) | Self::Denied { .. } | Self::Expired { .. } | Self::Cancelled { .. } => None,
        }
    }

    /// The decided state of an action that a rule approves as it comes in.
    #[must_use]
    pub fn approved_by_rule(rule: String, note: String, now: Time) -> Self {
        let expires_at = now + APPROVAL_VALID;
        Self::Approved(Approval {
            by: Decider::Rule(rule),
            at: now,
            expires_at,
            note: Some(note),
            grant: None,
            votes: Box::default(),
            detour: None,
        })
    }
}

impl Held {
    /// Whoever acts, without the rights of the agent's owner: who stands in for them has no say for them, either.
    fn beside_owner(&self, by: &Actor) -> Result<Actor, Refusal> {
        if self.owner == Some(by.id) {
            return Err(Refusal::OwnAgent);
        }
        Ok(by.without(self.owner))
    }

    fn reject(&self, by: &Actor) -> Result<(), Refusal> {
        let by = self.beside_owner(by)?;
        match &self.way {
            Some(way) => way.may_reject(&by),
            None if self.is_with(&by) => Ok(()),
            None => Err(Refusal::NotYours),
        }
    }

    fn approve(&self, by: &Actor, note: Option<String>, grant: Option<GrantId>, now: Time) -> Result<Step, Refusal> {
        let by = self.beside_owner(by)?;
        let (votes, detour) = match &self.way {
            None if !self.is_with(&by) => return Err(Refusal::NotYours),
            None if !by.may_approve => return Err(Refusal::AboveLimit),
            None => (Box::default(), None),
            Some(way) => {
                let way = way.with_vote(way.vote(&by, now)?);
                if way.at().is_some() {
                    return Ok(Step::Changed(State::Held(self.on(way))));
                }
                (way.votes.into(), way.detour.map(Box::new))
            }
        };
        let expires_at = now + APPROVAL_VALID;
        Ok(Step::Changed(State::Approved(Approval { by: Decider::Reviewer(by.id), at: now, expires_at, note, grant, votes, detour })))
    }

    fn escalate(&self, by: &Actor, to: Assignee) -> Result<Step, Refusal> {
        let by = self.beside_owner(by)?;
        match &self.way {
            Some(way) => way.may_pass_on(&by)?,
            None if self.is_with(&by) => {}
            None => return Err(Refusal::NotYours),
        }
        let to_oneself = to == Assignee::Reviewer(by.id) || self.owner.is_some_and(|owner| to == Assignee::Reviewer(owner));
        if to == Assignee::Anyone || to == self.with && self.way.is_none() || to_oneself || self.escalations >= ESCALATIONS_MAX {
            return Err(Refusal::NotThere);
        }
        let held = match &self.way {
            Some(way) => self.on(way.passed_on(&by, &to).ok_or(Refusal::NotThere)?),
            None => Self { with: to, taken: None, ..self.clone() },
        };
        let taken = held.taken.filter(|taken| taken.by != by.id);
        // Passing on is counted, so that nobody is asked for ever.
        Ok(Step::Changed(State::Held(Self { escalations: self.escalations + 1, taken, ..held })))
    }

    fn alerted(&self) -> Self {
        let alert = match self.alert {
            Alert::None => Alert::Reminded,
            Alert::Reminded | Alert::Raised => Alert::Raised,
        };
        Self { alert, ..self.clone() }
    }

    /// The next authority is asked, beside whoever was: on a way for the place that is open, else instead.
    fn raised(&self, to: Assignee) -> Step {
        let is_owner = self.owner.is_some_and(|owner| to == Assignee::Reviewer(owner));
        if is_owner || to == self.with {
            return Step::Unchanged;
        }
        let held = match self.way.as_ref().map(|way| way.raised(&to)) {
            Some(None) => return Step::Unchanged,
            Some(Some(way)) => Self { way: Some(Box::new(way)), with: to, ..self.clone() },
            None => Self { with: to, ..self.clone() },
        };
        Step::Changed(State::Held(held))
    }

    fn returned(&self) -> Step {
        let held = match &self.way {
            Some(way) => self.on(way.returned(&self.with)),
            None => Self { with: Assignee::Anyone, ..self.clone() },
        };
        if held == *self { Step::Unchanged } else { Step::Changed(State::Held(held)) }
    }

    fn without(&self, reviewer: ReviewerId, everywhere: bool) -> Step {
        let way = self.way.as_deref().map(|way| way.without(reviewer, everywhere)).filter(|way| Some(way) != self.way.as_deref());
        way.map_or(Step::Unchanged, |way| Step::Changed(State::Held(self.on(way))))
    }

    /// The same, come so far.
    fn on(&self, way: Way) -> Self {
        Self { with: way.waits_for(), taken: self.still_taken(&way), way: Some(Box::new(way)), ..self.clone() }
    }
}
