//! How much one agent may ask, so that none keeps the others or the reviewers out.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sekisho_core::id::AgentId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Code, Error};

/// How many calls of one agent wait for an answer at a time. More are answered at once, as if they had not asked to wait.
const WAITS_MAX: u32 = 128;

/// What one agent may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Calls a second over time. A burst may have twice as many.
    pub calls_per_second: NonZeroU32,
    /// Actions that wait for a person at a time.
    pub held: NonZeroU32,
}

impl Limits {
    /// More than an agent at work needs, and less than what drowns a person.
    pub const DEFAULT: Self = Self { calls_per_second: NonZeroU32::MIN.saturating_add(99), held: NonZeroU32::MIN.saturating_add(999) };
}

/// Counts against the limits.
#[derive(Debug)]
pub(crate) struct Pace {
    limits: Limits,
    calls: DefaultKeyedRateLimiter<AgentId>,
    waits: Mutex<HashMap<AgentId, u32>>,
    studies: Mutex<HashMap<AgentId, Arc<Semaphore>>>,
}

/// A place among those of an agent's calls that wait.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    pace: &'a Pace,
    agent: AgentId,
}

impl Pace {
    pub(crate) fn new(limits: Limits) -> Self {
        let burst = limits.calls_per_second.saturating_mul(NonZeroU32::MIN.saturating_add(1));
        let quota = Quota::per_second(limits.calls_per_second).allow_burst(burst);
        Self { limits, calls: RateLimiter::keyed(quota), waits: Mutex::default(), studies: Mutex::default() }
    }

    pub(crate) fn held_max(&self) -> u32 {
        self.limits.held.get()
    }

    /// Counts one call.
    pub(crate) fn count(&self, agent: AgentId) -> Result<(), Error> {
        self.calls.check_key(&agent).map_err(|_| Error::new(Code::RateLimited, "this agent calls too often; wait a second"))
    }

    /// The right to look through much text for an agent: one call at a time, so that no agent takes all of the computer.
    pub(crate) async fn study(&self, agent: AgentId) -> Option<OwnedSemaphorePermit> {
        let turns = {
            let mut studies = self.studies.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(studies.entry(agent).or_insert_with(|| Arc::new(Semaphore::new(1))))
        };
        turns.acquire_owned().await.ok()
    }

    /// A place to wait, if one is free. It is free again when the value goes.
    pub(crate) fn turn(&self, agent: AgentId) -> Option<Turn<'_>> {
        let mut waits = self.waits.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = waits.entry(agent).or_default();
        if *taken >= WAITS_MAX {
            return None;
        }
        *taken += 1;
        Some(Turn { pace: self, agent })
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut waits = self.pace.waits.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = waits.get_mut(&self.agent) {
            *taken -= 1;
            if *taken == 0 {
                waits.remove(&self.agent);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sekisho_core::time::Time;

    use super::*;

    #[test]
    fn one_agent_has_so_many_places_and_leaves_the_others_theirs() {
        let pace = Pace::new(Limits::DEFAULT);
        let [one, other] = [1, 2].map(|number| AgentId::new(Time::UNIX_EPOCH, [number; 10]));
        let mut turns: Vec<_> = (0..WAITS_MAX).map_while(|_| pace.turn(one)).collect();
        assert_eq!(turns.len(), WAITS_MAX as usize);
        assert!(pace.turn(one).is_none(), "all places are taken");
        assert!(pace.turn(other).is_some(), "another agent has its own");
        turns.pop();
        assert!(pace.turn(one).is_some(), "one came free");
        drop(turns);
        assert_eq!(pace.waits.lock().unwrap().len(), 0, "nothing is remembered of those who went");
    }

    #[test]
    fn a_burst_is_let_through_and_a_flood_is_not() {
        let pace = Pace::new(Limits { calls_per_second: NonZeroU32::MIN, held: NonZeroU32::MIN });
        let agent = AgentId::new(Time::UNIX_EPOCH, [1; 10]);
        let answers: Vec<_> = (0..3).map(|_| pace.count(agent).map_err(|error| error.code)).collect();
        assert_eq!(answers, [Ok(()), Ok(()), Err(Code::RateLimited)]);
    }
}
