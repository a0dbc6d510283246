//! The walk through what is kept, and what says whether something may go.

use chrono::TimeDelta;
use sekisho_core::{keeping::Class, review::State, time::Time};
use sekisho_store::{Reader, erasures::Candidate, holds::Hold, retention::Seen};

use crate::{
    error::Error,
    keeping::{covering, target},
};

/// From when on the clock has jumped: less than the margin by which everything is kept longer.
const JUMP: TimeDelta = TimeDelta::days(30);

/// How long after an action was let run its outcome is waited for.
const SETTLED_AFTER: TimeDelta = TimeDelta::days(1);

/// Where the walk through what is kept has come.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// For which announcement; none while it is counted what could be announced.
    pub(super) announcement: Option<i64>,
    /// Of which class, and behind which place in the order of arrival.
    pub(super) class: usize,
    pub(super) after: i64,
    /// What was counted so far, and up to when the last may have happened to it.
    pub(super) found: u64,
    pub(super) before: [Option<Time>; 3],
    /// When everything was counted the last time.
    pub(super) counted_at: Option<Time>,
}

impl Walk {
    pub(super) fn of(announcement: Option<i64>, counted_at: Option<Time>) -> Self {
        Self { announcement, counted_at, ..Self::default() }
    }

    pub(super) fn class(&self) -> Option<Class> {
        Class::ALL.get(self.class).copied()
    }

    /// Goes on behind these; to the next class if there are none.
    pub(super) fn pass(&mut self, page: &[Candidate]) {
        (self.class, self.after) = page.last().map_or((self.class + 1, 0), |last| (self.class, last.seq));
    }
}

/// Kept actions of a class that came in before then. None if the class is kept for good.
pub(super) async fn page(reader: &mut Reader, class: Class, after: i64, before: Option<Time>, limit: u32) -> Result<Vec<Candidate>, Error> {
    match before {
        Some(before) => Ok(reader.candidates(class, after, before, limit).await?),
        None => Ok(Vec::new()),
    }
}

/// Whether nothing keeps it: nothing has happened to it since, nothing about it is open, and no hold covers it.
pub(super) fn may_go(kept: &Candidate, before: Option<Time>, holds: &[Hold]) -> bool {
    !kept.open && before.is_some_and(|before| kept.last_at < before) && covering(holds, &target(kept)).next().is_none()
}

/// Whether no answer, use or outcome is to come.
pub(super) fn is_settled(state: &State, now: Time) -> bool {
    match state {
        State::Held(_) => false,
        State::Approved(approval) => approval.expires_at < now,
        State::Consumed { consumption, .. } => consumption.at + SETTLED_AFTER < now,
        State::Reported { .. } | State::Denied { .. } | State::Expired { .. } | State::Cancelled { .. } => true,
    }
}

/// Whether a clock that was looked at then can show this now.
pub(super) fn is_right(seen: Option<Seen>, now: Time) -> bool {
    seen.is_none_or(|seen| !seen.doubted && now - seen.at <= JUMP)
}
