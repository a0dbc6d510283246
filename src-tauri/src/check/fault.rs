//! Why a file is not believed, as plain data: each fault is one that the window has words of its own for.

use sekisho_verify::{ParseCheckpointError, ParseEntryError, Problem};
use serde::Serialize;
use ts_rs::TS;

/// Why a file is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub(crate) enum FileFault {
    /// The key that was given is none.
    BadKey,
    /// The earlier checkpoint that was given is not believed.
    BadEarlier {
        /// Why not.
        why: CheckpointFault,
    },
    /// The file cannot be read.
    Unreadable,
    /// It is nothing that can be checked.
    Neither,
    /// It only begins like a ledger.
    NoLedger,
    /// It is the ledger of another hub.
    OtherLedger,
    /// An entry was changed.
    Entry {
        /// Which.
        seq: u64,
        /// What of it.
        why: EntryFault,
    },
    /// An entry is missing, or stands where another should.
    Order {
        /// Which should be here.
        wanted: u64,
        /// Which is.
        found: u64,
    },
    /// An entry is older than the one before it.
    Older {
        /// Which.
        seq: u64,
    },
    /// A record is missing, and no later entry says that it was erased.
    Missing {
        /// Of which entry.
        seq: u64,
    },
    /// An entry does not say how the key changed.
    Key {
        /// Which.
        seq: u64,
    },
    /// A checkpoint inside is not believed.
    Checkpoint {
        /// After which entry it stands.
        after: u64,
        /// Why not.
        why: CheckpointFault,
    },
    /// The entries are not those that were signed.
    Root {
        /// The first that may be wrong.
        from: u64,
        /// The last that may be wrong.
        until: u64,
    },
    /// The entries end before the ledger does.
    Short {
        /// How many there should be.
        wanted: u64,
        /// How many there are.
        found: u64,
    },
    /// Nothing is signed at its end.
    Unsigned {
        /// The first that is not.
        from: u64,
        /// The last.
        until: u64,
    },
    /// The earlier checkpoint knows of more entries.
    Shorter {
        /// How many there were.
        wanted: u64,
        /// How many there are.
        found: u64,
    },
    /// The earlier checkpoint is not of this ledger.
    Forked {
        /// The checkpoint's size.
        size: u64,
    },
    /// It only begins like a proof.
    NoProof,
    /// The entry in the proof was changed.
    ProofEntry {
        /// What of it.
        why: EntryFault,
    },
    /// The checkpoint in the proof is not believed.
    ProofCheckpoint {
        /// Why not.
        why: CheckpointFault,
    },
    /// The entry is not at this place of this ledger.
    NotIncluded,
    /// The PDF file carries no proof.
    NoRoom,
    /// What its proof proves is not that a report was made.
    NoReport,
    /// Its proof belongs to another report.
    OtherReport,
    /// The PDF file was changed after it was made.
    ChangedReport,
}

/// What is wrong with an entry by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub(crate) enum EntryFault {
    /// It is no entry.
    NoEntry,
    /// What it says of itself was changed.
    Leaf,
    /// Its record was changed.
    Record,
}

/// What is wrong with a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub(crate) enum CheckpointFault {
    /// It is none.
    NoCheckpoint,
    /// It is of another ledger.
    OtherLedger,
    /// Somebody else signed it.
    OtherKey,
    /// It was changed after it was signed.
    Changed,
}

impl From<Problem> for FileFault {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NoLedger => Self::NoLedger,
            Problem::OtherLedger => Self::OtherLedger,
            Problem::Entry { seq, why } => Self::Entry { seq, why: why.into() },
            Problem::Order { wanted, found } => Self::Order { wanted, found },
            Problem::Time { seq } => Self::Older { seq },
            Problem::Missing { seq } => Self::Missing { seq },
            Problem::Key { seq } => Self::Key { seq },
            Problem::Checkpoint { after, why } => Self::Checkpoint { after, why: why.into() },
            Problem::Root { from, until } => Self::Root { from, until },
            Problem::Short { wanted, found } => Self::Short { wanted, found },
            Problem::Unsigned { from, until } => Self::Unsigned { from, until },
            Problem::Shorter { wanted, found } => Self::Shorter { wanted, found },
            Problem::Forked { size } => Self::Forked { size },
        }
    }
}

impl From<ParseEntryError> for EntryFault {
    fn from(error: ParseEntryError) -> Self {
        match error {
            ParseEntryError::NoEntry => Self::NoEntry,
            ParseEntryError::Leaf => Self::Leaf,
            ParseEntryError::Record => Self::Record,
        }
    }
}

impl From<ParseCheckpointError> for CheckpointFault {
    fn from(error: ParseCheckpointError) -> Self {
        match error {
            ParseCheckpointError::NoCheckpoint => Self::NoCheckpoint,
            ParseCheckpointError::OtherLedger => Self::OtherLedger,
            ParseCheckpointError::OtherKey => Self::OtherKey,
            ParseCheckpointError::Changed => Self::Changed,
        }
    }
}
