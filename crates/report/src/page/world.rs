//! What a layout can reach: its values and the faces. There are no files, no packages and no clock.

use std::sync::LazyLock;

use typst::{
    Library, LibraryExt,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Dict, Duration},
    syntax::{FileId, Source},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::fonts::{BOOK, FONTS};

/// The layout of every document.
static LAYOUT: LazyLock<Source> = LazyLock::new(|| {
    let parts = [
        include_str!("../../layout/house.typ"),
        include_str!("../../layout/seal.typ"),
        include_str!("../../layout/blocks.typ"),
        include_str!("../../layout/charts.typ"),
        include_str!("../../layout/document.typ"),
    ];
    Source::detached(parts.concat())
});

pub(super) struct World {
    library: LazyHash<Library>,
}

impl World {
    pub(super) fn new(values: Dict) -> Self {
        Self { library: LazyHash::new(Library::builder().with_inputs(values).build()) }
    }
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        LAYOUT.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == LAYOUT.id() { Ok(LAYOUT.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
