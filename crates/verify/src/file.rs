//! A file that somebody was given: an exported ledger, a report, or the proof of one entry.

use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    slice,
};

use crate::{
    Checkpoint, FIRST_LINE, Fault, ParseCheckpointError, Proof, ProofError, PublicKey, Report, ReportError, Verified, Verifier,
    WitnessError, proof, report, witnessed,
};

/// The longest line that is read. A record has a few kilobytes.
const LINE_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The longest proof that is read.
const PROOF_BYTES_MAX: u64 = 2 * LINE_BYTES_MAX;

/// The longest report that is read.
const REPORT_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// A whole ledger.
    Ledger(Verified),
    /// The proof of one entry, and the checkpoint that it is in.
    Proof(Proof, Checkpoint),
    /// A report as a PDF file, and the checkpoint of the ledger that knows it.
    Report(Report, Checkpoint),
}

/// Why a file is not believed.
#[derive(Debug, thiserror::Error)]
pub enum NotBelieved {
    /// It is neither.
    #[error("this is neither an exported ledger nor a report nor the proof of an action")]
    Neither,
    /// The ledger is not believed.
    #[error(transparent)]
    Ledger(Fault),
    /// The proof is not believed.
    #[error(transparent)]
    Proof(ProofError),
    /// The report is not believed.
    #[error(transparent)]
    Report(ReportError),
    /// It cannot be read.
    #[error("the file cannot be read")]
    Unreadable(#[from] io::Error),
}

/// What a ledger has to go on from: files with a checkpoint, and folders of witnesses.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// Files with one checkpoint each.
    pub notes: Vec<PathBuf>,
    /// Folders of witnesses.
    pub folders: Vec<PathBuf>,
}

/// Why a file is not believed, or what it is compared with cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CheckFileError {
    /// The file itself.
    #[error(transparent)]
    File(#[from] NotBelieved),
    /// A file that is named cannot be read.
    #[error("`{path}` cannot be read")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file that is named holds no checkpoint of this ledger.
    #[error("`{path}`: {why}")]
    Earlier {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        why: ParseCheckpointError,
    },
    /// The folder of a witness.
    #[error(transparent)]
    Witness(#[from] WitnessError),
}

impl Earlier {
    fn read(&self, keys: &[PublicKey]) -> Result<Vec<Checkpoint>, CheckFileError> {
        let mut read = Vec::new();
        for path in &self.notes {
            let note = fs::read_to_string(path).map_err(|source| CheckFileError::Unreadable { path: path.clone(), source })?;
            let why = |why| CheckFileError::Earlier { path: path.clone(), why };
            read.push(Checkpoint::read_any(&note, keys).map_err(why)?);
        }
        for folder in &self.folders {
            read.extend(witnessed(folder, keys)?);
        }
        Ok(read)
    }
}

/// Checks the file at `path` with a key, and a ledger also against what was signed before, with any of its keys.
///
/// # Errors
/// When it is not believed, or something that is named cannot be read.
pub fn check_file(path: &Path, key: &PublicKey, earlier: &Earlier) -> Result<Checked, CheckFileError> {
    let open = || File::open(path).map(BufReader::new).map_err(|source| CheckFileError::Unreadable { path: path.to_owned(), source });
    let error = match earlier.read(slice::from_ref(key)) {
        Ok(earlier) => return Ok(check(open()?, key, earlier)?),
        Err(error) => error,
    };
    let is_other_key = match &error {
        CheckFileError::Earlier { why, .. } | CheckFileError::Witness(WitnessError::Checkpoint { why, .. }) => {
            *why == ParseCheckpointError::OtherKey
        }
        CheckFileError::File(_) | CheckFileError::Unreadable { .. } | CheckFileError::Witness(_) => false,
    };
    if !is_other_key {
        return Err(error);
    }
    // The ledger itself says which keys it had.
    match check(open()?, key, Vec::new())? {
        Checked::Ledger(Verified { keys, .. }) if keys.len() > 1 => {
            let keys: Vec<_> = keys.into_iter().map(|(_, key)| key).collect();
            Ok(check(open()?, key, earlier.read(&keys)?)?)
        }
        Checked::Ledger(_) | Checked::Proof(..) | Checked::Report(..) => Err(error),
    }
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
    if start.starts_with(report::PDF.as_bytes()) {
        let mut pdf = start;
        file.take(REPORT_BYTES_MAX).read_to_end(&mut pdf)?;
        return report::check(&pdf, key).map(|(report, checkpoint)| Checked::Report(report, checkpoint)).map_err(NotBelieved::Report);
    }
    if !start.starts_with(proof::FIRST_LINE.as_bytes()) {
        return Err(NotBelieved::Neither);
    }
    let mut whole = start;
    file.take(PROOF_BYTES_MAX).read_to_end(&mut whole)?;
    let text = String::from_utf8(whole).map_err(|_| NotBelieved::Proof(ProofError::NoProof))?;
    // Out of a report it comes with empty lines at its end.
    let (proof, checkpoint) = Proof::check(&format!("{}\n", text.trim_end_matches('\n')), key).map_err(NotBelieved::Proof)?;
    Ok(Checked::Proof(proof, checkpoint))
}

/// What was found out, in a few words.
#[must_use]
pub fn tell(checked: &Checked) -> String {
    match checked {
        Checked::Ledger(Verified { checkpoint, erased, compared, keys, .. }) => {
            let erased = if *erased > 0 {
                format!(" The records of {erased} were erased, as later entries say; their places are proved.")
            } else {
                String::new()
            };
            let compared = if *compared > 0 { format!(" It goes on from {compared} earlier checkpoints.") } else { String::new() };
            let changes = keys.iter().skip(1).map(|(seq, key)| format!(" Since entry {seq} another key signs: {key}."));
            let changes: String = changes.collect();
            format!("This ledger is whole and unchanged: {} entries, root {}.{erased}{compared}{changes}", checkpoint.size, checkpoint.root)
        }
        Checked::Proof(proof, checkpoint) => {
            let line = proof.entry.split('\t').nth(1).unwrap_or_default();
            let is_erased = proof.entry.ends_with("\t-\t-");
            let erased = if is_erased { " Its record is not here; only the whole ledger says whether it was erased." } else { "" };
            format!("This entry is in the ledger of {} entries, unchanged: {line}{erased}", checkpoint.size)
        }
        Checked::Report(Report { name, entry, .. }, checkpoint) => {
            format!("This report is as it was made: entry {entry} of the ledger of {} entries knows this file as {name}", checkpoint.size)
        }
    }
}

/// The next line with its end; empty at the end of the file.
fn line(file: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    file.take(LINE_BYTES_MAX).read_until(b'\n', &mut line)?;
    Ok(line)
}
