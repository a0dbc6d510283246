//! Signals: one measured fact about an action each, with what it saw. One file a signal, all of them pure.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    action::Asked,
    money::{self, Amount, Money},
    tool::{Class, Effect, Reversibility, Source},
};

mod amount;
mod effect;
mod first_time;
mod reversibility;

/// What is known about an action besides the action itself. None of it comes from the agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What the tool does.
    pub class: Class,
    /// Whether this agent has never called this tool before.
    pub first_time: bool,
}

/// What a signal saw. The window puts it into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "signal", rename_all = "snake_case")]
pub enum Evidence {
    /// What the tool does.
    Effect {
        /// That.
        effect: Effect,
        /// How we know.
        source: Source,
    },
    /// Whether it can be taken back.
    Reversibility {
        /// How far.
        reversibility: Reversibility,
    },
    /// How much money it moves.
    Amount {
        /// The amount.
        amount: Amount,
    },
    /// There is an amount, and it cannot be read safely.
    AmountUnread {
        /// Where it stands in the arguments.
        pointer: String,
    },
    /// This agent has never called this tool.
    FirstTime,
}

/// What a signal adds to the risk score, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Contribution {
    /// How many points it adds.
    pub points: u8,
    /// The most it could add.
    pub most: u8,
    /// What it saw.
    pub evidence: Evidence,
}

/// What the signals make of one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signals {
    /// The money it moves.
    pub money: Money,
    /// What each signal contributes, in a fixed order.
    pub contributions: Vec<Contribution>,
}

/// Measures an action.
#[must_use]
pub fn extract(asked: &Asked, facts: &Facts) -> Signals {
    // A call that only looks moves no money, whatever its arguments are named.
    let money = if facts.class.effect == Effect::Read { Money::None } else { money::find(asked.arguments.json()) };
    let contributions = [
        Some(effect::contribute(&facts.class)),
        reversibility::contribute(&facts.class),
        amount::contribute(&money),
        first_time::contribute(facts),
    ];
    Signals { money, contributions: contributions.into_iter().flatten().collect() }
}
