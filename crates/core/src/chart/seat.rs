//! Who fills a place of a stage, as people write it: `manager`, `manager:2`, `authority`, `group:経理部`, `person:高橋 健`, `administrators`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::LEVELS_MAX;

/// Who fills a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Seat {
    /// The manager of whoever the agent belongs to: the first above them, or that many above.
    Manager(u8),
    /// The first of those managers who may approve the amount and is not needed at an earlier place.
    Authority,
    /// Somebody of a group.
    Group(String),
    /// One person, by name.
    Person(String),
    /// An administrator.
    Administrators,
}

/// A text that is no seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a seat is `manager`, `manager:2`, `authority`, `group:NAME`, `person:NAME` or `administrators`")]
pub struct ParseSeatError;

impl FromStr for Seat {
    type Err = ParseSeatError;

    fn from_str(text: &str) -> Result<Self, ParseSeatError> {
        let named = |name: &str| Some(name.trim().to_owned()).filter(|name| !name.is_empty()).ok_or(ParseSeatError);
        match text.trim().split_once(':') {
            None => match text.trim() {
                "manager" => Ok(Self::Manager(1)),
                "authority" => Ok(Self::Authority),
                "administrators" => Ok(Self::Administrators),
                _ => Err(ParseSeatError),
            },
            Some(("manager", levels)) => {
                let levels = levels.trim().parse().ok().filter(|levels| *levels >= 1 && usize::from(*levels) <= LEVELS_MAX);
                levels.map(Self::Manager).ok_or(ParseSeatError)
            }
            Some(("group", name)) => named(name).map(Self::Group),
            Some(("person", name)) => named(name).map(Self::Person),
            Some(_) => Err(ParseSeatError),
        }
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manager(1) => write!(f, "manager"),
            Self::Manager(levels) => write!(f, "manager:{levels}"),
            Self::Authority => write!(f, "authority"),
            Self::Group(name) => write!(f, "group:{name}"),
            Self::Person(name) => write!(f, "person:{name}"),
            Self::Administrators => write!(f, "administrators"),
        }
    }
}

impl From<Seat> for String {
    fn from(seat: Seat) -> Self {
        seat.to_string()
    }
}

impl TryFrom<String> for Seat {
    type Error = ParseSeatError;

    fn try_from(text: String) -> Result<Self, ParseSeatError> {
        text.parse()
    }
}
