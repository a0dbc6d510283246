//! What is wrong with the calendar and the rosters.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::Problem;
use crate::{
    calendar::{Calendar, OWN_DAYS_MAX},
    chart::{
        Chart, Roster, Turn,
        roster::{ROSTERS_MAX, TURNS_MAX},
    },
};

pub(super) fn check(
    chart: &Chart,
    known: &dyn Fn(&str) -> bool,
    groups: &BTreeSet<String>,
    today: NaiveDate,
    say: &mut dyn FnMut(Problem, &str, &str),
) {
    if let Some(calendar) = &chart.calendar {
        check_calendar(calendar, today, say);
    }
    if chart.rosters.len() > ROSTERS_MAX {
        say(Problem::TooMany, "rosters", &ROSTERS_MAX.to_string());
    }
    let mut seen = BTreeSet::new();
    for roster in chart.rosters.iter().take(ROSTERS_MAX) {
        if !groups.contains(&roster.group) {
            say(Problem::Empty, &roster.group, "");
        }
        if !seen.insert(&roster.group) {
            say(Problem::Twice, &roster.group, "");
        }
        check_roster(roster, known, say);
    }
}

fn check_calendar(calendar: &Calendar, today: NaiveDate, say: &mut dyn FnMut(Problem, &str, &str)) {
    if let Some(country) = calendar.holidays.as_deref() {
        match Calendar::is_covered(country, today) {
            None => say(Problem::Country, "holidays", &format!("{country}; {}", Calendar::countries().collect::<Vec<_>>().join(", "))),
            Some(false) => say(Problem::Uncovered, country, &today.year().to_string()),
            Some(true) => {}
        }
    }
    for (name, days) in [("closed", &calendar.closed), ("open", &calendar.open)] {
        let mut seen = BTreeSet::new();
        for day in days.iter().filter(|day| !seen.insert(**day)) {
            say(Problem::Twice, name, &day.to_string());
        }
        if days.len() > OWN_DAYS_MAX {
            say(Problem::TooMany, name, &OWN_DAYS_MAX.to_string());
        }
    }
    let open: BTreeSet<_> = calendar.open.iter().collect();
    for day in calendar.closed.iter().filter(|day| open.contains(day)) {
        say(Problem::BothWays, "calendar", &day.to_string());
    }
}

fn check_roster(roster: &Roster, known: &dyn Fn(&str) -> bool, say: &mut dyn FnMut(Problem, &str, &str)) {
    let Roster { group, weekly, since, turns } = roster;
    if weekly.len() > TURNS_MAX || turns.len() > TURNS_MAX {
        // What follows looks at pairs.
        return say(Problem::TooMany, group, &TURNS_MAX.to_string());
    }
    if weekly.is_empty() && turns.is_empty() {
        say(Problem::Empty, group, "");
    }
    if weekly.is_empty() == since.is_some() {
        say(Problem::NoStart, group, "");
    }
    for name in weekly.iter().chain(turns.iter().map(|turn| &turn.person)).filter(|name| !known(name)) {
        say(Problem::Unknown, group, name);
    }
    for (index, turn) in turns.iter().enumerate() {
        if turn.until < turn.from {
            say(Problem::Expired, group, &turn.until.to_string());
        }
        if turns.iter().skip(index + 1).any(|other| overlap(turn, other)) {
            say(Problem::Twice, group, &turn.person);
        }
    }
}

/// Whether the same person is on call twice on one day.
fn overlap(one: &Turn, other: &Turn) -> bool {
    let days = one.days.is_empty() || other.days.is_empty() || one.days.iter().any(|day| other.days.contains(day));
    one.person == other.person && one.from <= other.until && other.from <= one.until && days
}
