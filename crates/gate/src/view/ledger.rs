//! The ledger as those who check it see it.

use serde::{Deserialize, Serialize};

/// What is needed to check the ledger, also years later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerView {
    /// What it is called in what it signs.
    pub name: String,
    /// The public key, as one line.
    pub key: String,
    /// How many entries it has.
    pub size: u64,
    /// Its newest checkpoint, as a signed note.
    pub checkpoint: String,
}
