//! What can be done about an action from the command line.

use serde_json::{Value, json};

use crate::hub::{Caller, Hub, Ran, run};

fn payment(amount: u32) -> Value {
    json!({ "tool": "send_payment", "arguments": { "to": "A", "amount": amount, "currency": "JPY", "bcc": "x" }, "timeout": "10m" })
}

struct Terminal {
    hub: Hub,
    bot: Caller,
}

impl Terminal {
    async fn open() -> Self {
        let hub = Hub::start();
        let bot = hub.agent("bot").await;
        Self { hub, bot }
    }

    async fn held(&self, key: &str) -> String {
        self.bot.ask(&payment(5000), key).await.expect(201)["id"].as_str().unwrap().to_owned()
    }

    fn type_in(&self, args: &[&str]) -> Ran {
        run(self.hub.data(), args)
    }
}

#[tokio::test]
async fn a_question_goes_back_to_the_agent() {
    let terminal = Terminal::open().await;
    let id = terminal.held("one").await;
    let asked = terminal.type_in(&["ask-back", &id, "--question", "Which invoice?"]);
    assert!(asked.out.contains("denied by "), "{asked:?}");
    let answer = terminal.bot.look(&id).await.expect(200);
    assert_eq!(answer["status"], "denied");
    assert!(answer.to_string().contains("Which invoice?"), "{answer}");
}

#[tokio::test]
async fn other_values_pass_once_as_they_were_typed() {
    let terminal = Terminal::open().await;
    let id = terminal.held("one").await;
    let bare = terminal.type_in(&["amend", &id, "--set", "amount", "--reason", "x"]);
    assert_eq!(bare.code, Some(2), "a place alone is no value: {bare:?}");
    assert_eq!(terminal.type_in(&["amend", &id, "--reason", "x"]).code, Some(2), "nothing would be otherwise");
    assert!(terminal.type_in(&["amend", &id, "--set", "/total=1", "--reason", "x"]).sentence().contains("/total"), "there is none");
    let amended = terminal.type_in(&["amend", &id, "--set", "/amount=3000", "--unset", "/bcc", "--reason", "too much"]);
    assert!(amended.out.contains("denied by "), "{amended:?}");
    let other = json!({ "tool": "send_payment", "arguments": { "to": "A", "amount": 3000, "currency": "JPY" }, "timeout": "10m" });
    assert_eq!(terminal.bot.ask(&other, "two").await.expect(201)["status"], "approved");
    assert_eq!(terminal.bot.ask(&other, "three").await.expect(201)["status"], "pending", "once");
}

#[tokio::test]
async fn whoever_is_at_it_and_what_they_remark_is_seen() {
    let terminal = Terminal::open().await;
    let id = terminal.held("one").await;
    let shown = |args: &[&str]| terminal.type_in(args).json();
    assert!(!shown(&["take", &id, "--json"])["standing"]["taken"].is_null());
    assert!(shown(&["release", &id, "--json"])["standing"]["taken"].is_null());
    let remarked = shown(&["remark", &id, "Ask A for the contract.", "--json"]);
    assert!(remarked["history"].to_string().contains("Ask A for the contract."), "{remarked}");
    assert!(terminal.type_in(&["withdraw", &id]).sentence().contains("yes"), "there is none to take back");
}

#[tokio::test]
async fn whoever_is_slower_hears_who_was_faster() {
    let terminal = Terminal::open().await;
    let id = terminal.held("one").await;
    let chief = terminal.hub.reviewer("Chief", &[]).await;
    chief.answer(&chief.view(&id).await, "reject", json!({ "reason": "no" })).await.expect(200);
    let late = terminal.type_in(&["approve", &id]);
    assert!(late.sentence().contains("denied by Chief"), "{late:?}");
}

#[tokio::test]
async fn whoever_reads_about_a_decision_says_so() {
    let terminal = Terminal::open().await;
    let reviewers = terminal.type_in(&["reviewer", "list", "--json"]).json();
    let (owner, chief) = (reviewers[0]["name"].as_str().unwrap(), terminal.hub.reviewer("Chief", &[]).await);
    let chart = format!(
        "default_route = \"r\"\npeople = [{{ name = {owner:?} }}, {{ name = \"Chief\" }}]\n[[routes]]\nname = \"r\"\n\
         review_after = [\"person:{owner}\"]\nstages = [{{ title = \"s\", seats = [\"person:Chief\"] }}]"
    );
    let file = terminal.hub.data().join("chart.toml");
    std::fs::write(&file, chart).unwrap();
    let set = terminal.type_in(&["organisation", "set", &file.to_string_lossy(), "--note", "who reads"]);
    assert_eq!(set.code, Some(0), "{set:?}");
    let id = terminal.held("one").await;
    assert!(terminal.type_in(&["readings"]).out.contains("nothing to read"), "nothing is decided yet");
    assert!(terminal.type_in(&["read", &id]).sentence().contains("no such"), "nor to be read");
    chief.answer(&chief.view(&id).await, "approve", json!({})).await.expect(200);
    assert!(terminal.type_in(&["readings"]).out.contains(&id));
    assert_eq!(terminal.type_in(&["read", &id]).code, Some(0));
    assert_eq!(terminal.type_in(&["readings", "--json"]).json(), json!([]));
    assert_eq!(terminal.type_in(&["readings", "--done", "--json"]).json()[0]["id"], id.as_str());
    let own = terminal.bot.post(&format!("/sekisho/v1/actions/{id}/read"), &json!({})).await;
    assert_eq!(own.status, 403, "an agent reads nothing of it");
    assert!(!terminal.bot.look(&id).await.expect(200).to_string().contains("read"), "nor hears who does");
}
