//! The example company: a thousand actions of its agents, each played against a table that was written by hand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use sekisho_core::{
    chart::Chart,
    id::{ActionId, AgentId, ReviewerId},
    organisation::Organisation,
    review::{Detour, Duty, Event, Refusal, State, Step, transition},
    risk::Overrides,
    rules::STARTER_GUARDRAILS,
    time::Time,
};

use super::{House, reasoned, refused};
use crate::{Code, answer::Status, charts::NewChart, decide::Seen, standards::NewStandards, view::Role};

mod oracle;

use oracle::{Ask, Expected, Row};

const CHART: &str = include_str!("../../../../examples/organisation/organisation.toml");
const RULES: &str = include_str!("../../../../examples/organisation/rules.cedar");

/// Who reads about what is decided by which route.
const READERS: [(&str, &[&str], Duty); 2] =
    [("契約", &["神代", "早瀬", "小鳥遊", "樋口", "仁科"], Duty::Circulate), ("高額支払", &["橘高"], Duty::ReviewAfter)];

struct Company {
    house: House,
    /// By surname; `Owner` is whoever set the hub up.
    people: BTreeMap<String, ReviewerId>,
    agents: BTreeMap<String, AgentId>,
    owners: BTreeMap<String, String>,
}

fn surname(name: &str) -> String {
    name.split(' ').next().unwrap().to_owned()
}

impl Company {
    async fn new() -> Self {
        let house = House::alone().await;
        let chart = Chart::read(CHART).unwrap();
        assert_eq!((chart.people.len(), chart.agents.len(), chart.routes.len()), (40, 12, 8));
        let mut people = BTreeMap::from([("Owner".to_owned(), house.owner)]);
        for member in &chart.people {
            let role = if ["宇田川 匠", "長門 あかり"].contains(&&*member.name) { Role::Administrator } else { Role::Reviewer };
            let id = house.gate.add_reviewer(house.owner, &member.name, role, &[]).await.unwrap().id;
            people.insert(surname(&member.name), id);
        }
        let (mut agents, mut owners) = (BTreeMap::new(), BTreeMap::new());
        for agent in &chart.agents {
            agents.insert(agent.name.clone(), house.add_agent(&agent.name).await.id);
            owners.insert(agent.name.clone(), surname(&agent.owner));
        }
        let japan = Organisation { time_zone: "Asia/Tokyo".parse().unwrap(), working_hours: None };
        house.gate.set_organisation(house.owner, japan).await.unwrap();
        let (rules, guardrails) = (RULES.to_owned(), STARTER_GUARDRAILS.to_owned());
        let standards = NewStandards { edition: 0, rules, guardrails, scorecard: Overrides::new(), note: "ours".to_owned() };
        house.gate.set_rules(house.owner, standards).await.unwrap();
        let new = NewChart { edition: 0, text: CHART.to_owned(), note: "ours".to_owned() };
        house.gate.set_chart(house.owner, new).await.unwrap();
        Self { house, people, agents, owners }
    }

    async fn submit(&self, ask: &Ask) -> (ActionId, Status) {
        let receipt = self.house.ask_as(self.agents[&ask.agent], ask.tool(), &ask.arguments(), "10m").await;
        (receipt.id, receipt.status)
    }

    async fn state(&self, id: ActionId) -> State {
        self.house.gate.store().read().await.unwrap().case(id).await.unwrap().unwrap().state
    }

    /// Everybody who could say yes now, and everybody for whom it would be too much.
    async fn asked(&self, id: ActionId) -> (BTreeSet<String>, BTreeSet<String>) {
        let gate = &self.house.gate;
        let case = gate.store().read().await.unwrap().case(id).await.unwrap().unwrap();
        let (mut may, mut above) = (BTreeSet::new(), BTreeSet::new());
        for (name, person) in &self.people {
            let by = gate.actor(&gate.registry().active_reviewer(*person).unwrap(), Some(&case.assessment)).unwrap();
            match transition(&case.state, Event::Approve { by, note: None, grant: None }, gate.clock().now()) {
                Ok(Step::Changed(_)) => drop(may.insert(name.clone())),
                Err(Refusal::AboveLimit) => drop(above.insert(name.clone())),
                Ok(Step::Unchanged) | Err(_) => {}
            }
        }
        (may, above)
    }

    /// The way as it begins: route, detour, and how many people each station needs.
    async fn begins_as_written(&self, id: ActionId, ask: &Ask, expected: &Expected) {
        let State::Held(held) = self.state(id).await else { panic!("{ask:?}") };
        let way = held.way.unwrap();
        let detour = match &way.detour {
            None => None,
            Some(Detour::NoOne(stage) | Detour::NoRoute(stage)) => Some(stage.as_str()),
        };
        // Where no stage is left, the whole route is what nobody can decide.
        assert_eq!((way.route.as_str(), detour), (&*expected.route, expected.administrators.as_deref()), "{ask:?}");
        let sizes: Vec<_> = way.stations.iter().map(|station| (usize::from(station.need), station.places.len())).collect();
        let written: Vec<_> = expected.stations.iter().map(|station| (station.need, station.places.len())).collect();
        assert_eq!(sizes, written, "{ask:?}");
    }

    /// Says yes as the table has it, and looks at each step that nobody else could and that it is not approved a vote too early.
    async fn play(&self, id: ActionId, ask: &Ask, expected: &Expected, chance: &mut oracle::Chance) {
        let view = self.house.view(id).await;
        let (digest, mut version) = (view.digest, view.version);
        let mut used = BTreeSet::new();
        for (station, voters) in expected.stations.iter().zip(oracle::voters(&expected.stations, ask.label, chance)) {
            let (may, above) = self.asked(id).await;
            assert_eq!((may, above), (station.may(ask.label, &used), station.above()), "{ask:?} after {used:?}");
            let seen = |version| Seen { digest: digest.clone(), version };
            let decide = |name: &str, version| self.house.gate.decide(self.people[name], id, seen(version), reasoned());
            // Who may is known from above. That the gate refuses the rest as well is seen at some of them.
            if chance.below(6) == 0 {
                refused(decide(&self.owners[&ask.agent], version).await, Code::OwnAgent, "whoever answers for the agent");
                if let Some(above) = station.above().first() {
                    refused(decide(above, version).await, Code::AboveLimit, "more than they may approve");
                }
                let stranger = ["剣持", "相沢", "湯浅"][chance.below(3)];
                refused(decide(stranger, version).await, Code::NotYours, "somebody who is nowhere in the row");
            }
            for name in voters {
                assert!(matches!(self.state(id).await, State::Held(_)), "approved a vote too early: {ask:?}");
                version = decide(&name, version).await.unwrap_or_else(|error| panic!("{name}: {error:?}: {ask:?}")).version;
                used.insert(name);
            }
        }
        assert!(matches!(self.state(id).await, State::Approved(_)), "everybody has said yes: {ask:?}");
        let readings = self.house.view(id).await.readings;
        let told: BTreeSet<_> = readings.iter().map(|reading| (surname(&reading.reader.name), reading.duty)).collect();
        let readers = READERS
            .iter()
            .filter(|(route, _, _)| *route == expected.route)
            .flat_map(|(_, names, duty)| names.iter().filter(|name| !used.contains(**name)).map(|name| ((*name).to_owned(), *duty)));
        assert_eq!(told, readers.collect(), "who has decided has read it: {ask:?}");
    }

    fn go_to(&self, time: Time) {
        self.house.later(time - self.house.gate.clock().now());
    }
}

#[tokio::test]
async fn a_thousand_actions_are_decided_as_the_table_says() {
    let company = Company::new().await;
    let table = oracle::table();
    let mut hit = vec![0_u32; table.len()];
    let (mut chance, mut count) = (oracle::Chance::new(), 0);
    for (time, asks) in oracle::days() {
        company.go_to(time);
        let mut unanswered = Vec::new();
        for ask in asks {
            let rows: Vec<_> = (0..table.len()).filter(|row| table[*row].is_of(&ask)).collect();
            let [row] = rows[..] else { panic!("{ask:?} is in the rows {rows:?}") };
            let Row { expected, .. } = &table[row];
            let (id, status) = company.submit(&ask).await;
            (hit[row], count) = (hit[row] + 1, count + 1);
            match &*expected.route {
                "passes" => assert!(matches!(status, Status::Approved { .. }), "{ask:?}: {status:?}"),
                "blocked" => assert!(matches!(status, Status::Denied { .. }), "{ask:?}: {status:?}"),
                _ => {
                    assert_eq!(status, Status::Pending, "{ask:?}");
                    company.begins_as_written(id, &ask, expected).await;
                    if count % 10 == 0 { unanswered.push(id) } else { company.play(id, &ask, expected, &mut chance).await }
                }
            }
        }
        company.house.later(TimeDelta::minutes(10));
        company.house.gate.expire_due().await.unwrap();
        for id in unanswered {
            assert!(matches!(company.state(id).await, State::Expired { .. }), "nobody has answered, and nobody's decision it is");
        }
    }
    assert_eq!(count, 1000);
    let missed: Vec<_> = table.iter().zip(hit).filter(|(_, hit)| *hit == 0).map(|(row, _)| row).collect();
    assert!(missed.is_empty(), "no action is in {missed:?}");
}
