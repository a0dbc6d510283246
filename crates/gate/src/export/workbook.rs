//! A workbook, made whole in a thread of its own before its first piece.

use std::{fs::File, io::ErrorKind, thread};

use sekisho_core::calendar::Zone;
use sekisho_report::{
    Language,
    period::{Decision, Summary},
    sheet::{self, Book},
};
use tokio::{
    io::AsyncReadExt,
    sync::{mpsc, oneshot},
};

use super::{decisions::Decisions, progress::Progress};
use crate::{
    Gate,
    error::{Code, Error},
    summary::Collecting,
};

/// How much of the finished file is told at once.
const PIECE: usize = 256 * 1024;

/// What part of the way it takes to read the ledger, to write the decisions, and to pack all of it.
const COLLECTING: (u32, u32) = (0, 35);
const WRITING: (u32, u32) = (35, 85);

/// A workbook under way.
#[derive(Debug)]
pub(super) struct Workbook {
    /// Both are there until the file is.
    sources: Option<(Collecting, Decisions)>,
    writer: Writer,
    file: Option<tokio::fs::File>,
}

/// The thread that writes. It ends when nobody sends any more.
#[derive(Debug)]
struct Writer {
    work: mpsc::Sender<Work>,
    made: oneshot::Receiver<Result<File, sheet::Error>>,
}

enum Work {
    Rows(Vec<Decision>),
    End(Box<Summary>),
}

impl Workbook {
    pub(super) fn begin(gate: &Gate, language: Language, collecting: Collecting, decisions: Decisions) -> Result<Self, Error> {
        let (folder, zone) = (gate.directory().to_owned(), collecting.zone());
        let (work, wanted) = mpsc::channel(2);
        let (done, made) = oneshot::channel();
        let started = thread::Builder::new().name("workbook".to_owned()).spawn(move || {
            if let Some(file) = write(&folder, language, zone, wanted).transpose() {
                // Whoever asked may have gone.
                let _ = done.send(file);
            }
        });
        started.map_err(|_| Error::new(Code::Internal, "there is no thread for the workbook"))?;
        Ok(Self { sources: Some((collecting, decisions)), writer: Writer { work, made }, file: None })
    }

    pub(super) async fn next_piece(&mut self, progress: &Progress) -> Result<Option<Vec<u8>>, Error> {
        if let Some((collecting, decisions)) = self.sources.take() {
            self.file = Some(self.writer.make(collecting, decisions, progress).await?);
        }
        let Some(file) = &mut self.file else { return Ok(None) };
        let mut piece = Vec::with_capacity(PIECE);
        file.take(PIECE as u64).read_to_end(&mut piece).await.map_err(|_| unreadable())?;
        Ok((!piece.is_empty()).then_some(piece))
    }
}

impl Writer {
    async fn make(&mut self, mut collecting: Collecting, mut decisions: Decisions, progress: &Progress) -> Result<tokio::fs::File, Error> {
        while collecting.step().await? {
            let (done, whole) = collecting.done();
            progress.tell(COLLECTING, done, whole);
        }
        while let Some(rows) = decisions.page().await? {
            progress.add_rows(rows.len());
            let (done, whole) = decisions.done();
            progress.tell(WRITING, done, whole);
            if self.work.send(Work::Rows(rows)).await.is_err() {
                break;
            }
        }
        let summary = collecting.finish().await?;
        // If the thread has ended, it says why.
        let _ = self.work.send(Work::End(Box::new(summary))).await;
        match (&mut self.made).await {
            Ok(Ok(file)) => Ok(tokio::fs::File::from_std(file)),
            Ok(Err(error)) => Err(unwritten(&error)),
            // What the library can't write ends the thread.
            Err(_) => Err(Error::new(Code::StorageFull, "the workbook could not be written; the disk may be full")),
        }
    }
}

/// Writes what comes. None if nobody wants it any more.
fn write(folder: &std::path::Path, language: Language, zone: Zone, mut wanted: mpsc::Receiver<Work>) -> Result<Option<File>, sheet::Error> {
    let mut book = Book::new(language, zone, folder)?;
    while let Some(work) = wanted.blocking_recv() {
        match work {
            Work::Rows(rows) => rows.iter().try_for_each(|row| book.add(row))?,
            Work::End(summary) => return book.finish(&summary, folder).map(Some),
        }
    }
    Ok(None)
}

fn unwritten(error: &sheet::Error) -> Error {
    let full = error.io().is_some_and(|error| matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded));
    if full {
        return Error::new(Code::StorageFull, "the disk is full");
    }
    tracing::error!(error = %error, "A workbook could not be written");
    Error::new(Code::Internal, "the workbook could not be written")
}

fn unreadable() -> Error {
    Error::new(Code::Internal, "the workbook could not be read back")
}
