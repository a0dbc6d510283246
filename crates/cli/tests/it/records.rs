//! Decision records: made by a real hub, checked by the command, and changed by somebody who should not.

use std::fs;

use serde_json::{Value, json};

use crate::hub::{Hub, run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_proves_itself_and_no_other() {
    let hub = Hub::start();
    let agent = hub.agent("経理 🤖").await;
    let ask = async |key: &str| {
        let body =
            json!({ "tool": "send_mail", "arguments": { "to": "a@example.com", "text": "#eval(\"1\") $x$ \u{202e}" }, "timeout": "1h" });
        agent.ask(&body, key).await.expect(201)["id"].as_str().unwrap().to_owned()
    };
    let (approved, waiting) = (ask("first").await, ask("second").await);
    hub.owner().approve(&approved).await;
    let key = run(hub.data(), &["ledger", "key"]).out.trim_end().to_owned();
    let record = |id: &str, language: &str, name: &str| {
        let file = hub.data().join(name);
        run(hub.data(), &["record", id, "--language", language, "--json", "--output", file.to_str().unwrap()]).json();
        fs::read(file).unwrap()
    };
    let verify = |pdf: &[u8]| {
        let file = hub.data().join("looked-at.pdf");
        fs::write(&file, pdf).unwrap();
        let ran = run(hub.data(), &["verify", file.to_str().unwrap(), "--key", &key, "--json"]);
        if ran.code == Some(0) { Ok(ran.json()) } else { Err(ran.sentence().to_owned()) }
    };
    let (mine, theirs) = (record(&approved, "ja", "mine.pdf"), record(&waiting, "en", "theirs.pdf"));
    let told: Value = verify(&mine).unwrap();
    assert_eq!((&told["kind"], &told["action"]), (&json!("report"), &json!(approved)));
    assert!(verify(&theirs).is_ok(), "one that is not decided can be proved, too");
    // The proof of the decision lies beside it, and is shorter.
    let room = |pdf: &[u8]| {
        let start = b"stream\nc2sp.org/tlog-proof@v1\nextra ";
        let places = pdf.windows(start.len()).enumerate().filter(|(_, place)| place == start).map(|(at, _)| at + 7..at + 7 + 8 * 1024);
        places.into_iter().find(|room| pdf[room.end..].starts_with(b"\nendstream")).unwrap()
    };
    let mut changed = mine.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert!(verify(&changed).unwrap_err().contains("was changed after it was made"));
    let mut changed = mine.clone();
    changed[room(&mine).start + 40] ^= 1;
    assert!(verify(&changed).unwrap_err().contains("the proof in this PDF"));
    let mut swapped = mine.clone();
    swapped[room(&mine)].copy_from_slice(&theirs[room(&theirs)]);
    assert!(verify(&swapped).unwrap_err().contains("belongs to another report"));
    let gone = run(hub.data(), &["record", "01979f4e-0000-7000-8000-000000000000", "--language", "en"]);
    assert_eq!(gone.code, Some(1), "there is no such action");
    let call = format!("/sekisho/v1/actions/{approved}/report?language=fr");
    hub.owner().get(&call).await.expect(400);
}
