//! The risk score: the sum of what the signals contribute, never a bare number.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::signal::{Contribution, Evidence};

pub use scorecard::{Line, Overrides, Scorecard, TooManyPoints, VERSION};

mod scorecard;

/// The highest score.
pub const SCORE_MAX: u8 = 100;

/// How risky, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 0 to 24.
    Low,
    /// 25 to 49.
    Medium,
    /// 50 to 74.
    High,
    /// 75 to 100.
    Critical,
}

impl Level {
    /// The word for it in rules and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The least score of it.
    #[must_use]
    pub fn least(self) -> u8 {
        match self {
            Self::Low => 0,
            Self::Medium => 25,
            Self::High => 50,
            Self::Critical => 75,
        }
    }

    /// The level of a score.
    #[must_use]
    pub fn of(score: u8) -> Self {
        match score {
            0..=24 => Self::Low,
            25..=49 => Self::Medium,
            50..=74 => Self::High,
            75..=u8::MAX => Self::Critical,
        }
    }
}

/// A score with what it is made of. They cannot disagree: the score is only ever the sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Risk {
    contributions: Vec<Contribution>,
}

impl Risk {
    /// 0 to [`SCORE_MAX`].
    #[must_use]
    pub fn score(&self) -> u8 {
        self.contributions.iter().fold(0_u8, |sum, contribution| sum.saturating_add(contribution.points)).min(SCORE_MAX)
    }

    /// The score in a word.
    #[must_use]
    pub fn level(&self) -> Level {
        Level::of(self.score())
    }

    /// The same points for what is left of their reasons.
    pub(crate) fn map(&self, left: impl Fn(&Contribution) -> Contribution) -> Self {
        Self { contributions: self.contributions.iter().map(left).collect() }
    }

    /// What the score is made of, most first.
    #[must_use]
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }
}

/// Adds up what the signals found.
#[must_use]
pub fn assess(mut contributions: Vec<Contribution>) -> Risk {
    contributions.sort_by_key(|contribution| std::cmp::Reverse(contribution.points));
    Risk { contributions }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::signal::Evidence;

    fn contribution(points: u8) -> Contribution {
        Contribution { points, most: points, evidence: Evidence::FirstTime }
    }

    proptest! {
        #[test]
        fn another_concern_never_lowers_the_score(points in proptest::collection::vec(any::<u8>(), 0..12), more in any::<u8>()) {
            let before = assess(points.iter().copied().map(contribution).collect());
            let after = assess(points.iter().copied().chain([more]).map(contribution).collect());
            prop_assert!(after.score() >= before.score() && after.level() >= before.level() && after.score() <= SCORE_MAX);
        }
    }
}
