//! What was decided about actions like one.

use chrono::TimeDelta;
use sekisho_core::{id::ActionId, shown::Shown};

use super::{House, asked, no, reasoned, refused};
use crate::{
    Code,
    view::{By, Decided, NoWord, SimilarView, TurnedOut},
};

const NOW: &str = r#"{"payee":"Midori","amount":480000,"currency":"JPY","memo":"INV-7"}"#;

fn paid(payee: &str, amount: u32) -> String {
    format!(r#"{{"payee":"{payee}","amount":{amount},"currency":"JPY","memo":"INV-{amount}"}}"#)
}

impl House {
    async fn payment(&self, arguments: &str) -> ActionId {
        self.later(TimeDelta::milliseconds(1));
        self.ask("create_payment", arguments).await.id
    }

    async fn similar(&self, id: ActionId) -> SimilarView {
        self.gate.similar(self.owner, id).await.unwrap()
    }
}

fn ids(view: &SimilarView) -> Vec<ActionId> {
    view.items.iter().map(|item| item.id).collect()
}

#[tokio::test]
async fn earlier_decisions_come_nearest_first_with_what_became_of_them() {
    let house = House::new().await;
    let [far, near, denied, expired] = [
        house.payment(&paid("Sakura", 9)).await,
        house.payment(&paid("Midori", 470_000)).await,
        house.payment(&paid("Midori", 1_500_000)).await,
        house.payment(&paid("Kaede", 480_000)).await,
    ];
    house.decide(house.owner, far, reasoned()).await.unwrap();
    house.decide(house.owner, near, reasoned()).await.unwrap();
    house.gate.consume(house.agent, near, "k").await.unwrap();
    house.gate.report(house.agent, near, false, Some("account\u{202e}closed".to_owned())).await.unwrap();
    house.decide(house.owner, denied, no()).await.unwrap();
    let waiting = house.payment(NOW).await;
    let cancelled = house.payment(NOW).await;
    house.gate.cancel(house.agent, cancelled).await.unwrap();
    house.later(TimeDelta::minutes(10));
    house.gate.expire_due().await.unwrap();
    let id = house.payment(NOW).await;
    let view = house.similar(id).await;
    assert_eq!(view.compared, 5, "four that were decided, and one that nobody answered again");
    assert_eq!(ids(&view), [waiting, near, denied, expired, far], "{view:#?}");
    assert!(matches!(view.items[0].decided, Decided::Expired { .. }), "the same again, which nobody answered");
    let Decided::Approved { by: By::Reviewer { reviewer }, note, outcome, .. } = &view.items[1].decided else { panic!() };
    assert_eq!((reviewer.id, note.as_deref()), (house.owner, Some("照合しました。")));
    assert_eq!(*outcome, TurnedOut::Failed { note: Some(Shown::new("account\u{202e}closed")) });
    assert_eq!(view.items[1].same, [Shown::new("payee"), Shown::new("currency")]);
    let differs: Vec<_> =
        view.items[1].differs.iter().map(|line| (line.pointer.as_str(), line.before.clone(), line.after.clone())).collect();
    let shown = |text: &str| Some(Shown::new(text));
    assert_eq!(differs, [("/amount", shown("470000"), shown("480000")), ("/memo", shown("INV-470000"), shown("INV-7"))]);
    let Decided::Denied { reason, how: NoWord::Rejected, .. } = &view.items[2].decided else { panic!() };
    assert_eq!(reason.as_deref(), Some("no"));
    assert!(matches!(view.items[4].decided, Decided::Approved { outcome: TurnedOut::Unused, .. }));
    assert_eq!(house.similar(far).await.items, [], "nothing was decided before the first");
}

#[tokio::test]
async fn only_the_same_agent_tool_and_server_count() {
    let house = House::new().await;
    let other = house.add_agent("other").await.id;
    for id in [house.ask_as(other, "create_payment", NOW, "10m").await.id, house.ask("create_payments", NOW).await.id, {
        let asked = crate::Asked { server: Some(crate::Name::new("bank".to_owned()).unwrap()), ..asked("create_payment", NOW, "10m") };
        house.gate.submit(house.agent, asked, "on-the-bank").await.unwrap().receipt.id
    }] {
        house.decide(house.owner, id, no()).await.unwrap();
    }
    let id = house.payment(NOW).await;
    assert_eq!(house.similar(id).await, SimilarView { compared: 0, items: Vec::new() });
}

#[tokio::test]
async fn whoever_may_not_look_at_an_action_sees_nothing_of_it_here() {
    let house = House::new().await;
    let id = house.payment(NOW).await;
    let left = house.reviewer("Left", &[]).await;
    let auditor = house.auditor("Auditor", &[]).await;
    house.gate.revoke_reviewer(house.owner, left).await.unwrap();
    refused(house.gate.similar(left, id).await, Code::Unauthorized, "no reviewer any more");
    assert!(house.gate.similar(auditor, id).await.is_ok(), "an auditor looks at everything");
    let nowhere = ActionId::new(super::noon(), [9; 10]);
    refused(house.gate.similar(house.owner, nowhere).await, Code::NotFound, "no such action");
}

#[tokio::test]
async fn the_work_has_an_end() {
    let house = House::limited(300).await;
    let long = format!(r#"{{"payee":"Midori","amount":480000,"currency":"JPY","memo":"{}"}}"#, "x".repeat(17 * 1024));
    let id = house.payment(&long).await;
    house.decide(house.owner, id, no()).await.unwrap();
    for amount in 0..205 {
        let id = house.payment(&paid("Midori", amount)).await;
        house.decide(house.owner, id, no()).await.unwrap();
    }
    let id = house.payment(NOW).await;
    let view = house.similar(id).await;
    assert_eq!((view.compared, view.items.len()), (200, 5), "the newest, and without what is too long to compare");
    let id = house.payment(&long).await;
    let [first, ..] = house.similar(id).await.items.try_into().map(|items: [_; 5]| items).unwrap();
    assert!(first.differs.iter().all(|line| line.after.as_ref().unwrap().to_line().chars().count() <= 120), "and no long value");
}
