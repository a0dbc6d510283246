//! How far exports have come, for whoever started them.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use sekisho_core::id::ReviewerId;

use crate::{
    Gate,
    error::{Code, Error},
    view::ExportProgress,
};

/// The longest word that an export is asked after with.
const WORD_MAX: usize = 64;

/// A whole, in the parts in which progress is told.
const WHOLE: u32 = 1_000;

/// How far one has come.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    parts: AtomicU32,
    rows: AtomicU64,
}

/// Whose, and under which word.
type Key = (ReviewerId, String);

/// The exports under way that somebody may ask after.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exports(Arc<Mutex<HashMap<Key, Arc<Progress>>>>);

/// Lets somebody ask after an export, as long as it is there.
#[derive(Debug)]
pub(crate) struct Ticket {
    exports: Exports,
    key: Key,
}

impl Progress {
    /// `done` of `whole` of the part of the way that goes from `from` to `to` percent is behind.
    pub(crate) fn tell(&self, (from, to): (u32, u32), done: i64, whole: i64) {
        let (whole, way) = (whole.max(1), i64::from(to - from) * 10);
        let parts = u32::try_from(done.clamp(0, whole) * way / whole).unwrap_or_default();
        self.parts.store((from * 10 + parts).min(WHOLE), Ordering::Relaxed);
    }

    pub(crate) fn add_rows(&self, rows: usize) {
        self.rows.fetch_add(u64::try_from(rows).unwrap_or_default(), Ordering::Relaxed);
    }

    pub(crate) fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed)
    }
}

impl Exports {
    pub(crate) fn take(&self, by: ReviewerId, word: &str, progress: Arc<Progress>) -> Result<Ticket, Error> {
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !plain || word.is_empty() || word.len() > WORD_MAX {
            return Err(Error::invalid(format!("a ticket has 1 to {WORD_MAX} letters, digits, `-` and `_`")));
        }
        let key = (by, word.to_owned());
        let mut exports = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if exports.contains_key(&key) {
            return Err(Error::new(Code::Conflict, "another export of yours has this ticket"));
        }
        exports.insert(key.clone(), progress);
        drop(exports);
        Ok(Ticket { exports: self.clone(), key })
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.exports.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

impl Gate {
    /// How far an export of `me` has come.
    ///
    /// # Errors
    /// When `me` has none with this ticket, or it is over.
    pub fn export_progress(&self, me: ReviewerId, ticket: &str) -> Result<ExportProgress, Error> {
        self.viewer(me)?;
        let exports = self.exports().0.lock().unwrap_or_else(PoisonError::into_inner);
        let progress = exports.get(&(me, ticket.to_owned())).ok_or_else(Error::not_found)?;
        let share = f64::from(progress.parts.load(Ordering::Relaxed)) / f64::from(WHOLE);
        Ok(ExportProgress { share, rows: progress.rows() })
    }
}
