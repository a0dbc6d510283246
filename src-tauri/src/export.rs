//! Writes an export into the user's downloads, with progress, and can be cancelled.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::StreamExt;
use sekisho_api::desk::{Desk, Pieces, escaped};

use crate::commands::Refused;

/// How often progress is told.
const TELL: Duration = Duration::from_millis(200);

/// The export under way and the file of the last one.
#[derive(Debug, Default)]
pub(crate) struct Exports {
    cancelled: Mutex<Arc<AtomicBool>>,
    last: Mutex<Option<PathBuf>>,
}

/// What to export, and where to.
pub(crate) struct Wanted<'a> {
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) extension: &'a str,
    pub(crate) folder: PathBuf,
}

impl Exports {
    pub(crate) fn cancel(&self) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }

    /// The file of the last export, the only one that may be shown in its folder.
    pub(crate) fn last(&self) -> Option<PathBuf> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes the file whole or not at all and returns it with the number of its rows.
    pub(crate) async fn write(&self, desk: &Desk, wanted: &Wanted<'_>, progress: impl Fn(u64) + Send) -> Result<(PathBuf, u64), Refused> {
        let cancelled = Arc::new(AtomicBool::new(false));
        *self.cancelled.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&cancelled);
        // Excel in Japan takes UTF-8 for something else unless the file says so.
        let bom = wanted.extension == "csv";
        let path =
            format!("/export?from={}&to={}&format={}&bom={bom}", escaped(wanted.from), escaped(wanted.to), escaped(wanted.extension));
        let pieces = desk.stream(&path).await?;
        let file = free_name(wanted);
        let part = file.with_extension("part");
        let written = copy(pieces, &part, &cancelled, progress, bom).await;
        let result = match written {
            Ok(rows) => fs::rename(&part, &file).map(|()| rows).map_err(|error| unwritten(&error)),
            Err(refused) => Err(refused),
        };
        if result.is_err() {
            let _ = fs::remove_file(&part);
        }
        let rows = result?;
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.clone());
        Ok((file, rows))
    }
}

async fn copy(
    mut pieces: Pieces,
    part: &Path,
    cancelled: &AtomicBool,
    progress: impl Fn(u64) + Send,
    header: bool,
) -> Result<u64, Refused> {
    let mut file = File::create(part).map_err(|error| unwritten(&error))?;
    let mut rows = Rows::default();
    let mut told = Instant::now();
    while let Some(piece) = pieces.next().await {
        if cancelled.load(Ordering::Relaxed) {
            return Err(Refused::new("cancelled", "the export was cancelled"));
        }
        let piece = piece?;
        file.write_all(&piece).map_err(|error| unwritten(&error))?;
        rows.count(&piece);
        if told.elapsed() > TELL {
            progress(rows.ended);
            told = Instant::now();
        }
    }
    file.sync_all().map_err(|error| unwritten(&error))?;
    Ok(rows.ended.saturating_sub(u64::from(header)))
}

/// Counts lines that end outside quotes, which is what a row of CSV is. Lines of JSON have no breaks inside.
#[derive(Debug, Default)]
struct Rows {
    ended: u64,
    quoted: bool,
}

impl Rows {
    fn count(&mut self, piece: &[u8]) {
        for byte in piece {
            match byte {
                b'"' => self.quoted = !self.quoted,
                b'\n' if !self.quoted => self.ended += 1,
                _ => {}
            }
        }
    }
}

fn free_name(wanted: &Wanted<'_>) -> PathBuf {
    let day = |text: &str| text.chars().take(10).filter(char::is_ascii_digit).collect::<String>();
    let stem = format!("sekisho-decisions-{}-{}", day(wanted.from), day(wanted.to));
    let named = |suffix: &str| wanted.folder.join(format!("{stem}{suffix}.{}", wanted.extension));
    let numbered = (2..1_000).map(|number| named(&format!("-{number}")));
    std::iter::once(named("")).chain(numbered).find(|file| !file.exists()).unwrap_or_else(|| named("-last"))
}

fn unwritten(error: &std::io::Error) -> Refused {
    tracing::warn!(%error, "An export could not be written");
    let code = if error.kind() == std::io::ErrorKind::StorageFull { "storage_full" } else { "unwritable" };
    Refused::new(code, "the file could not be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_across_pieces_and_quotes() {
        let mut rows = Rows::default();
        for piece in ["head\r\n\"a", "\nb\"\"\",c\r\n", "{\"x\":\"y\"}\n"] {
            rows.count(piece.as_bytes());
        }
        assert_eq!(rows.ended, 3, "a break inside quotes ends no row");
    }
}
