//! The only place that reads the time. It never goes back, not even when the computer's clock does.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

use chrono::{Local, TimeDelta, TimeZone, Utc};
use sekisho_core::{
    calendar::Zone,
    time::{Time, to_the_microsecond},
};

/// The hub's clock. It follows the computer's clock forwards; when that one is set back, it goes on at its own pace,
/// so that no deadline moves away and no event comes before the one that caused it.
#[derive(Debug)]
pub struct Clock {
    last: Mutex<(Time, Instant)>,
    #[cfg(test)]
    frozen: bool,
}

impl Clock {
    /// A clock that shows nothing before `floor`, the time of the newest event on record.
    #[must_use]
    pub fn new(floor: Option<Time>) -> Self {
        Self {
            last: Mutex::new((floor.unwrap_or(Time::UNIX_EPOCH), Instant::now())),
            #[cfg(test)]
            frozen: false,
        }
    }

    /// The current time, to the microsecond. Never before what it said last.
    #[must_use]
    pub fn now(&self) -> Time {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        #[cfg(test)]
        if self.frozen {
            return last.0;
        }
        #[expect(clippy::disallowed_methods, reason = "this is the clock")]
        let wall = to_the_microsecond(Utc::now());
        let own = last.0 + TimeDelta::from_std(last.1.elapsed()).unwrap_or_default();
        *last = (to_the_microsecond(wall.max(own)), Instant::now());
        last.0
    }

    /// The computer's time zone; UTC where it tells none that is known.
    #[must_use]
    pub fn zone() -> Zone {
        iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok()).unwrap_or(Zone::UTC)
    }

    /// When the day of `now` began, in the computer's time zone.
    #[must_use]
    pub fn midnight(now: Time) -> Time {
        let local = now.with_timezone(&Local).date_naive().and_hms_opt(0, 0, 0);
        local
            .and_then(|midnight| Local.from_local_datetime(&midnight).earliest())
            .map_or(now - TimeDelta::days(1), |midnight| midnight.with_timezone(&Utc))
    }
}

#[cfg(test)]
impl Clock {
    /// A clock that stands until it is told otherwise.
    pub(crate) fn frozen_at(time: Time) -> Self {
        Self { last: Mutex::new((time, Instant::now())), frozen: true }
    }

    /// Moves a frozen clock on.
    pub(crate) fn advance(&self, by: TimeDelta) {
        self.last.lock().unwrap().0 += by;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_on_from_the_newest_event_even_if_the_computer_is_behind() {
        let future = Clock::new(None).now() + TimeDelta::days(400);
        let clock = Clock::new(Some(future));
        let first = clock.now();
        std::thread::sleep(std::time::Duration::from_millis(5));
        let second = clock.now();
        assert!(first >= future && second >= first + TimeDelta::milliseconds(5), "the clock neither goes back nor stands still");
    }
}
