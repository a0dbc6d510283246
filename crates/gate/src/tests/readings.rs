//! Those who read about a decision: told once it is made, never asked to decide, and on record when they have read it.

use chrono::TimeDelta;
use sekisho_core::{
    grant::Loosened,
    id::{ActionId, ReviewerId},
    ledger::Entry,
    review::Duty,
};

use super::{House, no, noon, refused, yes};
use crate::{
    Code,
    charts::NewChart,
    decide::Answer,
    grants::NewGrant,
    look::{Reading, Search},
    view::Standing,
};

const CHART: &str = r#"
default_route = "r"
people = [{ name = "Chief" }, { name = "Clerk", groups = ["desk"] }, { name = "Other", groups = ["desk"] }, { name = "Head" }]

[[routes]]
name = "r"
circulate = ["group:desk"]
review_after = ["person:Head"]
stages = [{ title = "s", seats = ["person:Clerk"] }]
"#;

struct Firm {
    house: House,
    clerk: ReviewerId,
    other: ReviewerId,
    head: ReviewerId,
    chief: ReviewerId,
}

impl Firm {
    async fn new() -> Self {
        let house = House::new().await;
        let mut people = Vec::new();
        for name in ["Clerk", "Other", "Head", "Chief"] {
            people.push(house.reviewer(name, &[]).await);
        }
        let new = NewChart { edition: 0, text: CHART.to_owned(), note: "who reads".to_owned() };
        house.gate.set_chart(house.owner, new).await.unwrap();
        let [clerk, other, head, chief] = people[..] else { panic!() };
        Self { house, clerk, other, head, chief }
    }

    async fn ask(&self) -> ActionId {
        self.house.ask_as(self.house.agent, "send_mail", r#"{"to":"a@example.com"}"#, "10m").await.id
    }

    async fn to_read(&self, person: ReviewerId, reading: Reading) -> Vec<ActionId> {
        let search = Search { reading: Some(reading), limit: 50, ..Search::default() };
        let page = self.house.gate.activity(person, search).await.unwrap();
        let open = self.house.gate.status(person, "").await.unwrap().to_read;
        if reading == Reading::Open {
            assert_eq!(open as usize, page.items.len(), "as many are counted");
        }
        page.items.into_iter().map(|item| item.id).collect()
    }
}

#[tokio::test]
async fn whoever_reads_is_told_once_it_is_decided_and_says_so_once() {
    let firm = Firm::new().await;
    let id = firm.ask().await;
    assert_eq!(firm.to_read(firm.head, Reading::Open).await, [], "nothing is decided yet");
    refused(firm.house.gate.read(firm.head, id).await, Code::NotFound, "nor to be read");
    refused(firm.house.decide(firm.head, id, yes()).await, Code::NotYours, "a reader has no say");
    firm.house.decide(firm.clerk, id, yes()).await.unwrap();
    let view = firm.house.view(id).await;
    let told: Vec<_> = view.readings.iter().map(|reading| (reading.reader.id, reading.duty, reading.read_at)).collect();
    assert_eq!(told, [(firm.other, Duty::Circulate, None), (firm.head, Duty::ReviewAfter, None)], "whoever decided has read it");
    assert_eq!(firm.to_read(firm.head, Reading::Open).await, [id]);
    for nobody in [firm.chief, firm.clerk] {
        assert_eq!(firm.to_read(nobody, Reading::Open).await, []);
        refused(firm.house.gate.read(nobody, id).await, Code::NotFound, "they were not asked to");
    }
    let version = view.version;
    for _ in 0..2 {
        let read = firm.house.gate.read(firm.head, id).await.unwrap();
        assert!(read.readings[1].read_at.is_some() && read.readings[0].read_at.is_none());
        assert_eq!((read.version, &read.standing), (version, &view.standing), "nothing else has changed");
    }
    assert_eq!(firm.house.count(|entry| matches!(entry, Entry::Read { .. })).await, 1, "once on record");
    assert_eq!((firm.to_read(firm.head, Reading::Open).await, firm.to_read(firm.head, Reading::Done).await), (vec![], vec![id]));
}

#[tokio::test]
async fn a_no_is_read_about_and_a_question_is_not() {
    let firm = Firm::new().await;
    let (rejected, sent_back, expired) = (firm.ask().await, firm.ask().await, firm.ask().await);
    firm.house.decide(firm.clerk, rejected, no()).await.unwrap();
    firm.house.decide(firm.clerk, sent_back, Answer::AskBack { question: "why?".to_owned() }).await.unwrap();
    firm.house.later(TimeDelta::minutes(11));
    firm.house.gate.expire_due().await.unwrap();
    assert_eq!(firm.to_read(firm.other, Reading::Open).await, [rejected]);
    for id in [sent_back, expired] {
        assert!(firm.house.view(id).await.readings.is_empty(), "nothing was decided");
    }
    let both = Search { reading: Some(Reading::Open), words: Some("mail".to_owned()), ..Search::default() };
    refused(firm.house.gate.activity(firm.other, both).await, Code::InvalidRequest, "one or the other");
}

#[tokio::test]
async fn what_has_a_yes_from_before_is_read_about_as_well() {
    let firm = Firm::new().await;
    let ask = async || firm.house.ask_as(firm.house.agent, "update_row", r#"{"note":"November"}"#, "10m").await.id;
    let grant = NewGrant { times: 1, until: noon() + TimeDelta::days(1), loosened: Loosened::new(), note: "monthly".to_owned() };
    firm.house.decide(firm.clerk, ask().await, Answer::Grant(grant)).await.unwrap();
    let ahead = ask().await;
    assert!(matches!(firm.house.view(ahead).await.standing, Standing::Approved { .. }));
    assert_eq!(
        firm.to_read(firm.head, Reading::Open).await.first(),
        Some(&ahead),
        "nobody decided it just now, and it is read all the same"
    );
}

#[tokio::test]
async fn readers_who_are_gone_hold_up_nothing() {
    let firm = Firm::new().await;
    let id = firm.ask().await;
    for gone in [firm.head, firm.other] {
        firm.house.gate.revoke_reviewer(firm.house.owner, gone).await.unwrap();
    }
    firm.house.decide(firm.clerk, id, yes()).await.unwrap();
    let told = firm.house.count(|entry| matches!(entry, Entry::Circulated(told) if told.to.is_empty())).await;
    assert_eq!((told, firm.house.view(id).await.readings), (1, vec![]), "that nobody was left is on record");
}
