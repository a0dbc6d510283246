//! How near an earlier action is to this one: a sum of a few plain facts, so that whoever reads it can say why.
//!
//! It orders what is shown and says nothing of what to decide.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{assessment::Assessment, json::Json, money::Money};

/// The same people, places and things: all of them, or some.
const PARTNERS_ALL: u8 = 8;
const PARTNERS_SOME: u8 = 4;

/// The same money in the same currency; within a tenth; within twice as much; only the same currency.
const AMOUNT_SAME: u8 = 4;
const AMOUNT_NEAR: u8 = 3;
const AMOUNT_TWICE: u8 = 2;
const AMOUNT_CURRENCY: u8 = 1;

/// All arguments at the top alike; fewer count by their share.
const ARGUMENTS_ALL: usize = 3;

/// How many differing values are told of each.
const DIFFERENCES_MAX: usize = 4;

/// Measures earlier actions against one.
#[derive(Debug)]
pub struct Measure<'a> {
    arguments: &'a Json,
    leaves: BTreeMap<String, &'a Json>,
    /// Where whom, where, what or how stands.
    partners: Vec<&'a str>,
    money: &'a Money,
}

/// How near an earlier action is, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// 0 to 15. Nothing but the tool and the agent is the same at 0.
    pub points: u8,
    /// The arguments at the top that are the same, by name.
    pub same: Vec<String>,
    /// The first values that differ, in the order of their places.
    pub differs: Vec<Difference>,
    /// How many more differ.
    pub others: usize,
}

/// One value, then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where (RFC 6901).
    pub pointer: String,
    /// What stood there in the earlier action; none if nothing did.
    pub then: Option<String>,
    /// What stands there in this one; none if nothing does.
    pub now: Option<String>,
}

impl<'a> Measure<'a> {
    /// Against the action with these arguments.
    #[must_use]
    pub fn new(arguments: &'a Json, assessment: &'a Assessment) -> Self {
        let named = assessment.traced.iter().filter(|traced| traced.role.concern() > 1);
        let mut partners: Vec<_> = named.map(|traced| traced.pointer.as_str()).collect();
        partners.sort_unstable();
        partners.dedup();
        Self { arguments, leaves: arguments.leaves(), partners, money: &assessment.money }
    }

    /// How near an earlier call of the same tool by the same agent is.
    #[must_use]
    pub fn of(&self, arguments: &Json, money: &Money) -> Likeness {
        let leaves = arguments.leaves();
        let same = self.same(arguments);
        let points = self.partners(&leaves) + amount(money, self.money) + share(same.len(), count(arguments).max(count(self.arguments)));
        let mut differs = self.differences(&leaves);
        let others = differs.len().saturating_sub(DIFFERENCES_MAX);
        differs.truncate(DIFFERENCES_MAX);
        Likeness { points, same, differs, others }
    }

    fn partners(&self, leaves: &BTreeMap<String, &Json>) -> u8 {
        let same = self.partners.iter().filter(|place| leaves.get(**place).is_some_and(|then| self.leaves.get(**place) == Some(then)));
        match same.count() {
            0 => 0,
            all if all == self.partners.len() => PARTNERS_ALL,
            _ => PARTNERS_SOME,
        }
    }

    fn same(&self, then: &Json) -> Vec<String> {
        let members = self.arguments.members().unwrap_or_default().iter();
        members.filter(|(name, now)| then.get(name).is_some_and(|then| then.same(now))).map(|(name, _)| name.clone()).collect()
    }

    fn differences(&self, then: &BTreeMap<String, &Json>) -> Vec<Difference> {
        let mut places: Vec<_> =
            then.keys().chain(self.leaves.keys()).filter(|place| then.get(*place) != self.leaves.get(*place)).collect();
        places.sort_unstable();
        places.dedup();
        let text = |leaves: &BTreeMap<String, &Json>, place: &str| leaves.get(place).and_then(|leaf| leaf.leaf()).map(String::from);
        let difference = |place: &String| Difference { pointer: place.clone(), then: text(then, place), now: text(&self.leaves, place) };
        places.into_iter().map(difference).collect()
    }
}

fn count(arguments: &Json) -> usize {
    arguments.members().map_or(0, <[_]>::len)
}

/// Arguments that say nothing are all the same.
fn share(same: usize, all: usize) -> u8 {
    let share = (same * ARGUMENTS_ALL).checked_div(all).unwrap_or(ARGUMENTS_ALL);
    u8::try_from(share).unwrap_or(u8::MAX)
}

fn amount(then: &Money, now: &Money) -> u8 {
    let (Money::Amount(then), Money::Amount(now)) = (then, now) else { return 0 };
    if then.currency != now.currency {
        return 0;
    }
    let (less, more) = (then.value.min(now.value), then.value.max(now.value));
    let within = |times: Decimal| times.checked_mul(less).is_some_and(|most| more <= most);
    if less == more {
        AMOUNT_SAME
    } else if within(Decimal::new(11, 1)) {
        AMOUNT_NEAR
    } else if within(Decimal::TWO) {
        AMOUNT_TWICE
    } else {
        AMOUNT_CURRENCY
    }
}

#[cfg(test)]
mod tests;
