//! What the tool does.

use super::{Contribution, Evidence};
use crate::tool::{Class, Effect};

const MOST: u8 = 35;

pub(super) fn contribute(class: &Class) -> Contribution {
    let points = match class.effect {
        Effect::Read => 0,
        Effect::Write => 10,
        Effect::Delete | Effect::Send => 20,
        Effect::Publish => 25,
        Effect::Pay | Effect::Grant => 30,
        Effect::Execute => MOST,
    };
    Contribution { points, most: MOST, evidence: Evidence::Effect { effect: class.effect, source: class.source.clone() } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{Reversibility, Source};

    #[test]
    fn concern_rises_with_the_effect() {
        let points = |effect| contribute(&Class { effect, reversibility: Reversibility::Reversible, source: Source::Assumed }).points;
        assert!(Effect::ALL.into_iter().map(points).is_sorted(), "the points follow the order of the effects");
        assert_eq!(points(Effect::Read), 0);
    }
}
