//! The witness's folder: what it has, and one file more. Never the same file twice.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::Path,
    sync::Arc,
    thread,
    time::Duration,
};

use sekisho_verify::{Checkpoint, PublicKey, WitnessError, file_of, read_witnessed, sizes};
use tokio::sync::{Mutex, oneshot};

/// How long a folder may take to answer. It may lie on a computer that is gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whose turn it is to be at the folder. It is also taken by one for whom nobody waits any more.
#[derive(Debug, Default)]
pub(crate) struct Turn(Arc<Mutex<()>>);

/// The newest checkpoint in a ledger's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Newest {
    None,
    Signed(Checkpoint),
    /// A file is named for so many entries, and holds no checkpoint of them that our key has signed.
    Unsigned(u64),
}

impl Turn {
    /// Does something at the folder, in a thread of its own: a stop must not wait for a computer that is gone, as it does for threads of
    /// the runtime. What went wrong is told in words.
    pub(crate) async fn take<T: Send + 'static>(&self, work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, String> {
        let turn = Arc::clone(&self.0);
        let answer = async {
            let turn = turn.lock_owned().await;
            let (done, answer) = oneshot::channel();
            thread::Builder::new().name("witness".to_owned()).spawn(move || {
                let _turn = turn;
                // Whoever asked may have gone.
                let _ = done.send(work());
            })?;
            answer.await.unwrap_or_else(|_| Err(io::Error::other("looking at it broke off")))
        };
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(found) => found.map_err(|error| error.to_string()),
            Err(_) => Err("it does not answer".to_owned()),
        }
    }
}

pub(super) fn newest(folder: &Path, keys: &[PublicKey]) -> io::Result<Newest> {
    let Some(size) = sizes(folder)?.into_iter().next() else { return Ok(Newest::None) };
    match read_witnessed(folder, size, keys) {
        Ok(checkpoint) => Ok(Newest::Signed(checkpoint)),
        Err(WitnessError::Unreadable { source, .. }) => Err(source),
        Err(WitnessError::Empty(_) | WitnessError::Checkpoint { .. } | WitnessError::Misnamed(_)) => Ok(Newest::Unsigned(size)),
    }
}

/// Writes a checkpoint whole or not at all, and never over another one.
pub(super) fn give(folder: &Path, size: u64, note: &str) -> io::Result<()> {
    let (file, part) = (folder.join(file_of(size)), folder.join(format!(".{size}.{}.part", std::process::id())));
    let written = (|| {
        let mut out = OpenOptions::new().write(true).create(true).truncate(true).open(&part)?;
        out.write_all(note.as_bytes())?;
        out.sync_all()?;
        drop(out);
        settle(&part, &file)
    })();
    // Whatever of this is not possible there changes nothing of what was written.
    let _ = fs::remove_file(&part);
    written
}

/// Puts a part that is whole to its place, unless something is there; then the part stays.
pub(crate) fn settle(part: &Path, file: &Path) -> io::Result<()> {
    // A link, unlike a rename, takes the place of nothing. Not every file system has links.
    match fs::hard_link(part, file) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
        Err(_) if fs::symlink_metadata(file).is_ok() => return Err(ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(part, file)?,
        Ok(()) => {
            let _ = fs::remove_file(part);
        }
    }
    // Not every folder can be brought to the disk by itself.
    let _ = file.parent().map(File::open).transpose().map(|folder| folder.map(|folder| folder.sync_all()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_never_written_over_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        give(folder.path(), 7, "one").unwrap();
        assert_eq!(give(folder.path(), 7, "two").unwrap_err().kind(), ErrorKind::AlreadyExists);
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["7.checkpoint"]);
        assert_eq!(fs::read_to_string(folder.path().join("7.checkpoint")).unwrap(), "one");
        assert!(give(&folder.path().join("gone"), 8, "three").is_err(), "a folder that is gone is not made anew");
    }

    #[test]
    fn only_what_is_named_as_a_checkpoint_counts_and_the_largest_is_the_newest() {
        let folder = tempfile::tempdir().unwrap();
        let key = PublicKey::new("sekisho/test", ed25519_dalek::SigningKey::from_bytes(&[7; 32]).verifying_key().as_bytes()).unwrap();
        for name in ["readme.txt", "09.checkpoint", "x.checkpoint", ".10.1.part", "11.checkpoint.bak"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        assert_eq!(newest(folder.path(), std::slice::from_ref(&key)).unwrap(), Newest::None);
        for size in [9, 10] {
            fs::write(folder.path().join(file_of(size)), "not signed").unwrap();
        }
        assert_eq!(newest(folder.path(), std::slice::from_ref(&key)).unwrap(), Newest::Unsigned(10));
    }

    #[tokio::test]
    async fn a_folder_that_does_not_answer_holds_nobody_up_and_may_answer_again() {
        let (turn, (answer, wait)) = (Turn::default(), std::sync::mpsc::channel::<()>());
        let stuck = turn.take(move || {
            let _ = wait.recv();
            Ok(())
        });
        assert_eq!(stuck.await, Err("it does not answer".to_owned()));
        drop(answer);
        assert_eq!(turn.take(|| Ok(7)).await, Ok(7));
    }
}
