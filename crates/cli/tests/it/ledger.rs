//! The ledger as an auditor gets it: checked without a hub, and what was done to it is named.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::hub::{Hub, run};

/// A hub with a little on record, of which one action was approved, and the public key of its ledger.
async fn house() -> (Hub, String, String) {
    let hub = Hub::start();
    let agent = hub.agent("Office").await;
    let ask = async |key: &str| {
        let body = json!({ "tool": "send_mail", "arguments": { "to": "a@example.com", "text": key }, "timeout": "1h" });
        agent.ask(&body, key).await.expect(201)["id"].as_str().unwrap().to_owned()
    };
    let id = ask("first").await;
    hub.owner().approve(&id).await;
    agent.consume(&id, "once").await.expect(200);
    for number in 0..300 {
        ask(&number.to_string()).await;
    }
    let key = hub.owner().get("/sekisho/v1/ledger").await.expect(200)["key"].as_str().unwrap().to_owned();
    (hub, id, key)
}

/// What `sekisho verify` says to a file.
fn verify(hub: &Hub, file: &Path, key: &str, more: &[&str]) -> Result<String, String> {
    let ran = run(hub.data(), &[&["verify", file.to_str().unwrap(), "--key", key], more].concat());
    if ran.code == Some(0) { Ok(ran.out.trim_end().to_owned()) } else { Err(ran.sentence().to_owned()) }
}

fn export(hub: &Hub, name: &str) -> std::path::PathBuf {
    let file = hub.data().join(name);
    run(hub.data(), &["ledger", "export", "--json", "--output", file.to_str().unwrap()]).json();
    file
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_exported_ledger_is_checked_with_nothing_but_the_key() {
    let (hub, ..) = house().await;
    let key = run(hub.data(), &["ledger", "key"]).out.trim_end().to_owned();
    let earlier = hub.data().join("earlier");
    fs::write(&earlier, run(hub.data(), &["ledger", "checkpoint"]).out).unwrap();
    let file = export(&hub, "ledger.tsv");
    let well = verify(&hub, &file, &key, &["--earlier", earlier.to_str().unwrap()]).unwrap();
    assert!(well.contains("whole and unchanged") && well.contains("1 earlier"), "{well}");
    let told: Value = serde_json::from_str(&verify(&hub, &file, &key, &["--json"]).unwrap()).unwrap();
    let lines = fs::read_to_string(&file).unwrap();
    let entries = lines.lines().filter(|line| line.contains("\tv1 ")).count();
    assert_eq!((&told["kind"], &told["size"]), (&json!("ledger"), &json!(entries)));
    assert!(lines.lines().filter(|line| line.starts_with("signed\t")).count() > 1, "a fault can be told to lie between two checkpoints");
    let said = |changed: &str| {
        let file = hub.data().join("changed.tsv");
        fs::write(&file, changed).unwrap();
        verify(&hub, &file, &key, &[]).unwrap_err()
    };
    let without =
        |line: usize| lines.split_inclusive('\n').enumerate().filter(|(at, _)| *at != line).map(|(_, line)| line).collect::<String>();
    let first = |count: usize| lines.split_inclusive('\n').take(count).collect::<String>();
    assert!(said(&lines.replacen("\"verdict\":\"hold\"", "\"verdict\":\"pass\"", 1)).contains("the record was changed"));
    assert!(said(&lines.replacen(" approved ", " denied ", 1)).contains("what happened, when or about what was changed"));
    assert!(said(&without(20)).contains("entry 20 should stand here, and entry 21 does"));
    assert!(said(&first(40)).contains("the file ends after entry 39"));
    for other in ["Subject: hello\n", ""] {
        assert!(said(other).contains("neither an exported ledger nor the proof"));
    }
    let later = export(&hub, "later.tsv");
    assert!(verify(&hub, &later, &key, &["--earlier", earlier.to_str().unwrap()]).is_ok());
    assert!(verify(&hub, &hub.data().join("missing"), &key, &[]).unwrap_err().contains("cannot be read"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ledger_of_another_hub_is_not_taken_for_this_one() {
    let (one, _, key) = house().await;
    let two = Hub::start();
    let other = two.owner().get("/sekisho/v1/ledger").await.expect(200)["key"].as_str().unwrap().to_owned();
    let file = export(&one, "ledger.tsv");
    assert!(verify(&one, &file, &other, &[]).unwrap_err().contains("this is another ledger"));
    let earlier = one.data().join("foreign");
    fs::write(&earlier, run(two.data(), &["ledger", "checkpoint"]).out).unwrap();
    assert!(verify(&one, &file, &key, &["--earlier", earlier.to_str().unwrap()]).unwrap_err().contains("of another ledger"));
    assert!(verify(&one, &file, "no key", &[]).unwrap_err().contains("a public key is one line"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_decided_an_action_is_proved_by_itself() {
    let (hub, id, key) = house().await;
    let proof = run(hub.data(), &["ledger", "proof", &id]).out;
    let file = hub.data().join("action.tlog-proof");
    fs::write(&file, &proof).unwrap();
    let told = verify(&hub, &file, &key, &[]).unwrap();
    assert!(told.contains("unchanged") && told.contains(&id) && told.contains("approved"), "{told}");
    fs::write(&file, proof.replacen("index ", "index 1", 1)).unwrap();
    assert!(verify(&hub, &file, &key, &[]).unwrap_err().contains("does not have this entry at this place"));
    let unknown = run(hub.data(), &["ledger", "proof", "0197b8f2-6a1e-7c3d-9f10-2b4a5c6d7e8f"]);
    assert!(unknown.sentence().contains("there is no such thing here"), "{unknown:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn auditors_get_it_and_agents_do_not() {
    let (hub, id, _) = house().await;
    let auditor = json!({ "name": "Audit", "role": "auditor", "groups": [] });
    let token = hub.owner().post("/sekisho/v1/reviewers", &auditor).await.expect(201)["token"].as_str().unwrap().to_owned();
    let agent = hub.agent("Curious").await;
    for path in ["/ledger", "/ledger/export", &format!("/actions/{id}/proof")] {
        assert_eq!(hub.caller(&token).get(&format!("/sekisho/v1{path}")).await.status, 200, "{path}");
        assert_eq!(agent.get(&format!("/sekisho/v1{path}")).await.status, 403, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hub_without_its_key_says_so_and_does_not_start() {
    let (mut hub, ..) = house().await;
    hub.kill();
    let doctor = |why: &str| {
        let ran = run(hub.data(), &["doctor", "--json"]);
        let checks: Value = serde_json::from_str(&ran.out).unwrap();
        let found = checks.as_array().unwrap().iter().find(|check| check["check"] == "database").unwrap().clone();
        assert!(found["detail"].as_str().unwrap().contains(why), "{found}");
        found["ok"] == true
    };
    assert!(doctor("intact"));
    let (kept, put_aside) = (hub.data().join("ledger.key"), hub.data().join("aside"));
    fs::rename(&kept, &put_aside).unwrap();
    assert!(!doctor("`ledger.key` is missing"));
    assert!(!kept.exists(), "no other key takes its place");
    let other = Hub::start();
    fs::copy(other.data().join("ledger.key"), &kept).unwrap();
    assert!(!doctor("`ledger.key` is another one"));
    fs::write(&kept, "nonsense").unwrap();
    assert!(!doctor("`ledger.key` holds no key"));
    fs::rename(&put_aside, &kept).unwrap();
    assert!(doctor("intact"));
}
