//! The report of a period as pages, laid out as a whole before its first piece.

use sekisho_core::id::ReviewerId;
use sekisho_report::{Language, pdf, period::Decision};
use tokio::sync::mpsc;

use super::{decisions::Decisions, progress::Progress};
use crate::{Gate, error::Error, summary::Collecting};

/// What part of the way it takes to read the ledger and the decisions. The rest is the layout.
const COLLECTING: (u32, u32) = (0, 30);
const READING: (u32, u32) = (30, 60);

/// A report under way.
#[derive(Debug)]
pub(super) struct Pages {
    gate: Gate,
    language: Language,
    /// Who wants it; none for the hub itself.
    by: Option<ReviewerId>,
    /// Both are there until the file is.
    sources: Option<(Collecting, Decisions)>,
}

impl Pages {
    pub(super) fn new(gate: &Gate, language: Language, by: Option<ReviewerId>, collecting: Collecting, decisions: Decisions) -> Self {
        Self { gate: gate.clone(), language, by, sources: Some((collecting, decisions)) }
    }

    /// All of it at once; then none.
    pub(super) async fn next_piece(&mut self, progress: &Progress) -> Result<Option<Vec<u8>>, Error> {
        let Some((mut collecting, decisions)) = self.sources.take() else { return Ok(None) };
        while collecting.step().await? {
            let (done, whole) = collecting.done();
            progress.tell(COLLECTING, done, whole);
        }
        let (summary, language) = (collecting.finish().await?, self.language);
        let mark = summary.mark();
        let (rows, mut wanted) = mpsc::channel::<Vec<Decision>>(2);
        let lay = move || pdf::period(&summary, std::iter::from_fn(move || wanted.blocking_recv()).flatten(), language);
        let (pdf, read) = tokio::join!(self.gate.laid_out(lay), read(decisions, rows, progress));
        read?;
        self.gate.issue(self.by, None, mark, &pdf?).await.map(Some)
    }
}

/// Hands the decisions on as they are read, so that not all of them are in memory.
async fn read(mut decisions: Decisions, rows: mpsc::Sender<Vec<Decision>>, progress: &Progress) -> Result<(), Error> {
    while let Some(page) = decisions.page().await? {
        progress.add_rows(page.len());
        let (done, whole) = decisions.done();
        progress.tell(READING, done, whole);
        if rows.send(page).await.is_err() {
            // The layout broke off, and says why.
            break;
        }
    }
    Ok(())
}
