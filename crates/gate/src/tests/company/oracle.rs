//! The table read, and the actions made. Nothing here knows how a way is found.

use std::collections::BTreeSet;

use sekisho_core::time::Time;

const TABLE: &str = include_str!("expected.md");

/// One line of the table.
#[derive(Debug)]
pub(super) struct Row {
    agent: String,
    kind: String,
    currency: String,
    amounts: Option<(u64, u64)>,
    pub(super) expected: Expected,
}

#[derive(Debug)]
pub(super) struct Expected {
    pub(super) route: String,
    /// The stage that nobody can fill.
    pub(super) administrators: Option<String>,
    pub(super) stations: Vec<Station>,
}

#[derive(Debug)]
pub(super) struct Station {
    pub(super) need: usize,
    /// Whoever may fill each place, as the table has it: `橘高`, `橘高@AB`, `!長門`.
    pub(super) places: Vec<Vec<String>>,
}

/// What an agent asks, and on which kind of day.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) agent: String,
    pub(super) kind: String,
    pub(super) currency: String,
    pub(super) amount: u64,
    pub(super) label: char,
}

pub(super) fn table() -> Vec<Row> {
    TABLE.lines().filter(|line| line.contains("bot |")).map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [agent, kind, currency, from, to, route, stations] = cells[..] else { panic!("{line}") };
    let (route, administrators) = match route.split_once(", administrators for ") {
        Some((route, stage)) => (route, Some(stage.to_owned())),
        None => (route, None),
    };
    let stations = stations.split('/').map(str::trim).filter(|text| !text.is_empty()).map(station).collect();
    Row {
        agent: agent.to_owned(),
        kind: kind.to_owned(),
        currency: currency.to_owned(),
        amounts: (from != "*").then(|| (from.parse().unwrap(), to.parse().unwrap())),
        expected: Expected { route: route.to_owned(), administrators, stations },
    }
}

fn station(text: &str) -> Station {
    let (need, places) = text.split_once(": ").map_or((None, text), |(need, places)| (Some(need.parse().unwrap()), places));
    let places: Vec<Vec<_>> = places.split('+').map(|place| place.split(',').map(|name| name.trim().to_owned()).collect()).collect();
    Station { need: need.unwrap_or(places.len()), places }
}

impl Row {
    pub(super) fn is_of(&self, ask: &Ask) -> bool {
        let amount = self.amounts.is_none_or(|(from, to)| from <= ask.amount && ask.amount <= to);
        (&self.agent, &self.kind, &self.currency) == (&ask.agent, &ask.kind, &ask.currency) && amount
    }
}

/// A name of the table, if it counts on such a day.
fn on(name: &str, label: char) -> Option<&str> {
    let (name, labels) = name.split_once('@').unwrap_or((name, "NABC"));
    (labels.contains(label) && !name.starts_with('!')).then_some(name)
}

impl Station {
    /// Whoever may say yes.
    pub(super) fn may(&self, label: char, used: &BTreeSet<String>) -> BTreeSet<String> {
        let names = self.places.iter().flatten().filter_map(|name| on(name, label));
        names.filter(|name| !used.contains(*name)).map(str::to_owned).collect()
    }

    /// Whoever is asked, and may not approve so much.
    pub(super) fn above(&self) -> BTreeSet<String> {
        self.places.iter().flatten().filter_map(|name| name.strip_prefix('!')).map(str::to_owned).collect()
    }
}

/// One way to fill all stations with people who are different, by chance.
pub(super) fn voters(stations: &[Station], label: char, chance: &mut Chance) -> Vec<Vec<String>> {
    'again: for _ in 0..1000 {
        let (mut used, mut all) = (BTreeSet::new(), Vec::new());
        for station in stations {
            let mut places: Vec<_> = station.places.iter().collect();
            let mut voters = Vec::new();
            for _ in 0..station.need {
                let place = places.swap_remove(chance.below(places.len()));
                let Some(name) = on(&place[chance.below(place.len())], label) else { continue 'again };
                if !used.insert(name.to_owned()) {
                    continue 'again;
                }
                voters.push(name.to_owned());
            }
            all.push(voters);
        }
        return all;
    }
    panic!("nobody is left for {stations:?}")
}

/// Numbers that look like chance and are the same each time (xorshift).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new() -> Self {
        Self(0x5EC1_5400)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }
}

impl Ask {
    pub(super) fn tool(&self) -> &str {
        match &*self.kind {
            "pay" => "pay_invoice",
            "send" => "send_mail",
            "read" => "list_invoices",
            "contract" => "create_contract",
            "staff" => "update_staff",
            "publish" => "publish_notice",
            "deploy" => "deploy_system",
            "grant" => "grant_role",
            other => panic!("{other}"),
        }
    }

    pub(super) fn arguments(&self) -> String {
        match &*self.currency {
            "none" => r#"{"subject":"件名"}"#.to_owned(),
            "unread" => r#"{"amount":"about a million"}"#.to_owned(),
            code => format!(r#"{{"amount":{},"currency":"{code}"}}"#, self.amount),
        }
    }
}

/// Each day, to the first and the last minutes of an absence in Tokyo, with its kind and what is asked then.
pub(super) fn days() -> Vec<(Time, Vec<Ask>)> {
    let days = [
        ("2026-11-30T14:45:00Z", 'N'),
        ("2026-11-30T15:00:00Z", 'A'),
        ("2026-12-01T15:00:00Z", 'B'),
        ("2026-12-03T14:45:00Z", 'B'),
        ("2026-12-03T15:00:00Z", 'A'),
        ("2026-12-04T14:45:00Z", 'A'),
        ("2026-12-04T15:00:00Z", 'N'),
        ("2026-12-27T14:45:00Z", 'N'),
        ("2026-12-27T15:00:00Z", 'C'),
        ("2027-01-04T14:45:00Z", 'C'),
        ("2027-01-04T15:00:00Z", 'N'),
    ];
    let all = asks();
    let mut number = 0;
    let mut next = |label, count| -> Vec<Ask> {
        (0..count)
            .map(|_| {
                number += 1;
                Ask { label, ..all[number % all.len()].clone() }
            })
            .collect()
    };
    days.iter().zip([91; 10].into_iter().chain([90])).map(|((time, label), count)| (time.parse().unwrap(), next(*label, count))).collect()
}

/// Everything that an agent may ask, with amounts around every limit.
fn asks() -> Vec<Ask> {
    let limits: [u64; 10] = [1, 50_000, 100_000, 300_000, 500_000, 1_000_000, 3_000_000, 5_000_000, 10_000_000, 30_000_000];
    let yen = || limits.into_iter().flat_map(|limit| [limit - 1, limit, limit + 1]);
    let dollars = || [20_000_u64, 50_000, 100_000, 200_000, 1_000_000].into_iter().flat_map(|limit| [limit - 1, limit, limit + 1]);
    let mut asks = Vec::new();
    let mut add = |agent: &str, kind: &str, currency: &str, amounts: Vec<u64>| {
        asks.extend(amounts.into_iter().map(|amount| Ask {
            agent: agent.to_owned(),
            kind: kind.to_owned(),
            currency: currency.to_owned(),
            amount,
            label: 'N',
        }));
    };
    for agent in ["支払bot", "経費bot", "営業一課bot", "発注bot"] {
        add(agent, "pay", "JPY", yen().chain([99_999_999, 100_000_000, 100_000_001]).collect());
    }
    for agent in ["支払bot", "経費bot"] {
        add(agent, "pay", "USD", dollars().collect());
        add(agent, "pay", "unread", vec![0]);
    }
    for agent in ["営業一課bot", "営業二課bot"] {
        add(agent, "contract", "JPY", yen().collect());
    }
    add("管理bot", "pay", "JPY", yen().filter(|yen| *yen < 10_000_000).collect());
    let plain = [
        ("支払bot", "send"),
        ("支払bot", "read"),
        ("経費bot", "send"),
        ("営業一課bot", "contract"),
        ("営業二課bot", "send"),
        ("人事bot", "staff"),
        ("法務bot", "publish"),
        ("法務bot", "contract"),
        ("広報bot", "publish"),
        ("運用bot", "deploy"),
        ("運用bot", "grant"),
        ("権限bot", "grant"),
        ("権限bot", "deploy"),
        ("秘書bot", "send"),
        ("秘書bot", "staff"),
        ("秘書bot", "publish"),
        ("管理bot", "send"),
        ("管理bot", "staff"),
    ];
    for (agent, kind) in plain {
        add(agent, kind, "none", vec![0]);
    }
    asks
}
