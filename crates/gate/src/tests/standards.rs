//! Rules are tried before they are saved, count at once, and block also what was approved before.

use chrono::TimeDelta;
use sekisho_core::{
    ledger::{Entry, StandardsSet},
    risk::{Line, Overrides},
    rules::{STARTER_GUARDRAILS, STARTER_RULES, Tier},
};

use super::{House, noon, refused, yes};
use crate::{Code, answer::Status, decide::Answer, look::Search, standards::NewStandards, view::StandardsView};

const NO_MAILS: &str = r#"
@id("no-mails") @reason_en("No mails for now.") @reason_ja("当面、メールは送れません。") @matches("effect=send")
forbid (principal, action in Action::"gate", resource in Effect::"send");
"#;

fn starter(edition: u32) -> NewStandards {
    NewStandards {
        edition,
        rules: STARTER_RULES.to_owned(),
        guardrails: STARTER_GUARDRAILS.to_owned(),
        scorecard: Overrides::new(),
        note: "as it was".to_owned(),
    }
}

fn no_mails(edition: u32) -> NewStandards {
    NewStandards { guardrails: format!("{STARTER_GUARDRAILS}{NO_MAILS}"), note: "a flood of mails".to_owned(), ..starter(edition) }
}

fn ids(view: &StandardsView) -> Vec<&str> {
    view.policies.iter().map(|policy| policy.id.as_str()).collect()
}

#[tokio::test]
async fn a_new_edition_counts_at_once_and_stays_on_record() {
    let house = House::new().await;
    let before = house.gate.rules(house.owner).await.unwrap();
    assert_eq!((before.edition, before.editions.len(), before.faults.len()), (0, 0, 0));
    let after = house.gate.set_rules(house.owner, no_mails(0)).await.unwrap();
    assert_eq!((after.edition, after.editions[0].note.as_str()), (1, "a flood of mails"));
    assert!(ids(&after).contains(&"no-mails") && !ids(&before).contains(&"no-mails"));
    let blocked = house.ask("send_mail", r#"{"to":"a@b.example"}"#).await;
    let Status::Denied { note, .. } = &blocked.status else { panic!("{blocked:?}") };
    assert!(note.as_ref().unwrap().contains("no-mails"), "the agent hears which guardrail");
    let (first, second) = (house.gate.edition(house.owner, 0).await.unwrap(), house.gate.edition(house.owner, 1).await.unwrap());
    assert_eq!(first.rules, STARTER_RULES);
    assert_eq!((first.policies, first.scorecard), (before.policies, before.scorecard), "each edition is told as it was in force");
    assert!(second.guardrails.contains("no-mails"));
    assert_eq!((second.policies, second.faults), (after.policies, Vec::new()));
    refused(house.gate.edition(house.owner, 2).await, Code::NotFound, "there is none");
    let last = house.ledger().await.into_iter().rev().find(|entry| matches!(entry, Entry::StandardsSet(_))).unwrap();
    assert!(
        matches!(last, Entry::StandardsSet(StandardsSet { edition: 1, rules: false, guardrails: true, scorecard: false, .. })),
        "{last:?}"
    );
}

#[tokio::test]
async fn an_action_tells_which_editions_were_in_force_since() {
    let house = House::new().await;
    let (first, second) = (house.held().await, house.held().await);
    let since = async |id| {
        let view = house.view(id).await;
        (view.edition, view.since.decided, view.since.now)
    };
    assert_eq!(since(first).await, (Some(0), None, 0), "nobody has decided it");
    house.approve(first).await;
    house.later(TimeDelta::seconds(1));
    let rules = format!("{STARTER_RULES}\n// Looked through.\n");
    house.gate.set_rules(house.owner, NewStandards { rules, ..starter(0) }).await.unwrap();
    house.approve(second).await;
    assert_eq!(since(first).await, (Some(0), Some(0), 1), "the rules changed after the decision");
    assert_eq!(since(second).await, (Some(0), Some(1), 1), "they changed while it waited");
    let item = house.gate.activity(house.owner, Search { limit: 1, ..Search::default() }).await.unwrap().items.remove(0);
    assert_eq!(item.decided_at, house.view(second).await.history.last().map(|entry| entry.at), "the record says when");
}

#[tokio::test]
async fn what_cannot_be_used_is_not_saved_and_the_old_set_stays() {
    let house = House::new().await;
    let broken = NewStandards { rules: "permit (principal".to_owned(), ..starter(0) };
    refused(house.gate.set_rules(house.owner, broken).await, Code::InvalidRules, "not Cedar");
    let failing = format!("{STARTER_GUARDRAILS}{}", NO_MAILS.replace("effect=send", "effect=pay"));
    let faults = house.gate.check_rules(house.owner, STARTER_RULES.to_owned(), failing.clone()).await.unwrap();
    assert!(
        matches!(faults.as_slice(), [fault] if fault.tier == Tier::Guardrail && fault.policy.as_deref() == Some("no-mails")),
        "{faults:?}"
    );
    refused(house.gate.set_rules(house.owner, NewStandards { guardrails: failing, ..starter(0) }).await, Code::InvalidRules, "an example");
    refused(house.gate.set_rules(house.owner, NewStandards { note: " ".to_owned(), ..no_mails(0) }).await, Code::InvalidRequest, "no note");
    refused(house.gate.set_rules(house.owner, no_mails(7)).await, Code::Conflict, "not what is in force");
    assert_eq!(house.gate.rules(house.owner).await.unwrap().edition, 0);
    assert_eq!(house.ask("send_mail", r#"{"to":"a@b.example"}"#).await.status, Status::Pending);
}

#[tokio::test]
async fn rules_are_for_reviewers_and_guardrails_for_administrators() {
    let house = House::new().await;
    let person = house.add_reviewer("Person", &[]).await.id;
    refused(house.gate.set_rules(person, no_mails(0)).await, Code::Forbidden, "a guardrail");
    let points = Overrides::from([(Line::EffectSend, 0)]);
    refused(house.gate.set_rules(person, NewStandards { scorecard: points.clone(), ..starter(0) }).await, Code::Forbidden, "points");
    let rules = format!("{STARTER_RULES}\n// Looked through.\n");
    let view = house.gate.set_rules(person, NewStandards { rules, ..starter(0) }).await.unwrap();
    assert_eq!((view.edition, view.may_guard), (1, false));
    let view = house.gate.set_rules(house.owner, NewStandards { scorecard: points, ..starter(1) }).await.unwrap();
    let send = view.scorecard.iter().find(|score| score.line == Line::EffectSend).unwrap();
    assert_eq!((send.points, send.standard), (0, 20));
}

#[tokio::test]
async fn a_new_guardrail_also_stops_what_waits_and_what_was_approved() {
    let house = House::new().await;
    let (waiting, approved) =
        (house.ask("send_mail", r#"{"to":"a@b.example"}"#).await, house.ask("send_mail", r#"{"to":"c@d.example"}"#).await);
    house.decide(house.owner, approved.id, yes()).await.unwrap();
    house.gate.set_rules(house.owner, no_mails(0)).await.unwrap();
    refused(house.decide(house.owner, waiting.id, yes()).await, Code::Blocked, "nobody can approve it");
    refused(house.gate.consume(house.agent, approved.id, "key").await, Code::Blocked, "nor is it used");
    house.decide(house.owner, waiting.id, Answer::Reject { reason: "no mails".to_owned() }).await.unwrap();
    house.gate.set_rules(house.owner, starter(1)).await.unwrap();
    house.gate.consume(house.agent, approved.id, "key").await.unwrap();
}

#[tokio::test]
async fn an_edition_survives_a_restart() {
    let house = House::new().await;
    house.gate.set_rules(house.owner, no_mails(0)).await.unwrap();
    let house = house.reopen(noon()).await;
    let view = house.gate.rules(house.owner).await.unwrap();
    assert!(view.edition == 1 && ids(&view).contains(&"no-mails"));
}

#[tokio::test]
async fn an_action_keeps_the_edition_that_judged_it() {
    let house = House::new().await;
    let before = house.ask("send_mail", r#"{"to":"a@b.example"}"#).await;
    house.gate.set_rules(house.owner, no_mails(0)).await.unwrap();
    let after = house.ask("send_mail", r#"{"to":"a@b.example"}"#).await;
    assert_eq!(house.view(before.id).await.edition, Some(0));
    assert_eq!(house.view(after.id).await.edition, Some(1));
}
