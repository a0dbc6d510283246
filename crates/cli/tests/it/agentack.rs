//! What is exported for `AgentAck`, an auditor's tool: it finds nothing wrong with what happened, and everything that somebody changes.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

use crate::hub::{Caller, Hub, eventually, run};

/// How it ends.
#[derive(Debug, PartialEq, Eq)]
struct Checked {
    code: Option<i32>,
    /// The rules that something was found by.
    found: Vec<String>,
}

fn python() -> PathBuf {
    let python = std::env::var_os("SEKISHO_PYTHON").map(PathBuf::from);
    python.expect("this needs `AgentAck`: run `cargo xtask test`, which installs it and sets SEKISHO_PYTHON")
}

/// Checks a trace with the policy that comes with Sekisho, or the tool's own.
fn check(folder: &Path, trace: &[Value], policy: bool) -> Checked {
    let (file, report) = (folder.join("trace.jsonl"), folder.join("report.json"));
    let lines: Vec<_> = trace.iter().map(|event| format!("{event}\n")).collect();
    fs::write(&file, lines.concat()).unwrap();
    let mut command = Command::new(python());
    command.args(["-B", "-m", "agentack", "check"]).arg(&file).arg("--json").arg(&report);
    if policy {
        command.arg("--policy").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../integrations/agentack/sekisho.toml"));
    }
    let output = command.output().unwrap();
    let told = fs::read_to_string(&report).unwrap_or_else(|error| panic!("{error}: {output:?}"));
    let mut found: Vec<_> = told.match_indices("\"rule_id\": \"").map(|(at, found)| told[at + found.len()..][..6].to_owned()).collect();
    found.sort();
    found.dedup();
    Checked { code: output.status.code(), found }
}

/// An order that a person must look at.
fn order(amount: u32) -> Value {
    json!({ "tool": "place_order", "arguments": { "item": "用紙", "amount_jpy": amount }, "server": "erp", "timeout": "10m" })
}

async fn use_up(agent: &Caller, id: &str) {
    agent.consume(id, &format!("c-{id}")).await.expect(200);
    agent.tell(id, &json!({ "status": "succeeded" })).await.expect(200);
}

/// What happens in a company: passed, approved after a look, rejected, too late, taken back, sent back and asked again, passed on.
async fn happen(hub: &Hub) {
    let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
    let ask = async |body: Value, key: &str| agent.ask(&body, key).await.id();
    let read = ask(json!({ "tool": "get_invoice", "arguments": { "id": 7 }, "timeout": "10m" }), "read").await;
    use_up(&agent, &read).await;
    let yes = ask(order(48_000), "yes").await;
    let view = owner.view(&yes).await;
    owner.post(&format!("/sekisho/v1/actions/{yes}/viewed"), &json!({ "digest": view["digest"], "version": view["version"] })).await;
    owner.approve(&yes).await;
    use_up(&agent, &yes).await;
    let no = ask(order(990_000), "no").await;
    owner.reject(&no, "予算を超えています").await;
    let back = ask(order(50_000), "back").await;
    owner.answer(&owner.view(&back).await, "ask-back", json!({ "question": "どの部署のものですか" })).await.expect(200);
    let mut again = order(50_000);
    again["context"] = json!({ "resubmits": back, "task": "営業部の用紙" });
    let again = ask(again, "again").await;
    owner.approve(&again).await;
    use_up(&agent, &again).await;
    let gone = ask(order(7), "gone").await;
    agent.cancel(&gone).await.expect(200);
    let chief = hub.reviewer("Chief", &[]).await;
    let passed_on = ask(order(60_000), "passed-on").await;
    let to = json!({ "to": { "to": "reviewer", "id": chief.id }, "note": "多額のため" });
    owner.answer(&owner.view(&passed_on).await, "escalate", to).await.expect(200);
    chief.approve(&passed_on).await;
    use_up(&agent, &passed_on).await;
    let mut short = order(8);
    short["timeout"] = json!("1s");
    let late = ask(short, "late").await;
    eventually("it expires", async || (owner.view(&late).await["standing"]["state"] == "expired").then_some(())).await;
}

async fn exported(hub: &Hub) -> Vec<Value> {
    let path = "/sekisho/v1/export?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&format=agentack";
    let reply = hub.owner().get(path).await;
    assert_eq!(reply.status, 200, "{reply}");
    reply.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The event of this kind of an action that a person said yes or no to.
fn place(trace: &[Value], kind: &str, is_it: impl Fn(&Value) -> bool) -> usize {
    trace.iter().position(|event| event["type"] == kind && is_it(event)).unwrap_or_else(|| panic!("there is a {kind}: {trace:?}"))
}

fn found(code: i32, rules: &[&str]) -> Checked {
    Checked { code: Some(code), found: rules.iter().map(|rule| (*rule).to_owned()).collect() }
}

#[tokio::test]
async fn it_finds_nothing_wrong_with_what_happened_and_all_that_was_changed() {
    let (hub, folder) = (Hub::start(), tempfile::tempdir().unwrap());
    happen(&hub).await;
    let trace = exported(&hub).await;
    assert_eq!(check(folder.path(), &trace, true), found(0, &[]), "as it happened");
    assert_eq!(check(folder.path(), &trace, false), found(0, &[]), "also by its own policy");
    let ran = place(&trace, "action_executed", |event| !event["approval_id"].is_null());
    let approval = trace[ran]["approval_id"].clone();
    let allowed = place(&trace, "approval_decision", |event| event["approval_id"] == approval);
    let blocked = place(&trace, "action_blocked", |event| event["reason"] == "a person said no");
    let tamper = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut changed = trace.clone();
        change(&mut changed);
        check(folder.path(), &changed, true)
    };

    let swapped = tamper(&|trace| trace[ran]["action"]["parameters"]["amount_jpy"] = json!(48_000_000));
    assert_eq!(swapped, found(1, &["ACK003"]), "another amount ran than was approved");
    let replayed = tamper(&|trace| {
        let again = trace[ran].clone();
        trace.insert(ran + 1, again);
    });
    assert_eq!(replayed, found(1, &["ACK004"]), "it ran twice");
    let late = tamper(&|trace| trace[ran]["timestamp"] = json!("2090-01-01T00:00:00Z"));
    assert_eq!(late, found(1, &["ACK005"]), "it ran after its approval was over");
    let bypassed = tamper(&|trace| {
        let action = trace[place(trace, "action_proposed", |event| event["action_id"] == trace[blocked]["action_id"])]["action"].clone();
        let event = trace[blocked].as_object_mut().unwrap();
        event.insert("type".to_owned(), json!("action_executed"));
        event.insert("action".to_owned(), action);
        event.remove("reason");
    });
    assert_eq!(bypassed, found(1, &["ACK002"]), "it ran though somebody had said no");
    let unasked = tamper(&|trace| {
        trace[ran].as_object_mut().unwrap().remove("approval_id");
        trace.retain(|event| event["type"] == "action_executed" || event["approval_id"] != approval);
    });
    assert_eq!(unasked, found(1, &["ACK001"]), "nobody was asked");
    let reordered = tamper(&|trace| trace.swap(allowed, ran));
    assert_eq!(reordered, found(1, &["ACK006"]), "it ran before it was approved");
    let cut = tamper(&|trace| drop(trace.remove(allowed)));
    assert_eq!(cut, found(3, &["ACK009"]), "who said yes is missing");
}

#[tokio::test]
async fn everything_halted_is_an_interrupt_after_which_nothing_runs() {
    let (hub, folder) = (Hub::start(), tempfile::tempdir().unwrap());
    happen(&hub).await;
    hub.owner().post("/sekisho/v1/halts", &json!({ "scope": { "kind": "everything" } })).await.expect(201);
    let mut trace = exported(&hub).await;
    let stop = place(&trace, "interrupt", |_| true);
    assert_eq!(check(folder.path(), &trace, true), found(0, &[]));
    let interrupt = trace.remove(stop);
    trace.insert(0, interrupt);
    assert_eq!(check(folder.path(), &trace, true), found(1, &["ACK008"]), "as if it had run after the halt");
}

#[tokio::test]
async fn the_command_writes_it_too() {
    let (hub, folder) = (Hub::start(), tempfile::tempdir().unwrap());
    happen(&hub).await;
    let file = folder.path().join("out.jsonl");
    let (file, days) = (file.to_str().unwrap(), ["--from", "2020-01-01", "--to", "2099-12-31"]);
    let ran = run(hub.data(), &[&["report", "--format", "agentack", "--output", file], days.as_slice()].concat());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let events: Vec<Value> = fs::read_to_string(file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(check(folder.path(), &events, true), found(0, &[]));
}
