//! Agents: added by name, given one credential, revoked at once.

use sekisho_core::{
    action::Name,
    agent::Terms,
    id::{AgentId, ReviewerId},
    ledger::{AgentAdded, AgentRevoked, AgentTermsSet, Entry},
};
use sekisho_store::{Tx, agents::Agent, reviewers::Reviewer};

use crate::{
    Gate, chance,
    error::{Code, Error},
    view::{AgentView, NewAgent, Role},
};

/// How an agent's credential starts.
pub const TOKEN_PREFIX: &str = "sekisho_agent_";

/// The most groups that one agent or reviewer is in.
const GROUPS_MAX: usize = 20;

/// The longest name, in characters.
pub(crate) const NAME_CHARS_MAX: usize = 80;

impl Gate {
    /// All agents, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agents(&self) -> Result<Vec<AgentView>, Error> {
        let mut reader = self.store().read().await?;
        let mut views = Vec::new();
        for agent in self.registry().agents().into_iter().rev() {
            let asked = reader.asked_by(agent.id).await?;
            views.push(AgentView {
                id: agent.id,
                name: agent.name,
                practice: agent.practice,
                terms: agent.terms,
                created_at: agent.created_at,
                revoked_at: agent.revoked_at,
                last_asked_at: asked.last_at,
                actions: asked.count,
            });
        }
        Ok(views)
    }

    /// Adds an agent and gives it a credential, which is told this once.
    ///
    /// # Errors
    /// When a name cannot be one or is taken, `by` is no administrator, or the database fails.
    pub async fn add_agent(&self, by: ReviewerId, name: &str, terms: Terms) -> Result<NewAgent, Error> {
        self.administrator(by)?;
        self.insert_agent(by, name, false, tidy(terms)?).await
    }

    /// Sets the terms on which an agent works. They count from its next action on.
    ///
    /// # Errors
    /// When there is no such agent, a group's name cannot be one, `by` is no administrator, or the database fails.
    pub async fn set_terms(&self, by: ReviewerId, id: AgentId, terms: Terms) -> Result<AgentView, Error> {
        self.administrator(by)?;
        let (gate, terms) = (self.clone(), tidy(terms)?);
        let stored = self.store().write(move |tx| Box::pin(async move { gate.store_terms(tx, by, id, terms).await })).await;
        if let Err(error) = stored {
            self.mend_agent(id).await?;
            return Err(error);
        }
        self.agents().await?.into_iter().find(|agent| agent.id == id).ok_or_else(Error::not_found)
    }

    async fn store_terms(&self, tx: &mut Tx, by: ReviewerId, id: AgentId, terms: Terms) -> Result<(), Error> {
        self.administrator(by)?;
        if !tx.set_terms(id, &terms).await? {
            return Err(Error::not_found());
        }
        tx.append(self.clock().now(), None, Entry::AgentTermsSet(AgentTermsSet { agent: id, by, terms: terms.clone() })).await?;
        // In memory in the order of the writer, so that the last one stored is the last one here.
        self.registry().set_terms(id, terms);
        Ok(())
    }

    /// The built-in practice agent with a fresh credential. One that was there before is revoked.
    ///
    /// # Errors
    /// When `by` is no administrator, or the database fails.
    pub async fn practice_agent(&self, by: ReviewerId, name: &str) -> Result<NewAgent, Error> {
        self.administrator(by)?;
        for agent in self.registry().agents().iter().filter(|agent| agent.practice && agent.revoked_at.is_none()) {
            self.revoke_agent(by, agent.id).await?;
        }
        self.insert_agent(by, name, true, Terms::default()).await
    }

    async fn insert_agent(&self, by: ReviewerId, name: &str, practice: bool, terms: Terms) -> Result<NewAgent, Error> {
        let name = readable_name(name)?;
        let (token, chance) = (chance::token(TOKEN_PREFIX)?, chance::for_id()?);
        let token_hash = chance::hash(&token);
        let gate = self.clone();
        let agent = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    // A revocation may have been made since the credential was looked at.
                    gate.administrator(by)?;
                    let now = gate.clock().now();
                    let agent = Agent {
                        id: AgentId::new(now, chance),
                        name: name.clone(),
                        token_hash,
                        practice,
                        terms: terms.clone(),
                        created_at: now,
                        revoked_at: None,
                        revoked_by: None,
                    };
                    if !tx.insert_agent(&agent).await? {
                        return Err(Error::new(Code::Conflict, format!("there is an agent named `{name}` already")));
                    }
                    tx.append(now, None, Entry::AgentAdded(AgentAdded { agent: agent.id, name, by: Some(by) })).await?;
                    if terms != Terms::default() {
                        tx.append(now, None, Entry::AgentTermsSet(AgentTermsSet { agent: agent.id, by, terms })).await?;
                    }
                    Ok::<_, Error>(agent)
                })
            })
            .await?;
        tracing::info!(agent.id = %agent.id, "Added agent {}", agent.id);
        let new = NewAgent { id: agent.id, name: agent.name.clone(), token };
        self.registry().add_agent(agent);
        Ok(new)
    }

    /// Ends an agent's credential, and with it whatever the agent waits for.
    ///
    /// # Errors
    /// When there is no such agent, `by` is no administrator, or the database fails.
    pub async fn revoke_agent(&self, by: ReviewerId, id: AgentId) -> Result<AgentView, Error> {
        self.administrator(by)?;
        self.registry().agent(id).ok_or_else(Error::not_found)?;
        // First in memory: nothing that is on its way gets through, whatever the database says next.
        self.registry().revoke_agent(id, by, self.clock().now());
        let gate = self.clone();
        let revoked = self.store().write(move |tx| Box::pin(async move { gate.store_revocation(tx, by, id).await })).await;
        if let Err(error) = revoked {
            self.mend_agent(id).await?;
            return Err(error);
        }
        self.settle().await?;
        tracing::info!(agent.id = %id, "Revoked agent {id}");
        self.agents().await?.into_iter().find(|agent| agent.id == id).ok_or_else(Error::not_found)
    }

    async fn store_revocation(&self, tx: &mut Tx, by: ReviewerId, id: AgentId) -> Result<(), Error> {
        self.administrator(by)?;
        let now = self.clock().now();
        // Another call may have failed and mended this one's mark in the meantime.
        self.registry().revoke_agent(id, by, now);
        if tx.revoke_agent(id, by, now).await? {
            tx.append(now, None, Entry::AgentRevoked(AgentRevoked { agent: id, by })).await?;
            self.end_grants(tx, None, Some(id), (by, now)).await?;
        }
        Ok(())
    }

    /// Takes back in memory what could not be stored. Inside the writer, so that it meets no revocation that is on its way;
    /// and only this one agent, so that it undoes nobody else's.
    pub(crate) async fn mend_agent(&self, id: AgentId) -> Result<(), Error> {
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                let stored = tx.agents().await?.into_iter().find(|agent| agent.id == id);
                if let Some(agent) = stored.filter(|agent| agent.revoked_at.is_none()) {
                    gate.registry().add_agent(agent);
                }
                Ok::<_, Error>(())
            })
        });
        work.await
    }

    /// The reviewer, if they may add and revoke.
    pub(crate) fn administrator(&self, id: ReviewerId) -> Result<Reviewer, Error> {
        let reviewer = self.registry().active_reviewer(id).filter(|reviewer| reviewer.role == Role::Administrator);
        reviewer.ok_or_else(|| Error::new(Code::Forbidden, "only an administrator may do this"))
    }
}

fn tidy(terms: Terms) -> Result<Terms, Error> {
    Ok(Terms { groups: group_names(&terms.groups)?, ..terms })
}

/// Names of groups, in order and each once.
pub(crate) fn group_names(groups: &[String]) -> Result<Vec<String>, Error> {
    let mut groups = groups.iter().map(|group| readable_name(group)).collect::<Result<Vec<_>, _>>()?;
    groups.sort_unstable();
    groups.dedup();
    if groups.len() > GROUPS_MAX {
        return Err(Error::invalid(format!("nobody is in more than {GROUPS_MAX} groups")));
    }
    Ok(groups)
}

/// A name that people can read and tell apart.
pub(crate) fn readable_name(name: &str) -> Result<String, Error> {
    let name = name.trim().to_owned();
    if name.chars().count() > NAME_CHARS_MAX || Name::new(name.clone()).is_err() {
        return Err(Error::invalid(format!("a name has 1 to {NAME_CHARS_MAX} characters, all of them visible")));
    }
    Ok(name)
}
