//! What the operating system must bring: libraries to build a window, and tools to test it without a desktop.

use std::process::Command;

use crate::{Done, process};

mod debian;

/// What the system is needed for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Building and opening the window.
    Window,
    /// The same, and testing the window on a display of its own.
    Tests,
}

const MORE: &str = "https://v2.tauri.app/start/prerequisites/ lists what a window needs on each system";
/// Where Windows notes which `WebView2` is installed, after the root of the registry.
const WEBVIEW2: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";

/// Makes sure that all is there. Installs it on Debian and its kin, and fails elsewhere with what to install.
pub fn ready(need: Need) -> Done {
    match std::env::consts::OS {
        "linux" => on_linux(need),
        "macos" => on_macos(),
        "windows" => on_windows(),
        _ => Ok(()),
    }
}

fn on_linux(need: Need) -> Done {
    if debian::is_here() {
        return debian::ready(need);
    }
    if process::read(Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"])).is_none() {
        return Err(format!("WebKitGTK 4.1 with its headers, or pkg-config, is missing: {}", for_linux(&os_release())));
    }
    let tools: &[&str] = match need {
        Need::Window => &[],
        Need::Tests => &["xvfb-run", "xauth", "dbus-run-session", "dunst", "WebKitWebDriver", "python3"],
    };
    let missing: Vec<&str> = tools.iter().filter(|tool| !process::exists(tool)).copied().collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("install these commands for the tests: {}", missing.join(" "))) }
}

fn for_linux(os_release: &str) -> String {
    let command = if is_kin(os_release, &["fedora"]) {
        "run `sudo dnf install webkit2gtk4.1-devel libappindicator-gtk3-devel librsvg2-devel gcc pkgconf-pkg-config`; "
    } else if is_kin(os_release, &["arch"]) {
        "run `sudo pacman -S --needed webkit2gtk-4.1 libappindicator-gtk3 librsvg base-devel`; "
    } else {
        ""
    };
    format!("{command}{MORE}")
}

fn on_macos() -> Done {
    process::read(Command::new("xcode-select").arg("-p"))
        .map(drop)
        .ok_or("the Xcode command line tools are missing: run `xcode-select --install`".to_owned())
}

fn on_windows() -> Done {
    let roots = [r"HKLM\SOFTWARE\WOW6432Node", r"HKLM\SOFTWARE", r"HKCU\Software"];
    let is_there = |root| process::read(Command::new("reg").args(["query", &format!(r"{root}\{WEBVIEW2}"), "/v", "pv"])).is_some();
    if roots.into_iter().any(is_there) {
        return Ok(());
    }
    Err(format!("WebView2 is missing: install its runtime and the Visual Studio C++ Build Tools; {MORE}"))
}

fn os_release() -> String {
    std::fs::read_to_string("/etc/os-release").unwrap_or_default()
}

/// Whether this distribution is one of these, or says that it is like one.
fn is_kin(os_release: &str, names: &[&str]) -> bool {
    os_release
        .lines()
        .filter_map(|line| line.strip_prefix("ID=").or(line.strip_prefix("ID_LIKE=")))
        .flat_map(|value| value.trim_matches('"').split_whitespace())
        .any(|id| names.contains(&id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distribution_is_known_by_its_own_name_and_by_its_kin() {
        let mint = "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        assert!(is_kin(mint, &["debian"]));
        assert!(is_kin("ID=arch\n", &["arch"]));
        assert!(!is_kin("ID=fedora\nVARIANT_ID=debian\n", &["debian"]));
        assert!(!is_kin("", &["debian"]));
    }
}
