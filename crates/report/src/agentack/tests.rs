//! Lifecycles as they are told. That `AgentAck` itself takes them is tested with the command.

use chrono::TimeDelta;
use sekisho_core::{
    action::{Name, Sent},
    ledger::{Denied, Viewed},
    review::{Approval, Consumption, No},
};
use serde_json::{Value, json};

use super::*;

fn at(seconds: i64) -> Time {
    Time::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn asked(arguments: &str) -> Asked {
    Asked {
        tool: Name::new("place_order".to_owned()).unwrap(),
        server: None,
        arguments: Sent::new(arguments.to_owned()).unwrap(),
        timeout: "10m".parse().unwrap(),
        agent_reasoning: None,
        context: None,
    }
}

fn told(asked: &Asked, verdict: Verdict, state: &State, history: &[(Time, Entry)]) -> Vec<Value> {
    let id = ActionId::new(at(0), [1; 10]);
    let story = Story { action: id, intent: id, asked, digest: "d1", effect: Effect::Pay, received_at: at(0), verdict, state, history };
    let lines = lines(&story, "s", at(1_000)).unwrap();
    lines.iter().map(|line| serde_json::from_str(&line.text).unwrap()).collect()
}

fn short(events: &[Value]) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    events.iter().map(|event| (text(&event["type"]), text(&event["timestamp"])[14..19].to_owned())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(kind, time)| ((*kind).to_owned(), (*time).to_owned())).collect()
}

#[test]
fn a_yes_stands_for_what_its_giver_had_on_screen_and_lets_exactly_that_run() {
    let (one, other) = (ReviewerId::new(at(0), [1; 10]), ReviewerId::new(at(0), [2; 10]));
    let approval = Approval {
        by: Decider::Reviewer(one),
        at: at(30),
        expires_at: at(330),
        note: None,
        grant: None,
        votes: Box::default(),
        detour: None,
    };
    let state = State::Consumed { approval, consumption: Consumption { at: at(31), key: "k".to_owned() } };
    let history = [
        (at(5), Entry::Viewed(Viewed { by: one, version: 1 })),
        (at(9), Entry::Viewed(Viewed { by: other, version: 1 })),
        (at(30), Entry::Approved { by: one, note: None }),
        (at(31), Entry::Consumed),
    ];
    let events = told(&asked(r#"{ "amount": 5,"a":"あ" }"#), Verdict::Hold, &state, &history);
    let expected =
        [("action_proposed", "00:00"), ("approval_requested", "00:05"), ("approval_decision", "00:30"), ("action_executed", "00:31")];
    assert_eq!(short(&events), pairs(&expected));
    assert_eq!(events[2]["expires_at"], "1970-01-01T00:05:30.000000Z");
    let identity = json!({ "tool": "place_order", "operation": "pay:held", "parameters": { "a": "あ", "amount": 5 } });
    for at in [0, 1, 3] {
        assert_eq!(events[at]["action"], identity, "the same at each step");
    }
    assert!(events[1..].iter().all(|event| event["approval_id"] == events[1]["approval_id"] && !event["approval_id"].is_null()));
}

#[test]
fn what_a_rule_lets_pass_names_no_person_and_what_nobody_answered_is_a_no() {
    let passed = State::approved_by_rule("routine".to_owned(), "n".to_owned(), at(0));
    let events = told(&asked("{}"), Verdict::Pass, &passed, &[]);
    assert_eq!(short(&events), pairs(&[("action_proposed", "00:00"), ("action_blocked", "05:00")]), "it was never used");
    assert_eq!((&events[0]["action"]["operation"], &events[1]["approval_id"]), (&json!("pay"), &Value::Null));

    let expired = told(&asked("{}"), Verdict::Hold, &State::Expired { at: at(600) }, &[(at(600), Entry::Expired)]);
    let expected =
        [("action_proposed", "00:00"), ("approval_requested", "00:00"), ("approval_decision", "10:00"), ("action_blocked", "10:00")];
    assert_eq!(short(&expired), pairs(&expected));
    assert_eq!((&expired[2]["decision"], &expired[3]["reason"]), (&json!("deny"), &json!("nobody answered in time")));

    let by = ReviewerId::new(at(0), [1; 10]);
    let denied = State::Denied { by: Decider::Reviewer(by), at: at(8), note: None, how: No::Rejected };
    let entry = Entry::Denied(Denied { by, reason: "no".to_owned(), how: No::Rejected });
    assert_eq!(short(&told(&asked("{}"), Verdict::Hold, &denied, &[(at(8), entry)])).last().unwrap().0, "action_blocked");
}

#[test]
fn arguments_that_python_cannot_read_are_named_by_their_digest() {
    let state = State::approved_by_rule("routine".to_owned(), "n".to_owned(), at(0));
    let deep = format!("{}1{}", r#"{"a":"#.repeat(22), "}".repeat(22));
    let long = format!(r#"{{"n":{}}}"#, "9".repeat(4_400));
    let large = format!(r#"{{"t":"{}"}}"#, "x".repeat(950_000));
    for arguments in [deep.as_str(), r#"{"n":1e999}"#, &long, &large] {
        let parameters = told(&asked(arguments), Verdict::Pass, &state, &[])[0]["action"]["parameters"].clone();
        assert_eq!(parameters, json!({ "sekisho_digest": "d1" }), "{}", &arguments[..20]);
    }
    let kept = told(&asked(r#"{"n":9007199254740993}"#), Verdict::Pass, &state, &[])[0]["action"]["parameters"].to_string();
    assert_eq!(kept, r#"{"n":9007199254740993}"#);
}
