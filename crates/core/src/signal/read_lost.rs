//! Whether the session read more than was kept, so that nobody can say where its arguments come from.

use super::{Contribution, Evidence, Facts};
use crate::risk::{Line, Scorecard};

pub(super) fn contribute(facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    facts.known.is_partial().then(|| card.contribution(Line::ReadLost, Evidence::ReadLost))
}
