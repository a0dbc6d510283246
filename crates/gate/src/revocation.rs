//! What a revocation leaves open: actions whose agent is gone, and actions that nobody is left to answer.

use sekisho_core::{
    id::{ActionId, AgentId, ReviewerId},
    ledger::{Denied, Entry},
    review::{Assignee, Decider, Event, No, State, Step, transition},
};
use sekisho_store::{
    actions::Filter,
    inbox::{Narrow, Order, Place},
};

use crate::{Gate, error::Error};

/// How many actions are settled in one go.
const AT_ONCE: u32 = 500;

impl Gate {
    /// Ends the wait for agents that are gone, and gives everyone what waits for reviewers who are gone. Done after each
    /// revocation, and at start, as the process may have died between the two.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn settle(&self) -> Result<(), Error> {
        for waiting in self.store().read().await?.waiting().await? {
            let revoked_by = self.registry().agent(waiting.agent).and_then(|agent| agent.revoked_by);
            if let Some(by) = revoked_by {
                while self.close_held(by, waiting.agent).await? == AT_ONCE as usize {}
            } else if !self.is_anyone_left(&waiting.assignee) {
                while self.return_held(&waiting.assignee).await? == AT_ONCE as usize {}
            }
        }
        Ok(())
    }

    /// Takes back the yes of whoever has no say any more, where the organisation wants it so, so that every window shows it at once. It
    /// counts no more in any case (see [`Self::remembered`]), so nothing hangs on this being done.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn forget_votes(&self) -> Result<(), Error> {
        let mut after = Place::START;
        loop {
            let page = self.store().read().await?.inbox_of_all((Order::Arrival, &Narrow::default()), after, AT_ONCE).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = *last;
            let now = self.clock().now();
            let mut ids = Vec::new();
            for (_, brief) in &page {
                if !self.remembered(&brief.state, now)?.1.is_empty() {
                    ids.push(brief.action.id);
                }
            }
            self.forget_in(ids).await?;
        }
    }

    async fn forget_in(&self, ids: Vec<ActionId>) -> Result<(), Error> {
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                let now = gate.clock().now();
                for id in ids {
                    let Some(case) = tx.case(id).await? else { continue };
                    let (state, forgotten) = gate.remembered(&case.state, now)?;
                    // Somebody may have answered in the meantime.
                    if forgotten.is_empty() {
                        continue;
                    }
                    tx.advance_review(case.seq, case.version, &state).await?;
                    for reviewer in forgotten {
                        tx.append(now, Some((case.seq, id)), Entry::Forgotten { reviewer }).await?;
                    }
                }
                Ok::<_, Error>(())
            })
        });
        work.await
    }

    /// What a revoked agent asked for needs no answer any more: it is a no, by whoever revoked it.
    async fn close_held(&self, by: ReviewerId, agent: AgentId) -> Result<usize, Error> {
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let held = tx.cases(&Filter { agent: Some(agent), standing: Some("held"), ..Filter::default() }, AT_ONCE).await?;
                    let now = gate.clock().now();
                    let reason = "the agent's credential was revoked";
                    for case in &held {
                        let state = State::Denied { by: Decider::Reviewer(by), at: now, note: Some(reason.to_owned()), how: No::Rejected };
                        tx.advance_review(case.seq, case.version, &state).await?;
                        tx.append(
                            now,
                            Some((case.seq, case.action.id)),
                            Entry::Denied(Denied { by, reason: reason.to_owned(), how: No::Rejected }),
                        )
                        .await?;
                    }
                    Ok(held.len())
                })
            })
            .await
    }

    async fn return_held(&self, from: &Assignee) -> Result<usize, Error> {
        let (gate, from) = (self.clone(), from.clone());
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    // Somebody may have joined the group since.
                    if gate.is_anyone_left(&from) {
                        return Ok(0);
                    }
                    let held = tx.held_with(&from, AT_ONCE).await?;
                    let now = gate.clock().now();
                    for case in &held {
                        if let Step::Changed(state) = transition(&case.state, Event::Return, now)? {
                            tx.advance_review(case.seq, case.version, &state).await?;
                            tx.append(now, Some((case.seq, case.action.id)), Entry::Returned { from: from.clone() }).await?;
                        }
                    }
                    Ok::<_, Error>(held.len())
                })
            })
            .await
    }
}
