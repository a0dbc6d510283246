//! What agents were allowed is kept by triggers, bounded, and for each agent alone.

use sekisho_core::{
    history::Record,
    id::ReviewerId,
    review::{Approval, Consumption, Decider, No, Outcome},
};

use super::*;

fn approved() -> Approval {
    Approval {
        by: Decider::Rule("r".to_owned()),
        at: Time::UNIX_EPOCH,
        expires_at: Time::UNIX_EPOCH,
        note: None,
        grant: None,
        votes: Box::default(),
        detour: None,
    }
}

async fn advance(store: &Store, case: &Case, state: State) -> Case {
    let (seq, version) = (case.seq, case.version);
    store.write(move |tx| Box::pin(async move { tx.advance_review(seq, version, &state).await })).await.unwrap();
    store.read().await.unwrap().case(case.action.id).await.unwrap().unwrap()
}

/// Adds an action that waits.
async fn ask(store: &Store, agent: AgentId, key: String, arguments: String) -> Case {
    let (_, id) = store.write(move |tx| Box::pin(async move { receive(tx, agent, &key, arguments).await })).await.unwrap();
    store.read().await.unwrap().case(id).await.unwrap().unwrap()
}

#[tokio::test]
async fn only_what_was_allowed_is_kept_and_only_the_newest() {
    let (store, _folder) = store().await;
    let (one, two) = (add_agent(&store, 1).await, add_agent(&store, 2).await);
    for index in 0..60 {
        let arguments = format!(r#"{{"to":"n{index}@a.example","amount":"{index}","currency":"JPY"}}"#);
        let case = ask(&store, one, format!("key {index:03}"), arguments).await;
        if index != 59 {
            advance(&store, &case, State::Approved(approved())).await;
        }
    }
    let mut reader = store.read().await.unwrap();
    let amounts = reader.amounts(one, "send_mail", None, Some("JPY")).await.unwrap();
    assert_eq!((amounts.len(), amounts[0].to_string().as_str(), amounts[49].to_string().as_str()), (50, "58", "9"));
    assert!(reader.amounts(one, "send_mail", None, None).await.unwrap().is_empty(), "each currency alone");
    assert!(reader.amounts(two, "send_mail", None, Some("JPY")).await.unwrap().is_empty(), "each agent alone");
    let names = ["n0@a.example", "n58@a.example", "n59@a.example"].map(str::to_owned);
    let known = reader.partners(one, &names).await.unwrap();
    assert_eq!(known, names[..2].iter().cloned().collect(), "who was only asked for is not known");
    assert!(reader.partners(two, &names).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_people_and_executors_say_is_counted_once() {
    let (store, _folder) = store().await;
    let agent = add_agent(&store, 1).await;
    let (yes, no, late, rule) =
        (held(&store, agent, "1").await, held(&store, agent, "2").await, held(&store, agent, "3").await, held(&store, agent, "4").await);
    let denied = |by| State::Denied { by, at: Time::UNIX_EPOCH, note: None, how: No::Rejected };
    advance(&store, &no, denied(Decider::Reviewer(ReviewerId::new(Time::UNIX_EPOCH, [9; 10])))).await;
    advance(&store, &rule, denied(Decider::Rule("r".to_owned()))).await;
    advance(&store, &late, State::Expired { at: Time::UNIX_EPOCH }).await;
    let case = advance(&store, &yes, State::Approved(approved())).await;
    let consumption = Consumption { at: Time::UNIX_EPOCH, key: "k".to_owned() };
    let case = advance(&store, &case, State::Consumed { approval: approved(), consumption: consumption.clone() }).await;
    let outcome = Outcome { succeeded: false, at: Time::UNIX_EPOCH, note: None };
    advance(&store, &case, State::Reported { approval: approved(), consumption, outcome }).await;
    let record = store.read().await.unwrap().record(agent).await.unwrap();
    assert_eq!(record, Record { approved: 1, denied: 1, failed: 1 });
}
