//! What happened to one action, as its page tells it.

use sekisho_core::{
    id::ReviewerId,
    ledger::{self, Custody, Grounds, Keeping},
    review::{Actor, Duty, State},
    shown::Shown,
    time::Time,
};

use super::{again, outcomes};
use crate::{
    registry::Registry,
    view::{Entry, ErasedBy, Happened, ReadingView},
};

pub(super) fn entries(history: &[(Time, ledger::Entry)], registry: &Registry) -> Vec<Entry> {
    history.iter().filter_map(|(at, entry)| Some(Entry { at: *at, event: happened(entry, registry)? })).collect()
}

/// When it was decided, whatever happened since.
pub(crate) fn decided_at(state: &State) -> Option<Time> {
    match state {
        State::Held(_) => None,
        State::Approved(approval) | State::Consumed { approval, .. } | State::Reported { approval, .. } => Some(approval.at),
        State::Denied { at, .. } | State::Expired { at } | State::Cancelled { at } => Some(*at),
    }
}

/// Who reads about it, and since when they have.
pub(super) fn readings(history: &[(Time, ledger::Entry)], viewer: Option<&Actor>, registry: &Registry) -> Vec<ReadingView> {
    let read_at = |reader: &ReviewerId| {
        history.iter().find_map(|(at, entry)| matches!(entry, ledger::Entry::Read { by } if by == reader).then_some(*at))
    };
    let readers = history.iter().filter_map(|(_, entry)| if let ledger::Entry::Circulated(told) = entry { Some(&told.to) } else { None });
    let reading = |(reader, duty): &(ReviewerId, Duty)| ReadingView {
        reader: registry.reviewer_ref(*reader),
        me: viewer.is_some_and(|viewer| viewer.id == *reader),
        duty: *duty,
        read_at: read_at(reader),
    };
    readers.flatten().map(reading).collect()
}

/// What happened, if it is about an action.
pub(crate) fn happened(entry: &ledger::Entry, registry: &Registry) -> Option<Happened> {
    Some(match entry {
        ledger::Entry::Received(ledger::Received { verdict, .. }) => Happened::Received { verdict: *verdict },
        ledger::Entry::Escalated { by, to, note } => {
            Happened::Escalated { by: registry.reviewer_ref(*by), to: registry.with(to), note: note.clone() }
        }
        ledger::Entry::Voted(vote) => voted(vote, registry),
        ledger::Entry::Reminded => Happened::Reminded,
        ledger::Entry::Raised { to } => Happened::Raised { to: registry.with(to) },
        ledger::Entry::Withdrawn { by } => Happened::Withdrawn { by: registry.reviewer_ref(*by) },
        ledger::Entry::Taken { by } => Happened::Taken { by: registry.reviewer_ref(*by) },
        ledger::Entry::Released { by } => Happened::Released { by: registry.reviewer_ref(*by) },
        ledger::Entry::Commented { by, text } => Happened::Commented { by: registry.reviewer_ref(*by), text: text.clone() },
        ledger::Entry::Forgotten { reviewer } => Happened::Forgotten { reviewer: registry.reviewer_ref(*reviewer) },
        ledger::Entry::Returned { from } => Happened::Returned { from: registry.with(from) },
        ledger::Entry::Approved { by, note } => Happened::Approved { by: registry.reviewer_ref(*by), note: note.clone() },
        ledger::Entry::Granted(ledger::Granted { grant, times, until, .. }) => {
            Happened::Granted { grant: *grant, times: *times, until: *until }
        }
        ledger::Entry::UnderGrant(ledger::UnderGrant { grant, number }) => Happened::UnderGrant { grant: *grant, number: *number },
        ledger::Entry::Denied(ledger::Denied { by, reason, how }) => {
            Happened::Denied { by: registry.reviewer_ref(*by), reason: reason.clone(), how: again::no(how) }
        }
        ledger::Entry::Resubmitted { of, as_amended } => Happened::Resubmitted { of: *of, as_amended: *as_amended },
        ledger::Entry::AskedAgain { by } => Happened::AskedAgain { by: *by },
        ledger::Entry::Circulated(ledger::Circulated { to }) => {
            Happened::Circulated { to: to.iter().map(|(reader, _)| registry.reviewer_ref(*reader)).collect() }
        }
        ledger::Entry::Viewed(ledger::Viewed { by, version }) => Happened::Viewed { by: registry.reviewer_ref(*by), version: *version },
        ledger::Entry::Read { by } => Happened::Read { by: registry.reviewer_ref(*by) },
        ledger::Entry::Expired => Happened::Expired,
        ledger::Entry::Cancelled => Happened::Cancelled,
        ledger::Entry::Consumed => Happened::Consumed,
        ledger::Entry::Booked(_)
        | ledger::Entry::Told(_)
        | ledger::Entry::Deviated(_)
        | ledger::Entry::Marked(_)
        | ledger::Entry::ActualTold { .. }
        | ledger::Entry::Reported { .. } => return became(entry, registry),
        ledger::Entry::Custody(Custody::ReportMade(made)) => Happened::RecordMade { by: made.by.map(|by| registry.reviewer_ref(by)) },
        ledger::Entry::Keeping(kept) => return keeping(kept, registry),
        ledger::Entry::AgentAdded(_)
        | ledger::Entry::GrantRevoked(_)
        | ledger::Entry::AgentTermsSet(_)
        | ledger::Entry::AgentRevoked(_)
        | ledger::Entry::ReviewerAdded { .. }
        | ledger::Entry::ReviewerRoleSet { .. }
        | ledger::Entry::ReviewerRenamed { .. }
        | ledger::Entry::ReviewerRevoked { .. }
        | ledger::Entry::AgentOverstepped(_)
        | ledger::Entry::Halted { .. }
        | ledger::Entry::ResumeAsked { .. }
        | ledger::Entry::Resumed { .. }
        | ledger::Entry::HaltAcknowledged { .. }
        | ledger::Entry::SecondPersonSet(_)
        | ledger::Entry::ToolsImported(_)
        | ledger::Entry::ToolConfirmed(_)
        | ledger::Entry::ToolChanged(_)
        | ledger::Entry::OriginTrusted(_)
        | ledger::Entry::BudgetSet(_)
        | ledger::Entry::BudgetEnded(_)
        | ledger::Entry::OrganisationSet { .. }
        | ledger::Entry::ChartSet(_)
        | ledger::Entry::StandardsSet(_)
        | ledger::Entry::Custody(_) => return None,
    })
}

/// What came of it.
fn became(entry: &ledger::Entry, registry: &Registry) -> Option<Happened> {
    if let ledger::Entry::Booked(ledger::Moved { name, booked, sum, .. }) = entry {
        return Some(Happened::Booked { name: name.clone(), booked: *booked, sum: sum.clone() });
    }
    if let ledger::Entry::Told(told) = entry {
        return Some(Happened::Told { told: outcomes::told(told) });
    }
    if let ledger::Entry::Deviated(ledger::Deviated { deviations, .. }) = entry {
        return Some(Happened::Deviated { deviations: deviations.iter().map(|one| outcomes::deviation(one, registry)).collect() });
    }
    if let ledger::Entry::Marked(ledger::SetMark { by, mark, note, .. }) = entry {
        return Some(Happened::Marked { by: registry.reviewer_ref(*by), mark: *mark, note: note.clone() });
    }
    if let ledger::Entry::ActualTold { actual } = entry {
        return Some(Happened::ActualTold { actual: actual.clone() });
    }
    let ledger::Entry::Reported { succeeded, note } = entry else { return None };
    Some(Happened::Reported { succeeded: *succeeded, note: note.as_deref().map(Shown::new) })
}

/// What was erased of it, or is to be.
fn keeping(kept: &Keeping, registry: &Registry) -> Option<Happened> {
    match kept {
        Keeping::ErasureAsked { by, reason } => Some(Happened::ErasureAsked {
            by: registry.reviewer_ref(*by),
            reason: Some(reason.clone()).filter(|reason| !reason.is_empty()),
        }),
        Keeping::Erased { grounds, .. } => Some(Happened::Erased { grounds: grounds_of(grounds, registry) }),
        Keeping::RetentionSet { .. }
        | Keeping::HoldSet { .. }
        | Keeping::HoldLifted { .. }
        | Keeping::ErasureAnnounced(_)
        | Keeping::ClockDoubted { .. }
        | Keeping::ClockConfirmed { .. } => None,
    }
}

pub(super) fn grounds_of(grounds: &Grounds, registry: &Registry) -> ErasedBy {
    match grounds {
        Grounds::Policy { edition } => ErasedBy::Policy { edition: *edition },
        Grounds::Request { by, second, reason } => ErasedBy::Request {
            by: registry.reviewer_ref(*by),
            second: second.map(|second| registry.reviewer_ref(second)),
            reason: reason.clone(),
        },
    }
}

fn voted(ledger::Voted { by, stands_for, station, note }: &ledger::Voted, registry: &Registry) -> Happened {
    Happened::Voted {
        by: registry.reviewer_ref(*by),
        stands_for: stands_for.map(|id| registry.reviewer_ref(id)),
        station: station.clone(),
        note: note.clone(),
    }
}
