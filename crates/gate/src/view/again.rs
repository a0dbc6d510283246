//! What is sent back, amended and asked for again.

use sekisho_core::{id::ActionId, shown::Shown, time::Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ReviewerRef;

/// What would make a no a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum NoWord {
    /// Nothing that was said.
    Rejected,
    /// The answer to a question.
    AskedBack,
    /// Other values.
    Amended,
}

/// What a reviewer would rather see asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProposedView {
    /// What is otherwise, the first of it.
    pub changed: Vec<ChangedLine>,
    /// Until when it would be approved.
    pub until: Time,
}

/// An action that another one follows on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EarlierView {
    /// Which.
    pub id: ActionId,
    /// Who sent it back or amended it.
    pub by: Option<ReviewerRef>,
    /// When.
    pub at: Time,
    /// The question, or why it was amended.
    pub note: String,
    /// What would have made it a yes.
    pub how: NoWord,
    /// What is asked for otherwise now, the first of it.
    pub changed: Vec<ChangedLine>,
}

/// One value, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangedLine {
    /// Where (RFC 6901).
    pub pointer: String,
    /// What stood there; none if nothing did.
    pub before: Option<Shown>,
    /// What stands there; none if nothing does.
    pub after: Option<Shown>,
}
