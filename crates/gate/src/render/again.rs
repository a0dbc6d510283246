//! What is sent back, amended and asked for again, as people see it.

use std::collections::BTreeMap;

use sekisho_core::{
    action::{Asked, Sent},
    json::Json,
    review::{Decider, No, State},
    shown::Shown,
};
use sekisho_store::actions::Case;

use crate::{
    registry::Registry,
    view::{ChangedLine, EarlierView, NoWord, ProposedView},
};

/// How many changed values are told.
const CHANGED_MAX: usize = 50;

pub(super) fn no(how: &No) -> NoWord {
    match how {
        No::Rejected => NoWord::Rejected,
        No::AskedBack => NoWord::AskedBack,
        No::Amended { .. } => NoWord::Amended,
    }
}

/// What a reviewer would rather see, if one said so.
pub(super) fn proposed(case: &Case) -> Option<ProposedView> {
    let State::Denied { how: No::Amended { arguments, until }, .. } = &case.state else { return None };
    let after = Sent::new(arguments.clone()).ok()?;
    Some(ProposedView { changed: changed(case.action.asked.arguments.json(), after.json()), until: *until })
}

/// What `now` follows on.
pub(super) fn earlier(case: &Case, now: &Asked, registry: &Registry) -> EarlierView {
    let (by, at, note, how) = match &case.state {
        State::Denied { by: Decider::Reviewer(by), at, note, how } => (Some(registry.reviewer_ref(*by)), *at, note.clone(), no(how)),
        // Only what was sent back or amended is followed on, and a decision stays.
        State::Denied { .. }
        | State::Held(_)
        | State::Approved(_)
        | State::Consumed { .. }
        | State::Reported { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => (None, case.action.received_at, None, NoWord::Rejected),
    };
    let changed = changed(case.action.asked.arguments.json(), now.arguments.json());
    EarlierView { id: case.action.id, by, at, note: note.unwrap_or_default(), how, changed }
}

/// Every single value that is another one, in the order of the places.
fn changed(before: &Json, after: &Json) -> Vec<ChangedLine> {
    let (mut old, mut new) = (leaves(before), leaves(after));
    old.retain(|pointer, value| if new.get(pointer) == Some(value) { new.remove(pointer).is_none() } else { true });
    let mut places: Vec<_> = old.keys().chain(new.keys()).cloned().collect();
    places.sort_unstable();
    places.dedup();
    places.truncate(CHANGED_MAX);
    let line = |pointer: String| ChangedLine {
        before: old.get(&pointer).map(|text| Shown::new(text)),
        after: new.get(&pointer).map(|text| Shown::new(text)),
        pointer,
    };
    places.into_iter().map(line).collect()
}

/// What stands where, lists and objects by what is in them.
fn leaves(json: &Json) -> BTreeMap<String, String> {
    json.leaves().into_iter().filter_map(|(place, value)| Some((place, value.leaf()?.into_owned()))).collect()
}
