//! `sekisho tools`.

use anyhow::{Context, anyhow, bail};
use sekisho_api::desk::escaped;
use sekisho_gate::{
    ArgumentRole, ToolStanding,
    view::{ToolPage, ToolView},
};
use serde_json::json;

use super::Calls;
use crate::{args, say, table};

pub(super) async fn tools(calls: &Calls, command: args::Tools) -> anyhow::Result<()> {
    match command {
        args::Tools::Import { file, server } => {
            let list = std::fs::read_to_string(&file).with_context(|| format!("`{}` cannot be read", file.display()))?;
            list_of(calls, &calls.put(&format!("/tools/{}", escaped(&server)), list).await?)
        }
        args::Tools::List => list_of(calls, &calls.get("/tools").await?),
        args::Tools::Classify { server, name, effect, reversibility, roles } => {
            let path = format!("/tool?server={}&name={}", escaped(&server), escaped(&name));
            let seen: ToolPage = calls.get(&path).await?;
            let mut all: Vec<_> = seen.arguments.into_iter().map(|argument| (argument.pointer, argument.role)).collect();
            for role in roles {
                let (pointer, role) = named(&role)?;
                all.retain(|(known, _)| *known != pointer);
                all.push((pointer, role));
            }
            let body = json!({
                "server": server,
                "name": name,
                "digest": seen.digest,
                "effect": effect.unwrap_or_else(|| seen.tool.effect.name().to_owned()),
                "reversibility": reversibility.unwrap_or_else(|| seen.tool.reversibility.name().to_owned()),
                "roles": all.iter().map(|(pointer, role)| json!({ "pointer": pointer, "role": role.name() })).collect::<Vec<_>>(),
            });
            show(calls, &calls.put("/tool", body.to_string()).await?)
        }
    }
}

fn list_of(calls: &Calls, tools: &Vec<ToolView>) -> anyhow::Result<()> {
    if calls.as_json(tools)? {
        return Ok(());
    }
    let row = |tool: &ToolView| {
        [
            tool.effect.name().to_owned(),
            tool.reversibility.name().to_owned(),
            state(tool).to_owned(),
            tool.server.clone(),
            tool.name.clone(),
        ]
    };
    Ok(table::print(["EFFECT", "REVERSIBILITY", "STATE", "SERVER", "TOOL"], &tools.iter().map(row).collect::<Vec<_>>())?)
}

fn show(calls: &Calls, page: &ToolPage) -> anyhow::Result<()> {
    if calls.as_json(page)? {
        return Ok(());
    }
    let tool = &page.tool;
    say::line(&format!("{} on {}: {}, {}, {}", tool.name, tool.server, tool.effect.name(), tool.reversibility.name(), state(tool)))?;
    let row = |argument: &sekisho_gate::view::ArgumentView| [argument.shown.to_line(), argument.role.name().to_owned()];
    let rows: Vec<_> = page.arguments.iter().map(row).collect();
    if rows.is_empty() {
        return Ok(());
    }
    Ok(table::print(["ARGUMENT", "ROLE"], &rows)?)
}

fn state(tool: &ToolView) -> &'static str {
    if tool.gone_at.is_some() {
        return "gone";
    }
    match tool.standing {
        ToolStanding::Confirmed => "confirmed",
        ToolStanding::Inferred => "to confirm",
        ToolStanding::Changed => "changed",
        ToolStanding::Unknown => "unknown",
    }
}

/// `/to=destination`
fn named(text: &str) -> anyhow::Result<(String, ArgumentRole)> {
    let (pointer, role) = text.rsplit_once('=').ok_or_else(|| anyhow!("expected `POINTER=ROLE`, got `{text}`"))?;
    match ArgumentRole::ALL.into_iter().find(|known| known.name() == role) {
        Some(role) => Ok((pointer.to_owned(), role)),
        None => bail!("`{role}` is no role; the roles are {}", ArgumentRole::ALL.map(ArgumentRole::name).join(", ")),
    }
}
