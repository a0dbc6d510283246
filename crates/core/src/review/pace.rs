//! When time acts on what waits. It is laid out when it comes in, so that a calendar that changes later changes nothing that waits.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    calendar::Working,
    time::{Time, to_the_microsecond},
};

/// By which clock the time counts that somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// All the time.
    #[default]
    Wall,
    /// Only while people work.
    Working,
}

/// When time acts on what waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    /// By which clock.
    pub clock: Clock,
    /// How much time a rule gives, in seconds; none if only the agent does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_seconds: Option<u32>,
    /// When it reminds: at half of the time.
    pub remind_at: Time,
    /// When it asks the next authority: at three quarters.
    pub raise_at: Time,
}

impl Pace {
    /// Lays out the time from `since` to `end`, which is the agent's, or to when what a rule gives is over, if that is sooner. Tells the
    /// end, too. `working` is the clock, if it is not the wall's.
    #[must_use]
    pub fn new(since: Time, end: Time, given: Option<TimeDelta>, working: Option<&Working<'_>>) -> (Self, Time) {
        let due_at = match (given, working) {
            (None, _) => end,
            (Some(given), None) => end.min(since + given),
            (Some(given), Some(working)) => working.after(since, given, end),
        };
        // Where nobody works until the end, only the wall's clock can still remind somebody before it.
        let worked = working.map(|working| (working, working.between(since, due_at))).filter(|(_, span)| *span > TimeDelta::zero());
        let quarters = |count: i32| match worked {
            Some((working, span)) => working.after(since, span / 4 * count, due_at),
            None => to_the_microsecond(since + (due_at - since) / 4 * count),
        };
        let clock = if working.is_some() { Clock::Working } else { Clock::Wall };
        let given_seconds = given.and_then(|given| u32::try_from(given.num_seconds()).ok());
        (Self { clock, given_seconds, remind_at: quarters(2), raise_at: quarters(3) }, due_at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        calendar::{Calendar, WorkingHours},
        review::{Event, Held, State, Step, transition},
        time::WAIT_MAX,
    };

    const ZONES: [&str; 5] = ["Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Chatham"];

    fn new_year() -> Calendar {
        let closed = ["2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03"];
        Calendar { holidays: Some("JP".to_owned()), closed: closed.map(|day| day.parse().unwrap()).to_vec(), open: Vec::new() }
    }

    proptest! {
        /// Whatever the clock: never late, always an end, and whoever must act is told before it, in order.
        #[test]
        fn time_acts_in_order_and_never_late(
            minute in 0_i64..(400 * 24 * 60),
            wait in 1_i64..=WAIT_MAX.num_seconds(),
            given in prop::option::of(1_i64..WAIT_MAX.num_seconds()),
            zone in prop::sample::select(ZONES.to_vec()),
            by_work in any::<bool>(),
        ) {
            let start: Time = "2026-03-01T00:00:00Z".parse().unwrap();
            let since = start + TimeDelta::minutes(minute);
            let (end, given) = (since + TimeDelta::seconds(wait), given.map(TimeDelta::seconds));
            let (hours, days) = (WorkingHours::usual(), new_year());
            let working = Working { zone: zone.parse().unwrap(), hours: Some(&hours), days: &days };
            let (pace, due_at) = Pace::new(since, end, given, by_work.then_some(&working));
            let in_order = since <= pace.remind_at && pace.remind_at < pace.raise_at && pace.raise_at < due_at;
            prop_assert!(in_order && due_at <= end, "{pace:?} {due_at}");
            if let Some(given) = given.filter(|_| due_at < end) {
                let passed = if by_work { working.between(since, due_at) } else { due_at - since };
                prop_assert_eq!(passed, given, "it ends when the time that was given is over");
            }
            let mut state = State::Held(Held { since: Some(since), pace: Some(Box::new(pace)), ..Held::for_anyone(due_at) });
            for at in [pace.remind_at, pace.raise_at, due_at] {
                let State::Held(held) = &state else { return Err(TestCaseError::fail("it ended early")) };
                prop_assert_eq!(held.next_at(), at);
                prop_assert_eq!(transition(&state, Event::Tick, at - TimeDelta::microseconds(1)), Ok(Step::Unchanged));
                let step = transition(&state, Event::Tick, at);
                let Ok(Step::Changed(next)) = step else { return Err(TestCaseError::fail("nothing happens")) };
                state = next;
            }
            prop_assert_eq!(state, State::Expired { at: due_at });
        }
    }
}
