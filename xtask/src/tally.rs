//! Counts what passed and what failed, from what test runners print.

use std::{iter::Sum, ops::Add};

/// How many tests or checks passed and failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many passed.
    pub passed: u32,
    /// How many failed.
    pub failed: u32,
}

impl Tally {
    /// One check that went well, or did not.
    pub fn one(passed: bool) -> Self {
        if passed { Self { passed: 1, failed: 0 } } else { Self { passed: 0, failed: 1 } }
    }

    /// The count of a whole run. A run that ended badly without naming a test, or that ran none, failed as a whole.
    pub fn of_run(self, succeeded: bool) -> Self {
        let nothing_ran = self == Self::default();
        if self.failed == 0 && (!succeeded || nothing_ran) { Self { failed: 1, ..self } } else { self }
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed.saturating_add(other.passed), failed: self.failed.saturating_add(other.failed) }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// Reads a line such as `test result: ok. 33 passed; 0 failed; 1 ignored; 0 measured; …`.
pub fn of_cargo(line: &str) -> Option<Tally> {
    counts(without_colour(line).strip_prefix("test result: ")?)
}

/// Reads a line such as `Tests  1 failed | 12 passed (13)`.
pub fn of_vitest(line: &str) -> Option<Tally> {
    let plain = without_colour(line);
    let rest = plain.trim().strip_prefix("Tests ")?;
    rest.ends_with(')').then(|| counts(rest)).flatten()
}

fn counts(text: &str) -> Option<Tally> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let before = |name: &str| {
        words.windows(2).find_map(|pair| match pair {
            [count, word] if *word == name => count.parse().ok(),
            _ => None,
        })
    };
    match (before("passed"), before("failed")) {
        (None, None) => None,
        (passed, failed) => Some(Tally { passed: passed.unwrap_or(0), failed: failed.unwrap_or(0) }),
    }
}

fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(next) = rest.next() {
        if next == '\u{1b}' {
            // From the escape to the letter that ends it.
            let _ = rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(next);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn tally(passed: u32, failed: u32) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn cargo_lines_are_summed() {
        let output = "running 2 tests\n\
            test result: ok. 33 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s\n\
            test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.50s\n\
            it says test result: ok. 9 passed; 9 failed;";
        assert_eq!(output.lines().filter_map(of_cargo).sum::<Tally>(), tally(37, 2));
    }

    #[test]
    fn vitest_lines_are_read_in_any_order_and_colour() {
        assert_eq!(of_vitest("      Tests  12 passed | 1 failed (13)"), Some(tally(12, 1)));
        assert_eq!(of_vitest("      Tests  1 failed | 12 passed | 2 skipped (15)"), Some(tally(12, 1)));
        assert_eq!(
            of_vitest("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m8 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (8)\u{1b}[39m"),
            Some(tally(8, 0))
        );
        assert_eq!(of_vitest(" Test Files  1 failed | 3 passed (4)"), None);
        assert_eq!(of_vitest("      Tests  no tests"), None);
    }

    #[test]
    fn a_run_that_failed_without_naming_a_test_counts_as_one_failure() {
        assert_eq!(tally(0, 0).of_run(false), tally(0, 1));
        assert_eq!(tally(5, 0).of_run(false), tally(5, 1));
        assert_eq!(tally(5, 2).of_run(false), tally(5, 2));
        assert_eq!(tally(5, 0).of_run(true), tally(5, 0));
    }

    #[test]
    fn a_run_of_nothing_is_no_success() {
        assert_eq!(tally(0, 0).of_run(true), tally(0, 1));
    }
}
