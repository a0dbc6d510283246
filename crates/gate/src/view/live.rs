//! What just happened, for whoever looks right now.

use sekisho_core::{id::ActionId, risk::Level, time::Time, tool::Effect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What just happened, for windows that are open. It names things; whoever shows them asks for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Live {
    /// Counts up; a reader that was away asks for what came after the last it saw.
    pub seq: u64,
    /// When.
    pub at: Time,
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "about", rename_all = "snake_case")]
#[ts(export)]
pub enum About {
    /// An action came in or changed.
    Action {
        /// Which.
        id: ActionId,
        /// Something to tell whoever listens, if it now waits for them.
        notice: Option<Notice>,
    },
    /// Agents were added or revoked.
    Agents,
    /// Reviewers were added, changed or revoked.
    Reviewers,
    /// The organisation's settings changed.
    Organisation,
    /// A budget was set or ended, or money moved in one.
    Budgets,
    /// The rules, the guardrails or the scorecard changed.
    Rules,
    /// Something was halted or resumed, or an agent has heard of it.
    Halts,
}

/// What a notification says: nothing that an agent wrote, and no secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Notice {
    /// Why now.
    pub because: Because,
    /// Who asks.
    pub agent: String,
    /// What it would do.
    pub effect: Effect,
    /// How risky.
    pub level: Level,
    /// When no answer becomes a no.
    pub due_at: Time,
}

/// Why a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Because {
    /// It came in and waits.
    Held,
    /// Somebody passed it on.
    Escalated,
}
