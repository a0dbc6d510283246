//! The agents and tools whose next actions wait for a person, as an earlier one went otherwise than approved, or did harm.

use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLock},
};

use sekisho_core::{
    action::{Asked, Name},
    id::{ActionId, AgentId},
    ledger::Entry,
    outcome::Mark,
};
use sekisho_store::{Committed, Reader, StoreError, actions::Case, aftermaths::Holding};

/// In memory, as every action looks here inside the writer. What is added counts before it is stored, and ends only after its end is.
#[derive(Debug, Default)]
pub(crate) struct Unsettled(RwLock<BTreeMap<ActionId, Kind>>);

#[derive(Debug, PartialEq, Eq)]
struct Kind {
    agent: AgentId,
    tool: Name,
    server: Option<Name>,
}

impl Unsettled {
    /// Takes what the store has, at start.
    pub(crate) async fn load(&self, reader: &mut Reader) -> Result<(), StoreError> {
        let kind = |Holding { action, agent, tool, server }| (action, Kind { agent, tool, server });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = reader.holding().await?.into_iter().map(kind).collect();
        Ok(())
    }

    pub(crate) fn add(&self, case: &Case) {
        let kind = Kind { agent: case.action.agent, tool: case.action.asked.tool.clone(), server: case.action.asked.server.clone() };
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(case.action.id, kind);
    }

    /// Takes over what was committed, in order.
    pub(crate) fn apply(&self, committed: &[Committed]) {
        for event in committed {
            if let (Entry::Marked(set), Some(action)) = (&event.entry, event.action)
                && set.mark != Mark::Harmful
            {
                self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&action);
            }
        }
    }

    /// The newest action after which one like this waits.
    pub(crate) fn before(&self, agent: AgentId, asked: &Asked) -> Option<ActionId> {
        let unsettled = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let is_like = |kind: &Kind| kind.agent == agent && kind.tool == asked.tool && kind.server == asked.server;
        unsettled.iter().rev().find(|(_, kind)| is_like(kind)).map(|(action, _)| *action)
    }
}
