//! Checks Sekisho's ledger without Sekisho: an exported ledger, a report, or the proof of one entry, with only the public key at hand.
//!
//! The ledger is a Merkle tree (RFC 6962) over entries. Its root is signed at each commit as a checkpoint (C2SP `tlog-checkpoint`,
//! a `signed-note` with Ed25519), and the place of one entry is proved by a C2SP `tlog-proof`. `docs/LEDGER.md` describes the formats.
//! This crate uses none of Sekisho's others, so that whoever doubts them need not read them.

pub use checkpoint::{Checkpoint, ParseCheckpointError};
pub use entry::{Entry, Leaf, ParseEntryError};
pub use export::{FIRST_LINE, Fault, Problem, Verified, Verifier};
pub use file::{CheckFileError, Checked, Earlier, NotBelieved, check, check_file, tell};
pub use hash::{Frontier, Hash, ParseHashError, body_hash, leaf_hash, node_hash};
pub use key::{ParseKeyError, PublicKey};
pub use keyring::KEY_CHANGED;
pub use proof::{Proof, ProofError};
pub use report::{Report, ReportError, report_hash, seal, vacancy};
pub use witness::{WitnessError, file_of, folder_of, read as read_witnessed, sizes, witnessed};

mod checkpoint;
mod entry;
mod erasure;
mod export;
mod file;
mod hash;
mod key;
mod keyring;
mod proof;
mod report;
mod witness;

#[cfg(test)]
mod tests;
