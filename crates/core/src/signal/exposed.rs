//! Whether something private, a stranger's words and a way out meet in one session: what it takes to carry data away.

use super::{Contribution, Evidence, Facts};
use crate::risk::{Line, Scorecard};

pub(super) fn contribute(facts: &Facts, goes_out: bool, card: &Scorecard) -> Option<Contribution> {
    let (private, stranger) = facts.known.exposed().filter(|_| goes_out)?;
    Some(card.contribution(Line::Exposed, Evidence::Exposed { private, stranger }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        provenance::Known,
        source::{Source, Trust},
        tool::classify,
    };

    #[test]
    fn it_takes_a_way_out() {
        let source = |trust| Source::new("tool:x".to_owned(), trust, "some running text of the day");
        let known = Known::new("look", vec![source(Trust::Internal), source(Trust::Untrusted)]);
        let facts = Facts { known, ..Facts::of(classify("send_email", None)) };
        let found = |goes_out| contribute(&facts, goes_out, &Scorecard::default()).is_some();
        assert!(found(true) && !found(false));
    }
}
