//! Several actions side by side.

use sekisho_core::{
    batch::{Differences, NotAlike},
    money::Money,
    shown::Shown,
};
use sekisho_store::actions::Case;

use super::{risk, what};
use crate::{
    registry::Registry,
    view::{Act, BatchColumn, BatchPlace, BatchRow, BatchTable, BatchTotal, BatchView, NotAlikeWord, UnlikeItem, What, WordsView},
};

/// None of no action at all.
pub(crate) fn table(cases: &[&Case], differences: Differences, words: WordsView, registry: &Registry) -> Option<BatchView> {
    let first = cases.first()?;
    let asked = &first.action.asked;
    let rows = cases.iter().zip(differences.rows).map(|(case, values)| row(case, &values)).collect();
    let place = |place: &String| BatchColumn { place: Shown::new(place) };
    let same = |(place, value): &(String, String)| BatchPlace { place: Shown::new(place), value: Shown::new(value) };
    let table = BatchTable {
        agent: registry.agent_ref(first.action.agent),
        what: What { amount: None, gist: Vec::new(), ..what(&asked.tool, asked.server.as_ref(), &first.assessment) },
        same: differences.same.iter().map(same).collect(),
        columns: differences.places.iter().map(place).collect(),
        rows,
        totals: differences.totals.into_iter().map(|(currency, value)| BatchTotal { value: value.to_string(), currency }).collect(),
        allowed: if differences.only_no.is_none() { vec![Act::Approve, Act::Reject] } else { vec![Act::Reject] },
        only_no: differences.only_no,
        words,
    };
    Some(BatchView::Alike { table: Box::new(table) })
}

pub(crate) fn not_alike(why: NotAlike) -> BatchView {
    let (why, items) = match why {
        NotAlike::Count => (NotAlikeWord::Count, Vec::new()),
        NotAlike::Twice => (NotAlikeWord::Twice, Vec::new()),
        NotAlike::Unlike(items) => (NotAlikeWord::Unlike, items),
        NotAlike::TooDifferent => (NotAlikeWord::TooDifferent, Vec::new()),
    };
    BatchView::NotAlike { why, items: items.into_iter().map(|(id, why)| UnlikeItem { id, why }).collect() }
}

fn row(case: &Case, values: &[String]) -> BatchRow {
    BatchRow {
        id: case.action.id,
        digest: case.action.digest.to_string(),
        version: u32::try_from(case.version).unwrap_or(u32::MAX),
        risk: risk(&case.assessment),
        amount: if let Money::Amount(amount) = &case.assessment.money { Some(amount.clone()) } else { None },
        due_at: case.action.deadline_at,
        values: values.iter().map(|value| Shown::new(value)).collect(),
    }
}
