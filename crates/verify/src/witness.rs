//! The folder of a witness: one file for each checkpoint that it was given, so that nobody has to name them one by one.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{Checkpoint, ParseCheckpointError, PublicKey};

/// How each file ends. Its name begins with how long the ledger was.
const ENDING: &str = "checkpoint";

/// The largest file that is read. A checkpoint has some 200 bytes.
const BYTES_MAX: u64 = 65_536;

/// Why the checkpoints of a witness cannot be compared with.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// A file, or the folder, cannot be read.
    #[error("`{path}` cannot be read")]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is none, so that nothing would be compared.
    #[error("`{0}` holds no checkpoints of this ledger")]
    Empty(PathBuf),
    /// A file holds no checkpoint that this key has signed.
    #[error("`{path}`: {why}")]
    Checkpoint {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        why: ParseCheckpointError,
    },
    /// A file is named for another checkpoint than the one in it.
    #[error("`{0}` holds the checkpoint of another size than its name says")]
    Misnamed(PathBuf),
}

/// What the folder of a ledger is called: its name, with a `-` for what not every system allows in the name of a file.
#[must_use]
pub fn folder_of(ledger: &str) -> String {
    ledger.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect()
}

/// What the file of a checkpoint is called.
#[must_use]
pub fn file_of(size: u64) -> String {
    format!("{size}.{ENDING}")
}

/// How long the ledger was at each checkpoint in its folder, the newest first. What is named otherwise is none.
///
/// # Errors
/// When the folder cannot be read.
pub fn sizes(folder: &Path) -> io::Result<Vec<u64>> {
    let mut sizes = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let size = name.to_str().and_then(|name| name.split_once('.')).and_then(|(size, _)| size.parse().ok());
        sizes.extend(size.filter(|size| name.to_str() == Some(&file_of(*size))));
    }
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    Ok(sizes)
}

/// The checkpoint of this size in a ledger's folder.
///
/// # Errors
/// When it cannot be read, or none of these keys has signed it.
pub fn read(folder: &Path, size: u64, keys: &[PublicKey]) -> Result<Checkpoint, WitnessError> {
    let path = folder.join(file_of(size));
    // Whatever else has the name is not opened: reading a pipe would wait for ever.
    match fs::metadata(&path) {
        Ok(meta) if meta.is_file() => {}
        Ok(_) => return Err(WitnessError::Checkpoint { path, why: ParseCheckpointError::NoCheckpoint }),
        Err(source) => return Err(WitnessError::Unreadable { path, source }),
    }
    let mut note = String::new();
    let read = File::open(&path).and_then(|file| file.take(BYTES_MAX).read_to_string(&mut note));
    match read {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(WitnessError::Checkpoint { path, why: ParseCheckpointError::NoCheckpoint });
        }
        Err(source) => return Err(WitnessError::Unreadable { path, source }),
    }
    match Checkpoint::read_any(&note, keys) {
        Ok(checkpoint) if checkpoint.size == size => Ok(checkpoint),
        Ok(_) => Err(WitnessError::Misnamed(path)),
        Err(why) => Err(WitnessError::Checkpoint { path, why }),
    }
}

/// All checkpoints of a ledger that a witness has, signed with any of its keys. `folder` is the one that the hub was told, or the
/// ledger's own in it.
///
/// # Errors
/// When there is none, or one of them is not what it is called.
pub fn witnessed(folder: &Path, keys: &[PublicKey]) -> Result<Vec<Checkpoint>, WitnessError> {
    let own = keys.first().map(|key| folder.join(folder_of(key.name()))).filter(|own| own.is_dir());
    let folder = own.as_deref().unwrap_or(folder);
    let sizes = sizes(folder).map_err(|source| WitnessError::Unreadable { path: folder.to_owned(), source })?;
    if sizes.is_empty() {
        return Err(WitnessError::Empty(folder.to_owned()));
    }
    sizes.into_iter().map(|size| read(folder, size, keys)).collect()
}
