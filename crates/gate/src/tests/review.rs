//! Reviewers answer: in time, on what they saw, and only where it is theirs.

use chrono::TimeDelta;
use sekisho_core::{ledger::Entry, review::Assignee};

use super::{House, no, refused, seen, yes};
use crate::{
    Code,
    answer::Status,
    decide::{Answer, Seen, WORDS_MAX},
    view::{Act, Happened, Standing, With},
};

fn escalate(to: Assignee) -> Answer {
    Answer::Escalate { to, note: "yours".to_owned() }
}

#[tokio::test]
async fn nobody_answers_and_that_is_a_no() {
    let house = House::alone().await;
    let (due, later) = (house.held().await, house.ask_as(house.agent, "send_mail", "{}", "11m").await.id);
    house.later(TimeDelta::minutes(10) - TimeDelta::microseconds(1));
    house.gate.expire_due().await.unwrap();
    assert_eq!(house.receipt(due).await.status, Status::Pending, "there is time until there is none");
    house.later(TimeDelta::microseconds(1));
    house.gate.expire_due().await.unwrap();
    house.gate.expire_due().await.unwrap();
    assert_eq!(house.receipt(due).await.status, Status::Expired { at: house.gate.clock().now() });
    assert_eq!(house.receipt(later).await.status, Status::Pending, "another action has its own time");
    assert_eq!(house.count(|entry| *entry == Entry::Expired).await, 1, "it expires once");
    refused(house.gate.consume(house.agent, due, "use").await, Code::NotApproved, "what expired does not run");
    refused(house.decide(house.owner, due, yes()).await, Code::AlreadyDecided, "and nobody brings it back");
}

#[tokio::test]
async fn more_than_one_batch_expires() {
    let house = House::alone().await;
    for _ in 0..201 {
        house.held().await;
    }
    house.later(TimeDelta::minutes(10));
    while house.gate.expire_due().await.unwrap().is_zero() {}
    assert_eq!(house.count(|entry| *entry == Entry::Expired).await, 201);
    assert_eq!(house.gate.status(house.owner, "").await.unwrap().waiting, 0);
}

#[tokio::test]
async fn a_late_answer_is_refused_even_before_the_expiry_is_on_record() {
    let house = House::alone().await;
    let id = house.held().await;
    house.later(TimeDelta::minutes(10));
    for answer in [yes(), no(), escalate(Assignee::Reviewer(house.reviewer("Other", &[]).await))] {
        refused(house.decide(house.owner, id, answer).await, Code::TooLate, "late is no");
    }
    let view = house.view(id).await;
    assert_eq!((view.allowed, view.targets), (vec![], vec![]), "and nothing is offered");
    assert_eq!(house.receipt(id).await.status, Status::Pending, "only the expiry decides it now");
}

#[tokio::test]
async fn an_answer_is_for_what_was_seen() {
    let house = House::new().await;
    let (id, other) = (house.held().await, house.ask("send_mail", r#"{"to":"b@example.com"}"#).await.id);
    let chief = house.reviewer("Chief", &[]).await;
    let (before, foreign) = (seen(&house.view(id).await), seen(&house.view(other).await));
    refused(house.gate.decide(house.owner, id, foreign, yes()).await, Code::Conflict, "another action's digest");
    let future = Seen { version: before.version + 1, ..before.clone() };
    refused(house.gate.decide(house.owner, id, future, yes()).await, Code::Conflict, "a version that is not");
    let passed = house.gate.decide(house.owner, id, before.clone(), escalate(Assignee::Reviewer(chief))).await.unwrap();
    assert_eq!(passed.version, before.version + 1, "each change is a version");
    refused(house.gate.decide(chief, id, before, yes()).await, Code::Conflict, "it changed under the reviewer's eyes");
    assert_eq!(house.receipt(id).await.status, Status::Pending);
    assert_eq!(house.gate.decide(chief, id, seen(&passed), yes()).await.unwrap().version, 3);
}

#[tokio::test]
async fn a_decision_is_final() {
    let house = House::new().await;
    let other = house.reviewer("Other", &[]).await;
    for first in [yes(), no()] {
        let id = house.held().await;
        house.decide(house.owner, id, first).await.unwrap();
        let decided = house.receipt(id).await;
        for second in [yes(), no(), escalate(Assignee::Reviewer(house.owner))] {
            refused(house.decide(other, id, second).await, Code::AlreadyDecided, "one decision");
        }
        assert_eq!(house.receipt(id).await, decided);
    }
}

#[tokio::test]
async fn it_is_passed_on_only_to_somebody_who_can_answer() {
    let house = House::new().await;
    let member = house.reviewer("Member", &["finance"]).await;
    let gone = house.reviewer("Gone", &["legal"]).await;
    house.gate.revoke_reviewer(house.owner, gone).await.unwrap();
    let id = house.held().await;
    for (to, why) in [
        (Assignee::Anyone, "everyone has it already"),
        (Assignee::Reviewer(house.owner), "oneself"),
        (Assignee::Reviewer(gone), "someone who is gone"),
        (Assignee::Group("legal".to_owned()), "a group of nobody"),
        (Assignee::Group("Finance".to_owned()), "a group that is written otherwise"),
    ] {
        refused(house.decide(house.owner, id, escalate(to)).await, Code::NotThere, why);
    }
    let view = house.view(id).await;
    let group = With::Group { name: "finance".to_owned() };
    assert_eq!(view.loads.values().copied().collect::<Vec<_>>(), [1], "what lies on the desk of the one who is left");
    assert_eq!(view.targets.len(), 2, "the window offers the one who is left and their group: {:?}", view.targets);
    assert!(
        view.targets.contains(&group)
            && view.allowed == [Act::Approve, Act::Grant, Act::Reject, Act::AskBack, Act::Amend, Act::Escalate, Act::Take],
        "{:?}",
        view.allowed
    );
    let passed = house.decide(house.owner, id, escalate(Assignee::Group("finance".to_owned()))).await.unwrap();
    assert_eq!(passed.standing, Standing::Held { with: group, way: None, taken: None });
    assert_eq!(passed.allowed, [], "whoever passed it on has nothing to say any more");
    for answer in [yes(), no(), escalate(Assignee::Reviewer(member))] {
        refused(house.decide(house.owner, id, answer).await, Code::NotYours, "it waits for the group");
    }
    let only_one = Assignee::Group("finance".to_owned());
    refused(house.decide(member, id, escalate(only_one)).await, Code::NotThere, "a group whose only member passes it on");
    let view = house.decide(member, id, yes()).await.unwrap();
    let happened: Vec<_> = view.history.iter().map(|entry| &entry.event).collect();
    assert!(matches!(happened[..], [Happened::Received { .. }, Happened::Escalated { .. }, Happened::Approved { .. }]), "{happened:?}");
}

#[tokio::test]
async fn an_action_is_not_passed_on_for_ever() {
    let house = House::new().await;
    let other = house.reviewer("Other", &[]).await;
    let id = house.held().await;
    for turn in 0..sekisho_core::review::ESCALATIONS_MAX {
        let (from, to) = if turn % 2 == 0 { (house.owner, other) } else { (other, house.owner) };
        house.decide(from, id, escalate(Assignee::Reviewer(to))).await.unwrap();
    }
    refused(house.decide(house.owner, id, escalate(Assignee::Reviewer(other))).await, Code::NotThere, "once more is too often");
    assert_eq!(
        house.view(id).await.allowed,
        [Act::Approve, Act::Grant, Act::Reject, Act::AskBack, Act::Amend, Act::Take],
        "but it can be answered"
    );
}

#[tokio::test]
async fn whoever_was_revoked_decides_nothing() {
    let house = House::new().await;
    let other = house.reviewer("Other", &[]).await;
    let id = house.held().await;
    let view = seen(&house.view(id).await);
    house.gate.revoke_reviewer(house.owner, other).await.unwrap();
    for answer in [yes(), no(), escalate(Assignee::Reviewer(house.owner))] {
        refused(house.gate.decide(other, id, view.clone(), answer).await, Code::Unauthorized, "a revocation counts at once");
    }
    refused(house.gate.action(other, id).await, Code::Unauthorized, "and there is nothing more to see");
    assert_eq!(house.receipt(id).await.status, Status::Pending);
}

#[tokio::test]
async fn words_have_a_length() {
    let house = House::new().await;
    let id = house.held().await;
    let long = "あ".repeat(WORDS_MAX + 1);
    for reason in ["", " \n ", &long] {
        refused(house.decide(house.owner, id, Answer::Reject { reason: reason.to_owned() }).await, Code::InvalidRequest, "a reason");
    }
    refused(house.decide(house.owner, id, Answer::Approve { note: Some(long) }).await, Code::InvalidRequest, "a note");
    house.decide(house.owner, id, Answer::Reject { reason: format!(" {}\n", "あ".repeat(WORDS_MAX)) }).await.unwrap();
    let Status::Denied { note: Some(note), .. } = house.receipt(id).await.status else { panic!("it was denied") };
    assert_eq!(note.chars().count(), WORDS_MAX, "blanks around a reason are not part of it");
}
