//! Notifications on macOS, after what notify-rust 4.19 documents of `NSUserNotificationCenter`. Never run by us.
//!
//! It has no urgency, takes no notification back and replaces none, and tells which button was pressed only while a thread waits.

use std::sync::{
    Once,
    atomic::{AtomicUsize, Ordering},
};

use notify_rust::{Notification, NotificationResponse};

use super::{APP_ID, Button, Card, Pressed};

/// How many notifications may wait for an answer. Each holds a thread; the others only tell.
const WAITING_MAX: usize = 16;

static WAITING: AtomicUsize = AtomicUsize::new(0);
static APPLICATION: Once = Once::new();

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
        say(&mut notification);
        // A click is the default here. The others are told by their labels, which notify-rust turns back into keys.
        for (button, label) in card.buttons.iter().filter(|(button, _)| *button != Button::Open) {
            notification.action(button.key(), label);
        }
        if WAITING.fetch_add(1, Ordering::Relaxed) < WAITING_MAX {
            let mut pressed = None;
            // Waiting is what sends it, and needs the main run loop, which the window's thread runs.
            let waited = notification.show().and_then(|handle| {
                handle.wait_for_response(|response: &NotificationResponse| {
                    pressed = match response {
                        NotificationResponse::Default => Some(Button::Open),
                        NotificationResponse::Action(key) => Button::of(key),
                        NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => None,
                    };
                })
            });
            if let Err(error) = waited {
                tracing::warn!(%error, "No notification could be shown");
            }
            ended(pressed.map(|button| Pressed { button, about: card.about }));
        } else {
            let _ = notification.show();
            ended(None);
        }
        WAITING.fetch_sub(1, Ordering::Relaxed);
    });
    Shown
}

/// Notifications come in the name of an installed app; without one, of the Finder.
pub(super) fn say(_notification: &mut Notification) {
    APPLICATION.call_once(|| {
        if let Err(error) = notify_rust::set_application(APP_ID) {
            tracing::debug!(%error, "Notifications come in another app's name");
        }
    });
}
