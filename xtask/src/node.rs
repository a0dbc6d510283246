//! Node and npm: whether they are there, and what they build.

use std::{fs, io, path::Path, process::Command, time::SystemTime};

use crate::{Done, place, process};

/// The oldest node that vite takes.
const NODE_MIN: (u32, u32) = (20, 19);

/// Fails with what is missing, unless node and npm are there.
pub fn ready() -> Done {
    let (major, minor) = NODE_MIN;
    let wanted = format!("install node {major}.{minor} or newer, which brings npm, from https://nodejs.org/");
    let version = process::read(Command::new("node").arg("--version")).ok_or(format!("`node` is missing: {wanted}"))?;
    if !new_enough(&version) {
        return Err(format!("`node` is {}, which is too old: {wanted}", version.trim()));
    }
    process::read(npm().arg("--version")).map(drop).ok_or(format!("`npm` is missing: {wanted}"))
}

/// Installs exactly what the lock file names.
pub fn install() -> Done {
    process::run(npm().arg("ci"))
}

/// One of the scripts of `ui/package.json`. Nothing in its output is coloured, so that it can be read.
pub fn script(name: &str) -> Command {
    let mut command = npm();
    command.args(["run", name]).env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    command
}

/// Builds the window's pages, unless they are newer than all they are made from.
pub fn build_if_stale() -> Done {
    if is_fresh() {
        return Ok(());
    }
    ready()?;
    install()?;
    process::run(&mut script("build"))
}

fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(place::ui());
    command
}

fn new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= NODE_MIN,
        _ => false,
    }
}

fn is_fresh() -> bool {
    let page = place::ui().join("dist/index.html");
    // The build script of the app leaves a page without scripts where none was built.
    let is_built = fs::read_to_string(&page).is_ok_and(|text| text.contains("<script"));
    let times = (fs::metadata(&page).and_then(|data| data.modified()), newest_under(&place::ui()));
    matches!(times, (Ok(built), Ok(Some(newest))) if is_built && built > newest)
}

fn newest_under(folder: &Path) -> io::Result<Option<SystemTime>> {
    let mut newest = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        let time = if !data.is_dir() {
            Some(data.modified()?)
        } else if ["dist", "node_modules"].iter().any(|made| entry.file_name() == *made) {
            None
        } else {
            newest_under(&entry.path())?
        };
        newest = newest.max(time);
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_compare_by_number() {
        assert!(new_enough("v20.19.0\n"));
        assert!(new_enough("v20.20.2"));
        assert!(new_enough("v22.3.0"));
        assert!(new_enough("v100.0.0"));
        assert!(!new_enough("v20.9.0"));
        assert!(!new_enough("v9.99.0"));
        assert!(!new_enough("nonsense"));
    }
}
