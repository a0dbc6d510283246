//! How often what happened, by agent, tool, rule, signal and person: counted from the ledger behind the intake, and told by period.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use sekisho_core::{
    id::{ActionId, AgentId, ReviewerId},
    shown::Shown,
};
use sekisho_store::{
    Committed,
    actions::Brief,
    results::{Count, Subject},
};

use self::counting::{answered, subjects, what};
use crate::{
    Gate,
    error::Error,
    view::{Counts, ResultOf, ResultRow, ResultsBy, ResultsView},
};

pub(crate) mod counting;

/// How many entries are counted at once.
const PAGE: u32 = 200;

/// The longest period that is told.
pub const DAYS_MAX: u32 = 366;

/// Into how many parts a period is cut to show how something changes.
const TREND: i64 = 12;

/// How many rows are told, those with most actions first.
const ROWS_MAX: usize = 100;

/// What happened on which day, by whom or what it concerns.
type Counted = BTreeMap<(Subject, i64, String, &'static str), i64>;

impl Gate {
    /// What happened in the last `days` days with today, in the organisation's time zone.
    ///
    /// # Errors
    /// When `me` is no reviewer, `days` is not 1 to [`DAYS_MAX`], or the database fails.
    pub async fn results(&self, me: ReviewerId, by: ResultsBy, days: u32) -> Result<ResultsView, Error> {
        self.viewer(me)?;
        if !(1..=DAYS_MAX).contains(&days) {
            return Err(Error::invalid(format!("a period has 1 to {DAYS_MAX} days")));
        }
        let to = self.settings().get().time_zone.date(self.clock().now());
        let from = to.checked_sub_days(Days::new(u64::from(days) - 1)).unwrap_or(to);
        let (first, end) = (number(from), number(to) + 1);
        let subject = match by {
            ResultsBy::Agent => Subject::Agent,
            ResultsBy::Tool => Subject::Tool,
            ResultsBy::Rule => Subject::Rule,
            ResultsBy::Signal => Subject::Signal,
            ResultsBy::Reviewer => Subject::Reviewer,
        };
        let mut reader = self.store().read().await?;
        let (all, each) = (reader.results(Subject::All, first, end).await?, reader.results(subject, first, end).await?);
        drop(reader);
        let mut by_name: BTreeMap<&str, Vec<&Count>> = BTreeMap::new();
        for count in &each {
            by_name.entry(&count.name).or_default().push(count);
        }
        let part = |count: &Count| (count.day - first) * TREND / (end - first);
        let mut rows: Vec<_> = by_name
            .into_iter()
            .filter_map(|(name, counts)| {
                let trend = (0..TREND).map(|at| sum(counts.iter().copied().filter(|count| part(count) == at))).collect();
                Some(ResultRow { of: self.result_of(by, name)?, counts: sum(counts.iter().copied()), trend })
            })
            .collect();
        let trend = (0..TREND).map(|at| sum(all.iter().filter(|count| part(count) == at))).collect();
        let rows_count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let weight = |row: &ResultRow| row.counts.received.max(row.counts.approved + row.counts.denied);
        rows.sort_by_key(|row| std::cmp::Reverse(weight(row)));
        rows.truncate(ROWS_MAX);
        Ok(ResultsView { from: from.to_string(), to: to.to_string(), all: sum(&all), trend, rows, rows_count })
    }

    fn result_of(&self, by: ResultsBy, name: &str) -> Option<ResultOf> {
        Some(match by {
            ResultsBy::Agent => ResultOf::Agent { agent: self.registry().agent_ref(name.parse::<AgentId>().ok()?) },
            ResultsBy::Tool => {
                let (server, tool) = name.split_once('\n')?;
                ResultOf::Tool { tool: Shown::new(tool), server: (!server.is_empty()).then(|| Shown::new(server)) }
            }
            ResultsBy::Rule => ResultOf::Rule { rule: name.to_owned() },
            ResultsBy::Signal => ResultOf::Signal { signal: name.to_owned() },
            ResultsBy::Reviewer => ResultOf::Reviewer { reviewer: self.registry().reviewer_ref(name.parse::<ReviewerId>().ok()?) },
        })
    }

    /// Counts what happened since the last time, and tells whether there may be more.
    pub(crate) async fn count_results(&self) -> Result<bool, Error> {
        let mut reader = self.store().read().await?;
        let after = reader.followed("results").await?;
        let events = reader.ledger_after(after, PAGE).await?;
        let Some(last) = events.last().map(|event| event.seq) else { return Ok(false) };
        let ids: BTreeSet<_> = events.iter().filter(|event| !what(&event.entry).is_empty()).filter_map(|event| event.action).collect();
        let briefs = reader.briefs_of(&ids.into_iter().collect::<Vec<_>>()).await?;
        drop(reader);
        let briefs: BTreeMap<ActionId, &Brief> = briefs.iter().map(|brief| (brief.action.id, brief)).collect();
        let mut counted = Counted::new();
        for event in &events {
            if let Some(brief) = event.action.and_then(|id| briefs.get(&id)) {
                let day = number(self.settings().get().time_zone.date(event.at));
                count(&mut counted, day, event, brief);
            }
        }
        let more = events.len() == PAGE as usize;
        let row = |((subject, day, name, what), count): ((_, _, _, &str), _)| (subject, Count { day, name, what: what.to_owned(), count });
        let rows: Vec<_> = counted.into_iter().map(row).collect();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    tx.add_results(&rows).await?;
                    Ok::<_, Error>(tx.follow("results", last).await?)
                })
            })
            .await?;
        Ok(more)
    }
}

fn count(counted: &mut Counted, day: i64, event: &Committed, brief: &Brief) {
    let mut happened = what(&event.entry);
    if let (Some(by), seconds) = answered(event, brief) {
        happened.extend(seconds.into_iter().flat_map(|seconds| [("answers", 1), ("seconds", seconds)]));
        for (what, count) in &happened {
            *counted.entry((Subject::Reviewer, day, by.to_string(), what)).or_default() += count;
        }
    }
    for (subject, name) in subjects(brief) {
        for (what, count) in &happened {
            *counted.entry((subject, day, name.clone(), what)).or_default() += count;
        }
    }
}

fn sum<'a>(counts: impl IntoIterator<Item = &'a Count>) -> Counts {
    let mut by_what: BTreeMap<&str, i64> = BTreeMap::new();
    for count in counts {
        *by_what.entry(&count.what).or_default() += count.count;
    }
    let of = |what: &str| u32::try_from(by_what.get(what).copied().unwrap_or_default().max(0)).unwrap_or(u32::MAX);
    let (answers, seconds) = (of("answers"), of("seconds"));
    Counts {
        received: of("received"),
        passed: of("passed"),
        held: of("held"),
        blocked: of("blocked"),
        approved: of("approved"),
        denied: of("denied"),
        expired: of("expired"),
        cancelled: of("cancelled"),
        succeeded: of("succeeded"),
        failed: of("failed"),
        deviated: of("deviated"),
        good: of("good"),
        harmful: of("harmful"),
        false_alarm: of("false_alarm"),
        answer_seconds: seconds.checked_div(answers),
    }
}

/// A day, counted from 1970.
pub(crate) fn number(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}
