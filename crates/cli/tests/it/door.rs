//! What is turned away, and that it leaves nothing behind.

use std::{fmt::Write, time::Duration};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::hub::{Caller, Hub, Reply};

mod bodies;
mod credentials;
mod limits;
mod shown;
mod strangers;

const REQUESTS: &str = "/aap/v1/requests";

fn mail() -> Value {
    json!({ "tool": "send_mail", "arguments": { "to": "a@example.com" }, "timeout": "10m" })
}

/// A hub with an agent that has one action, so that a change would show.
struct House {
    hub: Hub,
    owner: Caller,
    agent: Caller,
    held: String,
}

impl House {
    async fn new() -> Self {
        let hub = Hub::start();
        let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
        let held = agent.ask(&mail(), "held").await.id();
        Self { hub, owner, agent, held }
    }

    /// Checks that nothing came of the calls before.
    async fn is_untouched(&self) {
        assert_eq!(self.owner.actions_of(&self.agent).await, 1, "no action was added");
        let view = self.owner.view(&self.held).await;
        assert_eq!((&view["standing"]["state"], &view["version"]), (&json!("held"), &json!(1)), "the action still waits, as it did");
        let (agents, reviewers) = (self.owner.get("/sekisho/v1/agents").await, self.owner.get("/sekisho/v1/reviewers").await);
        assert_eq!((len(&agents), len(&reviewers)), (1, 1), "nobody was added");
        assert!(agents.json()[0]["revoked_at"].is_null(), "nobody was revoked");
    }
}

fn len(reply: &Reply) -> usize {
    reply.json().as_array().unwrap().len()
}

/// Sends bytes as they are, in as far as they are taken, and reads the answer to its end.
async fn raw(host: &str, start: &str, headers: &[String], body: &[u8]) -> (u16, String) {
    let (mut reading, mut writing) = TcpStream::connect(host).await.unwrap().into_split();
    let mut text = format!("{start}\r\nConnection: close\r\n{}\r\n", headers.join("\r\n"));
    if !headers.iter().any(|header| header.starts_with("Transfer-Encoding")) {
        write!(text, "Content-Length: {}\r\n", body.len()).unwrap();
    }
    text.push_str("\r\n");
    // Whoever refuses hangs up on the rest.
    let sent = async {
        writing.write_all(text.as_bytes()).await?;
        writing.write_all(body).await
    };
    let mut answer = Vec::new();
    let (_, read) =
        tokio::time::timeout(Duration::from_secs(20), async { tokio::join!(sent, reading.read_to_end(&mut answer)) }).await.unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.unwrap_or_else(|| panic!("an answer: `{answer}` ({read:?})"));
    (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
}

/// Every call that reviewers make, with a body where one belongs.
fn reviewers_calls(held: &str, agent: &str) -> Vec<(Method, String, Option<Value>)> {
    let answer = json!({ "digest": "0".repeat(64), "version": 1, "reason": "r" });
    let path = |rest: &str| format!("/sekisho/v1{rest}");
    vec![
        (Method::GET, path("/status"), None),
        (Method::GET, path("/queue"), None),
        (Method::GET, path(&format!("/actions/{held}")), None),
        (Method::GET, path(&format!("/actions/{held}/arguments")), None),
        (Method::GET, path(&format!("/actions/{held}/claims")), None),
        (Method::POST, path(&format!("/actions/{held}/approve")), Some(json!({ "digest": "0".repeat(64), "version": 1 }))),
        (Method::POST, path(&format!("/actions/{held}/reject")), Some(answer)),
        (
            Method::POST,
            path(&format!("/actions/{held}/escalate")),
            Some(json!({ "digest": "0".repeat(64), "version": 1, "to": { "to": "group", "name": "g" }, "note": "n" })),
        ),
        (Method::GET, path(&format!("/actions/{held}/similar")), None),
        (Method::POST, path("/batches/preview"), Some(json!({ "ids": [held] }))),
        (
            Method::POST,
            path("/batches/decide"),
            Some(json!({ "answer": "approve", "items": [{ "id": held, "digest": "0".repeat(64), "version": 1 }] })),
        ),
        (Method::GET, path("/activity"), None),
        (Method::GET, path("/agents"), None),
        (Method::POST, path("/agents"), Some(json!({ "name": "Mallory" }))),
        (Method::DELETE, path(&format!("/agents/{agent}")), None),
        (Method::POST, path("/practice"), Some(json!({ "language": "en" }))),
        (Method::GET, path("/reviewers"), None),
        (Method::POST, path("/reviewers"), Some(json!({ "name": "Mallory", "role": "administrator", "groups": [] }))),
        (Method::DELETE, path("/reviewers/rvr_019a0000000070008000000000000000"), None),
        (Method::GET, path("/budgets"), None),
        (
            Method::POST,
            path("/budgets"),
            Some(json!({
                "name": "Mine", "agents": { "to": "everyone" }, "limit": { "value": "1", "currency": "JPY" }, "period": { "every": "day" }
            })),
        ),
        (
            Method::PUT,
            path("/budgets/bgt_019a0000000070008000000000000000"),
            Some(json!({ "name": "Mine", "limit": { "value": "1", "currency": "JPY" } })),
        ),
        (Method::DELETE, path("/budgets/bgt_019a0000000070008000000000000000"), None),
        (Method::GET, path("/grants"), None),
        (Method::DELETE, path("/grants/grt_019a0000000070008000000000000000"), None),
        (Method::GET, path(&format!("/actions/{held}/grant")), None),
        (
            Method::POST,
            path(&format!("/actions/{held}/grant")),
            Some(json!({ "digest": "0".repeat(64), "version": 1, "note": "n", "times": 9, "until": "2027-01-01T00:00:00Z" })),
        ),
        (Method::GET, path("/organisation"), None),
        (Method::PUT, path("/organisation"), Some(json!({ "time_zone": "UTC" }))),
        (Method::GET, path("/origins"), None),
        (Method::PUT, path("/origins"), Some(json!({ "origin": "web:evil.example", "trust": "trusted" }))),
        (Method::GET, path("/tools"), None),
        (Method::PUT, path("/tools/shop"), Some(json!({ "tools": [] }))),
        (Method::GET, path("/tool?server=shop&name=pay"), None),
        (
            Method::PUT,
            path("/tool"),
            Some(json!({ "server": "shop", "name": "pay", "digest": "0", "effect": "read", "reversibility": "reversible", "roles": [] })),
        ),
        (Method::PUT, path("/me"), Some(json!({ "name": "Mallory" }))),
        (Method::GET, path("/events"), None),
        (Method::GET, path("/export?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z&format=csv"), None),
    ]
}

/// Every call that agents make.
fn agents_calls(held: &str) -> Vec<(Method, String, Option<Value>)> {
    vec![
        (Method::POST, REQUESTS.to_owned(), Some(mail())),
        (Method::GET, format!("{REQUESTS}/{held}"), None),
        (Method::GET, format!("{REQUESTS}/{held}?wait=1s"), None),
        (Method::DELETE, format!("{REQUESTS}/{held}"), None),
        (Method::POST, format!("{REQUESTS}/{held}/consume"), None),
        (Method::POST, format!("{REQUESTS}/{held}/outcome"), Some(json!({ "status": "failed" }))),
        (Method::POST, format!("/sekisho/v1/outcomes/{held}"), Some(json!({ "amount": "1", "currency": "JPY" }))),
        (Method::POST, "/sekisho/v1/observations".to_owned(), Some(json!({ "session": "s", "origin": "web:a.example", "text": "x" }))),
    ]
}
