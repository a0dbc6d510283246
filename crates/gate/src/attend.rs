//! What reviewers do around an answer: say that they are at it, and remark something. None of it decides.

use sekisho_core::{
    id::{ActionId, ReviewerId},
    ledger::{Entry, Viewed},
    review::{Event, Step, transition},
};

use crate::{
    Gate,
    decide::{Seen, words},
    error::{Code, Error},
    keeping::check_contents,
    look::no_say,
    view::ActionView,
};

/// The most remarks on one action.
pub const COMMENTS_MAX: usize = 100;

impl Gate {
    /// The reviewer is at it, which others see. It needs no digest, as it decides nothing.
    ///
    /// # Errors
    /// When there is no such action or it is not theirs to answer, and the transition's refusals; else when the database fails.
    pub async fn take(&self, reviewer: ReviewerId, id: ActionId) -> Result<ActionView, Error> {
        self.attend(reviewer, id, true).await
    }

    /// The reviewer is no longer at it.
    ///
    /// # Errors
    /// When there is no such action or they were not at it; else when the database fails.
    pub async fn release(&self, reviewer: ReviewerId, id: ActionId) -> Result<ActionView, Error> {
        self.attend(reviewer, id, false).await
    }

    /// Remarks something on an action, also on one that is decided. The agent does not hear it.
    ///
    /// # Errors
    /// When there is no such action, the text is empty or too long, or there are [`COMMENTS_MAX`]; else when the database fails.
    pub async fn comment(&self, reviewer: ReviewerId, id: ActionId, text: String) -> Result<ActionView, Error> {
        let text = words(&text, "a comment")?;
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    gate.decider(reviewer)?;
                    let case = tx.case(id).await?.ok_or_else(Error::not_found)?;
                    check_contents(&case)?;
                    let history = tx.history(case.seq).await?;
                    if history.iter().filter(|(_, entry)| matches!(entry, Entry::Commented { .. })).count() >= COMMENTS_MAX {
                        return Err(Error::invalid(format!("an action has {COMMENTS_MAX} comments at the most")));
                    }
                    let now = gate.clock().now();
                    Ok(tx.append(now, Some((case.seq, id)), Entry::Commented { by: reviewer, text }).await?)
                })
            })
            .await?;
        self.action(reviewer, id).await
    }

    /// Notes that the reviewer had an action on screen as it is now, once for each version: who saw what before they decided.
    ///
    /// # Errors
    /// When there is no such action, `by` has no say, or it is not as they saw it; else when the database fails.
    pub async fn viewed(&self, by: ReviewerId, id: ActionId, seen: Seen) -> Result<(), Error> {
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    gate.decider(by)?;
                    let case = tx.case(id).await?.ok_or_else(Error::not_found)?;
                    if case.action.digest.to_string() != seen.digest || case.version != i64::from(seen.version) {
                        return Err(Error::new(Code::Conflict, "it was changed in the meantime"));
                    }
                    let viewed = Entry::Viewed(Viewed { by, version: seen.version });
                    if tx.history(case.seq).await?.iter().any(|(_, entry)| *entry == viewed) {
                        return Ok(());
                    }
                    Ok(tx.append(gate.clock().now(), Some((case.seq, id)), viewed).await?)
                })
            })
            .await
    }

    async fn attend(&self, reviewer: ReviewerId, id: ActionId, takes: bool) -> Result<ActionView, Error> {
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let by = gate.decider(reviewer)?;
                    let case = tx.case(id).await?.ok_or_else(Error::not_found)?;
                    let now = gate.clock().now();
                    let (event, entry) = if takes {
                        let by = gate.actor(&by, Some(&case.assessment)).ok_or_else(no_say)?;
                        (Event::Take { by }, Entry::Taken { by: reviewer })
                    } else {
                        (Event::Release { by: reviewer }, Entry::Released { by: reviewer })
                    };
                    if let Step::Changed(state) = transition(&case.state, event, now)? {
                        tx.attend_review(case.seq, case.version, &state).await?;
                        tx.append(now, Some((case.seq, id)), entry).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        self.action(reviewer, id).await
    }
}
