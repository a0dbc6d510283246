//! What is done with the record itself.

use serde::{Deserialize, Serialize};

use super::ReportMade;
use crate::{
    id::ReviewerId,
    monthly::{MonthlySet, MonthlyWritten},
    time::Time,
};

/// Something that is done with the record itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Custody {
    /// Decisions of a period began to be read for a file.
    ExportStarted(ExportStarted),
    /// All of the ledger began to be read for a file.
    LedgerExported(LedgerExported),
    /// Decisions were written to a file.
    Exported(Exported),
    /// A report was made as a file that proves itself.
    ReportMade(ReportMade),
    /// Decisions of each month are written to a folder from now on, or no longer.
    MonthlySet(MonthlySet),
    /// Decisions of a month were written.
    MonthlyWritten(MonthlyWritten),
    /// Checkpoints of the ledger are given to this folder from now on, or to none.
    WitnessSet(WitnessSet),
    /// The key that signs the ledger lies elsewhere from now on.
    LedgerKeyMoved(LedgerKeyMoved),
    /// Another key signs the ledger from the next commit on.
    LedgerKeyChanged(LedgerKeyChanged),
    /// A reviewer's credential was used, for the first time on a day.
    SignedIn(SignedIn),
    /// The ledger is not the one whose checkpoint was given to the witness.
    WitnessDiffers(WitnessDiffers),
}

/// Decisions of a period began to be read for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportStarted {
    /// By whom.
    pub by: ReviewerId,
    /// From when.
    pub from: Time,
    /// Until when.
    pub until: Time,
}

/// Decisions were written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// By whom.
    pub by: ReviewerId,
    /// How many.
    pub rows: u64,
}

/// All of the ledger began to be read for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerExported {
    /// By whom.
    pub by: ReviewerId,
}

/// Where the key that signs the ledger lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerKeyMoved {
    /// Who moved it.
    pub by: ReviewerId,
    /// Whether it lies in the key store of the hub's user now, and not in a file.
    pub keystore: bool,
}

/// The key that signs the ledger after this entry is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerKeyChanged {
    /// Who changed it.
    pub by: ReviewerId,
    /// The public half of the key before, as one line of text. Both keys come last, as verifiers read them without a parser.
    pub from: String,
    /// The public half of the key from now on.
    pub to: String,
}

/// The first use of a credential on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// Whose.
    pub by: ReviewerId,
}

/// Where checkpoints of the ledger are given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessSet {
    /// Who said so.
    pub by: ReviewerId,
    /// The folder; none for no witness any more.
    pub folder: Option<String>,
}

/// A checkpoint of the witness that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessDiffers {
    /// The witness's folder.
    pub folder: String,
    /// How long the ledger was at that checkpoint.
    pub size: u64,
    /// What does not fit.
    pub why: Unlike,
}

/// How the ledger differs from the one that the witness knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unlike {
    /// It is shorter than it was: cut, or restored from an older backup.
    Shorter,
    /// Its entries are others: it was written anew, or there are two.
    Forked,
    /// The checkpoint is not signed with the ledger's key: the key is another, or somebody changed what the witness keeps.
    Unsigned,
}
