//! A thread for the writer alone. Each statement is a trip to the database's thread and back; among a thousand busy connections the
//! way back would wait behind all of them, and a halt with it.

use std::{io, thread};

use tokio::runtime::Builder;

/// Does `work` to its end on a thread with this name.
///
/// # Errors
/// When the system has no thread to give.
pub(crate) fn run(name: &str, work: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_time().build()?;
    thread::Builder::new().name(name.to_owned()).spawn(move || runtime.block_on(work)).map(drop)
}
