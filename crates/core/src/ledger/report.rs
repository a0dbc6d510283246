//! What is on record of a report that proves itself.

use serde::{Deserialize, Serialize};

use crate::{action::Digest, id::ReviewerId};

/// A report that was made as a file, which has the proof of this entry in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMade {
    /// By whom; none for the hub itself.
    pub by: Option<ReviewerId>,
    /// What the file is told apart by. It stands in the file, too.
    pub report: String,
    /// SHA-256 of the file, with spaces where the proof is.
    pub sha256: Digest,
}
