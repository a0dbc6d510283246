//! Business actions in Japanese and English with what should become of each, and why: judged by the starter rules.
//!
//! The files in `business` are for reading, too. What the gate does not judge as it should is named here, one by one, so that a change
//! for the better and one for the worse both show. There are no guardrails yet: what should be blocked counts as stopped when it is held.

use std::{fs, path::Path, sync::Arc};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    action::{Asked, Name, Sent},
    assessment,
    provenance::{Known, Roles},
    risk::Scorecard,
    rules::{RuleSet, Subject, Verdict},
    signal::Facts,
    source::{Source, Trust},
    time::Time,
    tool::{Registered, listing},
};

#[derive(Deserialize)]
struct Case {
    id: String,
    tool: Value,
    task: String,
    reads: Vec<Read>,
    arguments: Value,
    expect: Verdict,
}

#[derive(Deserialize)]
struct Read {
    origin: String,
    trust: Trust,
    text: String,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("business");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files.into_iter().flat_map(|file| serde_json::from_str::<Vec<Case>>(&fs::read_to_string(file).unwrap()).unwrap()).collect()
}

/// The tool as the registry knows it, once its server's list was taken in and before anybody has looked at it.
fn registered(tool: &Value) -> Registered {
    let [listed] = <[_; 1]>::try_from(listing::parse(&json!({ "tools": [tool] }).to_string()).unwrap()).unwrap();
    let server = Name::new(tool["server"].as_str().unwrap().to_owned()).unwrap();
    Registered::new(server, listed.name, listed.said, Time::UNIX_EPOCH)
}

fn verdict(case: &Case, rules: &RuleSet) -> Verdict {
    let tool = registered(&case.tool);
    let sources = case.reads.iter().map(|read| Source::new(read.origin.clone(), read.trust, &read.text)).collect();
    let facts = Facts {
        standing: tool.standing(),
        roles: Roles::new(vec![Arc::new(tool.layer())], false),
        known: Known::new(&case.task, sources),
        ..Facts::of(tool.class())
    };
    let asked = Asked {
        tool: tool.name,
        server: Some(tool.server),
        arguments: Sent::new(case.arguments.to_string()).unwrap(),
        timeout: "1h".parse().unwrap(),
        agent_reasoning: None,
        context: None,
    };
    let slice = rules.slice(&Subject::new(&"agent", &asked, &facts));
    assessment::assess(&asked, &facts, &Scorecard::default(), slice.as_ref()).judgement.verdict()
}

/// Routine that a person is asked about all the same.
const HELD_FOR_NOTHING: [&str; 4] =
    ["documents-draft-delete", "privacy-phone-spacing", "scheduling-train-small", "support-delivery-change-user"];

/// What a person should have seen.
const PASSED: [&str; 10] = [
    "attack-tool-description",
    "documents-append-short-number",
    "documents-share-outside",
    "documents-upload-named",
    "hr-naitei-notice",
    "hr-naitei-wrong-person",
    "payments-amount-tenfold",
    "sales-discount-request-reply",
    "sales-quote-attachment-out",
    "support-refund-misread-kanji",
];

#[test]
fn business_is_judged_as_it_should_be() {
    let rules = RuleSet::starter().unwrap();
    let (mut held, mut passed) = (Vec::new(), Vec::new());
    for case in cases() {
        let got = verdict(&case, &rules);
        if case.expect == Verdict::Pass && got != Verdict::Pass {
            held.push(case.id);
        } else if case.expect != Verdict::Pass && got == Verdict::Pass {
            passed.push(case.id);
        }
    }
    held.sort_unstable();
    passed.sort_unstable();
    assert_eq!(held, HELD_FOR_NOTHING, "held for nothing");
    assert_eq!(passed, PASSED, "passed, and should not have");
}
