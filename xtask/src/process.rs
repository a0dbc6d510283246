//! Runs other programs: shown first, so that a person can repeat each by hand.

use std::{
    env,
    ffi::OsStr,
    io::Read,
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use crate::{Done, place, say};

/// How long the output of a program that has ended may stay silent before it counts as complete.
const SILENCE: Duration = Duration::from_millis(500);

/// How long a program may say nothing. The longest quiet of a sound run is one large crate that compiles.
const PATIENCE: Duration = Duration::from_mins(20);

/// Cargo, at the root.
pub fn cargo() -> Command {
    let mut command = Command::new(cargo_program());
    at_root(&mut command);
    command
}

/// Lets a command work at the root. Queries are checked against `.sqlx`, as anywhere else, and never against a developer's database.
pub fn at_root(command: &mut Command) {
    command.current_dir(place::root()).env("SQLX_OFFLINE", "true").env_remove("DATABASE_URL");
}

/// The cargo that started us.
pub fn cargo_program() -> String {
    env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// Runs a command to its end and says whether it went well.
pub fn succeeds(command: &mut Command) -> Done<bool> {
    show(command);
    command.status().map(|status| status.success()).map_err(|error| not_started(command, &error))
}

/// Runs a command that must go well.
pub fn run(command: &mut Command) -> Done {
    if succeeds(command)? { Ok(()) } else { Err(format!("`{}` failed", shown(command))) }
}

/// What a command prints, or nothing if it is missing or fails. Neither the command nor its complaints are shown.
pub fn read(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name can be found.
pub fn exists(program: &str) -> bool {
    env::var_os("PATH").is_some_and(|folders| env::split_paths(&folders).any(|folder| folder.join(program).is_file()))
}

/// Runs a command, passes its output on as it comes, and hands every line of it to `on_line`. Says whether it went well.
/// One that says nothing for too long is ended.
pub fn watch(command: &mut Command, on_line: impl FnMut(&str)) -> Done<bool> {
    watch_for(PATIENCE, command, on_line)
}

fn watch_for(patience: Duration, command: &mut Command, mut on_line: impl FnMut(&str)) -> Done<bool> {
    show(command);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    let chunks = chunks_of(&mut child);
    let (mut line, mut heard) = (Vec::new(), Instant::now());
    loop {
        match chunks.recv_timeout(SILENCE) {
            Ok(chunk) => {
                heard = Instant::now();
                say::raw(&chunk);
                for byte in chunk {
                    if byte == b'\n' {
                        on_line(&String::from_utf8_lossy(&line));
                        line.clear();
                    } else {
                        line.push(byte);
                    }
                }
            }
            // A program that a test left behind keeps the pipe open for ever.
            Err(RecvTimeoutError::Timeout) if ended(&mut child) => break,
            Err(RecvTimeoutError::Timeout) if heard.elapsed() > patience => {
                say::error(format!("`{}` has said nothing for {} s and is ended", shown(command), patience.as_secs()));
                let _ = child.kill();
                break;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    on_line(&String::from_utf8_lossy(&line));
    child.wait().map(|status| status.success()).map_err(|error| format!("could not wait for `{}`: {error}", shown(command)))
}

fn chunks_of(child: &mut Child) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    if let Some(mut stdout) = child.stdout.take() {
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = stdout.read(&mut buffer) {
                let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else { return };
                if sender.send(chunk.to_vec()).is_err() {
                    return;
                }
            }
        });
    }
    receiver
}

fn ended(child: &mut Child) -> bool {
    child.try_wait().is_ok_and(|status| status.is_some())
}

fn show(command: &Command) {
    say::line(format!("$ {}", shown(command)));
}

fn shown(command: &Command) -> String {
    let cargo = cargo_program();
    let words = std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy);
    let plain = |word: &str| match word {
        // Its full path is long and differs from machine to machine.
        word if word == cargo => "cargo".to_owned(),
        word if word.contains([' ', ';']) => format!("'{word}'"),
        word => word.to_owned(),
    };
    words.map(|word| plain(&word)).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("could not start `{}`: {error}", shown(command))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn whatever_says_nothing_is_ended_and_has_failed() {
        let begun = Instant::now();
        let mut heard = Vec::new();
        let mut silent = Command::new("sh");
        silent.args(["-c", "echo begun; exec sleep 60"]);
        let went_well = watch_for(Duration::from_secs(1), &mut silent, |line| heard.push(line.to_owned()));
        assert_eq!(went_well, Ok(false));
        assert_eq!(heard.first().map(String::as_str), Some("begun"));
        assert!(begun.elapsed() < Duration::from_secs(30), "it was not waited for");
    }

    #[test]
    fn whatever_speaks_is_waited_for() {
        let mut slow = Command::new("sh");
        slow.args(["-c", "for word in one two three four; do echo $word; sleep 0.6; done"]);
        assert_eq!(watch_for(Duration::from_secs(2), &mut slow, |_| {}), Ok(true));
    }
}
