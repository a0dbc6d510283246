//! Notifications. They say that something waits and open it; they never decide, since any program of the session can forge a click.

use std::sync::atomic::{AtomicUsize, Ordering};

use notify_rust::{Notification, Urgency};
use sekisho_gate::{
    ActionId,
    view::{Because, Level, Notice},
};
use tauri::AppHandle;

use crate::{
    preferences::Language,
    shell,
    words::{self, Message},
};

/// How many notifications may wait for a click at once. Each holds a thread.
const OPEN_MAX: usize = 16;

static OPEN: AtomicUsize = AtomicUsize::new(0);

/// Something that now waits for the user.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub(crate) id: ActionId,
    pub(crate) notice: Notice,
}

/// Tells of what came in within a moment: one by one if few, else as one. What somebody passed on is always told by itself.
pub(crate) fn tell(app: &AppHandle, language: Language, waiting: &[Waiting]) {
    let (escalated, held): (Vec<_>, Vec<_>) = waiting.iter().partition(|waiting| waiting.notice.because == Because::Escalated);
    for one in escalated {
        show(app, language, words::notice(language, &one.notice), Urgency::Critical, Some(one.id));
    }
    match held.as_slice() {
        [] => {}
        [one] => {
            let urgency = if one.notice.level >= Level::Critical { Urgency::Critical } else { Urgency::Normal };
            show(app, language, words::notice(language, &one.notice), urgency, Some(one.id));
        }
        several => show(app, language, words::several(language, several.len()), Urgency::Normal, None),
    }
}

/// Says once that closing the window did not end the hub.
pub(crate) fn still_running(app: &AppHandle, language: Language) {
    show(app, language, words::still_running(language), Urgency::Low, None);
}

/// Says why the app did not start.
pub(crate) fn failure(sentence: &str) {
    let _ = Notification::new().appname("Sekisho").summary("Sekisho").body(&plain(sentence)).show();
}

fn show(app: &AppHandle, language: Language, message: Message, urgency: Urgency, opens: Option<ActionId>) {
    let app = app.clone();
    let room = OPEN.fetch_add(1, Ordering::Relaxed) < OPEN_MAX;
    // Showing talks to another program, and waiting for a click takes as long as it takes: never on the window's thread.
    std::thread::spawn(move || {
        let mut notification = Notification::new();
        notification.appname("Sekisho").icon("jp.sekisho.desktop").summary(&message.summary).body(&plain(&message.body));
        set_up(&mut notification, urgency, words::open(language));
        match notification.show() {
            Ok(shown) if room => wait(shown, || shell::open(&app, opens)),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "No notification could be shown"),
        }
        OPEN.fetch_sub(1, Ordering::Relaxed);
    });
}

#[cfg(all(unix, not(target_os = "macos")))]
fn set_up(notification: &mut Notification, urgency: Urgency, open: &str) {
    notification.urgency(urgency).action("default", open);
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn set_up(_notification: &mut Notification, _urgency: Urgency, _open: &str) {}

#[cfg(all(unix, not(target_os = "macos")))]
fn wait(shown: notify_rust::NotificationHandle, open: impl FnOnce()) {
    let mut open = Some(open);
    shown.wait_for_action(|action| {
        if action == "default"
            && let Some(open) = open.take()
        {
            open();
        }
    });
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn wait(_shown: notify_rust::NotificationHandle, _open: impl FnOnce()) {}

/// Servers read the body as markup.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_name_is_markup() {
        assert_eq!(plain("<b>A&B</b>"), "&lt;b&gt;A&amp;B&lt;/b&gt;");
    }
}
