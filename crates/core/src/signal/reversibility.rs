//! Whether the effect can be taken back.

use super::{Contribution, Evidence};
use crate::tool::{Class, Reversibility};

const MOST: u8 = 20;

pub(super) fn contribute(class: &Class) -> Option<Contribution> {
    let points = match class.reversibility {
        Reversibility::Reversible => return None,
        Reversibility::Costly => 10,
        Reversibility::Irreversible => MOST,
    };
    Some(Contribution { points, most: MOST, evidence: Evidence::Reversibility { reversibility: class.reversibility } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::classify;

    #[test]
    fn what_cannot_be_taken_back_weighs_more() {
        let points = |name| contribute(&classify(name, None)).map(|contribution| contribution.points);
        assert_eq!((points("get_file"), points("grant_access"), points("delete_file")), (None, Some(10), Some(MOST)));
    }
}
