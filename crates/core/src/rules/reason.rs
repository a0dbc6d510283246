//! Why a verdict is what it is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Verdict, Words};
use crate::{
    budget::Unclear,
    id::{ActionId, BudgetId, HaltId},
    money::{Amount, Sum},
};

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
    /// It does not fit into what a budget has left. It cannot be approved until it does.
    OverBudget {
        /// Which budget.
        budget: BudgetId,
        /// What it is called.
        name: String,
        /// How much the action moves.
        amount: Amount,
        /// How much was left.
        left: Sum,
    },
    /// It moves more than a budget allows at all. That stops it, as a budget is a guardrail.
    BeyondBudget {
        /// Which budget.
        budget: BudgetId,
        /// What it is called.
        name: String,
        /// How much the action moves.
        amount: Amount,
        /// The whole budget.
        limit: Sum,
    },
    /// A budget covers it, and nobody can say how much money it moves. It cannot be approved.
    BudgetUnclear {
        /// Which budget.
        budget: BudgetId,
        /// What it is called.
        name: String,
        /// What is unclear.
        unclear: Unclear,
    },
    /// There are budgets for this agent and kind of tool, and none is in this currency.
    OtherCurrency {
        /// ISO 4217 code.
        currency: String,
    },
    /// It was asked for while a halt stood.
    Halted {
        /// Which.
        halt: HaltId,
    },
    /// What became of an earlier action of the kind was not what was approved, or did harm, and nobody has said that it is all right.
    Deviated {
        /// Which.
        action: ActionId,
    },
}

impl Reason {
    /// What this reason alone would make of the action.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Passed { .. } => Verdict::Pass,
            Self::Held { .. }
            | Self::Fault { .. }
            | Self::NoRule
            | Self::OverBudget { .. }
            | Self::BudgetUnclear { .. }
            | Self::OtherCurrency { .. }
            | Self::Halted { .. }
            | Self::Deviated { .. } => Verdict::Hold,
            Self::Blocked { .. } | Self::BeyondBudget { .. } => Verdict::Block,
        }
    }
}
