//! What holds for the whole organisation.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Calendar, Working, WorkingHours, Zone},
    time::Time,
};

/// The organisation's settings. Days, weeks and months are those of its time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its time zone, by its IANA name such as `Asia/Tokyo`.
    pub time_zone: Zone,
    /// When people are at work; none if at any time.
    pub working_hours: Option<WorkingHours>,
}

impl Organisation {
    /// What holds until an administrator says otherwise: the usual working hours, in this time zone.
    #[must_use]
    pub fn usual(time_zone: Zone) -> Self {
        Self { time_zone, working_hours: Some(WorkingHours::usual()) }
    }

    /// Whether nobody is at work at `now`, also because it is a holiday. Never, if people work at any time.
    #[must_use]
    pub fn is_outside_hours(&self, days: &Calendar, now: Time) -> bool {
        self.working_hours.as_ref().is_some_and(|hours| !Working { zone: self.time_zone, hours: Some(hours), days }.is_on(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_working_hours_nothing_is_outside_of_them() {
        let usual = Organisation::usual("Asia/Tokyo".parse().unwrap());
        let midnight: Time = "2026-11-22T15:00:00Z".parse().unwrap();

        assert!(usual.is_outside_hours(Calendar::NONE, midnight));
        let any = Organisation { working_hours: None, ..usual };
        let closed = Calendar { closed: vec!["2026-11-23".parse().unwrap()], ..Calendar::default() };
        assert!(!any.is_outside_hours(Calendar::NONE, midnight) && !any.is_outside_hours(&closed, midnight));
    }

    #[test]
    fn on_a_holiday_nobody_is_at_work() {
        let usual = Organisation::usual("Asia/Tokyo".parse().unwrap());
        let days = Calendar { holidays: Some("JP".to_owned()), ..Calendar::default() };
        // The 23rd of November is a Monday and a holiday.
        for (time, plain, kept) in [("2026-11-23T03:00:00Z", false, true), ("2026-11-24T03:00:00Z", false, false)] {
            let now = time.parse().unwrap();
            assert_eq!((usual.is_outside_hours(Calendar::NONE, now), usual.is_outside_hours(&days, now)), (plain, kept), "{time}");
        }
    }
}
