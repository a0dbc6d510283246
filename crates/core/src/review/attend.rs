//! Who is at an action. It decides nothing, and so nobody is kept from deciding by it.

use super::{Actor, Held, Refusal, State, Step, Taken, Way};
use crate::{id::ReviewerId, time::Time};

impl Held {
    /// `by` is at it, also if somebody else was before.
    pub(super) fn taken(&self, by: &Actor, now: Time) -> Result<Step, Refusal> {
        if self.owner == Some(by.id) {
            return Err(Refusal::OwnAgent);
        }
        if !self.is_with(by) {
            return Err(Refusal::NotYours);
        }
        if self.taken.is_some_and(|taken| taken.by == by.id) {
            return Ok(Step::Unchanged);
        }
        Ok(Step::Changed(State::Held(Self { taken: Some(Taken { by: by.id, at: now }), ..self.clone() })))
    }

    pub(super) fn released(&self, by: ReviewerId) -> Result<Step, Refusal> {
        if self.taken.is_none_or(|taken| taken.by != by) {
            return Err(Refusal::NotTaken);
        }
        Ok(Step::Changed(State::Held(Self { taken: None, ..self.clone() })))
    }

    /// Who is still at it where it is on `way` now: not whoever has answered, nor anybody of an earlier station.
    pub(super) fn still_taken(&self, way: &Way) -> Option<Taken> {
        let station = self.way.as_deref().and_then(Way::at);
        self.taken.filter(|taken| station == way.at() && way.votes.iter().all(|vote| vote.by != taken.by))
    }
}
