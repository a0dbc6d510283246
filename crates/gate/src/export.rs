//! Decisions of a period for a file: one row each, in the order they were made, a page at a time.

use sekisho_core::{
    calendar::Period,
    id::ReviewerId,
    ledger::{Custody, Entry, ExportStarted, Exported},
    time::Time,
};
use sekisho_report::Language;

use self::{making::Making, progress::Ticket};
use crate::{Gate, error::Error};

mod decisions;
mod lines;
pub(crate) mod making;
mod pages;
pub(crate) mod progress;
mod trace;
mod workbook;

/// The file formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values with a header, for spreadsheets.
    Csv {
        /// Whether the file starts with a byte order mark, without which Excel in Japan misreads UTF-8.
        bom: bool,
    },
    /// One JSON object a line.
    Jsonl,
    /// An Excel workbook with a summary, made whole before its first piece.
    Xlsx(Language),
    /// Pages with a summary and the list, made whole before their first piece. The proof that the ledger knows them is in the file.
    Pdf(Language),
    /// A trace for `AgentAck`.
    Agentack,
}

/// An export under way. Dropped, it stops, and what it wrote on the way goes.
#[derive(Debug)]
pub struct Export {
    gate: Gate,
    by: ReviewerId,
    making: Making,
    ticket: Option<Ticket>,
}

impl Gate {
    /// Starts an export of the decisions made from `from` up to, and not at, `until`. The start is on record, as whoever breaks
    /// off has read what came so far.
    ///
    /// # Errors
    /// When the period is empty, or the database fails.
    pub async fn export(&self, by: ReviewerId, from: Time, until: Time, format: Format) -> Result<Export, Error> {
        let viewer = self.viewer(by)?;
        if until <= from {
            return Err(Error::invalid("the period ends before it starts"));
        }
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>(
                        tx.append(gate.clock().now(), None, Entry::Custody(Custody::ExportStarted(ExportStarted { by, from, until })))
                            .await?,
                    )
                })
            })
            .await?;
        let making = Making::begin(self, Period { from, until }, format, Some((by, viewer.name))).await?;
        Ok(Export { gate: self.clone(), by, making, ticket: None })
    }
}

impl Export {
    /// The same, and [`Gate::export_progress`] tells under this word of the caller's how far it has come.
    ///
    /// # Errors
    /// When the word cannot be one, or is in use.
    pub fn with_ticket(mut self, word: &str) -> Result<Self, Error> {
        self.ticket = Some(self.gate.exports().take(self.by, word, self.making.progress())?);
        Ok(self)
    }

    /// How many rows were written so far.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.making.rows()
    }

    /// The next piece of the file; none at its end. The end is on record.
    ///
    /// # Errors
    /// When the database fails, or the disk is full. The file is then not whole.
    pub async fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        // Whoever is revoked reads no further.
        self.gate.viewer(self.by)?;
        let piece = self.making.next_piece().await?;
        if piece.is_none() {
            self.record().await?;
        }
        Ok(piece)
    }

    async fn record(&self) -> Result<(), Error> {
        let (gate, by, rows) = (self.gate.clone(), self.by, self.rows());
        self.gate
            .store()
            .write(move |tx| {
                Box::pin(
                    async move { Ok(tx.append(gate.clock().now(), None, Entry::Custody(Custody::Exported(Exported { by, rows }))).await?) },
                )
            })
            .await
    }
}
