//! The organisation chart: who reports to whom, who may approve how much, who stands in for whom, and by which routes decisions go.
//!
//! It is one text that people read and write (TOML). Names are those of reviewers and agents. The gate binds them to ids when the text is
//! saved, so that a later change of a name changes nothing here.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    calendar::{Calendar, WorkingHours},
    id::{AgentId, ReviewerId},
    money::{Money, Sum},
    review::{Absent, Actor},
    tool::Effect,
};

mod absence;
mod answers;
mod check;
mod roster;
mod route;
mod seat;
#[cfg(test)]
mod tests;
mod walk;

pub use absence::Absence;
pub use answers::Answers;
pub use check::{Fault, Names, Problem, check};
pub use roster::{Roster, Turn};
pub use route::{Route, Stage};
pub use seat::Seat;
pub use walk::Matter;

/// The longest text of a chart, in bytes.
pub const TEXT_BYTES_MAX: usize = 1024 * 1024;

/// How many managers are above one another at the most, and how many stand in one for the other.
pub const LEVELS_MAX: usize = 32;

/// An organisation chart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Chart {
    /// The route of what no rule gives another one; none if anybody may answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_route: Option<String>,
    /// Whether the yes of somebody who is removed goes on counting.
    pub removed_votes: RemovedVotes,
    /// On which days people work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Calendar>,
    /// The people.
    pub people: Vec<Member>,
    /// Whom agents belong to.
    pub agents: Vec<Owned>,
    /// The routes.
    pub routes: Vec<Route>,
    /// Who is on call.
    pub rosters: Vec<Roster>,
    /// The words that go with an answer.
    #[serde(skip_serializing_if = "Answers::is_empty")]
    pub answers: Answers,
}

/// What becomes of the yes of somebody who is removed while an action waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemovedVotes {
    /// It no longer counts.
    #[default]
    Fall,
    /// It goes on counting.
    Stand,
}

/// One of the people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Member {
    /// Their name as a reviewer.
    pub name: String,
    /// What they are, such as 経理部 課長.
    pub title: String,
    /// Whom they report to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
    /// When they are at work, if not at the organisation's hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<WorkingHours>,
    /// The groups they are in, beside those they were added with.
    pub groups: Vec<String>,
    /// How much they may approve. Without any, every amount.
    pub limits: Vec<Limit>,
    /// When they are away, and who stands in.
    pub absences: Vec<Absence>,
}

/// How much somebody may approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Such as `300000 JPY`.
    pub up_to: String,
    /// Of which kind of action; of every kind that has no limit of its own, if none is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
}

/// Whom an agent belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owned {
    /// The agent.
    pub name: String,
    /// The person who answers for it, and has no say in what it asks.
    pub owner: String,
}

/// A chart whose names are bound to ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bound {
    /// The chart.
    pub chart: Chart,
    /// Its people by name.
    pub people: BTreeMap<String, ReviewerId>,
    /// Its agents by name.
    pub agents: BTreeMap<String, AgentId>,
}

/// What is known of a person beside the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Who.
    pub id: ReviewerId,
    /// The groups they were added with.
    pub groups: Vec<String>,
    /// Whether they are an administrator.
    pub administrator: bool,
}

/// Where a text is no chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ChartUnread")]
pub struct Unread {
    /// The line, from 1, if it can be said.
    pub line: Option<u32>,
    /// Why, in English.
    pub detail: String,
}

impl Chart {
    /// On which days people work, beside the week's.
    #[must_use]
    pub fn days(&self) -> &Calendar {
        self.calendar.as_ref().unwrap_or(Calendar::NONE)
    }

    /// Reads a chart.
    ///
    /// # Errors
    /// Where it is not TOML, or says what no chart says.
    pub fn read(text: &str) -> Result<Self, Unread> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(Unread { line: None, detail: format!("a chart has {TEXT_BYTES_MAX} bytes at the most") });
        }
        toml::from_str(text).map_err(|error| {
            let head = error.span().and_then(|span| text.get(..span.start));
            let line = head.and_then(|head| u32::try_from(head.matches('\n').count() + 1).ok());
            Unread { line, detail: error.message().to_owned() }
        })
    }

    /// Writes a chart as a text.
    ///
    /// # Errors
    /// When it cannot be written as TOML, which no chart that was read is.
    pub fn write(&self) -> Result<String, toml::ser::Error> {
        toml::to_string_pretty(self)
    }

    fn member(&self, name: &str) -> Option<&Member> {
        self.people.iter().find(|member| member.name == name)
    }

    /// A route by its name.
    #[must_use]
    pub fn route(&self, name: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.name == name)
    }
}

impl Member {
    /// Whether what an action moves is within what they may approve. What cannot be read, or has no currency, is within no limit.
    #[must_use]
    pub fn may_approve(&self, money: &Money, effect: Effect) -> bool {
        let own = |limit: &&Limit| limit.effect == Some(effect);
        let limits: Vec<_> = match self.limits.iter().filter(own).collect::<Vec<_>>() {
            own if own.is_empty() => self.limits.iter().filter(|limit| limit.effect.is_none()).collect(),
            own => own,
        };
        match money {
            _ if self.limits.is_empty() => true,
            Money::None => effect != Effect::Pay,
            Money::Unread { .. } => false,
            Money::Amount(amount) => limits
                .iter()
                .filter_map(|limit| limit.up_to.parse::<Sum>().ok())
                .any(|sum| amount.currency.as_deref() == Some(sum.currency()) && amount.value <= sum.value()),
        }
    }

    fn delegate_on(&self, day: NaiveDate) -> Option<&str> {
        self.absences.iter().find(|absence| absence.is_on(day)).map(|absence| absence.delegate.as_str())
    }
}

impl Bound {
    /// The person that an agent belongs to.
    #[must_use]
    pub fn owner(&self, agent: AgentId) -> Option<ReviewerId> {
        let name = self.agents.iter().find(|(_, id)| **id == agent).map(|(name, _)| name)?;
        let owned = self.chart.agents.iter().find(|owned| owned.name == *name)?;
        self.people.get(&owned.owner).copied()
    }

    /// A person as they act on a day, with the rights of those for whom they stand in. `known` finds whoever is active.
    #[must_use]
    pub fn actor(&self, person: &Known, matter: &Matter<'_>, known: &dyn Fn(ReviewerId) -> Option<Known>) -> Actor {
        let stands_for = self.stands_for(person.id, matter.day).into_iter().filter_map(|(id, member)| {
            let absent = known(id)?;
            let groups = [absent.groups.as_slice(), &member.groups].concat();
            let may_approve = member.may_approve(matter.money, matter.effect);
            Some(Absent { id, groups, administrator: absent.administrator, may_approve })
        });
        let own = self.name(person.id).and_then(|name| self.chart.member(name));
        Actor {
            id: person.id,
            groups: [person.groups.as_slice(), own.map_or(&[], |member| &member.groups)].concat(),
            administrator: person.administrator,
            may_approve: own.is_none_or(|member| member.may_approve(matter.money, matter.effect)),
            stands_for: stands_for.collect(),
        }
    }

    /// Those who are away on that day and for whom `person` stands in, also where who stands in is away, too.
    fn stands_for(&self, person: ReviewerId, day: NaiveDate) -> Vec<(ReviewerId, &Member)> {
        let away = |member: &&Member| member.delegate_on(day).is_some();
        let absent = self.chart.people.iter().filter(away).filter_map(|member| {
            let id = *self.people.get(&member.name)?;
            let mut stand_in = member.delegate_on(day)?;
            for _ in 0..LEVELS_MAX {
                if self.people.get(stand_in) == Some(&person) {
                    return (id != person).then_some((id, member));
                }
                stand_in = self.chart.member(stand_in)?.delegate_on(day)?;
            }
            None
        });
        absent.collect()
    }

    fn name(&self, id: ReviewerId) -> Option<&str> {
        self.people.iter().find(|(_, known)| **known == id).map(|(name, _)| name.as_str())
    }
}
