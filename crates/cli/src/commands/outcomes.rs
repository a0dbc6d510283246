//! `sekisho outcomes`, `results` and `mark`.

use sekisho_gate::{
    Deviation, Mark,
    view::{ActionView, AftermathView, Counts, OutcomeItem, OutcomesPage, ResultOf, ResultRow, ResultsView},
};
use serde_json::json;

use super::{
    Calls,
    review::{action, clock, headline},
};
use crate::{args, say, table};

pub(super) async fn run(calls: &Calls, command: args::Afterwards) -> anyhow::Result<()> {
    match command {
        args::Afterwards::Outcomes { show, limit } => list(calls, show, limit).await,
        args::Afterwards::Results { by, days } => results(calls, by, days).await,
        args::Afterwards::Mark { id, mark, reason } => set(calls, &id, mark, reason).await,
    }
}

async fn list(calls: &Calls, show: args::Show, limit: u32) -> anyhow::Result<()> {
    let page: OutcomesPage = calls.get(&format!("/outcomes?show={}&limit={limit}", show.name())).await?;
    if calls.as_json(&page.items)? {
        return Ok(());
    }
    if page.items.is_empty() {
        return Ok(say::line("There is none.")?);
    }
    let row = |OutcomeItem { action, aftermath }: &OutcomeItem| {
        [action.id.to_string(), clock(action.received_at), action.agent.name.clone(), headline(&action.what), known(aftermath)]
    };
    Ok(table::print(["ID", "ASKED", "AGENT", "ACTION", "OUTCOME"], &page.items.iter().map(row).collect::<Vec<_>>())?)
}

async fn results(calls: &Calls, by: args::ResultsBy, days: u32) -> anyhow::Result<()> {
    let results: ResultsView = calls.get(&format!("/results?by={}&days={days}", by.name())).await?;
    if calls.as_json(&results)? {
        return Ok(());
    }
    let row = |name: String, counts: &Counts| {
        let Counts { received, held, blocked, approved, denied, failed, deviated, harmful, false_alarm, .. } = *counts;
        let counts = [received, held, blocked, approved, denied, failed, deviated, harmful, false_alarm].map(|count| count.to_string());
        let [received, held, blocked, approved, denied, failed, deviated, harmful, false_alarm] = counts;
        [name, received, held, blocked, approved, denied, failed, deviated, harmful, false_alarm]
    };
    let each = results.rows.iter().map(|ResultRow { of, counts, .. }| row(name(of), counts));
    let rows: Vec<_> = each.chain([row("all".to_owned(), &results.all)]).collect();
    say::line(&format!("{} to {}", results.from, results.to))?;
    let header = ["", "ASKED", "HELD", "BLOCKED", "APPROVED", "DENIED", "FAILED", "DEVIATED", "HARMFUL", "FALSE ALARM"];
    Ok(table::print(header, &rows)?)
}

async fn set(calls: &Calls, id: &str, mark: args::Mark, reason: Option<String>) -> anyhow::Result<()> {
    let id = action(calls, id).await?.id;
    let body = reason.map_or_else(|| json!({ "mark": mark.name() }), |note| json!({ "mark": mark.name(), "note": note }));
    let after: ActionView = calls.post(&format!("/actions/{id}/mark"), &body).await?;
    if !calls.as_json(&after)? {
        say::line(&format!("{}: {}", headline(&after.what), known(&after.aftermath)))?;
    }
    Ok(())
}

fn name(of: &ResultOf) -> String {
    match of {
        ResultOf::Agent { agent } => agent.name.clone(),
        ResultOf::Tool { tool, server: None } => tool.to_line(),
        ResultOf::Tool { tool, server: Some(server) } => format!("{}/{}", server.to_line(), tool.to_line()),
        ResultOf::Rule { rule } => rule.clone(),
        ResultOf::Signal { signal } => signal.clone(),
        ResultOf::Reviewer { reviewer } => reviewer.name.clone(),
    }
}

fn known(aftermath: &AftermathView) -> String {
    let mark = aftermath.mark.as_ref().map(|marked| match marked.mark {
        Mark::Good => format!("good, says {}", marked.by.name),
        Mark::Harmful => format!("harmful, says {}", marked.by.name),
        Mark::FalseAlarm => format!("a false alarm, says {}", marked.by.name),
    });
    let deviations = aftermath.deviations.iter().map(|one| match &one.deviation {
        Deviation::More { approved, actual } => {
            format!("{} {} instead of {}", actual.value(), actual.currency(), approved.value())
        }
        Deviation::Less { approved, actual } => format!("only {} {} of {}", actual.value(), actual.currency(), approved.value()),
        Deviation::OtherCurrency { actual } => format!("in another currency: {} {}", actual.value(), actual.currency()),
        Deviation::UnaskedMoney { actual } => format!("moved {} {} unasked", actual.value(), actual.currency()),
        Deviation::OtherPartner => "somebody else than was asked for".to_owned(),
        Deviation::ToldByOther { agent } => {
            format!("another agent told about it: {}", one.other.as_ref().map_or(agent.to_string(), |other| other.name.clone()))
        }
        Deviation::Unused => "never used".to_owned(),
        Deviation::Unreported => "never reported".to_owned(),
    });
    let words: Vec<_> = mark.into_iter().chain(deviations).collect();
    if words.is_empty() { "as approved".to_owned() } else { words.join("; ") }
}
