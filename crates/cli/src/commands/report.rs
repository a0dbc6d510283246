//! `sekisho report`: the decisions of a period as a file.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use chrono::{Days, Local, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Utc};
use futures_util::StreamExt;
use sekisho_api::desk::Pieces;

use super::Calls;
use crate::{args::Format, say};

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
    match wanted.output {
        None => print(pieces).await,
        Some(file) => {
            write(pieces, &file).await?;
            if !calls.as_json(&serde_json::json!({ "file": file }))? {
                say::remark(&format!("Wrote {}", file.display()));
            }
            Ok(())
        }
    }
}

async fn print(mut pieces: Pieces) -> anyhow::Result<()> {
    while let Some(piece) = pieces.next().await {
        say::bytes(&piece.context("the export broke off")?)?;
    }
    Ok(())
}

/// Writes the file whole or not at all.
async fn write(mut pieces: Pieces, file: &Path) -> anyhow::Result<()> {
    let mut name = file.file_name().context("the output is no file")?.to_owned();
    name.push(".part");
    let part = file.with_file_name(name);
    let written = async {
        let mut out = std::fs::File::create(&part)?;
        while let Some(piece) = pieces.next().await {
            out.write_all(&piece.context("the export broke off")?)?;
        }
        out.sync_all()?;
        Ok::<_, anyhow::Error>(std::fs::rename(&part, file)?)
    };
    let result = written.await;
    if result.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    result.with_context(|| format!("`{}` was not written", file.display()))
}

fn day(text: &str) -> anyhow::Result<NaiveDate> {
    text.parse().with_context(|| format!("`{text}` is not a day such as 2026-11-01"))
}

/// The start of a day where this computer is, in UTC.
fn midnight(day: NaiveDate) -> anyhow::Result<String> {
    let local = Local.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest().context("this day has no midnight here")?;
    Ok(local.with_timezone(&Utc).to_rfc3339_opts(SecondsFormat::Secs, true))
}
