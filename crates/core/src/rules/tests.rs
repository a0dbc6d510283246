use super::*;
use crate::tool::Effect;

fn subject(effect: Effect) -> Subject {
    Subject { agent: "agt".to_owned(), groups: vec!["buyers".to_owned()], server: "shop".to_owned(), tool: "tool".to_owned(), effect }
}

fn judge_with(rules: &RuleSet, effect: Effect, sight: &Sight) -> Judgement {
    rules.slice(&subject(effect)).unwrap().judge(sight)
}

fn judge(rules: &str, guardrails: &str, effect: Effect) -> Judgement {
    judge_with(&RuleSet::load(rules, guardrails).unwrap(), effect, &Sight::harmless())
}

fn policy(id: &str, matches: &str, spares: &str, rest: &str) -> String {
    format!("@id(\"{id}\") @reason_en(\"why\") @reason_ja(\"理由\") @matches(\"{matches}\") @not_matches(\"{spares}\")\n{rest};\n")
}

fn pass_all() -> String {
    policy("all", "effect=pay", "", r#"permit (principal, action == Action::"auto_approve", resource)"#)
}

fn review_all() -> String {
    policy("people", "effect=pay", "", r#"permit (principal, action == Action::"human_review", resource)"#)
}

fn never(effect: &str) -> String {
    let rest = format!(r#"forbid (principal, action in Action::"gate", resource in Effect::"{effect}")"#);
    policy("never", &format!("effect={effect}"), "", &rest)
}

/// Loads, and fails only for some actions.
fn broken(scope: &str) -> String {
    let rest = format!("forbid (principal, {scope}, resource) when {{ context.steps * 9223372036854775807 > 9 }}");
    policy("broken", "steps=1", "steps=0", &rest)
}

#[test]
fn the_starter_set_passes_reads_and_routine_and_holds_the_rest() {
    let rules = RuleSet::starter().unwrap();
    for effect in Effect::ALL {
        let routine = [Effect::Read, Effect::Write, Effect::Send, Effect::Pay].contains(&effect);
        let expected = if routine { Verdict::Pass } else { Verdict::Hold };
        assert_eq!(judge_with(&rules, effect, &Sight::harmless()).verdict(), expected, "{effect:?}");
        let unknown = Sight { registered: false, ..Sight::harmless() };
        let expected = if effect == Effect::Read { Verdict::Pass } else { Verdict::Hold };
        assert_eq!(judge_with(&rules, effect, &unknown).verdict(), expected, "an unknown tool: {effect:?}");
    }
}

/// Without any one of them something passes that is stopped with it: none is there for nothing.
#[test]
fn every_forbid_of_the_starter_set_is_needed() {
    for (tier, text) in [(Tier::Rule, STARTER_RULES), (Tier::Guardrail, STARTER_GUARDRAILS)] {
        let ids: Vec<_> =
            RuleSet::starter().unwrap().laws().filter(|law| law.tier == tier && law.forbids).map(|law| law.id.clone()).collect();
        assert!(ids.len() >= 3, "there are some");
        for id in ids {
            let without = text.split_inclusive(";\n").filter(|policy| !policy.contains(&format!("@id(\"{id}\")"))).collect::<String>();
            let rules =
                if tier == Tier::Rule { RuleSet::load(&without, STARTER_GUARDRAILS) } else { RuleSet::load(STARTER_RULES, &without) };
            let (with, rules) = (RuleSet::starter().unwrap(), rules.unwrap());
            assert_eq!(with.laws().count(), rules.laws().count() + 1, "one is gone");
            let law = with.laws().find(|law| law.id == id).unwrap();
            let differs = law.matches.iter().any(|example| {
                let judge = |rules: &RuleSet| rules.slice(&example.subject).unwrap().judge(&example.sight).verdict();
                judge(&with) > judge(&rules)
            });
            assert!(differs, "`{id}` stops something that nothing else stops");
        }
    }
}

#[test]
fn a_guardrail_blocks_whatever_else_permits() {
    let rules = [pass_all(), review_all()].concat();
    let judgement = judge(&rules, &never("pay"), Effect::Pay);
    assert_eq!(judgement.verdict(), Verdict::Block);
    assert!(matches!(judgement.reasons(), [Reason::Blocked { rule, .. }] if rule == "never"), "{judgement:?}");
    assert_eq!(judge(&rules, &never("pay"), Effect::Send).verdict(), Verdict::Pass);
}

#[test]
fn a_forbid_on_the_first_rung_holds_and_says_why() {
    let large = policy(
        "large",
        "risk=11",
        "risk=10",
        r#"forbid (principal, action == Action::"auto_approve", resource) when { context.risk > 10 }"#,
    );
    // Also where nothing permits that people decide: a route that the rule names must not be lost.
    for rules in [[pass_all(), review_all(), large.clone()].concat(), [pass_all(), large.clone()].concat(), large] {
        let rules = RuleSet::load(&rules, "").unwrap();
        let judgement = judge_with(&rules, Effect::Pay, &Sight { risk: 50, ..Sight::harmless() });
        assert_eq!(judgement.verdict(), Verdict::Hold);
        assert!(matches!(judgement.reasons(), [Reason::Held { rule, .. }] if rule == "large"), "{judgement:?}");
    }
}

#[test]
fn the_example_in_the_documentation_loads() {
    let page = include_str!("../../../../docs/RULES.md");
    let example = page.split("```cedar\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(RuleSet::load(example, "").unwrap().laws().count(), 1);
}

#[test]
fn silence_holds() {
    assert_eq!(judge("", "", Effect::Read).reasons(), [Reason::NoRule]);
    assert_eq!(judge(&review_all(), "", Effect::Read).verdict(), Verdict::Hold);
    assert_eq!(Judgement::faulty().verdict(), Verdict::Hold);
}

#[test]
fn a_policy_that_errors_holds_even_where_another_permits() {
    let overflowing = Sight { steps: 5, ..Sight::harmless() };
    for (scope, tier) in [(r#"action == Action::"auto_approve""#, Tier::Rule), (r#"action in Action::"gate""#, Tier::Guardrail)] {
        let rules = [pass_all(), review_all()].concat();
        let rules = match tier {
            Tier::Rule => RuleSet::load(&(rules + &broken(scope)), ""),
            Tier::Guardrail => RuleSet::load(&rules, &broken(scope)),
        };
        let judgement = judge_with(&rules.unwrap(), Effect::Send, &overflowing);
        assert_eq!(judgement.reasons(), [Reason::Fault { rule: "broken".to_owned() }], "the fault is the reason, and holds");
    }
}

#[test]
fn a_guardrail_still_blocks_beside_a_fault() {
    let rules = [pass_all(), review_all(), broken(r#"action == Action::"auto_approve""#)].concat();
    let rules = RuleSet::load(&rules, &never("send")).unwrap();
    assert_eq!(judge_with(&rules, Effect::Send, &Sight { steps: 5, ..Sight::harmless() }).verdict(), Verdict::Block);
}

#[test]
fn a_rule_speaks_of_groups_servers_and_tools() {
    let scoped = |head: &str, example: &str| policy("scoped", example, "", &format!("permit ({head})"));
    let auto = r#"action == Action::"auto_approve""#;
    for (head, example, applies) in [
        (format!(r#"principal in Group::"buyers", {auto}, resource"#), "group=buyers,x", true),
        (format!(r#"principal in Group::"sellers", {auto}, resource"#), "group=sellers", false),
        (format!(r#"principal == Agent::"agt", {auto}, resource"#), "agent=agt", true),
        (format!(r#"principal, {auto}, resource in Server::"shop""#), "server=shop", true),
        (format!(r#"principal, {auto}, resource in Name::"tool""#), "tool=tool server=", true),
        (format!(r#"principal, {auto}, resource == Tool::"shop/tool""#), "tool=tool server=shop", true),
        (format!(r#"principal, {auto}, resource in Effect::"pay""#), "effect=pay", false),
    ] {
        let rules = RuleSet::load(&scoped(&head, example), "").unwrap();
        let slice = rules.slice(&subject(Effect::Write)).unwrap();
        let expected = if applies { (1, Verdict::Pass) } else { (0, Verdict::Hold) };
        assert_eq!((slice.len(), slice.judge(&Sight::harmless()).verdict()), expected, "{head}");
        assert_eq!(slice.is_empty(), !applies);
    }
}

mod faults {
    use super::*;

    fn refused(rules: &str, guardrails: &str) -> Fault {
        let LoadError(mut faults) = RuleSet::load(rules, guardrails).unwrap_err();
        assert_eq!(faults.len(), 1, "{faults:?}");
        faults.remove(0)
    }

    #[test]
    fn what_is_not_exactly_right_is_not_loaded_and_the_place_is_told() {
        let auto = |when: &str| {
            policy("x", "effect=pay", "effect=send", &format!(r#"permit (principal, action == Action::"auto_approve", resource){when}"#))
        };
        let place = |fault: &Fault| (fault.problem, fault.line);
        assert_eq!(place(&refused(&format!("{}\npermit (principal", pass_all()), "")), (Problem::Parse, Some(4)));
        let typo = pass_all() + &auto(r#" when { context.efect == "pay" }"#);
        assert_eq!(place(&refused(&typo, "")), (Problem::Validate, Some(4)), "a misspelt attribute");
        let misspelt = policy("x", "effect=pay", "", r#"forbid (principal, action in Action::"gate", resource in Effect::"pey")"#);
        assert_eq!(place(&refused("", &misspelt)), (Problem::Validate, Some(2)), "a misspelt guardrail");
        let rung = policy("x", "effect=pay", "", r#"forbid (principal, action == Action::"auto_aprove", resource)"#);
        assert_eq!(refused(&rung, "").problem, Problem::Validate, "a misspelt rung");
        let bare = r#"@id("x") permit (principal, action == Action::"auto_approve", resource);"#;
        assert!(refused(bare, "").detail.contains("@matches"));
        assert_eq!(refused(&[pass_all(), pass_all()].concat(), "").problem, Problem::SameId);
        assert_eq!(refused(&pass_all(), &never("pay").replace("never", "all")).problem, Problem::SameId, "over both texts");
        assert_eq!(refused(&"x".repeat(load::TEXT_BYTES_MAX + 1), "").problem, Problem::TooLarge);
    }

    #[test]
    fn each_tier_keeps_to_itself() {
        let any = policy("x", "effect=pay", "", "permit (principal, action, resource)");
        assert_eq!(refused(&any, "").problem, Problem::NoRule, "a rule that permits both rungs");
        assert_eq!(refused(&never("pay"), "").problem, Problem::NoRule, "a guardrail among the rules");
        let silent = policy("x", "effect=pay", "", r#"forbid (principal, action == Action::"human_review", resource)"#);
        assert_eq!(refused(&silent, "").problem, Problem::NoRule, "a rule that takes an action from people");
        assert_eq!(refused("", &pass_all()).problem, Problem::NoGuardrail, "a permit among the guardrails");
        let half = policy("x", "effect=pay", "", r#"forbid (principal, action == Action::"auto_approve", resource)"#);
        assert_eq!(refused("", &half).problem, Problem::NoGuardrail, "a guardrail on one rung");
    }

    #[test]
    fn examples_are_tried_at_load() {
        let limit = |matches: &str, spares: &str| {
            policy("x", matches, spares, r#"forbid (principal, action == Action::"auto_approve", resource) when { context.steps >= 100 }"#)
        };
        assert!(RuleSet::load(&limit("steps=100; steps=5000 effect=pay", "steps=99"), "").is_ok());
        assert_eq!(refused(&limit("steps=99", "steps=5"), "").problem, Problem::Misses);
        assert_eq!(refused(&limit("steps=100", "steps=100"), "").problem, Problem::Matches);
        assert!(refused(&limit("steps=100", ""), "").detail.contains("@not_matches"), "a condition needs both kinds");
        for unreadable in ["stepz=1", "steps=many", "steps", "origin=moon", "effect=fly", ";"] {
            assert_eq!(refused(&limit(unreadable, "steps=1"), "").problem, Problem::Example, "{unreadable}");
        }
        let error = refused(
            &policy(
                "x",
                "steps=2",
                "steps=0",
                r#"forbid (principal, action == Action::"auto_approve", resource) when { context.steps * 9223372036854775807 > 9 }"#,
            ),
            "",
        );
        assert_eq!(error.problem, Problem::Example, "an example that errors proves nothing: {error}");
    }
}

#[test]
fn the_time_that_a_rule_gives_is_read_strictly() {
    let rules = |due: &str, policy: &str| format!("@due(\"{due}\")\n{policy}");
    let loaded = RuleSet::load(&rules("1h30m", &review_all()), "").unwrap();
    assert_eq!(loaded.laws().find_map(Law::due), Some(TimeDelta::minutes(90)));
    assert_eq!(RuleSet::load(&rules("7d", &review_all()), "").unwrap().laws().count(), 1);
    let fault = |rules: &str, guardrails: &str| RuleSet::load(rules, guardrails).unwrap_err().0.remove(0);
    for due in ["", "4", "-4h", "4 hours", "8d", "0s"] {
        assert_eq!(fault(&rules(due, &review_all()), "").problem, Problem::Annotation, "{due}");
    }
    assert_eq!(fault(&rules("4h", &pass_all()), "").problem, Problem::Annotation, "what passes does not wait");
    assert_eq!(fault("", &rules("4h", &never("pay"))).problem, Problem::Annotation, "nor does what is blocked");
}
