//! The verdict: Cedar policies on a ladder of two rungs, and a hold wherever they leave a doubt.
//!
//! A permit on `auto_approve` passes. A forbid on `gate`, which holds both rungs, blocks. Everything else goes to a person,
//! also when a policy errors: Cedar skips such a policy, and a skipped forbid would open the gate.

use cedar_policy::Policy;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::time::Timeout;

pub use load::{Fault, LoadError, Problem, RuleSet, STARTER_GUARDRAILS, STARTER_RULES};
pub use reason::Reason;
pub use sight::{Sight, Subject};
pub use slice::Slice;

mod examples;
mod load;
mod reason;
mod sight;
mod slice;
mod subject;
#[cfg(test)]
mod tests;
mod vocabulary;

/// What the gate says at once, in rising order: the strictest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Runs without a person.
    Pass,
    /// Waits for a person.
    Hold,
    /// Does not run, whatever a person says.
    Block,
}

impl Verdict {
    /// The word for it in logs and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Hold => "hold",
            Self::Block => "block",
        }
    }
}

/// A sentence for people, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Words {
    /// English.
    pub en: String,
    /// Japanese.
    pub ja: String,
}

/// A verdict with its reasons. They cannot disagree: the verdict is the strictest of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Judgement {
    reasons: Vec<Reason>,
}

impl Judgement {
    fn new(mut reasons: Vec<Reason>) -> Self {
        if reasons.is_empty() {
            reasons.push(Reason::NoRule);
        }
        Self { reasons }
    }

    /// What is said where no policy could be asked.
    #[must_use]
    pub fn faulty() -> Self {
        Self::new(vec![Reason::Fault { rule: String::new() }])
    }

    /// The same with what else speaks against it. A pass that something has turned into a hold is no reason any more.
    #[must_use]
    pub fn with(mut self, objections: Vec<Reason>) -> Self {
        if !objections.is_empty() {
            self.reasons.retain(|reason| reason.verdict() > Verdict::Pass);
            self.reasons.extend(objections);
        }
        self
    }

    /// What the gate says.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.reasons.iter().map(Reason::verdict).max().unwrap_or(Verdict::Hold)
    }

    /// The guardrail that blocks it, if one does.
    #[must_use]
    pub fn blocked_by(&self) -> Option<(&str, &Words)> {
        self.reasons.iter().find_map(|reason| match reason {
            Reason::Blocked { rule, words } => Some((rule.as_str(), words)),
            Reason::Passed { .. }
            | Reason::Held { .. }
            | Reason::Fault { .. }
            | Reason::NoRule
            | Reason::OverBudget { .. }
            | Reason::BeyondBudget { .. }
            | Reason::BudgetUnclear { .. }
            | Reason::OtherCurrency { .. }
            | Reason::Halted { .. }
            | Reason::Deviated { .. } => None,
        })
    }

    /// Why; never empty.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The reasons that decided: those as strict as the verdict.
    pub fn deciding(&self) -> impl Iterator<Item = &Reason> {
        let verdict = self.verdict();
        self.reasons.iter().filter(move |reason| reason.verdict() == verdict)
    }
}

/// What a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Tier {
    /// It says what passes and what waits for a person.
    Rule,
    /// It blocks, whatever a person says.
    Guardrail,
}

impl Tier {
    /// The word for it in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rules",
            Self::Guardrail => "guardrails",
        }
    }
}

/// One policy of a set that loaded.
#[derive(Debug)]
pub struct Law {
    id: String,
    tier: Tier,
    words: Words,
    line: Option<u32>,
    /// Its place among all.
    position: usize,
    forbids: bool,
    rungs: Vec<Rung>,
    route: Option<String>,
    due: Option<Timeout>,
    policy: Policy,
    matches: Vec<examples::Example>,
    spares: Vec<examples::Example>,
}

impl Law {
    /// What people call it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is for.
    #[must_use]
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The route that what it holds takes (`@route`), by its name in the organisation chart.
    #[must_use]
    pub fn route(&self) -> Option<&str> {
        self.route.as_deref()
    }

    /// How much time people have for what it holds (`@due`).
    #[must_use]
    pub fn due(&self) -> Option<TimeDelta> {
        self.due.as_ref().map(Timeout::span)
    }

    /// Why it exists.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// What it makes of an action that it matches.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.tier, self.forbids, self.rungs.as_slice()) {
            (Tier::Guardrail, _, _) => Verdict::Block,
            (Tier::Rule, false, [Rung::AutoApprove]) => Verdict::Pass,
            (Tier::Rule, _, _) => Verdict::Hold,
        }
    }

    /// What it says, as Cedar text without its annotations.
    #[must_use]
    pub fn text(&self) -> String {
        let whole = self.policy.to_cedar().unwrap_or_default();
        let start = whole.lines().position(|line| !line.trim_start().starts_with('@')).unwrap_or(0);
        whole.lines().skip(start).collect::<Vec<_>>().join("\n")
    }

    /// The line of the text in which it is named.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.line
    }

    /// The actions that it must match, as they are written.
    pub fn matches(&self) -> impl Iterator<Item = &str> {
        self.matches.iter().map(|example| example.text.as_str())
    }

    /// The actions that it must not match, as they are written.
    pub fn spares(&self) -> impl Iterator<Item = &str> {
        self.spares.iter().map(|example| example.text.as_str())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rung {
    AutoApprove,
    HumanReview,
}

impl Rung {
    fn name(self) -> &'static str {
        match self {
            Self::AutoApprove => "auto_approve",
            Self::HumanReview => "human_review",
        }
    }
}
