//! Budgets: how much money may move in a period. What is held and spent never exceeds the limit.
//!
//! An approval holds what the action counts for, the outcome spends it or gives it back, and each counts in the period
//! in which it was approved.

use std::collections::BTreeMap;

use chrono::{TimeDelta, Timelike};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    calendar::Zone,
    id::{AgentId, BudgetId},
    money::Sum,
    rules::Reason,
    time::Time,
    tool::Effect,
};

pub use balance::{Balance, Booked, Booking, Stage};
pub use charge::{Charge, MINOR_MAX, Unclear, major_units, minor_units};

mod balance;
mod charge;
#[cfg(test)]
mod tests;

/// The steps in which money is counted. Every zone's days begin at one, and a rolling window moves from one to the next.
pub const SLOT: TimeDelta = TimeDelta::minutes(15);

/// The longest rolling window, in hours.
pub const HOURS_MAX: u16 = 31 * 24;

/// A limit on how much money may move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// What people call it.
    pub name: String,
    /// Whose actions it covers.
    pub agents: Scope,
    /// Which kind of tool it covers; none for all.
    pub effect: Option<Effect>,
    /// How much may move, and in which currency.
    pub limit: Sum,
    /// In which period.
    pub period: Every,
}

/// Whose actions a budget covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scope {
    /// Every agent's, together.
    Everyone,
    /// Those of all agents in a group, together.
    Group {
        /// Which.
        name: String,
    },
    /// One agent's.
    Agent {
        /// Which.
        id: AgentId,
    },
}

/// How often a budget begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "every", rename_all = "snake_case", deny_unknown_fields)]
pub enum Every {
    /// Each day of the organisation.
    Day,
    /// Each week of the organisation, on Monday.
    Week,
    /// Each month of the organisation.
    Month,
    /// Never: what counts is the last so many hours, rounded up to [`SLOT`].
    Hours {
        /// How many, 1 to [`HOURS_MAX`].
        hours: u16,
    },
}

/// What counts now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Since when. A multiple of [`SLOT`].
    pub from: Time,
    /// Until when; none if the window moves on by and by.
    pub until: Option<Time>,
}

/// A budget that covers an action, with how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covering {
    /// Which.
    pub id: BudgetId,
    /// What it lays down.
    pub budget: Budget,
    /// What counts now.
    pub window: Window,
    /// How it stands.
    pub balance: Balance,
}

impl Every {
    /// What counts at `now`.
    #[must_use]
    pub fn window(self, zone: Zone, now: Time) -> Window {
        let period = match self {
            Self::Day => zone.day(now),
            Self::Week => zone.week(now),
            Self::Month => zone.month(now),
            Self::Hours { hours } => return Window { from: slot(now - TimeDelta::hours(hours.into())), until: None },
        };
        Window { from: slot(period.from), until: Some(period.until) }
    }

    /// Whether there can be such a period.
    #[must_use]
    pub fn is_possible(self) -> bool {
        match self {
            Self::Day | Self::Week | Self::Month => true,
            Self::Hours { hours } => (1..=HOURS_MAX).contains(&hours),
        }
    }
}

/// The step that a moment belongs to.
#[must_use]
pub fn slot(time: Time) -> Time {
    let whole = time.with_nanosecond(0).and_then(|time| time.with_second(0)).unwrap_or(time);
    whole - TimeDelta::minutes(i64::from(whole.minute() % 15))
}

impl Budget {
    /// Whether it covers what an agent in these groups does with a tool of this effect.
    #[must_use]
    pub fn covers(&self, agent: AgentId, groups: &[String], effect: Effect) -> bool {
        let covers_agent = match &self.agents {
            Scope::Everyone => true,
            Scope::Group { name } => groups.contains(name),
            Scope::Agent { id } => *id == agent,
        };
        covers_agent && self.effect.is_none_or(|covered| covered == effect)
    }

    /// The limit in minor units.
    #[must_use]
    pub fn limit_minor(&self) -> i64 {
        minor_units(self.limit.value(), self.limit.currency())
    }
}

/// What an action would be booked with, and where.
#[must_use]
pub fn bookings<'a>(charge: &Charge, covering: &'a [Covering]) -> Vec<(&'a Covering, i64)> {
    let Charge::Sums(sums) = charge else { return Vec::new() };
    let in_currency = |covering: &'a Covering| sums.get(covering.budget.limit.currency()).map(|minor| (covering, *minor));
    covering.iter().filter_map(in_currency).collect()
}

/// Why an action cannot just pass, as far as the budgets that cover it are concerned. Nothing, if it fits.
#[must_use]
pub fn objections(charge: &Charge, covering: &[Covering]) -> Vec<Reason> {
    match charge {
        Charge::None => Vec::new(),
        Charge::Unclear(unclear) => {
            let unclear =
                |one: &Covering| Reason::BudgetUnclear { budget: one.id, name: one.budget.name.clone(), unclear: unclear.clone() };
            covering.iter().map(unclear).collect()
        }
        Charge::Sums(sums) => {
            let too_much = bookings(charge, covering).into_iter().filter_map(|(one, minor)| one.objection(minor));
            too_much.chain(other_currencies(sums, covering)).collect()
        }
    }
}

/// Money in a currency that none of the budgets is in, although there are some for this agent and kind of tool.
fn other_currencies(sums: &BTreeMap<String, i64>, covering: &[Covering]) -> Vec<Reason> {
    let has_budget = |currency: &str| covering.iter().any(|one| one.budget.limit.currency() == currency);
    let other = |currency: &String| Reason::OtherCurrency { currency: currency.clone() };
    if covering.is_empty() { Vec::new() } else { sums.keys().filter(|currency| !has_budget(currency)).map(other).collect() }
}

impl Covering {
    /// Why this much cannot just pass here.
    #[must_use]
    pub fn objection(&self, minor: i64) -> Option<Reason> {
        let (budget, name, currency) = (self.id, self.budget.name.clone(), self.budget.limit.currency());
        let amount =
            crate::money::Amount { pointer: String::new(), value: major_units(minor, currency), currency: Some(currency.to_owned()) };
        if minor > self.balance.limit {
            return Some(Reason::BeyondBudget { budget, name, amount, limit: self.budget.limit.clone() });
        }
        let left = Sum::new(major_units(self.balance.left(), currency), currency).ok()?;
        (!self.balance.fits(minor)).then_some(Reason::OverBudget { budget, name, amount, left })
    }
}
