//! Starting, and what is said when that does not work. And the command line's stable output.

use std::{fs, net::TcpListener, process::Stdio};

use serde_json::{Value, json};

use crate::hub::{Hub, run, sekisho};

fn mail() -> Value {
    json!({ "tool": "send_mail", "arguments": { "to": "a@example.com" }, "timeout": "10m" })
}

#[test]
fn a_port_that_is_taken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = run(folder.path(), &["serve", "--listen", &address]);
    let sentence = ran.sentence();
    assert!(sentence.contains(&address) && sentence.contains("--listen"), "it says what to do: {sentence}");
    drop(taken);
    Hub::start_on(folder.path());
}

#[tokio::test]
async fn one_data_directory_has_one_hub() {
    let mut hub = Hub::start();
    let data = hub.data().to_owned();
    let ran = run(&data, &["serve", "--listen", "127.0.0.1:0"]);
    let sentence = ran.sentence();
    assert!(sentence.contains("already runs") && sentence.contains(&*fs::canonicalize(&data).unwrap().to_string_lossy()), "{sentence}");
    let id = hub.agent("Orders").await.id;
    assert_eq!(run(&data, &["agent", "list", "--json"]).json()[0]["id"], *id, "other commands ask the hub that runs");
    hub.kill();
    assert_eq!(run(&data, &["agent", "list", "--json"]).json()[0]["id"], *id, "a hub that was killed does not keep the directory");
}

#[test]
fn a_directory_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "not a directory").unwrap();
    for data in [&file, &file.join("below")] {
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["queue"], &["doctor"]] {
            let ran = run(data, command);
            let sentence = ran.sentence();
            assert!(
                sentence.contains(&*data.to_string_lossy()) && sentence.contains("check that you may write"),
                "{command:?}: {sentence}"
            );
        }
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "not a directory", "what was there is left alone");
}

#[test]
fn a_damaged_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("sekisho.db");
    let nonsense = "this is no database, but it is long enough to be looked at as one. ".repeat(100);
    fs::write(&database, &nonsense).unwrap();
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["queue"]] {
        let ran = run(folder.path(), command);
        assert!(ran.sentence().contains("damaged; restore it from a backup"), "{command:?}: {ran:?}");
    }
    assert_eq!(fs::read_to_string(&database).unwrap(), nonsense, "nobody wrote over it");
    let ran = run(folder.path(), &["doctor", "--json"]);
    let checks: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &checks[1]["check"], &checks[1]["ok"]), (Some(1), &json!("database"), &json!(false)), "{ran:?}");
}

#[test]
fn a_database_that_is_a_folder_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sekisho.db")).unwrap();
    let ran = run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert!(ran.sentence().contains("check that you may write in the data directory"), "{ran:?}");
}

#[test]
fn bad_usage_is_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let bad: [&[&str]; 10] = [
        &[],
        &["fly"],
        &["serve", "--listen", "nowhere"],
        &["serve", "--listen", "127.0.0.1"],
        &["serve", "--port", "1"],
        &["agent"],
        &["agent", "add"],
        &["queue", "--limit", "0"],
        &["reject", "x"],
        &["report", "--from", "2026-11-01"],
    ];
    for args in bad {
        let ran = run(folder.path(), args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {ran:?}");
        assert!(ran.err.contains("Usage") || ran.err.contains("--help"), "{args:?} is told how to: {ran:?}");
    }
    for args in [&["--help"][..], &["--version"], &["serve", "--help"]] {
        let ran = run(folder.path(), args);
        assert!(ran.code == Some(0) && !ran.out.is_empty() && ran.err.is_empty(), "{args:?} is an answer: {ran:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was made for it");
}

#[test]
fn a_request_that_makes_no_sense_is_refused_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let bad: [&[&str]; 7] = [
        &["show", "x"],
        &["show", "019a0000-0000-7000-8000-000000000000"],
        &["approve", "019a0000-0000-7000-8000-000000000000"],
        &["agent", "revoke", "nobody"],
        &["agent", "add", "a\u{200b}b"],
        &["report", "--from", "2026-11-31", "--to", "2026-12-01"],
        &["report", "--from", "2026-12-01", "--to", "2026-11-01"],
    ];
    for args in bad {
        run(folder.path(), args).sentence();
    }
    assert_eq!(run(folder.path(), &["agent", "list", "--json"]).json(), json!([]), "nothing came of it");
}

#[tokio::test]
async fn json_has_the_field_names_that_scripts_rely_on() {
    let hub = Hub::start();
    let data = hub.data();
    let added = run(data, &["agent", "add", "Orders", "--json"]).json();
    let fields = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(fields(&added), ["id", "name", "token"], "{added}");
    assert!(added["id"].as_str().unwrap().starts_with("agt_") && added["token"].as_str().unwrap().starts_with("sekisho_agent_"), "{added}");
    let agent = hub.caller(added["token"].as_str().unwrap());
    let id = agent.ask(&mail(), "one").await.id();
    let queue = run(data, &["queue", "--json"]).json();
    let item = &queue.as_array().unwrap()[0];
    for field in ["id", "agent", "tool", "risk", "due_at"] {
        assert!(!item[field].is_null(), "`queue` has `{field}`: {queue}");
    }
    assert_eq!((&item["id"], &item["agent"], &item["tool"]), (&json!(id), &json!("Orders"), &json!("send_mail")), "{queue}");
    assert!(item["risk"].is_u64() && item["due_at"].is_string(), "{queue}");
    let shown = run(data, &["show", &id, "--json"]).json();
    assert_eq!((&shown["id"], &shown["standing"]["state"]), (&json!(id), &json!("held")), "{shown}");
    let other = run(data, &["approve", &id, "--digest", &"0".repeat(64)]);
    assert!(other.sentence().contains("not the action that was shown"), "{other:?}");
    let digest = shown["digest"].as_str().unwrap();
    let approved = run(data, &["approve", &id, "--reason", "go", "--digest", digest, "--json"]).json();
    assert_eq!(approved["standing"]["state"], "approved", "{approved}");
    assert_eq!(run(data, &["queue", "--json"]).json(), json!([]), "an empty queue is an empty list");
    let late = run(data, &["reject", &id, "--reason", "no"]);
    assert!(
        late.sentence().contains("decided already") && late.sentence().contains("approved by "),
        "it is final, and whose it is: {late:?}"
    );
    let reviewer = run(data, &["reviewer", "add", "Chief", "--group", "finance", "--json"]).json();
    assert_eq!(fields(&reviewer), ["id", "name", "token"], "{reviewer}");
    let second = agent.ask(&mail(), "two").await.id();
    let passed = run(data, &["escalate", &second, "--to", "finance", "--reason", "yours", "--json"]).json();
    assert_eq!(passed["standing"]["with"], json!({ "to": "group", "name": "finance" }), "{passed}");
    assert_eq!(run(data, &["queue", "--json"]).json(), json!([]), "what waits for others is not in my queue");
    assert_eq!(run(data, &["queue", "--all", "--json"]).json()[0]["mine"], false, "but among all");
    let report = sekisho(data).args(["report", "--from", "2020-01-01", "--to", "2099-12-31", "--format", "jsonl"]).output().unwrap();
    let row: Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!((&row["action"], &row["decision"], &row["reason"]), (&json!(id), &json!("approved"), &json!("go")), "{row}");
    let revoked = run(data, &["agent", "revoke", "Orders", "--json"]).json();
    assert!(revoked["revoked_at"].is_string(), "{revoked}");
    assert_eq!(agent.look(&id).await.status, 401, "a revocation on the command line counts at once");
    let checks = run(data, &["doctor", "--json"]).json();
    assert!(checks.as_array().unwrap().iter().all(|check| check["ok"] == true && check["detail"].is_string()), "{checks}");
}

#[test]
fn output_that_nobody_reads_to_its_end_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = sekisho(folder.path()).args(["rules", "show"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success() && ended.stderr.is_empty(), "{ended:?}");
}

#[tokio::test]
async fn what_was_there_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let hub = Hub::start_on(&data);
    let agent = hub.agent("Orders").await;
    let made = agent.ask(&mail(), "one").await;
    let owner = hub.owner().token;
    drop(hub);
    let hub = Hub::start_on(&data);
    let again = hub.caller(&agent.token).ask(&mail(), "one").await;
    assert_eq!((again.status, again.body), (200, made.body), "the same question has the same answer");
    assert_eq!(hub.owner().token, owner, "the owner keeps their credential");
}
