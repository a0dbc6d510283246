//! What a check found, as plain data: each fault is one that the window has words for.

use chrono::DateTime;
use sekisho_gate::{Shown, Time};
use sekisho_verify::{
    Checked, Checkpoint, Entry, Fault, NotBelieved, ParseCheckpointError, ParseEntryError, Problem, Proof, ProofError, PublicKey, Verified,
};
use serde::Serialize;
use ts_rs::TS;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "found", rename_all = "snake_case")]
#[ts(export)]
pub(crate) enum FileCheck {
    /// A whole ledger, unchanged.
    Ledger {
        /// The name under which its key signs.
        signer: Shown,
        /// How many entries it has.
        entries: u64,
        /// The root over all of them, in hex.
        root: String,
        /// When the first of them happened.
        first_at: Option<Time>,
        /// When the last of them happened.
        last_at: Option<Time>,
        /// Of how many the record was erased.
        erased: u64,
        /// Whether it goes on from the earlier checkpoint that was given.
        compared: bool,
    },
    /// The proof of one entry, which holds.
    Proof {
        /// The name under which the ledger's key signs.
        signer: Shown,
        /// How many entries the ledger had.
        entries: u64,
        /// The root over all of them, in hex.
        root: String,
        /// Which entry it proves.
        seq: u64,
        /// When that happened.
        at: Option<Time>,
        /// What kind of event that is.
        event: Shown,
        /// The id of the action that it is about.
        action: Option<Shown>,
    },
    /// It is not believed.
    Fault {
        /// At which line, if it has lines.
        line: Option<u64>,
        /// Why not.
        fault: FileFault,
    },
}

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

impl FileCheck {
    /// What was found with this key.
    pub(super) fn new(checked: Result<Checked, NotBelieved>, key: &PublicKey) -> Self {
        match checked {
            Ok(Checked::Ledger(verified)) => ledger(&verified, key),
            Ok(Checked::Proof(proof, checkpoint)) => proved(&proof, &checkpoint, key),
            Err(NotBelieved::Ledger(Fault { line, problem })) => Self::Fault { line: Some(line), fault: problem.into() },
            Err(NotBelieved::Proof(error)) => error.into(),
            Err(NotBelieved::Neither) => FileFault::Neither.into(),
            Err(NotBelieved::Unreadable(_)) => FileFault::Unreadable.into(),
        }
    }
}

fn ledger(verified: &Verified, key: &PublicKey) -> FileCheck {
    let Verified { checkpoint, times, erased, compared } = verified;
    FileCheck::Ledger {
        signer: Shown::new(key.name()),
        entries: checkpoint.size,
        root: checkpoint.root.to_string(),
        first_at: times.and_then(|(first, _)| time(first)),
        last_at: times.and_then(|(_, last)| time(last)),
        erased: *erased,
        compared: *compared > 0,
    }
}

fn proved(proof: &Proof, checkpoint: &Checkpoint, key: &PublicKey) -> FileCheck {
    // It was read before, so that it reads again.
    let leaf = match Entry::read(&proof.entry) {
        Ok(entry) => entry.leaf,
        Err(why) => return FileFault::ProofEntry { why: why.into() }.into(),
    };
    FileCheck::Proof {
        signer: Shown::new(key.name()),
        entries: checkpoint.size,
        root: checkpoint.root.to_string(),
        seq: leaf.seq,
        at: time(leaf.at),
        event: Shown::new(leaf.event),
        action: leaf.action.map(Shown::new),
    }
}

fn time(micros: i64) -> Option<Time> {
    DateTime::from_timestamp_micros(micros)
}

impl From<FileFault> for FileCheck {
    fn from(fault: FileFault) -> Self {
        Self::Fault { line: None, fault }
    }
}

impl From<Problem> for FileFault {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NoLedger => Self::NoLedger,
            Problem::OtherLedger => Self::OtherLedger,
            Problem::Entry { seq, why } => Self::Entry { seq, why: why.into() },
            Problem::Order { wanted, found } => Self::Order { wanted, found },
            Problem::Time { seq } => Self::Older { seq },
            Problem::Checkpoint { after, why } => Self::Checkpoint { after, why: why.into() },
            Problem::Root { from, until } => Self::Root { from, until },
            Problem::Short { wanted, found } => Self::Short { wanted, found },
            Problem::Unsigned { from, until } => Self::Unsigned { from, until },
            Problem::Shorter { wanted, found } => Self::Shorter { wanted, found },
            Problem::Forked { size } => Self::Forked { size },
        }
    }
}

impl From<ProofError> for FileCheck {
    fn from(error: ProofError) -> Self {
        match error {
            ProofError::NoProof => FileFault::NoProof.into(),
            ProofError::Entry(why) => FileFault::ProofEntry { why: why.into() }.into(),
            ProofError::Checkpoint(why) => FileFault::ProofCheckpoint { why: why.into() }.into(),
            ProofError::NotIncluded => FileFault::NotIncluded.into(),
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
