//! When people want to be told: not in their quiet hours, and not more often than they like. What is urgent is always told.

use chrono::{NaiveTime, TimeDelta};
use sekisho_gate::{
    Time,
    view::{Because, Level, Notice},
};
use serde::{Deserialize, Serialize};

/// What somebody chose on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wishes {
    pub(crate) quiet: Option<Quiet>,
    pub(crate) every: Every,
}

/// Hours of each day in which only what is urgent is told. From 22:00 to 7:00 goes over midnight; equal times are no hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Quiet {
    #[serde(with = "minute")]
    pub(crate) from: NaiveTime,
    #[serde(with = "minute")]
    pub(crate) to: NaiveTime,
}

/// How often to tell at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Every {
    #[default]
    Once,
    Quarter,
    Hour,
}

/// What was told last, and whether something waits to be told.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    told: Option<Time>,
    owes: bool,
}

impl Quiet {
    fn covers(self, time: NaiveTime) -> bool {
        if self.from <= self.to { self.from <= time && time < self.to } else { self.from <= time || time < self.to }
    }
}

impl Every {
    fn gap(self) -> TimeDelta {
        match self {
            Self::Once => TimeDelta::zero(),
            Self::Quarter => TimeDelta::minutes(15),
            Self::Hour => TimeDelta::hours(1),
        }
    }
}

/// Whether it is told whatever the hour.
pub(crate) fn is_urgent(notice: &Notice) -> bool {
    match notice.because {
        Because::Escalated | Because::Raised => true,
        Because::Held | Because::Reminded | Because::Returned => notice.level >= Level::Critical,
    }
}

impl Pace {
    /// Whether to tell of `notice` now. What is not told now is owed, and part of the next digest. `local` is the time of day of `now`.
    pub(crate) fn admits(&mut self, wishes: Wishes, notice: &Notice, now: Time, local: NaiveTime) -> bool {
        let free = self.is_free(wishes, now, local);
        // What would be over before the next digest cannot wait for it; quiet hours are quiet.
        let hurries = !is_quiet(wishes, local) && notice.due_at <= now + wishes.every.gap();
        let admits = is_urgent(notice) || hurries || free;
        self.owes |= !admits;
        admits
    }

    /// Something that is not urgent was told, so the next may have to wait.
    pub(crate) fn told(&mut self, now: Time) {
        self.told = Some(now);
    }

    /// Whether it is time to tell of all that waits, as something was kept back. Once.
    pub(crate) fn owes_digest(&mut self, wishes: Wishes, now: Time, local: NaiveTime) -> bool {
        let due = self.owes && self.is_free(wishes, now, local);
        if due {
            (self.owes, self.told) = (false, Some(now));
        }
        due
    }

    fn is_free(&self, wishes: Wishes, now: Time, local: NaiveTime) -> bool {
        !is_quiet(wishes, local) && self.told.is_none_or(|told| told + wishes.every.gap() <= now)
    }
}

fn is_quiet(wishes: Wishes, local: NaiveTime) -> bool {
    wishes.quiet.is_some_and(|quiet| quiet.covers(local))
}

/// Times of day as `22:00`, as people and the page write them.
mod minute {
    use chrono::NaiveTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    const FORMAT: &str = "%H:%M";

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives the function its shape")]
    pub(super) fn serialize<S: Serializer>(time: &NaiveTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&time.format(FORMAT))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        NaiveTime::parse_from_str(&text, FORMAT).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use sekisho_gate::view::Effect;

    use super::*;

    const NIGHT: Quiet = Quiet { from: at(22, 0), to: at(7, 0) };

    const fn at(hour: u32, minute: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
    }

    fn day(hour: u32, minute: u32) -> (Time, NaiveTime) {
        let local = at(hour, minute);
        (chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_time(local).and_utc(), local)
    }

    fn notice(because: Because, level: Level, due_at: Time) -> Notice {
        Notice { because, timely: true, agent: "Orders".to_owned(), effect: Effect::Send, tool: None, amount: None, level, due_at }
    }

    #[test]
    fn a_night_is_quiet_and_ends_with_one_digest() {
        let wishes = Wishes { quiet: Some(NIGHT), every: Every::Once };
        let mut pace = Pace::default();
        let (now, local) = day(3, 0);
        let late = now + TimeDelta::hours(9);
        assert!(!pace.admits(wishes, &notice(Because::Held, Level::High, now), now, local), "even if it ends in the night");
        assert!(!pace.admits(wishes, &notice(Because::Reminded, Level::High, late), now, local));
        assert!(!pace.owes_digest(wishes, now, local), "the night is not over");
        for (because, level) in [(Because::Escalated, Level::Low), (Because::Raised, Level::Low), (Because::Held, Level::Critical)] {
            assert!(pace.admits(wishes, &notice(because, level, late), now, local), "{because:?} {level:?} gets through");
        }
        let (now, local) = day(7, 0);
        assert_eq!([1, 2].map(|_| pace.owes_digest(wishes, now, local)), [true, false], "once");
    }

    #[test]
    fn hours_go_over_midnight_and_none_are_none() {
        let covered = |quiet: Quiet| [0, 6, 7, 12, 21, 22, 23].map(|hour| quiet.covers(at(hour, 0)));
        assert_eq!(covered(NIGHT), [true, true, false, false, false, true, true]);
        assert_eq!(covered(Quiet { from: at(7, 0), to: at(22, 0) }), [false, false, true, true, true, false, false]);
        assert_eq!(covered(Quiet { from: at(7, 0), to: at(7, 0) }), [false; 7]);
    }

    #[test]
    fn within_a_quarter_the_first_is_told_and_the_rest_gathers() {
        let wishes = Wishes { quiet: None, every: Every::Quarter };
        let mut pace = Pace::default();
        let (now, local) = day(9, 0);
        let slow = |now: Time| notice(Because::Held, Level::High, now + TimeDelta::hours(8));
        assert!(pace.admits(wishes, &slow(now), now, local));
        pace.told(now);
        let (now, local) = day(9, 5);
        assert!(!pace.admits(wishes, &slow(now), now, local));
        assert!(pace.admits(wishes, &notice(Because::Held, Level::Low, now + TimeDelta::minutes(10)), now, local), "it cannot wait");
        assert!(!pace.owes_digest(wishes, now, local));
        let (now, local) = day(9, 15);
        assert!(pace.owes_digest(wishes, now, local));
        assert!(!pace.admits(wishes, &slow(now), now, local), "the digest counts, too");
    }

    #[test]
    fn at_once_is_at_once() {
        let wishes = Wishes { quiet: None, every: Every::Once };
        let mut pace = Pace::default();
        let (now, local) = day(9, 0);
        for _ in 0..3 {
            assert!(pace.admits(wishes, &notice(Because::Held, Level::Low, now + TimeDelta::hours(8)), now, local));
            pace.told(now);
        }
        assert!(!pace.owes_digest(wishes, now, local), "nothing was kept back");
    }

    #[test]
    fn times_are_written_as_people_do() {
        let text = r#"{"from":"22:00","to":"07:00"}"#;
        assert_eq!((serde_json::to_string(&NIGHT).unwrap().as_str(), serde_json::from_str::<Quiet>(text).unwrap()), (text, NIGHT));
        for odd in [r#"{"from":"25:00","to":"07:00"}"#, r#"{"from":"","to":"07:00"}"#] {
            assert!(serde_json::from_str::<Quiet>(odd).is_err(), "{odd}");
        }
    }
}
