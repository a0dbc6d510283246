//! Signals: one measured fact about an action each, with what it saw. One file a signal, all of them pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    action::Asked,
    agent::Terms,
    command::Does,
    history::Past,
    money::{self, Money},
    provenance::{Known, Roles, Traced},
    risk::Scorecard,
    sensitive::Personal,
    tool::{Class, Effect, Standing},
};

pub use evidence::Evidence;

mod amount;
mod command;
mod disguise;
mod effect;
mod evidence;
mod exposed;
mod first_time;
mod hours;
mod jump;
mod lately;
mod limit;
mod partner;
mod provenance;
mod read_changes;
mod read_lost;
mod record;
mod reversibility;
mod sensitive;
mod told;

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
    /// What is on record of the agent.
    pub past: Past,
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
            past: Past::default(),
        }
    }
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

/// Something that is there or not, for rules to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Something private, a stranger's words and a way out meet in the session.
    Exposed,
    /// Far more money than this agent usually moves with this tool.
    Jump,
    /// More money than was laid down for this agent.
    OverLimit,
    /// Nobody is at work.
    OutsideHours,
    /// The agent was never allowed to deal with whom it concerns.
    NewPartner,
    /// A call that is taken for a look carries a query that changes something.
    ReadChanges,
    /// The same is asked again and again.
    Repeats,
    /// A secret goes out.
    Secret,
    /// A stranger's text names several of its values close together.
    Told,
}

/// What rules may ask for beside the score.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// Everything that its commands do.
    pub command: BTreeSet<Does>,
    /// How much data about people goes out.
    pub personal: Personal,
    /// What else is there.
    pub findings: BTreeSet<Finding>,
}

impl Seen {
    /// Whether this is there.
    #[must_use]
    pub fn has(&self, finding: Finding) -> bool {
        self.findings.contains(&finding)
    }
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
    /// What rules may ask for besides.
    pub seen: Seen,
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
    let arguments = asked.arguments.json();
    let disguise = disguise::contribute(arguments, &facts.roles, card);
    let commands = command::contribute(asked, facts.class.effect, card);
    let read_changes = read_changes::contribute(arguments, facts, card);
    let goes_out = sensitive::goes_out(facts.class.effect, arguments, commands.does.iter().copied());
    let outgoing = sensitive::contribute(arguments, goes_out, card);
    let exposed = exposed::contribute(facts, goes_out, card);
    let told = told::contribute(arguments, facts, card);
    let (jump, limit) = (jump::contribute(&money, facts, card), limit::contribute(&money, facts, card));
    let partner = partner::contribute(arguments, facts, card);
    let (repeats, hours) = (lately::repeats(facts, card), hours::contribute(facts, card));
    let findings = [
        (Finding::Exposed, &exposed),
        (Finding::Jump, &jump),
        (Finding::OverLimit, &limit),
        (Finding::OutsideHours, &hours),
        (Finding::NewPartner, &partner),
        (Finding::ReadChanges, &read_changes),
        (Finding::Repeats, &repeats),
        (Finding::Secret, &outgoing.secret),
        (Finding::Told, &told),
    ];
    let findings = findings.into_iter().filter(|(_, found)| found.is_some()).map(|(finding, _)| finding).collect();
    let seen = Seen { command: commands.does, personal: outgoing.personal, findings };
    let contributions = [
        Some(effect::contribute(&facts.class, card)),
        reversibility::contribute(&facts.class, card),
        amount::contribute(&money, card),
        limit,
        jump,
        first_time::contribute(facts, card),
        partner,
        provenance::contribute(&traced, &facts.known, card),
        disguise.clone(),
        read_lost::contribute(facts, card),
        commands.contribution,
        read_changes,
        outgoing.secret,
        outgoing.people,
        exposed,
        told,
        repeats,
        lately::burst(facts, card),
        hours,
        record::contribute(facts, card),
    ];
    Signals { money, traced, disguised: disguise.is_some(), seen, contributions: contributions.into_iter().flatten().collect() }
}

#[cfg(test)]
mod tests;
