//! Every check of a change, each in a section of its own. One that fails does not stop the next.

use std::process::Command;

use crate::{
    Done, node, place, process, python,
    report::Report,
    session, system,
    tally::{self, Tally},
};

/// What a test run writes anew. It must come out as it was committed.
const GENERATED: [&str; 3] = ["ui/src/bindings", ".sqlx", "Cargo.lock"];

/// Sets up and runs everything. Says whether all passed; the last line printed is the sum.
pub fn test() -> bool {
    let mut report = Report::default();
    if !report.set_up("system packages", || system::ready(system::Need::Tests)) {
        return report.finish();
    }
    report.section("cargo fmt", fmt);
    if ui_is_ready(&mut report) {
        report.section("ui lint", || ui("lint"));
        report.section("ui types", || ui("check"));
        report.section("ui tests", vitest);
        report.section("ui build", || ui("build"));
    }
    report.section("cargo clippy", clippy);
    let has_python = report.set_up("python client", python::ready);
    if report.section("cargo build", || check(process::cargo().args(["build", "--workspace"]))) {
        report.section("cargo test", || cargo_test(has_python));
        clean_tree(&mut report);
    } else {
        report.skip("cargo test", "as the build failed");
        report.skip("clean tree", "as the build failed");
    }
    report.finish()
}

/// Runs what needs no test. Says whether all passed.
pub fn lint() -> bool {
    let mut report = Report::default();
    report.section("cargo fmt", fmt);
    report.section("cargo clippy", clippy);
    if ui_is_ready(&mut report) {
        report.section("ui lint", || ui("lint"));
        report.section("ui types", || ui("check"));
    }
    report.finish()
}

fn fmt() -> Done<Tally> {
    check(process::cargo().args(["fmt", "--all", "--", "--check"]))
}

fn clippy() -> Done<Tally> {
    check(process::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn ui_is_ready(report: &mut Report) -> bool {
    let is_ready = report.set_up("ui packages", || node::ready().and_then(|()| node::install()));
    if !is_ready {
        report.skip("ui", "as its packages are missing");
    }
    is_ready
}

fn ui(script: &str) -> Done<Tally> {
    check(&mut node::script(script))
}

fn check(command: &mut Command) -> Done<Tally> {
    process::succeeds(command).map(Tally::one)
}

fn vitest() -> Done<Tally> {
    count(&mut node::script("test"), tally::of_vitest)
}

fn cargo_test(has_python: bool) -> Done<Tally> {
    let mut command = session::cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]).env("SEKISHO_HEAVY", "1");
    if has_python {
        command.env("SEKISHO_PYTHON", python::program());
    }
    count(&mut command, tally::of_cargo)
}

fn count(command: &mut Command, read: impl Fn(&str) -> Option<Tally>) -> Done<Tally> {
    let mut sum = Tally::default();
    let succeeded = process::watch(command, |line| sum = sum + read(line).unwrap_or_default())?;
    Ok(sum.of_run(succeeded))
}

fn clean_tree(report: &mut Report) {
    if place::root().join(".git").exists() {
        report.section("clean tree", || {
            let status = ["status", "--porcelain", "--untracked-files=all", "--"];
            let changed = process::read(Command::new("git").current_dir(place::root()).args(status).args(GENERATED));
            match changed.as_deref().map(str::trim_end) {
                Some("") => Ok(Tally::one(true)),
                Some(files) => Err(format!("generated files differ from what is committed; commit them with the change:\n{files}")),
                None => Err("`git status` failed".to_owned()),
            }
        });
    } else {
        report.skip("clean tree", "as this is no git checkout");
    }
}
