//! The `PyPI` package `agentapprovalprotocol` itself, over the network.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::{Value, json};
use tokio::process::Command;

use crate::hub::{Caller, Hub, eventually};

/// A script that runs against a hub. It is killed if the test ends first.
struct Script(tokio::process::Child);

impl Script {
    fn start(name: &str, hub: &Hub, agent: &Caller, args: &[&str]) -> Self {
        let python = std::env::var_os("SEKISHO_PYTHON").map(PathBuf::from);
        let python = python.expect("this needs the Python package: run `cargo xtask test`, which installs it and sets SEKISHO_PYTHON");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/python").join(name);
        let mut command = Command::new(python);
        command.arg("-B").arg(script).args([&format!("{}/aap", hub.address), &agent.token]).args(args);
        command.env("NO_PROXY", "*").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        Self(command.spawn().unwrap())
    }

    fn gate(hub: &Hub, agent: &Caller, kind: &str, call: &Value) -> Self {
        Self::start("gate.py", hub, agent, &[kind, &call.to_string()])
    }

    /// What it said, line by line, once it is done.
    async fn lines(self) -> Vec<Value> {
        let output = self.0.wait_with_output().await.unwrap();
        let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(output.status.success(), "the script ends well: {out}\n{err}");
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A call that a person must look at.
fn order(more: &Value) -> Value {
    let mut call = json!({ "key": "call-1", "tool": "place_order", "arguments": { "item": "用紙", "amount_jpy": 48_000, "share": 0.125 },
        "server": "erp", "reasoning": "stock is low", "context": { "task": "発注して" } });
    call.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    call
}

async fn house() -> (Hub, Caller, Caller) {
    let hub = Hub::start();
    let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
    (hub, owner, agent)
}

/// The id of the action that waits, once it does.
async fn held(owner: &Caller) -> String {
    eventually("the action waits", async || {
        let queue = owner.get("/sekisho/v1/queue").await.expect(200);
        queue["items"][0]["id"].as_str().map(str::to_owned)
    })
    .await
}

#[tokio::test]
async fn a_yes_is_used_and_its_outcome_told() {
    let (hub, owner, agent) = house().await;
    for (kind, key) in [("sync", "call-1"), ("async", "call-2")] {
        let script = Script::gate(&hub, &agent, kind, &order(&json!({ "key": key })));
        let id = held(&owner).await;
        owner.approve(&id).await;
        assert_eq!(script.lines().await, [json!({ "verdict": "allow", "id": id }), json!({ "reported": true })], "{kind}");
        let view = owner.view(&id).await;
        assert_eq!((&view["standing"]["state"], &view["standing"]["succeeded"]), (&json!("reported"), &json!(true)), "{kind}: {view}");
        let events: Vec<_> = view["history"].as_array().unwrap().iter().map(|entry| entry["event"].as_str().unwrap().to_owned()).collect();
        assert_eq!(events, ["received", "approved", "consumed", "reported"], "{kind}");
    }
}

#[tokio::test]
async fn a_no_comes_with_the_reviewers_note() {
    let (hub, owner, agent) = house().await;
    let script = Script::gate(&hub, &agent, "sync", &order(&json!({})));
    let id = held(&owner).await;
    owner.reject(&id, "予算を超えています").await;
    let lines = script.lines().await;
    assert_eq!((&lines[0]["verdict"], &lines[0]["status"], lines.len()), (&json!("deny"), &json!("denied"), 1), "{lines:?}");
    assert!(lines[0]["reason"].as_str().unwrap().ends_with("Their note: 予算を超えています"), "the model is told why: {lines:?}");
    assert_eq!(owner.view(&id).await["standing"]["state"], "denied", "nothing was used");
}

#[tokio::test]
async fn what_was_passed_on_is_answered_by_whoever_got_it() {
    let (hub, owner, agent) = house().await;
    let chief = hub.reviewer("Chief", &[]).await;
    let script = Script::gate(&hub, &agent, "sync", &order(&json!({})));
    let id = held(&owner).await;
    let to = json!({ "to": { "to": "reviewer", "id": chief.id }, "note": "too much for me" });
    owner.answer(&owner.view(&id).await, "escalate", to).await.expect(200);
    owner.answer(&owner.view(&id).await, "approve", json!({})).await.refused(403, "not_yours");
    chief.approve(&id).await;
    assert_eq!(script.lines().await[0], json!({ "verdict": "allow", "id": id }));
}

#[tokio::test]
async fn an_action_that_was_taken_back_does_not_run() {
    let (hub, owner, agent) = house().await;
    let script = Script::gate(&hub, &agent, "sync", &order(&json!({})));
    let id = held(&owner).await;
    agent.cancel(&id).await.expect(200);
    let lines = script.lines().await;
    assert_eq!((&lines[0]["verdict"], &lines[0]["status"]), (&json!("deny"), &json!("cancelled")), "{lines:?}");
}

#[tokio::test]
async fn no_answer_is_a_no() {
    let (hub, owner, agent) = house().await;
    let lines = Script::gate(&hub, &agent, "sync", &order(&json!({ "timeout": "1s" }))).lines().await;
    assert_eq!((&lines[0]["verdict"], &lines[0]["status"]), (&json!("deny"), &json!("expired")), "{lines:?}");
    let view = owner.view(lines[0]["id"].as_str().unwrap()).await;
    assert_eq!(view["standing"]["state"], "expired", "{view}");
}

#[tokio::test]
async fn a_revoked_agent_is_told_so_while_it_waits() {
    let (hub, owner, agent) = house().await;
    let script = Script::gate(&hub, &agent, "sync", &order(&json!({})));
    held(&owner).await;
    owner.delete(&format!("/sekisho/v1/agents/{}", agent.id)).await.expect(200);
    let lines = script.lines().await;
    let reason = lines[0]["reason"].as_str().unwrap();
    assert!(reason.starts_with("The approval provider refused this agent's credential"), "{lines:?}");
}

#[tokio::test]
async fn in_a_halt_nothing_may_run_and_after_it_things_go_on() {
    let (hub, owner, agent) = house().await;
    let call = |key: &str, more: Value| {
        let mut call = order(&json!({ "key": key }));
        call.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        call
    };
    let read = |key: &str| json!({ "key": key, "tool": "get_invoice", "arguments": {}, "timeout": "2s" });
    let paused = Script::gate(&hub, &agent, "pause", &call("approved", json!({}))).lines().await;
    let approved = held(&owner).await;
    assert_eq!(paused, [json!({ "verdict": "pending", "id": approved })]);
    owner.approve(&approved).await;
    let patient = Script::gate(&hub, &agent, "sync", &call("patient", json!({})));
    let waiting = held(&owner).await;
    let halt = owner.post("/sekisho/v1/halts", &json!({ "scope": { "kind": "everything" } })).await.expect(201);
    let path = format!("/sekisho/v1/halts/{}/resume", halt["id"].as_str().unwrap());

    let refused = Script::gate(&hub, &agent, "pause", &call("approved", json!({}))).lines().await;
    assert_eq!((&refused[0]["verdict"], refused.len()), (&json!("deny"), 1), "an approval is no use: {refused:?}");
    assert_eq!(owner.view(&approved).await["standing"]["state"], "approved", "and is not used up");
    owner.answer(&owner.view(&waiting).await, "approve", json!({})).await.refused(409, "halted");
    for kind in ["sync", "async", "guard"] {
        let lines = Script::gate(&hub, &agent, kind, &read(kind)).lines().await;
        assert_eq!(
            (&lines[0]["verdict"], &lines[0]["status"]),
            (&json!("deny"), &json!("expired")),
            "{kind}: what always passed: {lines:?}"
        );
    }
    let rejected = Script::gate(&hub, &agent, "sync", &call("rejected", json!({ "server": "bank" })));
    let no = eventually("it waits beside the other", async || {
        let queue = owner.get("/sekisho/v1/queue").await.expect(200);
        let ids = queue["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned());
        ids.into_iter().find(|id| *id != waiting)
    });
    owner.reject(&no.await, "halted for the night").await;
    assert_eq!(rejected.lines().await[0]["status"], "denied", "a no gets through");

    owner.post(&path, &json!({ "reason": "over" })).await.expect(200);
    let lines = Script::gate(&hub, &agent, "pause", &call("approved", json!({}))).lines().await;
    assert_eq!(lines, [json!({ "verdict": "allow", "id": approved })], "what was approved may run");
    owner.approve(&waiting).await;
    assert_eq!(patient.lines().await[0], json!({ "verdict": "allow", "id": waiting }), "whoever waited through it is answered");
    assert_eq!(Script::gate(&hub, &agent, "sync", &read("after")).lines().await[0]["verdict"], "allow", "and what passes, passes");
}

#[tokio::test]
async fn a_run_that_pauses_goes_on_later() {
    let (hub, owner, agent) = house().await;
    let paused = Script::gate(&hub, &agent, "pause", &order(&json!({}))).lines().await;
    let id = held(&owner).await;
    assert_eq!(paused, [json!({ "verdict": "pending", "id": id })], "nobody has answered yet");
    assert_eq!(Script::gate(&hub, &agent, "pause", &order(&json!({}))).lines().await, paused, "asking again is the same question");
    owner.approve(&id).await;
    let resumed = Script::gate(&hub, &agent, "pause", &order(&json!({}))).lines().await;
    assert_eq!(resumed, [json!({ "verdict": "allow", "id": id })], "the run that comes back may go on");
    let third = Script::gate(&hub, &agent, "pause", &order(&json!({}))).lines().await;
    assert_eq!((&third[0]["verdict"], &third[0]["status"]), (&json!("deny"), &json!("consumed")), "but only one may: {third:?}");
}

#[tokio::test]
async fn a_tool_that_breaks_is_told_as_failed() {
    let (hub, owner, agent) = house().await;
    let read = json!({ "key": "call-1", "tool": "get_invoice", "arguments": {} });
    let lines = Script::gate(&hub, &agent, "guard", &read).lines().await;
    let view = owner.view(lines[0]["id"].as_str().unwrap()).await;
    assert_eq!((&view["standing"]["state"], &view["standing"]["succeeded"]), (&json!("reported"), &json!(false)), "{view}");
}

#[tokio::test]
async fn the_client_understands_every_answer() {
    let (hub, _, agent) = house().await;
    let lines = Script::start("client.py", &hub, &agent, &[]).lines().await;
    let expected = [
        json!({ "same": true, "status": "approved", "big": "9007199254740993" }),
        json!({ "idempotency_conflict": "idempotency_conflict" }),
        json!({ "not_consumed": "not_consumed" }),
        json!({ "consumed": true, "replayed": true }),
        json!({ "already_consumed": "already_consumed" }),
        json!({ "outcome": "failed", "note": "broke" }),
        json!({ "outcome_conflict": "outcome_conflict" }),
        json!({ "status": "pending", "not_approved": "not_approved" }),
        json!({ "cancelled": "cancelled", "twice": "cancelled" }),
        json!({ "already_terminal": "already_terminal" }),
        json!({ "not_found": true }),
        json!({ "refused": true }),
    ];
    assert_eq!(lines, expected);
}
