//! Earlier decisions as people see them.

use sekisho_core::{
    money::Money,
    review::{Approval, Decider, State},
    shown::Shown,
    similar::{Difference, Likeness},
};
use sekisho_store::similar::Decided as Earlier;

use super::{again, approved_by, by};
use crate::{
    registry::Registry,
    view::{ChangedLine, Decided, SimilarItem, TurnedOut},
};

/// How much of a value is shown, in characters. The whole stands on the page of the earlier action.
const VALUE_CHARS_MAX: usize = 120;

/// None for what is not decided.
pub(crate) fn item(likeness: Likeness, earlier: &Earlier, registry: &Registry) -> Option<SimilarItem> {
    Some(SimilarItem {
        id: earlier.id,
        amount: if let Money::Amount(amount) = &earlier.assessment.money { Some(amount.clone()) } else { None },
        decided: decided(earlier, registry)?,
        same: likeness.same.iter().map(|name| Shown::new(name)).collect(),
        differs: likeness.differs.into_iter().map(line).collect(),
        others: u32::try_from(likeness.others).unwrap_or(u32::MAX),
    })
}

fn decided(earlier: &Earlier, registry: &Registry) -> Option<Decided> {
    let who = |decider: &Decider| by(decider, &earlier.assessment, registry);
    let approved = |approval: &Approval, outcome| Decided::Approved {
        by: approved_by(approval, &earlier.assessment, registry),
        at: approval.at,
        // A rule's words come with the rule.
        note: approval.note.clone().filter(|_| matches!(approval.by, Decider::Reviewer(_))),
        outcome,
    };
    match &earlier.state {
        State::Approved(approval) => Some(approved(approval, TurnedOut::Unused)),
        State::Consumed { approval, .. } => Some(approved(approval, TurnedOut::Unknown)),
        State::Reported { approval, outcome, .. } => {
            let note = outcome.note.as_deref().map(short);
            let turned = if outcome.succeeded { TurnedOut::Succeeded { note } } else { TurnedOut::Failed { note } };
            Some(approved(approval, turned))
        }
        State::Denied { by, at, note, how } => {
            let reason = note.clone().filter(|_| matches!(by, Decider::Reviewer(_)));
            Some(Decided::Denied { by: who(by), at: *at, reason, how: again::no(how) })
        }
        State::Expired { at } => Some(Decided::Expired { at: *at }),
        State::Held(_) | State::Cancelled { .. } => None,
    }
}

fn line(difference: Difference) -> ChangedLine {
    ChangedLine { before: difference.then.as_deref().map(short), after: difference.now.as_deref().map(short), pointer: difference.pointer }
}

fn short(text: &str) -> Shown {
    if text.chars().nth(VALUE_CHARS_MAX).is_none() {
        return Shown::new(text);
    }
    Shown::new(&text.chars().take(VALUE_CHARS_MAX - 1).chain(['…']).collect::<String>())
}
