//! Whether nobody is at work while something is to change.

use super::{Contribution, Evidence, Facts};
use crate::{
    risk::{Line, Scorecard},
    tool::Effect,
};

pub(super) fn contribute(facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    let changes = facts.class.effect != Effect::Read;
    (changes && facts.past.outside_hours).then(|| card.contribution(Line::OutsideHours, Evidence::OutsideHours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::Past, tool::classify};

    #[test]
    fn looking_at_night_is_nothing_to_speak_of() {
        let found = |tool, outside_hours| {
            let facts = Facts { past: Past { outside_hours, ..Past::default() }, ..Facts::of(classify(tool, None)) };
            contribute(&facts, &Scorecard::default()).is_some()
        };
        assert!(found("send_mail", true) && !found("send_mail", false) && !found("get_mail", true));
    }
}
