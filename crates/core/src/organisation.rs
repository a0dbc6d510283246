//! What holds for the whole organisation.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{WorkingHours, Zone},
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

    /// Whether nobody is at work at `now`. Never, if people work at any time.
    #[must_use]
    pub fn is_outside_hours(&self, now: Time) -> bool {
        self.working_hours.as_ref().is_some_and(|hours| hours.are_over(self.time_zone, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_working_hours_nothing_is_outside_of_them() {
        let usual = Organisation::usual("Asia/Tokyo".parse().unwrap());
        let midnight: Time = "2026-11-22T15:00:00Z".parse().unwrap();
        assert!(usual.is_outside_hours(midnight));
        assert!(!Organisation { working_hours: None, ..usual }.is_outside_hours(midnight));
    }
}
