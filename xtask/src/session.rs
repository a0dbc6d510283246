//! A display and a message bus of our own, so that window tests need no desktop and disturb none.

use std::process::Command;

use crate::process;

const SCREEN: &str = "--server-args=-screen 0 1280x800x24";

/// Cargo inside a session of its own on Linux; elsewhere windows open on the desktop that is there.
pub fn cargo() -> Command {
    if !cfg!(target_os = "linux") {
        return process::cargo();
    }
    let mut command = Command::new("dbus-run-session");
    command.args(["--", "xvfb-run", "-a", SCREEN]).arg(process::cargo_program());
    // With a Wayland socket in reach the toolkit would open its windows there.
    command.env_remove("WAYLAND_DISPLAY");
    process::at_root(&mut command);
    command
}
