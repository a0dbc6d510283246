//! Writes what is generated and committed: what the database knows about our queries, and the types of the UI.

use std::{fs, io::ErrorKind, path::Path, process::Command};

use crate::{Done, place, process};

/// The release of sqlx-cli, the same as that of sqlx.
const SQLX_CLI: &str = "0.9.0";
const MIGRATIONS: &str = "crates/store/migrations";

/// Writes `.sqlx` and `ui/src/bindings` anew.
pub fn all() -> Done {
    let tools = place::target().join("tools");
    install_sqlx(&tools)?;
    queries(&tools.join("bin"))?;
    process::run(process::cargo().args(["test", "--package", "sekisho-gate", "export_bindings"]))
}

fn install_sqlx(tools: &Path) -> Done {
    let there = process::read(Command::new(place::program(&tools.join("bin"), "sqlx")).arg("--version"));
    if there.is_some_and(|version| version.split_whitespace().any(|word| word == SQLX_CLI)) {
        return Ok(());
    }
    let which = ["sqlx-cli", "--version", SQLX_CLI, "--no-default-features", "--features", "sqlite", "--locked"];
    process::run(process::cargo().arg("install").args(which).arg("--root").arg(tools))
}

fn queries(bin: &Path) -> Done {
    let file = place::target().join("prepare.db");
    remove(&file)?;
    let url = format!("sqlite://{}", file.display());
    let sqlx = |program: &str| {
        let mut command = Command::new(place::program(bin, program));
        // Started by its path, as cargo would prefer another release in its own `bin`; it then wants to be told which cargo to use.
        command.current_dir(place::root()).env("DATABASE_URL", &url).env("CARGO", process::cargo_program());
        command
    };
    process::run(sqlx("sqlx").args(["database", "setup", "--source", MIGRATIONS]))?;
    let checked = ["--package", "sekisho-store", "--all-targets"];
    process::run(sqlx("cargo-sqlx").args(["sqlx", "prepare", "--workspace", "--"]).args(checked))
}

fn remove(file: &Path) -> Done {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(format!("could not remove {}: {error}", file.display())),
        Ok(()) | Err(_) => Ok(()),
    }
}
