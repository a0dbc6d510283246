//! Who only looks: sees all, changes nothing, and is counted nowhere. And people who get another role.

use sekisho_core::{halt::Scope, ledger::Entry, review::Assignee};

use super::{House, no, noon, refused, seen, yes};
use crate::{
    Code,
    charts::NewChart,
    decide::Answer,
    standards::NewStandards,
    view::{About, Role, Standing, With},
};

fn escalated(to: Assignee) -> Answer {
    Answer::Escalate { to, note: "please".to_owned() }
}

#[tokio::test]
async fn an_auditor_sees_everything_and_decides_nothing() {
    let house = House::new().await;
    let (auditor, second) = (house.auditor("Auditor", &[]).await, house.reviewer("Second", &[]).await);
    let id = house.held().await;
    let view = house.gate.action(auditor, id).await.unwrap();
    assert_eq!((view.allowed, view.targets), (vec![], vec![]), "nothing is offered");
    assert_eq!(house.gate.queue(auditor, true, None, 10).await.unwrap().items[0].id, id, "what waits is seen");
    assert_eq!(house.gate.queue(auditor, false, None, 10).await.unwrap().items, [], "and none of it is theirs");
    let status = house.gate.status(auditor, "").await.unwrap();
    assert_eq!((status.me.role, status.waiting, status.waiting_for_me), (Role::Auditor, 1, 0));
    for answer in [yes(), no(), Answer::Withdraw, escalated(Assignee::Reviewer(second))] {
        refused(house.decide(auditor, id, answer).await, Code::Forbidden, "an answer");
    }
    refused(house.gate.take(auditor, id).await, Code::Forbidden, "being at it");
    refused(house.gate.comment(auditor, id, "hm".to_owned()).await, Code::Forbidden, "a remark");
    refused(house.gate.halt(auditor, Scope::Everything {}, None).await, Code::Forbidden, "a halt");
    refused(house.gate.rename_me(auditor, "Other").await, Code::Forbidden, "a name");
    let rules = house.gate.rules(auditor).await.unwrap();
    let wanted = NewStandards {
        edition: rules.edition,
        rules: rules.rules.clone(),
        guardrails: rules.guardrails.clone(),
        scorecard: std::collections::BTreeMap::default(),
        note: "why".to_owned(),
    };
    refused(house.gate.set_rules(auditor, wanted).await, Code::Forbidden, "rules");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Halted { .. } | Entry::StandardsSet(_))).await, 0);
    house.approve(id).await;
}

#[tokio::test]
async fn nobody_counts_on_an_auditor() {
    let house = House::new().await;
    let (auditor, _) = (house.auditor("Auditor", &["finance"]).await, house.auditor("Other auditor", &["finance"]).await);
    let id = house.held().await;
    let targets = house.view(id).await.targets;
    assert_eq!(targets, [], "an action cannot be passed on to them: {targets:?}");
    for to in [Assignee::Reviewer(auditor), Assignee::Group("finance".to_owned()), Assignee::Administrators] {
        refused(house.decide(house.owner, id, escalated(to)).await, Code::NotThere, "nobody is there");
    }
    refused(house.gate.set_second_person(house.owner, true).await, Code::Conflict, "they are no second administrator");
    refused(house.gate.revoke_reviewer(house.owner, house.owner).await, Code::Conflict, "nor the last one");
    let text = "[[people]]\nname = \"Owner\"\n[[people]]\nname = \"Auditor\"\n\
                [[routes]]\nname = \"a\"\nstages = [{ title = \"s\", seats = [\"person:Auditor\"] }]";
    let chart = NewChart { edition: 0, text: text.to_owned(), note: "why".to_owned() };
    refused(house.gate.set_chart(house.owner, chart).await, Code::InvalidChart, "a seat");
}

#[tokio::test]
async fn an_auditor_hears_what_happens_and_is_not_notified() {
    let house = House::new().await;
    let (auditor, second) = (house.auditor("Auditor", &[]).await, house.reviewer("Second", &[]).await);
    let (looks, answers) = (house.gate.listen(auditor, None).await.unwrap(), house.gate.listen(second, None).await.unwrap());
    let (mut looks, mut answers) = (looks.aloud(), answers.aloud());
    let id = house.held().await;
    let (seen, asked) = (looks.next().await.unwrap().about, answers.next().await.unwrap().about);
    assert_eq!(seen, About::Action { id, mine: false, notice: None });
    assert!(matches!(asked, About::Action { notice: Some(_), .. }), "somebody with a say is notified: {asked:?}");
}

#[tokio::test]
async fn whoever_becomes_an_auditor_leaves_their_desk_and_takes_their_yes_along() {
    let house = House::new().await;
    let second = house.reviewer("Second", &[]).await;
    let (waits, approved) = (house.held().await, house.held().await);
    house.decide(house.owner, waits, escalated(Assignee::Reviewer(second))).await.unwrap();
    house.decide(second, approved, yes()).await.unwrap();
    house.gate.set_role(house.owner, second, Role::Auditor).await.unwrap();
    let Standing::Held { with, .. } = house.view(waits).await.standing else { panic!("it still waits") };
    assert_eq!(with, With::Anyone, "what waited for them is everybody's");
    refused(house.decide(second, waits, yes()).await, Code::Forbidden, "they answer nothing more");
    refused(house.gate.consume(house.agent, approved, "k").await, Code::ApprovalExpired, "nor does their yes let anything run");
    let house = house.reopen(noon()).await;
    assert_eq!(house.gate.status(second, "").await.unwrap().me.role, Role::Auditor, "a role is kept");
    house.gate.set_role(house.owner, second, Role::Reviewer).await.unwrap();
    let view = house.gate.action(second, waits).await.unwrap();
    house.gate.decide(second, waits, seen(&view), yes()).await.unwrap();
    assert_eq!(house.count(|entry| matches!(entry, Entry::ReviewerRoleSet(set) if set.reviewer == second)).await, 2);
}

#[tokio::test]
async fn an_administrator_remains_whatever_roles_are_given() {
    let house = House::new().await;
    let second = house.reviewer("Second", &[]).await;
    refused(house.gate.set_role(second, second, Role::Administrator).await, Code::Forbidden, "one's own, upwards");
    for role in [Role::Reviewer, Role::Auditor] {
        refused(house.gate.set_role(house.owner, house.owner, role).await, Code::Conflict, "the last one stays");
    }
    house.gate.set_role(house.owner, second, Role::Administrator).await.unwrap();
    house.gate.set_role(second, house.owner, Role::Auditor).await.unwrap();
    refused(house.gate.set_role(house.owner, second, Role::Reviewer).await, Code::Forbidden, "not theirs any more");
    house.gate.revoke_reviewer(second, house.owner).await.unwrap();
    refused(house.gate.set_role(second, house.owner, Role::Administrator).await, Code::NotFound, "whoever was revoked stays revoked");
}

#[tokio::test]
async fn a_yes_falls_in_the_record_with_whoever_said_it_or_stands() {
    for (setting, falls) in [("fall", 1), ("stand", 0)] {
        let house = House::new().await;
        let (first, second) = (house.reviewer("First", &[]).await, house.reviewer("Second", &[]).await);
        let text = format!(
            "removed_votes = {setting:?}\ndefault_route = \"both\"\n[[people]]\nname = \"Owner\"\n[[people]]\nname = \"First\"\n\
             [[people]]\nname = \"Second\"\n[[routes]]\nname = \"both\"\n\
             stages = [{{ title = \"s\", seats = [\"person:First\", \"person:Second\", \"person:Owner\"] }}]"
        );
        house.gate.set_chart(house.owner, NewChart { edition: 0, text, note: "why".to_owned() }).await.unwrap();
        let (id, other) = (house.held().await, house.held().await);
        for by in [first, second] {
            house.decide(by, id, yes()).await.unwrap();
        }
        house.decide(second, other, yes()).await.unwrap();
        house.gate.revoke_reviewer(house.owner, first).await.unwrap();
        house.gate.set_role(house.owner, second, Role::Auditor).await.unwrap();
        for person in [first, second] {
            let forgotten = house.count(|entry| matches!(entry, Entry::Forgotten { reviewer } if *reviewer == person)).await;
            let said = if person == second { 2 } else { 1 };
            assert_eq!(forgotten, falls * said, "{setting}");
        }
        let Standing::Held { way: Some(way), .. } = house.view(id).await.standing else { panic!("the owner is missing") };
        let filled = way.stations[0].places.iter().filter(|place| place.filled.is_some()).count();
        assert_eq!(filled, if falls == 1 { 0 } else { 2 }, "{setting}");
    }
}
