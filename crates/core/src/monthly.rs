//! Months of the organisation, and the report that is written for each of them by itself.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    calendar::{Period, Zone},
    id::ReviewerId,
    time::Time,
};

/// A month, such as `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(into = "String", try_from = "String")]
#[ts(type = "string")]
pub struct Month {
    first: NaiveDate,
}

/// A text that names no month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a month such as `2026-11`")]
pub struct ParseMonthError;

/// In which form decisions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportFormat")]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// An Excel workbook.
    Xlsx,
    /// A report as pages.
    Pdf,
    /// A trace for `AgentAck`.
    Agentack,
}

/// In which language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "ReportLanguage")]
pub enum Language {
    /// Japanese.
    Ja,
    /// English.
    #[default]
    En,
}

/// What is written each month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Where to: a folder, from the root on.
    pub folder: String,
    /// In which forms: one file each.
    pub formats: Vec<Format>,
    /// In which language.
    pub language: Language,
    /// Who said so.
    pub set_by: ReviewerId,
}

/// What was written for a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "MonthlyReport")]
pub struct Written {
    /// For which.
    pub month: Month,
    /// When.
    pub at: Time,
    /// The names of the files.
    pub files: Vec<String>,
}

/// What is written each month by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlySet {
    /// Who said so.
    pub by: ReviewerId,
    /// What; none for nothing any more.
    pub plan: Option<Plan>,
}

/// Decisions of a month were written by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlyWritten {
    /// Of which.
    pub month: Month,
    /// To these files.
    pub files: Vec<String>,
}

impl Format {
    /// How a file of it ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Agentack => "agentack.jsonl",
        }
    }
}

impl Month {
    /// The month that `now` belongs to.
    #[must_use]
    pub fn of(zone: Zone, now: Time) -> Self {
        let today = zone.date(now);
        Self { first: today.with_day(1).unwrap_or(today) }
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first.checked_add_months(Months::new(1)).unwrap_or(self.first) }
    }

    /// When it begins and when it is over.
    #[must_use]
    pub fn period(self, zone: Zone) -> Period {
        Period { from: zone.midnight(self.first), until: zone.midnight(self.next().first) }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

impl FromStr for Month {
    type Err = ParseMonthError;

    fn from_str(text: &str) -> Result<Self, ParseMonthError> {
        let first = format!("{text}-01").parse::<NaiveDate>().map_err(|_| ParseMonthError)?;
        // One spelling: chrono also reads `2026-1`.
        Some(Self { first }).filter(|month| month.to_string() == text).ok_or(ParseMonthError)
    }
}

impl TryFrom<String> for Month {
    type Error = ParseMonthError;

    fn try_from(text: String) -> Result<Self, ParseMonthError> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_the_organisations_and_follows_the_one_before() {
        let zone: Zone = "Asia/Tokyo".parse().unwrap();
        let month = Month::of(zone, "2026-11-30T15:00:00Z".parse().unwrap());
        assert_eq!((month.to_string(), month.next().to_string()), ("2026-12".to_owned(), "2027-01".to_owned()), "it is December there");
        let period = month.period(zone);
        assert_eq!(period.from, "2026-11-30T15:00:00Z".parse::<Time>().unwrap());
        assert_eq!(period.until, "2026-12-31T15:00:00Z".parse::<Time>().unwrap());
        assert_eq!(month.next().period(zone).from, period.until, "no moment is between");
    }

    #[test]
    fn a_month_has_one_spelling() {
        assert_eq!("2026-11".parse::<Month>().map(|month| month.to_string()), Ok("2026-11".to_owned()));
        for text in ["", "2026", "2026-13", "2026-1", "2026-11-01", " 2026-11", "+2026-11"] {
            assert_eq!(text.parse::<Month>(), Err(ParseMonthError), "{text}");
        }
    }
}
