//! When time acts on what waits, and whose time it is to be told.

use std::time::Duration;

use chrono::TimeDelta;
use sekisho_core::{
    calendar::{WorkingHours, Zone},
    id::{ActionId, ReviewerId},
    organisation::Organisation,
    review::Clock,
    rules::STARTER_GUARDRAILS,
    signal::Evidence,
    time::Time,
};

use super::House;
use crate::{
    answer::Status,
    charts::NewChart,
    feed::Listener,
    standards::NewStandards,
    view::{About, ActionView, Notice},
};

const CHART: &str = r#"
default_route = "r"

[calendar]
holidays = "JP"
closed = ["2026-12-29", "2026-12-30", "2026-12-31"]

[[people]]
name = "Day"
groups = ["desk"]

[[people]]
name = "Night"
groups = ["desk"]
hours = { days = ["sunday", "monday"], from = "20:00", to = "06:00" }

[[routes]]
name = "r"
clock = "working"
stages = [{ title = "s", seats = ["group:desk"] }]
"#;

const RULES: &str = r#"@id("people") @due("4h") @reason_en("why") @reason_ja("理由") @matches("effect=send")
permit (principal, action == Action::"human_review", resource);"#;

struct Desk {
    house: House,
    day: ReviewerId,
    night: ReviewerId,
}

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

impl Desk {
    async fn new(rosters: &str) -> Self {
        let house = House::new().await;
        let (day, night) = (house.reviewer("Day", &[]).await, house.reviewer("Night", &[]).await);
        let organisation = Organisation { time_zone: "Asia/Tokyo".parse().unwrap(), working_hours: Some(WorkingHours::usual()) };
        house.gate.set_organisation(house.owner, organisation).await.unwrap();
        let rules = NewStandards {
            edition: 0,
            rules: RULES.to_owned(),
            guardrails: STARTER_GUARDRAILS.to_owned(),
            scorecard: sekisho_core::risk::Overrides::default(),
            note: "four hours".to_owned(),
        };
        house.gate.set_rules(house.owner, rules).await.unwrap();
        let chart = NewChart { edition: 0, text: format!("{CHART}{rosters}"), note: "a new year".to_owned() };
        house.gate.set_chart(house.owner, chart).await.unwrap();
        Self { house, day, night }
    }

    fn until(&self, time: &str) {
        let now = self.house.gate.clock().now();
        self.house.later(at(time) - now);
    }

    /// Whether each of them is drawn to what comes in now.
    async fn told(&self) -> [bool; 2] {
        let mut told = [false; 2];
        for (told, person) in told.iter_mut().zip([self.day, self.night]) {
            let mut listener = self.listen(person).await;
            *told = self.is_told(&mut listener).await;
        }
        told
    }

    async fn listen(&self, person: ReviewerId) -> Listener {
        self.house.gate.listen(person, None).await.unwrap().aloud()
    }

    /// Whether a listener is drawn to what comes in now.
    async fn is_told(&self, listener: &mut Listener) -> bool {
        let asked = self.ask("7d").await;
        let told = async {
            loop {
                // What waited before may end meanwhile.
                if let About::Action { id, notice: Some(Notice { timely, .. }), .. } = listener.next().await.unwrap().about
                    && id == asked
                {
                    return timely;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), told).await.expect("everybody of the group hears of it")
    }

    async fn ask(&self, timeout: &str) -> ActionId {
        self.house.ask_as(self.house.agent, "send_mail", r#"{"to":"a@example.com"}"#, timeout).await.id
    }
}

#[tokio::test]
async fn what_is_asked_for_on_a_holiday_is_asked_for_outside_of_hours() {
    let desk = Desk::new("").await;
    let outside = |view: ActionView| view.contributions.iter().any(|found| matches!(found.evidence, Evidence::OutsideHours));
    for (noon, expected) in [("2026-11-23T03:00:00Z", true), ("2026-11-24T03:00:00Z", false)] {
        desk.until(noon);
        assert_eq!(outside(desk.house.view(desk.ask("7d").await).await), expected, "{noon}");
    }
}

#[tokio::test]
async fn a_working_clock_stands_still_over_a_holiday_and_outlives_a_restart() {
    let desk = Desk::new("").await;
    // The 23rd is a holiday; work goes on at 07:00 on the 24th in Tokyo.
    let id = desk.ask("7d").await;
    let view = desk.house.view(id).await;
    assert_eq!((view.due_at, view.clock, view.given_seconds), (at("2026-11-24T02:00:00Z"), Some(Clock::Working), Some(4 * 3_600)));
    assert_eq!(desk.house.receipt(id).await.deadline_at, view.due_at, "the agent is told of the same end");
    let short = desk.ask("30m").await;
    assert_eq!(desk.house.view(short).await.due_at, desk.house.gate.clock().now() + TimeDelta::minutes(30), "never later than the agent's");
    // What waits goes on as it began, also when nobody keeps holidays any more.
    let organisation = Organisation { time_zone: Zone::UTC, working_hours: None };
    desk.house.gate.set_organisation(desk.house.owner, organisation).await.unwrap();
    let house = desk.house.reopen(at("2026-11-24T00:59:59Z")).await;
    house.gate.expire_due().await.unwrap();
    assert!(matches!(house.receipt(short).await.status, Status::Expired { .. }));
    assert_eq!(house.count(|entry| matches!(entry, sekisho_core::ledger::Entry::Raised { .. })).await, 0, "not yet at three quarters");
    house.later(TimeDelta::seconds(1));
    while house.gate.expire_due().await.unwrap().is_zero() {}
    assert_eq!(house.count(|entry| matches!(entry, sekisho_core::ledger::Entry::Raised { .. })).await, 1, "three of four hours");
    house.later(TimeDelta::hours(1));
    house.gate.expire_due().await.unwrap();
    assert!(matches!(house.receipt(id).await.status, Status::Expired { .. }), "and in the end it is a no");
}

#[tokio::test]
async fn whoever_is_not_at_work_is_not_drawn_to_it() {
    let desk = Desk::new("").await;
    assert_eq!(desk.told().await, [false, true], "Sunday, 21:00 in Tokyo: only the night is at work");
    desk.until("2026-11-24T03:00:00Z");
    assert_eq!(desk.told().await, [true, false], "Tuesday at noon");
}

#[tokio::test]
async fn what_waits_for_a_group_draws_only_those_on_call() {
    let roster = "\n[[rosters]]\ngroup = \"desk\"\nweekly = [\"Day\", \"Night\"]\nsince = \"2026-11-16\"\n";
    let desk = Desk::new(roster).await;
    assert_eq!(desk.told().await, [true, false], "it is their week, at night, too");
    desk.until("2026-11-23T03:00:00Z");
    assert_eq!(desk.told().await, [false, true], "a week later");
    desk.house.gate.revoke_reviewer(desk.house.owner, desk.night).await.unwrap();
    desk.until("2026-11-24T03:00:00Z");
    let mut listener = desk.listen(desk.day).await;
    assert!(desk.is_told(&mut listener).await, "nobody who could answer is on call");
}
