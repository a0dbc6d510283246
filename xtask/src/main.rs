//! The one entry for building, running and checking Sekisho: `cargo xtask help` lists what it can do.

use std::process::ExitCode;

mod bench;
mod checks;
mod node;
mod place;
mod prepare;
mod process;
mod python;
mod report;
mod say;
mod session;
mod system;
mod tally;
mod window;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [-- ARGS]        set up, build and open the window
  test                 set up, then run every check and test; the last line is `N passed, N failed`
  lint                 formatting, clippy, and the UI's lint and types
  prepare              write .sqlx and ui/src/bindings anew
  bench WHAT           measure: intake, judge (a verdict), report (a month), verify (a ledger of a million entries), window
  help                 print this

exit codes: 0 done, 1 failed, 2 not understood";

/// What a command came to: nothing to tell, or a sentence on why it stopped.
type Done<T = ()> = Result<T, String>;

const FAILED: u8 = 1;
const NOT_UNDERSTOOD: u8 = 2;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["help" | "--help" | "-h"] => {
            say::line(USAGE);
            ExitCode::SUCCESS
        }
        ["run"] => exit(window::open(&[])),
        ["run", "--", rest @ ..] => exit(window::open(rest)),
        ["test"] => verdict(checks::test()),
        ["lint"] => verdict(checks::lint()),
        ["prepare"] => exit(prepare::all()),
        ["bench", "intake"] => exit(bench::intake()),
        ["bench", "judge"] => exit(bench::judge()),
        ["bench", "report"] => exit(bench::report()),
        ["bench", "verify"] => exit(bench::verify()),
        ["bench", "window"] => exit(bench::window()),
        _ => {
            say::error(USAGE);
            ExitCode::from(NOT_UNDERSTOOD)
        }
    }
}

fn exit(done: Done) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say::error(format!("error: {why}"));
            ExitCode::from(FAILED)
        }
    }
}

fn verdict(all_passed: bool) -> ExitCode {
    if all_passed { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
}
