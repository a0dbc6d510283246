//! What really happened, beside what was approved: deviations, marks, what they hold, and how often what happened.

use chrono::TimeDelta;
use sekisho_core::{
    id::ActionId,
    ledger::Entry,
    outcome::{Deviation, Mark, Told},
    rules::Reason,
};

use super::{House, no, noon, refused};
use crate::{
    Code,
    charts::NewChart,
    view::{Counts, OutcomeFilter, ResultOf, ResultsBy},
};

const PAY: &str = r#"{"to":"山田製作所","amount":400,"currency":"JPY"}"#;

impl House {
    async fn paid(&self) -> ActionId {
        let id = self.ask("send_payment", PAY).await.id;
        self.approve(id).await;
        self.gate.consume(self.agent, id, "once").await.unwrap();
        id
    }

    async fn listed(&self, filter: OutcomeFilter) -> Vec<ActionId> {
        let page = self.gate.outcomes(self.owner, filter, None, 50).await.unwrap();
        page.items.into_iter().map(|item| item.action.id).collect()
    }

    async fn deviations(&self, id: ActionId) -> Vec<Deviation> {
        self.view(id).await.aftermath.deviations.into_iter().map(|one| one.deviation).collect()
    }

    /// Why the next payment waits, as far as it is for what happened before.
    async fn waits_for(&self) -> Option<ActionId> {
        let id = self.ask("send_payment", PAY).await.id;
        let view = self.view(id).await;
        view.reasons.iter().find_map(|reason| if let Reason::Deviated { action } = reason { Some(*action) } else { None })
    }

    async fn counts(&self) -> Counts {
        while self.gate.count_results().await.unwrap() {}
        self.gate.results(self.owner, ResultsBy::Agent, 30).await.unwrap().all
    }
}

#[tokio::test]
async fn what_is_otherwise_than_approved_is_seen_and_holds_the_next() {
    let house = House::alone().await;
    let id = house.paid().await;
    assert_eq!(house.waits_for().await, None);
    let told = Told { amount: Some("500 JPY".parse().unwrap()), counterparty: Some("佐藤商店".to_owned()), ..Told::default() };
    house.gate.tell(house.agent, id, told).await.unwrap();
    let (approved, actual) = ("400 JPY".parse().unwrap(), "500 JPY".parse().unwrap());
    assert_eq!(house.deviations(id).await, [Deviation::More { approved, actual }, Deviation::OtherPartner]);
    assert_eq!(house.listed(OutcomeFilter::Look).await, [id]);
    assert_eq!(house.gate.status(house.owner, "").await.unwrap().to_look_at, 1);
    assert_eq!(house.waits_for().await, Some(id));
    let other = house.add_agent("Other").await.id;
    let by_other = house.ask_as(other, "send_payment", PAY, "10m").await;
    let reasons = house.view(by_other.id).await.reasons;
    assert!(!reasons.iter().any(|reason| matches!(reason, Reason::Deviated { .. })), "another agent's is another kind: {reasons:?}");
    let house = house.reopen(noon() + TimeDelta::minutes(1)).await;
    assert_eq!(house.waits_for().await, Some(id), "also after a restart");
}

#[tokio::test]
async fn a_mark_ends_the_hold_and_harm_keeps_it() {
    let house = House::alone().await;
    let id = house.paid().await;
    house.tell(house.agent, id, "5 USD".parse().unwrap()).await.unwrap();
    assert_eq!(house.waits_for().await, Some(id), "yen were approved");
    let mark = async |mark, note: Option<&str>| house.gate.mark(house.owner, id, mark, note.map(str::to_owned)).await.unwrap().aftermath;
    assert!(mark(Mark::Harmful, Some("二重の支払い")).await.holds);
    assert_eq!((house.waits_for().await, house.listed(OutcomeFilter::Look).await), (Some(id), vec![]));
    let good = mark(Mark::Good, None).await;
    assert!(!good.holds && good.mark.unwrap().mark == Mark::Good);
    assert_eq!((house.waits_for().await, house.listed(OutcomeFilter::Marked).await), (None, vec![id]));
    mark(Mark::Good, None).await;
    assert_eq!(house.count(|entry| matches!(entry, Entry::Marked(_))).await, 2, "the same again is nothing new");
    let was = house.ledger().await.into_iter().filter_map(|entry| if let Entry::Marked(set) = entry { Some(set.was) } else { None });
    assert_eq!(was.collect::<Vec<_>>(), [None, Some(Mark::Harmful)]);
}

#[tokio::test]
async fn whoever_may_not_say_what_they_make_of_it_does_not() {
    let house = House::alone().await;
    let waiting = house.held().await;
    refused(house.gate.mark(house.owner, waiting, Mark::Good, None).await, Code::Conflict, "it still waits");
    let (id, auditor, clerk) = (house.paid().await, house.auditor("Auditor", &[]).await, house.reviewer("Clerk", &[]).await);
    refused(house.gate.mark(auditor, id, Mark::Good, None).await, Code::Forbidden, "an auditor looks only");
    assert!(!house.gate.action(auditor, id).await.unwrap().aftermath.may_mark);
    let text = r#"people = [{ name = "Clerk" }]
agents = [{ name = "Orders", owner = "Clerk" }]"#;
    let chart = NewChart { edition: 0, text: text.to_owned(), note: "n".to_owned() };
    house.gate.set_chart(house.owner, chart).await.unwrap();
    refused(house.gate.mark(clerk, id, Mark::Good, None).await, Code::OwnAgent, "nobody vouches for their own agent");
    assert!(!house.gate.action(clerk, id).await.unwrap().aftermath.may_mark);
    assert!(house.view(id).await.aftermath.may_mark);
}

#[tokio::test]
async fn another_agent_that_tells_is_seen_and_hears_nothing() {
    let house = House::alone().await;
    let (id, other) = (house.paid().await, house.add_agent("Other").await.id);
    for _ in 0..2 {
        refused(house.tell(other, id, "400 JPY".parse().unwrap()).await, Code::NotFound, "another's action");
        refused(house.gate.report(other, id, true, None).await, Code::NotFound, "another's action");
    }
    assert_eq!(house.deviations(id).await, [Deviation::ToldByOther { agent: other }], "once");
    assert_eq!(house.view(id).await.aftermath.deviations[0].other.as_ref().unwrap().name, "Other");
    assert_eq!((house.waits_for().await, house.listed(OutcomeFilter::Look).await), (None, vec![id]), "it brings no work upon the first");
}

#[tokio::test]
async fn what_was_never_used_or_reported_is_found() {
    let house = House::alone().await;
    let (unused, unreported, reported) = (house.ask("send_payment", PAY).await.id, house.paid().await, house.paid().await);
    house.approve(unused).await;
    house.gate.report(house.agent, reported, true, None).await.unwrap();
    let find = async || while house.gate.find_unfinished().await.unwrap() {};
    find().await;
    assert_eq!(house.listed(OutcomeFilter::Quiet).await, []);
    house.later(TimeDelta::minutes(6));
    find().await;
    assert_eq!(house.listed(OutcomeFilter::Quiet).await, [unused]);
    house.later(TimeDelta::hours(24));
    find().await;
    assert_eq!(house.listed(OutcomeFilter::Quiet).await, [unreported, unused]);
    assert_eq!(house.deviations(unreported).await, [Deviation::Unreported]);
    house.gate.report(house.agent, unreported, true, None).await.unwrap();
    assert_eq!(house.deviations(unreported).await, [], "late, but told");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Deviated(_))).await, 2);
}

#[tokio::test]
async fn an_outcome_says_something_of_a_bearable_length() {
    let house = House::alone().await;
    let id = house.paid().await;
    let note = |text: String| Told { note: Some(text), ..Told::default() };
    for told in [Told::default(), note(" ".to_owned()), note("x".repeat(2_001))] {
        refused(house.gate.tell(house.agent, id, told).await, Code::InvalidRequest, "empty or too long");
    }
    house.gate.tell(house.agent, id, note("x".repeat(2_000))).await.unwrap();
    assert_eq!(house.listed(OutcomeFilter::Told).await, [id]);
}

#[tokio::test]
async fn what_happens_is_counted_by_whom_and_what() {
    let house = House::alone().await;
    let (id, denied) = (house.paid().await, house.ask("send_payment", PAY).await.id);
    house.later(TimeDelta::seconds(30));
    house.decide(house.owner, denied, no()).await.unwrap();
    house.gate.report(house.agent, id, false, None).await.unwrap();
    house.tell(house.agent, id, "500 JPY".parse().unwrap()).await.unwrap();
    for mark in [Mark::Good, Mark::Harmful] {
        house.gate.mark(house.owner, id, mark, None).await.unwrap();
    }
    let counts = house.counts().await;
    let wanted = Counts {
        received: 2,
        held: 2,
        approved: 1,
        denied: 1,
        failed: 1,
        deviated: 1,
        harmful: 1,
        answer_seconds: Some(15),
        ..Counts::default()
    };
    assert_eq!(counts, wanted);
    assert_eq!(house.counts().await, wanted, "each event once");
    for by in [ResultsBy::Tool, ResultsBy::Rule, ResultsBy::Signal, ResultsBy::Agent] {
        let results = house.gate.results(house.owner, by, 1).await.unwrap();
        assert!(results.rows.iter().any(|row| row.counts == wanted), "{by:?}: {results:?}");
        assert_eq!(results.rows[0].trend.iter().map(|part| part.received).sum::<u32>(), 2);
    }
    let by_reviewer = house.gate.results(house.owner, ResultsBy::Reviewer, 1).await.unwrap();
    assert!(matches!(&by_reviewer.rows[0].of, ResultOf::Reviewer { reviewer } if reviewer.name == "Owner"));
    assert_eq!((by_reviewer.rows[0].counts.approved, by_reviewer.rows[0].counts.denied), (1, 1));
    refused(house.gate.results(house.owner, ResultsBy::Agent, 0).await, Code::InvalidRequest, "no day");
}
