//! Who is on call: by turns that change every week, and by days that are laid down.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Bound, Member};
use crate::{
    calendar::{Weekday, Working, WorkingHours, Zone},
    id::ReviewerId,
    time::Time,
};

/// How many rosters there are at the most, and how many turns and people each of them has.
pub(super) const ROSTERS_MAX: usize = 100;
pub(super) const TURNS_MAX: usize = 1_000;

/// Who is on call for a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The group.
    pub group: String,
    /// Who takes turns, a week each.
    #[serde(default)]
    pub weekly: Vec<String>,
    /// The first day of the first one's week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Whoever is on call on certain days, instead of whose week it is.
    #[serde(default)]
    pub turns: Vec<Turn>,
}

/// Days on which somebody is on call: from the first to the last, in the organisation's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Who.
    pub person: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// On which days of the week; on all of them if none is said.
    #[serde(default)]
    pub days: Vec<Weekday>,
}

impl Roster {
    /// Who is on call on a day. Nobody where it leaves a gap.
    #[must_use]
    pub fn on_call(&self, day: NaiveDate) -> Vec<&str> {
        let turns: Vec<_> = self.turns.iter().filter(|turn| turn.is_on(day)).map(|turn| turn.person.as_str()).collect();
        if turns.is_empty() { self.of_the_week(day).into_iter().collect() } else { turns }
    }

    fn of_the_week(&self, day: NaiveDate) -> Option<&str> {
        let weeks = usize::try_from((day - self.since?).num_days().div_euclid(7)).ok()?;
        self.weekly.get(weeks.checked_rem(self.weekly.len())?).map(String::as_str)
    }
}

impl Turn {
    /// Whether it is on that day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until && (self.days.is_empty() || self.days.contains(&Weekday::of(day)))
    }
}

impl Bound {
    /// Who is on call for a group on a day; nobody where nothing is laid down.
    #[must_use]
    pub fn on_call(&self, group: &str, day: NaiveDate) -> Vec<ReviewerId> {
        let roster = self.chart.rosters.iter().find(|roster| roster.group == group);
        roster.iter().flat_map(|roster| roster.on_call(day)).filter_map(|name| self.people.get(name).copied()).collect()
    }

    /// Whether a person is on call for any group on a day.
    #[must_use]
    pub fn is_on_call(&self, person: ReviewerId, day: NaiveDate) -> bool {
        self.chart.rosters.iter().any(|roster| self.on_call(&roster.group, day).contains(&person))
    }

    /// Whether a person is at work: by their own hours, else by the organisation's if it keeps a calendar.
    /// Always where neither is laid down.
    #[must_use]
    pub fn is_at_work(&self, person: ReviewerId, zone: Zone, usual: Option<&WorkingHours>, now: Time) -> bool {
        let own = self.name(person).and_then(|name| self.chart.member(name)).and_then(|member: &Member| member.hours.as_ref());
        let (hours, days) = (own.or(self.chart.calendar.as_ref().and(usual)), self.chart.days());
        (own.is_none() && self.chart.calendar.is_none()) || Working { zone, hours, days }.is_on(now)
    }
}
