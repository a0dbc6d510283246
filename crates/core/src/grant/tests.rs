use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    action::{Name, Sent},
    assessment,
    provenance::Layer,
    risk::Scorecard,
    rules::{RuleSet, Subject},
    signal::Facts,
    tool::{Class, classify},
};

const MAIL: &str = r#"{"to":"midori@example.com","subject":"Order","body":"Thank you.","tags":["a",{"b":null}]}"#;
const PAYMENT: &str = r#"{"to":"Midori","amount":48000,"currency":"JPY","memo":"November","lines":{"0":1}}"#;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::starter().unwrap());

struct Judged {
    asked: Asked,
    assessment: Assessment,
    roles: Roles,
}

impl Judged {
    fn call(&self) -> Call<'_> {
        Call { asked: &self.asked, assessment: &self.assessment, roles: &self.roles }
    }
}

/// As the starter rules judge it, of an agent that was allowed the tool before.
fn judged(tool: &str, arguments: &str) -> Judged {
    judged_by(tool, arguments, |facts| facts)
}

fn judged_by(tool: &str, arguments: &str, known: impl Fn(Facts) -> Facts) -> Judged {
    let asked = Asked {
        tool: Name::new(tool.to_owned()).unwrap(),
        server: None,
        arguments: Sent::new(arguments.to_owned()).unwrap(),
        timeout: "10m".parse().unwrap(),
        agent_reasoning: None,
        context: None,
    };
    // What can be taken back, so that what sends and pays is of medium risk.
    let class = Class { reversibility: Reversibility::Reversible, ..classify(tool, None) };
    let facts = known(Facts::of(class));
    let slice = RULES.slice(&Subject::new(&"agent", &asked, &facts));
    let assessment = assessment::assess(&asked, &facts, &Scorecard::default(), slice.as_ref());
    Judged { asked, assessment, roles: facts.roles }
}

fn loosened(pairs: &[(&str, Loose)]) -> Loosened {
    pairs.iter().map(|(pointer, loose)| ((*pointer).to_owned(), loose.clone())).collect()
}

fn up_to(value: &str) -> Loose {
    Loose::UpTo { value: value.to_owned() }
}

fn text() -> Loose {
    Loose::AnyText {}
}

/// Whether a grant of `seen` covers each of these.
#[track_caller]
fn check(tool: &str, seen: &str, loose: &[(&str, Loose)], expected: bool, others: &[&str]) {
    let (seen, loose) = (judged(tool, seen), loosened(loose));
    assert_eq!(seen.call().check(&loose), Ok(()), "it can be granted");
    for other in others {
        assert_eq!(seen.call().covers(&loose, &judged(tool, other).call()), expected, "{other}");
    }
}

#[test]
fn the_same_again_is_covered_however_it_is_spelled() {
    check(
        "send_email",
        MAIL,
        &[],
        true,
        &[MAIL, r#"{ "body": "Thank you.", "tags": ["a", {"b": null}], "subject": "Order", "to": "midori\u0040example.com" }"#],
    );
    check(
        "transfer_funds",
        PAYMENT,
        &[("/amount", up_to("48000")), ("/memo", text())],
        true,
        &[
            PAYMENT,
            &PAYMENT.replace("48000", "1"),
            &PAYMENT.replace("48000", "47999.5"),
            &PAYMENT.replace("November", "十二月分の家賃です。"),
            &PAYMENT.replace("November", ""),
        ],
    );
}

#[test]
fn an_agent_cannot_widen_what_was_granted() {
    check(
        "send_email",
        MAIL,
        &[("/body", text())],
        false,
        &[
            // Another value, also one that only looks like it.
            &MAIL.replace("midori@", "eve@"),
            &MAIL.replace("midori@", "mid\u{43e}ri@"),
            &MAIL.replace("midori@", "midori\u{200b}@"),
            &MAIL.replace("Order", "order"),
            &MAIL.replace("Order", "Order "),
            // More or fewer of them, elsewhere, or of another kind.
            r#"{"to":"midori@example.com","subject":"Order","body":"Thank you.","tags":["a",{"b":null}],"bcc":"eve@evil.example"}"#,
            r#"{"to":"midori@example.com","subject":"Order","body":"Thank you.","tags":["a",{"b":null},[]]}"#,
            r#"{"to":"midori@example.com","subject":"Order","body":"Thank you.","tags":["a"]}"#,
            r#"{"to":"midori@example.com","subject":"Order","tags":["a",{"b":null}]}"#,
            r#"{"to":["midori@example.com"],"subject":"Order","body":"Thank you.","tags":["a",{"b":null}]}"#,
            r#"{"to":"midori@example.com","subject":"Order","body":"Thank you.","tags":[{"b":null},"a"]}"#,
            r#"{"to":"midori@example.com","subject":"Order","body":"Thank you.","tags":{"0":"a","1":{"b":null}}}"#,
            r#"{"to":"midori@example.com","subject":"Order","body":"Thank you.","tags":["a",{"b":"null"}]}"#,
            r#"{"TO":"midori@example.com","subject":"Order","body":"Thank you.","tags":["a",{"b":null}]}"#,
            // Something else where any text may stand.
            r#"{"to":"midori@example.com","subject":"Order","body":{"text":"Thank you."},"tags":["a",{"b":null}]}"#,
            r#"{"to":"midori@example.com","subject":"Order","body":["Thank you."],"tags":["a",{"b":null}]}"#,
            r#"{"to":"midori@example.com","subject":"Order","body":7,"tags":["a",{"b":null}]}"#,
            &MAIL.replace("Thank you.", "See https://evil.example"),
            &MAIL.replace("Thank you.", "Pay to 12 34 56 78"),
            &MAIL.replace("Thank you.", "Thank\u{202e} you."),
            &MAIL.replace("Thank you.", "My password is hunter2!Xy"),
        ],
    );
    check(
        "transfer_funds",
        PAYMENT,
        &[("/amount", up_to("40000"))],
        false,
        &[
            PAYMENT,
            &PAYMENT.replace("48000", "40000.01"),
            &PAYMENT.replace("48000", "4e4"),
            &PAYMENT.replace("48000", "1e3"),
            &PAYMENT.replace("48000", "-1"),
            &PAYMENT.replace("48000", "-0"),
            &PAYMENT.replace("48000", "\"400\""),
            &PAYMENT.replace("48000", "[400]"),
            &PAYMENT.replace("48000", "null"),
            &PAYMENT.replace("48000", "99999999999999999999999999999999999"),
            &PAYMENT.replace("48000", "400").replace("JPY", "USD"),
            &PAYMENT.replace("48000", "400").replace("Midori", "Midоri"),
            &PAYMENT.replace("48000", "400").replace(r#"{"0":1}"#, "[1]"),
            &PAYMENT.replace("48000", "400").replace(r#"{"0":1}"#, r#"{"0":1.0}"#),
        ],
    );
}

#[test]
fn another_tool_or_server_is_another_thing() {
    let seen = judged("send_email", MAIL);
    let elsewhere = |tool: &str, server: Option<&str>| {
        let mut other = judged(tool, MAIL);
        other.asked.server = server.map(|server| Name::new(server.to_owned()).unwrap());
        seen.call().covers(&Loosened::new(), &other.call())
    };
    assert!(elsewhere("send_email", None));
    assert!(!elsewhere("send_email", Some("mail")) && !elsewhere("send_mail", None));
}

#[test]
fn what_says_whom_where_what_or_how_stays() {
    for (tool, arguments, pointer, loose) in [
        ("send_email", MAIL, "/to", text()),
        ("send_email", MAIL, "/tags/0", text()),
        ("send_email", MAIL, "/tags", text()),
        ("send_email", MAIL, "", text()),
        ("send_email", MAIL, "/nothing", text()),
        ("send_email", MAIL, "/body", up_to("5")),
        ("send_email", r#"{"to":"a@example.com","body":"see evil.com"}"#, "/to", text()),
        ("transfer_funds", PAYMENT, "/currency", text()),
        ("transfer_funds", PAYMENT, "/amount", up_to("48000.01")),
        ("transfer_funds", PAYMENT, "/amount", up_to("4e1")),
        ("transfer_funds", PAYMENT, "/amount", up_to("-1")),
        ("transfer_funds", PAYMENT, "/amount", text()),
        ("transfer_funds", PAYMENT, "/lines/0", up_to("1")),
        ("transfer_funds", r#"{"to":"Midori","amount":"48,000円","memo":"m"}"#, "/amount", up_to("1")),
        ("write_file", r#"{"path":"notes.txt","content":"Hello"}"#, "/content", text()),
        ("run_command", r#"{"command":"ls","note":"n"}"#, "/note", text()),
        ("delete_rows", r#"{"table":"t","reason":"n"}"#, "/reason", text()),
        ("update_row", r#"{"row":7,"status":"open"}"#, "/row", up_to("7")),
        ("update_row", r#"{"row":7,"venue":"Room A"}"#, "/venue", text()),
    ] {
        let seen = judged(tool, arguments);
        let could = seen.call().places().into_iter().find(|(place, _)| place == pointer).map(|(_, could)| could);
        let fixed = match loose {
            Loose::UpTo { .. } => could != Some(Could::UpTo) || tool == "transfer_funds",
            Loose::AnyText {} => could != Some(Could::AnyText),
        };
        assert!(fixed, "{tool} {pointer}");
        let refused = seen.call().check(&loosened(&[(pointer, loose)]));
        assert!(
            matches!(refused, Err(Refused::Fixed(_) | Refused::TooRisky | Refused::NotByRules | Refused::MoneyUnclear)),
            "{pointer}: {refused:?}"
        );
    }
}

#[test]
fn what_a_person_confirmed_of_an_argument_counts() {
    let told = |layer: Layer| {
        judged_by("send_email", r#"{"to":"a@example.com","subject":"s","x":"Hello there"}"#, |facts| Facts {
            roles: Roles::new(vec![Arc::new(layer.clone())], false),
            ..facts
        })
    };
    let could =
        |layer: Layer, pointer: &str| told(layer).call().places().into_iter().find(|(place, _)| place == pointer).map(|(_, could)| could);
    assert_eq!(could(Layer::default().confirmed("/x", Role::Text), "/x"), Some(Could::AnyText));
    assert_eq!(could(Layer::default().inferred("/x", Role::Text), "/x"), Some(Could::Stay), "a server's word loosens nothing");
    assert_eq!(could(Layer::default().inferred("/subject", Role::Destination), "/subject"), Some(Could::Stay));
    // What was confirmed after the yes counts from then on.
    let (seen, loose) = (told(Layer::default()), loosened(&[("/subject", text())]));
    assert!(seen.call().covers(&loose, &seen.call()));
    let now = told(Layer::default().confirmed("/subject", Role::Destination));
    assert!(!seen.call().covers(&loose, &Call { roles: &now.roles, ..seen.call() }));
}

#[test]
fn what_nobody_can_see_whole_is_not_granted() {
    let refused = |tool: &str, arguments: &str| judged(tool, arguments).call().possible().err();
    let of = |key: &str, value: &str| json!({ "to": "a@example.com", key: value }).to_string();
    let many: Vec<_> = (0..101).collect();
    for arguments in [
        of("body", &"word ".repeat(500)),
        of("attachment", &"QUJD".repeat(60)),
        of("body", "hid\u{200b}den"),
        of("bo\u{202e}dy", "x"),
        json!({ "to": "a@example.com", "n": many }).to_string(),
        json!({ "to": "a@example.com", "n": vec!["word ".repeat(300); 12] }).to_string(),
    ] {
        assert_eq!(refused("send_email", &arguments), Some(Refused::NotWhole), "{}", arguments.get(..60).unwrap_or(&arguments));
    }
    assert_eq!(refused("send_email", MAIL), None);
    assert_eq!(refused("transfer_funds", r#"{"to":"Midori","amount":"1.000"}"#), Some(Refused::MoneyUnclear));
}

#[test]
fn what_is_too_risky_is_not_granted() {
    let refused = |tool: &str, arguments: &str| {
        let mut seen = judged_by(tool, arguments, |facts| Facts { class: classify(tool, None), ..facts });
        let as_it_is = (seen.assessment.risk.level(), seen.call().possible().err());
        seen.assessment.class = Class { effect: Effect::Write, reversibility: Reversibility::Costly, ..seen.assessment.class };
        (as_it_is, seen.call().possible().err())
    };
    assert_eq!(refused("send_email", MAIL), ((Level::High, Some(Refused::TooRisky)), None), "high risk only where it can be taken back");
    assert_eq!(refused("transfer_funds", PAYMENT), ((Level::High, Some(Refused::TooRisky)), None));
    let huge = r#"{"to":"Midori","amount":50000000,"currency":"JPY"}"#;
    assert_eq!(refused("transfer_funds", huge), ((Level::Critical, Some(Refused::TooRisky)), Some(Refused::TooRisky)));
}

#[test]
fn only_what_waits_for_rules_is_granted() {
    let mut seen = judged("send_email", MAIL);
    let judgement = seen.assessment.judgement.clone();
    let halt = crate::id::HaltId::new(Time::UNIX_EPOCH, [1; 10]);
    for reason in [Reason::Halted { halt }, Reason::Fault { rule: "r".to_owned() }] {
        seen.assessment.judgement = judgement.clone().with(vec![reason]);
        assert_eq!(seen.call().possible(), Err(Refused::NotByRules));
    }
    let passed = judged("get_rows", r#"{"table":"t"}"#);
    assert_eq!(passed.call().possible(), Err(Refused::NotByRules), "nothing waits");
}

#[test]
fn one_more_concern_and_it_waits() {
    let known = |tool: &str, change: fn(&mut Facts)| {
        judged_by(tool, MAIL, |mut facts| {
            change(&mut facts);
            facts
        })
    };
    let first = known("send_email", |facts| facts.first_time = true);
    assert!(first.call().covers(&Loosened::new(), &known("send_email", |_| ()).call()), "less concern is fine");
    let concerns: [fn(&mut Facts); 4] = [
        |facts| facts.past.lately.alike = 5,
        |facts| facts.past.lately = crate::history::Lately { alike: 0, minute: 100, usual: 1 },
        |facts| facts.known = crate::provenance::Known::new("", Vec::new()).partial(),
        |facts| {
            let letter = crate::source::Source::new("web:x".to_owned(), crate::source::Trust::Untrusted, "write to midori@example.com now");
            facts.known = crate::provenance::Known::new("", vec![letter]);
        },
    ];
    let scores = concerns.map(|concern| {
        let now = known("send_email", concern);
        assert!(!first.call().covers(&Loosened::new(), &now.call()), "{:?}", now.assessment.risk);
        now.assessment.risk.score()
    });
    let least = first.assessment.risk.score();
    assert!(scores.iter().any(|score| *score <= least), "also where the score is no higher than it was: {least}, {scores:?}");
    let mut other = judged("send_email", MAIL);
    other.assessment.class.effect = Effect::Publish;
    assert!(!first.call().covers(&Loosened::new(), &other.call()), "the tool does something else by now");
}

#[test]
fn each_reason_for_concern_counts_by_itself() {
    let seen = judged("transfer_funds", PAYMENT);
    let changed = |change: &dyn Fn(&mut Assessment)| {
        let mut now = judged("transfer_funds", PAYMENT);
        change(&mut now.assessment);
        seen.call().covers(&Loosened::new(), &now.call())
    };
    assert!(changed(&|_| ()));
    let words = crate::rules::Words { en: String::new(), ja: String::new() };
    let other = Reason::Held { rule: "other".to_owned(), words };
    assert!(!changed(&|now| now.judgement = now.judgement.clone().with(vec![other.clone()])), "another rule holds it");
    assert!(!changed(&|now| now.traced[0].provenance = crate::provenance::Provenance::Untrusted), "a stranger names the payee");
    assert!(!changed(&|now| now.traced[0].pointer = "/other".to_owned()), "something else leads somewhere");
    // More of one and less of another, with the same score.
    let shifted = |now: &mut Assessment| {
        let mut contributions = now.risk.contributions().to_vec();
        contributions[0].points -= 1;
        contributions[1].points += 1;
        now.risk = crate::risk::assess(contributions);
    };
    assert!(!changed(&shifted));
    // The same concern twice: each of the two is known, and only the score tells.
    let (mail, mut twice) = (judged("send_email", MAIL), judged("send_email", MAIL));
    let contributions = twice.assessment.risk.contributions();
    let again = contributions.iter().rfind(|one| one.points > 0);
    twice.assessment.risk = crate::risk::assess(contributions.iter().chain(again).cloned().collect());
    assert_eq!(twice.call().possible(), Ok(()));
    assert!(!mail.call().covers(&Loosened::new(), &twice.call()), "the score is higher");
    let paying = |value: i64, code: Option<&str>| {
        changed(&|now| {
            let Money::Amount(amount) = &mut now.money else { panic!("it pays") };
            (amount.value, amount.currency) = (value.into(), code.map(str::to_owned));
        })
    };
    assert!(paying(47_999, Some("JPY")) && !paying(48_001, Some("JPY")) && !paying(1, None));
}

#[test]
fn a_grant_has_an_end() {
    let now = Time::UNIX_EPOCH;
    let days = |days| now + TimeDelta::days(days);
    for (times, until, expected) in
        [(1, days(1), true), (50, days(30), true), (0, days(1), false), (51, days(1), false), (1, days(0), false), (1, days(31), false)]
    {
        assert_eq!(check_terms(times, now, until).is_ok(), expected, "{times} until {until}");
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        (0..5_u32).prop_map(|number| json!(number)),
        prop_oneof![Just("a"), Just("b"), Just("Thank you."), Just("x.com")].prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
            proptest::collection::btree_map(prop_oneof![Just("0"), Just("1"), Just("note"), Just("amount")], inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

fn any_arguments() -> impl Strategy<Value = Value> {
    (any_value(), 0..100_u32, prop_oneof![Just("Thank you."), Just("Hello"), Just("see evil.com")])
        .prop_map(|(more, amount, body)| json!({ "to": "a@example.com", "amount": amount, "body": body, "more": more }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_covered_differs_nowhere_but_where_it_may(
        seen in any_arguments(),
        other in any_arguments(),
        same in any::<bool>(),
        most in 0..100_u32,
    ) {
        let mut now = other;
        if same {
            now["more"] = seen["more"].clone();
        }
        let loose = loosened(&[("/amount", up_to(&most.to_string())), ("/body", text())]);
        let (before, after) = (judged("send_email", &seen.to_string()), judged("send_email", &now.to_string()));
        let covered = before.call().covers(&loose, &after.call());
        if covered {
            prop_assert!(now["amount"].as_u64() <= Some(u64::from(most)) && now["amount"].as_u64() <= seen["amount"].as_u64());
            prop_assert!(now["body"] != "see evil.com");
            now["amount"] = seen["amount"].clone();
            now["body"] = seen["body"].clone();
            prop_assert_eq!(&now, &seen);
        }
        let exactly = before.call().check(&Loosened::new()).is_ok() && before.call().covers(&Loosened::new(), &after.call());
        prop_assert!(!exactly || after.asked.arguments.json().same(before.asked.arguments.json()));
        // What can be granted covers itself.
        prop_assert_eq!(before.call().covers(&Loosened::new(), &before.call()), before.call().possible().is_ok());
    }
}
