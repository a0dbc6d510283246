//! `sekisho-verify FILE --key KEY [--earlier CHECKPOINT]… [--witness DIR]…`: for whoever wants to build nothing of Sekisho but this.

use std::{
    env,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use sekisho_verify::{Earlier, PublicKey, check_file, tell};

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
    let (mut file, mut key, mut earlier) = (None, None, Earlier::default());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--key" => key = Some(args.next().ok_or(Failed::Usage)?),
            "--earlier" => earlier.notes.push(args.next().ok_or(Failed::Usage)?.into()),
            "--witness" => earlier.folders.push(args.next().ok_or(Failed::Usage)?.into()),
            _ if file.is_none() && !arg.starts_with('-') => file = Some(arg),
            _ => return Err(Failed::Usage),
        }
    }
    let (Some(file), Some(key)) = (file, key) else { return Err(Failed::Usage) };
    let told = |error: &dyn std::error::Error| {
        let causes = std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string);
        Failed::Told(causes.collect::<Vec<_>>().join(": "))
    };
    let key: PublicKey = key.parse().map_err(|error| told(&error))?;
    check_file(Path::new(&file), &key, &earlier).map(|checked| tell(&checked)).map_err(|error| told(&error))
}
