//! The kill switch. A halt counts in memory before it is stored, and its end is stored before it counts.

use sekisho_core::{
    action::{Asked, Name},
    halt::{Halt, Halter, Part, Resume, Scope, State, Target},
    id::{ActionId, AgentId, HaltId, ReviewerId},
    ledger::{Entry, SecondPersonSet},
};
use sekisho_store::Tx;

use crate::{
    Gate,
    agents::readable_name,
    chance,
    decide::WORDS_MAX,
    error::{Code, Error},
    view::{HaltView, HaltsView, Role},
};

pub(crate) mod file;
mod lifted;
mod render;
pub(crate) mod standing;
mod stream;

pub use stream::HaltListener;

/// How many lifted halts are listed.
const LIFTED_MAX: u32 = 20;

impl Gate {
    /// Halts. Once this returns, nothing in scope is passed, approved or used until somebody resumes. If it could not be stored, it
    /// holds all the same, as long as the hub runs, and the view says so.
    ///
    /// # Errors
    /// When the scope names nobody, too many halts stand, or the reason is too long. Never because the database fails.
    #[tracing::instrument(name = "gate.halt", skip_all, fields(reviewer.id = %by))]
    pub async fn halt(&self, by: ReviewerId, scope: Scope, reason: Option<String>) -> Result<HaltView, Error> {
        let viewer = self.decider(by)?;
        let scope = self.checked(scope)?;
        let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
        if reason.as_ref().is_some_and(|reason| reason.chars().count() > WORDS_MAX) {
            return Err(Error::invalid(format!("a reason has {WORDS_MAX} characters at the most")));
        }
        let halt = self.stop(Halter::Reviewer(by), scope, reason).await?;
        let one = self.standing().all().into_iter().find(|one| one.halt.id == halt.id);
        // Somebody may have resumed in the meantime.
        Ok(one.map_or_else(|| self.lifted_view(&halt, &viewer), |one| self.standing_view(&one, &viewer)))
    }

    /// Halts a part of an action that is on record, as its agent wrote it.
    ///
    /// # Errors
    /// As [`Self::halt`]; also when there is no such action, it has no such part, or it cannot be read.
    pub async fn halt_of(&self, by: ReviewerId, action: ActionId, part: Part, reason: Option<String>) -> Result<HaltView, Error> {
        self.decider(by)?;
        let action = self.store().read().await?.case(action).await?.ok_or_else(Error::not_found)?.action;
        let scope = Scope::of(part, action.agent, &action.asked);
        let scope = scope.ok_or_else(|| Error::invalid("this action names no session; halt its agent or its tool".to_owned()))?;
        self.halt(by, scope, reason).await
    }

    pub(crate) async fn stop(&self, by: Halter, scope: Scope, reason: Option<String>) -> Result<Halt, Error> {
        let now = self.clock().now();
        // A computer without chance must still stop.
        let id = HaltId::new(now, chance::for_id().unwrap_or_default());
        let second_person = self.standing().second_person();
        let halt = Halt { id, scope, since: now, by, reason, second_person, state: State::Standing };
        self.standing().add(halt.clone())?;
        if self.keep_halt(halt.clone()).await.is_ok() {
            tracing::warn!(halt.id = %id, "Halt {id} stands");
        } else {
            tracing::error!(halt.id = %id, "Halt {id} stands, but could not be stored; it does not outlive this process");
        }
        Ok(halt)
    }

    /// Stores a halt, ahead of everything that waits.
    async fn keep_halt(&self, halt: Halt) -> Result<(), Error> {
        let gate = self.clone();
        let work = self.store().write_first(move |tx| {
            Box::pin(async move {
                // An attempt that was thought to have failed may have been stored.
                if tx.halt(halt.id).await?.is_some() {
                    return Ok(());
                }
                tx.insert_halt(&halt).await?;
                let Halt { id, scope, by, reason, second_person, .. } = halt;
                Ok::<_, Error>(tx.append(gate.clock().now(), None, Entry::Halted { halt: id, scope, by, reason, second_person }).await?)
            })
        });
        work.await
    }

    /// Stores what could not be stored before.
    pub(crate) async fn keep_halts(&self) -> Result<(), Error> {
        for halt in self.standing().unstored() {
            self.keep_halt(halt).await?;
        }
        Ok(())
    }

    /// An administrator wants things to go on.
    ///
    /// # Errors
    /// [`Code::Forbidden`] for others, [`Code::SamePerson`] when somebody else must confirm, [`Code::HaltFile`] while the file lies there,
    /// [`Code::InvalidRequest`] without a reason; else when there is no such halt, it is lifted, or the database fails.
    #[tracing::instrument(name = "gate.resume", skip_all, fields(reviewer.id = %by, halt.id = %id))]
    pub async fn resume(&self, by: ReviewerId, id: HaltId, reason: &str) -> Result<HaltView, Error> {
        let viewer = self.administrator(by)?;
        let reason = reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > WORDS_MAX {
            return Err(Error::invalid(format!("a reason has 1 to {WORDS_MAX} characters")));
        }
        self.keep_halts().await?;
        let file_lies = self.obey_file().await;
        let gate = self.clone();
        let work = self.store().write(move |tx| Box::pin(async move { gate.store_resume(tx, by, id, reason, file_lies).await }));
        let halt = work.await?;
        tracing::warn!(halt.id = %id, "Halt {id}: {by} wants things to go on");
        let one = self.standing().all().into_iter().find(|one| one.halt.id == id);
        Ok(one.map_or_else(|| self.lifted_view(&halt, &viewer), |one| self.standing_view(&one, &viewer)))
    }

    async fn store_resume(&self, tx: &mut Tx, by: ReviewerId, id: HaltId, reason: String, file_lies: bool) -> Result<Halt, Error> {
        // A revocation may have been made since the credential was looked at.
        self.administrator(by)?;
        let halt = tx.halt(id).await?.ok_or_else(Error::not_found)?;
        if halt.by == Halter::File && halt.state.is_standing() && file_lies {
            return Err(Error::new(Code::HaltFile, "remove the file `HALT` from the data directory first"));
        }
        let now = self.clock().now();
        let silent = self.silent(&halt, &tx.acknowledged(id).await?);
        let state = halt.resume(Resume { by, at: now, reason: reason.clone() }, silent)?;
        let entry = match &state {
            State::Standing | State::ResumeAsked(_) => Entry::ResumeAsked { halt: id, by, reason },
            State::Lifted { .. } => Entry::Resumed { halt: id, by, reason },
        };
        let halt = Halt { state, ..halt };
        tx.update_halt(&halt).await?;
        tx.append(now, None, entry).await?;
        Ok(halt)
    }

    /// The halts that stand, newest first, and the last that were lifted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn halts(&self, me: ReviewerId) -> Result<HaltsView, Error> {
        let viewer = self.viewer(me)?;
        let lifted = self.store().read().await?.lifted_halts(None, LIFTED_MAX).await?;
        let second_person = self.standing().second_person();
        Ok(HaltsView {
            standing: self.standing().all().iter().rev().map(|one| self.standing_view(one, &viewer)).collect(),
            lifted: lifted.iter().map(|halt| self.lifted_view(halt, &viewer)).collect(),
            second_person,
        })
    }

    /// Sets whether later halts need a second administrator before things go on.
    ///
    /// # Errors
    /// When `by` is no administrator, there is no second one, or the database fails.
    pub async fn set_second_person(&self, by: ReviewerId, required: bool) -> Result<HaltsView, Error> {
        self.administrator(by)?;
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    gate.administrator(by)?;
                    let administrators =
                        gate.registry().active_reviewers().iter().filter(|person| person.role == Role::Administrator).count();
                    if required && administrators < 2 {
                        return Err(Error::new(Code::Conflict, "this needs a second administrator; add one first"));
                    }
                    tx.set_second_person(required).await?;
                    Ok(tx.append(gate.clock().now(), None, Entry::SecondPersonSet(SecondPersonSet { by, required })).await?)
                })
            })
            .await?;
        self.halts(by).await
    }

    /// An agent says that it has heard of a halt.
    ///
    /// # Errors
    /// When no such halt stands that concerns this agent, or the database fails.
    pub async fn acknowledge_halt(&self, agent: AgentId, id: HaltId) -> Result<(), Error> {
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                let known = gate.registry().agent(agent).filter(|agent| agent.revoked_at.is_none());
                let groups = known.ok_or_else(|| Error::new(Code::Unauthorized, "this needs a valid credential"))?.terms.groups;
                let halt = tx.halt(id).await?.filter(|halt| halt.state.is_standing() && halt.scope.concerns(agent, &groups));
                halt.ok_or_else(Error::not_found)?;
                let now = gate.clock().now();
                if tx.acknowledge_halt(id, agent, now).await? {
                    tx.append(now, None, Entry::HaltAcknowledged { halt: id, agent }).await?;
                }
                Ok(())
            })
        });
        work.await
    }

    /// The halts that stop an action of this agent, oldest first.
    pub(crate) fn halts_on(&self, agent: AgentId, asked: &Asked) -> Vec<HaltId> {
        if self.standing().is_empty() {
            return Vec::new();
        }
        let groups = self.registry().agent(agent).map(|agent| agent.terms.groups).unwrap_or_default();
        let meant = self.tools_known().meant(asked.tool.as_str(), asked.server.as_ref().map(Name::as_str));
        let registered = meant.standing.is_registered();
        self.standing().covering(&Target { agent, groups: &groups, asked, registered })
    }

    /// Asked inside the one writer, by whatever lets an action run or come closer to it.
    pub(crate) fn check_halts(&self, agent: AgentId, asked: &Asked) -> Result<(), Error> {
        if self.halts_on(agent, asked).is_empty() {
            return Ok(());
        }
        Err(Error::new(Code::Halted, "this is halted; nothing runs until a person resumes"))
    }

    /// A scope that somebody is in. A slip of the hand must not look like a halt.
    fn checked(&self, scope: Scope) -> Result<Scope, Error> {
        let name = |text: String| Name::new(text.trim().to_owned()).map_err(|error| Error::invalid(error.to_string()));
        let known = |agent: AgentId| self.registry().agent(agent).map(|agent| agent.id).ok_or_else(Error::not_found);
        Ok(match scope {
            Scope::Everything {} => Scope::Everything {},
            Scope::Group { group } => {
                let group = readable_name(&group)?;
                if !self.registry().agents().iter().any(|agent| agent.terms.groups.contains(&group)) {
                    return Err(Error::new(Code::NotFound, format!("no agent is in the group `{group}`")));
                }
                Scope::Group { group }
            }
            Scope::Agent { agent } => Scope::Agent { agent: known(agent)? },
            Scope::Tool { tool, server } => {
                let server = server.map(name).transpose()?.map(|server| server.as_str().to_owned());
                Scope::Tool { tool: name(tool)?.as_str().to_owned(), server }
            }
            Scope::Session { agent, session } => Scope::Session { agent: known(agent)?, session: name(session)?.as_str().to_owned() },
        })
    }
}
