//! When somebody is away, and who stands in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// When somebody is away: from the first day to the last, in the organisation's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Who stands in.
    pub delegate: String,
}

impl Absence {
    /// Whether it is on that day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.until
    }
}
