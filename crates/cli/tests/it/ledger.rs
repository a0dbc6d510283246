//! The ledger as an auditor gets it: checked without a hub, and what was done to it is named.

use std::{fs, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::hub::{Hub, eventually, run};

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
        assert!(said(other).contains("neither an exported ledger nor a report nor the proof"));
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

/// How many checkpoints a witness has.
fn witnessed(place: &Path) -> usize {
    let files = fs::read_dir(place).unwrap().flat_map(|own| fs::read_dir(own.unwrap().path()).unwrap());
    files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "checkpoint")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_witness_gets_checkpoints_and_an_export_is_checked_against_all_of_them() {
    let (mut hub, id, key) = house().await;
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().to_str().unwrap();
    let doctor = |hub: &Hub| {
        let checks: Value = serde_json::from_str(&run(hub.data(), &["doctor", "--json"]).out).unwrap();
        checks.as_array().unwrap().iter().find(|check| check["check"] == "witness").unwrap().clone()
    };
    assert_eq!((&doctor(&hub)["ok"], &doctor(&hub)["warning"]), (&json!(true), &json!(true)), "none is set");
    assert!(run(hub.data(), &["ledger", "witness"]).out.contains("There is no witness"));
    let set = run(hub.data(), &["ledger", "witness", "--folder", folder]);
    assert!(set.out.contains("has a checkpoint over"), "{set:?}");
    assert_eq!((witnessed(place.path()), &doctor(&hub)["warning"]), (1, &json!(false)));
    let said = hub.owner().post(&format!("/sekisho/v1/actions/{id}/comments"), &json!({ "text": "looked at" })).await;
    assert!(said.status < 300, "{said:?}");
    hub.kill();
    assert_eq!(doctor(&hub)["ok"], true, "without a hub it is looked at, and nothing is given");
    assert_eq!(witnessed(place.path()), 1);
    let mut again = Hub::start_on(hub.data());
    eventually("a hub that starts gives the newest", async || (witnessed(place.path()) == 2).then_some(())).await;
    run(again.data(), &["reviewer", "add", "Chief"]);
    again.stop();
    assert_eq!(witnessed(place.path()), 3, "and one that stops");
    let mut again = Hub::start_on(again.data());
    let file = export(&again, "ledger.tsv");
    let well = verify(&again, &file, &key, &["--witness", folder]).unwrap();
    assert!(well.contains("3 earlier checkpoints"), "{well}");
    let other = tempfile::tempdir().unwrap();
    let nothing = verify(&again, &file, &key, &["--witness", other.path().to_str().unwrap()]).unwrap_err();
    assert!(nothing.contains("holds no checkpoints of this ledger"), "{nothing}");
    again.kill();
    // What an older backup would bring back.
    let cut = tempfile::tempdir().unwrap();
    for file in ["ledger.key", "reviewer.token"] {
        fs::copy(again.data().join(file), cut.path().join(file)).unwrap();
    }
    let cut = Hub::start_on(cut.path());
    let refused = run(cut.data(), &["ledger", "witness", "--folder", folder]);
    assert!(refused.sentence().contains("the ledger is not the one that the witness knows"), "{refused:?}");
    let file = export(&cut, "ledger.tsv");
    let shorter = verify(&cut, &file, &key, &["--witness", folder]).unwrap_err();
    assert!(shorter.contains("entries, and had") || shorter.contains("not the one of the earlier checkpoint"), "{shorter}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkpoint_goes_by_mail_and_comes_back_as_it_was_signed() {
    let (hub, _, key) = house().await;
    let mail = run(hub.data(), &["ledger", "checkpoint", "--mail"]).out;
    assert!(mail.contains("Please keep this mail") && mail.contains("保管してください"), "{mail}");
    let (_, attached) = mail.split_once("base64\r\n\r\n").unwrap();
    let attached = attached.split_once("\r\n--").unwrap().0.replace("\r\n", "");
    let earlier = hub.data().join("1.checkpoint");
    fs::write(&earlier, BASE64_STANDARD.decode(attached).unwrap()).unwrap();
    let file = export(&hub, "ledger.tsv");
    assert!(verify(&hub, &file, &key, &["--earlier", earlier.to_str().unwrap()]).unwrap().contains("1 earlier"));
}
