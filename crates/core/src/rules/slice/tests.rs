//! What slices leave out changes nothing: they are held against all policies in one set, asked on both rungs, each time checked in full.

use std::{fmt::Write as _, sync::LazyLock};

use cedar_policy::Response;
use proptest::{collection::vec, prelude::*, sample::select};

use super::*;
use crate::{
    command::Does,
    provenance::Provenance,
    rules::{
        RuleSet,
        sight::{AmountSeen, Origin},
    },
    tool::{Effect, Reversibility},
};

/// Whom and what a policy speaks of, with an example that matches.
const HEADS: [(&str, &str, &str); 12] = [
    ("principal", "resource", ""),
    ("principal is Agent", "resource is Tool", ""),
    ("principal == Agent::\"agt\"", "resource", "agent=agt"),
    ("principal in Agent::\"agt\"", "resource", "agent=agt"),
    ("principal in Group::\"buyers\"", "resource", "group=buyers"),
    ("principal is Agent in Group::\"sellers\"", "resource", "group=sellers"),
    ("principal", "resource in Effect::\"pay\"", "effect=pay"),
    ("principal", "resource is Tool in Effect::\"send\"", "effect=send"),
    ("principal", "resource in Server::\"shop\"", "server=shop"),
    ("principal", "resource in Name::\"tool\"", "tool=tool"),
    ("principal", "resource == Tool::\"shop/tool\"", "server=shop tool=tool"),
    ("principal in Group::\"buyers\"", "resource in Effect::\"pay\"", "group=buyers effect=pay"),
];

/// Conditions, with an example that matches and one that does not. The last one fails for more than one step.
const CONDITIONS: [(&str, &str, &str); 8] = [
    ("", "", ""),
    ("when { context.risk > 20 }", "risk=21", "risk=20"),
    ("unless { context.registered }", "registered=false", "registered=true"),
    ("when { context.disguised } unless { context.told }", "disguised=true", "disguised=true told=true"),
    ("when { [Origin::\"made\", Origin::\"untrusted\"].contains(context.origin) }", "origin=made", "origin=user"),
    ("when { if context.told then context.risk < 5 else context.read_all == false }", "read_all=false", "told=true"),
    ("when { context.command.containsAny([\"sends\", \"deletes\"]) }", "command=looks,sends", "command=looks"),
    ("when { context.steps * 9223372036854775807 > 9 }", "steps=1", "steps=0"),
];

const RULES: [(&str, &str); 4] = [
    ("permit", "action == Action::\"auto_approve\""),
    ("permit", "action in [Action::\"auto_approve\"]"),
    ("permit", "action == Action::\"human_review\""),
    ("forbid", "action == Action::\"auto_approve\""),
];

const GUARDRAILS: [(&str, &str); 3] = [
    ("forbid", "action"),
    ("forbid", "action in Action::\"gate\""),
    ("forbid", "action in [Action::\"auto_approve\", Action::\"human_review\"]"),
];

/// Every kind of policy there is.
static ALL: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::load(&text("r", &RULES), &text("g", &GUARDRAILS)).unwrap());

fn text(prefix: &str, kinds: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (k, (effect, action)) in kinds.iter().enumerate() {
        for (h, (principal, resource, who)) in HEADS.iter().enumerate() {
            for (c, (condition, yes, no)) in CONDITIONS.iter().enumerate() {
                let yes = if who.len() + yes.len() == 0 { "risk=10" } else { yes };
                let spares = if condition.is_empty() { String::new() } else { format!("@not_matches(\"{who} {no}\")") };
                writeln!(
                    text,
                    "@id(\"{prefix}{k}-{h}-{c}\") @reason_en(\"why\") @reason_ja(\"理由\") @matches(\"{who} {yes}\") {spares}\n\
                     {effect} ({principal}, {action}, {resource}) {condition};"
                )
                .unwrap();
            }
        }
    }
    text
}

/// The same as a slice says, with nothing left out and nothing taken over from one question to the next.
fn plainly(words: &Vocabulary, laws: &[Arc<Law>], subject: &Subject, sight: &Sight) -> Judgement {
    let (agent, tool) = (words.agent(subject), words.tool(subject));
    let entities = entities(words, &agent, &tool).unwrap();
    let policies = PolicySet::from_policies(laws.iter().map(|law| law.policy.clone())).unwrap();
    let ask = |rung: Rung| {
        let context = sight.context(words).unwrap();
        let request = Request::new(agent.uid.clone(), words.rung(rung.name()), tool.uid.clone(), context, Some(&words.schema)).unwrap();
        Authorizer::new().is_authorized(&request, &policies, &entities)
    };
    let (passing, reviewing) = (ask(Rung::AutoApprove), ask(Rung::HumanReview));
    let behind = |response: &Response, reason: fn(String, Words) -> Reason| {
        let decided = |law: &&Arc<Law>| response.diagnostics().reason().any(|id| id == law.policy.id());
        laws.iter().filter(decided).map(|law| reason(law.id.clone(), law.words.clone())).collect::<Vec<_>>()
    };
    let held = |rule, words| Reason::Held { rule, words };
    let mut reasons = match (passing.decision(), reviewing.decision()) {
        (Decision::Allow, _) if passing.diagnostics().errors().next().is_none() => {
            return Judgement::new(behind(&passing, |rule, words| Reason::Passed { rule, words }));
        }
        (Decision::Deny, Decision::Deny) if reviewing.diagnostics().reason().next().is_none() => behind(&passing, held),
        (_, Decision::Deny) => behind(&reviewing, |rule, words| Reason::Blocked { rule, words }),
        (Decision::Allow, Decision::Allow) => Vec::new(),
        (Decision::Deny, Decision::Allow) if passing.diagnostics().reason().next().is_none() => behind(&reviewing, held),
        (Decision::Deny, Decision::Allow) => behind(&passing, held),
    };
    for AuthorizationError::PolicyEvaluationError(error) in passing.diagnostics().errors().chain(reviewing.diagnostics().errors()) {
        let fault = Reason::Fault { rule: error.policy_id().to_string() };
        if !reasons.contains(&fault) {
            reasons.push(fault);
        }
    }
    Judgement::new(reasons)
}

const ORIGINS: [Origin; 7] = [
    Origin::None,
    Origin::From(Provenance::User),
    Origin::From(Provenance::Trusted),
    Origin::From(Provenance::Internal),
    Origin::From(Provenance::Record),
    Origin::From(Provenance::Made),
    Origin::From(Provenance::Untrusted),
];

fn some_laws() -> impl Strategy<Value = Vec<Arc<Law>>> {
    vec(select(ALL.laws.clone()), 0..12).prop_map(|mut laws| {
        laws.sort_by_key(|law| law.position);
        laws.dedup_by_key(|law| law.position);
        laws
    })
}

prop_compose! {
    fn subjects()(
        agent in select(vec!["agt", "other"]),
        groups in select(vec![vec![], vec!["buyers"], vec!["sellers"], vec!["buyers", "sellers"]]),
        server in select(vec!["", "shop", "bank"]),
        tool in select(vec!["tool", "other"]),
        effect in select(Effect::ALL.to_vec()),
    ) -> Subject {
        let groups = groups.into_iter().map(str::to_owned).collect();
        Subject { agent: agent.to_owned(), groups, server: server.to_owned(), tool: tool.to_owned(), effect }
    }
}

prop_compose! {
    fn sights()(
        risk in 0..40_u8,
        registered in any::<bool>(),
        disguised in any::<bool>(),
        told in any::<bool>(),
        read_all in any::<bool>(),
        origin in select(ORIGINS.to_vec()),
        amount in select(vec![AmountSeen::None, AmountSeen::Read, AmountSeen::Unread]),
        reversibility in select(vec![Reversibility::Reversible, Reversibility::Costly, Reversibility::Irreversible]),
        command in select(vec![vec![], vec![Does::Looks], vec![Does::Deletes, Does::Sends]]),
        steps in 0..4_i64,
    ) -> Sight {
        Sight { reversibility, risk, amount, steps, origin, disguised, registered, read_all, command, told, ..Sight::harmless() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_slice_says_what_all_policies_say(laws in some_laws(), subject in subjects(), sight in sights()) {
        let slice = Slice::new(&ALL.words, &laws, &subject).unwrap();
        prop_assert_eq!(slice.judge(&sight), plainly(&ALL.words, &laws, &subject, &sight));
    }
}

/// A slice of all policies, with another word in the schema.
fn slice_with(told: &str, other: &str) -> Option<Slice> {
    let schema = include_str!("../schema.cedarschema");
    assert!(schema.contains(told), "`{told}` stands in the schema");
    let subject =
        Subject { agent: "agt".to_owned(), groups: Vec::new(), server: String::new(), tool: "tool".to_owned(), effect: Effect::Pay };
    Slice::new(&Arc::new(Vocabulary::read(&schema.replace(told, other)).unwrap()), &ALL.laws, &subject)
}

/// Without a slice, everything waits.
#[test]
fn there_is_no_slice_for_what_the_schema_does_not_allow() {
    assert!(slice_with("Sight", "Seen").is_some(), "all is well by another name");
    for (told, other) in [
        ("risk: Long", "risk: String"),
        ("amount: Amount", "amount: Origin"),
        ("domains: Set<String>", "domains: Set<Long>"),
        ("command: Set<String>", "command: Set<Long>"),
        ("told: Bool,", ""),
        ("told: Bool,", "told: Bool, more: Bool,"),
        ("principal: [Agent]", "principal: [Group]"),
    ] {
        assert!(slice_with(told, other).is_none(), "`{other}` for `{told}`");
    }
}

#[test]
fn a_value_that_the_schema_does_not_list_is_a_fault() {
    let slice = slice_with("\"made\", \"untrusted\"", "\"made\"").unwrap();
    for origin in ORIGINS {
        let judgement = slice.judge(&Sight { origin, ..Sight::harmless() });
        assert_eq!(judgement == Judgement::faulty(), origin == Origin::From(Provenance::Untrusted), "{origin:?}");
    }
}
