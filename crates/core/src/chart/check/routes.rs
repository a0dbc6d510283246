//! Routes: their names, stages and seats.

use std::collections::BTreeSet;

use super::Problem;
use crate::{
    chart::{Chart, Route, Seat, Stage},
    review::{
        Duty, READERS_MAX,
        route::{PLACES_MAX, STATIONS_MAX},
    },
};

pub(super) fn check(chart: &Chart, known: &dyn Fn(&str) -> bool, groups: &BTreeSet<String>, say: &mut dyn FnMut(Problem, &str, &str)) {
    let mut routes = BTreeSet::new();
    for route in &chart.routes {
        if route.name.trim().is_empty() || route.stages.is_empty() {
            say(Problem::Empty, &route.name, "");
        }
        if !routes.insert(route.name.as_str()) {
            say(Problem::Twice, &route.name, "");
        }
        if route.stages.len() > STATIONS_MAX {
            say(Problem::TooMany, &route.name, &STATIONS_MAX.to_string());
        }
        check_stages(route, known, groups, say);
        check_readers(route, known, groups, say);
    }
    if let Some(name) = chart.default_route.as_deref().filter(|name| !routes.contains(name)) {
        say(Problem::Unknown, "default_route", name);
    }
}

fn check_stages(route: &Route, known: &dyn Fn(&str) -> bool, groups: &BTreeSet<String>, say: &mut dyn FnMut(Problem, &str, &str)) {
    let mut seated = BTreeSet::new();
    for stage in &route.stages {
        let Stage { title, seats, need, .. } = stage;
        let about = format!("{} / {title}", route.name);
        if seats.is_empty() {
            say(Problem::Empty, &about, "");
        }
        if seats.len() > PLACES_MAX {
            say(Problem::TooMany, &about, &PLACES_MAX.to_string());
        }
        if let Some(need) = need.filter(|need| *need == 0 || usize::from(*need) > seats.len()) {
            say(Problem::Need, &about, &need.to_string());
        }
        for seat in seats {
            let is_there = check_seat(seat, &about, known, groups, say);
            let is_one = matches!(seat, Seat::Person(_) | Seat::Manager(_) | Seat::Authority);
            if is_there && is_one && !seated.insert(seat) {
                say(Problem::TwoSeats, &about, &seat.to_string());
            }
        }
    }
}

fn check_readers(route: &Route, known: &dyn Fn(&str) -> bool, groups: &BTreeSet<String>, say: &mut dyn FnMut(Problem, &str, &str)) {
    let mut reading = BTreeSet::new();
    for (seat, duty) in route.readers() {
        let field = match duty {
            Duty::Circulate => "circulate",
            Duty::ReviewAfter => "review_after",
        };
        let about = format!("{} / {field}", route.name);
        check_seat(seat, &about, known, groups, say);
        if !reading.insert(seat) {
            say(Problem::Twice, &about, &seat.to_string());
        }
    }
    if reading.len() > READERS_MAX {
        say(Problem::TooMany, &route.name, &READERS_MAX.to_string());
    }
}

/// Whether somebody can be meant by a seat.
fn check_seat(
    seat: &Seat,
    about: &str,
    known: &dyn Fn(&str) -> bool,
    groups: &BTreeSet<String>,
    say: &mut dyn FnMut(Problem, &str, &str),
) -> bool {
    let problem = match seat {
        Seat::Person(name) if !known(name) => Some((Problem::Unknown, name)),
        Seat::Group(name) if !groups.contains(name) => Some((Problem::Empty, name)),
        Seat::Person(_) | Seat::Manager(_) | Seat::Authority | Seat::Group(_) | Seat::Administrators => None,
    };
    if let Some((problem, name)) = problem {
        say(problem, about, name);
    }
    problem.is_none()
}
