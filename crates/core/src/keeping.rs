//! How long what is on record of an action is kept: by a policy for each class of actions, and longer as long as somebody holds it.

use chrono::{Months, TimeDelta};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    fold::fold,
    id::{ActionId, AgentId},
    money::Money,
    time::Time,
    tool::Effect,
};

/// The fewest years that what moves money is kept, whoever asks.
pub const MONEY_YEARS_MIN: u32 = 7;

/// The most years that a policy can name. What is to stay longer stays for good.
pub const YEARS_MAX: u32 = 100;

/// How much longer everything is kept than its years: a clock that is wrong by less erases nothing early.
pub const MARGIN: TimeDelta = TimeDelta::days(31);

/// How long before its erasure something is announced.
pub const NOTICE: TimeDelta = TimeDelta::days(14);

/// Kinds of actions that are kept equally long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "KeepingClass")]
pub enum Class {
    /// What pays, or has an amount of money in it.
    Money,
    /// What else changes something.
    Changes,
    /// What only looks.
    Looks,
}

/// How many years each class is kept; none for good.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export, rename = "KeepingYears")]
pub struct Years {
    /// What pays, or has an amount of money in it.
    pub money: Option<u32>,
    /// What else changes something.
    pub changes: Option<u32>,
    /// What only looks.
    pub looks: Option<u32>,
}

/// Years that a policy cannot name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum YearsError {
    /// Money is kept longer.
    #[error("what moves money is kept for {MONEY_YEARS_MIN} years at least")]
    TooFew,
    /// Not a number of years.
    #[error("a class is kept for 1 to {YEARS_MAX} years, or for good")]
    Range,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Money, Self::Changes, Self::Looks];

    /// The class of an action. `told` is whether its executor told of money that moved.
    #[must_use]
    pub fn of(effect: Effect, money: &Money, told: bool) -> Self {
        if effect == Effect::Pay || *money != Money::None || told {
            Self::Money
        } else if effect == Effect::Read {
            Self::Looks
        } else {
            Self::Changes
        }
    }

    /// The word for it in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Changes => "changes",
            Self::Looks => "looks",
        }
    }
}

impl Years {
    /// What is usual in Japan: ten years for what moves money, as company law wants of books (会社法), which covers the seven of tax
    /// law; seven for other changes; one for looks.
    pub const USUAL: Self = Self { money: Some(10), changes: Some(7), looks: Some(1) };

    /// The same, if a policy can name them.
    ///
    /// # Errors
    /// When it cannot.
    pub fn checked(self) -> Result<Self, YearsError> {
        if Class::ALL.iter().filter_map(|class| self.of(*class)).any(|years| !(1..=YEARS_MAX).contains(&years)) {
            return Err(YearsError::Range);
        }
        if self.money.is_some_and(|years| years < MONEY_YEARS_MIN) { Err(YearsError::TooFew) } else { Ok(self) }
    }

    /// How many years a class is kept; none for good.
    #[must_use]
    pub fn of(self, class: Class) -> Option<u32> {
        match class {
            Class::Money => self.money,
            Class::Changes => self.changes,
            Class::Looks => self.looks,
        }
    }

    /// Up to when the last that happened to an action of this class may have happened for its time to be over at `now`. None if it is
    /// kept for good.
    #[must_use]
    pub fn over_before(self, class: Class, now: Time) -> Option<Time> {
        years_before(now, self.of(class)?)
    }
}

/// When it was so many years and the margin before.
#[must_use]
pub fn years_before(now: Time, years: u32) -> Option<Time> {
    now.checked_sub_months(Months::new(years.checked_mul(12)?))?.checked_sub_signed(MARGIN)
}

/// Which actions somebody holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, rename = "HoldScope")]
pub enum Scope {
    /// One.
    Action {
        /// Which.
        action: ActionId,
    },
    /// Those of an agent.
    Agent {
        /// Which.
        agent: AgentId,
    },
    /// Those that call a tool, wherever it lives.
    Tool {
        /// Its name.
        tool: String,
    },
    /// Those with a partner in whose name this stands.
    Partner {
        /// The name, or a part of it.
        partner: String,
    },
    /// Those that came in then.
    Period {
        /// From when.
        from: Time,
        /// Until when, which is not in it.
        until: Time,
    },
}

/// What a hold looks at in an action.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Its id.
    pub id: ActionId,
    /// Whose it is.
    pub agent: AgentId,
    /// The tool it calls.
    pub tool: &'a str,
    /// Whom it deals with, as partners are remembered.
    pub partners: &'a [String],
    /// When it came in.
    pub received_at: Time,
}

impl Scope {
    /// Whether an action is held.
    #[must_use]
    pub fn covers(&self, target: &Target<'_>) -> bool {
        match self {
            Self::Action { action } => *action == target.id,
            Self::Agent { agent } => *agent == target.agent,
            Self::Tool { tool } => tool == target.tool,
            Self::Partner { partner } => {
                let name = fold(partner);
                target.partners.iter().any(|partner| partner.contains(&name))
            }
            Self::Period { from, until } => (*from..*until).contains(&target.received_at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn what_moves_money_is_told_by_what_it_does_or_says() {
        let amount = Money::Unread { pointer: "/amount".to_owned() };
        assert_eq!(Class::of(Effect::Pay, &Money::None, false), Class::Money);
        assert_eq!(Class::of(Effect::Read, &amount, false), Class::Money, "what cannot be read counts as money");
        assert_eq!(Class::of(Effect::Send, &Money::None, true), Class::Money, "also if that was told afterwards only");
        assert_eq!(Class::of(Effect::Send, &Money::None, false), Class::Changes);
        assert_eq!(Class::of(Effect::Read, &Money::None, false), Class::Looks);
    }

    #[test]
    fn a_policy_keeps_money_for_seven_years_at_least() {
        assert_eq!(Years::USUAL.checked(), Ok(Years::USUAL));
        assert_eq!(Years { money: Some(6), ..Years::USUAL }.checked(), Err(YearsError::TooFew));
        for years in [0, 101, u32::MAX] {
            assert_eq!(Years { looks: Some(years), ..Years::default() }.checked(), Err(YearsError::Range), "{years}");
        }
    }

    #[test]
    fn years_are_those_of_the_calendar_and_a_month_more() {
        let over = |now: &str| Years::USUAL.over_before(Class::Looks, at(now)).unwrap();
        assert_eq!(over("2028-02-29T00:00:00Z"), at("2027-01-28T00:00:00Z"));
        assert_eq!(Years::default().over_before(Class::Money, at("2028-02-29T00:00:00Z")), None, "for good");
    }

    #[test]
    fn a_hold_finds_a_partner_however_it_is_written() {
        let (id, agent) = (ActionId::new(Time::UNIX_EPOCH, [1; 10]), AgentId::new(Time::UNIX_EPOCH, [2; 10]));
        let partners = ["株式会社ヤマダ製作所".to_owned()];
        let target = Target { id, agent, tool: "pay", partners: &partners, received_at: at("2026-04-01T00:00:00Z") };
        assert!(
            Scope::Partner { partner: "ﾔﾏﾀﾞ".to_owned() }.covers(&target) && !Scope::Partner { partner: "田中".to_owned() }.covers(&target)
        );
        let period = |from: &str, until: &str| Scope::Period { from: at(from), until: at(until) };
        assert!(period("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z").covers(&target));
        assert!(!period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z").covers(&target), "its end is not in it");
        assert!(Scope::Action { action: id }.covers(&target) && Scope::Agent { agent }.covers(&target));
        assert!(Scope::Tool { tool: "pay".to_owned() }.covers(&target) && !Scope::Tool { tool: "paying".to_owned() }.covers(&target));
    }
}
