//! From a route to the way of one action: who is meant by each seat, and what to do where nobody is.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Bound, Known, LEVELS_MAX, Route, Seat, Stage};
use crate::{
    id::{AgentId, ReviewerId},
    money::Money,
    review::{Assignee, Detour, Place, Reader, Station, Way},
    tool::Effect,
};

/// What an action is about, as far as it matters for who decides.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'a> {
    /// What the tool does.
    pub effect: Effect,
    /// How much money moves.
    pub money: &'a Money,
    /// The day in the organisation's time zone.
    pub day: NaiveDate,
}

/// Whoever could fill the places so far, so that nobody is counted on twice.
#[derive(Debug, Clone, Default)]
struct Seating {
    places: Vec<BTreeSet<ReviewerId>>,
    sits: Vec<Option<ReviewerId>>,
}

impl Bound {
    /// The way of an agent's action: of the routes that rules name the strictest, else the default one. None if anybody may answer.
    /// `people` are all who are active.
    #[must_use]
    pub fn way(&self, routes: &[String], agent: AgentId, matter: &Matter<'_>, people: &[Known]) -> Option<Way> {
        let wanted: Vec<_> = if routes.is_empty() { self.chart.default_route.iter().collect() } else { routes.iter().collect() };
        let mut found = Vec::new();
        for name in wanted {
            match self.chart.route(name) {
                Some(route) => found.push(route),
                // A rule that asks for people who are nowhere to be found must not end at nobody.
                None => return Some(administrators(name, Detour::NoRoute(name.clone()))),
            }
        }
        let readers = self.readers(&found, agent, matter, people);
        let route = found.into_iter().max_by_key(|route| strictness(route))?;
        Some(Way { readers, ..self.through(route, agent, matter, people) })
    }

    /// Whoever reads about it afterwards: of all routes that apply, each once, and with the stricter duty. A seat that nobody fills is
    /// left out, as nothing waits for them.
    fn readers(&self, routes: &[&Route], agent: AgentId, matter: &Matter<'_>, people: &[Known]) -> Vec<Reader> {
        let mut readers: Vec<Reader> = Vec::new();
        for (seat, duty) in routes.iter().flat_map(|route| route.readers()) {
            let Some(place) = self.meant(seat, self.owner(agent), matter, people).into_iter().next() else { continue };
            match readers.iter_mut().find(|reader| reader.place == place) {
                Some(reader) => reader.duty = reader.duty.max(duty),
                None => readers.push(Reader { place, duty }),
            }
        }
        readers
    }

    fn through(&self, route: &Route, agent: AgentId, matter: &Matter<'_>, people: &[Known]) -> Way {
        let owner = self.owner(agent);
        let mut way = Way { route: route.name.clone(), stations: Vec::new(), votes: Vec::new(), detour: None, readers: Vec::new() };
        let mut seating = Seating::default();
        for stage in &route.stages {
            let need = usize::from(stage.need.unwrap_or_else(|| u8::try_from(stage.seats.len()).unwrap_or(u8::MAX)));
            let (mut places, mut filled, before) = (Vec::new(), 0, seating.clone());
            for seat in &stage.seats {
                let meant = self.meant(seat, owner, matter, people);
                let free = meant.iter().find(|place| filled < need && seating.add(self.candidates(place, owner, people)));
                filled += usize::from(free.is_some());
                places.extend(free.or(meant.first()).cloned());
            }
            if filled >= need {
                way.stations.push(Station { title: stage.title.clone(), places, need: u8::try_from(need).unwrap_or(u8::MAX) });
                continue;
            }
            // Nobody is asked here after all, and so they are free for another place.
            seating = before;
            if filled > 0 || !stage.skip_if_empty {
                way.stations.push(for_administrators(stage));
                way.detour.get_or_insert(Detour::NoOne(stage.title.clone()));
            }
        }
        if way.stations.is_empty() {
            return administrators(&route.name, Detour::NoOne(route.name.clone()));
        }
        way
    }

    /// Whom a seat means, the nearest first. Empty where there is nobody, also where the only one is whoever the agent belongs to.
    fn meant(&self, seat: &Seat, owner: Option<ReviewerId>, matter: &Matter<'_>, people: &[Known]) -> Vec<Place> {
        let active = |id: &ReviewerId| people.iter().any(|person| person.id == *id) && owner != Some(*id);
        let may = |name: &str| self.chart.member(name).is_some_and(|member| member.may_approve(matter.money, matter.effect));
        let one = |id: Option<ReviewerId>| id.filter(active).map(Place::Reviewer).into_iter().collect();
        match seat {
            Seat::Administrators => vec![Place::Administrators],
            Seat::Group(name) => {
                let group = Place::Group(name.clone());
                if self.candidates(&group, owner, people).is_empty() { Vec::new() } else { vec![group] }
            }
            Seat::Person(name) => one(self.people.get(name).copied()),
            Seat::Manager(levels) => one(self.managers(owner).nth(usize::from(*levels) - 1).map(|(id, _)| id)),
            Seat::Authority => {
                let above = self.managers(owner).filter(|(id, name)| active(id) && may(name));
                above.map(|(id, _)| Place::Reviewer(id)).collect()
            }
        }
    }

    /// The managers above a person, the nearest first.
    fn managers(&self, owner: Option<ReviewerId>) -> impl Iterator<Item = (ReviewerId, &str)> {
        let mut name = owner.and_then(|owner| self.name(owner));
        let above = std::iter::from_fn(move || {
            name = name.and_then(|name| self.chart.member(name)?.manager.as_deref());
            name
        });
        above.take(LEVELS_MAX).filter_map(|name| Some((*self.people.get(name)?, name)))
    }

    /// Who comes next where somebody does not answer: their manager, else the administrators. None where everyone was asked already.
    #[must_use]
    pub fn next_authority(&self, asked: &Assignee, owner: Option<ReviewerId>, people: &[Known]) -> Option<Assignee> {
        let active = |id: &ReviewerId| people.iter().any(|person| person.id == *id) && owner != Some(*id);
        match asked {
            Assignee::Anyone | Assignee::Administrators => None,
            Assignee::Group(_) => Some(Assignee::Administrators),
            Assignee::Reviewer(id) => {
                let above = self.managers(Some(*id)).map(|(id, _)| id).find(active);
                Some(above.map_or(Assignee::Administrators, Assignee::Reviewer))
            }
        }
    }

    fn candidates(&self, place: &Place, owner: Option<ReviewerId>, people: &[Known]) -> BTreeSet<ReviewerId> {
        let in_chart = |id: ReviewerId, group: &String| {
            self.name(id).and_then(|name| self.chart.member(name)).is_some_and(|member| member.groups.contains(group))
        };
        let fills = |person: &&Known| match place {
            Place::Reviewer(id) => person.id == *id,
            Place::Group(name) => person.groups.contains(name) || in_chart(person.id, name),
            Place::Administrators => person.administrator,
            // Only time makes such a place, and a way begins without.
            Place::Either(_) => false,
        };
        people.iter().filter(fills).map(|person| person.id).filter(|id| owner != Some(*id)).collect()
    }
}

/// More people are stricter, and then more stages; of two alike always the same one.
fn strictness(route: &Route) -> (usize, usize, &str) {
    let need = |stage: &Stage| stage.need.map_or(stage.seats.len(), usize::from);
    (route.stages.iter().map(need).sum(), route.stages.len(), &route.name)
}

fn administrators(name: &str, detour: Detour) -> Way {
    let station = Station { title: name.to_owned(), places: vec![Place::Administrators], need: 1 };
    Way { route: name.to_owned(), stations: vec![station], votes: Vec::new(), detour: Some(detour), readers: Vec::new() }
}

fn for_administrators(stage: &Stage) -> Station {
    Station { title: stage.title.clone(), places: vec![Place::Administrators], need: 1 }
}

impl Seating {
    /// Adds a place, if somebody can be found for it while everybody sits once.
    fn add(&mut self, candidates: BTreeSet<ReviewerId>) -> bool {
        self.places.push(candidates);
        self.sits.push(None);
        let found = self.find(self.places.len() - 1, &mut BTreeSet::new());
        if !found {
            self.places.pop();
            self.sits.pop();
        }
        found
    }

    fn find(&mut self, place: usize, tried: &mut BTreeSet<ReviewerId>) -> bool {
        let Some(candidates) = self.places.get(place).cloned() else { return false };
        for person in candidates {
            if !tried.insert(person) {
                continue;
            }
            let taken = self.sits.iter().position(|sits| *sits == Some(person));
            if taken.is_none_or(|other| self.find(other, tried)) {
                if let Some(free) = self.sits.get_mut(place) {
                    *free = Some(person);
                }
                return true;
            }
        }
        false
    }
}
