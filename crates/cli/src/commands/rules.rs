//! `sekisho rules`.

use std::{fs, path::Path};

use anyhow::{Context as _, bail};
use sekisho_gate::{Fault, Overrides, view::StandardsView};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Calls;
use crate::{args, say, table};

#[derive(Serialize, Deserialize)]
struct Checked {
    faults: Vec<Fault>,
}

pub(super) async fn run(calls: &Calls, command: args::Rules) -> anyhow::Result<()> {
    let now: StandardsView = calls.get("/rules").await?;
    match command {
        args::Rules::Show => show(calls, &now),
        args::Rules::Check { texts } => {
            let (rules, guardrails) = read(&texts, &now)?;
            let checked: Checked = calls.post("/rules/check", &json!({ "rules": rules, "guardrails": guardrails })).await?;
            if !calls.as_json(&checked)? {
                for fault in &checked.faults {
                    say::line(&fault.to_string())?;
                }
            }
            if checked.faults.is_empty() { Ok(()) } else { bail!("these rules cannot be used") }
        }
        args::Rules::Set { texts, note } => {
            let (rules, guardrails) = read(&texts, &now)?;
            let points: Overrides =
                now.scorecard.iter().filter(|line| line.points != line.standard).map(|line| (line.line, line.points)).collect();
            let body = json!({
                "edition": now.edition, "rules": rules, "guardrails": guardrails, "scorecard": points, "note": note,
            });
            let set: StandardsView = calls.put("/rules", body.to_string()).await?;
            if !calls.as_json(&set)? {
                say::line(&format!("Judging by edition {}", set.edition))?;
            }
            Ok(())
        }
    }
}

fn show(calls: &Calls, now: &StandardsView) -> anyhow::Result<()> {
    if calls.as_json(now)? {
        return Ok(());
    }
    let rows: Vec<_> =
        now.policies.iter().map(|policy| [policy.verdict.name().to_owned(), policy.id.clone(), policy.words.en.clone()]).collect();
    Ok(table::print(["VERDICT", "ID", "WHY"], &rows)?)
}

/// The files that were named; where none is, what is in force.
fn read(texts: &args::RuleTexts, now: &StandardsView) -> anyhow::Result<(String, String)> {
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()));
    let rules = texts.rules.as_deref().map(read).transpose()?.unwrap_or_else(|| now.rules.clone());
    let guardrails = texts.guardrails.as_deref().map(read).transpose()?.unwrap_or_else(|| now.guardrails.clone());
    Ok((rules, guardrails))
}
