//! What a report of a period is made of: the summary, and one typed row for each decision. Names are resolved already.

use chrono::{NaiveDate, TimeDelta};
use sekisho_core::{
    calendar::{Period, Zone},
    time::Time,
};

pub use answers::Answers;
pub use decision::{Decided, DecidedBy, Decision};
pub use exceptions::{Change, Changed, Deviated, Expired, Halt, HaltScope, Harmful, Lifted, Override, Subject, Why};

mod answers;
mod decision;
mod exceptions;
#[cfg(test)]
pub(crate) mod sample;

/// How many exceptions of a kind are listed. The rest is counted.
pub const LISTED_MAX: usize = 500;

/// How many agents, tools, rules, signals or people are listed, those with most actions first.
pub const LINES_MAX: usize = 100;

/// All that a report says before the list of decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// From when, and until when; the end is not part of it.
    pub period: Period,
    /// The organisation's time zone, whose days are counted and in which times are told.
    pub zone: Zone,
    /// When the report was made.
    pub made_at: Time,
    /// Who had it made; none for the hub itself, as it was told to each month.
    pub made_by: Option<String>,
    /// The ledger that proves it, as it was then.
    pub ledger: Ledger,
    /// What happened in the whole period.
    pub counts: Counts,
    /// What happened on each day of it, oldest first, also on those on which nothing did.
    pub days: Vec<(NaiveDate, Counts)>,
    /// How long people took to answer.
    pub answers: Answers,
    /// By agent.
    pub agents: Lines,
    /// By tool.
    pub tools: Lines,
    /// By the rules that decided.
    pub rules: Lines,
    /// By what raised the risk.
    pub signals: Lines,
    /// By who answered.
    pub reviewers: Lines,
    /// What was not answered in time.
    pub expired: Listed<Expired>,
    /// What a person approved that called for more than the usual look.
    pub overrides: Listed<Override>,
    /// What became of actions and was not what was approved.
    pub deviations: Listed<Deviated>,
    /// What people marked as harmful.
    pub harmful: Listed<Harmful>,
    /// Uses of the kill switch, drills among them.
    pub halts: Listed<Halt>,
    /// What was changed of what actions are judged and decided by.
    pub changes: Listed<Change>,
}

/// The ledger's newest checkpoint when the report was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// What it is called.
    pub name: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over all of them, in hex.
    pub root: String,
    /// The id of the key that signed it, in hex.
    pub key_id: String,
}

/// How often something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Actions that came in.
    pub received: u64,
    /// Of these, passed by a rule.
    pub passed: u64,
    /// Of these, brought to a person.
    pub held: u64,
    /// Of these, stopped by a guardrail or budget.
    pub blocked: u64,
    /// Approved by a person, or by a yes that was given ahead.
    pub approved: u64,
    /// Denied by a person.
    pub denied: u64,
    /// Not answered in time.
    pub expired: u64,
    /// Taken back by the agent.
    pub cancelled: u64,
    /// Let run.
    pub consumed: u64,
    /// Reported as done.
    pub succeeded: u64,
    /// Reported as failed.
    pub failed: u64,
    /// Found to be otherwise than approved.
    pub deviated: u64,
    /// Marked as good.
    pub good: u64,
    /// Marked as harmful.
    pub harmful: u64,
    /// Marked as a false alarm.
    pub false_alarm: u64,
}

/// What happened, by agent, tool, rule, signal or person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// Those with most actions first, [`LINES_MAX`] at the most.
    pub lines: Vec<Line>,
    /// How many there are in all.
    pub count: u64,
}

/// What happened with one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its name, or the id of a rule or signal.
    pub name: String,
    /// Of a tool, where it lives; empty if the agent named none.
    pub server: String,
    /// What happened.
    pub counts: Counts,
    /// Of a person, how long they took to answer.
    pub answers: Answers,
}

/// Exceptions of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The first of them in order of time, [`LISTED_MAX`] at the most.
    pub items: Vec<T>,
    /// How many there are in all.
    pub count: u64,
}

impl Summary {
    /// A period in which nothing happened.
    #[must_use]
    pub fn quiet(period: Period, zone: Zone, made_at: Time, ledger: Ledger) -> Self {
        Self {
            period,
            zone,
            made_at,
            made_by: None,
            ledger,
            counts: Counts::default(),
            days: days(period, zone).map(|day| (day, Counts::default())).collect(),
            answers: Answers::default(),
            agents: Lines::default(),
            tools: Lines::default(),
            rules: Lines::default(),
            signals: Lines::default(),
            reviewers: Lines::default(),
            expired: Listed::default(),
            overrides: Listed::default(),
            deviations: Listed::default(),
            harmful: Listed::default(),
            halts: Listed::default(),
            changes: Listed::default(),
        }
    }

    /// The first day and the last, in the organisation's time zone.
    #[must_use]
    pub fn first_and_last(&self) -> (NaiveDate, NaiveDate) {
        (self.zone.date(self.period.from), self.zone.date(self.period.until - TimeDelta::microseconds(1)))
    }
}

/// The days of a period, oldest first.
pub fn days(period: Period, zone: Zone) -> impl Iterator<Item = NaiveDate> {
    let last = zone.date(period.until - TimeDelta::microseconds(1));
    zone.date(period.from).iter_days().take_while(move |day| *day <= last)
}

impl Counts {
    /// How many were decided: by a rule, a person, or time.
    #[must_use]
    pub fn decided(&self) -> u64 {
        self.passed + self.blocked + self.approved + self.denied + self.expired + self.cancelled
    }

    /// The share of actions that reached people, from 0 to 1. None if no action came in.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share is read to a tenth of a percent")]
    pub fn share_of_people(&self) -> Option<f64> {
        (self.received > 0).then(|| self.held as f64 / self.received as f64)
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { items: Vec::new(), count: 0 }
    }
}

impl<T> Listed<T> {
    /// Adds one, in order of time.
    pub fn add(&mut self, item: T) {
        self.count += 1;
        if self.items.len() < LISTED_MAX {
            self.items.push(item);
        }
    }

    /// How many are not listed.
    #[must_use]
    pub fn more(&self) -> u64 {
        self.count.saturating_sub(u64::try_from(self.items.len()).unwrap_or(u64::MAX))
    }
}
