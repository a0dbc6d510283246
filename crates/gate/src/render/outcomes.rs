//! What became of actions, as pages and lists tell it.

use sekisho_core::{
    outcome::{Aftermath, Deviation, Marked, Told},
    shown::Shown,
};
use sekisho_store::actions::Brief;

use super::activity_item;
use crate::{
    registry::Registry,
    view::{AftermathView, DeviationView, MarkView, OutcomeItem, ToldView},
};

pub(crate) fn item(brief: &Brief, aftermath: &Aftermath, may_mark: bool, registry: &Registry) -> OutcomeItem {
    OutcomeItem { action: activity_item(brief, registry), aftermath: view(aftermath, may_mark, registry) }
}

pub(crate) fn view(aftermath: &Aftermath, may_mark: bool, registry: &Registry) -> AftermathView {
    AftermathView {
        told: aftermath.told.as_ref().map(told),
        deviations: aftermath.deviations.iter().map(|one| deviation(one, registry)).collect(),
        mark: aftermath.mark.as_ref().map(|marked| mark(marked, registry)),
        holds: aftermath.holds(),
        may_mark,
    }
}

pub(super) fn told(told: &Told) -> ToldView {
    let shown = |text: &Option<String>| text.as_deref().map(Shown::new);
    ToldView {
        amount: told.amount.clone(),
        counterparty: shown(&told.counterparty),
        link: shown(&told.link),
        voucher: told.voucher.map(|hash| hash.to_string()),
        note: shown(&told.note),
    }
}

pub(super) fn deviation(deviation: &Deviation, registry: &Registry) -> DeviationView {
    let other = DeviationView::other(deviation).map(|agent| registry.agent_ref(agent));
    DeviationView { deviation: deviation.clone(), other }
}

fn mark(marked: &Marked, registry: &Registry) -> MarkView {
    MarkView { by: registry.reviewer_ref(marked.by), at: marked.at, mark: marked.mark, note: marked.note.clone() }
}
