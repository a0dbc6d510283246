//! Runs one section after another, times and counts each, and sums up.

use std::time::{Duration, Instant};

use crate::{Done, say, tally::Tally};

/// What has run so far.
#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    ended: Ended,
}

enum Ended {
    Ran { tally: Tally, took: Duration },
    Skipped { because: &'static str },
}

impl Report {
    /// Runs a section under a heading and says whether nothing in it failed. An error counts as one failure.
    pub fn section(&mut self, name: &'static str, work: impl FnOnce() -> Done<Tally>) -> bool {
        say::line(format!("\n=== {name} ==="));
        let started = Instant::now();
        let tally = work().unwrap_or_else(|why| {
            say::error(format!("error: {why}"));
            Tally::one(false)
        });
        let took = started.elapsed();
        let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
        say::line(format!("--- {name}: {verdict} in {:.1} s", took.as_secs_f64()));
        self.rows.push(Row { name, ended: Ended::Ran { tally, took } });
        tally.failed == 0
    }

    /// A step that others need. It counts only when it fails.
    pub fn set_up(&mut self, name: &'static str, work: impl FnOnce() -> Done) -> bool {
        self.section(name, || work().map(|()| Tally::default()))
    }

    /// Notes a section that can not run.
    pub fn skip(&mut self, name: &'static str, because: &'static str) {
        say::line(format!("\n=== {name} ===\n--- {name}: skipped, {because}"));
        self.rows.push(Row { name, ended: Ended::Skipped { because } });
    }

    /// Prints the table and, as the very last line, the sum. Says whether all passed.
    pub fn finish(self) -> bool {
        say::line("\n=== summary ===");
        for row in &self.rows {
            say::line(row.summary());
        }
        let sum: Tally = self.rows.iter().map(Row::tally).sum();
        say::line(format!("{} passed, {} failed", sum.passed, sum.failed));
        sum.failed == 0
    }
}

impl Row {
    fn tally(&self) -> Tally {
        match &self.ended {
            Ended::Ran { tally, .. } => *tally,
            Ended::Skipped { .. } => Tally::default(),
        }
    }

    fn summary(&self) -> String {
        match &self.ended {
            Ended::Ran { tally, took } => {
                let verdict = if tally.failed == 0 { "ok" } else { "FAILED" };
                let Tally { passed, failed } = tally;
                format!("{verdict:<8}{:<28}{passed:>6} passed {failed:>4} failed {:>8.1} s", self.name, took.as_secs_f64())
            }
            Ended::Skipped { because } => format!("{:<8}{:<28}{because}", "skipped", self.name),
        }
    }
}
