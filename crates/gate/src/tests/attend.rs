//! Who is at an action, and what people remark on it.

use sekisho_core::{ledger::Entry, review::Assignee};

use super::{House, refused, seen, yes};
use crate::{
    Code,
    attend::COMMENTS_MAX,
    decide::{Answer, Seen},
    view::{Act, Happened, Standing},
};

#[tokio::test]
async fn others_see_who_is_at_it_and_may_decide_all_the_same() {
    let house = House::new().await;
    let (one, other) = (house.reviewer("One", &[]).await, house.reviewer("Other", &[]).await);
    let id = house.held().await;
    let view = house.gate.take(one, id).await.unwrap();
    assert!(view.allowed.contains(&Act::Release) && !view.allowed.contains(&Act::Take));
    house.gate.take(one, id).await.unwrap();
    assert_eq!(house.count(|entry| matches!(entry, Entry::Taken { .. })).await, 1, "once is enough");
    let queue = house.gate.queue(other, false, None, 10).await.unwrap();
    assert_eq!(queue.items[0].taken.as_ref().map(|taken| taken.id), Some(one));
    refused(house.gate.release(other, id).await, Code::NotTaken, "not theirs to let go");
    house.gate.take(other, id).await.unwrap();
    refused(house.gate.release(one, id).await, Code::NotTaken, "somebody else is at it now");
    house.gate.release(other, id).await.unwrap();
    let before = seen(&house.view(id).await);
    house.gate.take(one, id).await.unwrap();
    house.gate.decide(other, id, before, yes()).await.unwrap();
    refused(house.gate.take(one, id).await, Code::AlreadyDecided, "it is decided");
    refused(house.gate.release(one, id).await, Code::AlreadyDecided, "it is decided");
}

#[tokio::test]
async fn whoever_passes_it_on_is_no_longer_at_it_nor_anybody_who_is_gone() {
    let house = House::new().await;
    let (one, other) = (house.reviewer("One", &[]).await, house.reviewer("Other", &[]).await);
    let taken = |standing| if let Standing::Held { taken, .. } = standing { taken } else { panic!("held") };
    let id = house.held().await;
    house.gate.take(one, id).await.unwrap();
    let to = Assignee::Reviewer(other);
    let view = house.decide(one, id, Answer::Escalate { to, note: "yours".to_owned() }).await.unwrap();
    assert_eq!(taken(view.standing), None);
    refused(house.gate.take(one, id).await, Code::NotYours, "it is with the other one");
    house.gate.take(other, id).await.unwrap();
    house.gate.revoke_reviewer(house.owner, other).await.unwrap();
    assert_eq!(taken(house.view(id).await.standing), None);
}

#[tokio::test]
async fn remarks_stay_and_end_somewhere() {
    let house = House::new().await;
    let id = house.held().await;
    for text in ["", "  \n", &"x".repeat(2_001)] {
        refused(house.gate.comment(house.owner, id, text.to_owned()).await, Code::InvalidRequest, "no remark");
    }
    let before = house.view(id).await.version;
    let view = house.gate.comment(house.owner, id, " the invoice is in the folder ".to_owned()).await.unwrap();
    assert_eq!(view.version, before, "what was seen is still what would be decided");
    let told = |view: &crate::view::ActionView| {
        view.history.iter().filter(|entry| matches!(&entry.event, Happened::Commented { text, .. } if text.starts_with("the"))).count()
    };
    assert_eq!(told(&view), 1);
    house.approve(id).await;
    for _ in 1..COMMENTS_MAX {
        house.gate.comment(house.owner, id, "the same".to_owned()).await.unwrap();
    }
    refused(house.gate.comment(house.owner, id, "the last".to_owned()).await, Code::InvalidRequest, "too many");
    assert_eq!(told(&house.view(id).await), COMMENTS_MAX, "also after the decision");
}

#[tokio::test]
async fn who_had_it_on_screen_is_on_record_once_for_each_version() {
    let house = House::new().await;
    let (one, other) = (house.reviewer("One", &[]).await, house.reviewer("Other", &[]).await);
    let id = house.held().await;
    let seen = async || {
        let view = house.view(id).await;
        Seen { digest: view.digest, version: view.version }
    };
    for by in [one, one, other] {
        house.gate.viewed(by, id, seen().await).await.unwrap();
    }
    let views = || house.count(|entry| matches!(entry, Entry::Viewed(_)));
    assert_eq!(views().await, 2, "once is enough");
    let before = seen().await;
    let to = Assignee::Group("legal".to_owned());
    house.reviewer("Third", &["legal"]).await;
    house.decide(one, id, Answer::Escalate { to, note: "n".to_owned() }).await.unwrap();
    refused(house.gate.viewed(other, id, before).await, Code::Conflict, "that is not what is there now");
    let another = Seen { digest: "0".repeat(64), ..seen().await };
    refused(house.gate.viewed(other, id, another).await, Code::Conflict, "nor another action");
    house.gate.viewed(other, id, seen().await).await.unwrap();
    assert_eq!(views().await, 3);
    let happened: Vec<_> = house.view(id).await.history.into_iter().map(|entry| entry.event).collect();
    let version = |event: &Happened| if let Happened::Viewed { by, version } = event { (by.id == other).then_some(*version) } else { None };
    let now = seen().await.version;
    assert_eq!(happened.iter().filter_map(version).collect::<Vec<_>>(), [now - 1, now], "each look says at what: {happened:?}");
}
