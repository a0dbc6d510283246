//! Records that are not there. Only a later entry of the ledger can say that one was erased; nobody is believed who just leaves it out.

use std::collections::HashMap;

use crate::Leaf;

/// The event of an entry that says that the records of its action were erased.
const ERASED: &str = "erased";

/// Actions with records that are not there, of which nothing later has said so yet, each with the first such entry.
#[derive(Debug, Clone, Default)]
pub(crate) struct Missing(HashMap<u128, u64>);

impl Missing {
    /// Takes the next entry. False if its record is missing and can never be erased.
    pub(crate) fn take(&mut self, leaf: &Leaf<'_>, is_there: bool) -> bool {
        let action = leaf.action.and_then(number);
        match (action, is_there) {
            (Some(action), true) if leaf.event == ERASED => {
                self.0.remove(&action);
                true
            }
            (_, true) => true,
            // What says that something was erased is not erased itself.
            (Some(action), false) if leaf.event != ERASED => {
                self.0.entry(action).or_insert(leaf.seq);
                true
            }
            (_, false) => false,
        }
    }

    /// The first entry whose record is missing though nothing later says that it was erased.
    pub(crate) fn first(&self) -> Option<u64> {
        self.0.values().min().copied()
    }
}

/// An action by the number that its id is.
fn number(id: &str) -> Option<u128> {
    u128::from_str_radix(&id.replace('-', ""), 16).ok()
}
