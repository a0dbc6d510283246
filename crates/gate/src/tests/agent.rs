//! What agents do with their actions, and what a revocation makes of it.

use std::time::Duration;

use chrono::TimeDelta;
use sekisho_core::{ledger::Entry, time::APPROVAL_VALID};

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
    assert_eq!(house.count(|entry| matches!(entry, Entry::AgentRevoked { .. })).await, 1, "twice is once");
}

#[tokio::test]
async fn a_revocation_closes_however_many_are_held() {
    let house = House::new().await;
    for _ in 0..501 {
        house.held().await;
    }
    house.gate.revoke_agent(house.owner, house.agent).await.unwrap();
    assert_eq!(house.gate.status(house.owner, "").await.unwrap().waiting, 0, "nobody needs to answer them");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Denied { .. })).await, 501);
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

#[tokio::test]
async fn the_first_time_counts_once() {
    let house = House::new().await;
    let score = async |id| house.view(id).await.risk.score;
    let (first, second) = (house.held().await, house.held().await);
    assert!(score(first).await > score(second).await, "the first call of a tool is of more concern");
    let third = house.reopen(super::noon() + TimeDelta::hours(1)).await;
    let id = third.held().await;
    assert_eq!(third.view(id).await.risk.score, third.view(second).await.risk.score, "a restart does not forget");
}
