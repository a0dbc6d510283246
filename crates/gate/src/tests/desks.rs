//! An action lies on the desk of each who may answer it now, and the list, the count, the flag and the feed say the same of it.

use std::{collections::BTreeSet, time::Duration};

use chrono::TimeDelta;
use sekisho_core::{
    id::{ActionId, ReviewerId},
    review::Assignee,
};

use super::{House, no, yes};
use crate::{charts::NewChart, decide::Answer, feed::Listener, view::About};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

const SEATS: [&str; 6] = ["group:accounting", "group:legal", "person:Chief", "person:Clerk", "person:Lawyer", "administrators"];

const PEOPLE: &str = r#"
default_route = "r"
agents = [{ name = "bot", owner = "Clerk" }]
people = [
    { name = "Chief", groups = ["accounting"] },
    { name = "Clerk", groups = ["accounting", "legal"] },
    { name = "Lawyer", groups = ["legal"], absences = [{ from = "2026-01-01", until = "2099-12-31", delegate = "Deputy" }] },
    { name = "Deputy", groups = [] },
]
"#;

/// One route of one to three stages with one to three seats.
fn chart(dice: &mut Dice) -> String {
    let stages: Vec<_> = (0..=dice.below(3))
        .map(|number| {
            let seats: Vec<_> = (0..=dice.below(3)).map(|_| format!("{:?}", SEATS[dice.below(SEATS.len())])).collect();
            format!("{{ title = \"{number}\", seats = [{}], need = {} }}", seats.join(", "), 1 + dice.below(seats.len()))
        })
        .collect();
    format!("{PEOPLE}routes = [{{ name = \"r\", stages = [{}] }}]", stages.join(", "))
}

struct Firm {
    house: House,
    people: Vec<ReviewerId>,
    listeners: Vec<Listener>,
    last: u64,
}

impl Firm {
    async fn new() -> Self {
        let house = House::new().await;
        let mut people = vec![house.owner];
        for name in ["Chief", "Clerk", "Lawyer", "Deputy"] {
            people.push(house.reviewer(name, &[]).await);
        }
        people.push(house.auditor("Auditor", &["legal"]).await);
        let mut listeners = Vec::new();
        for person in &people {
            listeners.push(house.gate.listen(*person, None).await.unwrap());
        }
        Self { house, people, listeners, last: 0 }
    }

    /// What one person finds in their list, page by page.
    async fn list(&self, person: ReviewerId) -> Vec<ActionId> {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = self.house.gate.queue(person, false, after.as_deref(), 2).await.unwrap();
            assert!(page.items.iter().all(|item| item.mine), "what is in one's list is one's own");
            found.extend(page.items.iter().map(|item| item.id));
            after = page.next;
            if after.is_none() {
                return found;
            }
        }
    }

    /// Everybody is told the same by everything, about what is on their desk.
    async fn agrees(&self) {
        for person in &self.people {
            let list = self.list(*person).await;
            let once: BTreeSet<_> = list.iter().copied().collect();
            let all = self.house.gate.queue(*person, true, None, 200).await.unwrap();
            let flagged: BTreeSet<_> = all.items.iter().filter(|item| item.mine).map(|item| item.id).collect();
            assert_eq!((once.len(), &once), (list.len(), &flagged), "the list has what is flagged, once");
            let status = self.house.gate.status(*person, "").await.unwrap();
            assert_eq!(status.waiting_for_me as usize, list.len(), "and as many are counted");
            assert_eq!(status.waiting as usize, all.items.len());
        }
    }

    /// What everybody was told of the last event that is of `id` agrees with their list.
    async fn heard(&mut self, id: ActionId) {
        let until = self.house.ledger().await.len() as u64;
        for (listener, person) in self.listeners.iter_mut().zip(self.people.clone()) {
            let (mut seq, mut told) = (self.last, None);
            while seq < until {
                let live = tokio::time::timeout(Duration::from_secs(20), listener.next()).await.unwrap().unwrap();
                seq = live.seq;
                if let About::Action { id: about, mine, .. } = live.about
                    && about == id
                {
                    told = Some(mine);
                }
            }
            let all = self.house.gate.queue(person, true, None, 200).await.unwrap();
            let flagged = all.items.iter().any(|item| item.id == id && item.mine);
            assert!(told.is_none_or(|told| told == flagged), "the feed says {told:?}, the list {flagged}");
        }
        self.last = until;
    }
}

#[tokio::test]
async fn the_list_the_count_the_flag_and_the_feed_agree() {
    let mut firm = Firm::new().await;
    let agent = firm.house.gate.agents().await.unwrap().into_iter().find(|agent| agent.id == firm.house.agent).unwrap().name;
    let mut dice = Dice(4);
    let (mut on_several, mut answers) = (0, 0);
    for edition in 0..24 {
        let text = loop {
            let text = chart(&mut dice).replace("\"bot\"", &format!("{agent:?}"));
            // Some have a person at two places.
            if firm.house.gate.check_chart(firm.house.owner, &text).unwrap().faults.is_empty() {
                break text;
            }
        };
        firm.house.gate.set_chart(firm.house.owner, NewChart { edition, text, note: "another".to_owned() }).await.unwrap();
        let asked = [firm.house.held().await, firm.house.held().await];
        firm.agrees().await;
        for _ in 0..6 {
            let (id, by) = (asked[dice.below(2)], firm.people[dice.below(firm.people.len())]);
            let answer = match dice.below(8) {
                0 => no(),
                1 => Answer::Withdraw,
                2 => Answer::Escalate { to: Assignee::Reviewer(firm.people[dice.below(5)]), note: "yours".to_owned() },
                3 => Answer::Escalate { to: Assignee::Administrators, note: "yours".to_owned() },
                _ => yes(),
            };
            answers += usize::from(firm.house.decide(by, id, answer).await.is_ok());
            firm.heard(id).await;
            firm.agrees().await;
            let mut finders = 0;
            for person in &firm.people {
                finders += usize::from(firm.list(*person).await.contains(&id));
            }
            on_several += usize::from(finders > 1);
        }
        firm.house.later(TimeDelta::minutes(6));
        firm.house.gate.expire_due().await.unwrap();
        firm.agrees().await;
    }
    assert!(on_several > 20 && answers > 30, "it did happen: {on_several} on several desks, {answers} answers");
}

#[tokio::test]
async fn it_lies_with_everybody_who_may_answer_it() {
    let firm = Firm::new().await;
    let [_, chief, clerk, lawyer, deputy, auditor] = firm.people[..] else { panic!() };
    let text =
        format!("{PEOPLE}routes = [{{ name = \"r\", stages = [{{ title = \"s\", seats = [\"group:accounting\", \"group:legal\"] }}] }}]");
    let agent = firm.house.gate.agents().await.unwrap().into_iter().find(|agent| agent.id == firm.house.agent).unwrap().name;
    let text = text.replace("\"bot\"", &format!("{agent:?}"));
    firm.house.gate.set_chart(firm.house.owner, NewChart { edition: 0, text, note: "one".to_owned() }).await.unwrap();
    let id = firm.house.held().await;
    for (person, expected) in [(chief, true), (lawyer, true), (deputy, true), (clerk, false), (auditor, false), (firm.house.owner, false)] {
        assert_eq!(firm.list(person).await == [id], expected, "both places are open, the clerk owns the agent: {person}");
    }
    firm.house.decide(deputy, id, yes()).await.unwrap();
    for (person, expected) in [(chief, true), (lawyer, false), (deputy, false)] {
        assert_eq!(firm.list(person).await == [id], expected, "whose place is filled has it no more: {person}");
    }
}
