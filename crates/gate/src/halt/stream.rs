//! What an agent hears of halts: what stands when it connects, and from then on each halt and each resume that concerns it.

use std::time::Duration;

use sekisho_core::{halt::Halt, id::AgentId};
use tokio::sync::watch;

use super::standing::Told;
use crate::{
    Gate,
    error::{Code, Error},
    view::HaltNews,
};

/// How often it is looked without a cause: an agent may be revoked, or come into a group.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// What one agent hears. It compares what stands with what it has told, so that it can neither miss anything nor fall behind;
/// a halt that is over before it could be told is not.
#[derive(Debug)]
pub struct HaltListener {
    gate: Gate,
    agent: AgentId,
    changes: watch::Receiver<()>,
    told: Told,
}

impl Gate {
    /// Listens for halts.
    ///
    /// # Errors
    /// [`Code::RateLimited`] when this agent listens too often already.
    pub fn listen_for_halts(&self, agent: AgentId) -> Result<HaltListener, Error> {
        if !self.standing().open_stream(agent) {
            return Err(Error::new(Code::RateLimited, "this agent listens for halts already; close a stream first"));
        }
        Ok(HaltListener { gate: self.clone(), agent, changes: self.standing().changes(), told: Told::default() })
    }

    /// The standing halts that concern an agent.
    fn concerning(&self, agent: AgentId) -> Vec<Halt> {
        if self.standing().is_empty() {
            return Vec::new();
        }
        let groups = self.registry().agent(agent).map(|agent| agent.terms.groups).unwrap_or_default();
        self.standing().concerning(agent, &groups)
    }
}

impl HaltListener {
    /// The next halt or resume. None when the hub stops or the agent is revoked.
    pub async fn next(&mut self) -> Option<HaltNews> {
        loop {
            if !self.gate.registry().is_active_agent(self.agent) {
                return None;
            }
            // Marked as seen before the look, so that a change between the two is not missed.
            self.changes.borrow_and_update();
            match self.told.next(&self.gate.concerning(self.agent)) {
                Some(Ok(halt)) => return Some(HaltNews::Halted { id: halt.id, scope: halt.scope, since: halt.since }),
                Some(Err(id)) => return Some(HaltNews::Resumed { id }),
                None => {}
            }
            tokio::select! {
                changed = self.changes.changed() => changed.ok()?,
                () = tokio::time::sleep(LOOK_AGAIN) => {}
                () = self.gate.feed().closed() => return None,
            }
        }
    }
}

impl Drop for HaltListener {
    fn drop(&mut self) {
        self.gate.standing().close_stream(self.agent);
    }
}
