//! Whether the effect can be taken back.

use super::{Contribution, Evidence};
use crate::{
    risk::{Line, Scorecard},
    tool::{Class, Reversibility},
};

pub(super) fn contribute(class: &Class, card: &Scorecard) -> Option<Contribution> {
    let line = match class.reversibility {
        Reversibility::Reversible => return None,
        Reversibility::Costly => Line::ReversibilityCostly,
        Reversibility::Irreversible => Line::ReversibilityIrreversible,
    };
    Some(card.contribution(line, Evidence::Reversibility { reversibility: class.reversibility }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::classify;

    #[test]
    fn what_cannot_be_taken_back_weighs_more() {
        let points = |name| contribute(&classify(name, None), &Scorecard::default()).map(|contribution| contribution.points);
        assert_eq!((points("get_file"), points("grant_access"), points("delete_file")), (None, Some(10), Some(20)));
    }
}
