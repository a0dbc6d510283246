//! The ledger as those who check it see it.

use sekisho_core::time::Time;
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
    /// Where the private key lies.
    pub key_in: KeyPlace,
    /// Who keeps checkpoints of it. None if nobody does.
    pub witness: Option<WitnessView>,
}

/// Where a private key lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    /// In a file of the data directory that only its owner can read.
    File,
    /// In the key store of the user whom the hub runs as.
    Keystore,
}

impl KeyPlace {
    /// What it is called in logs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Keystore => "keystore",
        }
    }
}

/// The folder that checkpoints are given to, and what the last look at it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessView {
    /// Where it is.
    pub folder: String,
    /// How long the ledger was at the newest checkpoint in it.
    pub size: Option<u64>,
    /// When it was last looked at. None if it was not since the hub started.
    pub looked_at: Option<Time>,
    /// Whether the ledger goes on from that checkpoint, as far as is known.
    pub fits: bool,
    /// What is wrong, as a sentence.
    pub problem: Option<String>,
}
