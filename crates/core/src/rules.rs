//! The verdict: Cedar policies on a ladder of two rungs, and a hold wherever they leave a doubt.
//!
//! A permit on `auto_approve` passes. A forbid on `gate`, which holds both rungs, blocks. Everything else goes to a person,
//! also when a policy errors: Cedar skips such a policy, and a skipped forbid would open the gate.

use cedar_policy::{AuthorizationError, Authorizer, Context, Decision, EntityUid, PolicyId, Request, RestrictedExpression};
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{action::Asked, id::AgentId, money::Money, provenance::Traced, risk::Risk, signal::Facts};

pub use load::{LoadError, RuleSet};

mod load;
#[cfg(test)]
mod tests;

/// The most money that rules see, in everyday steps. Far above every limit, and far below where a sum overflows.
const STEPS_MAX: i64 = 1_000_000_000_000;

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

/// Why the verdict is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// A rule lets it pass.
    Passed {
        /// The rule's id.
        rule: String,
        /// Why the rule exists.
        words: Words,
    },
    /// A rule wants a person to decide.
    Held {
        /// The rule's id.
        rule: String,
        /// Why the rule exists.
        words: Words,
    },
    /// A guardrail stops it.
    Blocked {
        /// The guardrail's id.
        rule: String,
        /// Why the guardrail exists.
        words: Words,
    },
    /// A policy could not be evaluated. That is a fault, and a fault holds.
    Fault {
        /// The policy's id; empty if the question itself could not be put.
        rule: String,
    },
    /// No rule says anything, and silence holds.
    NoRule,
}

impl Reason {
    /// What this reason alone would make of the action.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Passed { .. } => Verdict::Pass,
            Self::Held { .. } | Self::Fault { .. } | Self::NoRule => Verdict::Hold,
            Self::Blocked { .. } => Verdict::Block,
        }
    }
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

    /// What the gate says.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.reasons.iter().map(Reason::verdict).max().unwrap_or(Verdict::Hold)
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

/// What the rules are asked about.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Who asks.
    pub agent: AgentId,
    /// What for.
    pub asked: &'a Asked,
    /// What is known besides.
    pub facts: &'a Facts,
    /// The money it moves.
    pub money: &'a Money,
    /// Where its arguments come from, those of most concern first.
    pub traced: &'a [Traced],
    /// Whether a name or an address is written to be taken for another.
    pub disguised: bool,
    /// How risky it is.
    pub risk: &'a Risk,
}

impl RuleSet {
    /// Judges one action.
    #[must_use]
    pub fn judge(&self, question: &Question<'_>) -> Judgement {
        let passing = self.ask(Rung::AutoApprove, question);
        if passing.decision == Decision::Allow && passing.faults.is_empty() {
            return Judgement::new(self.reasons(&passing, |rule, words| Reason::Passed { rule, words }));
        }
        let reviewing = self.ask(Rung::HumanReview, question);
        let faults = passing.faults.iter().chain(&reviewing.faults).map(|rule| Reason::Fault { rule: rule.clone() });
        let mut reasons: Vec<_> = match reviewing.decision {
            // Deny with a policy behind it is a guardrail; deny without one is only silence.
            Decision::Deny => self.reasons(&reviewing, |rule, words| Reason::Blocked { rule, words }),
            Decision::Allow if passing.decided_by.is_empty() => self.reasons(&reviewing, |rule, words| Reason::Held { rule, words }),
            Decision::Allow => self.reasons(&passing, |rule, words| Reason::Held { rule, words }),
        };
        for fault in faults {
            if !reasons.contains(&fault) {
                reasons.push(fault);
            }
        }
        // A pass that a fault has turned into a hold is no reason to hold.
        if passing.decision == Decision::Allow && reviewing.decision == Decision::Allow {
            reasons.retain(|reason| matches!(reason, Reason::Fault { .. }));
        }
        Judgement::new(reasons)
    }

    fn reasons(&self, answer: &Answer, reason: impl Fn(String, Words) -> Reason) -> Vec<Reason> {
        answer.decided_by.iter().filter_map(|id| self.policy(id)).map(|policy| reason(policy.id.clone(), policy.words.clone())).collect()
    }

    fn ask(&self, rung: Rung, question: &Question<'_>) -> Answer {
        let Some(request) = self.request(rung, question) else {
            return Answer { decision: Decision::Deny, decided_by: Vec::new(), faults: vec![String::new()] };
        };
        let response = Authorizer::new().is_authorized(&request, self.policies(), self.entities());
        let name = |id: &PolicyId| self.policy(id).map_or_else(|| id.to_string(), |policy| policy.id.clone());
        Answer {
            decision: response.decision(),
            decided_by: response.diagnostics().reason().cloned().collect(),
            faults: response
                .diagnostics()
                .errors()
                .map(|error| match error {
                    AuthorizationError::PolicyEvaluationError(error) => name(error.policy_id()),
                })
                .collect(),
        }
    }

    fn request(&self, rung: Rung, question: &Question<'_>) -> Option<Request> {
        let (has_amount, currency, steps) = match question.money {
            Money::None => ("none", "", 0),
            // No sum of a rule can overflow: what is above the cap is at the cap, and above every limit.
            Money::Amount(amount) => {
                ("read", amount.currency.as_deref().unwrap_or(""), amount.everyday().ceil().to_i64().unwrap_or(STEPS_MAX).min(STEPS_MAX))
            }
            Money::Unread { .. } => ("unread", "", STEPS_MAX),
        };
        let origin = question.traced.first().map_or("none", |traced| traced.provenance.name());
        let class = &question.facts.class;
        let truth = RestrictedExpression::new_bool;
        let text = |text: &str| RestrictedExpression::new_string(text.to_owned());
        let context = Context::from_pairs([
            ("effect".to_owned(), text(class.effect.name())),
            ("reversibility".to_owned(), text(class.reversibility.name())),
            ("risk".to_owned(), RestrictedExpression::new_long(i64::from(question.risk.score()))),
            ("amount".to_owned(), text(has_amount)),
            ("currency".to_owned(), text(currency)),
            ("steps".to_owned(), RestrictedExpression::new_long(steps)),
            ("origin".to_owned(), text(origin)),
            ("disguised".to_owned(), truth(question.disguised)),
            ("registered".to_owned(), truth(question.facts.registered)),
            ("read_all".to_owned(), truth(!question.facts.known.is_partial())),
        ])
        .ok()?;
        let server = question.asked.server.as_ref().map_or("", |server| server.as_str());
        let entity = |kind: &str, id: &str| Some(EntityUid::from_type_name_and_id(kind.parse().ok()?, cedar_policy::EntityId::new(id)));
        let agent = entity("Agent", &question.agent.to_string());
        let tool = entity("Tool", &format!("{server}/{}", question.asked.tool));
        let action = entity("Action", rung.name());
        Request::new(agent?, action?, tool?, context, Some(self.schema())).ok()
    }
}

struct Answer {
    decision: Decision,
    decided_by: Vec<PolicyId>,
    faults: Vec<String>,
}

#[derive(Clone, Copy)]
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
