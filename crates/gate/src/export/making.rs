//! A file of a period, made piece by piece, whoever wants it.

use std::sync::Arc;

use sekisho_core::{calendar::Period, id::ReviewerId};

use super::{Format, decisions::Decisions, lines, pages::Pages, progress::Progress, trace::Trace, workbook::Workbook};
use crate::{Gate, error::Error, summary::Collecting};

/// A file under way.
#[derive(Debug)]
pub(crate) struct Making {
    progress: Arc<Progress>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Lines { decisions: Decisions, bom: Option<bool>, first: bool },
    Workbook(Box<Workbook>),
    Pages(Box<Pages>),
    Trace(Box<Trace>),
}

/// The whole way.
const WHOLE: (u32, u32) = (0, 100);

impl Making {
    /// Begins a file of a period. `by` is who had it made, with their name; none for the hub itself.
    pub(crate) async fn begin(gate: &Gate, period: Period, format: Format, by: Option<(ReviewerId, String)>) -> Result<Self, Error> {
        let mut reader = gate.store().read().await?;
        let (from, until) = (reader.ledger_at(period.from).await?, reader.ledger_at(period.until).await?);
        drop(reader);
        let decisions = Decisions::new(gate, from, until);
        let (by, made_by) = by.unzip();
        let collecting = |made_by| Collecting::begin(gate, period, (from, until), made_by);
        let kind = match format {
            Format::Csv { bom } => Kind::Lines { decisions, bom: Some(bom), first: true },
            Format::Jsonl => Kind::Lines { decisions, bom: None, first: true },
            Format::Xlsx(language) => Kind::Workbook(Box::new(Workbook::begin(gate, language, collecting(made_by), decisions)?)),
            Format::Pdf(language) => Kind::Pages(Box::new(Pages::new(gate, language, by, collecting(made_by), decisions))),
            Format::Agentack => Kind::Trace(Box::new(Trace::begin(gate, period).await?)),
        };
        Ok(Self { progress: Arc::default(), kind })
    }

    pub(crate) fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    pub(crate) fn rows(&self) -> u64 {
        self.progress.rows()
    }

    /// The next piece; none at the end.
    pub(crate) async fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let progress = &self.progress;
        match &mut self.kind {
            Kind::Workbook(workbook) => workbook.next_piece(progress).await,
            Kind::Pages(pages) => pages.next_piece(progress).await,
            Kind::Trace(trace) => trace.next_piece(progress).await,
            Kind::Lines { decisions, bom, first } => {
                let begins = std::mem::replace(first, false);
                let rows = decisions.page().await?;
                let (done, whole) = decisions.done();
                progress.tell(WHOLE, done, whole);
                if rows.is_none() && !begins {
                    return Ok(None);
                }
                let rows = rows.unwrap_or_default();
                progress.add_rows(rows.len());
                match *bom {
                    Some(bom) => lines::csv(rows, begins, bom),
                    None => lines::jsonl(rows),
                }
                .map(Some)
            }
        }
    }
}
