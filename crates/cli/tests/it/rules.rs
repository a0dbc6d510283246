//! What actions are judged by, from the command line.

use std::fs;

use serde_json::json;

use crate::hub::{Hub, run};

const NO_MAILS: &str = r#"
@id("no-mails") @reason_en("No mails for now.") @reason_ja("当面、メールは送れません。") @matches("effect=send")
forbid (principal, action in Action::"gate", resource in Effect::"send");
"#;

#[test]
fn texts_are_checked_and_set_and_the_place_of_a_fault_is_told() {
    let hub = Hub::start();
    let data = hub.data().to_owned();
    let shown = run(&data, &["rules", "show", "--json"]).json();
    let file = data.join("guardrails.cedar");
    let path = file.to_string_lossy().into_owned();
    let guardrails = format!("{}{NO_MAILS}", shown["guardrails"].as_str().unwrap());
    fs::write(&file, guardrails.replace("effect=send\")\nforbid", "effect=pay\")\nforbid")).unwrap();
    let checked = run(&data, &["rules", "check", "--guardrails", &path]);
    assert_eq!(checked.code, Some(1));
    assert!(checked.out.starts_with("guardrails line ") && checked.out.contains("`no-mails`: it does not match"), "{checked:?}");
    assert!(run(&data, &["rules", "set", "--guardrails", &path, "--note", "x"]).sentence().contains("no-mails"), "nor is it saved");
    fs::write(&file, guardrails).unwrap();
    assert_eq!(run(&data, &["rules", "check", "--guardrails", &path, "--json"]).json(), json!({ "faults": [] }));
    let set = run(&data, &["rules", "set", "--guardrails", &path, "--note", "a flood of mails", "--json"]).json();
    assert_eq!((&set["edition"], &set["editions"][0]["note"]), (&json!(1), &json!("a flood of mails")));
    assert!(run(&data, &["rules", "show"]).out.contains("no-mails"));
}
