//! The proof that an entry is in the ledger (C2SP `tlog-proof`).

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{Checkpoint, Entry, Hash, ParseCheckpointError, PublicKey, hash::node_hash};

/// The first line of a proof.
pub(crate) const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// The proof that an entry is in a ledger. Its `extra` is the entry, as a line of an exported ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The line of the entry, without its end.
    pub entry: String,
    /// The hashes beside the way from the leaf to the root, the lowest first.
    pub path: Vec<Hash>,
    /// The checkpoint, as a note.
    pub checkpoint: String,
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// It is no proof.
    #[error("this is no proof of an entry")]
    NoProof,
    /// The entry in it was changed.
    #[error("the entry: {0}")]
    Entry(crate::ParseEntryError),
    /// Its checkpoint is not believed.
    #[error("{0}")]
    Checkpoint(ParseCheckpointError),
    /// The entry is not at this place of this ledger.
    #[error("the ledger does not have this entry at this place")]
    NotIncluded,
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seq = Entry::read(&self.entry).map_or(0, |entry| entry.leaf.seq);
        writeln!(f, "{FIRST_LINE}\nextra {}\nindex {}", STANDARD.encode(&self.entry), seq.saturating_sub(1))?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{}", hash.to_base64()))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

impl Proof {
    /// Reads a proof and checks all of it. The entry is in the ledger of the key, at the place that it names.
    ///
    /// # Errors
    /// When it proves nothing.
    pub fn check(text: &str, key: &PublicKey) -> Result<(Self, Checkpoint), ProofError> {
        let (head, note) = text.split_once("\n\n").ok_or(ProofError::NoProof)?;
        let mut lines = head.split('\n');
        let line = |line: Option<&str>, name: &str| Some(line?.strip_prefix(name)?.to_owned());
        if lines.next() != Some(FIRST_LINE) {
            return Err(ProofError::NoProof);
        }
        let extra = line(lines.next(), "extra ").and_then(|extra| STANDARD.decode(extra).ok()).ok_or(ProofError::NoProof)?;
        let entry = String::from_utf8(extra).map_err(|_| ProofError::NoProof)?;
        let index = line(lines.next(), "index ").ok_or(ProofError::NoProof)?;
        let path: Option<Vec<_>> = lines.map(Hash::from_base64).collect();
        let proof = Self { entry, path: path.ok_or(ProofError::NoProof)?, checkpoint: note.to_owned() };
        let checkpoint = Checkpoint::read(note, key).map_err(ProofError::Checkpoint)?;
        let entry = Entry::read(&proof.entry).map_err(ProofError::Entry)?;
        let place = entry.leaf.seq.checked_sub(1).filter(|place| place.to_string() == index).ok_or(ProofError::NotIncluded)?;
        if root_of(place, checkpoint.size, entry.hash, &proof.path) == Some(checkpoint.root) {
            Ok((proof, checkpoint))
        } else {
            Err(ProofError::NotIncluded)
        }
    }
}

/// The root that a leaf at `place` of a tree of so many leaves has with these hashes beside its way up. None if there are too many
/// or too few of them.
fn root_of(place: u64, size: u64, leaf: Hash, path: &[Hash]) -> Option<Hash> {
    if place >= size {
        return None;
    }
    let (mut place, mut last, mut node) = (place, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return None;
        }
        if place % 2 == 1 || place == last {
            node = node_hash(*beside, node);
            // A last node without a neighbour is the root of its part, and goes up as it is.
            while place.is_multiple_of(2) && place != 0 {
                (place, last) = (place / 2, last / 2);
            }
        } else {
            node = node_hash(node, *beside);
        }
        (place, last) = (place / 2, last / 2);
    }
    (last == 0).then_some(node)
}
