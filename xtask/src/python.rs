//! The agents' own client library, which the tests run against the real server, and an auditor's tool, which checks what it exports.

use std::{path::PathBuf, process::Command};

use crate::{Done, place, process};

/// Each with its version.
const PACKAGES: [(&str, &str); 2] = [("agentapprovalprotocol", "0.3.3"), ("agentack", "0.6.3")];

/// The python that has both, once they are installed. The second wants Python 3.11.
pub fn program() -> PathBuf {
    place::program(&place::target().join("venv").join(if cfg!(windows) { "Scripts" } else { "bin" }), "python")
}

/// Makes the environment under `target/`, unless it is there already.
pub fn ready() -> Done {
    let is_there = |(package, version): (&str, &str)| {
        let ask = format!("from importlib.metadata import version; print(version('{package}'))");
        process::read(Command::new(program()).args(["-c", &ask])).is_some_and(|found| found.trim() == version)
    };
    if PACKAGES.into_iter().all(is_there) {
        return Ok(());
    }
    let system = if cfg!(windows) { "python" } else { "python3" };
    process::run(Command::new(system).args(["-m", "venv", "--clear"]).arg(place::target().join("venv")))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    process::run(Command::new(program()).args(pip).args(PACKAGES.map(|(package, version)| format!("{package}=={version}"))))
}
