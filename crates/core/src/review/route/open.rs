//! Which places of a way one more yes could fill, and who must not be the one to say it.

use super::{Place, Station, Way};
use crate::{id::ReviewerId, review::Assignee};

impl Way {
    /// Whoever may fill a place of the station where it is, if one more yes could: one that is empty, or one whose yes could move over to
    /// make room.
    #[must_use]
    pub(in crate::review) fn open(&self) -> Vec<Assignee> {
        let Some((at, station)) = self.at().and_then(|at| Some((at, self.stations.get(at)?))) else { return Vec::new() };
        let filled = self.filled(at);
        let mut open: Vec<_> = filled.iter().map(Option::is_none).collect();
        // A yes moves over by one place in each turn, and a station has few.
        for _ in &filled {
            let moves = |places: &[u8]| places.iter().any(|place| open.get(usize::from(*place)).copied().unwrap_or(false));
            open = filled.iter().zip(&open).map(|(vote, is_open)| *is_open || vote.is_some_and(|vote| moves(&vote.places))).collect();
        }
        station.places.iter().zip(open).filter(|(_, is_open)| *is_open).flat_map(|(place, _)| place.everyone()).collect()
    }

    /// Those whose yes it does not want where it is: they have said it already, or a later station cannot do without them.
    #[must_use]
    pub(in crate::review) fn spared(&self) -> Vec<ReviewerId> {
        let later = self.stations.iter().skip(self.at().map_or(usize::MAX, |at| at.saturating_add(1)));
        let needed = later.filter(|station| station.needs_all()).flat_map(|station| &station.places).filter_map(|place| match place {
            Place::Reviewer(id) => Some(*id),
            Place::Group(_) | Place::Administrators | Place::Either(_) => None,
        });
        self.votes.iter().map(|vote| vote.by).chain(needed).collect()
    }
}

impl Station {
    pub(super) fn needs_all(&self) -> bool {
        usize::from(self.need) >= self.places.len()
    }
}

impl Place {
    /// Everyone who may fill it, not only who was asked last.
    fn everyone(&self) -> Vec<Assignee> {
        match self {
            Self::Either(places) => places.iter().flat_map(Self::everyone).collect(),
            Self::Reviewer(_) | Self::Group(_) | Self::Administrators => vec![self.asked()],
        }
    }
}
