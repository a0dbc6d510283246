use super::*;
use crate::{
    action::{Name, Sent},
    risk::Scorecard,
    signal::{self, Facts},
    time::Time,
    tool::{Effect, classify},
};

fn judge(rules: &str, tool: &str, arguments: &str) -> Judgement {
    judge_with(&RuleSet::load(rules).unwrap(), tool, arguments)
}

fn judge_with(rules: &RuleSet, tool: &str, arguments: &str) -> Judgement {
    let asked = Asked {
        tool: Name::new(tool.to_owned()).unwrap(),
        server: None,
        arguments: Sent::new(arguments.to_owned()).unwrap(),
        timeout: "10m".parse().unwrap(),
        agent_reasoning: None,
        context: None,
    };
    let facts = Facts { first_time: true, ..Facts::of(classify(tool, None)) };
    let signals = signal::extract(&asked, &facts, &Scorecard::default());
    let risk = crate::risk::assess(signals.contributions);
    rules.judge(&Question {
        agent: AgentId::new(Time::UNIX_EPOCH, [1; 10]),
        asked: &asked,
        facts: &facts,
        money: &signals.money,
        traced: &signals.traced,
        disguised: signals.disguised,
        risk: &risk,
    })
}

fn policy(id: &str, rest: &str) -> String {
    format!("@id(\"{id}\") @reason_en(\"why\") @reason_ja(\"理由\") {rest};\n")
}

const PASS_ALL: &str = r#"permit (principal, action == Action::"auto_approve", resource)"#;
const REVIEW_ALL: &str = r#"permit (principal, action == Action::"human_review", resource)"#;

#[test]
fn the_starter_set_passes_reads_and_holds_everything_else() {
    let rules = RuleSet::starter().unwrap();
    for effect in Effect::ALL {
        let tool = match effect {
            Effect::Read => "get_file",
            Effect::Write => "update_file",
            Effect::Delete => "delete_file",
            Effect::Send => "send_mail",
            Effect::Publish => "publish_page",
            Effect::Pay => "pay_bill",
            Effect::Grant => "grant_access",
            Effect::Execute => "run_job",
        };
        let expected = if effect == Effect::Read { Verdict::Pass } else { Verdict::Hold };
        assert_eq!(judge_with(&rules, tool, "{}").verdict(), expected, "{tool}");
    }
}

#[test]
fn a_guardrail_blocks_whatever_else_permits() {
    let rules = [
        policy("all", PASS_ALL),
        policy("people", REVIEW_ALL),
        policy("never", r#"forbid (principal, action in Action::"gate", resource) when { context.effect == "pay" }"#),
    ]
    .concat();
    let judgement = judge(&rules, "pay_bill", "{}");
    assert_eq!(judgement.verdict(), Verdict::Block);
    assert!(matches!(judgement.reasons(), [Reason::Blocked { rule, .. }] if rule == "never"), "{judgement:?}");
    assert_eq!(judge(&rules, "send_mail", "{}").verdict(), Verdict::Pass);
}

#[test]
fn a_forbid_on_the_first_rung_holds_and_says_why() {
    let rules = [
        policy("all", PASS_ALL),
        policy("people", REVIEW_ALL),
        policy("large", r#"forbid (principal, action == Action::"auto_approve", resource) when { context.risk > 10 }"#),
    ]
    .concat();
    let judgement = judge(&rules, "pay_bill", "{}");
    assert_eq!(judgement.verdict(), Verdict::Hold);
    assert!(matches!(judgement.reasons(), [Reason::Held { rule, .. }] if rule == "large"), "{judgement:?}");
}

#[test]
fn silence_holds() {
    assert_eq!(judge("", "get_file", "{}").reasons(), [Reason::NoRule]);
    assert_eq!(judge(&policy("people", REVIEW_ALL), "get_file", "{}").verdict(), Verdict::Hold);
}

#[test]
fn a_policy_that_errors_holds_even_where_another_permits() {
    let overflow = "context.risk + 9223372036854775807 > 0";
    for forbid in [r#"action == Action::"auto_approve""#, r#"action in Action::"gate""#] {
        let rules = [
            policy("all", PASS_ALL),
            policy("people", REVIEW_ALL),
            policy("broken", &format!("forbid (principal, {forbid}, resource) when {{ {overflow} }}")),
        ]
        .concat();
        let judgement = judge(&rules, "send_mail", "{}");
        assert_eq!(judgement.verdict(), Verdict::Hold, "{forbid}");
        assert_eq!(judgement.reasons(), [Reason::Fault { rule: "broken".to_owned() }], "the fault is the reason");
    }
}

#[test]
fn a_guardrail_still_blocks_beside_a_fault() {
    let rules = [
        policy("all", PASS_ALL),
        policy("people", REVIEW_ALL),
        policy(
            "broken",
            r#"forbid (principal, action == Action::"auto_approve", resource) when { context.risk + 9223372036854775807 > 0 }"#,
        ),
        policy("never", r#"forbid (principal, action in Action::"gate", resource)"#),
    ]
    .concat();
    assert_eq!(judge(&rules, "send_mail", "{}").verdict(), Verdict::Block);
}

#[test]
fn what_is_not_exactly_right_is_not_loaded() {
    let refused = |text: &str| RuleSet::load(text).unwrap_err();
    assert!(matches!(refused("permit (principal"), LoadError::Parse(_)));
    assert!(
        matches!(
            refused(&policy("typo", r#"forbid (principal, action in Action::"gate", resource) when { context.efect == "pay" }"#)),
            LoadError::Validate(_)
        ),
        "a misspelt guardrail"
    );
    assert!(
        matches!(refused(&policy("typo", r#"forbid (principal, action == Action::"auto_aprove", resource)"#)), LoadError::Validate(_)),
        "a misspelt rung"
    );
    assert_eq!(refused(&format!("@id(\"x\") {PASS_ALL};")), LoadError::Annotation { position: 1, annotation: "reason_en" });
    assert_eq!(refused(&[policy("x", PASS_ALL), policy("x", REVIEW_ALL)].concat()), LoadError::SameId("x".to_owned()));
}
