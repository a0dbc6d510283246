//! A way through several people: stations one after the other, each with places that different people fill.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Assignee, Reader};
use crate::{id::ReviewerId, time::Time};

mod open;
mod voice;

/// The most stations of a way.
pub const STATIONS_MAX: usize = 16;

/// The most places of a station.
pub const PLACES_MAX: usize = 16;

/// Who may fill one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Place {
    /// One person.
    Reviewer(ReviewerId),
    /// Whoever is in a group.
    Group(String),
    /// Whoever is an administrator.
    Administrators,
    /// Any of these, as the first of them did not answer.
    Either(Vec<Place>),
}

/// One station: how many of its places must be filled, by as many people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Station {
    /// What people call it, such as 課長決裁.
    pub title: String,
    /// Its places.
    pub places: Vec<Place>,
    /// How many of them must be filled: from one to all.
    pub need: u8,
}

/// A yes at one station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Vote {
    /// Who.
    pub by: ReviewerId,
    /// For whom they stand in, if they fill the place of somebody absent.
    pub stands_for: Option<ReviewerId>,
    /// At which station, from 0.
    pub station: u8,
    /// Which places they could fill when they said so, from 0.
    pub places: Vec<u8>,
    /// When.
    pub at: Time,
}

/// Why an action takes another way than the one it was to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "name", rename_all = "snake_case")]
pub enum Detour {
    /// A rule names a route that the organisation does not have.
    NoRoute(String),
    /// Nobody can fill this station.
    NoOne(String),
}

/// How far an action has come on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Way {
    /// What the route is called.
    pub route: String,
    /// All its stations.
    pub stations: Vec<Station>,
    /// Every yes so far.
    pub votes: Vec<Vote>,
    /// Why it is not the way that it was to be.
    pub detour: Option<Detour>,
    /// Who reads about it once it is decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(skip)]
    pub readers: Vec<Reader>,
}

impl Place {
    /// Who is asked to fill it: the last of several, as those before did not answer.
    #[must_use]
    pub fn asked(&self) -> Assignee {
        match self {
            Self::Reviewer(id) => Assignee::Reviewer(*id),
            Self::Group(name) => Assignee::Group(name.clone()),
            Self::Administrators => Assignee::Administrators,
            Self::Either(places) => places.last().map_or(Assignee::Administrators, Self::asked),
        }
    }

    /// The place of whoever is asked. Everyone has none.
    fn of(assignee: &Assignee) -> Option<Self> {
        match assignee {
            Assignee::Anyone => None,
            Assignee::Reviewer(id) => Some(Self::Reviewer(*id)),
            Assignee::Group(name) => Some(Self::Group(name.clone())),
            Assignee::Administrators => Some(Self::Administrators),
        }
    }
}

impl Way {
    /// Where it is: the first station that is not complete. None once all are.
    #[must_use]
    pub fn at(&self) -> Option<usize> {
        (0..self.stations.len()).find(|station| !self.is_complete(*station))
    }

    /// Whether enough different people have filled places of a station. Each of them fills one, whichever they could.
    #[must_use]
    pub fn is_complete(&self, station: usize) -> bool {
        let need = self.stations.get(station).map_or(usize::MAX, |station| usize::from(station.need));
        self.filled(station).into_iter().flatten().count() >= need
    }

    /// Who fills each place of a station: as many places as can be filled by the votes.
    #[must_use]
    pub fn filled(&self, station: usize) -> Vec<Option<&Vote>> {
        let votes: Vec<_> = self.votes.iter().filter(|vote| usize::from(vote.station) == station).collect();
        let places = self.stations.get(station).map_or(0, |station| station.places.len());
        let mut filled = vec![None; places];
        for vote in 0..votes.len() {
            seat(vote, &votes, &mut filled, &mut vec![false; places]);
        }
        filled.into_iter().map(|vote| vote.and_then(|vote: usize| votes.get(vote).copied())).collect()
    }

    /// Whom it waits for: the first place of the station that nobody fills.
    #[must_use]
    pub fn waits_for(&self) -> Assignee {
        let open = self.at().and_then(|at| {
            let empty = self.filled(at).iter().position(Option::is_none)?;
            self.stations.get(at)?.places.get(empty)
        });
        open.map_or(Assignee::Administrators, Place::asked)
    }

    /// The same with `to` as another who may fill the place that it waits for. None if there is no such place, or they may already.
    #[must_use]
    pub fn raised(&self, to: &Assignee) -> Option<Self> {
        let at = self.at()?;
        let number = self.filled(at).iter().position(Option::is_none)?;
        let old = self.stations.get(at)?.places.get(number)?;
        let place = Place::of(to)?;
        let either = match old {
            Place::Either(places) if places.contains(&place) => return None,
            Place::Either(places) => Place::Either(places.iter().cloned().chain([place]).collect()),
            Place::Reviewer(_) | Place::Group(_) | Place::Administrators if *old == place => return None,
            Place::Reviewer(_) | Place::Group(_) | Place::Administrators => Place::Either(vec![old.clone(), place]),
        };
        Some(self.clone().given(at, number, either))
    }

    /// The same with `vote`.
    #[must_use]
    pub fn with_vote(&self, vote: Vote) -> Self {
        let mut way = self.clone();
        way.votes.push(vote);
        way
    }

    /// The same without what `reviewer` has said: at the station where it is, or at all of them.
    #[must_use]
    pub fn without(&self, reviewer: ReviewerId, everywhere: bool) -> Self {
        let at = self.at();
        let mut way = self.clone();
        way.votes.retain(|vote| vote.by != reviewer || !everywhere && at != Some(usize::from(vote.station)));
        way
    }

    /// The same with the administrators in the open places of `gone`.
    #[must_use]
    pub fn returned(&self, gone: &Assignee) -> Self {
        let is_gone = |place: &Place| match (place, gone) {
            (Place::Reviewer(id), Assignee::Reviewer(other)) => id == other,
            (Place::Group(name), Assignee::Group(other)) => name == other,
            (Place::Either(places), _) => places.last().is_some_and(|last| last.asked() == *gone),
            (Place::Reviewer(_) | Place::Group(_) | Place::Administrators, _) => false,
        };
        let mut way = self.clone();
        for (at, station) in self.stations.iter().enumerate() {
            for (number, (place, vote)) in station.places.iter().zip(self.filled(at)).enumerate() {
                if vote.is_none() && is_gone(place) {
                    way = way.given(at, number, Place::Administrators);
                }
            }
        }
        way
    }

    /// The same with somebody else at an open place. Whoever could have filled it before sits elsewhere, and does not move here any more.
    fn given(mut self, at: usize, number: usize, place: Place) -> Self {
        if let Some(old) = self.stations.get_mut(at).and_then(|station| station.places.get_mut(number)) {
            *old = place;
        }
        for vote in self.votes.iter_mut().filter(|vote| usize::from(vote.station) == at) {
            vote.places.retain(|other| usize::from(*other) != number);
        }
        self
    }
}

/// Finds a place for a vote, and makes others move over where they can (augmenting paths; a station has few places).
fn seat(vote: usize, votes: &[&Vote], filled: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    let Some(wanted) = votes.get(vote).map(|vote| &vote.places) else { return false };
    for place in wanted.iter().map(|place| usize::from(*place)) {
        if tried.get(place).copied().unwrap_or(true) {
            continue;
        }
        if let Some(known) = tried.get_mut(place) {
            *known = true;
        }
        let sits = filled.get(place).copied().flatten();
        if sits.is_none_or(|other| seat(other, votes, filled, tried)) {
            if let Some(free) = filled.get_mut(place) {
                *free = Some(vote);
            }
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
