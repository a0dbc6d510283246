//! Pages: a layout of ours, filled with values, as a PDF/A file. What comes from outside is only ever a value, never part of a layout.

use chrono::{Datelike, Timelike};
use typst::{
    comemo,
    diag::SourceDiagnostic,
    foundations::{Bytes, Datetime, Dict, Smart, Value},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{Language, zone::Clock};

use block::dict;
pub(crate) use block::{Block, Column, Line, Row, Section, Station, list, text};
pub(crate) use chart::{Bars, Ranks};
pub(crate) use qr::squares;
pub(crate) use say::{Say, code, say, short_code, words};
pub(crate) use seal::{Seal, Shape};

mod block;
mod chart;
mod fonts;
mod qr;
mod say;
mod seal;
mod world;

/// Why there are no pages.
#[derive(Debug, thiserror::Error)]
#[error("the pages could not be laid out: {0}")]
pub struct Error(String);

/// A document before it is laid out.
pub(crate) struct Document {
    pub(crate) language: Language,
    /// What kind of document it is.
    pub(crate) kind: &'static str,
    /// Which of them.
    pub(crate) number: String,
    /// Who has it made; empty for the hub itself.
    pub(crate) author: String,
    /// What the file is told apart by; the ledger names it, too.
    pub(crate) mark: String,
    pub(crate) made_at: Clock,
    /// When and by whom it was made.
    pub(crate) made: String,
    /// What stands above the sections, by name.
    pub(crate) head: Vec<(&'static str, Value)>,
    pub(crate) sections: Vec<Section>,
    /// Files inside: their name, their text, and what they are.
    pub(crate) attached: Vec<(&'static str, Vec<u8>, &'static str)>,
}

/// Lays a document out.
pub(crate) fn pdf(document: Document) -> Result<Vec<u8>, Error> {
    let made_at = document.made_at;
    let timestamp = timestamp(made_at).ok_or_else(|| Error("it is made at no time that a file can name".to_owned()))?;
    let standards = PdfStandards::new(&[PdfStandard::A_3b]).map_err(|error| Error(error.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(document.mark.clone()),
        creator: Smart::Custom(Some("Sekisho".to_owned())),
        timestamp: Some(timestamp),
        standards,
        ..PdfOptions::default()
    };
    let world = world::World::new(values(document));
    let laid = typst::compile::<PagedDocument>(&world).output.map_err(|faults| fault(&faults));
    let pdf = laid.and_then(|laid| typst_pdf::pdf(&laid, &options).map_err(|faults| fault(&faults)));
    // What was laid out is not kept in memory for the next time.
    comemo::evict(0);
    pdf
}

fn timestamp(Clock { local, offset_minutes }: Clock) -> Option<Timestamp> {
    let part = |number: u32| u8::try_from(number).ok();
    let (month, day) = (part(local.month())?, part(local.day())?);
    let (hour, minute, second) = (part(local.hour())?, part(local.minute())?, part(local.second())?);
    Timestamp::new_local(Datetime::from_ymd_hms(local.year(), month, day, hour, minute, second)?, offset_minutes)
}

fn values(document: Document) -> Dict {
    let Document { language, kind, number, author, mark, made, head, sections, attached, made_at: _ } = document;
    let files = attached
        .into_iter()
        .map(|(name, bytes, what)| dict([("name", text(name)), ("bytes", Value::Bytes(Bytes::new(bytes))), ("what", text(what))]));
    let check = language.pick(
        "この書類が台帳に記録されたとおりであることは sekisho verify（この PDF のファイル）--key（台帳の公開鍵）で確かめられます。",
        "Whether this file is the one on the ledger: sekisho verify (this PDF file) --key (the ledger’s public key).",
    );
    let values = [
        ("files", list(files)),
        ("language", text(language.code())),
        ("title", text(&format!("{kind} {number}"))),
        ("kind", text(kind)),
        ("number", say(&language.pick(format!("番号 {number}"), format!("No. {number}"))).value()),
        ("author", text(&author)),
        ("mark", text(&mark)),
        ("made", say(&made).value()),
        ("check", text(check)),
        ("sections", list(sections.into_iter().map(Section::value))),
    ];
    values.into_iter().chain(head).map(|(key, value)| (key.into(), value)).collect()
}

fn fault(faults: &[SourceDiagnostic]) -> Error {
    Error(faults.first().map(|fault| fault.message.to_string()).unwrap_or_default())
}
