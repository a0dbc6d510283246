//! What is looked for in the ledger once its time is over: approvals that were never used, and uses that were never reported.

use chrono::TimeDelta;
use sekisho_core::{
    outcome::Deviation,
    review::State,
    time::{APPROVAL_VALID, Time},
};
use sekisho_store::aftermaths::Unfinished;

use crate::{Gate, error::Error};

/// How long after an action was let run its outcome counts as missing.
const REPORT_WITHIN: TimeDelta = TimeDelta::hours(24);

/// How many entries are passed at once.
const STRIDE: i64 = 5_000;

impl Gate {
    /// Looks for approvals that ended unused, and uses of which nobody told how they went. Tells whether there may be more.
    pub(crate) async fn find_unfinished(&self) -> Result<bool, Error> {
        let now = self.clock().now();
        let unused = self.unfinished("unused", Unfinished::Unused, now - APPROVAL_VALID).await?;
        let unreported = self.unfinished("unreported", Unfinished::Unreported, now - REPORT_WITHIN).await?;
        Ok(unused || unreported)
    }

    /// Passes what happened before `over`, each entry once.
    async fn unfinished(&self, follower: &'static str, so_far: Unfinished, over: Time) -> Result<bool, Error> {
        let mut reader = self.store().read().await?;
        let (from, end) = (reader.followed(follower).await? + 1, reader.ledger_at(over).await?);
        let until = end.min(from + STRIDE);
        if until <= from {
            return Ok(false);
        }
        let found = reader.unfinished(so_far, from, until).await?;
        drop(reader);
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    for id in found {
                        let Some(case) = tx.case(id).await? else { continue };
                        let deviation = match &case.state {
                            State::Approved(approval) if approval.at < over => Deviation::Unused,
                            State::Consumed { consumption, .. } if consumption.at < over => Deviation::Unreported,
                            // It has come further in the meantime, or something later is still to come past.
                            State::Held(_)
                            | State::Approved(_)
                            | State::Consumed { .. }
                            | State::Reported { .. }
                            | State::Denied { .. }
                            | State::Expired { .. }
                            | State::Cancelled { .. } => continue,
                        };
                        let aftermath = tx.aftermath(case.seq).await?;
                        if !aftermath.deviations.contains(&deviation) {
                            gate.deviate(tx, &case, aftermath, vec![deviation]).await?;
                        }
                    }
                    Ok::<_, Error>(tx.follow(follower, until - 1).await?)
                })
            })
            .await?;
        Ok(until < end)
    }
}
