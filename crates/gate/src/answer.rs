//! What an agent does with an action it asked for: wait, take it back, use the approval, tell how it went.

use std::time::Duration;

use sekisho_core::{
    action::{Name, Sent},
    id::{ActionId, AgentId},
    ledger::Entry,
    review::{Approval, Consumption, Decider, Event, No, Outcome, State, Step, transition},
    time::Time,
};
use sekisho_store::actions::Case;

use crate::{
    Gate,
    error::{Code, Error},
    keeping::check_contents,
    submit::check_key,
};

/// The longest that one call waits.
pub const WAIT_MAX: Duration = Duration::from_mins(1);

/// The longest note of an outcome, in bytes.
pub const NOTE_BYTES_MAX: usize = 8 * 1024;

/// An action as its agent sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub id: ActionId,
    /// The tool.
    pub tool: String,
    /// Where the tool lives.
    pub server: Option<String>,
    /// The arguments: the bytes that were sent.
    pub arguments: String,
    /// The timeout as it was sent.
    pub timeout: String,
    /// The reasoning as it was sent.
    pub agent_reasoning: Option<String>,
    /// The context: the bytes that were sent.
    pub context: Option<String>,
    /// When it came in.
    pub created_at: Time,
    /// When no answer becomes a no.
    pub deadline_at: Time,
    /// Where it stands.
    pub status: Status,
}

/// Where an action stands, as far as its agent is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// Nobody has answered.
    Pending,
    /// It may run, or has run.
    Approved {
        /// The right to run once.
        approval: Approval,
        /// The use of that right.
        consumption: Option<Consumption>,
        /// How it went.
        outcome: Option<Outcome>,
    },
    /// No.
    Denied {
        /// When.
        at: Time,
        /// Why.
        note: Option<String>,
        /// What would make it a yes.
        how: No,
    },
    /// Nobody answered in time.
    Expired {
        /// When.
        at: Time,
    },
    /// The agent took it back.
    Cancelled {
        /// When.
        at: Time,
    },
}

impl Receipt {
    pub(crate) fn new(case: Case) -> Self {
        let asked = case.action.asked;
        Self {
            id: case.action.id,
            tool: asked.tool.as_str().to_owned(),
            server: asked.server.as_ref().map(Name::as_str).map(str::to_owned),
            arguments: asked.arguments.text().to_owned(),
            timeout: asked.timeout.as_str().to_owned(),
            agent_reasoning: asked.agent_reasoning,
            context: asked.context.as_ref().map(Sent::text).map(str::to_owned),
            created_at: case.action.received_at,
            deadline_at: case.action.deadline_at,
            status: match case.state {
                State::Held(_) => Status::Pending,
                State::Approved(approval) => Status::Approved { approval, consumption: None, outcome: None },
                State::Consumed { approval, consumption } => Status::Approved { approval, consumption: Some(consumption), outcome: None },
                State::Reported { approval, consumption, outcome } => {
                    Status::Approved { approval, consumption: Some(consumption), outcome: Some(outcome) }
                }
                State::Denied { at, note, how, .. } => Status::Denied { at, note, how },
                State::Expired { at } => Status::Expired { at },
                State::Cancelled { at } => Status::Cancelled { at },
            },
        }
    }
}

impl Gate {
    /// One of the agent's own actions, at once or, if it waits for an answer, after `wait` at the latest.
    ///
    /// # Errors
    /// When this agent has no such action, or the database fails.
    pub async fn get(&self, agent: AgentId, id: ActionId, wait: Duration) -> Result<Receipt, Error> {
        let watch = self.feed().watch(id);
        let turn = self.pace().turn(agent);
        let wait = tokio::time::sleep(if turn.is_some() { wait.min(WAIT_MAX) } else { Duration::ZERO });
        tokio::pin!(wait);
        loop {
            // Asked before the look, so that a change between the two is not missed.
            let changed = watch.changed().notified();
            let receipt = Receipt::new(self.own(agent, id).await?);
            if receipt.status != Status::Pending {
                return Ok(receipt);
            }
            tokio::select! {
                () = changed => {}
                () = &mut wait => return Ok(receipt),
                () = self.feed().closed() => return Ok(receipt),
            }
        }
    }

    /// The agent takes its action back.
    ///
    /// # Errors
    /// When this agent has no such action, it is decided, or the database fails.
    pub async fn cancel(&self, agent: AgentId, id: ActionId) -> Result<Receipt, Error> {
        self.act(agent, id, Event::Cancel, Entry::Cancelled).await
    }

    /// The executor is about to run the action. A second key is refused; the same key hears the same answer again.
    ///
    /// # Errors
    /// When this agent has no such action, it is not approved, the approval is over or used; or the database fails.
    pub async fn consume(&self, agent: AgentId, id: ActionId, key: &str) -> Result<Receipt, Error> {
        check_key(key)?;
        // What is halted is refused before it queues; in the queue it is asked again.
        if !self.standing().is_empty() {
            self.check_halts(agent, &self.own(agent, id).await?.action.asked)?;
        }
        self.act(agent, id, Event::Consume { key: key.to_owned() }, Entry::Consumed).await
    }

    /// The executor tells how it went, once.
    ///
    /// # Errors
    /// When this agent has no such action, it was not consumed, another outcome was told; or the database fails.
    pub async fn report(&self, agent: AgentId, id: ActionId, succeeded: bool, note: Option<String>) -> Result<Receipt, Error> {
        if note.as_ref().is_some_and(|note| note.is_empty() || note.len() > NOTE_BYTES_MAX) {
            return Err(Error::invalid(format!("a note has 1 to {NOTE_BYTES_MAX} bytes")));
        }
        let done = self.act(agent, id, Event::Report { succeeded, note: note.clone() }, Entry::Reported { succeeded, note }).await;
        self.note_other(agent, id, &done).await?;
        done
    }

    /// A yes ends with the credential it was given by. Of several, the last is the approval; the others end as they do while it waits.
    fn check_approver(&self, state: &State) -> Result<(), Error> {
        let State::Approved(approval) = state else { return Ok(()) };
        let last = if let Decider::Reviewer(id) = &approval.by { Some(*id) } else { None };
        let votes = if self.votes_fall() { &*approval.votes } else { &[] };
        if last.into_iter().chain(votes.iter().map(|vote| vote.by)).any(|id| self.registry().decider(id).is_none()) {
            return Err(Error::new(Code::ApprovalExpired, "whoever approved this is no longer a reviewer"));
        }
        Ok(())
    }

    async fn own(&self, agent: AgentId, id: ActionId) -> Result<Case, Error> {
        if !self.registry().is_active_agent(agent) {
            return Err(revoked());
        }
        let case = self.store().read().await?.case(id).await?;
        case.filter(|case| case.action.agent == agent).ok_or_else(Error::not_found)
    }

    async fn act(&self, agent: AgentId, id: ActionId, event: Event, entry: Entry) -> Result<Receipt, Error> {
        let gate = self.clone();
        let case = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    // A revocation may have been made since the credential was looked at.
                    if !gate.registry().is_active_agent(agent) {
                        return Err(revoked());
                    }
                    let case = tx.case(id).await?.filter(|case| case.action.agent == agent).ok_or_else(Error::not_found)?;
                    check_contents(&case)?;
                    if matches!(event, Event::Consume { .. }) {
                        // Also a retry of what was let run before: whoever asks again may not have started yet.
                        gate.check_halts(agent, &case.action.asked)?;
                        gate.check_approver(&case.state)?;
                        gate.check_guardrails(&case)?;
                        gate.check_grant(tx, &case.state).await?;
                    }
                    let now = gate.clock().now();
                    match transition(&case.state, event, now)? {
                        Step::Unchanged => Ok(case),
                        Step::Changed(state) => {
                            tx.advance_review(case.seq, case.version, &state).await?;
                            tx.append(now, Some((case.seq, id)), entry).await?;
                            gate.follow(tx, &case, &state, now).await?;
                            gate.reported(tx, &case, &state).await?;
                            Ok(Case { state, version: case.version + 1, ..case })
                        }
                    }
                })
            })
            .await?;
        tracing::info!(action.id = %id, "The agent acted on action {id}");
        Ok(Receipt::new(case))
    }
}

fn revoked() -> Error {
    Error::new(Code::Unauthorized, "this needs a valid credential")
}
