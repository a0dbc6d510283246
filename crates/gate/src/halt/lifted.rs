//! Halts that are over: who stopped what and why, who let it go on and why, and who had heard of it by then.

use std::collections::HashSet;

use sekisho_core::{
    halt::{Halt, Scope, Silent, State},
    id::{AgentId, HaltId, ReviewerId},
    time::Time,
};
use sekisho_store::reviewers::Reviewer;

use crate::{
    Gate,
    error::Error,
    view::{HaltView, HaltedAgent, Heard, LiftedHalts},
};

/// The most lifted halts on one page.
const PAGE_MAX: u32 = 50;

impl Gate {
    /// The halts that are over, newest first, those made before `after` was, `limit` or 50 at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lifted_halts(&self, me: ReviewerId, after: Option<HaltId>, limit: u32) -> Result<LiftedHalts, Error> {
        let viewer = self.viewer(me)?;
        let limit = limit.clamp(1, PAGE_MAX);
        let mut reader = self.store().read().await?;
        let found = reader.lifted_halts(after, limit).await?;
        let mut halts = Vec::with_capacity(found.len());
        for halt in &found {
            let acknowledged = reader.acknowledged(halt.id).await?;
            halts.push(self.past_view(halt, &acknowledged, &viewer));
        }
        let next = found.last().filter(|_| found.len() == limit as usize).map(|halt| halt.id);
        Ok(LiftedHalts { halts, next })
    }

    /// The agents that have to hear of a halt and are active.
    pub(super) fn concerned(&self, scope: &Scope) -> Vec<AgentId> {
        let agents = self.registry().agents().into_iter().filter(|agent| agent.revoked_at.is_none());
        agents.filter(|agent| scope.concerns(agent.id, &agent.terms.groups)).map(|agent| agent.id).collect()
    }

    /// Who of them has not said so.
    pub(super) fn silent(&self, halt: &Halt, acknowledged: &[(AgentId, Time)]) -> Silent {
        let heard: HashSet<AgentId> = acknowledged.iter().map(|(agent, _)| *agent).collect();
        Silent::new(self.concerned(&halt.scope).into_iter().filter(|agent| !heard.contains(agent)).collect())
    }

    fn past_view(&self, halt: &Halt, acknowledged: &[(AgentId, Time)], viewer: &Reviewer) -> HaltView {
        let silent = match &halt.state {
            State::Lifted { silent, .. } => silent.clone().unwrap_or_default(),
            State::Standing | State::ResumeAsked(_) => Silent::default(),
        };
        let never = Heard::Silent { connected: false, seen_at: None };
        let named = silent.agents.iter().map(|agent| (*agent, never));
        let heard = acknowledged.iter().map(|(agent, at)| (*agent, Heard::Acknowledged { at: *at }));
        let all = named.chain(heard).take(super::render::AGENTS_MAX);
        let count = acknowledged.len().saturating_add(silent.count as usize);
        HaltView {
            agents: all.map(|(agent, heard)| HaltedAgent { agent: self.registry().agent_ref(agent), heard }).collect(),
            agents_count: u32::try_from(count).unwrap_or(u32::MAX),
            ..self.lifted_view(halt, viewer)
        }
    }
}
