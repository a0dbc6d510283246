//! Events about how long things are kept, and about what was erased.

use serde::{Deserialize, Serialize};

use crate::{
    action::Digest,
    id::{HoldId, ReviewerId},
    keeping::{Scope, Years},
    time::Time,
};

/// An event about how long things are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Keeping {
    /// Actions are kept for other times from now on.
    RetentionSet {
        /// Who said so.
        by: ReviewerId,
        /// Which edition of the policy this is.
        edition: u32,
        /// How long each class is kept.
        years: Years,
        /// Why.
        note: String,
    },
    /// These are not erased as long as the hold stands.
    HoldSet {
        /// Who said so.
        by: ReviewerId,
        /// Which hold.
        hold: HoldId,
        /// What it is called.
        name: String,
        /// Why.
        reason: String,
        /// Which actions.
        scope: Scope,
    },
    /// A hold stands no longer.
    HoldLifted {
        /// Who said so.
        by: ReviewerId,
        /// Which.
        hold: HoldId,
        /// Why.
        reason: String,
    },
    /// What of this is not held then will be erased.
    ErasureAnnounced(Announced),
    /// An administrator wants the contents of an action erased before its time, and another has to say so, too.
    ErasureAsked {
        /// Who.
        by: ReviewerId,
        /// Why.
        reason: String,
    },
    /// The contents of an action were erased.
    Erased {
        /// On what grounds.
        #[serde(flatten)]
        grounds: Grounds,
        /// The hash of all that is left of the action and never changes.
        row: Digest,
        /// Of how many entries of the ledger the records were erased.
        records: u32,
    },
    /// The clock has jumped, so nothing is erased until an administrator says that it is right.
    ClockDoubted {
        /// When it was looked at before.
        seen_at: Time,
    },
    /// The clock is right.
    ClockConfirmed {
        /// Who said so.
        by: ReviewerId,
    },
}

/// What will be erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// By which edition of the policy.
    pub edition: u32,
    /// Of each class, that to which nothing has happened since then; none of a class that is kept for good.
    pub money: Option<Time>,
    /// Of other changes.
    pub changes: Option<Time>,
    /// Of looks.
    pub looks: Option<Time>,
    /// How many those are now.
    pub actions: u64,
    /// Not before when.
    pub not_before: Time,
}

/// On what grounds something was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "grounds", rename_all = "snake_case")]
pub enum Grounds {
    /// Its time was over.
    Policy {
        /// By which edition of the policy.
        edition: u32,
    },
    /// An administrator erased it.
    Request {
        /// Who.
        by: ReviewerId,
        /// Who else said so; none if its time was over.
        second: Option<ReviewerId>,
        /// Why.
        reason: String,
    },
}
