//! Who has a say on a way, and who could be given one.

use super::{Place, Station, Vote, Way};
use crate::{
    id::ReviewerId,
    review::{Actor, Assignee, Refusal},
    time::Time,
};

impl Way {
    /// The yes that `actor` could give now.
    ///
    /// # Errors
    /// [`Refusal::NotYours`] when no open place is theirs, or a later one cannot be filled without them, [`Refusal::Voted`] when they
    /// have said yes before, and [`Refusal::AboveLimit`] when the last station is more than they may approve.
    pub fn vote(&self, actor: &Actor, now: Time) -> Result<Vote, Refusal> {
        let at = self.at().ok_or(Refusal::AlreadyDecided)?;
        let is_last = at + 1 == self.stations.len();
        let mut wanted = self.voices(at, actor, now)?.into_iter().filter(|(vote, _)| self.wants(vote)).peekable();
        let refusal = if wanted.peek().is_some() { Refusal::AboveLimit } else { Refusal::NotYours };
        wanted.find(|(_, may_approve)| *may_approve || !is_last).map(|(vote, _)| vote).ok_or(refusal)
    }

    /// Whether `actor` may say no: whoever has a place where it is, also one that somebody else has filled.
    ///
    /// # Errors
    /// [`Refusal::NotYours`] when no place is theirs, [`Refusal::Voted`] when they have said yes before.
    pub fn may_reject(&self, actor: &Actor) -> Result<(), Refusal> {
        let at = self.at().ok_or(Refusal::AlreadyDecided)?;
        if self.voices(at, actor, Time::UNIX_EPOCH)?.is_empty() { Err(Refusal::NotYours) } else { Ok(()) }
    }

    /// What `actor` could say at a station, in their own right and then for each of those for whom they stand in, and whether that is
    /// within the limit.
    fn voices(&self, at: usize, actor: &Actor, now: Time) -> Result<Vec<(Vote, bool)>, Refusal> {
        // Nobody fills two places, also not one for somebody absent.
        if self.has_said_yes(actor.id) {
            return Err(Refusal::Voted);
        }
        let places = self.stations.get(at).map_or(&[][..], |station| &station.places);
        let voice = |stands_for, may_approve, fills: &dyn Fn(&Place) -> bool| {
            let theirs: Vec<_> = places.iter().zip(0_u8..).filter(|(place, _)| fills(place)).map(|(_, number)| number).collect();
            let vote = Vote { by: actor.id, stands_for, station: u8::try_from(at).unwrap_or(u8::MAX), places: theirs, at: now };
            (!vote.places.is_empty()).then_some((vote, may_approve))
        };
        let own = voice(None, actor.may_approve, &|place| actor.fills(place));
        let absent = actor.stands_for.iter().filter(|absent| !self.has_said_yes(absent.id));
        let others = absent.filter_map(|absent| voice(Some(absent.id), absent.may_approve, &|place| absent.fills(place)));
        Ok(own.into_iter().chain(others).collect())
    }

    /// Whether a yes would fill a place that is open, and neither whoever gives it nor for whom it is given is needed further on.
    fn wants(&self, vote: &Vote) -> bool {
        let people = [Some(vote.by), vote.stands_for];
        let later = self.stations.iter().skip(usize::from(vote.station) + 1);
        let is_theirs = |place: &Place| people.into_iter().flatten().any(|person| *place == Place::Reviewer(person));
        let is_needed = |station: &Station| station.needs_all() && station.places.iter().any(is_theirs);
        let filled = |way: &Self| way.filled(usize::from(vote.station)).into_iter().flatten().count();
        !later.into_iter().any(is_needed) && filled(&self.with_vote(vote.clone())) > filled(self)
    }

    fn has_said_yes(&self, id: ReviewerId) -> bool {
        self.votes.iter().any(|vote| vote.by == id)
    }

    /// Whether somebody has said nothing yet, and has no place of their own, so that they could be given one.
    #[must_use]
    pub fn is_free(&self, id: ReviewerId) -> bool {
        let own = |place: &Place| match place {
            Place::Either(places) => places.contains(&Place::Reviewer(id)),
            Place::Reviewer(_) | Place::Group(_) | Place::Administrators => *place == Place::Reviewer(id),
        };
        let ahead = self.stations.iter().skip(self.at().unwrap_or(0));
        !self.has_said_yes(id) && !ahead.flat_map(|station| &station.places).any(own)
    }

    /// Whether `actor` may pass on what waits for them, whatever they may approve.
    ///
    /// # Errors
    /// [`Refusal::NotYours`] and [`Refusal::Voted`] as for a yes.
    pub fn may_pass_on(&self, actor: &Actor) -> Result<(), Refusal> {
        match self.vote(actor, Time::UNIX_EPOCH) {
            Ok(_) | Err(Refusal::AboveLimit) => Ok(()),
            Err(refusal) => Err(refusal),
        }
    }

    /// Whether it waits for `actor`, whatever they may approve.
    #[must_use]
    pub fn is_with(&self, actor: &Actor) -> bool {
        self.may_pass_on(actor).is_ok()
    }

    /// The same with the place that `actor` could fill given to `to`. None if there is no such place, or `to` cannot have one.
    #[must_use]
    pub fn passed_on(&self, actor: &Actor, to: &Assignee) -> Option<Self> {
        let place = Place::of(to)?;
        if matches!(to, Assignee::Reviewer(id) if !self.is_free(*id)) {
            return None;
        }
        let at = self.at()?;
        let voices = self.voices(at, actor, Time::UNIX_EPOCH).ok()?;
        let theirs: Vec<_> = voices.into_iter().filter(|(vote, _)| self.wants(vote)).flat_map(|(vote, _)| vote.places).collect();
        let mut open = self.stations.get(at)?.places.iter().zip(0_u8..).zip(self.filled(at));
        let empty = open.position(|((old, number), vote)| vote.is_none() && theirs.contains(&number) && *old != place)?;
        Some(self.clone().given(at, empty, place))
    }
}
