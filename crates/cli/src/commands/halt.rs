//! `sekisho halt`, `resume` and `halts`.

use anyhow::bail;
use sekisho_api::desk::escaped;
use sekisho_gate::{
    Scope,
    view::{HaltScope, HaltStanding, HaltView, HaltedBy, HaltsView, Heard},
};
use serde_json::json;

use super::{Calls, people::active_agent};
use crate::{args, say, table};

pub(super) async fn halt(calls: &Calls, what: args::Halted, reason: Option<String>) -> anyhow::Result<()> {
    let scope = scope(calls, what).await?;
    let body = match reason {
        Some(reason) => json!({ "scope": scope, "reason": reason }),
        None => json!({ "scope": scope }),
    };
    let halt: HaltView = calls.post("/halts", &body).await?;
    if !calls.as_json(&halt)? {
        say::line(&format!("Halted: {} ({})", described(&halt.scope), halt.id))?;
        say::remark(&format!("Resume with `sekisho resume {} --reason …`", halt.id));
    }
    if !halt.stored {
        bail!("the halt holds, but could not be stored; until it is, do not stop the hub");
    }
    Ok(())
}

async fn scope(calls: &Calls, what: args::Halted) -> anyhow::Result<Scope> {
    let args::Halted { agent, group, tool, server, session } = what;
    let agent = match agent {
        Some(agent) => Some(active_agent(calls, &agent).await?.parse()?),
        None => None,
    };
    Ok(match (agent, session, group, tool) {
        (Some(agent), Some(session), _, _) => Scope::Session { agent, session },
        (Some(agent), None, _, _) => Scope::Agent { agent },
        (None, _, Some(group), _) => Scope::Group { group },
        (None, _, None, Some(tool)) => Scope::Tool { tool, server },
        (None, _, None, None) => Scope::Everything {},
    })
}

pub(super) async fn resume(calls: &Calls, id: &str, reason: &str) -> anyhow::Result<()> {
    let halt: HaltView = calls.post(&format!("/halts/{}/resume", escaped(id)), &json!({ "reason": reason })).await?;
    if calls.as_json(&halt)? {
        return Ok(());
    }
    let line = match halt.standing {
        HaltStanding::Lifted { .. } => format!("Resumed: {}", described(&halt.scope)),
        HaltStanding::Standing | HaltStanding::ResumeAsked { .. } => {
            format!("Still halted: {}; another administrator must confirm", described(&halt.scope))
        }
    };
    Ok(say::line(&line)?)
}

pub(super) async fn halts(calls: &Calls, second_person: Option<bool>) -> anyhow::Result<()> {
    let halts: HaltsView = match second_person {
        Some(required) => calls.put("/halts/second-person", json!({ "required": required }).to_string()).await?,
        None => calls.get("/halts").await?,
    };
    if calls.as_json(&halts.standing)? {
        return Ok(());
    }
    if second_person.is_some() {
        say::line(if halts.second_person { "Later halts need two administrators to resume" } else { "One administrator may resume" })?;
    }
    let rows: Vec<_> = halts.standing.iter().map(row).collect();
    if rows.is_empty() {
        return Ok(say::line("Nothing is halted")?);
    }
    Ok(table::print(["ID", "SINCE", "BY", "SILENT", "WHAT"], &rows)?)
}

fn row(halt: &HaltView) -> [String; 5] {
    let by = match &halt.by {
        HaltedBy::Reviewer { reviewer } => reviewer.name.clone(),
        HaltedBy::File => "the file HALT".to_owned(),
    };
    let silent = halt.agents.iter().filter(|agent| matches!(agent.heard, Heard::Silent { .. })).count();
    let silent = format!("{silent} of {}", halt.agents_count);
    [halt.id.to_string(), halt.since.format("%Y-%m-%d %H:%M:%S").to_string(), by, silent, described(&halt.scope)]
}

pub(super) fn described(scope: &HaltScope) -> String {
    match scope {
        HaltScope::Everything => "everything".to_owned(),
        HaltScope::Group { group } => format!("the agents of {group}"),
        HaltScope::Agent { agent } => agent.name.clone(),
        HaltScope::Tool { tool, server: None } => format!("the tool {}", tool.to_line()),
        HaltScope::Tool { tool, server: Some(server) } => format!("the tool {} on {}", tool.to_line(), server.to_line()),
        HaltScope::Session { agent, session } => format!("session {} of {}", session.to_line(), agent.name),
    }
}
