//! Signals: one measured fact about an action each, with what it saw. One file a signal, all of them pure.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    action::Asked,
    agent::Terms,
    money::{self, Amount, Money},
    provenance::{Known, Roles, Traced},
    risk::Scorecard,
    shown::Shown,
    tool::{Class, Effect, Reversibility, Source, Standing},
};

mod amount;
mod disguise;
mod effect;
mod first_time;
mod provenance;
mod read_lost;
mod reversibility;

/// What is known about an action besides the action itself. None of it comes from the agent.
#[derive(Debug, Clone)]
pub struct Facts {
    /// What an administrator has laid down for this agent.
    pub terms: Terms,
    /// What the tool does.
    pub class: Class,
    /// How well the registry knows this tool on the server that the agent names.
    pub standing: Standing,
    /// What the tool's arguments are for, where the registry says more than their names.
    pub roles: Roles,
    /// Whether this agent has never called this tool before.
    pub first_time: bool,
    /// What the session was asked for and has read.
    pub known: Known,
}

impl Facts {
    /// What is known of a tool by itself, with nothing of the agent, of history or of what was read.
    #[must_use]
    pub fn of(class: Class) -> Self {
        Self {
            terms: Terms::default(),
            class,
            standing: Standing::Unknown,
            roles: Roles::default(),
            first_time: false,
            known: Known::default(),
        }
    }
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
    /// Where the argument of most concern comes from.
    Provenance {
        /// That argument.
        worst: Traced,
        /// How many more are as bad.
        others: u32,
    },
    /// A name or an address is written so that people take it for another.
    Disguise {
        /// Where it stands in the arguments.
        pointer: String,
        /// The value, with what hides made visible.
        value: Shown,
    },
    /// The session read more than was kept.
    ReadLost,
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
    /// Where its arguments come from, those of most concern first.
    pub traced: Vec<Traced>,
    /// Whether a name or an address is written to be taken for another.
    pub disguised: bool,
    /// What each signal contributes, in a fixed order.
    pub contributions: Vec<Contribution>,
}

/// Measures an action.
#[must_use]
pub fn extract(asked: &Asked, facts: &Facts, card: &Scorecard) -> Signals {
    // A call that only looks moves no money, whatever its arguments are named.
    let money = if facts.class.effect == Effect::Read { Money::None } else { money::find(asked.arguments.json(), &facts.roles) };
    // Looking chooses nothing for others, but an address can carry away what was read.
    let traced = if facts.class.effect == Effect::Read {
        facts.known.trace_carriers(asked.arguments.json(), &facts.roles)
    } else {
        facts.known.trace(asked.arguments.json(), &facts.roles)
    };
    let disguise = disguise::contribute(asked.arguments.json(), &facts.roles, card);
    let contributions = [
        Some(effect::contribute(&facts.class, card)),
        reversibility::contribute(&facts.class, card),
        amount::contribute(&money, card),
        first_time::contribute(facts, card),
        provenance::contribute(&traced, &facts.known, card),
        disguise.clone(),
        read_lost::contribute(facts, card),
    ];
    Signals { money, traced, disguised: disguise.is_some(), contributions: contributions.into_iter().flatten().collect() }
}
