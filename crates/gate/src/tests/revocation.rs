//! What a revocation leaves open is settled, whatever happens in the same moment, or to the process.

use std::time::Duration;

use sekisho_core::{
    agent::Terms,
    id::{AgentId, ReviewerId},
    ledger::Entry,
    review::Assignee,
};

use super::{House, noon, refused, yes};
use crate::{
    Code,
    answer::Status,
    decide::Answer,
    view::{Role, Standing, With},
};

fn to(assignee: Assignee) -> Answer {
    Answer::Escalate { to: assignee, note: "please".to_owned() }
}

impl House {
    /// Revokes somebody in the database alone, as a process leaves it that dies in the middle.
    async fn revoke_and_die(self, agent: Option<AgentId>, reviewer: Option<ReviewerId>) -> Self {
        let (gate, owner) = (self.gate.clone(), self.owner);
        let work = self.gate.store().write(move |tx| {
            Box::pin(async move {
                let now = gate.clock().now();
                if let Some(agent) = agent {
                    tx.revoke_agent(agent, owner, now).await?;
                }
                if let Some(reviewer) = reviewer {
                    tx.revoke_reviewer(reviewer, now).await?;
                }
                Ok::<_, crate::Error>(())
            })
        });
        work.await.unwrap();
        self.reopen(noon()).await
    }

    /// Waits until an action stands as it should.
    async fn comes_to(&self, id: crate::ActionId, wanted: impl Fn(&Standing) -> bool) -> bool {
        for _ in 0..500 {
            if wanted(&self.view(id).await.standing) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        false
    }
}

#[tokio::test]
async fn a_yes_ends_with_the_credential_it_was_given_by() {
    let house = House::new().await;
    let person = house.reviewer("Person", &[]).await;
    let (unused, used) = (house.held().await, house.held().await);
    for id in [unused, used] {
        house.decide(person, id, yes()).await.unwrap();
    }
    house.gate.consume(house.agent, used, "use").await.unwrap();
    house.gate.revoke_reviewer(house.owner, person).await.unwrap();
    refused(house.gate.consume(house.agent, unused, "use").await, Code::ApprovalExpired, "nobody answers for it any more");
    assert!(house.gate.consume(house.agent, used, "use").await.is_ok(), "a retry of a use hears of that use");
    house.gate.report(house.agent, used, true, None).await.unwrap();
    let house = house.reopen(noon()).await;
    refused(house.gate.consume(house.agent, unused, "use").await, Code::ApprovalExpired, "nor after a restart");
}

#[tokio::test]
async fn what_waits_for_somebody_who_is_gone_waits_for_everyone() {
    let house = House::new().await;
    let (person, other) = (house.reviewer("Person", &["Legal", "Finance"]).await, house.reviewer("Other", &["Finance"]).await);
    let [theirs, legal, finance] = [house.held().await, house.held().await, house.held().await];
    house.decide(house.owner, theirs, to(Assignee::Reviewer(person))).await.unwrap();
    house.decide(house.owner, legal, to(Assignee::Group("Legal".to_owned()))).await.unwrap();
    house.decide(house.owner, finance, to(Assignee::Group("Finance".to_owned()))).await.unwrap();
    house.gate.revoke_reviewer(house.owner, person).await.unwrap();
    for id in [theirs, legal] {
        assert_eq!(house.view(id).await.standing, Standing::Held { with: With::Anyone, way: None, taken: None });
    }
    let group = With::Group { name: "Finance".to_owned() };
    assert_eq!(house.view(finance).await.standing, Standing::Held { with: group, way: None, taken: None }, "somebody is left there");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Returned { .. })).await, 2, "and it is on record");
    house.approve(theirs).await;
    house.decide(other, finance, yes()).await.unwrap();
}

#[tokio::test]
async fn a_revocation_that_broke_off_is_finished_at_start() {
    let house = House::new().await;
    let person = house.reviewer("Person", &[]).await;
    let other = house.add_agent("Other").await.id;
    let (left, theirs) = (house.held().await, house.ask_as(other, "send_mail", "{}", "10m").await.id);
    house.decide(house.owner, theirs, to(Assignee::Reviewer(person))).await.unwrap();
    let agent = house.agent;
    let house = house.revoke_and_die(Some(agent), Some(person)).await;
    let everyone = Standing::Held { with: With::Anyone, way: None, taken: None };
    assert!(house.comes_to(theirs, |standing| *standing == everyone).await, "what waited for them waits for everyone");
    let is_no = |standing: &Standing| matches!(standing, Standing::Denied { .. });
    assert!(house.comes_to(left, is_no).await, "what a revoked agent asked for is a no");
}

#[tokio::test]
async fn nobody_decides_for_an_agent_that_is_gone() {
    let house = House::new().await;
    let id = house.held().await;
    let view = house.view(id).await;
    // In memory first, as every revocation begins.
    house.gate.registry().revoke_agent(house.agent, house.owner, house.gate.clock().now());
    refused(house.gate.decide(house.owner, id, super::seen(&view), yes()).await, Code::AlreadyDecided, "it is revoked");
}

#[tokio::test]
async fn two_administrators_do_not_end_each_other() {
    let house = House::new().await;
    for round in 0..20 {
        let second = house.gate.add_reviewer(house.owner, &format!("Second {round}"), Role::Administrator, &[]).await.unwrap().id;
        let (one, two) = (house.gate.clone(), house.gate.clone());
        let owner = house.owner;
        let (first, other) = tokio::join!(
            tokio::spawn(async move { one.revoke_reviewer(owner, second).await }),
            tokio::spawn(async move { two.revoke_reviewer(second, owner).await }),
        );
        assert_eq!([first.unwrap().is_ok(), other.unwrap().is_ok()].iter().filter(|ok| **ok).count(), 1, "one of them stays");
        if house.gate.registry().active_reviewer(house.owner).is_none() {
            return;
        }
    }
}

#[tokio::test]
async fn a_name_goes_to_one_of_those_who_want_it() {
    let house = House::new().await;
    let adding: Vec<_> = (0..8)
        .map(|_| {
            let (gate, owner) = (house.gate.clone(), house.owner);
            tokio::spawn(async move {
                let agent = gate.add_agent(owner, "Same", Terms::default()).await.is_ok();
                let reviewer = gate.add_reviewer(owner, "Same", Role::Reviewer, &[]).await.is_ok();
                (agent, reviewer)
            })
        })
        .collect();
    let (mut agents, mut reviewers) = (0, 0);
    for add in adding {
        let (agent, reviewer) = add.await.unwrap();
        agents += usize::from(agent);
        reviewers += usize::from(reviewer);
    }
    assert_eq!((agents, reviewers), (1, 1));
}

#[tokio::test]
async fn an_agent_whose_actions_all_wait_asks_no_more() {
    let house = House::limited(2).await;
    let (first, _) = (house.held().await, house.held().await);
    let third = house.gate.submit(house.agent, super::asked("send_mail", "{}", "10m"), "third").await;
    refused(third, Code::TooManyHeld, "two wait");
    let passed = house.ask("get_invoice", "{}").await;
    assert!(matches!(passed.status, Status::Approved { .. }), "what needs no person goes on");
    house.approve(first).await;
    assert_eq!(house.ask("send_mail", "{}").await.status, Status::Pending, "one was answered, so there is room");
}

#[tokio::test]
async fn what_could_not_be_stored_is_taken_back_alone() {
    let house = House::new().await;
    let person = house.reviewer("Person", &[]).await;
    let other = house.add_agent("Other").await.id;
    let now = house.gate.clock().now();
    // Two revocations have begun, in memory, and the first of them fails.
    house.gate.registry().revoke_agent(house.agent, house.owner, now);
    assert!(house.gate.registry().revoke_reviewer(person, now));
    house.gate.registry().revoke_agent(other, house.owner, now);
    house.gate.mend_agent(house.agent).await.unwrap();
    assert!(house.gate.registry().is_active_agent(house.agent), "this one is as the database has it");
    assert!(!house.gate.registry().is_active_agent(other), "nobody else's revocation is undone");
    assert!(house.gate.registry().active_reviewer(person).is_none(), "of a reviewer neither");
    // What is stored stays.
    house.gate.revoke_agent(house.owner, other).await.unwrap();
    house.gate.mend_agent(other).await.unwrap();
    assert!(!house.gate.registry().is_active_agent(other));
}

#[tokio::test]
async fn whoever_is_revoked_reads_no_further() {
    let house = House::new().await;
    let person = house.reviewer("Person", &[]).await;
    let id = house.held().await;
    house.approve(id).await;
    let (from, until) = (noon() - chrono::TimeDelta::days(1), noon() + chrono::TimeDelta::days(1));
    let mut export = house.gate.export(person, from, until, crate::export::Format::Jsonl).await.unwrap();
    assert!(export.next_piece().await.unwrap().is_some());
    house.gate.revoke_reviewer(house.owner, person).await.unwrap();
    refused(export.next_piece().await, Code::Unauthorized, "the rest");
}

#[tokio::test]
async fn a_name_that_is_taken_keeps_no_owner_out() {
    let house = House::new().await;
    let second = house.gate.add_reviewer(house.owner, "Second", Role::Administrator, &[]).await.unwrap().id;
    house.gate.revoke_reviewer(second, house.owner).await.unwrap();
    house.gate.rename_me(second, "Alice").await.unwrap();
    house.gate.add_reviewer(second, "Owner", Role::Reviewer, &[]).await.unwrap();
    let token = house.gate.owner_credential("Alice").await.unwrap();
    let next = super::reviewer(&house.gate, &token);
    assert_eq!(house.gate.status(next, "").await.unwrap().me.name, "Owner 2");
}
