//! `sekisho organisation`.

use std::{fs, path::Path};

use anyhow::{Context as _, bail};
use sekisho_gate::view::{ChartCheck, ChartView};
use serde_json::json;

use super::Calls;
use crate::{args, say};

pub(super) async fn run(calls: &Calls, command: args::Organisation) -> anyhow::Result<()> {
    match command {
        args::Organisation::Show => {
            let chart: ChartView = calls.get("/chart").await?;
            if !calls.as_json(&chart)? {
                say::line(chart.text.trim_end())?;
            }
            Ok(())
        }
        args::Organisation::Check { file } => {
            let checked: ChartCheck = calls.post("/chart/check", &json!({ "text": read(&file)? })).await?;
            if !calls.as_json(&checked)? {
                tell(&checked)?;
            }
            if checked.unread.is_none() && checked.faults.is_empty() { Ok(()) } else { bail!("this organisation cannot be used") }
        }
        args::Organisation::Set { file, note } => {
            let now: ChartView = calls.get("/chart").await?;
            let body = json!({ "edition": now.edition, "text": read(&file)?, "note": note });
            let set: ChartView = calls.put("/chart", body.to_string()).await?;
            if !calls.as_json(&set)? {
                say::line(&format!("Deciding by edition {}", set.edition))?;
            }
            Ok(())
        }
    }
}

fn tell(checked: &ChartCheck) -> anyhow::Result<()> {
    if let Some(unread) = &checked.unread {
        let line = unread.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        say::line(&format!("{line}{}", unread.detail))?;
    }
    for fault in &checked.faults {
        say::line(&fault.to_string())?;
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))
}
