//! Two people in front of two windows on one hub: both are quick, both are needed, and one is sent away.

use serde_json::{Value, json};

use crate::desktop::Desktop;

fn payment(key: &str) -> Value {
    json!({ "key": key, "tool": "transfer_funds", "arguments": { "to": "Midori Works", "amount": 480_000, "currency": "JPY" } })
}

/// Looks at the only action that waits.
async fn look(desktop: &Desktop) {
    // Whoever was beaten still has the other one before them.
    desktop.click("queue-row").await;
    desktop.says("action-headline", "480,000").await;
    desktop.find("approve").await;
    desktop.look().await;
}

async fn begin_yes(desktop: &Desktop) {
    look(desktop).await;
    desktop.key('a').await;
    desktop.find("confirm-approve").await;
}

async fn page(desktop: &Desktop) -> String {
    let text = desktop.client.execute("return document.body.innerText", Vec::new()).await.unwrap();
    text.as_str().unwrap().to_owned()
}

async fn sign_in(desktop: &Desktop, token: &str) {
    desktop.write("signin-token", token).await;
    desktop.click("signin").await;
    desktop.find("rail-inbox").await;
}

fn added(desktop: &Desktop, name: &str) -> String {
    desktop.sekisho(&["reviewer", "add", name])["token"].as_str().unwrap().to_owned()
}

/// Both say yes at once: one wins, and the other reads who was faster.
async fn one_wins(hub: &Desktop, second: &Desktop, agent: &str, owner: &str) {
    let asking = hub.ask(agent, &payment("one"));
    begin_yes(hub).await;
    begin_yes(second).await;
    tokio::join!(hub.key('y'), second.key('y'));
    let answer = asking.answer();
    assert_eq!(answer["allowed"], true, "{answer}");
    let view = hub.sekisho(&["show", answer["id"].as_str().unwrap()]);
    let winner = view["standing"]["by"]["reviewer"]["name"].as_str().unwrap();
    let answers = view["history"].as_array().unwrap().iter().filter(|entry| entry["event"] == "approved").count();
    assert_eq!(answers, 1, "one decision: {view}");
    let (beaten, said) = if winner == owner { (second, "先に承認しました") } else { (hub, "Already approved by") };
    beaten
        .until("whoever was slower reads who was faster", || async {
            let shown = page(beaten).await;
            shown.contains(winner) && shown.contains(said)
        })
        .await;
}

/// A yes of each is needed.
async fn both_are_needed(hub: &Desktop, second: &Desktop, agent: &str, owner: &str) {
    let text = format!(
        "default_route = \"both\"\n[[people]]\nname = {owner:?}\n[[people]]\nname = \"佐藤\"\n[[routes]]\nname = \"both\"\n\
         stages = [{{ title = \"合議\", seats = [\"person:佐藤\", \"person:{owner}\"] }}]"
    );
    let chart = hub.home().join("chart.toml");
    std::fs::write(&chart, text).unwrap();
    hub.sekisho(&["organisation", "set", chart.to_str().unwrap(), "--note", "two of them"]);
    let asking = hub.ask(agent, &payment("two"));
    begin_yes(second).await;
    second.key('y').await;
    // What is approved is what was seen, and the other's yes is part of that.
    second.all_has_left().await;
    begin_yes(hub).await;
    hub.key('y').await;
    let answer = asking.answer();
    assert_eq!(answer["allowed"], true, "both have said yes: {answer}");
}

/// Somebody who was removed has no access and no say, and can come back as somebody else.
async fn one_is_removed(hub: &Desktop, second: &Desktop, agent: &str) {
    let asking = hub.ask(agent, &payment("three"));
    begin_yes(second).await;
    second.key('y').await;
    second.all_has_left().await;
    let filled = |view: &Value| {
        view["standing"]["way"]["stations"][0]["places"].as_array().unwrap().iter().filter(|p| !p["filled"].is_null()).count()
    };
    let waiting = || {
        let id = hub.sekisho(&["queue", "--all"])[0]["id"].as_str().map(ToOwned::to_owned);
        id.map(|id| hub.sekisho(&["show", &id]))
    };
    hub.until("the yes is there", || async { waiting().is_some_and(|view| filled(&view) == 1) }).await;
    hub.sekisho(&["reviewer", "revoke", "佐藤"]);
    second.says("signed-out", "佐藤さんはアクセスできなくなりました").await;
    assert!(second.shown("action-headline").await.is_empty(), "nothing is left to see");
    assert_eq!(filled(&waiting().unwrap()), 0, "their yes has fallen");
    hub.click("queue-row").await;
    hub.until("the page says that it fell", || async { page(hub).await.contains("The approval by 佐藤 no longer counts") }).await;
    second.write("signin-token", "sekisho_reviewer_nobody").await;
    second.click("signin").await;
    second.says("signin-refused", "このトークンは使えません").await;
    second.find("signin-token").await.clear().await.unwrap();
    let auditor = hub.sekisho(&["reviewer", "add", "監査", "--role", "auditor"]);
    sign_in(second, auditor["token"].as_str().unwrap()).await;
    second.says("my-role", "閲覧のみ（監査）").await;
    second.says("action-headline", "480,000").await;
    assert!(second.shown("approve").await.is_empty() && second.shown("halt-hold").await.is_empty(), "who only looks is offered nothing");
    hub.sekisho(&["agent", "revoke", "Accounting"]);
    assert_eq!(asking.answer()["allowed"], false, "nobody else approved it");
}

/// Whoever signs out leaves nothing behind, not even for the next start.
async fn one_signs_out(second: &Desktop) {
    let kept = second.data().join("access.json");
    assert!(kept.exists());
    second.click("rail-settings").await;
    second.click("sign-out").await;
    second.says("signed-out", "サインイン").await;
    assert!(!kept.exists(), "the credential is gone");
    assert!(second.shown("rail-inbox").await.is_empty(), "and so is all that was seen with it");
}

#[tokio::test]
async fn two_windows_on_one_hub() {
    let hub = Desktop::start().await;
    let second = Desktop::join(&hub.address(), "ja_JP.UTF-8").await;
    sign_in(&second, &added(&hub, "佐藤")).await;
    let (agent, reviewers) = (hub.agent("Accounting"), hub.sekisho(&["reviewer", "list"]));
    let owner = reviewers[0]["name"].as_str().unwrap();
    one_wins(&hub, &second, &agent, owner).await;
    both_are_needed(&hub, &second, &agent, owner).await;
    one_is_removed(&hub, &second, &agent).await;
    one_signs_out(&second).await;
    second.stop().await;
    hub.stop().await;
}
