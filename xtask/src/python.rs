//! The agents' own client library, which the tests run against the real server.

use std::{path::PathBuf, process::Command};

use crate::{Done, place, process};

const PACKAGE: &str = "agentapprovalprotocol";
const VERSION: &str = "0.3.3";

/// The python that has the library, once it is installed.
pub fn program() -> PathBuf {
    place::program(&place::target().join("venv").join(if cfg!(windows) { "Scripts" } else { "bin" }), "python")
}

/// Makes the environment under `target/`, unless it is there already.
pub fn ready() -> Done {
    let ask = format!("from importlib.metadata import version; print(version('{PACKAGE}'))");
    if process::read(Command::new(program()).args(["-c", &ask])).is_some_and(|version| version.trim() == VERSION) {
        return Ok(());
    }
    let system = if cfg!(windows) { "python" } else { "python3" };
    process::run(Command::new(system).args(["-m", "venv", "--clear"]).arg(place::target().join("venv")))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    process::run(Command::new(program()).args(pip).arg(format!("{PACKAGE}=={VERSION}")))
}
