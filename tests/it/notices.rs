//! Notifications, from an agent's question to what a server of notifications shows and back.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    bus::{Notifications, Shown},
    desktop::Desktop,
    dunst::Dunst,
    shell::mail,
};

fn payment(key: &str, amount: u32) -> Value {
    json!({ "key": key, "tool": "transfer_funds", "arguments": { "to": "Midori Works", "amount": amount, "currency": "JPY" } })
}

/// Looks away: whoever looks at the window is not told, and without a window manager the window under the pointer is looked at.
async fn look_away(desktop: &Desktop) {
    desktop.click("rail-settings").await;
    desktop.client.set_window_position(2_000, 0).await.unwrap();
}

async fn shown(desktop: &Desktop, notifications: &Notifications, words: &str) -> Shown {
    let find = || notifications.shown().into_iter().rev().find(|shown| format!("{} {}", shown.summary, shown.body).contains(words));
    desktop.until(&format!("a notification says `{words}`"), || async { find().is_some() }).await;
    find().unwrap()
}

/// Presses a button until `done`: the app listens a moment after it shows, so a hand is never too fast and a test may be.
async fn press<F: Future<Output = bool>>(desktop: &Desktop, notifications: &Notifications, id: u32, key: &str, done: impl Fn() -> F) {
    desktop
        .until(&format!("`{key}` of {id} does something"), || async {
            notifications.press(id, key).await;
            tokio::time::sleep(Duration::from_millis(200)).await;
            done().await
        })
        .await;
}

/// Whether somebody is at the first action that waits.
fn at_it(desktop: &Desktop) -> bool {
    let queue = desktop.sekisho(&["queue"]);
    desktop.sekisho(&["show", queue[0]["id"].as_str().unwrap()])["standing"]["taken"]["by"]["name"].is_string()
}

fn reject(desktop: &Desktop) {
    desktop.sekisho(&["reject", desktop.sekisho(&["queue"])[0]["id"].as_str().unwrap(), "--reason", "no"]);
}

#[tokio::test]
async fn a_notification_tells_without_secrets_and_a_click_opens_the_action() {
    let desktop = Desktop::start().await;
    let notifications = desktop.bus.notifications().await;
    let agent = desktop.agent("Mail <b>agent</b>");
    look_away(&desktop).await;
    let asking = desktop.ask(&agent, &mail("one", "the password is swordfish"));
    let told = shown(&desktop, &notifications, "high risk").await;
    let text = format!("{} {}", told.summary, told.body);
    assert!(text.contains("Mail &lt;b&gt;agent") && text.contains("send send_email"), "who and what, as plain text: {text}");
    assert!(!text.contains("swordfish") && !text.contains("a@example.com"), "nothing that the agent wrote is in it: {text}");
    let keys: Vec<_> = told.actions.chunks(2).map(|pair| pair[0].as_str()).collect();
    assert_eq!(keys, ["default", "take"], "a notification cannot decide");
    press(&desktop, &notifications, told.id, "default", || async { !desktop.shown("action-headline").await.is_empty() }).await;
    desktop.says("action-headline", "send_email").await;
    reject(&desktop);
    assert_eq!(asking.answer()["status"], "denied", "the click decided nothing");
    desktop.stop().await;
}

#[tokio::test]
async fn whoever_is_on_it_says_so_from_the_notification() {
    let desktop = Desktop::start().await;
    let notifications = desktop.bus.notifications().await;
    let agent = desktop.agent("Accounting");
    look_away(&desktop).await;
    let asking = desktop.ask(&agent, &payment("one", 480_000));
    let told = shown(&desktop, &notifications, "¥480,000").await;
    press(&desktop, &notifications, told.id, "take", || async { at_it(&desktop) }).await;
    notifications.press(told.id, "approve").await;
    let queue = desktop.sekisho(&["queue"]);
    assert_eq!((&queue[0]["mine"], queue.as_array().unwrap().len()), (&json!(true), 1), "it still waits for an answer: {queue}");
    reject(&desktop);
    assert_eq!(asking.answer()["status"], "denied");
    desktop.stop().await;
}

#[tokio::test]
async fn several_share_one_notification_which_goes_when_all_are_answered() {
    let desktop = Desktop::start().await;
    let notifications = desktop.bus.notifications().await;
    let agent = desktop.agent("Accounting");
    look_away(&desktop).await;
    let first = desktop.ask(&agent, &mail("one", "hello"));
    let one = shown(&desktop, &notifications, "Waiting for your decision").await;
    let second = desktop.ask(&agent, &mail("two", "hello"));
    let both = shown(&desktop, &notifications, "2 actions wait for you").await;
    assert_eq!((both.id, both.replaces), (one.id, one.id), "it takes the place of the first");
    assert_eq!(both.actions.chunks(2).map(|pair| pair[0].as_str()).collect::<Vec<_>>(), ["default"], "nobody is on several");
    reject(&desktop);
    desktop.until("one is left", || async { notifications.shown().len() == 3 }).await;
    assert!(notifications.closed().is_empty());
    reject(&desktop);
    desktop.until("the notification goes", || async { notifications.closed() == [one.id] }).await;
    assert_eq!([first.answer()["status"].clone(), second.answer()["status"].clone()], ["denied", "denied"]);
    desktop.stop().await;
}

#[tokio::test]
async fn a_server_without_buttons_and_markup_gets_neither() {
    let desktop = Desktop::start().await;
    let notifications = desktop.bus.notifications_that(&["body"]).await;
    let agent = desktop.agent("R&D");
    look_away(&desktop).await;
    let asking = desktop.ask(&agent, &payment("one", 480_000));
    let told = shown(&desktop, &notifications, "R&D").await;
    assert!(told.actions.is_empty() && !told.body.contains("&amp;"), "{told:?}");
    desktop.sekisho(&["agent", "revoke", "R&D"]);
    asking.answer();
    desktop.stop().await;
}

#[tokio::test]
async fn quiet_hours_keep_what_is_usual_and_end_with_a_digest() {
    let desktop = Desktop::start().await;
    let notifications = desktop.bus.notifications().await;
    let agent = desktop.agent("Accounting");
    desktop.click("rail-settings").await;
    desktop.click("quiet").await;
    desktop.write_time("quiet-from", "00:00").await;
    desktop.write_time("quiet-to", "23:59").await;
    desktop.until("the hours are kept", || async { desktop.preferences()["quiet"]["to"] == "23:59" }).await;
    desktop.client.set_window_position(2_000, 0).await.unwrap();
    let asking = desktop.ask(&agent, &mail("one", "hello"));
    desktop.until("it waits", || async { desktop.sekisho(&["queue"])[0]["mine"] == true }).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(notifications.shown().is_empty(), "{:?}", notifications.shown());
    desktop.click("quiet").await;
    shown(&desktop, &notifications, "high risk").await;
    desktop.sekisho(&["agent", "revoke", "Accounting"]);
    asking.answer();
    desktop.stop().await;
}

#[tokio::test]
async fn without_a_server_the_window_works_and_doctor_says_why_it_is_silent() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Accounting");
    look_away(&desktop).await;
    let asking = desktop.ask(&agent, &payment("one", 480_000));
    desktop.until("it waits", || async { desktop.sekisho(&["queue"])[0]["mine"] == true }).await;
    desktop.click("rail-inbox").await;
    desktop.says("action-headline", "480,000").await;
    let notifications = |checks: &Value| checks.as_array().unwrap().iter().find(|check| check["check"] == "notifications").cloned();
    let found = notifications(&desktop.doctor().await).unwrap();
    assert_eq!((&found["ok"], &found["warning"]), (&json!(true), &json!(true)), "{found}");
    let _server = desktop.bus.notifications().await;
    let found = notifications(&desktop.doctor().await).unwrap();
    assert!(found["warning"] == false && found["detail"].as_str().unwrap().contains("test"), "{found}");
    reject(&desktop);
    assert_eq!(asking.answer()["status"], "denied");
    desktop.stop().await;
}

#[tokio::test]
async fn a_real_server_shows_opens_and_takes() {
    let desktop = Desktop::start().await;
    let dunst = Dunst::start(&desktop).await;
    look_away(&desktop).await;
    let gone = desktop.ask(&desktop.agent("Treasury"), &payment("zero", 460_000));
    desktop.until("dunst shows the first", || async { dunst.displayed().await == 1 && dunst.said().contains("¥460,000") }).await;
    desktop.sekisho(&["agent", "revoke", "Treasury"]);
    desktop.until("what nobody can answer any more goes", || async { dunst.displayed().await == 0 }).await;
    let agent = desktop.agent("Accounting & Co");
    let asking = desktop.ask(&agent, &payment("one", 480_000));
    desktop.until("dunst shows it", || async { dunst.displayed().await == 1 && dunst.said().contains("pay ¥480,000 · ") }).await;
    assert!(dunst.said().contains("Accounting & Co") || dunst.said().contains("Accounting &amp; Co"), "{}", dunst.said());
    desktop
        .until("its menu takes the action", || async {
            dunst.menu().await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            at_it(&desktop)
        })
        .await;
    desktop.until("and the notification goes", || async { dunst.displayed().await == 0 }).await;
    let second = desktop.ask(&agent, &payment("two", 470_000));
    desktop.until("dunst shows the next", || async { dunst.displayed().await == 1 && dunst.said().contains("¥470,000") }).await;
    desktop
        .until("a click opens it", || async {
            dunst.click().await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            desktop.shown("action-headline").await.iter().any(|text| text.contains("470,000"))
        })
        .await;
    desktop.sekisho(&["agent", "revoke", "Accounting & Co"]);
    for asking in [gone, asking, second] {
        assert_ne!(asking.answer()["allowed"], true, "nothing was approved");
    }
    desktop.stop().await;
}
