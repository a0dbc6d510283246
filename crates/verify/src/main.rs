//! `sekisho-verify FILE --key KEY [--earlier CHECKPOINT]… [--witness DIR]…`: for whoever wants to build nothing of Sekisho but this.

use std::{
    env, fs,
    fs::File,
    io::{self, BufReader, Write},
    path::Path,
    process::ExitCode,
};

use sekisho_verify::{Checkpoint, PublicKey, check, tell, witnessed};

const USAGE: &str = "usage: sekisho-verify FILE --key KEY [--earlier CHECKPOINT]… [--witness DIR]…";

/// Bad usage, or not believed.
enum Failed {
    Usage,
    Told(String),
}

fn main() -> ExitCode {
    let (told, code) = match run(env::args().skip(1)) {
        Ok(told) => (told, ExitCode::SUCCESS),
        Err(Failed::Usage) => (USAGE.to_owned(), ExitCode::from(2)),
        Err(Failed::Told(told)) => (told, ExitCode::FAILURE),
    };
    // There is nobody left to tell if this fails.
    let _ = writeln!(io::stdout().lock(), "{told}");
    code
}

fn run(mut args: impl Iterator<Item = String>) -> Result<String, Failed> {
    let (mut file, mut key, mut notes, mut folders) = (None, None, Vec::new(), Vec::new());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--key" => key = Some(args.next().ok_or(Failed::Usage)?),
            "--earlier" => notes.push(args.next().ok_or(Failed::Usage)?),
            "--witness" => folders.push(args.next().ok_or(Failed::Usage)?),
            _ if file.is_none() && !arg.starts_with('-') => file = Some(arg),
            _ => return Err(Failed::Usage),
        }
    }
    let (Some(file), Some(key)) = (file, key) else { return Err(Failed::Usage) };
    let told = |error: &dyn std::fmt::Display| Failed::Told(error.to_string());
    let key: PublicKey = key.parse().map_err(|error| told(&error))?;
    let mut earlier = Vec::new();
    for path in notes {
        let note = fs::read_to_string(&path).map_err(|error| Failed::Told(format!("{path}: {error}")))?;
        earlier.push(Checkpoint::read(&note, &key).map_err(|error| Failed::Told(format!("{path}: {error}")))?);
    }
    for folder in folders {
        earlier.extend(witnessed(Path::new(&folder), &key).map_err(|error| told(&error))?);
    }
    let file = File::open(&file).map_err(|error| Failed::Told(format!("{file}: {error}")))?;
    check(BufReader::new(file), &key, earlier).map(|checked| tell(&checked)).map_err(|error| told(&error))
}
