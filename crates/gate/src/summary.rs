//! The summary of a period: counted from the ledger itself, so that no number is behind the list of decisions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use sekisho_core::{
    action::Digest,
    calendar::{Period, Zone},
    id::{ActionId, AgentId, ReviewerId},
    ledger::Entry,
};
use sekisho_report::period::{Answers, Counts, LINES_MAX, Ledger, Line, Lines, Listed, Summary};
use sekisho_store::{Committed, actions::Brief, results::Subject};

use self::exceptions::Exceptions;
use crate::{
    Gate,
    error::Error,
    results::counting::{answered, subjects, what},
};

mod exceptions;
mod halts;

/// How many entries are read at once.
const PAGE: u32 = 250;

/// A summary under way.
#[derive(Debug)]
pub(crate) struct Collecting {
    gate: Gate,
    period: Period,
    zone: Zone,
    made_by: Option<String>,
    /// The range of the ledger.
    from: i64,
    until: i64,
    next: i64,
    all: Counted,
    days: BTreeMap<NaiveDate, Counted>,
    lines: BTreeMap<(Subject, String), (Counted, Answers)>,
    answers: Answers,
    exceptions: Exceptions,
}

/// What happened how often. Below zero where something from before the period was taken back.
type Counted = BTreeMap<&'static str, i64>;

impl Collecting {
    pub(crate) fn begin(gate: &Gate, period: Period, (from, until): (i64, i64), made_by: Option<String>) -> Self {
        Self {
            gate: gate.clone(),
            period,
            zone: gate.settings().get().time_zone,
            made_by,
            from,
            until,
            next: from,
            all: Counted::default(),
            days: BTreeMap::new(),
            lines: BTreeMap::new(),
            answers: Answers::default(),
            exceptions: Exceptions::default(),
        }
    }

    pub(crate) fn zone(&self) -> Zone {
        self.zone
    }

    /// How much of the range is behind, and how long it is.
    pub(crate) fn done(&self) -> (i64, i64) {
        (self.next - self.from, self.until - self.from)
    }

    /// Reads the next page and tells whether there was one.
    pub(crate) async fn step(&mut self) -> Result<bool, Error> {
        let mut reader = self.gate.store().read().await?;
        let mut events = reader.ledger_after(self.next - 1, PAGE).await?;
        events.retain(|event| event.seq < self.until);
        let Some(last) = events.last() else { return Ok(false) };
        self.next = last.seq + 1;
        let ids: BTreeSet<_> = events.iter().filter(|event| counts(&event.entry)).filter_map(|event| event.action).collect();
        let briefs = reader.briefs_of(&ids.into_iter().collect::<Vec<_>>()).await?;
        drop(reader);
        let briefs: BTreeMap<ActionId, &Brief> = briefs.iter().map(|brief| (brief.action.id, brief)).collect();
        for event in &events {
            match event.action.and_then(|id| briefs.get(&id)) {
                Some(brief) => {
                    self.count(event, brief);
                    self.exceptions.of_action(&self.gate, event, brief);
                }
                None => self.exceptions.of_rules(&self.gate, event).await?,
            }
        }
        Ok(true)
    }

    fn count(&mut self, event: &Committed, brief: &Brief) {
        let mut happened = what(&event.entry);
        happened.extend(matches!(event.entry, Entry::Consumed).then_some(("consumed", 1)));
        let add = |counted: &mut Counted| happened.iter().for_each(|(what, count)| *counted.entry(what).or_default() += count);
        add(&mut self.all);
        add(self.days.entry(self.zone.date(event.at)).or_default());
        for (subject, name) in subjects(brief).into_iter().filter(|(subject, _)| *subject != Subject::All) {
            add(&mut self.lines.entry((subject, name)).or_default().0);
        }
        let (Some(by), seconds) = answered(event, brief) else { return };
        let (counted, answers) = self.lines.entry((Subject::Reviewer, by.to_string())).or_default();
        add(counted);
        if let Some(seconds) = seconds {
            answers.add(TimeDelta::seconds(seconds));
            self.answers.add(TimeDelta::seconds(seconds));
        }
    }

    /// The summary, once all is read.
    pub(crate) async fn finish(mut self) -> Result<Summary, Error> {
        let gate = self.gate.clone();
        let mut reader = gate.store().read().await?;
        let end = gate.last_checkpoint(&mut reader).await?;
        let halts = halts::of(&gate, &mut reader, self.period).await?;
        drop(reader);
        let key = gate.ledger_key();
        let ledger = Ledger {
            name: key.name().to_owned(),
            size: end.checkpoint.size,
            root: Digest(end.checkpoint.root.0).to_string(),
            key_id: format!("{:08x}", u32::from_be_bytes(key.id())),
        };
        let quiet = Summary::quiet(self.period, self.zone, gate.clock().now(), ledger);
        let days = quiet.days.iter().map(|(day, _)| (*day, self.days.get(day).map(counts_of).unwrap_or_default())).collect();
        let exceptions = std::mem::take(&mut self.exceptions);
        let mut harmful = Listed::default();
        for one in exceptions.harmful {
            harmful.add(one);
        }
        Ok(Summary {
            made_by: self.made_by.clone(),
            counts: counts_of(&self.all),
            days,
            agents: self.part(Subject::Agent),
            tools: self.part(Subject::Tool),
            rules: self.part(Subject::Rule),
            signals: self.part(Subject::Signal),
            reviewers: self.part(Subject::Reviewer),
            answers: self.answers,
            expired: exceptions.expired,
            overrides: exceptions.overrides,
            deviations: exceptions.deviations,
            harmful,
            halts,
            changes: exceptions.changes,
            ..quiet
        })
    }

    fn part(&self, subject: Subject) -> Lines {
        let ours = self.lines.iter().filter(|((of, _), _)| *of == subject);
        let mut lines: Vec<_> = ours
            .map(|((_, key), (counted, answers))| {
                let (name, server) = self.named(subject, key);
                Line { name, server, counts: counts_of(counted), answers: answers.clone() }
            })
            .collect();
        let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        let weight = |line: &Line| line.counts.received.max(line.counts.approved + line.counts.denied);
        lines.sort_by_key(|line| std::cmp::Reverse(weight(line)));
        lines.truncate(LINES_MAX);
        Lines { lines, count }
    }

    fn named(&self, subject: Subject, key: &str) -> (String, String) {
        let registry = self.gate.registry();
        match subject {
            Subject::Agent => (key.parse::<AgentId>().map_or_else(|_| key.to_owned(), |id| registry.agent_ref(id).name), String::new()),
            Subject::Reviewer => {
                (key.parse::<ReviewerId>().map_or_else(|_| key.to_owned(), |id| registry.reviewer_ref(id).name), String::new())
            }
            Subject::Tool => {
                key.split_once('\n').map_or_else(|| (key.to_owned(), String::new()), |(server, tool)| (tool.to_owned(), server.to_owned()))
            }
            Subject::All | Subject::Rule | Subject::Signal => (key.to_owned(), String::new()),
        }
    }
}

/// Whether an event of an action is counted, or listed.
fn counts(entry: &Entry) -> bool {
    matches!(entry, Entry::Consumed) || !what(entry).is_empty()
}

fn counts_of(counted: &Counted) -> Counts {
    let of = |what: &str| u64::try_from(counted.get(what).copied().unwrap_or_default()).unwrap_or_default();
    Counts {
        received: of("received"),
        passed: of("passed"),
        held: of("held"),
        blocked: of("blocked"),
        approved: of("approved"),
        denied: of("denied"),
        expired: of("expired"),
        cancelled: of("cancelled"),
        consumed: of("consumed"),
        succeeded: of("succeeded"),
        failed: of("failed"),
        deviated: of("deviated"),
        good: of("good"),
        harmful: of("harmful"),
        false_alarm: of("false_alarm"),
    }
}
