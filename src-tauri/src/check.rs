//! Checks a file that somebody gives to the window, as `sekisho verify` does: on this computer, with nothing but a public key.
//!
//! The page never names a file and never sees one: whoever sits there drops it on the window or chooses it in the system's dialog, and
//! it is only read.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use sekisho_api::desk::{Desk, DeskError};
use sekisho_gate::{Shown, view::LedgerView};
use sekisho_verify::{Checkpoint, PublicKey};
use serde::Serialize;
use tauri::{AppHandle, Manager};

use crate::{commands::Refused, shell::WINDOW};

use fault::FileFault;
pub(crate) use found::FileCheck;

mod fault;
mod found;

/// How often progress is told.
const TELL: Duration = Duration::from_millis(200);

/// How much is read at once.
const PIECE: usize = 256 * 1024;

/// The file that was given, and the check under way.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    given: Mutex<Option<PathBuf>>,
    cancelled: Mutex<Arc<AtomicBool>>,
}

/// A file that was given.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Given {
    name: Shown,
}

/// What to check a file with.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The public key.
    pub(crate) key: String,
    /// A checkpoint that somebody kept, as a note.
    pub(crate) earlier: Option<String>,
}

impl Checks {
    /// Takes a file. Nothing of it is read before somebody asks.
    pub(crate) fn give(&self, file: PathBuf) -> Given {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
        let given = Given { name: Shown::new(&name) };
        *self.given.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
        given
    }

    pub(crate) fn cancel(&self) {
        self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).store(true, Ordering::Relaxed);
    }

    /// Checks the file that was given last, beside everything else.
    pub(crate) async fn run(&self, asked: Asked, progress: impl FnMut(u64, u64) + Send + 'static) -> Result<FileCheck, Refused> {
        let file = self.given.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let file = file.ok_or_else(|| Refused::new("not_found", "no file was given"))?;
        let cancelled = Arc::new(AtomicBool::new(false));
        let before = std::mem::replace(&mut *self.cancelled.lock().unwrap_or_else(PoisonError::into_inner), Arc::clone(&cancelled));
        before.store(true, Ordering::Relaxed);
        let watched = Arc::clone(&cancelled);
        let checked = tokio::task::spawn_blocking(move || check(&file, &asked, watched, progress)).await;
        if cancelled.load(Ordering::Relaxed) {
            return Err(Refused::new("cancelled", "the check was cancelled"));
        }
        checked.map_err(|_| Refused::new("internal", "the check broke off"))
    }
}

/// Lets whoever sits there choose a file in the system's dialog.
pub(crate) async fn choose(app: &AppHandle) -> Option<PathBuf> {
    let (answer, chosen) = tokio::sync::oneshot::channel();
    let window = app.get_webview_window(WINDOW)?;
    // Some systems make dialogs in the main thread only.
    app.run_on_main_thread(move || {
        let dialog = rfd::AsyncFileDialog::new().set_parent(&window).pick_file();
        tauri::async_runtime::spawn(async move { answer.send(dialog.await) });
    })
    .ok()?;
    Some(chosen.await.ok()??.path().to_path_buf())
}

/// The public key of the hub that the window shows.
pub(crate) async fn key_of(desk: &Desk) -> Result<String, Refused> {
    let reply = desk.call(http::Method::GET, "/ledger", None).await?;
    if reply.status != 200 {
        return Err(DeskError::Refused(reply.status).into());
    }
    Ok(serde_json::from_str::<LedgerView>(&reply.body).map_err(|_| DeskError::Unreadable)?.key)
}

fn check(file: &Path, asked: &Asked, cancelled: Arc<AtomicBool>, progress: impl FnMut(u64, u64)) -> FileCheck {
    let Ok(key) = asked.key.parse::<PublicKey>() else { return FileFault::BadKey.into() };
    let note = asked.earlier.as_deref().map(str::trim).filter(|note| !note.is_empty());
    let earlier = match note.map(|note| Checkpoint::read(&format!("{note}\n"), &key)).transpose() {
        Ok(earlier) => earlier.into_iter().collect(),
        Err(why) => return FileFault::BadEarlier { why: why.into() }.into(),
    };
    let opened = File::open(file).and_then(|file| Ok((file.metadata()?.len(), file)));
    let Ok((size, file)) = opened else { return FileFault::Unreadable.into() };
    let watched = Watched { file, size, read: 0, told: Instant::now(), cancelled, progress };
    FileCheck::new(sekisho_verify::check(BufReader::with_capacity(PIECE, watched), &key, earlier), &key)
}

/// A file that tells how far it was read, and ends when nobody wants to know any more.
struct Watched<P> {
    file: File,
    size: u64,
    read: u64,
    told: Instant,
    cancelled: Arc<AtomicBool>,
    progress: P,
}

impl<P: FnMut(u64, u64)> Read for Watched<P> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(io::Error::other("cancelled"));
        }
        let read = self.file.read(buffer)?;
        self.read += read as u64;
        if self.told.elapsed() > TELL {
            (self.progress)(self.read, self.size);
            self.told = Instant::now();
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
