//! Whether this agent has called this tool before.

use super::{Contribution, Evidence, Facts};
use crate::{
    risk::{Line, Scorecard},
    tool::Effect,
};

pub(super) fn contribute(facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    let line = if facts.class.effect == Effect::Read { Line::FirstTimeRead } else { Line::FirstTimeChange };
    facts.first_time.then(|| card.contribution(line, Evidence::FirstTime))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::classify;

    #[test]
    fn only_the_first_call_adds() {
        let points = |name, first_time| {
            contribute(&Facts { first_time, ..Facts::of(classify(name, None)) }, &Scorecard::default())
                .map(|contribution| contribution.points)
        };
        assert_eq!((points("send_email", true), points("get_file", true), points("send_email", false)), (Some(15), Some(5), None));
    }
}
