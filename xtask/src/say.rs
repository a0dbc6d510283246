//! The only place that writes to the terminal.

use std::{
    fmt::Display,
    io::{self, Write},
};

/// A line for whoever reads along.
pub fn line(text: impl Display) {
    write(&mut io::stdout().lock(), format!("{text}\n").as_bytes());
}

/// A line that says what is wrong.
pub fn error(text: impl Display) {
    write(&mut io::stderr().lock(), format!("{text}\n").as_bytes());
}

/// Passes on what another command printed, as it came.
pub fn raw(bytes: &[u8]) {
    write(&mut io::stdout().lock(), bytes);
}

fn write(to: &mut impl Write, bytes: &[u8]) {
    // A reader that went away, such as `| head`, is no reason to stop the work.
    let _ = to.write_all(bytes).and_then(|()| to.flush());
}
