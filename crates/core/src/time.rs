//! Points in time and the spans that agents ask for. The current time is always a parameter.

use std::{fmt, str::FromStr};

use chrono::{DateTime, TimeDelta, Timelike, Utc};

/// A point in time, in UTC, kept to the microsecond.
pub type Time = DateTime<Utc>;

/// The longest an action may wait for a person. A longer timeout is accepted and ends here.
pub const WAIT_MAX: TimeDelta = TimeDelta::days(7);

/// How long an approval may be consumed after it was given.
pub const APPROVAL_VALID: TimeDelta = TimeDelta::minutes(5);

/// How long exactly the arguments that a reviewer proposed are approved when they are asked for.
pub const AMENDMENT_VALID: TimeDelta = TimeDelta::hours(1);

/// `time` without what is finer than a microsecond, which neither the store nor the wire keeps.
#[must_use]
pub fn to_the_microsecond(time: Time) -> Time {
    time.with_nanosecond(time.nanosecond() / 1_000 * 1_000).unwrap_or(time)
}

/// How long an agent is willing to wait, such as `90s`, `10m`, `24h` or `1h30m`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeout {
    text: String,
    span: TimeDelta,
}

impl Timeout {
    /// When an action received at `received_at` stops waiting.
    #[must_use]
    pub fn deadline(&self, received_at: Time) -> Time {
        received_at + self.span.min(WAIT_MAX)
    }

    /// How long it is, which may be longer than anything can wait.
    #[must_use]
    pub fn span(&self) -> TimeDelta {
        self.span
    }

    /// The timeout as the agent wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A text that is not a timeout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a timeout of at least one second such as `90s`, `10m`, `24h` or `1h30m`")]
pub struct ParseTimeoutError;

impl FromStr for Timeout {
    type Err = ParseTimeoutError;

    fn from_str(text: &str) -> Result<Self, ParseTimeoutError> {
        let mut seconds: i64 = 0;
        let mut rest = text;
        let mut last = i64::MAX;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, tail) = rest.split_at_checked(digits).ok_or(ParseTimeoutError)?;
            let mut tail = tail.chars();
            let unit = match tail.next() {
                Some('d') => 86_400,
                Some('h') => 3_600,
                Some('m') => 60,
                Some('s') => 1,
                _ => return Err(ParseTimeoutError),
            };
            // Nine digits of days still fit; larger units come first, each once, so that a timeout reads one way.
            if number.is_empty() || number.len() > 9 || unit >= last {
                return Err(ParseTimeoutError);
            }
            last = unit;
            seconds += number.parse::<i64>().map_err(|_| ParseTimeoutError)? * unit;
            rest = tail.as_str();
        }
        if seconds == 0 {
            return Err(ParseTimeoutError);
        }
        Ok(Self { text: text.to_owned(), span: TimeDelta::seconds(seconds) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_is_units_in_falling_order() {
        for (text, seconds) in [("1s", 1), ("10m", 600), ("24h", 86_400), ("1h30m", 5_400), ("2d", 172_800)] {
            let timeout: Timeout = text.parse().unwrap();
            assert_eq!(timeout.deadline(Time::UNIX_EPOCH), Time::UNIX_EPOCH + TimeDelta::seconds(seconds), "{text}");
        }
        for text in ["", "0s", "10", "m", "-5m", "5 m", "1.5h", "30m1h", "1m1m", "９s", "99999999999d", "1w"] {
            assert_eq!(text.parse::<Timeout>(), Err(ParseTimeoutError), "{text}");
        }
    }

    #[test]
    fn a_wait_is_capped() {
        let year: Timeout = "365d".parse().unwrap();
        assert_eq!(year.deadline(Time::UNIX_EPOCH), Time::UNIX_EPOCH + WAIT_MAX);
        assert_eq!(year.as_str(), "365d", "the agent gets back what it sent");
    }
}
