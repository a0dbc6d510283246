//! A yes that is given ahead: to what one agent may ask for again, so many times and until then.
//!
//! What is granted is an action that a person saw whole. Another one has that person's yes only where it is the same in every place but
//! those that they named, is no riskier, and waits for no reason that the first did not wait for.

use std::{collections::BTreeMap, mem};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::digits::{is_at_most, plain};
use crate::{
    action::Asked,
    assessment::Assessment,
    json::Json,
    money::{Money, names_amount},
    provenance::{Role, Roles, is_prose, named},
    risk::Level,
    rules::{Reason, Verdict},
    shown::is_visible,
    time::Time,
    tool::{Effect, Reversibility},
};

mod digits;
mod prose;

#[cfg(test)]
mod tests;

/// How often something can be granted at the most.
pub const TIMES_MAX: u32 = 50;

/// How long a grant can last.
pub const VALID_MAX: TimeDelta = TimeDelta::days(30);

/// How many grants to one agent count at the same time, so that a person can look through them.
pub const OPEN_MAX: u32 = 50;

/// How many values the arguments of what is granted have at the most, so that a person sees each of them.
pub const VALUES_MAX: usize = 100;

/// How long the arguments are at the most, in bytes as they were sent.
pub const BYTES_MAX: usize = 16 * 1024;

/// The longest text in them, in characters.
pub const TEXT_CHARS_MAX: usize = 2_000;

/// The longest run of characters without a space that a person reads, where the script has spaces: beyond that it is data.
pub const RUN_CHARS_MAX: usize = 200;

/// How a place may be otherwise than in what was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "may", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export)]
pub enum Loose {
    /// An amount from zero up to this, as plain digits. It is no more than what was seen.
    UpTo {
        /// That.
        value: String,
    },
    /// Any text for people that leads nowhere.
    AnyText {},
}

/// The places that may be otherwise, by their JSON pointers (RFC 6901).
pub type Loosened = BTreeMap<String, Loose>;

/// In which way a place could be loosened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Could {
    /// By [`Loose::UpTo`].
    UpTo,
    /// By [`Loose::AnyText`].
    AnyText,
    /// In none.
    Stay,
}

/// One call as it was asked for and judged, with what is known of its arguments now.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// What was asked for.
    pub asked: &'a Asked,
    /// What was found out about it.
    pub assessment: &'a Assessment,
    /// What its arguments are for.
    pub roles: &'a Roles,
}

/// Why something cannot be granted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A person could not see all of it at once, or something in it hides.
    #[error("this cannot be shown whole, so it is decided one by one")]
    NotWhole,
    /// It is of critical risk; or of high risk, and pays or cannot be taken back.
    #[error("this is too risky to be granted ahead")]
    TooRisky,
    /// It moves money, and nobody can say how much.
    #[error("nobody can say how much money this moves, so it is decided one by one")]
    MoneyUnclear,
    /// It waits for something other than a rule, such as a budget or a halt.
    #[error("what waits for more than a rule is decided one by one")]
    NotByRules,
    /// Others have to say yes, too.
    #[error("others have to say yes to this, too")]
    NotAlone,
    /// This place must stay as it is: it says whom, where, what or how, or there is no such amount or text.
    #[error("`{0}` must stay as it is")]
    Fixed(String),
    /// Not once, too often, or not until a time that is soon enough.
    #[error("a grant is for 1 to {TIMES_MAX} uses, and for {} days at the most", VALID_MAX.num_days())]
    Terms,
}

/// Whether a grant can be for so many uses until then.
///
/// # Errors
/// [`Refused::Terms`].
pub fn check_terms(times: u32, now: Time, until: Time) -> Result<(), Refused> {
    let is_fine = (1..=TIMES_MAX).contains(&times) && until > now && until - now <= VALID_MAX;
    if is_fine { Ok(()) } else { Err(Refused::Terms) }
}

impl Call<'_> {
    /// Whether what a person has seen can be granted, with these places loosened.
    ///
    /// # Errors
    /// When it cannot be granted at all, or one of the places must stay as it is.
    pub fn check(&self, loosened: &Loosened) -> Result<(), Refused> {
        self.possible()?;
        let could: BTreeMap<_, _> = self.places().into_iter().collect();
        let leaves = self.asked.arguments.json().leaves();
        for (pointer, loose) in loosened {
            let is_fine = match (loose, could.get(pointer), leaves.get(pointer)) {
                (Loose::UpTo { value }, Some(Could::UpTo), Some(Json::Number(seen))) => is_at_most(value, seen),
                (Loose::AnyText {}, Some(Could::AnyText), Some(_)) => true,
                _ => false,
            };
            if !is_fine {
                return Err(Refused::Fixed(pointer.clone()));
            }
        }
        Ok(())
    }

    /// Whether it can be granted at all.
    ///
    /// # Errors
    /// When it cannot.
    pub fn possible(&self) -> Result<(), Refused> {
        let (level, class) = (self.assessment.risk.level(), &self.assessment.class);
        let is_lasting = class.effect == Effect::Pay || class.reversibility == Reversibility::Irreversible;
        if !self.is_whole() {
            Err(Refused::NotWhole)
        } else if matches!(self.assessment.money, Money::Unread { .. }) {
            Err(Refused::MoneyUnclear)
        } else if level == Level::Critical || level == Level::High && is_lasting {
            Err(Refused::TooRisky)
        } else {
            self.rules().map(drop).ok_or(Refused::NotByRules)
        }
    }

    /// In which way each single value could be loosened, in the order of their pointers.
    #[must_use]
    pub fn places(&self) -> Vec<(String, Could)> {
        let arguments = self.asked.arguments.json();
        let roles: BTreeMap<_, _> = named(arguments, self.roles).map(|(pointer, role, _)| (pointer, role)).collect();
        let could = |pointer: &str, value: &Json| match value {
            Json::Number(digits) if self.is_money(pointer) && !roles.contains_key(pointer) && plain(digits).is_some() => Could::UpTo,
            Json::String(_) if self.takes_text(pointer) && roles.get(pointer).is_none_or(|role| *role == Role::Text) => Could::AnyText,
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) | Json::Object(_) => Could::Stay,
        };
        arguments.leaves().into_iter().map(|(pointer, value)| (pointer.clone(), could(&pointer, value))).collect()
    }

    /// Whether `now` is what was seen here and granted with these places loosened.
    #[must_use]
    pub fn covers(&self, loosened: &Loosened, now: &Call<'_>) -> bool {
        self.check(loosened).is_ok()
            && now.possible().is_ok()
            && self.asked.tool == now.asked.tool
            && self.asked.server == now.asked.server
            && self.is_no_less_risky_than(now)
            && self.is_same_but_for(loosened, now)
    }

    /// Nothing speaks against `now` that did not speak against this; and nothing in it comes from anywhere worse.
    fn is_no_less_risky_than(&self, now: &Call<'_>) -> bool {
        let (seen, now_is) = (self.assessment, now.assessment);
        let kind = |assessment: &Assessment| (assessment.class.effect, assessment.class.reversibility);
        let (Some(rules), Some(rules_now)) = (self.rules(), now.rules()) else { return false };
        kind(seen) == kind(now_is)
            && now_is.risk.score() <= seen.risk.score()
            && rules.is_empty() == rules_now.is_empty()
            && rules_now.iter().all(|rule| rules.contains(rule))
            && now_is.risk.contributions().iter().filter(|one| one.points > 0).all(|one| {
                let was = |other: &crate::signal::Contribution| {
                    mem::discriminant(&other.evidence) == mem::discriminant(&one.evidence) && other.points >= one.points
                };
                seen.risk.contributions().iter().any(was)
            })
            && now_is
                .traced
                .iter()
                .all(|one| seen.traced.iter().any(|other| other.pointer == one.pointer && other.provenance >= one.provenance))
            && is_no_more(&now_is.money, &seen.money)
    }

    /// Every value at the same place, of the same kind, and the same but where it may be otherwise.
    fn is_same_but_for(&self, loosened: &Loosened, now: &Call<'_>) -> bool {
        let all = |json: &'_ Json| json.walk().map(|node| node.pointer).collect::<Vec<_>>();
        let (seen, asked) = (self.asked.arguments.json(), now.asked.arguments.json());
        if all(seen).len() != all(asked).len() {
            return false;
        }
        let values: BTreeMap<_, _> = asked.walk().map(|node| (node.pointer, node.value)).collect();
        let could: BTreeMap<_, _> = now.places().into_iter().collect();
        seen.walk().all(|node| {
            let Some(value) = values.get(&node.pointer) else { return false };
            match loosened.get(&node.pointer) {
                // What holds other values is the same if they are.
                None if node.value.leaf().is_none() => mem::discriminant(node.value) == mem::discriminant(*value),
                None => node.value.same(value),
                Some(loose) => loose.lets(value, could.get(&node.pointer).copied()),
            }
        })
    }

    fn is_whole(&self) -> bool {
        let arguments = &self.asked.arguments;
        let is_plain = |text: &str| text.chars().all(is_visible) && prose::is_readable(text);
        arguments.text().len() <= BYTES_MAX
            && arguments.json().walk().nth(VALUES_MAX + 1).is_none()
            && arguments.json().walk().all(|node| is_plain(node.key) && node.value.as_str().is_none_or(is_plain))
    }

    fn is_money(&self, pointer: &str) -> bool {
        self.roles.is_money(pointer, names_amount(pointer.rsplit('/').next().unwrap_or_default()))
    }

    /// Whether any text may stand here: it is named for people to read, and nothing runs it or keeps it as a file.
    fn takes_text(&self, pointer: &str) -> bool {
        let is_for_people = match self.assessment.class.effect {
            Effect::Send | Effect::Publish | Effect::Pay => true,
            Effect::Write => !self.asked.arguments.json().walk().any(|node| prose::names_file(node.key)),
            Effect::Read | Effect::Delete | Effect::Grant | Effect::Execute => false,
        };
        is_for_people && !self.is_money(pointer) && is_prose(pointer, self.roles)
    }

    /// The rules that hold it; none of them, if no rule says anything. None at all if something else holds it.
    fn rules(&self) -> Option<Vec<&str>> {
        let judgement = &self.assessment.judgement;
        let mut rules = Vec::new();
        for reason in judgement.reasons() {
            match reason {
                Reason::Held { rule, .. } => rules.push(rule.as_str()),
                Reason::Passed { .. } | Reason::NoRule => {}
                Reason::Blocked { .. }
                | Reason::Fault { .. }
                | Reason::OverBudget { .. }
                | Reason::BeyondBudget { .. }
                | Reason::BudgetUnclear { .. }
                | Reason::OtherCurrency { .. }
                | Reason::Halted { .. }
                | Reason::Deviated { .. } => return None,
            }
        }
        (judgement.verdict() == Verdict::Hold).then_some(rules)
    }
}

impl Loose {
    fn lets(&self, value: &Json, could: Option<Could>) -> bool {
        match (self, could, value) {
            (Self::UpTo { value: most }, Some(Could::UpTo), Json::Number(digits)) => is_at_most(digits, most),
            (Self::AnyText {}, Some(Could::AnyText), Json::String(text)) => prose::leads_nowhere(text),
            _ => false,
        }
    }
}

/// As much money in the same currency, or less.
fn is_no_more(now: &Money, seen: &Money) -> bool {
    match (now, seen) {
        (Money::None, Money::None) => true,
        (Money::Amount(now), Money::Amount(seen)) => now.currency == seen.currency && now.value <= seen.value,
        (Money::None | Money::Amount(_) | Money::Unread { .. }, _) => false,
    }
}
