//! A report as a PDF file that has the proof of itself in it: an entry of the ledger holds the hash of the whole file, but for the room
//! where the proof lies. So no byte of it can be changed, and no other report's proof fits.

use sha2::{Digest, Sha256};

use crate::{Checkpoint, Entry, Hash, Proof, ProofError, PublicKey, hash::bytes_of_hex, proof::FIRST_LINE};

/// How much room a proof has, in bytes. One of a ledger with 2^64 entries needs half of it.
const ROOM_BYTES: usize = 8 * 1024;

/// How many lines a checkpoint with one signature has, and an empty one behind it.
const NOTE_LINES: usize = 6;

/// What stands before an attached file.
const BEFORE: &[u8] = b"stream\n";

/// What stands behind it.
const BEHIND: &[u8] = b"\nendstream";

/// What a PDF file begins with.
pub(crate) const PDF: &str = "%PDF-";

/// The event that tells of a report.
const EVENT: &str = "report_made";

/// A report that is as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What it is told apart by.
    pub name: String,
    /// The action that it is about; none if it is about a period.
    pub action: Option<String>,
    /// Which entry of the ledger knows it, from 1.
    pub entry: u64,
}

/// Why a report is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// There is no room for a proof in it.
    #[error("this PDF carries no proof of the ledger")]
    NoRoom,
    /// What lies there proves nothing.
    #[error("the proof in this PDF: {0}")]
    Proof(ProofError),
    /// What it proves is not that a report was made.
    #[error("the proof in this PDF is not that of a report")]
    NoReport,
    /// It proves another report.
    #[error("the proof in this PDF belongs to another report")]
    OtherReport,
    /// The file is not the one that was made.
    #[error("this PDF was changed after it was made")]
    Changed,
}

/// What keeps the room for a proof until there is one. It does not compress, so that it lies in a file as it is.
#[must_use]
pub fn vacancy() -> Vec<u8> {
    let mut room = format!("{FIRST_LINE}\n").into_bytes();
    let mut noise = Sha256::digest(&room);
    while room.len() < ROOM_BYTES {
        room.extend_from_slice(&noise);
        noise = Sha256::digest(noise);
    }
    room.truncate(ROOM_BYTES);
    room
}

/// The hash of a report: SHA-256 over the file, with spaces where the proof is. None if there is no room for one.
#[must_use]
pub fn report_hash(pdf: &[u8]) -> Option<Hash> {
    let (before, _, behind) = parts(pdf)?;
    let hash = Sha256::new().chain_update(before).chain_update([b' '; ROOM_BYTES]).chain_update(behind).finalize();
    Some(Hash(hash.into()))
}

/// A report with its proof. None if there is no room for it.
#[must_use]
pub fn seal(pdf: &[u8], proof: &str) -> Option<Vec<u8>> {
    let (before, _, behind) = parts(pdf)?;
    let rest = ROOM_BYTES.checked_sub(proof.len())?;
    Some([before, proof.as_bytes(), &vec![b'\n'; rest], behind].concat())
}

/// Checks a report: the ledger of the key knows exactly this file.
///
/// # Errors
/// When it does not.
pub(crate) fn check(pdf: &[u8], key: &PublicKey) -> Result<(Report, Checkpoint), ReportError> {
    let (_, room, _) = parts(pdf).ok_or(ReportError::NoRoom)?;
    let hash = report_hash(pdf).ok_or(ReportError::NoRoom)?;
    let text = std::str::from_utf8(room).map_err(|_| ReportError::Proof(ProofError::NoProof))?;
    let (proof, checkpoint) = Proof::check(&format!("{}\n", text.trim_end_matches('\n')), key).map_err(ReportError::Proof)?;
    // A note may have the signatures of others. Nobody else signs in here, and so no byte of the room is free.
    if proof.checkpoint.split('\n').count() != NOTE_LINES {
        return Err(ReportError::Proof(ProofError::NoProof));
    }
    let entry = Entry::read(&proof.entry).map_err(|error| ReportError::Proof(ProofError::Entry(error)))?;
    let record = entry.record.filter(|_| entry.leaf.event == EVENT).ok_or(ReportError::NoReport)?;
    let (Some(name), Some(told)) = (member(record, "report"), member(record, "sha256")) else { return Err(ReportError::NoReport) };
    if !pdf.windows(name.len()).any(|place| place == name.as_bytes()) {
        return Err(ReportError::OtherReport);
    }
    if bytes_of_hex(told).map(Hash) != Some(hash) {
        return Err(ReportError::Changed);
    }
    let report = Report { name: name.to_owned(), action: entry.leaf.action.map(str::to_owned), entry: entry.leaf.seq };
    Ok((report, checkpoint))
}

/// A text of the record. Both that are asked for are written without an escape.
fn member<'a>(record: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = record.split_once(&format!("\"{name}\":\""))?;
    rest.split_once('"').map(|(text, _)| text).filter(|text| !text.is_empty())
}

/// A file before the room for its proof, the room, and behind it.
fn parts(pdf: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let start = [BEFORE, FIRST_LINE.as_bytes(), b"\n"].concat();
    let mut from = 0;
    loop {
        let at = from + pdf.get(from..)?.windows(start.len()).position(|place| place == start)? + BEFORE.len();
        let (before, rest) = pdf.split_at_checked(at)?;
        if let Some((room, behind)) = rest.split_at_checked(ROOM_BYTES).filter(|(_, behind)| behind.starts_with(BEHIND)) {
            return Some((before, room, behind));
        }
        from = at;
    }
}

#[cfg(test)]
mod tests;
