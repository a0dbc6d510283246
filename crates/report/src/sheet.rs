//! A period as an Excel workbook: a summary with charts, what it is made of, the exceptions, and all decisions.
//!
//! The decisions go to a temporary file as they come, so that memory does not grow with them.

use std::{
    fs::File,
    io::{self, Seek, Write},
    path::Path,
};

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use sekisho_core::calendar::Zone;

use self::{list::List, style::Style};
use crate::{
    Language,
    period::{Decision, Summary},
};

pub(crate) mod exceptions;
mod list;
mod parts;
mod style;
mod summary;
#[cfg(test)]
mod tests;
pub(crate) mod words;

/// A workbook under way.
pub struct Book {
    workbook: Workbook,
    style: Style,
    list: List,
}

/// Why a workbook was not made.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be written: {0}")]
pub struct Error(#[from] XlsxError);

impl Error {
    /// What the system said, if it was the system.
    #[must_use]
    pub fn io(&self) -> Option<&io::Error> {
        if let XlsxError::IoError(error) | XlsxError::TempFileError(_, error) = &self.0 { Some(error) } else { None }
    }
}

impl Book {
    /// An empty workbook. What does not stay in memory goes into nameless files in `folder`, which go away with it.
    ///
    /// # Errors
    /// When nothing can be written in `folder`.
    pub fn new(language: Language, zone: Zone, folder: &Path) -> Result<Self, Error> {
        let (mut workbook, style) = (Workbook::new(), Style::new(language, zone));
        workbook.set_tempdir(folder)?;
        for name in [words::SUMMARY, words::PARTS, words::EXCEPTIONS] {
            workbook.add_worksheet().set_name(style.pick(name))?;
        }
        let list = List::begin(&mut workbook, &style)?;
        Ok(Self { workbook, style, list })
    }

    /// Writes one more decision.
    ///
    /// # Errors
    /// When it cannot be written.
    ///
    /// # Panics
    /// When the disk is full, as the library does. Make workbooks in a thread whose end is looked at.
    pub fn add(&mut self, decision: &Decision) -> Result<(), Error> {
        Ok(self.list.add(&mut self.workbook, &self.style, decision)?)
    }

    /// Writes what comes before the list, and all of it to a nameless file in `folder`.
    ///
    /// # Errors
    /// When it cannot be written.
    ///
    /// # Panics
    /// As [`Self::add`].
    pub fn finish(mut self, summary: &Summary, folder: &Path) -> Result<File, Error> {
        self.list.end(&mut self.workbook)?;
        let written = (|| {
            summary::write(self.workbook.worksheet_from_index(0)?, &self.style, summary)?;
            parts::write(self.workbook.worksheet_from_index(1)?, &self.style, summary)?;
            exceptions::write(self.workbook.worksheet_from_index(2)?, &self.style, summary)?;
            let properties = DocProperties::new()
                .set_title(self.style.pick(words::TITLE))
                .set_author(summary.made_by.as_deref().unwrap_or("Sekisho"))
                .set_creation_datetime(&self.style.there(summary.made_at));
            self.workbook.set_properties(&properties);
            let mut file = tempfile::tempfile_in(folder)?;
            self.workbook.save_to_writer(&mut file)?;
            file.flush().and_then(|()| file.rewind())?;
            Ok(file)
        })();
        written.map_err(Error)
    }
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").finish_non_exhaustive()
    }
}
