//! Whether this session shows notifications and a tray. The bus is asked by a tool that comes with it, `dbus-send` or `busctl`, and so by
//! a program that is no part of Sekisho, as the window is none of this command.

use std::{process::Stdio, time::Duration};

use tokio::process::Command;

use super::Finding;

/// How long a program of the session may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// A question to a program of the session, for each of the tools.
struct Question {
    dbus_send: &'static [&'static str],
    busctl: &'static [&'static str],
}

/// Asking starts a server that the bus starts on demand, as a notification would.
const NOTIFICATIONS: Question = Question {
    dbus_send: &[
        "--dest=org.freedesktop.Notifications",
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications.GetServerInformation",
    ],
    busctl: &[
        "call",
        "org.freedesktop.Notifications",
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
        "GetServerInformation",
    ],
};

const TRAY: Question = Question {
    dbus_send: &[
        "--dest=org.kde.StatusNotifierWatcher",
        "/StatusNotifierWatcher",
        "org.freedesktop.DBus.Properties.Get",
        "string:org.kde.StatusNotifierWatcher",
        "string:IsStatusNotifierHostRegistered",
    ],
    busctl: &[
        "get-property",
        "org.kde.StatusNotifierWatcher",
        "/StatusNotifierWatcher",
        "org.kde.StatusNotifierWatcher",
        "IsStatusNotifierHostRegistered",
    ],
};

/// What the window would find. Nothing on other systems, which always have both, and nothing where no desktop runs.
pub(super) async fn findings() -> Vec<Finding> {
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    if !cfg!(target_os = "linux") || !has_screen {
        return Vec::new();
    }
    vec![notifications(ask(&NOTIFICATIONS).await), tray(ask(&TRAY).await)]
}

/// None where neither tool is there to ask.
async fn ask(question: &Question) -> Option<Result<String, ()>> {
    let tools = [("dbus-send", &["--session", "--print-reply"][..], question.dbus_send), ("busctl", &["--user"], question.busctl)];
    for (tool, options, arguments) in tools {
        let mut command = Command::new(tool);
        command.args(options).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
        match tokio::time::timeout(PATIENCE, command.output()).await {
            Ok(Ok(output)) if output.status.success() => return Some(Ok(String::from_utf8_lossy(&output.stdout).into_owned())),
            Ok(Ok(_)) | Err(_) => return Some(Err(())),
            // This tool is not installed; maybe the other is.
            Ok(Err(_)) => {}
        }
    }
    None
}

fn notifications(answer: Option<Result<String, ()>>) -> Finding {
    match answer {
        Some(Ok(answer)) => Finding::well("notifications", format!("shown by {}", server(&answer).unwrap_or("this desktop"))),
        Some(Err(())) => Finding::warning(
            "notifications",
            "no notification server runs in this session; the window and the tray still work, but nothing pops up",
        ),
        None => untold("notifications"),
    }
}

fn tray(answer: Option<Result<String, ()>>) -> Finding {
    match answer {
        Some(Ok(answer)) if answer.contains("true") => Finding::well("tray", "shown by this desktop".to_owned()),
        Some(Ok(_) | Err(())) => Finding::warning("tray", "this desktop shows no tray; closing the window asks whether to quit"),
        None => untold("tray"),
    }
}

fn untold(check: &'static str) -> Finding {
    Finding::warning(check, "cannot tell, as neither `dbus-send` nor `busctl` is installed")
}

/// The server's name: the first text in the answer.
fn server(answer: &str) -> Option<&str> {
    answer.split('"').nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tools_name_the_server_first() {
        let dbus_send =
            "method return time=1.2 sender=:1.3 -> destination=:1.4 serial=5 reply_serial=2\n   string \"dunst\"\n   string \"knopwob\"\n";
        assert_eq!(server(dbus_send), Some("dunst"));
        assert_eq!(server("ssss \"gnome-shell\" \"GNOME\" \"46.0\" \"1.2\"\n"), Some("gnome-shell"));
        assert_eq!(server(""), None);
    }

    #[test]
    fn what_is_missing_warns_and_says_what_still_works() {
        let missing = notifications(Some(Err(())));
        assert!(missing.ok && missing.warning && missing.detail.contains("window and the tray still work"));
        let shown = tray(Some(Ok("   variant       boolean true\n".to_owned())));
        assert!(shown.ok && !shown.warning);
        assert!(tray(Some(Ok("b false\n".to_owned()))).warning);
        assert!(notifications(None).warning);
    }
}
