//! How long people took to answer.

use std::collections::BTreeMap;

use chrono::TimeDelta;

/// How long people took to answer, from when an action came in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// How many answers took so many seconds. A wait has an end, so this stays small.
    seconds: BTreeMap<u32, u64>,
}

impl Answers {
    /// Adds an answer.
    pub fn add(&mut self, took: TimeDelta) {
        let seconds = u32::try_from(took.num_seconds().max(0)).unwrap_or(u32::MAX);
        *self.seconds.entry(seconds).or_default() += 1;
    }

    /// How many there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.seconds.values().sum()
    }

    /// The time that half of them took at the most. None without answers.
    #[must_use]
    pub fn median(&self) -> Option<TimeDelta> {
        self.within(50)
    }

    /// The time that nine of ten took at the most. None without answers.
    #[must_use]
    pub fn p90(&self) -> Option<TimeDelta> {
        self.within(90)
    }

    /// The longest. None without answers.
    #[must_use]
    pub fn longest(&self) -> Option<TimeDelta> {
        self.within(100)
    }

    /// The time in which so many percent were given (nearest rank).
    fn within(&self, percent: u64) -> Option<TimeDelta> {
        let rank = (self.count() * percent).div_ceil(100);
        let mut so_far = 0;
        let found = self.seconds.iter().find(|(_, count)| {
            so_far += **count;
            so_far >= rank
        });
        found.map(|(seconds, _)| TimeDelta::seconds(i64::from(*seconds)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_in_which_so_many_were_answered() {
        let mut answers = Answers::default();
        assert_eq!((answers.count(), answers.median(), answers.longest()), (0, None, None));
        for seconds in [10, 1, 3, 2, 9, 8, 7, 4, 6, 5] {
            answers.add(TimeDelta::seconds(seconds));
        }
        let found = (answers.count(), answers.median(), answers.p90(), answers.longest());
        assert_eq!(found, (10, Some(TimeDelta::seconds(5)), Some(TimeDelta::seconds(9)), Some(TimeDelta::seconds(10))));
        answers.add(TimeDelta::seconds(-1));
        assert_eq!(answers.median(), Some(TimeDelta::seconds(5)), "a clock that was set back took no time");
    }
}
