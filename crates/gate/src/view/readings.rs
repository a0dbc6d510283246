//! Who reads about a decision.

use sekisho_core::{review::Duty, time::Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ReviewerRef;

/// Somebody who reads about a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReadingView {
    /// Who.
    pub reader: ReviewerRef,
    /// Whether that is whoever looks.
    pub me: bool,
    /// What is asked of them.
    pub duty: Duty,
    /// When they said that they have.
    pub read_at: Option<Time>,
}
