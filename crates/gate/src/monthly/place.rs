//! One file of a report in its folder: written beside its place, and put there once it is whole. Never in the place of another.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use crate::witness::{Turn, settle};

/// How many files of the same name are looked past.
const SAME_MAX: u32 = 100;

/// A file under way.
#[derive(Debug)]
pub(super) struct Place {
    part: PathBuf,
    /// None once something went wrong with it.
    file: Option<File>,
    stem: String,
    extension: &'static str,
}

/// Whether reports may go to this folder, which has to be there: not if it lies in the data directory.
pub(super) fn is_free(folder: &Path, data: &Path) -> io::Result<bool> {
    let there = fs::canonicalize(folder)?;
    if !there.is_dir() {
        return Err(ErrorKind::NotADirectory.into());
    }
    Ok(!there.starts_with(data))
}

impl Place {
    pub(super) async fn begin(turn: &Turn, folder: &Path, stem: String, extension: &'static str) -> Result<Self, String> {
        let part = folder.join(format!(".{stem}.{extension}.part"));
        let path = part.clone();
        let file = turn.take(move || OpenOptions::new().write(true).create(true).truncate(true).open(path)).await?;
        Ok(Self { part, file: Some(file), stem, extension })
    }

    pub(super) async fn add(&mut self, turn: &Turn, piece: Vec<u8>) -> Result<(), String> {
        let file = self.file.take().ok_or("it broke off before")?;
        let written = turn.take(move || (&file).write_all(&piece).map(|()| file));
        self.file = Some(written.await?);
        Ok(())
    }

    /// Puts it to its place and tells its name.
    pub(super) async fn end(mut self, turn: &Turn) -> Result<String, String> {
        let file = self.file.take().ok_or("it broke off before")?;
        let Self { part, stem, extension, .. } = self;
        let placed = turn.take(move || {
            file.sync_all()?;
            drop(file);
            let folder = part.parent().unwrap_or(&part).to_owned();
            for number in 1..=SAME_MAX {
                let name = if number == 1 { format!("{stem}.{extension}") } else { format!("{stem}-{number}.{extension}") };
                match settle(&part, &folder.join(&name)) {
                    Ok(()) => return Ok(name),
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                }
            }
            let _ = fs::remove_file(&part);
            Err(ErrorKind::AlreadyExists.into())
        });
        placed.await
    }

    /// Takes away what was written so far.
    pub(super) async fn abandon(self, turn: &Turn) {
        drop(self.file);
        let part = self.part;
        // A folder that does not answer keeps it; the next try writes it anew.
        let _ = turn.take(move || fs::remove_file(part)).await;
    }
}
