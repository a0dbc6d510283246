//! What is on record of an agent as it asks: what it was allowed before, what became of it, and what it asked a moment ago.

use std::{
    collections::{HashMap, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, PoisonError},
};

use chrono::TimeDelta;
use sekisho_core::{
    action::{Asked, Name},
    history::{Lately, Past, partners, remembered},
    id::AgentId,
    money::{self, Money},
    provenance::Roles,
    time::Time,
    tool::Effect,
};

use crate::{Gate, error::Error};

/// How long what was asked counts as asked just now.
const ALIKE: TimeDelta = TimeDelta::minutes(10);

/// How many of an agent's last actions are remembered.
const ASKED_MAX: usize = 256;

/// Of how many minutes in which an agent asked something the number is remembered, and how many tell what is usual.
const MINUTES_MAX: usize = 60;
const MINUTES_MIN: usize = 5;

/// How many agents are remembered. With more, all begin anew.
const AGENTS_MAX: usize = 10_000;

impl Gate {
    /// What is on record before this action. Looking needs no past but the last minutes.
    pub(crate) async fn past(&self, agent: AgentId, asked: &Asked, effect: Effect, roles: &Roles, key: &str) -> Result<Past, Error> {
        let now = self.clock().now();
        let lately = self.recent().count(agent, asked, key, now);
        let outside_hours = self.settings().get().is_outside_hours(self.charts().get().bound.chart.days(), now);
        let past = Past { lately, outside_hours, ..Past::default() };
        if effect == Effect::Read {
            return Ok(past);
        }
        let arguments = asked.arguments.json();
        let named = remembered(partners(arguments, roles));
        let mut reader = self.store().read().await?;
        let record = reader.record(agent).await?;
        let partners = if named.is_empty() { past.partners } else { reader.partners(agent, &named).await? };
        let amounts = match money::find(arguments, roles) {
            Money::Amount(amount) => {
                let server = asked.server.as_ref().map(Name::as_str);
                reader.amounts(agent, asked.tool.as_str(), server, amount.currency.as_deref()).await?
            }
            Money::None | Money::Unread { .. } => Vec::new(),
        };
        Ok(Past { amounts, partners, record, ..past })
    }
}

/// What agents asked in the last minutes. Not kept over a restart, which only makes an agent's first minutes look new.
#[derive(Debug, Default)]
pub(crate) struct Recent(Mutex<HashMap<AgentId, Minutes>>);

#[derive(Debug)]
struct Minutes {
    asked: VecDeque<(Time, u64, u64)>,
    now: i64,
    count: u32,
    before: VecDeque<u32>,
}

impl Recent {
    /// Counts an action, and tells what came before it. The same idempotency key is the same action, however often it is sent.
    fn count(&self, agent: AgentId, asked: &Asked, key: &str, now: Time) -> Lately {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= AGENTS_MAX && !all.contains_key(&agent) {
            all.clear();
        }
        let minute = now.timestamp().div_euclid(60);
        let minutes =
            all.entry(agent).or_insert_with(|| Minutes { asked: VecDeque::new(), now: minute, count: 0, before: VecDeque::new() });
        minutes.count(hash(&asked.digest(agent).0), hash(key), minute, now)
    }
}

impl Minutes {
    fn count(&mut self, what: u64, key: u64, minute: i64, now: Time) -> Lately {
        while self.asked.front().is_some_and(|(at, _, _)| *at + ALIKE <= now) {
            self.asked.pop_front();
        }
        if minute != self.now {
            self.before.push_back(self.count);
            if self.before.len() > MINUTES_MAX {
                self.before.pop_front();
            }
            (self.now, self.count) = (minute, 0);
        }
        let is_new = !self.asked.iter().any(|(_, _, known)| *known == key);
        let alike = self.asked.iter().filter(|(_, known, other)| *known == what && *other != key).count();
        if is_new {
            self.count = self.count.saturating_add(1);
            self.asked.push_back((now, what, key));
            if self.asked.len() > ASKED_MAX {
                self.asked.pop_front();
            }
        }
        Lately { alike: u32::try_from(alike).unwrap_or(u32::MAX), minute: self.count, usual: self.usual() }
    }

    /// The median, which one wild minute does not move.
    fn usual(&self) -> u32 {
        let mut counts: Vec<_> = self.before.iter().copied().collect();
        counts.sort_unstable();
        counts.get(counts.len() / 2).copied().filter(|_| counts.len() >= MINUTES_MIN).unwrap_or(0)
    }
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
