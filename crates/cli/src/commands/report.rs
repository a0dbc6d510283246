//! `sekisho report`: the decisions of a period as a file; `sekisho monthly`: those of each month, by themselves.

use std::{path::Path, time::Duration};

use anyhow::{Context, bail};
use chrono::{Days, Local, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc};
use sekisho_api::desk::Pieces;
use sekisho_gate::view::{ExportProgress, MonthlyPlan, MonthlyView};

use super::{Calls, file};
use crate::{
    args::{Format, Monthly, Report},
    say,
};

/// How often it is told how far an export has come.
const TELL: Duration = Duration::from_millis(500);

pub(super) async fn report(calls: &Calls, wanted: Report) -> anyhow::Result<()> {
    let (from, to) = (day(&wanted.from)?, day(&wanted.to)?);
    let until = to.checked_add_days(Days::new(1)).context("the last day is too late")?;
    if until <= from {
        bail!("the period ends before it starts");
    }
    let Report { format, language, bom, output, .. } = wanted;
    // One process writes one report at a time.
    let ticket = format!("report-{}", std::process::id());
    let (from, until, name, language) = (midnight(from)?, midnight(until)?, format.name(), language.name());
    let path = format!("/export?from={from}&to={until}&format={name}&bom={bom}&language={language}&ticket={ticket}");
    let pieces = begun(calls, &path, &ticket).await?;
    file::keep(calls, pieces, output).await
}

/// Waits for the first piece, and tells meanwhile how far the rest has come.
async fn begun(calls: &Calls, path: &str, ticket: &str) -> anyhow::Result<Pieces> {
    let stream = calls.desk.stream(path);
    tokio::pin!(stream);
    loop {
        tokio::select! {
            pieces = &mut stream => {
                say::passing("");
                return Ok(pieces?);
            }
            () = tokio::time::sleep(TELL) => {
                if let Ok(ExportProgress { share, rows }) = calls.get(&format!("/exports/{ticket}")).await {
                    say::passing(&format!("{:.0} %, {rows} decisions", share * 100.0));
                }
            }
        }
    }
}

pub(super) async fn monthly(calls: &Calls, wanted: Monthly) -> anyhow::Result<()> {
    let view: MonthlyView = match (&wanted.folder, wanted.none) {
        (Some(folder), _) => {
            let formats: Vec<_> = wanted.formats.iter().copied().map(Format::name).collect();
            let body = serde_json::json!({ "folder": named(folder)?, "formats": formats, "language": wanted.language.name() });
            calls.put("/reports/monthly", body.to_string()).await?
        }
        (None, true) => calls.delete("/reports/monthly").await?,
        (None, false) => calls.get("/reports/monthly").await?,
    };
    if !calls.as_json(&view)? {
        say::line(&tell(&view))?;
    }
    Ok(())
}

/// The hub may have started elsewhere.
fn named(folder: &Path) -> anyhow::Result<String> {
    let whole = std::path::absolute(folder).with_context(|| format!("`{}` is no folder", folder.display()))?;
    Ok(whole.to_str().context("the name of the folder is no text")?.to_owned())
}

/// It in a few sentences.
pub(super) fn tell(view: &MonthlyView) -> String {
    let plan = match &view.monthly {
        None => "No report is written by itself".to_owned(),
        Some(MonthlyPlan { folder, formats, next_month, due_at, .. }) => {
            let formats: Vec<_> = formats.iter().map(|format| format.extension()).collect();
            format!("The report of {next_month} is written to `{folder}` as {}, after {}", formats.join(", "), due_at.to_rfc3339())
        }
    };
    let last = view.last.as_ref().map(|last| format!("The last was that of {}: {}", last.month, last.files.join(", ")));
    let problem = view.problem.as_ref().map(|problem| format!("It could not be written: {problem}"));
    [Some(plan), last, problem].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

pub(super) fn day(text: &str) -> anyhow::Result<NaiveDate> {
    text.parse().with_context(|| format!("`{text}` is not a day such as 2026-11-01"))
}

/// The start of a day where this computer is, in UTC.
pub(super) fn midnight(day: NaiveDate) -> anyhow::Result<String> {
    let local = Local.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest().context("this day has no midnight here")?;
    Ok(local.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true))
}
