//! Measurements, in release builds.

use crate::{Done, node, process, session, system};

/// How many actions a second are taken in, judged and stored.
pub fn intake() -> Done {
    process::run(process::cargo().args(["bench", "--package", "sekisho-api", "--bench", "intake"]))
}

/// How fast the real window starts and how it copes with many rows.
pub fn window() -> Done {
    system::ready(system::Need::Tests)?;
    node::build_if_stale()?;
    let test = ["test", "--release", "--package", "sekisho-desktop", "--test", "it"];
    process::run(session::cargo().args(test).args(["--", "--ignored", "--nocapture", "bench_window"]))
}
