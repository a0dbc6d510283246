//! The standards as people see them.

use sekisho_core::{
    risk::{Line, Overrides, VERSION},
    rules::Law,
};
use sekisho_store::{reviewers::Reviewer, standards::EditionHead};

use super::Standards;
use crate::{
    registry::Registry,
    view::{EditionView, PolicyView, ScoreLine, StandardsView},
};

/// How many editions one view tells of.
pub(super) const EDITIONS_MAX: u32 = 100;

impl Standards {
    pub(super) fn view(&self, me: &Reviewer, editions: Vec<EditionHead>, registry: &Registry) -> StandardsView {
        let edition =
            |head: EditionHead| EditionView { edition: head.edition, by: registry.reviewer_ref(head.by), at: head.at, note: head.note };
        StandardsView {
            edition: self.edition,
            rules: self.rules.clone(),
            guardrails: self.guardrails.clone(),
            policies: self.set.laws().map(policy).collect(),
            scorecard_version: VERSION,
            scorecard: Line::STANDARD.into_iter().map(|(line, _, standard)| score(line, standard, self.card.overrides())).collect(),
            faults: self.faults.clone(),
            editions: editions.into_iter().map(edition).collect(),
            may_guard: me.administrator,
        }
    }
}

fn policy(law: &Law) -> PolicyView {
    PolicyView {
        id: law.id().to_owned(),
        tier: law.tier(),
        verdict: law.verdict(),
        words: law.words().clone(),
        line: law.line(),
        text: law.text(),
        matches: law.matches().map(str::to_owned).collect(),
        not_matches: law.spares().map(str::to_owned).collect(),
    }
}

fn score(line: Line, standard: u8, overrides: &Overrides) -> ScoreLine {
    ScoreLine { line, standard, points: overrides.get(&line).copied().unwrap_or(standard) }
}
