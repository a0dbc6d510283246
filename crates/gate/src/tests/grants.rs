//! A yes that is given ahead: it counts as often and as long as was said, for exactly that, and with the rights of whoever gave it.

use std::sync::Arc;

use chrono::TimeDelta;
use sekisho_core::{
    agent::Terms,
    budget::{Budget, Every, Scope},
    grant::{Could, Loose, Loosened, OPEN_MAX},
    halt,
    id::{ActionId, ReviewerId},
    ledger::{Entry, UnderGrant},
};

use super::{House, asked, noon, refused, seen, yes};
use crate::{
    Code, Error,
    answer::Status,
    charts::NewChart,
    decide::Answer,
    grants::NewGrant,
    view::{Act, ActionView, By, GrantRefused, GrantStanding, GrantView, Happened, Role, Standing},
};

const TOOL: &str = "update_row";
const ORDER: &str = r#"{"customer":"Midori","amount":48000,"currency":"JPY","note":"November"}"#;

fn loose() -> Loosened {
    Loosened::from([("/amount".to_owned(), Loose::UpTo { value: "48000".to_owned() }), ("/note".to_owned(), Loose::AnyText {})])
}

fn ahead(times: u32, days: i64, loosened: Loosened) -> Answer {
    Answer::Grant(NewGrant { times, until: noon() + TimeDelta::days(days), loosened, note: "the monthly order".to_owned() })
}

impl House {
    async fn order(&self, arguments: &str) -> (ActionId, bool) {
        let receipt = self.ask(TOOL, arguments).await;
        (receipt.id, matches!(receipt.status, Status::Approved { .. }))
    }

    async fn has_a_yes(&self, arguments: &str) -> bool {
        self.order(arguments).await.1
    }

    /// An order that somebody approved, and so often again within the day.
    async fn granted_by(&self, by: ReviewerId, times: u32) -> GrantView {
        self.try_grant(by, ahead(times, 1, loose())).await.unwrap();
        self.gate.grants(self.owner).await.unwrap().open.remove(0)
    }

    async fn granted(&self, times: u32) -> GrantView {
        self.granted_by(self.owner, times).await
    }

    async fn try_grant(&self, by: ReviewerId, answer: Answer) -> Result<ActionView, Error> {
        let (id, passed) = self.order(ORDER).await;
        assert!(!passed, "an order waits for a person");
        self.decide(by, id, answer).await
    }

    async fn grant(&self) -> GrantView {
        let mut all = self.gate.grants(self.owner).await.unwrap();
        all.open.append(&mut all.over);
        all.open.remove(0)
    }
}

#[tokio::test]
async fn what_was_granted_passes_so_often_and_says_by_whom() {
    let house = House::new().await;
    let (id, _) = house.order(ORDER).await;
    let offer = house.gate.grant_offer(house.owner, id).await.unwrap();
    let could: Vec<_> = offer.places.iter().map(|place| (place.pointer.as_str(), place.could)).collect();
    let expected = [("/amount", Could::UpTo), ("/currency", Could::Stay), ("/customer", Could::Stay), ("/note", Could::AnyText)];
    assert_eq!((offer.refused, could), (None, expected.to_vec()));
    assert!(house.view(id).await.allowed.contains(&Act::Grant));
    let view = house.decide(house.owner, id, ahead(2, 1, loose())).await.unwrap();
    assert!(matches!(view.standing, Standing::Approved { by: By::Reviewer { .. }, .. }), "this one a person has seen");
    let grant = house.grant().await;
    assert!(view.history.iter().any(|one| matches!(one.event, Happened::Granted { grant: id, times: 2, .. } if id == grant.id)));

    let (first, passed) = house.order(r#"{"note":"十二月分","customer":"Midori","amount":1200.50,"currency":"JPY"}"#).await;
    assert!(passed);
    let view = house.view(first).await;
    let Standing::Approved { by: By::Grant { reviewer, grant: by }, .. } = view.standing else { panic!("{:?}", view.standing) };
    assert_eq!((reviewer.id, by), (house.owner, grant.id));
    assert!(view.history.iter().any(|one| one.event == Happened::UnderGrant { grant: grant.id, number: 1 }));
    assert!(matches!(view.history.last().unwrap().event, Happened::Approved { .. }));
    house.gate.consume(house.agent, first, "k").await.unwrap();
    for other in [ORDER.replace("Midori", "Sakura"), ORDER.replace("48000", "48001"), ORDER.replace("November", "see evil.com")] {
        assert!(!house.has_a_yes(&other).await, "{other}");
    }
    assert!(house.has_a_yes(ORDER).await && !house.has_a_yes(ORDER).await, "twice means twice");
    let grant = house.grant().await;
    assert_eq!((grant.left, grant.standing), (0, GrantStanding::UsedUp));
    assert_eq!(grant.uses.iter().map(|used| used.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(grant.uses[0].action, first);
    assert_eq!(house.count(|entry| matches!(entry, Entry::UnderGrant(_))).await, 2);
    assert_eq!(house.view(first).await.before.approved, 1, "nobody looked at what passed");
}

#[tokio::test]
async fn of_many_at_once_only_as_many_pass_as_were_granted() {
    let house = Arc::new(House::new().await);
    house.granted(3).await;
    let ask = |number: u32| {
        let house = Arc::clone(&house);
        let arguments = ORDER.replace("48000", &number.to_string());
        tokio::spawn(async move { house.has_a_yes(&arguments).await })
    };
    let asking: Vec<_> = (1..=24).map(ask).collect();
    let mut passed = 0;
    for one in asking {
        passed += u32::from(one.await.unwrap());
    }
    assert_eq!((passed, house.grant().await.left), (3, 0));
    let mut numbers = Vec::new();
    for entry in house.ledger().await {
        if let Entry::UnderGrant(UnderGrant { number, .. }) = entry {
            numbers.push(number);
        }
    }
    assert_eq!(numbers, [1, 2, 3]);
}

#[tokio::test]
async fn a_retry_uses_nothing_up() {
    let house = House::new().await;
    house.granted(2).await;
    let first = house.gate.submit(house.agent, asked(TOOL, ORDER, "10m"), "key").await.unwrap();
    let again = house.gate.submit(house.agent, asked(TOOL, ORDER, "10m"), "key").await.unwrap();
    assert!(again.replayed && again.receipt.id == first.receipt.id);
    assert!(matches!(again.receipt.status, Status::Approved { .. }));
    refused(
        house.gate.submit(house.agent, asked(TOOL, &ORDER.replace("48000", "1"), "10m"), "key").await,
        Code::IdempotencyConflict,
        "other",
    );
    assert_eq!(house.grant().await.left, 1);
}

#[tokio::test]
async fn it_outlives_a_restart_and_ends_in_time() {
    let house = House::new().await;
    house.granted(5).await;
    let house = house.reopen(noon() + TimeDelta::hours(1)).await;
    assert!(house.has_a_yes(ORDER).await);
    house.later(TimeDelta::hours(23));
    assert!(!house.has_a_yes(ORDER).await, "the end itself is late");
    assert_eq!(house.grant().await.standing, GrantStanding::Over);
}

#[tokio::test]
async fn what_is_taken_back_counts_no_more_at_once() {
    let house = House::new().await;
    let grant = house.granted(5).await;
    let (unused, _) = house.order(ORDER).await;
    let (running, _) = house.order(&ORDER.replace("48000", "9")).await;
    house.gate.consume(house.agent, running, "k").await.unwrap();
    let (other, auditor) = (house.reviewer("Other", &[]).await, house.auditor("Auditor", &[]).await);
    refused(house.gate.revoke_grant(auditor, grant.id).await, Code::Forbidden, "an auditor only looks");
    assert!(!house.gate.grants(auditor).await.unwrap().open[0].may_revoke);
    let revoked = house.gate.revoke_grant(other, grant.id).await.unwrap();
    assert!(matches!(&revoked.standing, GrantStanding::Revoked { by, .. } if by.id == other), "anybody who decides may");
    assert_eq!(house.gate.revoke_grant(house.owner, grant.id).await.unwrap().standing, revoked.standing, "once");
    assert!(!house.has_a_yes(ORDER).await);
    refused(house.gate.consume(house.agent, unused, "k").await, Code::ApprovalExpired, "nor what it approved before");
    house.gate.consume(house.agent, running, "k").await.unwrap();
    assert_eq!(house.count(|entry| matches!(entry, Entry::GrantRevoked(_))).await, 1);
}

#[tokio::test]
async fn it_ends_with_whoever_gave_it_and_whoever_got_it() {
    let house = House::new().await;
    let [gone, looks] = [house.reviewer("Gone", &[]).await, house.reviewer("Looks", &[]).await];
    house.granted_by(gone, 5).await;
    house.gate.revoke_reviewer(house.owner, gone).await.unwrap();
    house.granted_by(looks, 5).await;
    house.gate.set_role(house.owner, looks, Role::Auditor).await.unwrap();
    house.gate.set_role(house.owner, looks, Role::Reviewer).await.unwrap();
    assert!(!house.has_a_yes(ORDER).await, "whoever only looked in between has to say yes anew");
    house.granted(5).await;
    house.gate.revoke_agent(house.owner, house.agent).await.unwrap();
    let all = house.gate.grants(house.owner).await.unwrap();
    assert!(all.open.is_empty() && all.over.iter().all(|grant| matches!(grant.standing, GrantStanding::Revoked { .. })));
    assert_eq!((all.over.len(), house.count(|entry| matches!(entry, Entry::GrantRevoked(_))).await), (3, 3));
}

#[tokio::test]
async fn a_halt_and_a_budget_count_before_it() {
    let house = House::new().await;
    house.granted(5).await;
    let halt = house.gate.halt(house.owner, halt::Scope::Everything {}, None).await.unwrap();
    assert!(!house.has_a_yes(ORDER).await);
    house.gate.resume(house.owner, halt.id, "it is over").await.unwrap();
    let limit = "50000 JPY".parse().unwrap();
    let budget = Budget { name: "Orders".to_owned(), agents: Scope::Everyone, effect: None, limit, period: Every::Month };
    house.gate.add_budget(house.owner, budget).await.unwrap();
    assert!(house.has_a_yes(ORDER).await && !house.has_a_yes(ORDER).await, "the budget has 2,000 left");
    assert!(house.has_a_yes(&ORDER.replace("48000", "2000")).await);
    assert_eq!(house.grant().await.left, 3, "what waits uses nothing up");
}

#[tokio::test]
async fn it_is_the_yes_of_a_person_with_the_rights_that_they_have() {
    let house = House::new().await;
    let chief = house.reviewer("Chief", &[]).await;
    let agent = house.gate.agents().await.unwrap().remove(0).name;
    let set = async |edition, text: String| {
        let chart = NewChart { edition, text, note: "n".to_owned() };
        house.gate.set_chart(house.owner, chart).await.unwrap();
    };
    house.granted_by(chief, 50).await;
    set(0, r#"people = [{ name = "Chief", limits = [{ up_to = "40000 JPY" }] }]"#.to_owned()).await;
    assert!(!house.has_a_yes(ORDER).await && house.has_a_yes(&ORDER.replace("48000", "40000")).await, "their limit now");
    set(1, format!("people = [{{ name = \"Chief\" }}]\nagents = [{{ name = {agent:?}, owner = \"Chief\" }}]")).await;
    assert!(!house.has_a_yes(ORDER).await, "the agent is theirs now");
    let two = r#"default_route = "r"
people = [{ name = "Chief" }, { name = "Owner" }]
routes = [{ name = "r", stages = [{ title = "one", seats = ["person:Chief"] }, { title = "two", seats = ["person:Owner"] }] }]"#;
    set(2, two.to_owned()).await;
    let (id, passed) = house.order(&ORDER.replace("48000", "7")).await;
    assert!(!passed, "others have to say yes by now");
    let offer = house.gate.grant_offer(chief, id).await.unwrap();
    assert_eq!((offer.refused, offer.places), (Some(GrantRefused::NotAlone), vec![]));
    refused(house.decide(chief, id, ahead(1, 1, Loosened::new())).await, Code::NotGrantable, "not alone");
    house.decide(chief, id, yes()).await.unwrap();
    assert!(!house.view(id).await.allowed.contains(&Act::Grant));
    refused(house.decide(house.owner, id, ahead(1, 1, Loosened::new())).await, Code::NotGrantable, "the last of two is not alone");
    set(3, two.replace(r#"{ title = "two", seats = ["person:Owner"] }"#, "").replace("}, ]", "}]")).await;
    assert!(house.has_a_yes(&ORDER.replace("48000", "8")).await, "one person on the way is enough");
}

#[tokio::test]
async fn also_its_last_use_can_be_taken_back_until_it_ran() {
    let house = House::new().await;
    let grant = house.granted(2).await;
    let ((ran, _), (waits, passed)) = (house.order(ORDER).await, house.order(ORDER).await);
    house.gate.consume(house.agent, ran, "key").await.unwrap();
    assert!(passed, "it is used up");
    let view = house.gate.grants(house.owner).await.unwrap().over.remove(0);
    assert!(view.standing == GrantStanding::UsedUp && view.may_revoke, "{view:?}");
    let view = house.gate.revoke_grant(house.owner, grant.id).await.unwrap();
    assert!(matches!(view.standing, GrantStanding::Revoked { .. }) && !view.may_revoke, "{view:?}");
    refused(house.gate.consume(house.agent, waits, "other").await, Code::ApprovalExpired, "what it approved");
}

#[tokio::test]
async fn what_is_used_up_and_ran_stays_as_it_ended() {
    let house = House::new().await;
    let grant = house.granted(1).await;
    house.gate.consume(house.agent, house.order(ORDER).await.0, "key").await.unwrap();
    let view = house.gate.revoke_grant(house.owner, grant.id).await.unwrap();
    assert!(view.standing == GrantStanding::UsedUp && !view.may_revoke, "{view:?}");
}

#[tokio::test]
async fn another_agent_or_tool_has_no_part_in_it() {
    let house = House::new().await;
    house.granted(5).await;
    let other = house.gate.add_agent(house.owner, "Other", Terms::default()).await.unwrap().id;
    assert_eq!(house.ask_as(other, TOOL, ORDER, "10m").await.status, Status::Pending);
    assert_eq!(house.ask("edit_row", ORDER).await.status, Status::Pending);
    assert_eq!(house.grant().await.left, 5);
}

#[tokio::test]
async fn what_was_not_seen_or_makes_no_sense_is_not_granted() {
    let house = House::new().await;
    let (id, _) = house.order(ORDER).await;
    let before = seen(&house.view(id).await);
    let stale = crate::decide::Seen { version: before.version + 1, ..before.clone() };
    refused(house.gate.decide(house.owner, id, stale, ahead(1, 1, loose())).await, Code::Conflict, "another version");
    let other = crate::decide::Seen { digest: "0".repeat(64), ..before };
    refused(house.gate.decide(house.owner, id, other, ahead(1, 1, loose())).await, Code::Conflict, "another action");
    for answer in [ahead(0, 1, loose()), ahead(51, 1, loose()), ahead(1, 0, loose()), ahead(1, 31, loose())] {
        refused(house.decide(house.owner, id, answer).await, Code::InvalidRequest, "too much");
    }
    let fixed = Loosened::from([("/customer".to_owned(), Loose::AnyText {})]);
    refused(house.decide(house.owner, id, ahead(1, 1, fixed)).await, Code::NotGrantable, "it says whom");
    let silent = Answer::Grant(NewGrant { times: 1, until: noon() + TimeDelta::days(1), loosened: loose(), note: " ".to_owned() });
    refused(house.decide(house.owner, id, silent).await, Code::InvalidRequest, "without a reason");
    assert!(house.view(id).await.allowed.contains(&Act::Approve), "and nothing was approved with it");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Granted(_) | Entry::Approved { .. })).await, 0);
    let risky = house.held().await;
    assert_eq!(house.gate.grant_offer(house.owner, risky).await.unwrap().refused, Some(GrantRefused::TooRisky));
    refused(house.decide(house.owner, risky, ahead(1, 1, Loosened::new())).await, Code::NotGrantable, "too risky");
    let hidden = house.ask(TOOL, &ORDER.replace("November", "Nov\u{200b}ember")).await.id;
    assert_eq!(house.gate.grant_offer(house.owner, hidden).await.unwrap().refused, Some(GrantRefused::NotWhole));
}

#[tokio::test]
async fn an_agent_has_so_many_grants_at_the_most() {
    let house = House::new().await;
    for number in 0..=OPEN_MAX {
        let id = house.ask(TOOL, &ORDER.replace("48000", &(number + 1).to_string())).await.id;
        let given = house.decide(house.owner, id, ahead(1, 1, Loosened::new())).await;
        assert_eq!(given.is_ok(), number < OPEN_MAX, "{number}");
    }
}

#[tokio::test]
async fn what_a_reviewer_proposed_comes_first_and_a_resubmission_is_a_call_like_any() {
    let house = House::new().await;
    house.granted(5).await;
    let (id, _) = house.order(&ORDER.replace("Midori", "Sakura")).await;
    let changes = vec![sekisho_core::json::Change { pointer: "/customer".to_owned(), value: Some("Midori".to_owned()) }];
    house.decide(house.owner, id, Answer::Amend { changes, reason: "it is Midori's".to_owned() }).await.unwrap();
    let (again, passed) = house.order(ORDER).await;
    let Standing::Approved { by, .. } = house.view(again).await.standing else { panic!("it was proposed") };
    assert!(passed && matches!(by, By::Reviewer { .. }), "{by:?}");
    assert_eq!(house.grant().await.left, 5, "the proposal is used, and the grant is not");
    let context = Some(sekisho_core::action::Sent::new(format!(r#"{{"resubmits":"{id}"}}"#)).unwrap());
    let follows = sekisho_core::action::Asked { context, ..asked(TOOL, ORDER, "10m") };
    let third = house.gate.submit(house.agent, follows, "key").await.unwrap().receipt;
    assert!(matches!(third.status, Status::Approved { .. }));
    assert_eq!(house.grant().await.left, 4);
}
