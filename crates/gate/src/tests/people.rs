//! Agents and reviewers: one credential each, revoked at once. And what the store says.

use sekisho_core::{
    agent::Terms,
    ledger::{Entry, Overstepped},
};
use sekisho_store::StoreError;

use super::{House, noon, refused, reviewer};
use crate::{Caller, Code, Error, charts::NewChart, view::Role};

#[tokio::test]
async fn a_credential_is_told_once_and_kept_as_a_hash() {
    let house = House::new().await;
    let (agent, person) = (house.add_agent("Mailer").await, house.add_reviewer("Person", &["b", "a", "b"]).await);
    assert_eq!(house.gate.authenticate(&agent.token), Ok(Caller::Agent(agent.id)));
    assert_eq!(house.gate.authenticate(&person.token), Ok(Caller::Reviewer(person.id)));
    assert_ne!(agent.token, house.add_agent("Other").await.token, "no two are alike");
    let known = house.gate.reviewers(house.owner);
    assert_eq!(known.iter().find(|known| known.id == person.id).unwrap().groups, ["a", "b"], "groups are a set");
    let (token, other) = (agent.token.clone(), person.token.clone());
    let house = house.reopen(noon()).await;
    assert_eq!(house.gate.authenticate(&token), Ok(Caller::Agent(agent.id)), "it outlives the process");
    house.gate.close();
    for name in ["sekisho.db", "sekisho.db-wal"] {
        let file = std::fs::read(house.folder.path().join(name)).unwrap_or_default();
        for token in [&token, &other] {
            assert!(!file.windows(token.len()).any(|part| part == token.as_bytes()), "{name} does not hold a credential");
        }
    }
}

#[tokio::test]
async fn a_revocation_outlives_the_process() {
    let house = House::new().await;
    let (agent, person) = (house.add_agent("Mailer").await, house.add_reviewer("Person", &[]).await);
    house.gate.revoke_agent(house.owner, agent.id).await.unwrap();
    house.gate.revoke_reviewer(house.owner, person.id).await.unwrap();
    refused(house.gate.authenticate(&agent.token), Code::Unauthorized, "the agent's");
    let house = house.reopen(noon()).await;
    refused(house.gate.authenticate(&agent.token), Code::Unauthorized, "the agent's, still");
    refused(house.gate.authenticate(&person.token), Code::Unauthorized, "the reviewer's, still");
    house.add_agent("Mailer").await;
}

#[tokio::test]
async fn names_tell_people_and_agents_apart() {
    let house = House::new().await;
    refused(house.gate.add_agent(house.owner, " Orders ", Terms::default()).await, Code::Conflict, "there is one of that name");
    refused(house.gate.add_reviewer(house.owner, "Owner", Role::Reviewer, &[]).await, Code::Conflict, "there is one of that name");
    let long = "x".repeat(81);
    for name in ["", "  ", "a\nb", "a\u{200b}b", "a\u{202e}b", &long] {
        refused(house.gate.add_agent(house.owner, name, Terms::default()).await, Code::InvalidRequest, "no name");
        refused(house.gate.add_reviewer(house.owner, name, Role::Reviewer, &[]).await, Code::InvalidRequest, "no name");
        let groups = [name.to_owned()];
        refused(house.gate.add_reviewer(house.owner, "New", Role::Reviewer, &groups).await, Code::InvalidRequest, "no group");
        refused(house.gate.rename_me(house.owner, name).await, Code::InvalidRequest, "no name");
    }
    house.reviewer("Other", &[]).await;
    refused(house.gate.rename_me(house.owner, "Other").await, Code::Conflict, "somebody else is called so");
    assert_eq!(house.gate.rename_me(house.owner, "花子").await.unwrap().name, "花子");
    let house = house.reopen(noon()).await;
    assert_eq!(house.gate.status(house.owner, "").await.unwrap().me.name, "花子", "a name is kept");
}

#[tokio::test]
async fn nobody_takes_a_name_that_looks_like_somebody_elses() {
    let house = House::new().await;
    let (other, _) = (house.reviewer("Other", &[]).await, house.reviewer("橘高 ガク", &[]).await);
    for name in ["橘高  ガク", "橘高\u{3000}ガク", "橘高 カ\u{3099}ク", "橘高 ｶﾞｸ", "ｏｗｎｅｒ", "owner"] {
        refused(house.gate.rename_me(other, name).await, Code::Conflict, name);
        refused(house.gate.add_reviewer(house.owner, name, Role::Reviewer, &[]).await, Code::Conflict, name);
    }
    assert_eq!(house.gate.rename_me(other, "OTHER").await.unwrap().name, "OTHER", "their own name they may write as they like");
}

#[tokio::test]
async fn nobody_takes_the_name_that_somebody_else_has_in_the_chart() {
    let house = House::new().await;
    let (chief, other) = (house.reviewer("Chief", &[]).await, house.reviewer("Other", &[]).await);
    let text = r#"people = [{ name = "Chief", limits = [{ up_to = "100000 JPY" }] }]"#;
    let chart = |edition| NewChart { edition, text: text.to_owned(), note: "n".to_owned() };
    house.gate.set_chart(house.owner, chart(0)).await.unwrap();
    house.gate.rename_me(chief, "Director").await.unwrap();
    refused(house.gate.rename_me(other, "Chief").await, Code::Conflict, "the chart means somebody else");
    refused(house.gate.set_chart(house.owner, chart(1)).await, Code::InvalidChart, "and so nobody has the other's limit");
    assert_eq!(house.gate.rename_me(chief, "Chief").await.unwrap().name, "Chief", "whom it means may");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_names_at_once_are_one_name() {
    let house = House::new().await;
    for round in 0..10 {
        let names = ["a", "b", "c", "d"].map(|name| format!("{name}{round}"));
        let gates = names.clone().map(|name| {
            let (gate, me) = (house.gate.clone(), house.owner);
            tokio::spawn(async move { gate.rename_me(me, &name).await })
        });
        for work in gates {
            work.await.unwrap().unwrap();
        }
        let known = house.gate.status(house.owner, "").await.unwrap().me.name;
        let stored = house.gate.store().read().await.unwrap().reviewers().await.unwrap().remove(0).name;
        assert_eq!(known, stored, "what is in memory is what is stored");
    }
}

#[tokio::test]
async fn only_an_administrator_adds_and_revokes_and_one_remains() {
    let house = House::new().await;
    let plain = house.reviewer("Plain", &[]).await;
    refused(house.gate.add_agent(plain, "New", Terms::default()).await, Code::Forbidden, "adds an agent");
    refused(house.gate.practice_agent(plain, "New").await, Code::Forbidden, "starts the practice agent");
    refused(house.gate.revoke_agent(plain, house.agent).await, Code::Forbidden, "revokes an agent");
    refused(house.gate.add_reviewer(plain, "New", Role::Administrator, &[]).await, Code::Forbidden, "adds a reviewer");
    refused(house.gate.revoke_reviewer(plain, house.owner).await, Code::Forbidden, "revokes a reviewer");
    refused(house.gate.revoke_reviewer(house.owner, house.owner).await, Code::Conflict, "nobody would be left to add anyone");
    let second = house.gate.add_reviewer(house.owner, "Second", Role::Administrator, &[]).await.unwrap().id;
    house.gate.revoke_reviewer(second, house.owner).await.unwrap();
    refused(house.gate.add_agent(house.owner, "New", Terms::default()).await, Code::Forbidden, "whoever was revoked adds nobody");
    refused(house.gate.revoke_reviewer(second, second).await, Code::Conflict, "again one is left");
}

#[tokio::test]
async fn the_owner_has_one_credential_at_a_time() {
    let house = House::new().await;
    let first = house.gate.owner_credential("Somebody").await.unwrap();
    let second = house.gate.owner_credential("Somebody").await.unwrap();
    refused(house.gate.authenticate(&first), Code::Unauthorized, "a new one ends the old one");
    assert_eq!(reviewer(&house.gate, &second), house.owner, "it is the same person");
    assert_eq!(house.gate.reviewers(house.owner).len(), 1);
    let house = house.reopen(noon()).await;
    refused(house.gate.authenticate(&first), Code::Unauthorized, "a restart does not bring it back");
    assert_eq!(reviewer(&house.gate, &second), house.owner);
}

#[tokio::test]
async fn there_is_one_practice_agent() {
    let house = House::new().await;
    let first = house.gate.practice_agent(house.owner, "Practice").await.unwrap();
    house.ask_as(first.id, "send_mail", "{}", "10m").await;
    let second = house.gate.practice_agent(house.owner, "Practice").await.unwrap();
    refused(house.gate.authenticate(&first.token), Code::Unauthorized, "a new round ends the one before");
    assert_eq!(house.gate.status(house.owner, "").await.unwrap().waiting, 0, "with what it waited for");
    let agents = house.gate.agents().await.unwrap();
    let active: Vec<_> = agents.iter().filter(|agent| agent.practice && agent.revoked_at.is_none()).map(|agent| agent.id).collect();
    assert_eq!(active, [second.id]);
    assert!(!agents.iter().any(|agent| agent.practice && agent.id == house.agent), "real agents stay what they are");
}

#[tokio::test]
async fn an_agent_that_oversteps_is_on_record() {
    let house = House::new().await;
    house.gate.overstepped(house.agent, "POST /sekisho/v1/agents".to_owned()).await.unwrap();
    let entry = Entry::AgentOverstepped(Overstepped { agent: house.agent, call: "POST /sekisho/v1/agents".to_owned() });
    assert_eq!(house.ledger().await.last(), Some(&entry));
}

#[test]
fn what_a_person_can_mend_is_said_and_the_rest_is_not() {
    let full = Error::from(StoreError::Full);
    assert_eq!(full.code, Code::StorageFull);
    assert!(full.message.contains("free some space"), "it says what to do: {full}");
    assert_eq!(Error::from(StoreError::Conflict).code, Code::Conflict);
    for error in [StoreError::Damaged, StoreError::Closed, StoreError::Inconsistent { table: "actions", row: 7 }] {
        let shown = Error::from(error.clone());
        assert_eq!(shown.code, Code::Internal, "{error:?}");
        assert!(!shown.message.contains("actions") && !shown.message.contains('7'), "the inside stays inside: {shown}");
    }
}

#[tokio::test]
async fn an_owner_who_was_revoked_is_followed_by_somebody_new() {
    let house = House::new().await;
    let second = house.gate.add_reviewer(house.owner, "Second", Role::Administrator, &[]).await.unwrap();
    house.gate.revoke_reviewer(second.id, house.owner).await.unwrap();
    let token = house.gate.owner_credential(&"long ".repeat(50)).await.unwrap();
    let next = reviewer(&house.gate, &token);
    assert!(next != house.owner && next != second.id, "nobody's identity is taken over");
    assert_eq!(reviewer(&house.gate, &second.token), second.id, "and nobody's credential is ended");
    assert_eq!(house.gate.status(next, "").await.unwrap().me.name, "Owner", "a name that cannot be one keeps nobody out");
}

#[tokio::test]
async fn renaming_in_the_moment_of_a_revocation_brings_nobody_back() {
    let house = House::new().await;
    for round in 0..20 {
        let plain = house.gate.add_reviewer(house.owner, &format!("Plain {round}"), Role::Reviewer, &[]).await.unwrap();
        let renames = (0..8).map(|index| {
            let (gate, name) = (house.gate.clone(), format!("Renamed {round} {index}"));
            tokio::spawn(async move { gate.rename_me(plain.id, &name).await })
        });
        let renames: Vec<_> = renames.collect();
        house.gate.revoke_reviewer(house.owner, plain.id).await.unwrap();
        for rename in renames {
            let _ = rename.await.unwrap();
        }
        refused(house.gate.authenticate(&plain.token), Code::Unauthorized, "the revocation stands");
        refused(house.gate.rename_me(plain.id, "Late").await, Code::Unauthorized, "and nothing is renamed behind it");
    }
}
