//! What the tool does.

use super::{Contribution, Evidence};
use crate::{
    risk::{Line, Scorecard},
    tool::{Class, Effect},
};

/// Looking adds nothing, and is said all the same.
pub(super) fn contribute(class: &Class, card: &Scorecard) -> Contribution {
    let line = match class.effect {
        Effect::Read => None,
        Effect::Write => Some(Line::EffectWrite),
        Effect::Delete => Some(Line::EffectDelete),
        Effect::Send => Some(Line::EffectSend),
        Effect::Publish => Some(Line::EffectPublish),
        Effect::Pay => Some(Line::EffectPay),
        Effect::Grant => Some(Line::EffectGrant),
        Effect::Execute => Some(Line::EffectExecute),
    };
    let evidence = Evidence::Effect { effect: class.effect, source: class.source.clone() };
    match line {
        Some(line) => card.contribution(line, evidence),
        None => Contribution { points: 0, most: card.most(Line::EffectExecute), evidence },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::{Reversibility, Source};

    #[test]
    fn concern_rises_with_the_effect() {
        let points = |effect| {
            contribute(&Class { effect, reversibility: Reversibility::Reversible, source: Source::Assumed }, &Scorecard::default()).points
        };
        assert!(Effect::ALL.into_iter().map(points).is_sorted(), "the points follow the order of the effects");
        assert_eq!(points(Effect::Read), 0);
    }
}
