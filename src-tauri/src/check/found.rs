//! What a check found, as plain data.

use chrono::DateTime;
use sekisho_gate::{Shown, Time};
use sekisho_verify::{Checked, Checkpoint, Entry, Fault, NotBelieved, Proof, ProofError, PublicKey, Report, ReportError, Verified};
use serde::Serialize;
use ts_rs::TS;

use super::fault::FileFault;

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
        /// How often the key has changed.
        changes: usize,
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
    /// A report as a PDF file, as it was made.
    Report {
        /// The name under which the ledger's key signs.
        signer: Shown,
        /// How many entries the ledger had.
        entries: u64,
        /// The root over all of them, in hex.
        root: String,
        /// Which entry knows it.
        seq: u64,
        /// What it is told apart by.
        name: Shown,
        /// The id of the action that it is about; none if it is about a period.
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

impl FileCheck {
    /// What was found with this key.
    pub(super) fn new(checked: Result<Checked, NotBelieved>, key: &PublicKey) -> Self {
        match checked {
            Ok(Checked::Ledger(verified)) => ledger(&verified, key),
            Ok(Checked::Proof(proof, checkpoint)) => proved(&proof, &checkpoint, key),
            Err(NotBelieved::Ledger(Fault { line, problem })) => Self::Fault { line: Some(line), fault: problem.into() },
            Err(NotBelieved::Proof(error)) => error.into(),
            Ok(Checked::Report(report, checkpoint)) => made(&report, &checkpoint, key),
            Err(NotBelieved::Report(error)) => error.into(),
            Err(NotBelieved::Neither) => FileFault::Neither.into(),
            Err(NotBelieved::Unreadable(_)) => FileFault::Unreadable.into(),
        }
    }
}

fn ledger(verified: &Verified, key: &PublicKey) -> FileCheck {
    let Verified { checkpoint, times, erased, compared, keys } = verified;
    FileCheck::Ledger {
        signer: Shown::new(key.name()),
        entries: checkpoint.size,
        root: checkpoint.root.to_string(),
        first_at: times.and_then(|(first, _)| time(first)),
        last_at: times.and_then(|(_, last)| time(last)),
        erased: *erased,
        compared: *compared > 0,
        changes: keys.len().saturating_sub(1),
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

fn made(report: &Report, checkpoint: &Checkpoint, key: &PublicKey) -> FileCheck {
    FileCheck::Report {
        signer: Shown::new(key.name()),
        entries: checkpoint.size,
        root: checkpoint.root.to_string(),
        seq: report.entry,
        name: Shown::new(&report.name),
        action: report.action.as_deref().map(Shown::new),
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

impl From<ReportError> for FileCheck {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::NoRoom => FileFault::NoRoom.into(),
            ReportError::Proof(error) => error.into(),
            ReportError::NoReport => FileFault::NoReport.into(),
            ReportError::OtherReport => FileFault::OtherReport.into(),
            ReportError::Changed => FileFault::ChangedReport.into(),
        }
    }
}
