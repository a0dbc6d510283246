//! The standards as people see them.

use sekisho_core::{
    risk::{Line, Overrides, VERSION},
    rules::{Law, LoadError, RuleSet},
};
use sekisho_store::{reviewers::Reviewer, standards::EditionHead};

use super::Standards;
use crate::{
    registry::Registry,
    view::{EditionTexts, EditionView, PolicyView, Role, ScoreLine, StandardsView},
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
            scorecard: scores(self.card.overrides()),
            faults: self.faults.clone(),
            editions: editions.into_iter().map(edition).collect(),
            may_guard: me.role == Role::Administrator,
        }
    }
}

/// An edition as it can be read now: a policy language that has moved on may no longer read what it once took.
pub(super) fn texts(edition: u32, texts: (String, String), overrides: &Overrides, set: Result<RuleSet, LoadError>) -> EditionTexts {
    let (rules, guardrails) = texts;
    let (policies, faults) = match set {
        Ok(set) => (set.laws().map(policy).collect(), Vec::new()),
        Err(LoadError(faults)) => (Vec::new(), faults),
    };
    EditionTexts { edition, rules, guardrails, policies, scorecard: scores(overrides), faults }
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

fn scores(overrides: &Overrides) -> Vec<ScoreLine> {
    let score =
        |(line, _, standard): (Line, _, u8)| ScoreLine { line, standard, points: overrides.get(&line).copied().unwrap_or(standard) };
    Line::STANDARD.into_iter().map(score).collect()
}
