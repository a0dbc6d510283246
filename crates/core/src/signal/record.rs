//! What people made of what this agent asked before, and how it went.

use super::{Contribution, Evidence, Facts};
use crate::{
    history::Record,
    risk::{Line, Scorecard},
};

/// The fewest decisions of people that tell something.
const DECIDED_MIN: u32 = 5;

/// The fewest failures that tell something.
const FAILED_MIN: u32 = 3;

pub(super) fn contribute(facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    let Record { approved, denied, failed } = facts.past.record;
    let decided = approved.saturating_add(denied);
    if decided >= DECIDED_MIN && denied >= decided.div_ceil(2) {
        return Some(card.contribution(Line::RecordDenied, Evidence::RecordDenied { decided, denied }));
    }
    let fails = failed >= FAILED_MIN && failed > approved / 10;
    fails.then(|| card.contribution(Line::RecordFailed, Evidence::RecordFailed { failed }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::Past, tool::classify};

    #[test]
    fn a_bad_record_is_said() {
        let points = |approved, denied, failed| {
            let past = Past { record: Record { approved, denied, failed }, ..Past::default() };
            let facts = Facts { past, ..Facts::of(classify("send", None)) };
            contribute(&facts, &Scorecard::default()).map_or(0, |contribution| contribution.points)
        };
        assert!(points(2, 3, 0) > points(0, 0, 3) && points(0, 0, 3) > 0);
        assert_eq!((points(3, 2, 0), points(0, 4, 2), points(100, 0, 3)), (0, 0, 0), "good, too little, and rare");
    }
}
