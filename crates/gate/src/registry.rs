//! Who may ask and who may answer, in memory: every call looks here, and a revocation counts from the moment it is made.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};

use sekisho_core::{
    agent::Terms,
    id::{AgentId, ReviewerId},
    review::Assignee,
    time::Time,
};
use sekisho_store::{Reader, StoreError, agents::Agent, reviewers::Reviewer};

use crate::{
    chance,
    view::{AgentRef, Me, ReviewerRef, Role, With},
};

/// Whose credential a call carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// An agent's. It may ask.
    Agent(AgentId),
    /// A reviewer's. They may answer.
    Reviewer(ReviewerId),
}

#[derive(Debug, Default)]
pub(crate) struct Registry {
    people: RwLock<People>,
}

#[derive(Debug, Default)]
struct People {
    agents: HashMap<AgentId, Agent>,
    reviewers: HashMap<ReviewerId, Reviewer>,
    callers: HashMap<[u8; 32], Caller>,
}

impl Registry {
    /// Takes what the store has, at start.
    pub(crate) async fn load(&self, reader: &mut Reader) -> Result<(), StoreError> {
        let agents = reader.agents().await?;
        let reviewers = reader.reviewers().await?;
        let mut people = People::default();
        for agent in agents {
            people.add_agent(agent);
        }
        for reviewer in reviewers {
            people.add_reviewer(reviewer);
        }
        self.write(|known| *known = people);
        Ok(())
    }

    pub(crate) fn caller(&self, token: &str) -> Option<Caller> {
        let hash = chance::hash(token);
        self.read(|people| people.callers.get(&hash).copied())
    }

    pub(crate) fn add_agent(&self, agent: Agent) {
        self.write(|people| people.add_agent(agent));
    }

    pub(crate) fn set_terms(&self, id: AgentId, terms: Terms) {
        self.write(|people| {
            if let Some(agent) = people.agents.get_mut(&id) {
                agent.terms = terms;
            }
        });
    }

    pub(crate) fn add_reviewer(&self, reviewer: Reviewer) {
        self.write(|people| people.add_reviewer(reviewer));
    }

    /// Gives a reviewer another credential; the old one ends. Somebody who was revoked stays revoked.
    pub(crate) fn replace_token(&self, id: ReviewerId, token_hash: [u8; 32]) {
        self.write(|people| {
            if let Some(reviewer) = people.reviewers.get_mut(&id).filter(|reviewer| reviewer.revoked_at.is_none()) {
                reviewer.token_hash = token_hash;
                people.callers.retain(|_, caller| *caller != Caller::Reviewer(id));
                people.callers.insert(token_hash, Caller::Reviewer(id));
            }
        });
    }

    pub(crate) fn rename_reviewer(&self, id: ReviewerId, name: &str) {
        self.write(|people| {
            if let Some(reviewer) = people.reviewers.get_mut(&id) {
                name.clone_into(&mut reviewer.name);
            }
        });
    }

    /// Ends an agent's credential. From here on nothing it asks is heard, also what was already on its way.
    pub(crate) fn revoke_agent(&self, id: AgentId, by: ReviewerId, now: Time) {
        self.write(|people| {
            people.callers.retain(|_, caller| *caller != Caller::Agent(id));
            if let Some(agent) = people.agents.get_mut(&id).filter(|agent| agent.revoked_at.is_none()) {
                (agent.revoked_at, agent.revoked_by) = (Some(now), Some(by));
            }
        });
    }

    /// Ends a reviewer's credential, as [`Self::revoke_agent`] does. `false` if they are the last administrator, who stays.
    /// Looking and ending are one step here, so that two administrators cannot end each other.
    pub(crate) fn revoke_reviewer(&self, id: ReviewerId, now: Time) -> bool {
        self.write(|people| {
            if !people.has_administrator_beside(id) {
                return false;
            }
            people.callers.retain(|_, caller| *caller != Caller::Reviewer(id));
            if let Some(reviewer) = people.reviewers.get_mut(&id) {
                reviewer.revoked_at.get_or_insert(now);
            }
            true
        })
    }

    /// Gives a reviewer another role. `false` if they are the last administrator, who stays one; one step, as above.
    pub(crate) fn set_role(&self, id: ReviewerId, role: Role) -> bool {
        self.write(|people| {
            if role != Role::Administrator && !people.has_administrator_beside(id) {
                return false;
            }
            if let Some(reviewer) = people.reviewers.get_mut(&id) {
                reviewer.role = role;
            }
            true
        })
    }

    pub(crate) fn agent(&self, id: AgentId) -> Option<Agent> {
        self.read(|people| people.agents.get(&id).cloned())
    }

    pub(crate) fn is_active_agent(&self, id: AgentId) -> bool {
        self.read(|people| people.agents.get(&id).is_some_and(|agent| agent.revoked_at.is_none()))
    }

    pub(crate) fn agents(&self) -> Vec<Agent> {
        let mut agents: Vec<_> = self.read(|people| people.agents.values().cloned().collect());
        agents.sort_by_key(|agent| agent.id);
        agents
    }

    pub(crate) fn reviewers(&self) -> Vec<Reviewer> {
        let mut reviewers: Vec<_> = self.read(|people| people.reviewers.values().cloned().collect());
        reviewers.sort_by_key(|reviewer| reviewer.id);
        reviewers
    }

    pub(crate) fn reviewer(&self, id: ReviewerId) -> Option<Reviewer> {
        self.read(|people| people.reviewers.get(&id).cloned())
    }

    /// Someone whose credential counts, so that they may look.
    pub(crate) fn active_reviewer(&self, id: ReviewerId) -> Option<Reviewer> {
        self.reviewer(id).filter(|reviewer| reviewer.revoked_at.is_none())
    }

    pub(crate) fn active_reviewers(&self) -> Vec<Reviewer> {
        self.reviewers().into_iter().filter(|reviewer| reviewer.revoked_at.is_none()).collect()
    }

    /// Someone who may answer now.
    pub(crate) fn decider(&self, id: ReviewerId) -> Option<Reviewer> {
        self.active_reviewer(id).filter(|reviewer| reviewer.role.has_a_say())
    }

    pub(crate) fn agent_ref(&self, id: AgentId) -> AgentRef {
        self.read(|people| match people.agents.get(&id) {
            Some(agent) => AgentRef { id, name: agent.name.clone(), practice: agent.practice },
            None => AgentRef { id, name: id.to_string(), practice: false },
        })
    }

    pub(crate) fn reviewer_ref(&self, id: ReviewerId) -> ReviewerRef {
        self.read(|people| ReviewerRef {
            id,
            name: people.reviewers.get(&id).map_or_else(|| id.to_string(), |reviewer| reviewer.name.clone()),
        })
    }

    pub(crate) fn with(&self, assignee: &Assignee) -> With {
        match assignee {
            Assignee::Anyone => With::Anyone,
            Assignee::Reviewer(id) => With::Reviewer { reviewer: self.reviewer_ref(*id) },
            Assignee::Group(name) => With::Group { name: name.clone() },
            Assignee::Administrators => With::Administrators,
        }
    }

    fn read<T>(&self, look: impl FnOnce(&People) -> T) -> T {
        look(&self.people.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut People) -> T) -> T {
        change(&mut self.people.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl People {
    fn add_agent(&mut self, agent: Agent) {
        if agent.revoked_at.is_none() {
            self.callers.insert(agent.token_hash, Caller::Agent(agent.id));
        }
        self.agents.insert(agent.id, agent);
    }

    fn add_reviewer(&mut self, reviewer: Reviewer) {
        if reviewer.revoked_at.is_none() {
            self.callers.insert(reviewer.token_hash, Caller::Reviewer(reviewer.id));
        }
        self.reviewers.insert(reviewer.id, reviewer);
    }

    fn has_administrator_beside(&self, id: ReviewerId) -> bool {
        let mut others = self.reviewers.values().filter(|other| other.id != id && other.revoked_at.is_none());
        others.any(|other| other.role == Role::Administrator)
    }
}

pub(crate) fn me(reviewer: &Reviewer) -> Me {
    Me { id: reviewer.id, name: reviewer.name.clone(), role: reviewer.role, groups: reviewer.groups.clone() }
}
