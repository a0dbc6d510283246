//! What an event counts as, and for whom and what.

use std::collections::BTreeSet;

use sekisho_core::{
    id::ReviewerId,
    ledger::Entry,
    outcome::Mark,
    rules::{Reason, Verdict},
    signal::Evidence,
};
use sekisho_store::{Committed, actions::Brief, results::Subject};

/// Who answered, if a person did just now, and how many seconds that took. None where they had said it ahead.
pub(crate) fn answered(event: &Committed, brief: &Brief) -> (Option<ReviewerId>, Option<i64>) {
    let by = if let Entry::Approved { by, .. } = &event.entry {
        *by
    } else if let Entry::Denied(denied) = &event.entry {
        denied.by
    } else {
        return (None, None);
    };
    let ahead = brief.state.approval().is_some_and(|approval| approval.grant.is_some());
    (Some(by), (!ahead).then(|| (event.at - brief.action.received_at).num_seconds().max(0)))
}

/// What an event counts as. Most count as nothing.
pub(crate) fn what(entry: &Entry) -> Vec<(&'static str, i64)> {
    if let Entry::Received(received) = entry {
        let verdict = match received.verdict {
            Verdict::Pass => "passed",
            Verdict::Hold => "held",
            Verdict::Block => "blocked",
        };
        return vec![("received", 1), (verdict, 1)];
    }
    if let Entry::Marked(set) = entry {
        return [(mark(set.mark), 1)].into_iter().chain(set.was.map(|was| (mark(was), -1))).collect();
    }
    let once = [
        ("approved", matches!(entry, Entry::Approved { .. })),
        ("denied", matches!(entry, Entry::Denied(_))),
        ("expired", matches!(entry, Entry::Expired)),
        ("cancelled", matches!(entry, Entry::Cancelled)),
        ("succeeded", matches!(entry, Entry::Reported { succeeded: true, .. })),
        ("failed", matches!(entry, Entry::Reported { succeeded: false, .. })),
        ("deviated", matches!(entry, Entry::Deviated(_))),
    ];
    once.into_iter().filter(|(_, is)| *is).map(|(name, _)| (name, 1)).collect()
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "good",
        Mark::Harmful => "harmful",
        Mark::FalseAlarm => "false_alarm",
    }
}

/// Whom and what an action concerns, each once.
pub(crate) fn subjects(brief: &Brief) -> BTreeSet<(Subject, String)> {
    let server = brief.action.server.as_ref().map_or("", |server| server.as_str());
    let mut subjects = BTreeSet::from([
        (Subject::All, String::new()),
        (Subject::Agent, brief.action.agent.to_string()),
        (Subject::Tool, format!("{server}\n{}", brief.action.tool.as_str())),
    ]);
    for reason in brief.assessment.judgement.deciding() {
        if let Reason::Passed { rule, .. } | Reason::Held { rule, .. } | Reason::Blocked { rule, .. } = reason {
            subjects.insert((Subject::Rule, rule.clone()));
        }
    }
    subjects.extend(brief.assessment.risk.contributions().iter().map(|one| (Subject::Signal, signal(&one.evidence))));
    subjects
}

/// The name under which evidence is stored, which is its signal's.
fn signal(evidence: &Evidence) -> String {
    let named = serde_json::to_value(evidence).ok();
    named.and_then(|value| Some(value.get("signal")?.as_str()?.to_owned())).unwrap_or_default()
}
