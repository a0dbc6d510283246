//! Whose call it is, and what is on record of that.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use chrono::NaiveDate;
use sekisho_core::{
    id::{AgentId, ReviewerId},
    ledger::{Custody, Entry, Overstepped, SignedIn},
};

use crate::{
    Gate,
    error::{Code, Error},
    registry::Caller,
    results::number,
};

/// On which day each credential was last seen, so that the database need not be asked at each call.
#[derive(Debug, Default)]
pub(crate) struct SignIns(Mutex<BTreeMap<ReviewerId, NaiveDate>>);

impl SignIns {
    fn knows(&self, reviewer: ReviewerId, day: NaiveDate) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&reviewer) == Some(&day)
    }

    fn note(&self, reviewer: ReviewerId, day: NaiveDate) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(reviewer, day);
    }
}

impl Gate {
    /// Whose credential this is.
    ///
    /// # Errors
    /// [`Code::Unauthorized`] when it is nobody's, or no longer.
    pub fn authenticate(&self, token: &str) -> Result<Caller, Error> {
        self.registry().caller(token).ok_or_else(|| Error::new(Code::Unauthorized, "this needs a valid credential"))
    }

    /// Puts on record that a reviewer's credential is used, once on each day of the organisation's time zone.
    ///
    /// # Errors
    /// When that cannot be recorded: the call is then not made.
    pub async fn sign_in(&self, me: ReviewerId) -> Result<(), Error> {
        let today = |gate: &Self| gate.settings().get().time_zone.date(gate.clock().now());
        if self.sign_ins().knows(me, today(self)) {
            return Ok(());
        }
        let gate = self.clone();
        let day = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let day = today(&gate);
                    if tx.put_sign_in(me, number(day)).await? {
                        tx.append(gate.clock().now(), None, Entry::Custody(Custody::SignedIn(SignedIn { by: me }))).await?;
                    }
                    Ok::<_, Error>(day)
                })
            })
            .await?;
        self.sign_ins().note(me, day);
        Ok(())
    }

    /// Records that an agent's credential was used on a call that only reviewers may make.
    ///
    /// # Errors
    /// When that cannot be recorded.
    pub async fn overstepped(&self, agent: AgentId, call: String) -> Result<(), Error> {
        tracing::warn!(agent.id = %agent, call, "Agent {agent} tried a reviewer's call");
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let entry = Entry::AgentOverstepped(Overstepped { agent, call });
                    Ok(tx.append(gate.clock().now(), None, entry).await?)
                })
            })
            .await
    }
}
