//! What open windows hear: everything, in order, also after they were away.

use std::time::Duration;

use chrono::TimeDelta;
use sekisho_core::{
    id::{ActionId, ReviewerId},
    review::Assignee,
};

use super::{House, no};
use crate::{
    decide::Answer,
    feed::Listener,
    view::{About, Because, Live, Notice, NoticeAmount},
};

/// The next event, which is there or is about to be.
async fn next(listener: &mut Listener) -> Live {
    tokio::time::timeout(Duration::from_secs(20), listener.next()).await.expect("something happens").expect("the hub runs")
}

fn about(live: &Live) -> (Option<ActionId>, Option<&Notice>) {
    match &live.about {
        About::Action { id, notice, .. } => (Some(*id), notice.as_ref()),
        About::Agents | About::Reviewers | About::Organisation | About::Budgets | About::Rules | About::Grants | About::Halts => {
            (None, None)
        }
    }
}

/// A window that notifies `reviewer`.
async fn aloud(house: &House, reviewer: ReviewerId) -> Listener {
    house.gate.listen(reviewer, None).await.unwrap().aloud()
}

/// Why the next event is told aloud, if it is.
async fn told(listener: &mut Listener) -> Option<Because> {
    let live = next(listener).await;
    about(&live).1.map(|notice| notice.because)
}

#[tokio::test]
async fn a_window_hears_what_happens_from_now_on() {
    let house = House::new().await;
    let before = house.held().await;
    let mut listener = house.gate.listen(house.owner, None).await.unwrap();
    let id = house.held().await;
    house.decide(house.owner, id, no()).await.unwrap();
    house.add_agent("Other").await;
    house.reviewer("Other", &[]).await;
    let heard = [next(&mut listener).await, next(&mut listener).await, next(&mut listener).await, next(&mut listener).await];
    assert_eq!((about(&heard[0]).0, about(&heard[1]).0), (Some(id), Some(id)), "not of {before}, which was before");
    assert_eq!((&heard[2].about, &heard[3].about), (&About::Agents, &About::Reviewers));
    assert!(heard.is_sorted_by_key(|live| live.seq), "in order");
}

#[tokio::test]
async fn a_window_that_was_away_hears_all_of_it_once() {
    let house = House::new().await;
    let mut listener = house.gate.listen(house.owner, None).await.unwrap();
    let first = house.held().await;
    let last = next(&mut listener).await;
    assert_eq!(about(&last).0, Some(first));
    drop(listener);
    let mut asked = Vec::new();
    for _ in 0..300 {
        asked.push(house.held().await);
    }
    let mut listener = house.gate.listen(house.owner, Some(i64::try_from(last.seq).unwrap())).await.unwrap();
    asked.push(house.held().await);
    let mut heard = Vec::new();
    for _ in 0..asked.len() {
        heard.extend(about(&next(&mut listener).await).0);
    }
    assert_eq!(heard, asked, "what came before, at and after the return");
}

#[tokio::test]
async fn a_window_that_is_slow_misses_nothing() {
    let house = House::new().await;
    let mut listener = house.gate.listen(house.owner, None).await.unwrap();
    let mut asked = vec![house.held().await];
    assert_eq!(about(&next(&mut listener).await).0, Some(asked[0]), "it hears, and then falls asleep");
    for _ in 0..1_100 {
        asked.push(house.ask("get_invoice", "{}").await.id);
    }
    let mut heard = vec![asked[0]];
    while heard.len() < asked.len() {
        heard.extend(about(&next(&mut listener).await).0);
    }
    assert_eq!(heard, asked, "more happened than is kept for it, and it hears all of that");
}

#[tokio::test]
async fn a_notice_is_for_whoever_is_to_answer() {
    let house = House::new().await;
    let chief = house.reviewer("Chief", &[]).await;
    let (mut mine, mut theirs) = (aloud(&house, house.owner).await, aloud(&house, chief).await);
    let id = house.held().await;
    for listener in [&mut mine, &mut theirs] {
        let live = next(listener).await;
        let notice = about(&live).1.cloned().expect("it waits for everyone");
        assert_eq!((notice.because, notice.agent.as_str()), (Because::Held, "Orders"));
    }
    house.decide(house.owner, id, Answer::Escalate { to: Assignee::Reviewer(chief), note: "yours".to_owned() }).await.unwrap();
    assert_eq!(about(&next(&mut mine).await), (Some(id), None), "whoever passed it on needs no notice");
    let live = next(&mut theirs).await;
    assert_eq!(about(&live).1.map(|notice| notice.because), Some(Because::Escalated), "whoever got it does");
    house.decide(chief, id, no()).await.unwrap();
    assert_eq!(about(&next(&mut theirs).await), (Some(id), None), "an answer needs no answer");
    house.ask("get_invoice", "{}").await;
    next(&mut mine).await;
    assert_eq!(about(&next(&mut mine).await).1, None, "nor does what passed");
}

#[tokio::test]
async fn whoever_was_revoked_hears_nothing_more() {
    let house = House::new().await;
    let other = house.reviewer("Other", &[]).await;
    let mut listener = house.gate.listen(other, None).await.unwrap();
    house.gate.revoke_reviewer(house.owner, other).await.unwrap();
    house.held().await;
    let heard = tokio::time::timeout(Duration::from_secs(20), listener.next()).await.expect("the stream ends");
    assert_eq!(heard, None);
}

#[tokio::test]
async fn a_hub_that_stops_says_so() {
    let house = House::new().await;
    let mut listener = house.gate.listen(house.owner, None).await.unwrap();
    house.gate.close();
    assert_eq!(tokio::time::timeout(Duration::from_secs(20), listener.next()).await.expect("the stream ends"), None);
}

#[tokio::test]
async fn a_person_is_told_once_and_not_on_each_device() {
    let house = House::new().await;
    let (mut office, mut home) = (aloud(&house, house.owner).await, aloud(&house, house.owner).await);
    let mut script = house.gate.listen(house.owner, None).await.unwrap();
    let first = house.held().await;
    let heard = [told(&mut office).await, told(&mut home).await, told(&mut script).await];
    assert_eq!(heard, [None, Some(Because::Held), None], "the newest of those that notify, and never who does not");
    drop(home);
    house.held().await;
    assert_eq!((told(&mut office).await, told(&mut script).await), (Some(Because::Held), None), "then the one that is left");
    house.decide(house.owner, first, no()).await.unwrap();
    let live = next(&mut office).await;
    assert_eq!(live.about, About::Action { id: first, mine: false, notice: None }, "everyone hears that it waits no more");
}

#[tokio::test]
async fn a_notice_names_the_amount_and_nothing_that_an_agent_could_write() {
    let house = House::new().await;
    let mut mine = aloud(&house, house.owner).await;
    house.ask("transfer_funds", r#"{"to":"the CEO said yes","amount":480000,"currency":"JPY"}"#).await;
    let live = next(&mut mine).await;
    let notice = about(&live).1.cloned().expect("money waits");
    let yen = NoticeAmount { value: "480000".to_owned(), currency: Some("JPY".to_owned()) };
    assert_eq!((notice.amount, notice.tool.as_deref()), (Some(yen), Some("transfer_funds")));
    assert!(!serde_json::to_string(&live).unwrap().contains("CEO"), "no argument is in it");
}

#[tokio::test]
async fn time_reminds_whoever_is_at_it_and_everyone_else_only_when_nobody_is() {
    let house = House::new().await;
    let chief = house.reviewer("Chief", &[]).await;
    let (mut mine, mut theirs) = (aloud(&house, house.owner).await, aloud(&house, chief).await);
    let (free, taken) = (house.held().await, house.held().await);
    house.gate.take(chief, taken).await.unwrap();
    for listener in [&mut mine, &mut theirs] {
        let live = [next(listener).await, next(listener).await, next(listener).await];
        assert_eq!(live[2].about, About::Action { id: taken, mine: true, notice: None }, "that somebody is at it is no news to tell");
    }
    house.gate.clock().advance(TimeDelta::minutes(6));
    house.gate.expire_due().await.unwrap();
    let mut heard = Vec::new();
    for listener in [&mut mine, &mut theirs] {
        for _ in 0..2 {
            let live = next(listener).await;
            let (id, notice) = about(&live);
            heard.push((id == Some(free), notice.map(|notice| notice.because)));
        }
    }
    let reminded = Some(Because::Reminded);
    assert_eq!(heard, [(true, reminded), (false, None), (true, reminded), (false, reminded)]);
}
