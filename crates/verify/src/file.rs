//! A file that somebody was given: an exported ledger, or the proof of one entry.

use std::io::{self, BufRead, Read};

use crate::{Checkpoint, FIRST_LINE, Fault, Proof, ProofError, PublicKey, Verified, Verifier, proof};

/// The longest line that is read. A record has a few kilobytes.
const LINE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The longest proof that is read.
const PROOF_BYTES_MAX: u64 = 2 * LINE_BYTES_MAX;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// A whole ledger.
    Ledger(Verified),
    /// The proof of one entry, and the checkpoint that it is in.
    Proof(Proof, Checkpoint),
}

/// Why a file is not believed.
#[derive(Debug, thiserror::Error)]
pub enum NotBelieved {
    /// It is neither.
    #[error("this is neither an exported ledger nor the proof of an action")]
    Neither,
    /// The ledger is not believed.
    #[error(transparent)]
    Ledger(Fault),
    /// The proof is not believed.
    #[error(transparent)]
    Proof(ProofError),
    /// It cannot be read.
    #[error("the file cannot be read")]
    Unreadable(#[from] io::Error),
}

/// Checks a file with a key, and a ledger also against what was signed before.
///
/// # Errors
/// When it is not believed, or cannot be read.
pub fn check(mut file: impl BufRead, key: &PublicKey, earlier: Vec<Checkpoint>) -> Result<Checked, NotBelieved> {
    let start = line(&mut file)?;
    if start.starts_with(FIRST_LINE.as_bytes()) {
        let mut verifier = Verifier::new(key, earlier);
        let mut next = start;
        while !next.is_empty() {
            verifier.line(&next).map_err(NotBelieved::Ledger)?;
            next = line(&mut file)?;
        }
        return verifier.finish().map(Checked::Ledger).map_err(NotBelieved::Ledger);
    }
    if !start.starts_with(proof::FIRST_LINE.as_bytes()) {
        return Err(NotBelieved::Neither);
    }
    let mut whole = start;
    file.take(PROOF_BYTES_MAX).read_to_end(&mut whole)?;
    let text = String::from_utf8(whole).map_err(|_| NotBelieved::Proof(ProofError::NoProof))?;
    let (proof, checkpoint) = Proof::check(&text, key).map_err(NotBelieved::Proof)?;
    Ok(Checked::Proof(proof, checkpoint))
}

/// What was found out, in a few words.
#[must_use]
pub fn tell(checked: &Checked) -> String {
    match checked {
        Checked::Ledger(Verified { checkpoint, erased, compared, .. }) => {
            let erased =
                if *erased > 0 { format!(" The records of {erased} were erased; their places are proved.") } else { String::new() };
            let compared = if *compared > 0 { format!(" It goes on from {compared} earlier checkpoints.") } else { String::new() };
            format!("This ledger is whole and unchanged: {} entries, root {}.{erased}{compared}", checkpoint.size, checkpoint.root)
        }
        Checked::Proof(proof, checkpoint) => {
            let line = proof.entry.split('\t').nth(1).unwrap_or_default();
            format!("This entry is in the ledger of {} entries, unchanged: {line}", checkpoint.size)
        }
    }
}

/// The next line with its end; empty at the end of the file.
fn line(file: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    file.take(LINE_BYTES_MAX).read_until(b'\n', &mut line)?;
    Ok(line)
}
