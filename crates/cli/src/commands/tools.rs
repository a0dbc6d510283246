//! `sekisho tools`.

use anyhow::Context;
use sekisho_api::desk::escaped;
use sekisho_gate::view::ToolView;

use super::Calls;
use crate::{args, table};

pub(super) async fn tools(calls: &Calls, command: args::Tools) -> anyhow::Result<()> {
    let tools: Vec<ToolView> = match command {
        args::Tools::Import { file, server } => {
            let list = std::fs::read_to_string(&file).with_context(|| format!("`{}` cannot be read", file.display()))?;
            calls.put(&format!("/tools/{}", escaped(&server)), list).await?
        }
        args::Tools::List => calls.get("/tools").await?,
    };
    if calls.as_json(&tools)? {
        return Ok(());
    }
    let rows: Vec<_> = tools
        .into_iter()
        .map(|tool| [tool.effect.name().to_owned(), tool.reversibility.name().to_owned(), tool.server, tool.name])
        .collect();
    Ok(table::print(["EFFECT", "REVERSIBILITY", "SERVER", "TOOL"], &rows)?)
}
