//! Several actions decided at once: only if they are alike, and after what differs between them was seen.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    action::Asked,
    assessment::Assessment,
    id::{ActionId, AgentId},
    json::Json,
    money::Money,
    risk::Level,
    tool::Reversibility,
};

/// The most actions that are decided at once.
pub const BATCH_MAX: usize = 50;

/// The highest risk at which actions are decided together. Whatever is riskier is looked at alone.
pub const RISK_MAX: Level = Level::Medium;

/// The most values of one action, so that all of it stands on one page.
pub const VALUES_MAX: usize = 100;

/// The longest value, in characters, so that it shows whole beside others.
pub const VALUE_CHARS_MAX: usize = 400;

/// In how many places they may differ. More than that nobody compares.
pub const DIFFERING_MAX: usize = 8;

/// One action that is to be decided with others.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Its id.
    pub id: ActionId,
    /// Who asks.
    pub agent: AgentId,
    /// What for.
    pub asked: &'a Asked,
    /// What was found out about it.
    pub assessment: &'a Assessment,
    /// Whether a halt stands for it.
    pub is_halted: bool,
    /// Whether it waits for whoever decides, who may say no to it.
    pub may_reject: bool,
    /// Whether they may say yes to it as well.
    pub may_approve: bool,
}

/// What several actions have in common, and what not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differences {
    /// What stands in all of them, by place (RFC 6901).
    pub same: Vec<(String, String)>,
    /// The places in which they differ.
    pub places: Vec<String>,
    /// What stands in these places, for each action in the order that was given.
    pub rows: Vec<Vec<String>>,
    /// The money that they move together, by currency.
    pub totals: Vec<(Option<String>, Decimal)>,
    /// Why they can only be rejected together; none if they can be approved as well.
    pub only_no: Option<OnlyNo>,
}

/// Why actions that are alike cannot be approved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnlyNo {
    /// What they do cannot be taken back easily, so that each needs a look of its own.
    Lasting,
    /// Whoever decides may not approve one of them now, or a budget has not enough left for it.
    NotAllowed,
}

/// Why actions are not decided together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAlike {
    /// None, or more than [`BATCH_MAX`].
    #[error("1 to {BATCH_MAX} actions are decided at once")]
    Count,
    /// One is named twice.
    #[error("an action is named twice")]
    Twice,
    /// These are unlike the first, or not to be decided with others at all.
    #[error("these actions are not alike")]
    Unlike(Vec<(ActionId, Unlike)>),
    /// They differ in more than [`DIFFERING_MAX`] places.
    #[error("these actions differ in more than {DIFFERING_MAX} places")]
    TooDifferent,
}

/// What keeps one action from being decided with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unlike {
    /// Another agent asks.
    Agent,
    /// It is another tool, or on another server.
    Tool,
    /// It has other arguments, or values of another kind.
    Arguments,
    /// It is riskier than [`RISK_MAX`].
    Risk,
    /// It is too large to be seen whole beside others.
    Large,
    /// It moves money, and nobody can say how much.
    Money,
    /// A halt stands for it.
    Halted,
    /// It does not wait for whoever decides.
    NotYours,
}

/// What never changes of several actions: whether they are alike in what they ask for. The first is what the others are measured by.
///
/// # Errors
/// When they are not, with all that are not.
pub fn alike(items: &[Item<'_>]) -> Result<(), NotAlike> {
    compared(items, of_itself)
}

/// Whether somebody may decide several actions at once, and what they have to see for it.
///
/// # Errors
/// When they may not, with all that stand in the way.
pub fn differences(items: &[Item<'_>]) -> Result<Differences, NotAlike> {
    compared(items, |item| of_itself(item).or_else(|| of_now(item)))?;
    let mut rows: Vec<_> = items.iter().map(|item| item.asked.arguments.json().leaves()).collect();
    let places = differing(&rows);
    if places.len() > DIFFERING_MAX {
        return Err(NotAlike::TooDifferent);
    }
    let text = |(place, value): (String, &Json)| Some((place, value.leaf()?.into_owned()));
    let is_same = |(place, _): &(String, &Json)| !places.contains(place);
    let same = rows.first_mut().map(mem::take).unwrap_or_default();
    Ok(Differences {
        same: same.into_iter().filter(is_same).filter_map(text).collect(),
        rows: items.iter().map(|item| row(item, &places)).collect(),
        places: places.into_iter().collect(),
        totals: totals(items),
        only_no: only_no(items),
    })
}

fn compared(items: &[Item<'_>], alone: impl Fn(&Item<'_>) -> Option<Unlike>) -> Result<(), NotAlike> {
    let Some(first) = items.first().filter(|_| items.len() <= BATCH_MAX) else { return Err(NotAlike::Count) };
    if items.iter().map(|item| item.id).collect::<BTreeSet<_>>().len() < items.len() {
        return Err(NotAlike::Twice);
    }
    let shape = shape(first.asked);
    let against = |item: &Item<'_>| {
        if item.agent != first.agent {
            Some(Unlike::Agent)
        } else if item.asked.tool != first.asked.tool || item.asked.server != first.asked.server {
            Some(Unlike::Tool)
        } else if self::shape(item.asked) != shape {
            Some(Unlike::Arguments)
        } else {
            alone(item)
        }
    };
    let unlike: Vec<_> = items.iter().filter_map(|item| Some((item.id, against(item)?))).collect();
    if unlike.is_empty() { Ok(()) } else { Err(NotAlike::Unlike(unlike)) }
}

/// What never changes of one action.
fn of_itself(item: &Item<'_>) -> Option<Unlike> {
    let leaves = item.asked.arguments.json().leaves();
    let is_long = |value: &Json| value.leaf().is_some_and(|text| text.chars().nth(VALUE_CHARS_MAX).is_some());
    if item.assessment.risk.level() > RISK_MAX {
        Some(Unlike::Risk)
    } else if leaves.len() > VALUES_MAX || leaves.values().any(|value| is_long(value)) {
        Some(Unlike::Large)
    } else if matches!(item.assessment.money, Money::Unread { .. }) {
        Some(Unlike::Money)
    } else {
        None
    }
}

fn of_now(item: &Item<'_>) -> Option<Unlike> {
    if !item.may_reject {
        Some(Unlike::NotYours)
    } else if item.is_halted {
        Some(Unlike::Halted)
    } else {
        None
    }
}

/// Where something stands, and of which kind it is.
fn shape(asked: &Asked) -> BTreeMap<String, mem::Discriminant<Json>> {
    // What holds other values counts as well: a list is no object with numbers for names.
    asked.arguments.json().walk().map(|node| (node.pointer, mem::discriminant(node.value))).collect()
}

fn differing(rows: &[BTreeMap<String, &Json>]) -> BTreeSet<String> {
    let Some((first, others)) = rows.split_first() else { return BTreeSet::new() };
    let differs = |place: &String, value: &&Json| others.iter().any(|other| other.get(place) != Some(value));
    first.iter().filter(|(place, value)| differs(place, value)).map(|(place, _)| place.clone()).collect()
}

fn row(item: &Item<'_>, places: &BTreeSet<String>) -> Vec<String> {
    let leaves = item.asked.arguments.json().leaves();
    places.iter().map(|place| leaves.get(place).and_then(|value| value.leaf()).map(String::from).unwrap_or_default()).collect()
}

/// By currency; what adds up to more than can be counted is no total.
fn totals(items: &[Item<'_>]) -> Vec<(Option<String>, Decimal)> {
    let mut totals: BTreeMap<Option<String>, Option<Decimal>> = BTreeMap::new();
    for item in items {
        if let Money::Amount(amount) = &item.assessment.money {
            let total = totals.entry(amount.currency.clone()).or_insert(Some(Decimal::ZERO));
            *total = total.and_then(|total| total.checked_add(amount.value));
        }
    }
    totals.into_iter().filter_map(|(currency, total)| Some((currency, total?))).collect()
}

fn only_no(items: &[Item<'_>]) -> Option<OnlyNo> {
    if items.iter().any(|item| is_lasting(item.assessment)) {
        return Some(OnlyNo::Lasting);
    }
    items.iter().any(|item| !item.may_approve).then_some(OnlyNo::NotAllowed)
}

/// Whether it is more than a step to take it back.
#[must_use]
pub fn is_lasting(assessment: &Assessment) -> bool {
    assessment.class.reversibility != Reversibility::Reversible
}

#[cfg(test)]
mod tests;
