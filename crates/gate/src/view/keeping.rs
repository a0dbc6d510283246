//! How long things are kept, what is held, and what was erased.

use sekisho_core::{
    id::HoldId,
    keeping::{Class, Scope, Years},
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ReviewerRef;

/// How long things are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KeepingView {
    /// Which edition of the policy counts; 0 as long as nobody has set any, and then everything is kept for good.
    pub edition: u32,
    /// How many years each class is kept; none for good.
    pub years: Years,
    /// What is usual in Japan.
    pub usual: Years,
    /// Who set that.
    pub by: Option<ReviewerRef>,
    /// When.
    pub at: Option<Time>,
    /// Why.
    pub note: Option<String>,
    /// What will be erased.
    pub announced: Option<AnnouncedView>,
    /// Whether the clock has jumped, so that nothing is erased until an administrator says that it is right.
    pub clock_doubted: bool,
    /// Of how many actions the contents were erased so far.
    pub erased: u64,
    /// The holds that stand, oldest first.
    pub holds: Vec<HoldView>,
    /// The last few that were lifted, newest first.
    pub lifted: Vec<HoldView>,
}

/// What will be erased: of each class, that to which nothing has happened since then, unless it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AnnouncedView {
    /// Of what moves money.
    pub money: Option<Time>,
    /// Of other changes.
    pub changes: Option<Time>,
    /// Of looks.
    pub looks: Option<Time>,
    /// How many actions those were when it was announced.
    pub actions: u64,
    /// When it was announced.
    pub at: Time,
    /// Not before when it is erased.
    pub not_before: Time,
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HoldView {
    /// Its id.
    pub id: HoldId,
    /// What it is called.
    pub name: String,
    /// Why it is there.
    pub reason: String,
    /// Which actions it keeps.
    pub scope: Scope,
    /// Who set it.
    pub by: ReviewerRef,
    /// When.
    pub at: Time,
    /// Who lifted it, if somebody did.
    pub lifted: Option<LiftedView>,
}

/// The end of a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LiftedView {
    /// Who lifted it.
    pub by: ReviewerRef,
    /// When.
    pub at: Time,
    /// Why.
    pub reason: String,
}

/// How long one action is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct KeptView {
    /// Its class; none once it is erased, and a moment after it came in.
    pub class: Option<Class>,
    /// How many years that is kept; none for good.
    pub years: Option<u32>,
    /// The holds that keep it.
    pub holds: Vec<HoldRef>,
    /// Who wants its contents erased before its time, if somebody does.
    pub asked: Option<ReviewerRef>,
    /// What was erased; none if its contents are there.
    pub erased: Option<ErasedView>,
}

/// A hold by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HoldRef {
    /// Its id.
    pub id: HoldId,
    /// What it is called.
    pub name: String,
}

/// The erasure of an action's contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ErasedView {
    /// When.
    pub at: Time,
    /// On what grounds.
    pub grounds: ErasedBy,
}

/// On what grounds contents were erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum ErasedBy {
    /// Their time was over.
    Policy {
        /// By which edition of the policy.
        edition: u32,
    },
    /// Administrators did.
    Request {
        /// Who.
        by: ReviewerRef,
        /// Who else said so; none if their time was over.
        second: Option<ReviewerRef>,
        /// Why.
        reason: String,
    },
}
