//! What is on record beside actions, as people read it.

use sekisho_core::{
    halt::{Halter, Scope},
    id::{AgentId, ReviewerId},
    ledger::{self, Custody, Entry},
    monthly::{MonthlySet, MonthlyWritten},
    shown::Shown,
    source::Trust,
};

use crate::{
    registry::Registry,
    view::{Occurred, OccurredWord},
};

mod keeping;

/// What happened, if it is not about an action.
pub(crate) fn occurred(entry: &Entry, registry: &Registry) -> Option<Occurred> {
    let by = |who: &ReviewerId, what| Occurred { by: Some(registry.reviewer_ref(*who)), ..bare(what) };
    let of = |agent: &AgentId, occurred| Occurred { agent: Some(registry.agent_ref(*agent)), ..occurred };
    Some(match entry {
        Entry::AgentAdded(ledger::AgentAdded { agent, by: Some(who), .. }) => of(agent, by(who, OccurredWord::AgentAdded)),
        Entry::AgentAdded(ledger::AgentAdded { agent, by: None, .. }) => of(agent, bare(OccurredWord::AgentAdded)),
        Entry::AgentRevoked(ledger::AgentRevoked { agent, by: who }) => of(agent, by(who, OccurredWord::AgentRevoked)),
        Entry::AgentTermsSet(ledger::AgentTermsSet { agent, by: who, .. }) => of(agent, by(who, OccurredWord::AgentTermsSet)),
        Entry::AgentOverstepped(ledger::Overstepped { agent, call }) => of(agent, named(call, bare(OccurredWord::AgentOverstepped))),
        Entry::ReviewerAdded(ledger::ReviewerAdded { name, by: None, .. }) => named(name, bare(OccurredWord::ReviewerAdded)),
        Entry::ReviewerAdded(ledger::ReviewerAdded { name, by: Some(who), .. }) => named(name, by(who, OccurredWord::ReviewerAdded)),
        Entry::ReviewerRoleSet(ledger::ReviewerRoleSet { reviewer, by: who, .. }) => {
            named(&registry.reviewer_ref(*reviewer).name, by(who, OccurredWord::ReviewerRoleSet))
        }
        Entry::ReviewerRenamed { reviewer, name } => named(name, by(reviewer, OccurredWord::ReviewerRenamed)),
        Entry::ReviewerRevoked { reviewer, by: who } => {
            named(&registry.reviewer_ref(*reviewer).name, by(who, OccurredWord::ReviewerRevoked))
        }
        Entry::GrantRevoked(ledger::GrantRevoked { by: who, agent, .. }) => of(agent, by(who, OccurredWord::GrantRevoked)),
        Entry::ToolsImported(ledger::ToolsImported { by: who, server, .. }) => named(server, by(who, OccurredWord::ToolsImported)),
        Entry::ToolConfirmed(ledger::ToolConfirmed { by: who, tool, .. }) => named(tool, by(who, OccurredWord::ToolConfirmed)),
        Entry::ToolChanged(ledger::ToolChanged { by: who, tool, .. }) => named(tool, by(who, OccurredWord::ToolChanged)),
        Entry::OriginTrusted(ledger::OriginTrusted { by: who, origin, trust }) => named(origin, by(who, trusted(*trust))),
        Entry::BudgetSet(_) | Entry::BudgetEnded(_) | Entry::OrganisationSet { .. } | Entry::ChartSet(_) | Entry::StandardsSet(_) => {
            return laid_down(entry, registry);
        }
        Entry::Custody(custody) => handed_out(custody, registry),
        Entry::Keeping(kept) => return keeping::occurred(kept, registry),
        Entry::Halted { .. }
        | Entry::ResumeAsked { .. }
        | Entry::Resumed { .. }
        | Entry::HaltAcknowledged { .. }
        | Entry::SecondPersonSet(_) => return halted(entry, registry),
        Entry::Received(_)
        | Entry::Escalated { .. }
        | Entry::Voted(_)
        | Entry::Reminded
        | Entry::Raised { .. }
        | Entry::Withdrawn { .. }
        | Entry::Taken { .. }
        | Entry::Released { .. }
        | Entry::Viewed(_)
        | Entry::Commented { .. }
        | Entry::Forgotten { .. }
        | Entry::Returned { .. }
        | Entry::Approved { .. }
        | Entry::Granted(_)
        | Entry::UnderGrant(_)
        | Entry::Denied(_)
        | Entry::Resubmitted { .. }
        | Entry::AskedAgain { .. }
        | Entry::Circulated(_)
        | Entry::Read { .. }
        | Entry::Expired
        | Entry::Cancelled
        | Entry::Consumed
        | Entry::Reported { .. }
        | Entry::Booked(_)
        | Entry::ActualTold { .. }
        | Entry::Told(_)
        | Entry::Deviated(_)
        | Entry::Marked(_) => return None,
    })
}

/// What decisions are made by from then on.
fn laid_down(entry: &Entry, registry: &Registry) -> Option<Occurred> {
    let by = |who: &ReviewerId, what| Occurred { by: Some(registry.reviewer_ref(*who)), ..bare(what) };
    if let Entry::BudgetSet(ledger::BudgetSet { by: who, set, .. }) = entry {
        return Some(named(&set.name, by(who, OccurredWord::BudgetSet)));
    }
    if let Entry::BudgetEnded(ledger::BudgetEnded { by: who, .. }) = entry {
        return Some(by(who, OccurredWord::BudgetEnded));
    }
    if let Entry::OrganisationSet { by: who, .. } = entry {
        let set = OccurredWord::OrganisationSet;
        return Some(who.as_ref().map_or_else(|| bare(set), |who| by(who, set)));
    }
    if let Entry::ChartSet(ledger::ChartSet { by: who, edition, note }) = entry {
        return Some(noted(note, named(&edition.to_string(), by(who, OccurredWord::ChartSet))));
    }
    let Entry::StandardsSet(ledger::StandardsSet { by: who, edition, note, .. }) = entry else { return None };
    Some(noted(note, named(&edition.to_string(), by(who, OccurredWord::StandardsSet))))
}

/// What was done with the record itself.
fn handed_out(custody: &Custody, registry: &Registry) -> Occurred {
    let by = |who: &ReviewerId, what| Occurred { by: Some(registry.reviewer_ref(*who)), ..bare(what) };
    match custody {
        Custody::ExportStarted(ledger::ExportStarted { by: who, .. }) => by(who, OccurredWord::ExportStarted),
        Custody::Exported(ledger::Exported { by: who, rows }) => named(&rows.to_string(), by(who, OccurredWord::Exported)),
        Custody::LedgerExported(ledger::LedgerExported { by: who }) => by(who, OccurredWord::LedgerExported),
        Custody::WitnessSet(ledger::WitnessSet { by: who, folder: None }) => by(who, OccurredWord::WitnessEnded),
        Custody::WitnessSet(ledger::WitnessSet { by: who, folder: Some(folder) }) => named(folder, by(who, OccurredWord::WitnessSet)),
        Custody::WitnessDiffers(ledger::WitnessDiffers { folder, .. }) => named(folder, bare(OccurredWord::WitnessDiffers)),
        Custody::LedgerKeyMoved(ledger::LedgerKeyMoved { by: who, keystore }) => {
            by(who, if *keystore { OccurredWord::KeyToKeystore } else { OccurredWord::KeyToFile })
        }
        Custody::LedgerKeyChanged(ledger::LedgerKeyChanged { by: who, .. }) => by(who, OccurredWord::KeyChanged),
        Custody::ReportMade(made) => report_made(made, registry),
        Custody::MonthlySet(MonthlySet { by: who, plan: None }) => by(who, OccurredWord::MonthlyEnded),
        Custody::MonthlySet(MonthlySet { by: who, plan: Some(plan) }) => named(&plan.folder, by(who, OccurredWord::MonthlySet)),
        Custody::MonthlyWritten(MonthlyWritten { month, .. }) => named(&month.to_string(), bare(OccurredWord::MonthlyWritten)),
        Custody::SignedIn(ledger::SignedIn { by: who }) => by(who, OccurredWord::SignedIn),
    }
}

/// The report of a period. That of one action is told with the action.
fn report_made(made: &ledger::ReportMade, registry: &Registry) -> Occurred {
    let mut parts = made.report.split(':').skip(1);
    let days = [parts.next(), parts.next()].into_iter().flatten().collect::<Vec<_>>().join(" – ");
    Occurred { by: made.by.map(|by| registry.reviewer_ref(by)), ..named(&days, bare(OccurredWord::ReportMade)) }
}

/// What became of halts.
fn halted(entry: &Entry, registry: &Registry) -> Option<Occurred> {
    let by = |who: &ReviewerId, what| Occurred { by: Some(registry.reviewer_ref(*who)), ..bare(what) };
    if let Entry::Halted { scope, by: halter, reason, .. } = entry {
        let who = match halter {
            Halter::Reviewer(id) => Some(registry.reviewer_ref(*id)),
            Halter::File => None,
        };
        let what = scope_name(scope, registry);
        let word = if what.is_some() { OccurredWord::HaltedPart } else { OccurredWord::Halted };
        return Some(Occurred { by: who, name: what, note: reason.as_deref().map(Shown::new), ..bare(word) });
    }
    if let Entry::ResumeAsked { by: who, reason, .. } = entry {
        return Some(noted(reason, by(who, OccurredWord::ResumeAsked)));
    }
    if let Entry::Resumed { by: who, reason, .. } = entry {
        return Some(noted(reason, by(who, OccurredWord::Resumed)));
    }
    if let Entry::HaltAcknowledged { agent, .. } = entry {
        return Some(Occurred { agent: Some(registry.agent_ref(*agent)), ..bare(OccurredWord::HaltAcknowledged) });
    }
    let Entry::SecondPersonSet(ledger::SecondPersonSet { by: who, required }) = entry else { return None };
    Some(by(who, if *required { OccurredWord::SecondPersonOn } else { OccurredWord::SecondPersonOff }))
}

/// What a halt covers, where it does not cover everything.
fn scope_name(scope: &Scope, registry: &Registry) -> Option<Shown> {
    match scope {
        Scope::Everything {} => None,
        Scope::Group { group } => Some(Shown::new(group)),
        Scope::Agent { agent } => Some(Shown::new(&registry.agent_ref(*agent).name)),
        Scope::Tool { tool, .. } => Some(Shown::new(tool)),
        Scope::Session { session, .. } => Some(Shown::new(session)),
    }
}

fn trusted(trust: Trust) -> OccurredWord {
    match trust {
        Trust::Trusted => OccurredWord::OriginTrusted,
        Trust::Internal => OccurredWord::OriginInternal,
        Trust::Untrusted => OccurredWord::OriginUntrusted,
    }
}

fn bare(what: OccurredWord) -> Occurred {
    Occurred { what, by: None, agent: None, name: None, note: None }
}

fn named(name: &str, occurred: Occurred) -> Occurred {
    Occurred { name: Some(Shown::new(name)), ..occurred }
}

fn noted(note: &str, occurred: Occurred) -> Occurred {
    Occurred { note: Some(Shown::new(note)), ..occurred }
}
