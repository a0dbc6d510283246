//! Whether this agent has called this tool before.

use super::{Contribution, Evidence, Facts};
use crate::tool::Effect;

const MOST: u8 = 15;

pub(super) fn contribute(facts: &Facts) -> Option<Contribution> {
    let points = if facts.class.effect == Effect::Read { 5 } else { MOST };
    facts.first_time.then_some(Contribution { points, most: MOST, evidence: Evidence::FirstTime })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::classify;

    #[test]
    fn only_the_first_call_adds() {
        let points =
            |name, first_time| contribute(&Facts { first_time, ..Facts::of(classify(name, None)) }).map(|contribution| contribution.points);
        assert_eq!((points("send_email", true), points("get_file", true), points("send_email", false)), (Some(MOST), Some(5), None));
    }
}
