//! The organisation's clock: which day, week and month a moment belongs to, and whether people are at work.
//!
//! The time zones are compiled in (`chrono-tz`), so that the same moment falls on the same day on every machine.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Days, FixedOffset, LocalResult, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::time::Time;

mod days;
mod working;

pub use days::{Calendar, OWN_DAYS_MAX};
pub use working::Working;

/// How finely a local time that a clock skips is looked for. Every zone is set forward by a multiple of it.
const STEP: TimeDelta = TimeDelta::minutes(15);

/// The longest stretch that a zone ever skipped: Samoa left out a whole day when it moved across the date line.
const SKIPPED_MAX: TimeDelta = TimeDelta::hours(25);

/// A time zone by its IANA name, such as `Asia/Tokyo`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(into = "String", try_from = "String")]
#[ts(type = "string")]
pub struct Zone(Tz);

/// A text that names no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected the IANA name of a time zone such as `Asia/Tokyo`")]
pub struct ParseZoneError;

/// A stretch of time: from its start, up to and without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Period {
    /// When it begins.
    pub from: Time,
    /// When it is over.
    pub until: Time,
}

/// A day of the week, in the order of ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// 1
    Monday,
    /// 2
    Tuesday,
    /// 3
    Wednesday,
    /// 4
    Thursday,
    /// 5
    Friday,
    /// 6
    Saturday,
    /// 7
    Sunday,
}

/// A time of the day to the minute, from `00:00` to `24:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(into = "String", try_from = "String")]
#[ts(type = "string")]
pub struct TimeOfDay(u16);

/// A text that is no time of the day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a time of the day from `00:00` to `24:00`")]
pub struct ParseTimeOfDayError;

/// When people are at work. Days are those of the organisation's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, try_from = "Unchecked")]
pub struct WorkingHours {
    days: Vec<Weekday>,
    from: TimeOfDay,
    to: TimeOfDay,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    days: Vec<Weekday>,
    from: TimeOfDay,
    to: TimeOfDay,
}

/// Working hours that never begin, or never end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("working hours need one to seven different days, and an end that is not their beginning")]
pub struct WorkingHoursError;

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone's IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The day that `now` belongs to.
    #[must_use]
    pub fn day(self, now: Time) -> Period {
        let today = self.date(now);
        self.between(today, today.checked_add_days(Days::new(1)))
    }

    /// The week that `now` belongs to. It begins on Monday.
    #[must_use]
    pub fn week(self, now: Time) -> Period {
        let today = self.date(now);
        let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday()))).unwrap_or(today);
        self.between(monday, monday.checked_add_days(Days::new(7)))
    }

    /// The month that `now` belongs to.
    #[must_use]
    pub fn month(self, now: Time) -> Period {
        let today = self.date(now);
        let first = today.with_day(1).unwrap_or(today);
        self.between(first, first.checked_add_months(Months::new(1)))
    }

    /// The date there at `now`.
    #[must_use]
    pub fn date(self, now: Time) -> NaiveDate {
        now.with_timezone(&self.0).date_naive()
    }

    /// What the clocks there show at `now`.
    #[must_use]
    pub fn there(self, now: Time) -> DateTime<FixedOffset> {
        now.with_timezone(&self.0).fixed_offset()
    }

    fn between(self, from: NaiveDate, until: Option<NaiveDate>) -> Period {
        Period { from: self.midnight(from), until: until.map_or(Time::MAX_UTC, |until| self.midnight(until)) }
    }

    /// When a day begins: at midnight, at the first of two midnights, or, where a clock skips it, at what comes after.
    pub(crate) fn midnight(self, date: NaiveDate) -> Time {
        self.moment(date, TimeOfDay(0)).unwrap_or_else(|| date.and_time(NaiveTime::MIN).and_utc())
    }

    /// When a time of the day comes: the first of two, or, where a clock skips it, what comes after.
    fn moment(self, day: NaiveDate, time: TimeOfDay) -> Option<Time> {
        let mut local = day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::minutes(i64::from(time.0)))?;
        let last = local.checked_add_signed(SKIPPED_MAX)?;
        while local <= last {
            match self.0.from_local_datetime(&local) {
                LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => return Some(time.with_timezone(&Utc)),
                LocalResult::None => local = local.checked_add_signed(STEP)?,
            }
        }
        None
    }
}

impl FromStr for Zone {
    type Err = ParseZoneError;

    fn from_str(name: &str) -> Result<Self, ParseZoneError> {
        name.parse().map(Self).map_err(|_| ParseZoneError)
    }
}

impl TryFrom<String> for Zone {
    type Error = ParseZoneError;

    fn try_from(name: String) -> Result<Self, ParseZoneError> {
        name.parse()
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

impl Weekday {
    /// Monday to Friday.
    pub const WORKING: [Self; 5] = [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday];

    pub(crate) fn of(date: NaiveDate) -> Self {
        match date.weekday() {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

impl TimeOfDay {
    /// Seven in the morning.
    pub const SEVEN: Self = Self(7 * 60);
    /// Eight in the evening.
    pub const TWENTY: Self = Self(20 * 60);
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for TimeOfDay {
    type Err = ParseTimeOfDayError;

    fn from_str(text: &str) -> Result<Self, ParseTimeOfDayError> {
        let part = |text: &str| (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<u16>().ok())?;
        let (hours, minutes) = text.split_once(':').ok_or(ParseTimeOfDayError)?;
        let (hours, minutes) = part(hours).zip(part(minutes)).ok_or(ParseTimeOfDayError)?;
        let whole = hours * 60 + minutes;
        if minutes < 60 && whole <= 24 * 60 { Ok(Self(whole)) } else { Err(ParseTimeOfDayError) }
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = ParseTimeOfDayError;

    fn try_from(text: String) -> Result<Self, ParseTimeOfDayError> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

impl TryFrom<Unchecked> for WorkingHours {
    type Error = WorkingHoursError;

    fn try_from(Unchecked { days, from, to }: Unchecked) -> Result<Self, WorkingHoursError> {
        Self::new(days, from, to)
    }
}

impl WorkingHours {
    /// Working hours on these days, from and to these times; past midnight if `to` comes before `from`.
    ///
    /// # Errors
    /// When there is no day, one twice, or no time between the two.
    pub fn new(mut days: Vec<Weekday>, from: TimeOfDay, to: TimeOfDay) -> Result<Self, WorkingHoursError> {
        let named = days.len();
        days.sort_unstable();
        days.dedup();
        if days.is_empty() || days.len() != named || from == to || from == TimeOfDay(24 * 60) {
            return Err(WorkingHoursError);
        }
        Ok(Self { days, from, to })
    }

    /// Monday to Friday from seven to twenty: wide, so that on the first day only what is really unusual stands out.
    #[must_use]
    pub fn usual() -> Self {
        Self { days: Weekday::WORKING.to_vec(), from: TimeOfDay::SEVEN, to: TimeOfDay::TWENTY }
    }
}

#[cfg(test)]
mod tests;
