//! Debian, Ubuntu and their kin: packages are looked up with dpkg and installed with apt where that needs no password.

use std::process::Command;

use super::{Need, is_kin, os_release};
use crate::{Done, process, say};

const TO_BUILD: [&str; 5] = ["libwebkit2gtk-4.1-dev", "libayatana-appindicator3-dev", "librsvg2-dev", "build-essential", "pkg-config"];
/// `dbus` brings dbus-run-session: in `dbus` itself on older releases, in a package it depends on since Debian 12.
const TO_TEST: [&str; 8] = ["xvfb", "xauth", "webkit2gtk-driver", "dbus", "dunst", "gnome-keyring", "fonts-noto-cjk", "python3-venv"];
const NON_INTERACTIVE: &str = "DEBIAN_FRONTEND=noninteractive";
const INSTALL: [&str; 3] = ["install", "--yes", "--no-install-recommends"];

/// Whether this system has these packages.
pub fn is_here() -> bool {
    is_kin(&os_release(), &["debian", "ubuntu"])
}

/// Installs what is missing, or fails with the command to run.
pub fn ready(need: Need) -> Done {
    let extra: &[&str] = match need {
        Need::Window => &[],
        Need::Tests => &TO_TEST,
    };
    let wanted = [&TO_BUILD, extra].concat();
    let missing = missing(&wanted, &listed(&wanted)?);
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!("sudo apt-get update && sudo apt-get {} {}", INSTALL.join(" "), missing.join(" "));
    let privilege = privilege().ok_or(format!("system packages are missing: run `{by_hand}`"))?;
    let apt = || {
        // `env`, as sudo drops variables that are only set around it.
        let (program, before) = privilege.split_first().unwrap_or((&"env", &[]));
        let mut command = Command::new(program);
        command.args(before).args([NON_INTERACTIVE, "apt-get"]);
        command
    };
    if !process::succeeds(apt().arg("update"))? {
        say::error("warning: `apt-get update` failed; trying with the lists that are there");
    }
    process::run(apt().args(INSTALL).args(missing)).map_err(|why| format!("{why}: run `{by_hand}`"))
}

fn listed(wanted: &[&str]) -> Done<String> {
    // It exits with an error when it knows one of them not at all, and still lists the others.
    let output = Command::new("dpkg-query").args(["--show", "--showformat", "${db:Status-Abbrev} ${Package}\n"]).args(wanted).output();
    output
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .map_err(|error| format!("could not start `dpkg-query`: {error}"))
}

fn missing<'a>(wanted: &[&'a str], listed: &str) -> Vec<&'a str> {
    let installed: Vec<&str> = listed.lines().filter_map(|line| line.strip_prefix("ii ")).map(str::trim).collect();
    wanted.iter().copied().filter(|name| !installed.contains(name)).collect()
}

/// The words that give us root, if any do without a password.
fn privilege() -> Option<&'static [&'static str]> {
    if process::read(Command::new("id").arg("-u"))?.trim() == "0" {
        return Some(&["env"]);
    }
    process::read(Command::new("sudo").args(["-n", "true"])).map(|_| ["sudo", "-n", "env"].as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_that_are_absent_or_only_configured_are_missing() {
        let listed = "ii  xvfb\nrc  xauth\nun  dbus\nii  fonts-noto-cjk\n";
        assert_eq!(missing(&["xvfb", "xauth", "dbus", "python3-venv", "fonts-noto-cjk"], listed), ["xauth", "dbus", "python3-venv"]);
    }
}
