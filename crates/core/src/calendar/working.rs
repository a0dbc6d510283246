//! The clock that only goes while people work.

use chrono::{NaiveDate, TimeDelta};

use super::{Calendar, Period, TimeOfDay, Weekday, WorkingHours, Zone};
use crate::time::{Time, to_the_microsecond};

/// When people work: hours, in a zone, on the days of a calendar.
#[derive(Debug, Clone, Copy)]
pub struct Working<'a> {
    /// Where.
    pub zone: Zone,
    /// At which hours; none if at any time.
    pub hours: Option<&'a WorkingHours>,
    /// On which days beside the week's.
    pub days: &'a Calendar,
}

impl Working<'_> {
    /// Whether people work at `now`. A shift past midnight belongs to the day it began on.
    #[must_use]
    pub fn is_on(&self, now: Time) -> bool {
        self.shifts(now).take_while(|shift| shift.from <= now).any(|shift| now < shift.until)
    }

    /// How much working time lies between two moments.
    #[must_use]
    pub fn between(&self, from: Time, until: Time) -> TimeDelta {
        let shifts = self.shifts(from).take_while(|shift| shift.from < until);
        shifts.map(|shift| (shift.until.min(until) - shift.from.max(from)).max(TimeDelta::zero())).sum()
    }

    /// When `span` of working time after `from` has passed, and `end` at the latest.
    #[must_use]
    pub fn after(&self, from: Time, span: TimeDelta, end: Time) -> Time {
        let mut left = span;
        for shift in self.shifts(from).take_while(|shift| shift.from < end) {
            let (start, length) = (shift.from.max(from), shift.until - shift.from.max(from));
            if left <= length {
                return to_the_microsecond((start + left).min(end));
            }
            left -= length.max(TimeDelta::zero());
        }
        end
    }

    /// The stretches in which people work, from the one that `from` may lie in.
    fn shifts(&self, from: Time) -> impl Iterator<Item = Period> {
        // A shift that began the day before may still go on.
        let first = self.zone.date(from).pred_opt().unwrap_or(NaiveDate::MIN);
        first.iter_days().filter_map(|day| self.shift(day)).filter(move |shift| from < shift.until)
    }

    fn shift(&self, day: NaiveDate) -> Option<Period> {
        let works = self.days.works_on(day);
        let whole = |hours: &WorkingHours| (hours.days.contains(&Weekday::of(day)), hours.from, hours.to);
        let (usual, from, to) = self.hours.map_or((true, TimeOfDay(0), TimeOfDay(24 * 60)), whole);
        if !works.unwrap_or(usual) {
            return None;
        }
        let last = if to <= from { day.succ_opt()? } else { day };
        let (from, until) = (self.zone.moment(day, from)?, self.zone.moment(last, to)?);
        (from < until).then_some(Period { from, until })
    }
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;
    use proptest::prelude::*;

    use super::*;

    const ZONES: [&str; 6] = ["Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago", "UTC"];

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    fn office() -> WorkingHours {
        WorkingHours::new(Weekday::WORKING.to_vec(), TimeOfDay(9 * 60), TimeOfDay(17 * 60 + 30)).unwrap()
    }

    #[test]
    fn four_hours_from_the_last_evening_end_after_new_year() {
        let closed = ["2026-12-29", "2026-12-30", "2026-12-31", "2027-01-02", "2027-01-03"].map(|day| day.parse().unwrap());
        let days = Calendar { holidays: Some("JP".to_owned()), closed: closed.to_vec(), open: Vec::new() };
        let hours = office();
        let working = Working { zone: "Asia/Tokyo".parse().unwrap(), hours: Some(&hours), days: &days };
        let (evening, far) = (at("2026-12-28T07:30:00Z"), at("2027-02-01T00:00:00Z"));
        assert_eq!(working.after(evening, TimeDelta::hours(4), far), at("2027-01-04T03:00:00Z"), "one hour of it on the last day");
        assert_eq!(working.between(evening, at("2027-01-04T03:00:00Z")), TimeDelta::hours(4));
        assert_eq!(working.after(evening, TimeDelta::hours(4), at("2026-12-30T00:00:00Z")), at("2026-12-30T00:00:00Z"), "never later");
        assert!(working.is_on(evening) && !working.is_on(at("2026-12-29T03:00:00Z")) && !working.is_on(at("2027-01-01T03:00:00Z")));
    }

    /// Another way to ask whether people work, by the week alone.
    fn are_over(hours: &WorkingHours, zone: Zone, now: Time) -> bool {
        let local = now.with_timezone(&zone.0).naive_local();
        let minute = TimeOfDay(u16::try_from(local.hour() * 60 + local.minute()).unwrap());
        let works = |date: NaiveDate| hours.days.contains(&Weekday::of(date));
        let today = works(local.date());
        if hours.from < hours.to {
            return !(today && hours.from <= minute && minute < hours.to);
        }
        let yesterday = local.date().pred_opt().is_some_and(works);
        !((today && hours.from <= minute) || (yesterday && minute < hours.to))
    }

    proptest! {
        /// The same as counting minutes with the other way to ask whether people work.
        #[test]
        fn it_counts_what_a_walk_by_minutes_counts(
            minute in 0_i64..(2 * 365 * 24 * 60),
            length in 1_i64..(8 * 24 * 60),
            asked in 1_i64..3_000,
            zone in prop::sample::select(ZONES.to_vec()),
            night in any::<bool>(),
        ) {
            let hours = if night {
                WorkingHours::new(vec![Weekday::Monday, Weekday::Friday], TimeOfDay(22 * 60), TimeOfDay(6 * 60)).unwrap()
            } else {
                office()
            };
            let days = Calendar { holidays: (!night).then(|| "JP".to_owned()), ..Calendar::default() };
            let working = Working { zone: zone.parse().unwrap(), hours: Some(&hours), days: &days };
            let from = at("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
            let end = from + TimeDelta::minutes(length);
            let works = |now: Time| !are_over(&hours, working.zone, now) && days.works_on(working.zone.date(now)) != Some(false);
            let minutes = (0..length).map(|minute| from + TimeDelta::minutes(minute)).filter(|now| works(*now)).collect::<Vec<_>>();
            prop_assert_eq!(working.between(from, end).num_minutes(), i64::try_from(minutes.len()).unwrap());
            let after = working.after(from, TimeDelta::minutes(asked), end);
            let last = usize::try_from(asked).ok().and_then(|asked| minutes.get(asked - 1));
            let last = last.map_or(end, |last| *last + TimeDelta::minutes(1));
            prop_assert_eq!(after, last);
            prop_assert_eq!(works(from), working.is_on(from));
        }
    }
}
