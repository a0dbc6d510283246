//! Whether the agent asks the same again and again, or far more than usual.

use super::{Contribution, Evidence, Facts};
use crate::{
    history::Lately,
    risk::{Line, Scorecard},
};

/// From how often on the same is a repetition, and from how often a loop.
const AGAIN: u32 = 5;
const LOOP: u32 = 20;

/// From how many actions a minute on, and from how many times the usual, it is a burst.
const BURST: u32 = 30;
const BURST_TIMES: u32 = 5;

pub(super) fn repeats(facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    let times = facts.past.lately.alike;
    let line = match times {
        LOOP.. => Line::RepeatsLoop,
        AGAIN.. => Line::RepeatsAgain,
        0.. => return None,
    };
    Some(card.contribution(line, Evidence::Repeats { times }))
}

pub(super) fn burst(facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    let Lately { minute, usual, .. } = facts.past.lately;
    let is_burst = usual > 0 && minute >= BURST && minute >= usual.saturating_mul(BURST_TIMES);
    is_burst.then(|| card.contribution(Line::Burst, Evidence::Burst { minute, usual }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::Past, tool::classify};

    fn found(lately: Lately) -> (u8, u8) {
        let facts = Facts { past: Past { lately, ..Past::default() }, ..Facts::of(classify("send", None)) };
        let points = |contribution: Option<Contribution>| contribution.map_or(0, |contribution| contribution.points);
        (points(repeats(&facts, &Scorecard::default())), points(burst(&facts, &Scorecard::default())))
    }

    #[test]
    fn again_and_again_is_said() {
        let points = [0, 4, 5, 19, 20, u32::MAX].map(|alike| found(Lately { alike, ..Lately::default() }).0);
        assert!(points.is_sorted() && points[1] == 0 && points[2] > 0 && points[4] > points[3]);
    }

    #[test]
    fn much_is_a_burst_only_against_the_usual() {
        let burst = |minute, usual| found(Lately { alike: 0, minute, usual }).1 > 0;
        assert!(burst(30, 6) && burst(u32::MAX, 1));
        assert!(!burst(29, 1) && !burst(30, 7) && !burst(100, 0), "little, usual, or nobody knows");
    }
}
