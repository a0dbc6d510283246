use proptest::prelude::*;

use super::*;

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

#[track_caller]
fn check(period: Period, from: &str, until: &str) {
    assert_eq!(period, Period { from: at(from), until: at(until) });
}

#[test]
fn days_weeks_and_months_are_those_of_the_zone() {
    let tokyo = zone("Asia/Tokyo");
    let now = at("2026-11-30T15:30:00Z");
    check(tokyo.day(now), "2026-11-30T15:00:00Z", "2026-12-01T15:00:00Z");
    check(tokyo.month(now), "2026-11-30T15:00:00Z", "2026-12-31T15:00:00Z");
    check(tokyo.week(now), "2026-11-29T15:00:00Z", "2026-12-06T15:00:00Z");
    check(Zone::UTC.month(now), "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z");
}

#[test]
fn a_day_has_the_hours_that_the_clocks_leave_it() {
    let new_york = zone("America/New_York");
    check(new_york.day(at("2026-03-08T12:00:00Z")), "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z");
    check(new_york.day(at("2026-11-01T12:00:00Z")), "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z");
    check(new_york.month(at("2026-11-15T00:00:00Z")), "2026-11-01T04:00:00Z", "2026-12-01T05:00:00Z");
}

#[test]
fn a_midnight_that_is_skipped_or_comes_twice_still_begins_one_day() {
    // In Santiago clocks go from 00:00 to 01:00; in Havana from 01:00 back to 00:00; Samoa left out 30 December 2011.
    check(zone("America/Santiago").day(at("2026-09-06T12:00:00Z")), "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z");
    check(zone("America/Havana").day(at("2026-11-01T12:00:00Z")), "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z");
    check(zone("Pacific/Apia").day(at("2011-12-30T09:59:59Z")), "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z");
}

fn is_on(hours: &WorkingHours, zone: Zone, now: Time) -> bool {
    Working { zone, hours: Some(hours), days: Calendar::NONE }.is_on(now)
}

#[test]
fn working_hours_are_over_at_night_and_on_other_days() {
    let (hours, tokyo) = (WorkingHours::usual(), zone("Asia/Tokyo"));
    for (time, over) in [
        ("2026-11-23T21:59:59Z", true),
        ("2026-11-23T22:00:00Z", false),
        ("2026-11-24T10:59:59Z", false),
        ("2026-11-24T11:00:00Z", true),
        ("2026-11-21T03:00:00Z", true),
    ] {
        assert_eq!(is_on(&hours, tokyo, at(time)), !over, "{time}");
    }
}

#[test]
fn a_shift_past_midnight_belongs_to_the_day_it_began_on() {
    let night = WorkingHours::new(vec![Weekday::Friday], TimeOfDay(22 * 60), TimeOfDay(6 * 60)).unwrap();
    for (time, over) in [
        ("2026-11-20T21:59:00Z", true),
        ("2026-11-20T22:00:00Z", false),
        ("2026-11-21T05:59:00Z", false),
        ("2026-11-21T06:00:00Z", true),
        ("2026-11-20T03:00:00Z", true),
    ] {
        assert_eq!(is_on(&night, Zone::UTC, at(time)), !over, "{time}");
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    for text in ["24:01", "7:00", "07:60", "25:00", "0700", "", "07:00:00", "+7:00", "０７:００"] {
        assert_eq!(text.parse::<TimeOfDay>(), Err(ParseTimeOfDayError), "{text}");
    }
    for name in ["", "Tokyo", "asia/tokyo", "UTC+9", "../etc", "Mars/Olympus"] {
        assert_eq!(name.parse::<Zone>(), Err(ParseZoneError), "{name}");
    }
    for json in [
        r#"{"days":[],"from":"07:00","to":"20:00"}"#,
        r#"{"days":["monday","monday"],"from":"07:00","to":"20:00"}"#,
        r#"{"days":["monday"],"from":"07:00","to":"07:00"}"#,
        r#"{"days":["monday"],"from":"24:00","to":"07:00"}"#,
        r#"{"days":["monday"],"from":"07:00","to":"20:00","lunch":true}"#,
    ] {
        assert!(serde_json::from_str::<WorkingHours>(json).is_err(), "{json}");
    }
    let hours = WorkingHours::usual();
    assert_eq!(serde_json::from_str::<WorkingHours>(&serde_json::to_string(&hours).unwrap()).unwrap(), hours);
}

proptest! {
    /// Whatever the zone and the moment: it lies in its day, week and month, and the next one begins where this one ends.
    #[test]
    fn periods_hold_their_moment_and_leave_no_gap(
        seconds in 0_i64..4_000_000_000,
        name in prop::sample::select(vec![
            "Asia/Tokyo", "America/New_York", "America/Santiago", "Europe/London", "Asia/Kathmandu", "Australia/Lord_Howe",
            "America/St_Johns", "America/Havana", "Africa/Cairo", "Pacific/Chatham", "UTC",
        ]),
    ) {
        let (zone, now) = (zone(name), Time::UNIX_EPOCH + TimeDelta::seconds(seconds));
        for period in [Zone::day, Zone::week, Zone::month] {
            let this = period(zone, now);
            prop_assert!(this.from <= now && now < this.until, "{name} {now} {this:?}");
            prop_assert_eq!(period(zone, this.from), this);
            prop_assert_eq!(period(zone, this.until).from, this.until);
            prop_assert_eq!(period(zone, this.until - TimeDelta::microseconds(1)), this);
        }
    }
}
