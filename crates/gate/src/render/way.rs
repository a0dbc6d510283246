//! The way of an action as people see it.

use sekisho_core::review::{Place, Vote, Way};

use crate::{
    registry::Registry,
    view::{PlaceView, Progress, StationView, StepView, VoteView, WayView},
};

pub(super) fn way(way: &Way, registry: &Registry) -> WayView {
    let at = way.at().unwrap_or(way.stations.len());
    let stations = way.stations.iter().enumerate().map(|(number, station)| StationView {
        title: station.title.clone(),
        need: station.need,
        places: station.places.iter().zip(way.filled(number)).map(|(place, vote)| view(place, vote, registry)).collect(),
        progress: match number.cmp(&at) {
            std::cmp::Ordering::Less => Progress::Done,
            std::cmp::Ordering::Equal => Progress::Now,
            std::cmp::Ordering::Greater => Progress::Later,
        },
    });
    WayView { route: way.route.clone(), stations: stations.collect(), detour: way.detour.clone() }
}

/// Where on its way it waits.
pub(super) fn step(way: &Way) -> Option<StepView> {
    let at = way.at()?;
    let station = way.stations.get(at)?;
    let short = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    Some(StepView {
        title: station.title.clone(),
        number: short(at + 1),
        of: short(way.stations.len()),
        filled: short(way.filled(at).into_iter().flatten().count()),
        need: station.need,
    })
}

fn view(place: &Place, vote: Option<&Vote>, registry: &Registry) -> PlaceView {
    let filled = vote.map(|vote| VoteView {
        by: registry.reviewer_ref(vote.by),
        stands_for: vote.stands_for.map(|id| registry.reviewer_ref(id)),
        at: vote.at,
    });
    PlaceView { with: registry.with(&place.asked()), filled }
}
