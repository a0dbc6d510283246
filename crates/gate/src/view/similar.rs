//! What was decided about actions like one. Facts of the record, and no advice.

use sekisho_core::{id::ActionId, money::Amount, shown::Shown, time::Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{By, ChangedLine, NoWord};

/// Earlier decisions about calls of the same tool by the same agent, on the same server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SimilarView {
    /// How many earlier decisions were compared: the newest.
    pub compared: u32,
    /// Those that have most in common with the action, nearest first and then newest first.
    pub items: Vec<SimilarItem>,
}

/// One earlier decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SimilarItem {
    /// The action that was decided.
    pub id: ActionId,
    /// The money that it moved.
    pub amount: Option<Amount>,
    /// What was decided, by whom, and how it turned out.
    pub decided: Decided,
    /// The arguments that are the same in both, by name.
    pub same: Vec<Shown>,
    /// The first values that differ: what stood there, and what stands there now.
    pub differs: Vec<ChangedLine>,
    /// How many more differ.
    pub others: u32,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "answer", rename_all = "snake_case")]
#[ts(export)]
pub enum Decided {
    /// It was let run.
    Approved {
        /// Who or what said so.
        by: By,
        /// When.
        at: Time,
        /// What the reviewer wrote with it.
        note: Option<String>,
        /// How it turned out.
        outcome: TurnedOut,
    },
    /// No.
    Denied {
        /// Who or what said so.
        by: By,
        /// When.
        at: Time,
        /// Why, in the reviewer's words.
        reason: Option<String>,
        /// What would have made it a yes.
        how: NoWord,
    },
    /// Nobody answered in time.
    Expired {
        /// When.
        at: Time,
    },
}

/// What became of an approved action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[ts(export)]
pub enum TurnedOut {
    /// It has not run.
    Unused,
    /// It was let run; nothing is known of it yet.
    Unknown,
    /// It worked, so the agent says.
    Succeeded {
        /// In the agent's words.
        note: Option<Shown>,
    },
    /// It failed, so the agent says.
    Failed {
        /// In the agent's words.
        note: Option<Shown>,
    },
}

/// What became of earlier calls of the same tool by the same agent, the last thousand at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Before {
    /// Approved by a person.
    pub approved: u32,
    /// Denied by a person.
    pub denied: u32,
    /// Passed by a rule, or by a yes that was given ahead.
    pub passed: u32,
    /// Reported as failed.
    pub failed: u32,
}
