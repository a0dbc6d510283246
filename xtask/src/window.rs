//! Builds all that the window needs and opens it.

use std::{env, process::Command};

use crate::{Done, node, place, process, system};

/// Opens the window with these arguments and waits until it is closed.
pub fn open(args: &[&str]) -> Done {
    has_display()?;
    system::ready(system::Need::Window)?;
    node::build_if_stale()?;
    process::run(process::cargo().args(["build", "--package", "sekisho-desktop", "--package", "sekisho"]))?;
    let window = place::program(&place::target().join("debug"), "sekisho-desktop");
    process::run(Command::new(window).args(args).current_dir(place::root()))
}

fn has_display() -> Done {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") {
        return Ok(());
    }
    Err("there is no display to open a window on; `cargo run -p sekisho -- serve` (`sekisho serve`) runs without one".to_owned())
}
