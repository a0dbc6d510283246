//! What a reader looks at first: picked from the ledger as it is read.

use sekisho_core::{
    ledger::{self, Entry},
    money::Money,
    outcome::Mark,
    review::Decider,
    risk::Level,
    time::Time,
};
use sekisho_report::period::{Change, Changed, Deviated, Expired, Harmful, Listed, Override, Subject, Why};
use sekisho_store::{Committed, actions::Brief};

use crate::{Gate, error::Error, view::DeviationView};

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    pub(super) expired: Listed<Expired>,
    pub(super) overrides: Listed<Override>,
    pub(super) deviations: Listed<Deviated>,
    /// What people still call so. They say it one by one, so these are few.
    pub(super) harmful: Vec<Harmful>,
    pub(super) changes: Listed<Change>,
}

impl Exceptions {
    pub(super) fn of_action(&mut self, gate: &Gate, event: &Committed, brief: &Brief) {
        let at = event.at;
        if matches!(event.entry, Entry::Expired) {
            self.expired.add(Expired { subject: subject(gate, brief), at });
        } else if let Entry::Approved { .. } = &event.entry {
            if let Some(found) = overridden(gate, brief, at) {
                self.overrides.add(found);
            }
        } else if let Entry::Deviated(deviated) = &event.entry {
            let deviations: Vec<_> = deviated.deviations.iter().filter(|deviation| !deviation.is_quiet()).cloned().collect();
            if !deviations.is_empty() {
                let other = deviations.iter().find_map(DeviationView::other);
                let told_by = other.map(|agent| gate.registry().agent_ref(agent).name);
                self.deviations.add(Deviated { subject: subject(gate, brief), at, deviations, told_by });
            }
        } else if let Entry::Marked(set) = &event.entry {
            self.harmful.retain(|other| other.subject.action != brief.action.id);
            if set.mark == Mark::Harmful {
                let (by, note) = (gate.registry().reviewer_ref(set.by).name, set.note.clone().unwrap_or_default());
                self.harmful.push(Harmful { subject: subject(gate, brief), at, by, note });
            }
        }
    }

    /// What changed of that by which actions are judged and decided.
    pub(super) async fn of_rules(&mut self, gate: &Gate, event: &Committed) -> Result<(), Error> {
        let (by, what, note) = if let Entry::StandardsSet(set) = &event.entry {
            let what = Changed::Standards { edition: set.edition, rules: set.rules, guardrails: set.guardrails, scorecard: set.scorecard };
            (Some(set.by), what, set.note.clone())
        } else if let Entry::ChartSet(ledger::ChartSet { by, edition, note }) = &event.entry {
            (Some(*by), Changed::Chart { edition: *edition }, note.clone())
        } else if let Entry::BudgetSet(ledger::BudgetSet { by, set, .. }) = &event.entry {
            (Some(*by), Changed::BudgetSet { name: set.name.clone(), limit: set.limit.clone() }, String::new())
        } else if let Entry::BudgetEnded(ledger::BudgetEnded { by, budget }) = &event.entry {
            let kept = gate.store().read().await?.budget(*budget).await?;
            let name = kept.map_or_else(|| budget.to_string(), |kept| kept.budget.name);
            (Some(*by), Changed::BudgetEnded { name }, String::new())
        } else if let Entry::OrganisationSet { by, .. } = &event.entry {
            (*by, Changed::Organisation, String::new())
        } else if let Entry::SecondPersonSet(ledger::SecondPersonSet { by, required }) = &event.entry {
            (Some(*by), Changed::SecondPerson(*required), String::new())
        } else {
            return Ok(());
        };
        self.changes.add(Change { at: event.at, by: by.map(|by| gate.registry().reviewer_ref(by).name), what, note });
        Ok(())
    }
}

/// A yes that called for more than the usual look: to what was of high or critical risk, or by administrators in place of others.
fn overridden(gate: &Gate, brief: &Brief, at: Time) -> Option<Override> {
    let approval = brief.state.approval()?;
    let Decider::Reviewer(by) = approval.by else { return None };
    let level = brief.assessment.risk.level();
    let risk = (level >= Level::High).then_some(Why::Risk(level));
    let why: Vec<_> = risk.into_iter().chain(approval.detour.as_deref().cloned().map(Why::Detour)).collect();
    (!why.is_empty()).then(|| Override {
        subject: subject(gate, brief),
        at,
        by: gate.registry().reviewer_ref(by).name,
        note: approval.note.clone().unwrap_or_default(),
        ahead: approval.grant.is_some(),
        why,
    })
}

fn subject(gate: &Gate, brief: &Brief) -> Subject {
    let (amount, currency) = match &brief.assessment.money {
        Money::Amount(amount) => (Some(amount.value), amount.currency.clone()),
        Money::None | Money::Unread { .. } => (None, None),
    };
    Subject {
        action: brief.action.id,
        agent: gate.registry().agent_ref(brief.action.agent).name,
        tool: brief.action.tool.as_str().to_owned(),
        amount,
        currency,
        risk: brief.assessment.risk.score(),
    }
}
