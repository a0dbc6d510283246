//! The real window, driven by keys, with real agents behind it.

use serde_json::{Value, json};

use crate::desktop::Desktop;

fn payment(key: &str) -> Value {
    json!({ "key": key, "tool": "transfer_funds", "arguments": { "to": "Midori Works", "amount": 480_000, "currency": "JPY" } })
}

async fn action_shown(desktop: &Desktop) {
    desktop.find("queue-row").await;
    desktop.says("action-headline", "480,000").await;
    desktop.look().await;
}

#[tokio::test]
async fn two_keys_approve_and_the_agent_goes_on() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Accounting");
    let asking = desktop.ask(&agent, &payment("one"));
    action_shown(&desktop).await;
    desktop.key('a').await;
    desktop.find("confirm-approve").await;
    desktop.key('y').await;
    desktop.find("toast").await;
    let answer = asking.answer();
    assert_eq!((&answer["allowed"], &answer["reported"]), (&json!(true), &json!(true)), "{answer}");
    let view = desktop.sekisho(&["show", answer["id"].as_str().unwrap()]);
    assert_eq!(
        (&view["standing"]["state"], &view["standing"]["by"]["kind"]),
        (&json!("reported"), &json!("reviewer")),
        "the decision and the outcome are on record"
    );
    desktop.stop().await;
}

#[tokio::test]
async fn a_rejection_brings_its_reason_to_the_agent() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Accounting");
    let asking = desktop.ask(&agent, &payment("one"));
    action_shown(&desktop).await;
    desktop.key('r').await;
    desktop.write("reject-reason", "Ask for the invoice first.").await;
    desktop.control_enter().await;
    let answer = asking.answer();
    assert_eq!(answer["status"], "denied", "{answer}");
    assert!(answer["reason"].as_str().unwrap().contains("Ask for the invoice first."), "{answer}");
    desktop.stop().await;
}

#[tokio::test]
async fn an_escalated_action_waits_for_the_other_reviewer() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Accounting");
    desktop.sekisho(&["reviewer", "add", "Sato", "--group", "Finance"]);
    let asking = desktop.ask(&agent, &payment("one"));
    action_shown(&desktop).await;
    desktop.key('e').await;
    desktop.find("escalate-target").await;
    for letter in "fin".chars() {
        desktop.key(letter).await;
    }
    desktop.says("escalate-target", "Finance").await;
    desktop.key('\u{e007}').await;
    desktop.write("escalate-note", "Above my limit.").await;
    desktop.control_enter().await;
    desktop.gone("queue-row").await;
    let queue = desktop.sekisho(&["queue", "--all"]);
    assert_eq!(
        (queue[0]["mine"].clone(), queue.as_array().unwrap().len()),
        (json!(false), 1),
        "it still waits, and not for whoever passed it on: {queue}"
    );
    desktop.sekisho(&["agent", "revoke", "Accounting"]);
    assert_eq!(asking.answer()["allowed"], false, "nobody else approved it");
    desktop.stop().await;
}

#[tokio::test]
async fn what_the_agent_takes_back_leaves_the_inbox() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Accounting");
    let asking = desktop.ask(&agent, &json!({ "key": "one", "tool": "transfer_funds", "arguments": { "amount": 1 }, "patience": 3 }));
    desktop.find("queue-row").await;
    assert_eq!(asking.answer()["status"], "expired", "the agent's own patience ended");
    desktop.gone("queue-row").await;
    let history = desktop.sekisho(&["report", "--from", "2020-01-01", "--to", "2100-01-01", "--format", "jsonl"]);
    assert_eq!(history["decision"], "cancelled", "{history}");
    desktop.stop().await;
}

#[tokio::test]
async fn nobody_answers_in_time_and_that_is_a_no() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Accounting");
    let asking = desktop.ask(&agent, &json!({ "key": "one", "tool": "transfer_funds", "arguments": { "amount": 1 }, "timeout": "3s" }));
    desktop.find("queue-row").await;
    assert_eq!(asking.answer()["status"], "expired");
    desktop.gone("queue-row").await;
    desktop.stop().await;
}

#[tokio::test]
async fn a_revoked_agent_is_refused_at_once() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Accounting");
    let asking = desktop.ask(&agent, &payment("one"));
    desktop.find("queue-row").await;
    desktop.click("rail-agents").await;
    desktop.click("agent-revoke").await;
    desktop.click("agent-revoke-confirm").await;
    let answer = asking.answer();
    assert_eq!(answer["status"], "error", "{answer}");
    assert!(answer["reason"].as_str().unwrap().contains("refused this agent's credential"), "{answer}");
    desktop.click("rail-inbox").await;
    desktop.gone("queue-row").await;
    desktop.stop().await;
}
