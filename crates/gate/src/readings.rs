//! Those who read about a decision: told once it is made, and asked to say that they have read it. It changes nothing that was decided.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_core::{
    id::{ActionId, ReviewerId},
    ledger::{Circulated, Entry},
    review::{Decider, No, State},
    time::Time,
};
use sekisho_store::Tx;

use crate::{Gate, error::Error, view::ActionView};

impl Gate {
    /// Tells those who read about it, once people have decided: after a yes or a plain no. Whoever decided has read it.
    pub(crate) async fn circulate(
        &self,
        tx: &mut Tx,
        (seq, id): (i64, ActionId),
        (before, after): (&State, &State),
        now: Time,
    ) -> Result<(), Error> {
        let (State::Held(held), Some(by)) = (before, decided_by(after)) else { return Ok(()) };
        let Some(way) = held.way.as_deref().filter(|way| !way.readers.is_empty()) else { return Ok(()) };
        let deciders: BTreeSet<_> = way.votes.iter().map(|vote| vote.by).chain([by]).collect();
        let mut readers = BTreeMap::new();
        for actor in self.actors().iter().filter(|actor| !deciders.contains(&actor.id)) {
            let duties = way.readers.iter().filter(|reader| reader.is(actor)).map(|reader| reader.duty);
            if let Some(duty) = duties.max() {
                readers.insert(actor.id, duty);
            }
        }
        let mut to: Vec<_> = readers.into_iter().collect();
        to.sort_by_key(|(reader, duty)| (*duty, *reader));
        tx.circulate(seq, &to).await?;
        Ok(tx.append(now, Some((seq, id)), Entry::Circulated(Circulated { to })).await?)
    }

    /// Notes that somebody has read about a decision. Once more changes nothing.
    ///
    /// # Errors
    /// When there is no such action, or they are not asked to read it; else when the database fails.
    pub async fn read(&self, reviewer: ReviewerId, id: ActionId) -> Result<ActionView, Error> {
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    gate.decider(reviewer)?;
                    let case = tx.case(id).await?.ok_or_else(Error::not_found)?;
                    let now = gate.clock().now();
                    if tx.read_by(case.seq, reviewer, now).await? {
                        return Ok(tx.append(now, Some((case.seq, id)), Entry::Read { by: reviewer }).await?);
                    }
                    let history = tx.history(case.seq).await?;
                    let is_reader = |entry: &Entry| matches!(entry, Entry::Read { by } if *by == reviewer);
                    if history.iter().any(|(_, entry)| is_reader(entry)) { Ok(()) } else { Err(Error::not_found()) }
                })
            })
            .await?;
        self.action(reviewer, id).await
    }
}

fn decided_by(after: &State) -> Option<ReviewerId> {
    match after {
        State::Approved(approval) => reviewer(&approval.by),
        State::Denied { by, how: No::Rejected, .. } => reviewer(by),
        State::Denied { how: No::AskedBack | No::Amended { .. }, .. }
        | State::Held(_)
        | State::Consumed { .. }
        | State::Reported { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => None,
    }
}

fn reviewer(decider: &Decider) -> Option<ReviewerId> {
    match decider {
        Decider::Reviewer(id) => Some(*id),
        Decider::Rule(_) | Decider::Budget(_) => None,
    }
}
