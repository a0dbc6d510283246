//! Measurements, in release builds.

use crate::{Done, node, process, session, system};

/// How many actions a second are taken in, judged and stored, beside raw SQLite with the same rows and an empty handler.
pub fn intake() -> Done {
    // Both packages in one build, or their features differ and most of the tree is built twice.
    process::run(process::cargo().args([
        "bench",
        "--package",
        "sekisho-api",
        "--package",
        "sekisho-store",
        "--bench",
        "intake",
        "--bench",
        "raw",
    ]))
}

/// How long a verdict takes with many rules.
pub fn judge() -> Done {
    process::run(process::cargo().args(["bench", "--package", "sekisho-core", "--bench", "judge"]))
}

/// How long it takes to check a ledger of a million entries.
pub fn verify() -> Done {
    process::run(process::cargo().args(["bench", "--package", "sekisho-verify", "--bench", "verify"]))
}

/// How long the report of a month with 100,000 decisions takes, and how much memory.
pub fn report() -> Done {
    process::run(process::cargo().args(["bench", "--package", "sekisho-api", "--bench", "report"]))
}

/// How fast the real window starts and how it copes with many rows.
pub fn window() -> Done {
    system::ready(system::Need::Tests)?;
    node::build_if_stale()?;
    // The test calls the command too.
    let test = ["test", "--release", "--package", "sekisho-desktop", "--package", "sekisho", "--test", "it"];
    process::run(session::cargo().args(test).args(["--", "--ignored", "--nocapture", "bench_window"]))
}
