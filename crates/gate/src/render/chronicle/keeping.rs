//! How long things are kept, as people read it.

use sekisho_core::{
    id::ReviewerId,
    ledger::{Announced, Keeping},
};

use super::{bare, named, noted};
use crate::{
    registry::Registry,
    view::{Occurred, OccurredWord},
};

/// What happened, if it is not about an action.
pub(super) fn occurred(kept: &Keeping, registry: &Registry) -> Option<Occurred> {
    let by = |who: &ReviewerId, what| Occurred { by: Some(registry.reviewer_ref(*who)), ..bare(what) };
    match kept {
        Keeping::RetentionSet { by: who, edition, note, .. } => {
            Some(noted(note, named(&edition.to_string(), by(who, OccurredWord::RetentionSet))))
        }
        Keeping::HoldSet { by: who, name, reason, .. } => Some(noted(reason, named(name, by(who, OccurredWord::HoldSet)))),
        Keeping::HoldLifted { by: who, reason, .. } => Some(noted(reason, by(who, OccurredWord::HoldLifted))),
        Keeping::ErasureAnnounced(Announced { actions, .. }) => Some(named(&actions.to_string(), bare(OccurredWord::ErasureAnnounced))),
        Keeping::ClockDoubted { .. } => Some(bare(OccurredWord::ClockDoubted)),
        Keeping::ClockConfirmed { by: who } => Some(by(who, OccurredWord::ClockConfirmed)),
        Keeping::ErasureAsked { .. } | Keeping::Erased { .. } => None,
    }
}
