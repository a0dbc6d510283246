//! What is sent back with a question, and what is asked for as a reviewer would rather have it.

use chrono::TimeDelta;
use sekisho_core::{
    action::{Asked, Sent},
    agent::Terms,
    id::{ActionId, AgentId, ReviewerId},
    json::Change,
    ledger::Entry,
    review::No,
    time::AMENDMENT_VALID,
};

use super::{House, asked, noon, refused, yes};
use crate::{
    Code,
    answer::{Receipt, Status},
    chance,
    charts::NewChart,
    decide::Answer,
    view::{Act, Happened, NoWord, Standing},
};

const PAYMENT: &str = r#"{"to":"Midori","amount":480000,"currency":"JPY"}"#;

fn less() -> Answer {
    let changes = vec![Change { pointer: "/amount".to_owned(), value: Some("400000".to_owned()) }];
    Answer::Amend { changes, reason: "the order says 400,000".to_owned() }
}

impl House {
    async fn ask_so(&self, agent: AgentId, arguments: &str, context: &str) -> Receipt {
        let key = AgentId::new(noon(), chance::for_id().unwrap()).to_string();
        let context = Some(Sent::new(context.to_owned()).unwrap());
        self.gate.submit(agent, Asked { context, ..asked("transfer_funds", arguments, "10m") }, &key).await.unwrap().receipt
    }

    /// A payment that `by` proposed to make smaller, and the arguments that they proposed.
    async fn amended(&self, by: ReviewerId) -> (ActionId, String) {
        let id = self.ask_so(self.agent, PAYMENT, r#"{"session":"s"}"#).await.id;
        self.decide(by, id, less()).await.unwrap();
        let Status::Denied { how: No::Amended { arguments, .. }, .. } = self.receipt(id).await.status else { panic!("it is a no") };
        (id, arguments)
    }

    async fn ask_again(&self, arguments: &str) -> Receipt {
        self.ask_so(self.agent, arguments, r#"{"session":"s"}"#).await
    }
}

#[tokio::test]
async fn exactly_what_was_proposed_passes_once() {
    let house = House::new().await;
    let (id, proposed) = house.amended(house.owner).await;
    assert_eq!(proposed, r#"{"amount":400000,"currency":"JPY","to":"Midori"}"#);
    let view = house.view(id).await;
    let Standing::Denied { how: NoWord::Amended, .. } = view.standing else { panic!("{:?}", view.standing) };
    let changed = &view.proposed.unwrap().changed;
    assert_eq!((changed.len(), changed[0].pointer.as_str()), (1, "/amount"));
    for other in [PAYMENT, r#"{"amount":400000.0,"currency":"JPY","to":"Midori"}"#, r#"{"amount":400000,"currency":"JPY","to":"midori"}"#] {
        assert_eq!(house.ask_again(other).await.status, Status::Pending, "{other}");
    }
    let elsewhere = house.add_agent("another").await.id;
    assert_eq!(house.ask_so(elsewhere, &proposed, r#"{"session":"s"}"#).await.status, Status::Pending, "another agent");
    assert_eq!(house.ask_so(house.agent, &proposed, r#"{"session":"t"}"#).await.status, Status::Pending, "another session");
    // Spaces and the order of members are the sender's own.
    let same = house.ask_again(r#"{ "to": "Midori", "currency": "JPY", "amount": 400000 }"#).await;
    assert!(matches!(same.status, Status::Approved { .. }), "{:?}", same.status);
    let view = house.view(same.id).await;
    assert!(view.history.iter().any(|entry| entry.event == Happened::Resubmitted { of: id, as_amended: true }));
    assert!(matches!(view.history.last().unwrap().event, Happened::Approved { .. }), "{:?}", view.history);
    assert_eq!(view.earlier.unwrap().id, id);
    assert!(house.view(id).await.history.iter().any(|entry| entry.event == Happened::AskedAgain { by: same.id }));
    assert_eq!(house.ask_again(&proposed).await.status, Status::Pending, "once");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Approved { .. })).await, 1);
}

#[tokio::test]
async fn a_proposal_has_an_end_and_ends_with_whoever_made_it() {
    let house = House::new().await;
    let (_, proposed) = house.amended(house.owner).await;
    house.later(AMENDMENT_VALID);
    assert_eq!(house.ask_again(&proposed).await.status, Status::Pending, "late");
    let other = house.reviewer("Other", &[]).await;
    let (_, proposed) = house.amended(other).await;
    house.gate.revoke_reviewer(house.owner, other).await.unwrap();
    assert_eq!(house.ask_again(&proposed).await.status, Status::Pending, "nobody is there to have said yes");
}

#[tokio::test]
async fn a_proposal_is_a_yes_of_its_reviewer_and_no_more() {
    let house = House::new().await;
    let (director, chief) = (house.reviewer("Director", &[]).await, house.reviewer("Chief", &["finance"]).await);
    let text = r#"default_route = "r"
people = [{ name = "Director" }, { name = "Chief", limits = [{ up_to = "100 JPY" }] }]
[[routes]]
name = "r"
stages = [{ title = "one", seats = ["group:finance"] }, { title = "two", seats = ["person:Director"] }]"#;
    let chart = |edition, text: &str| NewChart { edition, text: text.to_owned(), note: "n".to_owned() };
    house.gate.set_chart(house.owner, chart(0, text)).await.unwrap();
    let (_, proposed) = house.amended(chief).await;
    let again = house.ask_again(&proposed).await;
    assert_eq!(again.status, Status::Pending, "one yes of two");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Voted(_))).await, 1);
    house.decide(director, again.id, yes()).await.unwrap();
    assert!(matches!(house.receipt(again.id).await.status, Status::Approved { .. }));
    let alone = text.replace("{ title = \"one\", seats = [\"group:finance\"] }, ", "").replace("person:Director", "person:Chief");
    house.gate.set_chart(house.owner, chart(1, &alone)).await.unwrap();
    let (_, proposed) = house.amended(chief).await;
    assert_eq!(house.ask_again(&proposed).await.status, Status::Pending, "more than they may approve");
}

#[tokio::test]
async fn a_halt_stops_what_was_proposed_and_a_retry_is_the_same_call() {
    let house = House::new().await;
    let (_, proposed) = house.amended(house.owner).await;
    let halt = house.gate.halt(house.owner, sekisho_core::halt::Scope::Everything {}, None).await.unwrap();
    assert_eq!(house.ask_again(&proposed).await.status, Status::Pending, "halted");
    house.gate.resume(house.owner, halt.id, "it is over").await.unwrap();
    let ask = || Asked { context: Some(Sent::new(r#"{"session":"s"}"#.to_owned()).unwrap()), ..asked("transfer_funds", &proposed, "10m") };
    let first = house.gate.submit(house.agent, ask(), "key").await.unwrap();
    let second = house.gate.submit(house.agent, ask(), "key").await.unwrap();
    assert!(second.replayed && second.receipt.id == first.receipt.id);
    assert!(matches!(second.receipt.status, Status::Approved { .. }));
}

#[tokio::test]
async fn a_question_is_followed_on_by_the_agent_that_was_asked() {
    let house = House::new().await;
    let id = house.ask_so(house.agent, PAYMENT, "{}").await.id;
    let view = house.decide(house.owner, id, Answer::AskBack { question: "Which order is this?".to_owned() }).await.unwrap();
    assert!(matches!(view.standing, Standing::Denied { how: NoWord::AskedBack, .. }));
    assert_eq!((view.before.denied, view.allowed), (0, vec![]));
    let context = format!(r#"{{"resubmits":"{id}"}}"#);
    let stranger = house.gate.add_agent(house.owner, "Stranger", Terms::default()).await.unwrap().id;
    let foreign = house.ask_so(stranger, PAYMENT, &context).await;
    assert_eq!(house.view(foreign.id).await.earlier, None, "another agent's question is none of theirs");
    let again = house.ask_so(house.agent, r#"{"to":"Midori","amount":480000,"currency":"JPY","order":"A-7"}"#, &context).await;
    assert_eq!(again.status, Status::Pending, "an answer is no yes");
    let earlier = house.view(again.id).await.earlier.unwrap();
    assert_eq!((earlier.id, earlier.note.as_str(), earlier.how), (id, "Which order is this?", NoWord::AskedBack));
    assert_eq!(earlier.changed.iter().map(|line| line.pointer.as_str()).collect::<Vec<_>>(), ["/order"]);
    let third = house.ask_so(house.agent, PAYMENT, &context).await;
    assert_eq!(house.view(third.id).await.earlier, None, "one answer to one question");
    assert_eq!(house.count(|entry| matches!(entry, Entry::AskedAgain { .. })).await, 1);
}

#[tokio::test]
async fn what_cannot_be_seen_whole_or_is_no_change_is_not_proposed() {
    let house = House::alone().await;
    let id = house.ask_so(house.agent, PAYMENT, "{}").await.id;
    let change = |pointer: &str, value: Option<&str>| Answer::Amend {
        changes: vec![Change { pointer: pointer.to_owned(), value: value.map(str::to_owned) }],
        reason: "r".to_owned(),
    };
    let none = Answer::Amend { changes: Vec::new(), reason: "r".to_owned() };
    for answer in [none, change("/amount", Some("480000")), change("/nowhere", None), change("/amount", Some("a lot")), change("", None)] {
        refused(house.decide(house.owner, id, answer).await, Code::InvalidRequest, "no proposal");
    }
    assert!(house.view(id).await.allowed.contains(&Act::Amend));
    let many: Vec<_> = (0..101).map(|number| format!(r#""k{number}":{number}"#)).collect();
    let large = house.ask_so(house.agent, &format!("{{{}}}", many.join(",")), "{}").await.id;
    assert!(!house.view(large).await.allowed.contains(&Act::Amend));
    refused(house.decide(house.owner, large, change("/k1", Some("2"))).await, Code::InvalidRequest, "nobody sees it whole");
    house.later(TimeDelta::minutes(10));
    refused(house.decide(house.owner, id, less()).await, Code::TooLate, "late is late");
}
