//! The only place that writes to the terminal.

use std::io::{self, IsTerminal, Write};

/// A line of output.
pub(crate) fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{text}")
}

/// Bytes of output, as they are.
pub(crate) fn bytes(bytes: &[u8]) -> io::Result<()> {
    io::stdout().lock().write_all(bytes)
}

/// What went wrong. There is nobody left to tell if this fails.
pub(crate) fn error(text: &str) {
    let _ = writeln!(io::stderr().lock(), "sekisho: {text}");
}

/// What passes by while somebody waits, on one line that the next takes the place of.
pub(crate) fn passing(text: &str) {
    if io::stderr().is_terminal() {
        let _ = write!(io::stderr().lock(), "\r\u{1b}[K{text}");
    }
}

/// A remark beside the output, for people only.
pub(crate) fn remark(text: &str) {
    if io::stderr().is_terminal() {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}
