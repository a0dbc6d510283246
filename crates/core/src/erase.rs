//! What is left of an action once its contents are erased: who and what decided and when, by which rules and at what risk, but nothing
//! of what was asked, said or told.

use crate::{
    assessment::Assessment,
    grant::Loosened,
    ledger::{Denied, Deviated, Entry, Granted, Keeping, SetMark, Voted},
    money::Money,
    outcome::{Aftermath, Deviation, Marked, Told},
    review::{Approval, No, Outcome, State},
    signal::{Contribution, Evidence},
};

/// The arguments of an action whose contents are erased.
pub const ARGUMENTS: &str = "{}";

/// What is left of what was found out about an action. Its score is as it was.
#[must_use]
pub fn assessment(known: &Assessment) -> Assessment {
    let contribution = |one: &Contribution| Contribution { evidence: evidence(&one.evidence), ..one.clone() };
    Assessment {
        class: known.class.clone(),
        money: Money::None,
        traced: Vec::new(),
        partners: Vec::new(),
        risk: known.risk.map(contribution),
        edition: known.edition,
        scorecard: known.scorecard,
        sight: None,
        // The words of rules, and which budget had too little left.
        judgement: known.judgement.clone(),
        gist: Vec::new(),
    }
}

fn evidence(seen: &Evidence) -> Evidence {
    match seen {
        Evidence::Effect { .. }
        | Evidence::Reversibility { .. }
        | Evidence::FirstTime
        | Evidence::ReadLost
        | Evidence::Repeats { .. }
        | Evidence::Burst { .. }
        | Evidence::OutsideHours
        | Evidence::RecordDenied { .. }
        | Evidence::RecordFailed { .. }
        | Evidence::Erased => seen.clone(),
        Evidence::Amount { .. }
        | Evidence::AmountUnread { .. }
        | Evidence::Provenance { .. }
        | Evidence::Disguise { .. }
        | Evidence::Command { .. }
        | Evidence::ReadChanges { .. }
        | Evidence::Secret { .. }
        | Evidence::Personal { .. }
        | Evidence::Exposed { .. }
        | Evidence::Told { .. }
        | Evidence::LimitOver { .. }
        | Evidence::Jump { .. }
        | Evidence::PartnerNew { .. } => Evidence::Erased,
    }
}

/// What is left of where an action stands. What still waits is not erased, and stays as it is.
#[must_use]
pub fn state(known: &State) -> State {
    let approval = |approval: &Approval| Approval { note: None, ..approval.clone() };
    match known {
        State::Held(_) | State::Expired { .. } | State::Cancelled { .. } => known.clone(),
        State::Approved(known) => State::Approved(approval(known)),
        State::Consumed { approval: known, consumption } => State::Consumed { approval: approval(known), consumption: consumption.clone() },
        State::Reported { approval: known, consumption, outcome } => State::Reported {
            approval: approval(known),
            consumption: consumption.clone(),
            outcome: Outcome { note: None, ..outcome.clone() },
        },
        State::Denied { by, at, note: _, how } => State::Denied { by: by.clone(), at: *at, note: None, how: no(how) },
    }
}

fn no(how: &No) -> No {
    match how {
        No::Rejected | No::AskedBack => how.clone(),
        No::Amended { arguments: _, until } => No::Amended { arguments: ARGUMENTS.to_owned(), until: *until },
    }
}

/// What is left of what became of an action.
#[must_use]
pub fn aftermath(known: &Aftermath) -> Aftermath {
    Aftermath {
        told: None,
        deviations: known.deviations.iter().filter(|one| !has_contents(one)).cloned().collect(),
        mark: known.mark.as_ref().map(|mark| Marked { note: None, ..mark.clone() }),
    }
}

fn has_contents(deviation: &Deviation) -> bool {
    match deviation {
        Deviation::More { .. } | Deviation::Less { .. } | Deviation::OtherCurrency { .. } | Deviation::UnaskedMoney { .. } => true,
        Deviation::OtherPartner | Deviation::ToldByOther { .. } | Deviation::Unused | Deviation::Unreported => false,
    }
}

/// What is left of a record of the ledger. None if it has no contents, and stays.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a line for each event there is, so that none is forgotten")]
pub fn entry(known: &Entry) -> Option<Entry> {
    match known {
        Entry::Escalated { by, to, note: _ } => Some(Entry::Escalated { by: *by, to: to.clone(), note: String::new() }),
        Entry::Voted(vote) => vote.note.is_some().then(|| Entry::Voted(Voted { note: None, ..vote.clone() })),
        Entry::Commented { by, text: _ } => Some(Entry::Commented { by: *by, text: String::new() }),
        Entry::Approved { by, note } => note.is_some().then_some(Entry::Approved { by: *by, note: None }),
        Entry::Granted(granted) => {
            Some(Entry::Granted(Granted { loosened: Loosened::new(), note: String::new(), ..granted.clone() }))
        }
        Entry::Denied(denied) => Some(Entry::Denied(Denied { reason: String::new(), how: no(&denied.how), ..denied.clone() })),
        Entry::Reported { succeeded, note } => note.is_some().then_some(Entry::Reported { succeeded: *succeeded, note: None }),
        Entry::Told(_) => Some(Entry::Told(Told::default())),
        Entry::Deviated(Deviated { deviations, holds }) => deviations.iter().any(has_contents).then(|| {
            let left = deviations.iter().filter(|one| !has_contents(one)).cloned().collect();
            Entry::Deviated(Deviated { deviations: left, holds: *holds })
        }),
        Entry::Marked(set) => set.note.is_some().then(|| Entry::Marked(SetMark { note: None, ..set.clone() })),
        Entry::Keeping(Keeping::ErasureAsked { by, reason: _ }) => {
            Some(Entry::Keeping(Keeping::ErasureAsked { by: *by, reason: String::new() }))
        }
        // Who, what and when, without anybody's words. The digests do not say what they are of.
        Entry::Received(_)
        | Entry::Reminded
        | Entry::Raised { .. }
        | Entry::Withdrawn { .. }
        | Entry::Taken { .. }
        | Entry::Released { .. }
        | Entry::Viewed(_)
        | Entry::Forgotten { .. }
        | Entry::Returned { .. }
        | Entry::UnderGrant(_)
        | Entry::Resubmitted { .. }
        | Entry::AskedAgain { .. }
        | Entry::Circulated(_)
        | Entry::Read { .. }
        | Entry::Expired
        | Entry::Cancelled
        | Entry::Consumed
        // Amounts that the sums of budgets are made of.
        | Entry::Booked(_)
        | Entry::ActualTold { .. }
        // What says that something was erased stays.
        | Entry::Keeping(
            Keeping::Erased { .. }
            | Keeping::RetentionSet { .. }
            | Keeping::HoldSet { .. }
            | Keeping::HoldLifted { .. }
            | Keeping::ErasureAnnounced(_)
            | Keeping::ClockDoubted { .. }
            | Keeping::ClockConfirmed { .. },
        )
        // About no action.
        | Entry::GrantRevoked(_)
        | Entry::AgentAdded(_)
        | Entry::AgentRevoked(_)
        | Entry::AgentTermsSet(_)
        | Entry::ChartSet(_)
        | Entry::ReviewerAdded(_)
        | Entry::ReviewerRoleSet(_)
        | Entry::ReviewerRenamed { .. }
        | Entry::ReviewerRevoked { .. }
        | Entry::AgentOverstepped(_)
        | Entry::Halted { .. }
        | Entry::ResumeAsked { .. }
        | Entry::Resumed { .. }
        | Entry::HaltAcknowledged { .. }
        | Entry::SecondPersonSet(_)
        | Entry::ToolsImported(_)
        | Entry::ToolConfirmed(_)
        | Entry::ToolChanged(_)
        | Entry::OriginTrusted(_)
        | Entry::BudgetSet(_)
        | Entry::BudgetEnded(_)
        | Entry::OrganisationSet { .. }
        | Entry::StandardsSet(_)
        | Entry::Custody(_) => None,
    }
}
