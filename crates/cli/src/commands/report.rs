//! `sekisho report`: the decisions of a period as a file.

use std::path::PathBuf;

use anyhow::{Context, bail};
use chrono::{Days, Local, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc};

use super::{Calls, file};
use crate::args::Format;

pub(super) struct Wanted {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) format: Format,
    pub(super) bom: bool,
    pub(super) output: Option<PathBuf>,
}

pub(super) async fn report(calls: &Calls, wanted: Wanted) -> anyhow::Result<()> {
    let (from, to) = (day(&wanted.from)?, day(&wanted.to)?);
    let until = to.checked_add_days(Days::new(1)).context("the last day is too late")?;
    if until <= from {
        bail!("the period ends before it starts");
    }
    let format = match wanted.format {
        Format::Csv => "csv",
        Format::Jsonl => "jsonl",
    };
    let path = format!("/export?from={}&to={}&format={format}&bom={}", midnight(from)?, midnight(until)?, wanted.bom);
    let pieces = calls.desk.stream(&path).await?;
    file::keep(calls, pieces, wanted.output).await
}

pub(super) fn day(text: &str) -> anyhow::Result<NaiveDate> {
    text.parse().with_context(|| format!("`{text}` is not a day such as 2026-11-01"))
}

/// The start of a day where this computer is, in UTC.
pub(super) fn midnight(day: NaiveDate) -> anyhow::Result<String> {
    let local = Local.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest().context("this day has no midnight here")?;
    Ok(local.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true))
}
