//! Notifications on Windows, after what notify-rust 4.19 documents of toasts. Never run by us.
//!
//! A toast cannot be replaced or taken back through notify-rust, and tells what was pressed only while a thread waits.

use std::sync::atomic::{AtomicUsize, Ordering};

use notify_rust::{Notification, NotificationResponse, Urgency};

use super::{APP_ID, Button, Card, Pressed};

/// How many toasts may wait for an answer. Each holds a thread; the others only tell.
const WAITING_MAX: usize = 16;

static WAITING: AtomicUsize = AtomicUsize::new(0);

/// A notification on the screen, which this platform neither replaces nor takes back.
#[derive(Debug)]
pub(super) struct Shown;

impl Shown {
    /// Hands the card back, as it can only be shown beside this one.
    pub(super) fn replace(&self, card: Card) -> Option<Card> {
        Some(card)
    }
}

pub(super) fn show(card: Card, ended: impl FnOnce(Option<Pressed>) + Send + 'static) -> Shown {
    // Without replacing, bringing up to date would only add one more.
    if card.silent {
        return Shown;
    }
    std::thread::spawn(move || {
        let mut notification = Notification::new();
        notification.summary(&card.message.summary).body(&card.message.body);
        // Critical becomes a toast that stays until it is dismissed.
        notification.urgency(if card.urgent { Urgency::Critical } else { Urgency::Normal });
        say(&mut notification);
        // A click on the toast itself is the default, and needs no button.
        for (button, label) in card.buttons.iter().filter(|(button, _)| *button != Button::Open) {
            notification.action(button.key(), label);
        }
        let room = WAITING.fetch_add(1, Ordering::Relaxed) < WAITING_MAX;
        let mut pressed = None;
        match notification.show() {
            Ok(handle) if room => {
                let _ = handle.wait_for_response(|response: &NotificationResponse| {
                    pressed = match response {
                        NotificationResponse::Default => Some(Button::Open),
                        NotificationResponse::Action(key) => Button::of(key),
                        NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => None,
                    };
                });
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "No notification could be shown"),
        }
        ended(pressed.map(|button| Pressed { button, about: card.about }));
        WAITING.fetch_sub(1, Ordering::Relaxed);
    });
    Shown
}

/// Windows knows the app by the identifier that its installer has registered. A build that was not installed has none, and keeps
/// notify-rust's own, or its toasts would not be shown.
pub(super) fn say(notification: &mut Notification) {
    if !cfg!(debug_assertions) {
        notification.app_id(APP_ID);
    }
}
