//! An organisation chart at work: ways through several people, limits, absences, owners.

use chrono::TimeDelta;
use sekisho_core::{
    id::ReviewerId,
    ledger::{Custody, Entry},
};

use super::{House, no, reasoned, refused, seen, yes};
use crate::{
    Code, Language,
    answer::Status,
    charts::NewChart,
    decide::Answer,
    view::{Act, Happened, Progress, Standing, WayView, With},
};

const CHART: &str = r#"
default_route = "稟議"

[[people]]
name = "Director"

[[people]]
name = "Chief"
manager = "Director"
groups = ["accounting"]
limits = [{ up_to = "100000 JPY" }]

[[people]]
name = "Clerk"
manager = "Chief"
groups = ["accounting"]

[[agents]]
name = "invoices"
owner = "Clerk"

[[routes]]
name = "稟議"
stages = [{ title = "合議", seats = ["group:accounting"] }, { title = "決裁", seats = ["manager:2"] }]
"#;

struct Firm {
    house: House,
    director: ReviewerId,
    chief: ReviewerId,
    clerk: ReviewerId,
}

fn chart(edition: u32, text: &str) -> NewChart {
    NewChart { edition, text: text.to_owned(), note: "a new year".to_owned() }
}

impl Firm {
    async fn new(text: &str) -> Self {
        let house = House::new().await;
        let (director, chief, clerk) =
            (house.reviewer("Director", &[]).await, house.reviewer("Chief", &[]).await, house.reviewer("Clerk", &[]).await);
        let agent = house.gate.agents().await.unwrap().into_iter().find(|agent| agent.id == house.agent).unwrap().name;
        let text = text.replace("\"invoices\"", &format!("{agent:?}"));
        house.gate.set_chart(house.owner, chart(0, &text)).await.unwrap();
        Self { house, director, chief, clerk }
    }
}

fn way(standing: &Standing) -> &WayView {
    let Standing::Held { way: Some(way), .. } = standing else { panic!("{standing:?}") };
    way
}

#[tokio::test]
async fn an_action_goes_its_way_through_several_people() {
    let Firm { house, director, chief, clerk } = Firm::new(CHART).await;
    let id = house.held().await;
    refused(house.decide(clerk, id, yes()).await, Code::OwnAgent, "whoever answers for the agent");
    refused(house.decide(director, id, yes()).await, Code::NotYours, "it is not there yet");
    refused(house.decide(house.owner, id, no()).await, Code::NotYours, "an administrator is nobody here");
    let view = house.decide(chief, id, yes()).await.unwrap();
    assert_eq!(house.receipt(id).await.status, Status::Pending, "one yes is not enough");
    let progress: Vec<_> = way(&view.standing).stations.iter().map(|station| station.progress).collect();
    assert_eq!(progress, [Progress::Done, Progress::Now]);
    assert_eq!(way(&view.standing).stations[0].places[0].filled.as_ref().unwrap().by.id, chief);
    refused(house.decide(chief, id, yes()).await, Code::Voted, "one person, one voice");
    assert_eq!(house.gate.queue(director, false, None, 10).await.unwrap().items.len(), 1, "it lies on the next desk");
    assert_eq!(house.gate.queue(chief, false, None, 10).await.unwrap().items.len(), 0);
    house.decide(director, id, yes()).await.unwrap();
    assert!(matches!(house.receipt(id).await.status, Status::Approved { .. }));
    assert_eq!(house.count(|entry| matches!(entry, Entry::Voted(_))).await, 1);
    assert_eq!(house.count(|entry| matches!(entry, Entry::Approved { .. })).await, 1);
    let denied = house.held().await;
    house.decide(chief, denied, no()).await.unwrap();
    assert!(matches!(house.receipt(denied).await.status, Status::Denied { .. }), "one no is enough");
}

#[tokio::test]
async fn a_yes_is_taken_back_and_that_of_who_is_gone_counts_no_more() {
    let Firm { house, director, chief, .. } =
        Firm::new(&CHART.replace("\"group:accounting\"", "\"group:accounting\", \"administrators\"")).await;
    let id = house.held().await;
    refused(house.decide(chief, id, Answer::Withdraw).await, Code::NotVoted, "there is none");
    let view = house.decide(chief, id, yes()).await.unwrap();
    assert_eq!(view.allowed, [Act::Withdraw]);
    house.decide(chief, id, Answer::Withdraw).await.unwrap();
    house.decide(chief, id, yes()).await.unwrap();
    house.gate.revoke_reviewer(house.owner, chief).await.unwrap();
    let view = house.decide(house.owner, id, yes()).await.unwrap();
    let stations = &way(&view.standing).stations;
    assert_eq!(stations[0].progress, Progress::Now, "the yes of who is gone has fallen");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Forgotten { .. })).await, 1);
    refused(house.decide(director, id, yes()).await, Code::NotYours, "and so it is not with the next");
}

#[tokio::test]
async fn what_several_approved_does_not_run_once_one_of_them_is_gone() {
    for (votes, first_counts) in [("fall", false), ("stand", true)] {
        let text = format!("removed_votes = {votes:?}\n{CHART}");
        let Firm { house, director, chief, .. } = Firm::new(&text).await;
        let id = house.held().await;
        house.decide(chief, id, yes()).await.unwrap();
        house.decide(director, id, yes()).await.unwrap();
        house.gate.revoke_reviewer(house.owner, chief).await.unwrap();
        let used = house.gate.consume(house.agent, id, "key").await;
        assert_eq!(used.map_err(|error| error.code).err(), (!first_counts).then_some(Code::ApprovalExpired), "{votes}");
    }
}

#[tokio::test]
async fn who_stands_in_finds_it_on_their_desk() {
    let away =
        CHART.replace("limits = [", "absences = [{ from = \"2026-01-01\", until = \"2099-12-31\", delegate = \"Director\" }]\nlimits = [");
    let away = away.replace("\"manager:2\"", "\"administrators\"");
    let Firm { house, director, chief, .. } = Firm::new(&away).await;
    let id = house.held().await;
    assert_eq!(house.gate.queue(director, false, None, 10).await.unwrap().items.len(), 1);
    let view = house.decide(director, id, yes()).await.unwrap();
    let vote = way(&view.standing).stations[0].places[0].filled.clone().unwrap();
    assert_eq!((vote.by.id, vote.stands_for.map(|absent| absent.id)), (director, Some(chief)));
}

#[tokio::test]
async fn what_nobody_can_decide_goes_to_the_administrators() {
    let Firm { house, director, chief, .. } = Firm::new(CHART).await;
    house.gate.revoke_reviewer(house.owner, director).await.unwrap();
    let id = house.held().await;
    let view = house.decide(chief, id, yes()).await.unwrap();
    assert!(matches!(&view.standing, Standing::Held { with: With::Administrators, .. }), "{:?}", view.standing);
    assert!(way(&view.standing).detour.is_some(), "and it is said why");
    house.decide(house.owner, id, yes()).await.unwrap();
    assert!(matches!(house.receipt(id).await.status, Status::Approved { .. }));
}

#[tokio::test]
async fn late_is_no_wherever_it_is() {
    let Firm { house, director, chief, .. } = Firm::new(CHART).await;
    // So that nothing but the test lets it expire.
    house.gate.close();
    let id = house.held().await;
    house.decide(chief, id, yes()).await.unwrap();
    house.later(TimeDelta::minutes(10));
    refused(house.decide(director, id, yes()).await, Code::TooLate, "late");
    house.gate.expire_due().await.unwrap();
    assert!(matches!(house.receipt(id).await.status, Status::Expired { .. }));
}

#[tokio::test]
async fn a_chart_is_for_administrators_and_for_what_comes_after_it() {
    let house = House::new().await;
    let clerk = house.reviewer("Clerk", &[]).await;
    let before = house.held().await;
    refused(house.gate.set_chart(clerk, chart(0, "")).await, Code::Forbidden, "not theirs");
    refused(house.gate.set_chart(house.owner, chart(0, "people = 5")).await, Code::InvalidChart, "no chart");
    refused(house.gate.set_chart(house.owner, chart(0, CHART)).await, Code::InvalidChart, "people who are not there");
    refused(house.gate.set_chart(house.owner, chart(3, "")).await, Code::Conflict, "not what is in force");
    assert!(!house.gate.check_chart(clerk, CHART).unwrap().faults.is_empty());
    let one = r#"default_route = "r"
people = [{ name = "Clerk" }]
routes = [{ name = "r", stages = [{ title = "s", seats = ["person:Clerk"] }] }]"#;
    assert_eq!(house.gate.set_chart(house.owner, chart(0, one)).await.unwrap().edition, 1);
    house.decide(house.owner, before, yes()).await.unwrap();
    let after = house.held().await;
    let view = house.view(after).await;
    refused(house.gate.decide(house.owner, after, seen(&view), yes()).await, Code::NotYours, "the chart counts now");
    house.decide(clerk, after, yes()).await.unwrap();
}

#[tokio::test]
async fn time_reminds_and_then_asks_the_next_authority() {
    let chart = CHART.replace("\"group:accounting\"", "\"manager\"").replace("\"manager:2\"", "\"administrators\"");
    let Firm { house, director, chief, .. } = Firm::new(&chart).await;
    let id = house.held().await;
    house.later(TimeDelta::minutes(5));
    house.gate.expire_due().await.unwrap();
    assert_eq!(house.count(|entry| *entry == Entry::Reminded).await, 1);
    house.later(TimeDelta::seconds(150));
    house.gate.expire_due().await.unwrap();
    house.gate.expire_due().await.unwrap();
    assert_eq!(house.count(|entry| matches!(entry, Entry::Raised { .. })).await, 1, "once");
    assert_eq!(house.gate.queue(director, false, None, 10).await.unwrap().items.len(), 1, "the manager of whoever did not answer");
    assert_eq!(house.receipt(id).await.status, Status::Pending, "nobody has answered for them");
    house.decide(chief, id, yes()).await.unwrap();
    let view = house.view(id).await;
    assert_eq!(way(&view.standing).stations[0].progress, Progress::Done, "whoever was asked first may still answer");
    house.later(TimeDelta::seconds(150));
    house.gate.expire_due().await.unwrap();
    assert!(matches!(house.receipt(id).await.status, Status::Expired { .. }), "and in the end it is a no");
}
#[tokio::test]
async fn a_risky_yes_needs_its_reason() {
    let Firm { house, director, chief, .. } =
        Firm::new(&format!("{CHART}\n[answers]\nreason_from = \"low\"\nreject = [\"The amount is wrong.\"]\n")).await;
    let id = house.held().await;
    let words = house.gate.action(chief, id).await.unwrap().words;
    assert!(words.reason_needed && words.reject == ["The amount is wrong."]);
    refused(house.decide(chief, id, yes()).await, Code::ReasonNeeded, "a bare yes");
    refused(house.decide(chief, id, Answer::Approve { note: Some("  ".to_owned()) }).await, Code::ReasonNeeded, "nothing but spaces");
    house.decide(chief, id, reasoned()).await.unwrap();
    house.decide(director, id, reasoned()).await.unwrap();
    assert!(matches!(house.receipt(id).await.status, Status::Approved { .. }));
}

#[tokio::test]
async fn the_way_stays_known_for_the_record_of_it() {
    let Firm { house, director, chief, .. } = Firm::new(CHART).await;
    let way = async |id| {
        let mut reader = house.gate.store().read().await.unwrap();
        let seq = reader.case(id).await.unwrap().unwrap().seq;
        reader.way(seq).await.unwrap()
    };
    let (approved, denied) = (house.held().await, house.held().await);
    house.decide(chief, approved, yes()).await.unwrap();
    assert_eq!(way(approved).await, None, "it is still under way");
    house.decide(director, approved, yes()).await.unwrap();
    house.decide(chief, denied, no()).await.unwrap();
    let (mine, theirs) = (way(approved).await.unwrap(), way(denied).await.unwrap());
    assert_eq!((mine.route.as_str(), mine.stations.len(), mine.votes.len()), ("稟議", 2, 1), "as it was before it ended");
    assert_eq!((theirs.stations.len(), theirs.votes.len()), (2, 0));
    let pdf = house.gate.decision_record(director, approved, Language::Japanese).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(house.count(|entry| matches!(entry, Entry::Custody(Custody::ReportMade(_)))).await, 1, "that it was made is on record");
    let told = house.gate.action(director, approved).await.unwrap().history.pop().unwrap().event;
    assert!(matches!(&told, Happened::RecordMade { by: Some(by) } if by.id == director), "and told with the action: {told:?}");
}
