//! Which days are worked beside the week's: public holidays, and what a company says itself.
//!
//! The holidays are a file that ships (`holidays.txt`), so that the same day is one on every machine.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// How many days of its own a company may name, of each kind.
pub const OWN_DAYS_MAX: usize = 1_000;

static COUNTRIES: LazyLock<BTreeMap<&'static str, Country>> = LazyLock::new(|| read(include_str!("holidays.txt")));

/// The days on which people do not work, or work although the week says otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Calendar {
    /// Whose public holidays are kept: two letters of ISO 3166 such as `JP`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holidays: Option<String>,
    /// Days on which the company is closed.
    pub closed: Vec<NaiveDate>,
    /// Days on which it is open, whatever else is said.
    pub open: Vec<NaiveDate>,
}

/// What is known of a country's holidays.
#[derive(Debug, Default, PartialEq, Eq)]
struct Country {
    years: BTreeSet<i32>,
    off: BTreeSet<NaiveDate>,
    /// Days of a weekend on which people work instead.
    worked: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// Of whoever keeps none: the week alone counts.
    pub const NONE: &'static Self = &Self { holidays: None, closed: Vec::new(), open: Vec::new() };

    /// Whether people work on a day; none if the day of the week says. So it is in years that are not covered.
    #[must_use]
    pub fn works_on(&self, day: NaiveDate) -> Option<bool> {
        let country = self.holidays.as_deref().and_then(|code| COUNTRIES.get(code));
        let public = country.and_then(|country| match (country.off.contains(&day), country.worked.contains(&day)) {
            (true, _) => Some(false),
            (false, true) => Some(true),
            (false, false) => None,
        });
        match (self.open.contains(&day), self.closed.contains(&day)) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => public,
        }
    }

    /// The countries whose holidays are known.
    pub fn countries() -> impl Iterator<Item = &'static str> {
        COUNTRIES.keys().copied()
    }

    /// Whether the holidays of a day's year are known; none of a country that is not.
    #[must_use]
    pub fn is_covered(country: &str, day: NaiveDate) -> Option<bool> {
        COUNTRIES.get(country).map(|known| known.years.contains(&day.year()))
    }
}

/// Reads lines such as `JP 2026 0101 +0214`. What is no day there is none; a test reads the file that ships.
fn read(text: &'static str) -> BTreeMap<&'static str, Country> {
    let mut countries = BTreeMap::<_, Country>::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let Some((code, year)) = words.next().zip(words.next().and_then(|year| year.parse::<i32>().ok())) else { continue };
        let country = countries.entry(code).or_default();
        country.years.insert(year);
        for word in words {
            let (days, day) = match word.strip_prefix('+') {
                Some(day) => (&mut country.worked, day),
                None => (&mut country.off, word),
            };
            days.extend(NaiveDate::parse_from_str(&format!("{year}{day}"), "%Y%m%d"));
        }
    }
    countries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_file_is_read_whole() {
        for line in include_str!("holidays.txt").lines().filter(|line| !line.starts_with('#')) {
            let (code, rest) = line.split_once(' ').unwrap();
            let (year, days) = rest.split_once(' ').unwrap();
            let country = &COUNTRIES[code];
            let of_year = |days: &BTreeSet<NaiveDate>| days.iter().filter(|day| day.year().to_string() == year).count();
            assert_eq!(of_year(&country.off) + of_year(&country.worked), days.split(' ').count(), "{code} {year}");
        }
        assert_eq!(COUNTRIES["JP"].off.len(), 286, "as many as another source has from 2020 to 2035");
        for code in Calendar::countries() {
            let last = if code == "CN" { 2026 } else { 2035 };
            assert!(COUNTRIES[code].years.iter().copied().eq(2020..=last), "{code}");
        }
    }

    #[test]
    fn japan_is_right() {
        let japan = Calendar { holidays: Some("JP".to_owned()), ..Calendar::default() };
        for (text, why) in [
            ("2026-09-22", "between two holidays"),
            ("2026-05-06", "instead of a Sunday"),
            ("2021-07-22", "moved for the games"),
            ("2021-07-23", "moved for the games"),
            ("2021-08-09", "instead of a Sunday, moved for the games"),
            ("2020-08-10", "moved for the games"),
            ("2035-03-21", "the equinox"),
            ("2032-09-21", "between two holidays"),
        ] {
            assert_eq!(japan.works_on(day(text)), Some(false), "{text}: {why}");
        }
        for text in ["2021-07-19", "2021-08-11", "2021-10-11", "2020-07-20", "2026-09-24", "2040-01-01"] {
            assert_eq!(japan.works_on(day(text)), None, "{text} is a day like others");
        }
        assert_eq!(
            (Calendar::is_covered("JP", day("2035-12-31")), Calendar::is_covered("JP", day("2036-01-01"))),
            (Some(true), Some(false))
        );
        assert_eq!(Calendar::is_covered("XX", day("2026-01-01")), None);
    }

    #[test]
    fn a_company_knows_better() {
        let (new_year, last, worked) = (day("2026-01-01"), day("2026-12-29"), day("2026-01-04"));
        let china = Calendar { holidays: Some("CN".to_owned()), closed: vec![last], open: vec![new_year] };
        assert_eq!((china.works_on(new_year), china.works_on(last), china.works_on(worked)), (Some(true), Some(false), Some(true)));
    }
}
