//! What agents do with their actions, and what a revocation makes of it.

use std::time::Duration;

use chrono::TimeDelta;
use sekisho_core::{action::Name, id::AgentId, ledger::Entry, signal::Evidence, time::APPROVAL_VALID};

use super::{House, asked, no, refused};
use crate::{
    Code,
    answer::{NOTE_BYTES_MAX, Status},
    view::Standing,
};

#[tokio::test]
async fn an_approval_ends_unused() {
    let house = House::new().await;
    let (early, late) = (house.held().await, house.held().await);
    house.approve(early).await;
    house.approve(late).await;
    house.later(APPROVAL_VALID - TimeDelta::microseconds(1));
    assert!(house.gate.consume(house.agent, early, "use").await.is_ok(), "it is valid until it is not");
    house.later(TimeDelta::microseconds(1));
    refused(house.gate.consume(house.agent, late, "use").await, Code::ApprovalExpired, "an old approval is none");
    assert!(house.gate.consume(house.agent, early, "use").await.is_ok(), "a retry of a use hears of that use, however late");
    assert_eq!(house.count(|entry| *entry == Entry::Consumed).await, 1);
    house.gate.report(house.agent, early, true, None).await.unwrap();
}

#[tokio::test]
async fn what_a_rule_passed_ends_unused_too() {
    let house = House::new().await;
    let receipt = house.ask("get_invoice", "{}").await;
    assert!(matches!(receipt.status, Status::Approved { .. }), "looking something up passes: {receipt:?}");
    house.later(APPROVAL_VALID);
    refused(house.gate.consume(house.agent, receipt.id, "use").await, Code::ApprovalExpired, "a rule's yes is not for ever");
}

#[tokio::test]
async fn an_action_belongs_to_its_agent() {
    let house = House::new().await;
    let other = house.add_agent("Other").await.id;
    let id = house.held().await;
    house.approve(id).await;
    refused(house.gate.get(other, id, Duration::ZERO).await, Code::NotFound, "looked at");
    refused(house.gate.cancel(other, id).await, Code::NotFound, "taken back");
    refused(house.gate.consume(other, id, "use").await, Code::NotFound, "used");
    refused(house.gate.report(other, id, true, None).await, Code::NotFound, "told of");
    assert!(matches!(house.receipt(id).await.status, Status::Approved { consumption: None, .. }), "nothing came of it");
}

#[tokio::test]
async fn a_revoked_agent_asks_uses_and_hears_nothing_more() {
    let house = House::new().await;
    let (held, approved) = (house.held().await, house.ask("get_invoice", "{}").await.id);
    let other = house.add_agent("Other").await.id;
    let theirs = house.ask_as(other, "send_mail", "{}", "10m").await.id;
    house.gate.revoke_agent(house.owner, house.agent).await.unwrap();
    refused(house.gate.get(house.agent, held, Duration::ZERO).await, Code::Unauthorized, "it looks");
    refused(house.gate.consume(house.agent, approved, "use").await, Code::Unauthorized, "it uses");
    refused(house.gate.cancel(house.agent, held).await, Code::Unauthorized, "it takes back");
    refused(house.gate.report(house.agent, approved, true, None).await, Code::Unauthorized, "it tells");
    refused(house.gate.submit(house.agent, asked("get_x", "{}", "1m"), "new").await, Code::Unauthorized, "it asks");
    let view = house.view(held).await;
    let Standing::Denied { reason, .. } = &view.standing else { panic!("what it waited for is a no: {:?}", view.standing) };
    assert_eq!(reason.as_deref(), Some("the agent's credential was revoked"));
    assert!(matches!(house.view(theirs).await.standing, Standing::Held { .. }), "other agents wait on");
    house.gate.revoke_agent(house.owner, house.agent).await.unwrap();
    assert_eq!(house.count(|entry| matches!(entry, Entry::AgentRevoked(_))).await, 1, "twice is once");
}

#[tokio::test]
async fn a_revocation_closes_however_many_are_held() {
    let house = House::new().await;
    for _ in 0..501 {
        house.held().await;
    }
    house.gate.revoke_agent(house.owner, house.agent).await.unwrap();
    assert_eq!(house.gate.status(house.owner, "").await.unwrap().waiting, 0, "nobody needs to answer them");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Denied(_))).await, 501);
}

#[tokio::test]
async fn whoever_waits_is_woken_by_the_answer() {
    let house = House::new().await;
    let id = house.held().await;
    let gate = house.gate.clone();
    let agent = house.agent;
    let waiting = tokio::spawn(async move { gate.get(agent, id, Duration::from_secs(30)).await });
    tokio::task::yield_now().await;
    house.decide(house.owner, id, no()).await.unwrap();
    let woken = tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("it is woken").unwrap().unwrap();
    assert!(matches!(woken.status, Status::Denied { .. }), "{woken:?}");
    let gate = house.gate.clone();
    let next = house.held().await;
    let waiting = tokio::spawn(async move { gate.get(agent, next, Duration::from_secs(30)).await });
    tokio::task::yield_now().await;
    house.gate.close();
    let ended = tokio::time::timeout(Duration::from_secs(10), waiting).await.expect("a hub that stops keeps nobody").unwrap().unwrap();
    assert_eq!(ended.status, Status::Pending, "and says how it stands");
}

#[tokio::test]
async fn an_outcome_has_a_length() {
    let house = House::new().await;
    let id = house.ask("get_invoice", "{}").await.id;
    house.gate.consume(house.agent, id, "use").await.unwrap();
    for note in [String::new(), "x".repeat(NOTE_BYTES_MAX + 1)] {
        refused(house.gate.report(house.agent, id, true, Some(note)).await, Code::InvalidRequest, "no note of this length");
    }
    house.gate.report(house.agent, id, true, Some("x".repeat(NOTE_BYTES_MAX))).await.unwrap();
}

/// Whether a new request for this tool is told as the first.
async fn is_first(house: &House, tool: &str) -> bool {
    let view = house.view(house.ask(tool, "{}").await.id).await;
    view.contributions.iter().any(|contribution| matches!(contribution.evidence, Evidence::FirstTime))
}

#[tokio::test]
async fn a_tool_is_new_until_a_call_of_it_is_allowed() {
    let house = House::alone().await;
    let other = house.add_agent("Other").await.id;
    let id = house.held().await;
    assert!(is_first(&house, "send_mail").await, "asking alone makes no tool familiar");
    house.gate.cancel(house.agent, id).await.unwrap();
    assert!(is_first(&house, "send_mail").await, "nor does taking it back");
    house.decide(house.owner, house.held().await, no()).await.unwrap();
    assert!(is_first(&house, "send_mail").await, "nor does being refused");
    house.ask_as(house.agent, "send_mail", "{}", "1m").await;
    house.later(TimeDelta::minutes(2));
    house.gate.expire_due().await.unwrap();
    assert!(is_first(&house, "send_mail").await, "nor does no answer");
    let theirs = house.ask_as(other, "send_mail", "{}", "10m").await.id;
    house.approve(theirs).await;
    assert!(is_first(&house, "send_mail").await, "nor does what another agent may do");
    house.approve(house.held().await).await;
    assert!(!is_first(&house, "send_mail").await, "an approval does");
    assert!(!is_first(&house, "send_mail").await, "for good");
    assert!(is_first(&house, "send_message").await, "and for this tool alone");
    let house = house.reopen(super::noon() + TimeDelta::hours(1)).await;
    assert!(!is_first(&house, "send_mail").await, "a restart does not forget");
    assert!(is_first(&house, "send_message").await, "and makes nothing up");
}

#[tokio::test]
async fn a_tool_that_a_rule_passed_is_known() {
    let house = House::new().await;
    assert!(matches!(house.ask("get_invoice", "{}").await.status, Status::Approved { .. }), "a rule passes what only reads");
    assert!(!is_first(&house, "get_invoice").await);
}

#[tokio::test]
async fn a_tool_of_another_server_is_another_tool() {
    let house = House::new().await;
    let ask = async |server: Option<&str>| {
        let mut asked = asked("send_mail", "{}", "10m");
        asked.server = server.map(|name| Name::new(name.to_owned()).unwrap());
        let key = AgentId::new(super::noon(), crate::chance::for_id().unwrap()).to_string();
        house.gate.submit(house.agent, asked, &key).await.unwrap().receipt.id
    };
    let is_first = async |server| {
        let view = house.view(ask(server).await).await;
        view.contributions.iter().any(|contribution| matches!(contribution.evidence, Evidence::FirstTime))
    };
    house.approve(ask(Some("mail")).await).await;
    assert!(!is_first(Some("mail")).await);
    assert!(is_first(Some("mail2")).await && is_first(None).await, "nor is one without a server the same");
    house.approve(ask(None).await).await;
    assert!(!is_first(None).await && is_first(Some("mail2")).await);
}
