//! A checkpoint: how long the ledger is and what its root is, signed (C2SP `tlog-checkpoint`).

use crate::{Hash, PublicKey};

/// A checkpoint whose signature was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries the ledger has.
    pub size: u64,
    /// The root over all of them.
    pub root: Hash,
}

/// Why a text is no checkpoint of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseCheckpointError {
    /// It is no checkpoint.
    #[error("this is no checkpoint")]
    NoCheckpoint,
    /// It is of another ledger.
    #[error("this checkpoint is of another ledger")]
    OtherLedger,
    /// No signature is of this key.
    #[error("this checkpoint is not signed with this key")]
    OtherKey,
    /// The signature of this key is not over this text.
    #[error("this checkpoint was changed after it was signed")]
    Changed,
}

impl Checkpoint {
    /// The text that is signed.
    #[must_use]
    pub fn text(&self, ledger: &str) -> String {
        format!("{ledger}\n{}\n{}\n", self.size, self.root.to_base64())
    }

    /// The whole note, with a signature over [`Checkpoint::text`].
    #[must_use]
    pub fn note(&self, key: &PublicKey, signature: &[u8; 64]) -> String {
        format!("{}\n{}", self.text(key.name()), key.signature_line(signature))
    }

    /// Reads a note that `key` has signed. Others, such as witnesses, may have signed it as well.
    ///
    /// # Errors
    /// When it is no checkpoint, or not signed with this key.
    pub fn read(note: &str, key: &PublicKey) -> Result<Self, ParseCheckpointError> {
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(ParseCheckpointError::NoCheckpoint)?;
        let mut lines = text.split('\n');
        let (Some(ledger), Some(size), Some(root), None) = (lines.next(), lines.next(), lines.next(), lines.next()) else {
            return Err(ParseCheckpointError::NoCheckpoint);
        };
        let root = Hash::from_base64(root).ok_or(ParseCheckpointError::NoCheckpoint)?;
        let is_plain = !size.is_empty() && size.bytes().all(|digit| digit.is_ascii_digit()) && (size == "0" || !size.starts_with('0'));
        let size = size.parse().ok().filter(|_| is_plain).ok_or(ParseCheckpointError::NoCheckpoint)?;
        if ledger != key.name() {
            return Err(ParseCheckpointError::OtherLedger);
        }
        let signatures = signatures.strip_suffix('\n').ok_or(ParseCheckpointError::NoCheckpoint)?;
        let signed = signatures.split('\n').filter_map(|line| key.has_signed(&format!("{text}\n"), line));
        match signed.reduce(|one, other| one && other) {
            None => Err(ParseCheckpointError::OtherKey),
            Some(false) => Err(ParseCheckpointError::Changed),
            Some(true) => Ok(Self { size, root }),
        }
    }

    /// Reads a note that one of these keys has signed: a ledger may have had several.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_any<'k>(note: &str, keys: impl IntoIterator<Item = &'k PublicKey>) -> Result<Self, ParseCheckpointError> {
        let mut outcome = Err(ParseCheckpointError::OtherKey);
        for key in keys {
            outcome = Self::read(note, key);
            if outcome != Err(ParseCheckpointError::OtherKey) {
                break;
            }
        }
        outcome
    }
}
