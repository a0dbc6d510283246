//! Who is told what aloud, over HTTP.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::hub::{Caller, Hub};

/// One reader of the stream of events.
struct Reader {
    response: Response,
    text: String,
}

impl Reader {
    async fn open(caller: &Caller, query: &str) -> Self {
        let request = caller.request(Method::GET, &format!("/sekisho/v1/events{query}")).bearer_auth(&caller.token);
        let response = request.timeout(Duration::from_mins(2)).send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        let mut reader = Self { response, text: String::new() };
        assert!(reader.event().await.contains("event: start"), "it is connected");
        reader
    }

    async fn event(&mut self) -> String {
        loop {
            if let Some(end) = self.text.find("\n\n") {
                return self.text.drain(..end + 2).collect();
            }
            let piece = tokio::time::timeout(Duration::from_secs(20), self.response.chunk()).await.expect("something happens");
            self.text.push_str(std::str::from_utf8(&piece.unwrap().expect("the stream lives")).unwrap());
        }
    }

    /// The next thing that happens to an action.
    async fn next(&mut self) -> Value {
        loop {
            let event = self.event().await;
            let live: Option<Value> =
                event.lines().find_map(|line| line.strip_prefix("data: ")).and_then(|data| serde_json::from_str(data).ok());
            if let Some(live) = live.filter(|live| live["about"] == "action") {
                return live;
            }
        }
    }
}

#[tokio::test]
async fn each_notice_goes_to_one_of_a_persons_readers() {
    let hub = Hub::start();
    let (owner, agent) = (hub.owner(), hub.agent("Accounting").await);
    let (mut office, mut home) = (Reader::open(&owner, "?notices=true").await, Reader::open(&owner, "?notices=true").await);
    let mut script = Reader::open(&owner, "").await;
    let payment =
        json!({ "tool": "transfer_funds", "arguments": { "to": "see the note", "amount": 480_000, "currency": "JPY" }, "timeout": "10m" });
    let id = agent.ask(&payment, "one").await.id();
    let (first, second, third) = (office.next().await, home.next().await, script.next().await);
    assert_eq!([&first["notice"], &third["notice"]], [&Value::Null, &Value::Null]);
    let due_at = second["notice"]["due_at"].clone();
    let told = json!({
        "because": "held", "timely": true, "agent": "Accounting", "effect": "pay", "tool": "transfer_funds",
        "amount": { "value": "480000", "currency": "JPY" }, "level": "critical", "due_at": due_at,
    });
    assert_eq!((&second["notice"], &second["id"]), (&told, &json!(id)), "and nothing that the agent wrote");
    owner.reject(&id, "no").await;
    for reader in [&mut office, &mut home, &mut script] {
        let over = reader.next().await;
        assert_eq!((&over["mine"], &over["notice"]), (&json!(false), &Value::Null), "everybody hears that it is over: {over}");
    }
    drop(home);
    // The hub notices that a reader has gone within the time between two signs of life.
    let mut told = None;
    for number in 0..40 {
        agent.ask(&payment, &format!("after-{number}")).await.id();
        told = office.next().await["notice"]["because"].as_str().map(str::to_owned);
        if told.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    assert_eq!(told.as_deref(), Some("held"), "then the one that is left is told");
    owner.get("/sekisho/v1/events?loud=true").await.refused(400, "invalid_request");
}
