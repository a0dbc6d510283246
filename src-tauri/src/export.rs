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
use sekisho_gate::ActionId;
use serde::Deserialize;

use crate::{commands::Refused, preferences::Language};

/// How often progress is told.
const TELL: Duration = Duration::from_millis(200);

/// The export under way and the file of the last one.
#[derive(Debug, Default)]
pub(crate) struct Exports {
    cancelled: Mutex<Arc<AtomicBool>>,
    last: Mutex<Option<PathBuf>>,
}

/// What to export.
#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    from: String,
    to: String,
    format: Format,
    /// Of those that have words of their own.
    language: Language,
    /// A word of the page's own, under which it asks how far a file has come that is made whole before it is sent.
    ticket: String,
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    Pdf,
    Xlsx,
    Csv,
    Jsonl,
    Agentack,
}

impl Format {
    /// What it is called in the call.
    fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Agentack => "agentack",
        }
    }

    /// What its file is called, and how that ends.
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Pdf | Self::Xlsx => ("report", self.name()),
            Self::Csv | Self::Jsonl => ("decisions", self.name()),
            Self::Agentack => ("agentack", "jsonl"),
        }
    }
}

/// One file: where it comes from and what it is called.
struct Sheet {
    path: String,
    stem: String,
    extension: &'static str,
}

impl Wanted {
    fn sheet(&self) -> Sheet {
        let day = |text: &str| text.chars().take(10).filter(char::is_ascii_digit).collect::<String>();
        let (kind, extension) = self.format.file();
        Sheet { path: self.path(), stem: format!("sekisho-{kind}-{}-{}", day(&self.from), day(&self.to)), extension }
    }

    fn path(&self) -> String {
        let (from, to, format) = (escaped(&self.from), escaped(&self.to), self.format.name());
        let rest = match self.format {
            Format::Pdf | Format::Xlsx => format!("&language={}&ticket={}", self.language.code(), escaped(&self.ticket)),
            // Excel in Japan takes UTF-8 for something else unless the file says so.
            Format::Csv => "&bom=true".to_owned(),
            Format::Jsonl | Format::Agentack => String::new(),
        };
        format!("/export?from={from}&to={to}&format={format}{rest}")
    }

    /// The header of CSV is no row, and what is laid out has none that could be counted.
    fn rows(&self, ended: u64) -> Option<u64> {
        match self.format {
            Format::Csv => Some(ended.saturating_sub(1)),
            Format::Jsonl => Some(ended),
            Format::Pdf | Format::Xlsx | Format::Agentack => None,
        }
    }
}

impl Exports {
    pub(crate) fn cancel(&self) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }

    /// The file of the last export, the only one that may be shown in its folder.
    pub(crate) fn last(&self) -> Option<PathBuf> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes the decisions of a period and returns the file with the number of its rows, where it has any.
    pub(crate) async fn write(
        &self,
        desk: &Desk,
        wanted: &Wanted,
        folder: &Path,
        progress: impl Fn(u64) + Send,
    ) -> Result<(PathBuf, Option<u64>), Refused> {
        let (file, ended) = self.keep(desk, &wanted.sheet(), folder, progress).await?;
        Ok((file, wanted.rows(ended)))
    }

    /// Writes the record of one action.
    pub(crate) async fn write_record(&self, desk: &Desk, id: ActionId, language: Language, folder: &Path) -> Result<PathBuf, Refused> {
        let path = format!("/actions/{id}/report?language={}", language.code());
        let sheet = Sheet { path, stem: format!("sekisho-record-{id}"), extension: "pdf" };
        Ok(self.keep(desk, &sheet, folder, |_| {}).await?.0)
    }

    /// Writes a file whole or not at all and returns it with the number of lines that ended.
    async fn keep(&self, desk: &Desk, sheet: &Sheet, folder: &Path, progress: impl Fn(u64) + Send) -> Result<(PathBuf, u64), Refused> {
        let cancelled = Arc::new(AtomicBool::new(false));
        *self.cancelled.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&cancelled);
        let pieces = unless(&cancelled, desk.stream(&sheet.path)).await??;
        let file = free_name(sheet, folder);
        let part = file.with_extension("part");
        let written = copy(pieces, &part, &cancelled, progress).await;
        let result = match written {
            Ok(rows) => fs::rename(&part, &file).map(|()| rows).map_err(|error| unwritten(&error)),
            Err(refused) => Err(refused),
        };
        if result.is_err() {
            let _ = fs::remove_file(&part);
        }
        let ended = result?;
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.clone());
        Ok((file, ended))
    }
}

/// Waits for something that may take long, and no longer than somebody wants it.
async fn unless<F: Future>(cancelled: &AtomicBool, work: F) -> Result<F::Output, Refused> {
    let mut work = std::pin::pin!(work);
    loop {
        if cancelled.load(Ordering::Relaxed) {
            return Err(Refused::new("cancelled", "the export was cancelled"));
        }
        if let Ok(done) = tokio::time::timeout(TELL, work.as_mut()).await {
            return Ok(done);
        }
    }
}

async fn copy(mut pieces: Pieces, part: &Path, cancelled: &AtomicBool, progress: impl Fn(u64) + Send) -> Result<u64, Refused> {
    let mut file = File::create(part).map_err(|error| unwritten(&error))?;
    let mut rows = Rows::default();
    let mut told = Instant::now();
    while let Some(piece) = unless(cancelled, pieces.next()).await? {
        let piece = piece?;
        file.write_all(&piece).map_err(|error| unwritten(&error))?;
        rows.count(&piece);
        if told.elapsed() > TELL {
            progress(rows.ended);
            told = Instant::now();
        }
    }
    file.sync_all().map_err(|error| unwritten(&error))?;
    Ok(rows.ended)
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

fn free_name(Sheet { stem, extension, .. }: &Sheet, folder: &Path) -> PathBuf {
    let named = |suffix: &str| folder.join(format!("{stem}{suffix}.{extension}"));
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

    fn wanted(format: &str) -> Wanted {
        serde_json::from_value(serde_json::json!({
            "from": "2026-11-01T00:00:00Z", "to": "2026-12-01T00:00:00Z", "format": format, "language": "ja", "ticket": "a-1"
        }))
        .unwrap()
    }

    #[test]
    fn each_kind_is_asked_for_with_what_it_takes() {
        let rest = |format| wanted(format).path().split_once("&format=").unwrap().1.to_owned();
        assert_eq!(rest("csv"), "csv&bom=true");
        assert_eq!(rest("jsonl"), "jsonl");
        assert_eq!(rest("agentack"), "agentack");
        assert_eq!(rest("xlsx"), "xlsx&language=ja&ticket=a-1");
        assert_eq!(rest("pdf"), "pdf&language=ja&ticket=a-1");
    }

    #[test]
    fn no_file_is_written_over() {
        let folder = tempfile::TempDir::new().unwrap();
        let first = free_name(&wanted("xlsx").sheet(), folder.path());
        assert_eq!(first.file_name().unwrap(), "sekisho-report-20261101-20261201.xlsx");
        fs::write(&first, "kept").unwrap();
        assert_eq!(free_name(&wanted("xlsx").sheet(), folder.path()).file_name().unwrap(), "sekisho-report-20261101-20261201-2.xlsx");
    }

    #[tokio::test]
    async fn nobody_waits_for_what_is_no_longer_wanted() {
        let cancelled = AtomicBool::new(false);
        assert_eq!(unless(&cancelled, async { 1 }).await.ok(), Some(1));
        cancelled.store(true, Ordering::Relaxed);
        assert!(unless(&cancelled, std::future::pending::<()>()).await.is_err());
    }
}
