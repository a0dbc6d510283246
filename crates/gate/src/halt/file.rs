//! The file that halts everything when all else is stuck: whoever can write in the data directory can stop every agent.

use std::{
    fs::{self, File},
    io::{ErrorKind, Read},
    path::{Path, PathBuf},
    time::Duration,
};

use sekisho_core::halt::{Halter, Scope};

use crate::Gate;

/// What it is called; the second is what an editor may make of the first.
const NAMES: [&str; 2] = ["HALT", "HALT.txt"];

/// How often it is looked for.
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How much of it is read, in bytes, and how much of its first line counts, in characters.
const READ_MAX: u64 = 4_096;
const REASON_CHARS_MAX: usize = 200;

/// The file as it was found.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// Its first line.
    reason: Option<String>,
}

/// The file, if it lies there. What cannot be looked at counts as there.
fn look(directory: &Path) -> Option<Found> {
    NAMES.iter().find_map(|name| {
        let path = directory.join(name);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            // Only a plain file is opened: reading a pipe would wait for ever.
            Ok(meta) if meta.is_file() => Some(Found { reason: first_line(&path) }),
            Ok(_) | Err(_) => Some(Found::default()),
        }
    })
}

fn first_line(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(READ_MAX).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let line: String = text.lines().next()?.trim().chars().take(REASON_CHARS_MAX).collect();
    Some(line).filter(|line| !line.is_empty())
}

impl Gate {
    /// Halts everything if the file lies there and does not do so already. Tells whether it lies there.
    pub(crate) async fn obey_file(&self) -> bool {
        let directory: PathBuf = self.directory().to_owned();
        let found = tokio::task::spawn_blocking(move || look(&directory)).await;
        // A look that breaks off counts as a file.
        let found = found.unwrap_or(Some(Found::default()));
        let lies = found.is_some();
        self.standing().set_file_lies(lies);
        if let Some(Found { reason }) = found
            && !self.standing().is_by_file()
        {
            tracing::warn!("The file `HALT` halts everything");
            let _ = self.stop(Halter::File, Scope::Everything {}, reason).await;
        }
        lies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_has_the_name_counts_and_only_a_line_of_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(look(folder.path()), None);
        let path = folder.path().join("HALT");
        fs::write(&path, format!("  {}\nmore", "長".repeat(900))).unwrap();
        assert_eq!(look(folder.path()), Some(Found { reason: Some("長".repeat(REASON_CHARS_MAX)) }));
        fs::write(&path, [0xff, b'a', b'\r', b'\n', b'b']).unwrap();
        assert_eq!(look(folder.path()), Some(Found { reason: Some("\u{fffd}a".to_owned()) }));
        fs::write(&path, "\n").unwrap();
        assert_eq!(look(folder.path()), Some(Found::default()));
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!(look(folder.path()), Some(Found::default()), "a folder of that name halts too");
        fs::remove_dir(&path).unwrap();
        fs::write(folder.path().join("HALT.txt"), "").unwrap();
        assert_eq!(look(folder.path()), Some(Found::default()));
    }
}
