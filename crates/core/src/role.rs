//! What a person is for: to answer, to lay down what others go by, or to look.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What somebody with a reviewer's credential may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers, and lays down who asks, who answers, and within which bounds.
    Administrator,
    /// Answers.
    Reviewer,
    /// Sees everything, and changes nothing.
    Auditor,
}

impl Role {
    /// All roles, the one with the most to do first.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Reviewer, Self::Auditor];

    /// The role by its name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Reviewer => "reviewer",
            Self::Auditor => "auditor",
        }
    }

    /// Whether they have a say: whoever has none fills no place, and is counted nowhere.
    #[must_use]
    pub const fn has_a_say(self) -> bool {
        match self {
            Self::Administrator | Self::Reviewer => true,
            Self::Auditor => false,
        }
    }
}
