//! Notifications on Linux: the desktop notification specification over D-Bus, as notify-rust and its zbus speak it.

use notify_rust::{Hint, Notification, NotificationHandle, NotificationResponse, Urgency};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{APP_ID, APP_NAME, Button, Card, Pressed};

/// What a server says that reads the body as markup.
const MARKUP: &str = "body-markup";

/// A notification on the screen. It closes when this value is dropped.
#[derive(Debug)]
pub(super) struct Shown(UnboundedSender<Card>);

impl Shown {
    /// Replaces what it says. Hands the card back if the notification is gone.
    pub(super) fn replace(&self, card: Card) -> Option<Card> {
        self.0.send(card).err().map(|gone| gone.0)
    }
}

/// Shows a card. `ended` hears once what became of it: a button, or none when it was closed or could not be shown.
pub(super) fn show(card: Card, ended: impl FnOnce(Option<Pressed>) + Send + 'static) -> Shown {
    let (cards, next) = unbounded_channel();
    let _ = cards.send(card);
    tauri::async_runtime::spawn(run(next, ended));
    Shown(cards)
}

/// Says something that needs no answer.
pub(super) fn say(notification: &mut Notification) {
    notification.icon(APP_ID);
    if notify_rust::get_capabilities().is_ok_and(|can| can.iter().any(|capability| capability == MARKUP)) {
        let body = plain(&notification.body);
        notification.body(&body);
    }
}

async fn run(mut cards: UnboundedReceiver<Card>, ended: impl FnOnce(Option<Pressed>)) {
    let (mut shown, mut about): (Option<NotificationHandle>, _) = (None, None);
    loop {
        let card = match &shown {
            None => cards.recv().await,
            Some(handle) => tokio::select! {
                card = cards.recv() => card,
                button = answer(handle) => {
                    // Servers may leave what was answered on the screen.
                    if button.is_some() {
                        handle.close_async().await;
                    }
                    return ended(button.map(|button| Pressed { button, about }));
                }
            },
        };
        let Some(card) = card else {
            if let Some(handle) = &shown {
                handle.close_async().await;
            }
            return;
        };
        about = card.about;
        // Everybody may take the number of one that is gone, so the server tells which one it has become.
        match draw(&card, shown.as_ref().map(NotificationHandle::id)).await {
            Ok(handle) => shown = Some(handle),
            Err(error) => {
                tracing::warn!(error, "No notification could be shown");
                return ended(None);
            }
        }
    }
}

async fn draw(card: &Card, replaces: Option<u32>) -> Result<NotificationHandle, String> {
    let can = tokio::task::spawn_blocking(notify_rust::get_capabilities).await.map_err(|error| error.to_string())?;
    let can = can.map_err(|error| error.to_string())?;
    let can = |what: &str| can.iter().any(|capability| capability == what);
    let mut notification = Notification::new();
    let body = if can(MARKUP) { plain(&card.message.body) } else { card.message.body.clone() };
    notification.appname(APP_NAME).icon(APP_ID).summary(&card.message.summary).body(&body);
    notification.urgency(if card.urgent { Urgency::Critical } else { Urgency::Normal });
    if card.silent {
        notification.hint(Hint::SuppressSound(true));
    }
    if can("actions") {
        for (button, label) in &card.buttons {
            notification.action(button.key(), label);
        }
    }
    if let Some(number) = replaces {
        notification.id(number);
    }
    notification.show_async().await.map_err(|error| error.to_string())
}

async fn answer(handle: &NotificationHandle) -> Option<Button> {
    let (tell, told) = std::sync::mpsc::channel();
    handle
        .wait_for_action_async(move |response: &NotificationResponse| {
            let _ = tell.send(match response {
                NotificationResponse::Default => Some(Button::Open),
                NotificationResponse::Action(key) => Button::of(key),
                NotificationResponse::Reply(_) | NotificationResponse::Closed(_) => None,
            });
        })
        .await;
    told.try_recv().ok().flatten()
}

/// Servers that read the body as markup say so.
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
