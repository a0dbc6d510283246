//! What an administrator has laid down for an agent. None of it is the agent's own word.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::money::Sum;

/// The terms on which an agent works.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export, optional_fields)]
pub struct Terms {
    /// The groups it is in, in order, each once.
    pub groups: Vec<String>,
    /// The most that one of its actions should move. More raises concern.
    #[ts(optional = false)]
    pub limit: Option<Sum>,
    /// Whether a model fills in `task` by itself. Then those are not the user's words, and prove nothing.
    pub task_claimed: bool,
}
