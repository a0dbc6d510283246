//! What is wrong with a chart, before it is saved.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod routes;
mod time;

use super::{Chart, LEVELS_MAX, Member, Seat};
use crate::money::Sum;

/// Something that is wrong, and with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ChartFault")]
pub struct Fault {
    /// What kind of fault it is.
    pub problem: Problem,
    /// The person, agent, route or stage that it is about.
    pub about: String,
    /// The name, seat or amount that is wrong; may be empty.
    pub detail: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let problem = match self.problem {
            Problem::Unknown => "is not known",
            Problem::Twice => "is there twice",
            Problem::ManagerLoop => "is above themselves",
            Problem::DelegateLoop => "is stood in for in a circle",
            Problem::Oneself => "stands in for themselves",
            Problem::Expired => "is away until a day that is over, or before the first",
            Problem::Amount => "has a limit that is no amount with a currency, such as `300000 JPY`",
            Problem::Empty => "has nobody",
            Problem::TwoSeats => "has somebody at two places",
            Problem::Need => "needs more places than there are, or none",
            Problem::TooMany => "has too many",
            Problem::TooLong => "has a sentence that is too long",
            Problem::Blank => "has an empty sentence",
            Problem::Auditor => "gives a say to an auditor",
            Problem::Country => "is of a country that is not known",
            Problem::Uncovered => "is not known for this year",
            Problem::BothWays => "is closed and open on the same day",
            Problem::NoStart => "has people who take turns and no first day, or the other way round",
        };
        write!(f, "`{}` {problem}", self.about)?;
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": `{}`", self.detail) }
    }
}

/// Kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ChartProblem")]
pub enum Problem {
    /// Nobody has this name.
    Unknown,
    /// It is there twice.
    Twice,
    /// Somebody is above themselves.
    ManagerLoop,
    /// People stand in for one another in a circle on the same day.
    DelegateLoop,
    /// Somebody stands in for themselves, or owns an agent and nobody is above.
    Oneself,
    /// The last day is before the first, or, of an absence, is over.
    Expired,
    /// It is no amount with a currency.
    Amount,
    /// A route without stages, or a stage that nobody can fill.
    Empty,
    /// A person has two places.
    TwoSeats,
    /// More places must be filled than there are, or none.
    Need,
    /// There are more than can be.
    TooMany,
    /// A sentence is longer than can be.
    TooLong,
    /// A sentence says nothing.
    Blank,
    /// Somebody who only looks cannot decide, nor stand above, in or up for others.
    Auditor,
    /// Nobody knows the holidays of this country.
    Country,
    /// Nobody knows the country's holidays of this year.
    Uncovered,
    /// A day is closed and open.
    BothWays,
    /// People take turns and nobody knows since when, or the other way round.
    NoStart,
}

/// The names that a chart may use: of those who are active, and of groups.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// People who have a say.
    pub deciders: BTreeSet<String>,
    /// People who only look.
    pub auditors: BTreeSet<String>,
    /// Agents.
    pub agents: BTreeSet<String>,
    /// The groups that people with a say were added with.
    pub groups: BTreeSet<String>,
}

/// Everything that is wrong.
#[must_use]
pub fn check(chart: &Chart, names: &Names, today: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut say = |problem, about: &str, detail: &str| {
        faults.push(Fault { problem, about: about.to_owned(), detail: detail.to_owned() });
    };
    let people = &names.deciders | &names.auditors;
    let known = |name: &str| people.contains(name) && chart.member(name).is_some();
    let mut seen = BTreeSet::new();
    for member in &chart.people {
        if !people.contains(&member.name) {
            say(Problem::Unknown, &member.name, "");
        }
        if !seen.insert(&member.name) {
            say(Problem::Twice, &member.name, "");
        }
        if let Some(manager) = member.manager.as_deref().filter(|manager| !known(manager)) {
            say(Problem::Unknown, &member.name, manager);
        }
        if is_above_themselves(chart, member) {
            say(Problem::ManagerLoop, &member.name, "");
        }
        for limit in member.limits.iter().filter(|limit| limit.up_to.parse::<Sum>().is_err()) {
            say(Problem::Amount, &member.name, &limit.up_to);
        }
        for absence in &member.absences {
            if !known(&absence.delegate) {
                say(Problem::Unknown, &member.name, &absence.delegate);
            } else if absence.delegate == member.name {
                say(Problem::Oneself, &member.name, "");
            } else if stands_in_circle(chart, member, absence.from, absence.until) {
                say(Problem::DelegateLoop, &member.name, &absence.delegate);
            }
            if absence.until < absence.from || absence.until < today {
                say(Problem::Expired, &member.name, &absence.until.to_string());
            }
        }
    }
    let mut owned = BTreeSet::new();
    for agent in &chart.agents {
        if !names.agents.contains(&agent.name) {
            say(Problem::Unknown, &agent.name, "");
        }
        if !owned.insert(&agent.name) {
            say(Problem::Twice, &agent.name, "");
        }
        if !known(&agent.owner) {
            say(Problem::Unknown, &agent.name, &agent.owner);
        }
    }
    check_auditors(chart, &names.auditors, &mut say);
    let deciders = chart.people.iter().filter(|member| !names.auditors.contains(&member.name));
    let in_chart = deciders.flat_map(|member| &member.groups).cloned().collect();
    let groups = &names.groups | &in_chart;
    routes::check(chart, &|name| known(name), &groups, &mut say);
    chart.answers.check(&mut say);
    time::check(chart, &|name| known(name), &groups, today, &mut say);
    faults
}

/// Whoever only looks neither decides nor answers for anything.
fn check_auditors(chart: &Chart, auditors: &BTreeSet<String>, say: &mut dyn FnMut(Problem, &str, &str)) {
    for member in &chart.people {
        if !member.limits.is_empty() && auditors.contains(&member.name) {
            say(Problem::Auditor, &member.name, "");
        }
        let others = member.manager.iter().chain(member.absences.iter().map(|absence| &absence.delegate));
        for other in others.filter(|other| auditors.contains(*other)) {
            say(Problem::Auditor, &member.name, other);
        }
    }
    for agent in chart.agents.iter().filter(|agent| auditors.contains(&agent.owner)) {
        say(Problem::Auditor, &agent.name, &agent.owner);
    }
    for (route, stage) in chart.routes.iter().flat_map(|route| route.stages.iter().map(move |stage| (route, stage))) {
        for seat in &stage.seats {
            match seat {
                Seat::Person(name) if auditors.contains(name) => say(Problem::Auditor, &format!("{} / {}", route.name, stage.title), name),
                Seat::Person(_) | Seat::Manager(_) | Seat::Authority | Seat::Group(_) | Seat::Administrators => {}
            }
        }
    }
    // A reader says that they have read it, which an auditor cannot.
    for (route, (seat, _)) in chart.routes.iter().flat_map(|route| route.readers().map(move |reader| (route, reader))) {
        if let Seat::Person(name) = seat
            && auditors.contains(name)
        {
            say(Problem::Auditor, &route.name, name);
        }
    }
}

fn is_above_themselves(chart: &Chart, member: &Member) -> bool {
    let mut above = member.manager.as_deref();
    for _ in 0..LEVELS_MAX {
        match above {
            None => return false,
            Some(name) if name == member.name => return true,
            Some(name) => above = chart.member(name).and_then(|member| member.manager.as_deref()),
        }
    }
    // So many levels that it may as well be a circle.
    true
}

/// Whether whoever stands in is away, too, and so on back to `member`, on a day of this absence.
fn stands_in_circle(chart: &Chart, member: &Member, from: NaiveDate, until: NaiveDate) -> bool {
    // A circle can only begin on a day on which one of the absences begins.
    let starts = chart.people.iter().flat_map(|other| &other.absences).map(|absence| absence.from).chain([from]);
    starts.filter(|day| from <= *day && *day <= until).any(|day| {
        let mut stand_in = member.delegate_on(day);
        for _ in 0..LEVELS_MAX {
            match stand_in {
                None => return false,
                Some(name) if name == member.name => return true,
                Some(name) => stand_in = chart.member(name).and_then(|member| member.delegate_on(day)),
            }
        }
        true
    })
}
