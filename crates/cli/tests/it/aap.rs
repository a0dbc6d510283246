//! AAP v1, to the letter of the `PyPI` package `agentapprovalprotocol`.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::hub::{Caller, Hub, Reply, heavy};

/// Something that a person must look at.
fn mail() -> Value {
    json!({ "tool": "send_mail", "arguments": { "to": "a@example.com" }, "timeout": "10m" })
}

/// Something that passes.
fn lookup() -> Value {
    json!({ "tool": "get_invoice", "arguments": { "number": 7 }, "timeout": "10m" })
}

async fn house() -> (Hub, Caller, Caller) {
    let hub = Hub::start();
    let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
    (hub, owner, agent)
}

/// Checks what the package's `parse_request` checks.
#[track_caller]
fn is_request(reply: &Reply) -> Value {
    let request = reply.json();
    let known = [
        "id",
        "tool",
        "server",
        "arguments",
        "timeout",
        "agent_reasoning",
        "context",
        "status",
        "created_at",
        "deadline_at",
        "decision",
        "consumption",
    ];
    has_only(&request, &known);
    assert!(request["id"].as_str().is_some_and(|id| id.len() == 36), "the id is a plain UUID: {reply}");
    is_stamp(&request["created_at"]);
    is_stamp(&request["deadline_at"]);
    let (status, decision) = (request["status"].as_str().unwrap(), &request["decision"]);
    if status == "pending" {
        assert!(decision.is_null() && request["consumption"].is_null(), "nothing is decided yet: {reply}");
        return request;
    }
    has_only(decision, &["status", "note", "decided_at", "expires_at"]);
    assert_eq!(decision["status"], status, "the decision is the status: {reply}");
    is_stamp(&decision["decided_at"]);
    assert_eq!(decision["expires_at"].is_string(), status == "approved", "approvals expire, and nothing else: {reply}");
    if let Some(consumption) = request.get("consumption") {
        has_only(consumption, &["consumed_at", "outcome"]);
        is_stamp(&consumption["consumed_at"]);
        if let Some(outcome) = consumption.get("outcome") {
            has_only(outcome, &["status", "note", "reported_at"]);
            is_stamp(&outcome["reported_at"]);
        }
    }
    request
}

#[track_caller]
fn has_only(object: &Value, known: &[&str]) {
    for (name, value) in object.as_object().unwrap() {
        assert!(known.contains(&name.as_str()) && !value.is_null(), "`{name}` is a known field with a value: {object}");
    }
}

/// `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`
#[track_caller]
fn is_stamp(value: &Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("a time is a text: {value}"));
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let (whole, fraction) = shape.strip_suffix('Z').unwrap().split_at(19);
    assert!(whole == "0000-00-00T00:00:00" && fraction.starts_with('.') && fraction.len() > 1, "`{text}` is a time");
    assert!(fraction.bytes().skip(1).all(|byte| byte == b'0'), "`{text}` ends in digits");
}

#[tokio::test]
async fn an_action_is_received_once_however_often_it_is_sent() {
    let (_hub, owner, agent) = house().await;
    let body = r#"{"tool":"send_mail","server":"mail","arguments":{"a":1,"b":{"c":[2],"d":3}},"timeout":"10m","agent_reasoning":"why",
        "context":{"task":"t"}}"#;
    let first = agent.ask_as_sent(body, "one").await;
    assert_eq!(first.status, 201, "the first time makes it: {first}");
    let request = is_request(&first);
    let sent: Value = serde_json::from_str(body).unwrap();
    for field in ["tool", "server", "arguments", "timeout", "agent_reasoning", "context"] {
        assert_eq!(request[field], sent[field], "`{field}` comes back as it was sent");
    }
    let reordered = r#"{"timeout":"10m", "context":{"task":"t"},"arguments":{ "b":{"d":3,"c":[2]},"a":1 },"agent_reasoning":"why",
        "server":"mail","tool":"send_mail"}"#;
    for again in [body, reordered] {
        let replay = agent.ask_as_sent(again, "one").await;
        assert_eq!((replay.status, &replay.body), (200, &first.body), "a replay gets the first answer");
    }
    assert_eq!(owner.actions_of(&agent).await, 1, "a replay makes nothing");
}

#[tokio::test]
async fn arguments_and_context_come_back_byte_for_byte() {
    let (_hub, _, agent) = house().await;
    let arguments = r#"{"a": 1.50, "big":9007199254740993,"x":[1e400],  "é":"\u00e9\/", "n":null , "e":{}}"#;
    let context = "{ \"sum\" : -0.0,\n\t\"list\":[ ] }";
    let body = format!(r#"{{"tool":"send_mail","arguments":{arguments},"timeout":"1h30m","context":{context}}}"#);
    let made = agent.ask_as_sent(&body, "one").await;
    assert_eq!(made.status, 201, "{made}");
    for reply in [&made, &agent.look(&made.id()).await, &agent.ask_as_sent(&body, "one").await, &agent.cancel(&made.id()).await] {
        assert!(reply.body.contains(&format!("\"arguments\":{arguments},")), "the arguments are the bytes that were sent: {reply}");
        assert!(reply.body.contains(&format!("\"context\":{context},")), "so is the context: {reply}");
        assert!(reply.body.contains(r#""timeout":"1h30m""#), "and the timeout: {reply}");
    }
}

#[tokio::test]
async fn a_key_is_needed_and_stands_for_one_request_of_one_agent() {
    let (hub, owner, agent) = house().await;
    let path = "/aap/v1/requests";
    let without = agent.try_call(Method::POST, path, Some(mail().to_string()), None).await.unwrap();
    without.refused(400, "missing_idempotency_key");
    for key in ["", "a b", "ü", &"k".repeat(256)] {
        let nonsense = agent.try_call(Method::POST, path, Some(mail().to_string()), Some(key)).await.unwrap();
        assert_eq!(nonsense.status, 400, "`{key}` is no key: {nonsense}");
    }
    let number = |digits: &str| format!(r#"{{"tool":"send_mail","arguments":{{"n":{digits}}},"timeout":"10m"}}"#);
    let first = agent.ask_as_sent(&number("9007199254740993"), "one").await;
    assert_eq!(first.status, 201, "{first}");
    agent.ask_as_sent(&number("9007199254740992"), "one").await.refused(409, "idempotency_conflict");
    agent.ask_as_sent(&number("\"9007199254740993\""), "one").await.refused(409, "idempotency_conflict");
    let longer = number("9007199254740993").replace("10m", "11m");
    agent.ask_as_sent(&longer, "one").await.refused(409, "idempotency_conflict");
    let other = hub.agent("Other").await;
    let theirs = other.ask_as_sent(&number("1"), "one").await;
    assert_eq!(theirs.status, 201, "another agent's keys are its own: {theirs}");
    assert_ne!(theirs.id(), first.id(), "and so is its action");
    assert_eq!(owner.actions_of(&agent).await, 1, "what was refused is not there");
}

#[tokio::test]
async fn what_passes_is_used_once_and_told_of_once() {
    let (_hub, _, agent) = house().await;
    let made = agent.ask(&lookup(), "one").await;
    assert_eq!(is_request(&made)["status"], "approved", "looking something up passes: {made}");
    let id = made.id();
    agent.tell(&id, &json!({ "status": "succeeded" })).await.refused(409, "not_consumed");
    agent
        .try_call(Method::POST, &format!("/aap/v1/requests/{id}/consume"), None, None)
        .await
        .unwrap()
        .refused(400, "missing_idempotency_key");
    let used = agent.consume(&id, "use").await;
    assert!(used.status == 200 && is_request(&used)["consumption"].is_object(), "the first use counts: {used}");
    assert_eq!(agent.consume(&id, "use").await.body, used.body, "the same use again is the same use");
    agent.consume(&id, "another").await.refused(409, "already_consumed");
    agent.cancel(&id).await.refused(409, "already_terminal");
    for nonsense in
        [json!({}), json!({ "status": "done" }), json!({ "status": "failed", "note": null }), json!({ "status": "failed", "x": 1 })]
    {
        agent.tell(&id, &nonsense).await.refused(400, "invalid_request");
    }
    let told = agent.tell(&id, &json!({ "status": "succeeded", "note": "paid" })).await;
    assert_eq!(told.status, 200, "{told}");
    assert_eq!(is_request(&told)["consumption"]["outcome"]["note"], "paid", "{told}");
    assert_eq!(agent.tell(&id, &json!({ "status": "succeeded", "note": "paid" })).await.body, told.body, "a replay is no second report");
    for other in [json!({ "status": "failed", "note": "paid" }), json!({ "status": "succeeded" })] {
        agent.tell(&id, &other).await.refused(409, "outcome_conflict");
    }
    assert_eq!(agent.look(&id).await.body, told.body, "nothing of it changed what was told");
}

#[tokio::test]
async fn a_held_action_does_not_run() {
    let (_hub, owner, agent) = house().await;
    let made = agent.ask(&mail(), "one").await;
    assert_eq!(is_request(&made)["status"], "pending", "{made}");
    agent.consume(&made.id(), "use").await.refused(409, "not_approved");
    agent.tell(&made.id(), &json!({ "status": "succeeded" })).await.refused(409, "not_consumed");
    owner.reject(&made.id(), "no budget").await;
    let denied = agent.look(&made.id()).await;
    assert_eq!(is_request(&denied)["decision"]["note"], "no budget", "the agent is told why: {denied}");
    agent.consume(&made.id(), "use").await.refused(409, "not_approved");
    agent.cancel(&made.id()).await.refused(409, "already_terminal");
    assert_eq!(agent.look(&made.id()).await.body, denied.body, "a no stays a no");
}

#[tokio::test]
async fn an_approval_carries_the_note_and_runs_once() {
    let (_hub, owner, agent) = house().await;
    let made = agent.ask(&mail(), "one").await;
    let approved = owner.answer(&owner.view(&made.id()).await, "approve", json!({ "note": "go" })).await;
    assert_eq!(approved.expect(200)["standing"]["state"], "approved", "{approved}");
    let seen = is_request(&agent.look(&made.id()).await);
    assert_eq!((&seen["status"], &seen["decision"]["note"]), (&json!("approved"), &json!("go")), "{seen}");
    assert_eq!(is_request(&agent.consume(&made.id(), "use").await)["decision"], seen["decision"], "using it does not change the decision");
    agent.consume(&made.id(), "other").await.refused(409, "already_consumed");
}

#[tokio::test]
async fn an_agent_takes_back_what_it_asked() {
    let (_hub, owner, agent) = house().await;
    let made = agent.ask(&mail(), "one").await;
    let cancelled = agent.cancel(&made.id()).await;
    assert!(cancelled.status == 200 && is_request(&cancelled)["status"] == "cancelled", "{cancelled}");
    assert_eq!(agent.cancel(&made.id()).await.body, cancelled.body, "twice is fine");
    agent.consume(&made.id(), "use").await.refused(409, "not_approved");
    owner.answer(&owner.view(&made.id()).await, "approve", json!({})).await.refused(409, "already_decided");
    assert_eq!(agent.ask(&mail(), "one").await.body, cancelled.body, "a replay gets it as it stands");
}

#[tokio::test]
async fn an_agent_sees_nothing_of_another_ones() {
    let (hub, _, agent) = house().await;
    let other = hub.agent("Other").await;
    let id = agent.ask(&lookup(), "one").await.id();
    let absent = "019a0000-0000-7000-8000-000000000000".to_owned();
    for (id, why) in [(id.clone(), "another agent's"), (absent, "nobody's"), (id.to_uppercase(), "misspelt"), ("x".to_owned(), "no id")] {
        for reply in [
            other.look(&id).await,
            other.cancel(&id).await,
            other.consume(&id, "use").await,
            other.tell(&id, &json!({ "status": "failed" })).await,
        ] {
            assert_eq!((reply.status, reply.code().as_str()), (404, "not_found"), "{why}: {reply}");
        }
    }
    let untouched = is_request(&agent.look(&id).await);
    assert!(untouched["status"] == "approved" && untouched["consumption"].is_null(), "{untouched}");
}

#[tokio::test]
async fn whoever_waits_hears_at_once() {
    let (_hub, owner, agent) = house().await;
    for (wait, verb, words) in [("25s", "approve", json!({})), ("999999s", "reject", json!({ "reason": "no" }))] {
        let id = agent.ask(&mail(), wait).await.id();
        let view = owner.view(&id).await;
        let (caller, held) = (agent.clone(), id.clone());
        let waited = tokio::spawn(async move { (caller.wait(&held, wait).await, Instant::now()) });
        // What is measured is the wake-up, so the wait has to be there first; that it is cannot be seen from outside.
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(!waited.is_finished(), "nobody has answered yet");
        assert_eq!(owner.answer(&view, verb, words).await.status, 200, "{verb}");
        let answered = Instant::now();
        let (reply, heard) = waited.await.unwrap();
        let late = heard.saturating_duration_since(answered);
        assert_ne!(is_request(&reply)["status"], "pending", "{reply}");
        assert!(late < Duration::from_millis(500), "the agent hears of it {late:?} after the reviewer");
    }
}

#[tokio::test]
async fn a_wait_ends_without_an_answer() {
    let (_hub, owner, agent) = house().await;
    let id = agent.ask(&mail(), "one").await.id();
    let started = Instant::now();
    let reply = agent.wait(&id, "1s").await;
    let waited = started.elapsed();
    assert_eq!(is_request(&reply)["status"], "pending", "{reply}");
    assert!(waited >= Duration::from_millis(990) && waited < Duration::from_secs(5), "it waits as long as it was asked to: {waited:?}");
    for wait in ["", "s", "1", "-1s", "1m", "1.5s", "١s", "9999999s"] {
        assert_eq!(agent.wait(&id, wait).await.code(), "invalid_request", "`{wait}` is no wait");
    }
    assert_eq!(agent.get(&format!("/aap/v1/requests/{id}?wait=1s&more=1")).await.status, 400, "nothing else can be asked");
    if heavy() {
        let started = Instant::now();
        assert_eq!(agent.wait(&id, "80s").await.status, 200, "a longer wait is cut off, not refused");
        assert!(started.elapsed() < Duration::from_secs(75), "a minute is the most: {:?}", started.elapsed());
    }
    owner.approve(&id).await;
    let started = Instant::now();
    agent.wait(&id, "25s").await;
    assert!(started.elapsed() < Duration::from_secs(5), "what is decided is not waited for");
}

#[tokio::test]
async fn nobody_answers_and_that_is_a_no() {
    let (_hub, owner, agent) = house().await;
    let mut short = mail();
    short["timeout"] = json!("1s");
    let id = agent.ask(&short, "one").await.id();
    let reply = agent.wait(&id, "20s").await;
    assert_eq!(is_request(&reply)["status"], "expired", "{reply}");
    owner.answer(&owner.view(&id).await, "approve", json!({})).await.refused(409, "already_decided");
    agent.consume(&id, "use").await.refused(409, "not_approved");
    short["timeout"] = json!("400d");
    let request = is_request(&agent.ask(&short, "two").await);
    assert_eq!(request["timeout"], "400d", "the timeout comes back as it was sent, whatever the cap makes of it");
}
