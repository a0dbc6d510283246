//! `sekisho grants`.

use sekisho_api::desk::escaped;
use sekisho_gate::{
    Loose,
    view::{GrantView, GrantsView},
};

use super::Calls;
use crate::{args, say, table};

pub(super) async fn grants(calls: &Calls, command: args::Grants) -> anyhow::Result<()> {
    match command {
        args::Grants::List => list(calls).await,
        args::Grants::Revoke { id } => {
            let grant: GrantView = calls.delete(&format!("/grants/{}", escaped(&id))).await?;
            if !calls.as_json(&grant)? {
                say::line(&format!("{} counts no more", grant.id))?;
            }
            Ok(())
        }
    }
}

async fn list(calls: &Calls) -> anyhow::Result<()> {
    let grants: GrantsView = calls.get("/grants").await?;
    if calls.as_json(&grants.open)? {
        return Ok(());
    }
    let rows: Vec<_> = grants.open.iter().map(row).collect();
    if rows.is_empty() {
        return Ok(say::line("Nothing is granted ahead")?);
    }
    Ok(table::print(["ID", "UNTIL", "LEFT", "BY", "AGENT", "TOOL", "WHAT"], &rows)?)
}

fn row(grant: &GrantView) -> [String; 7] {
    let places = grant.places.iter().map(|place| {
        let value = match &place.loose {
            None => place.value.to_line(),
            Some(Loose::UpTo { value }) => format!("up to {value}"),
            Some(Loose::AnyText {}) => "any text".to_owned(),
        };
        format!("{}: {value}", place.pointer)
    });
    let tool = grant
        .what
        .server
        .as_ref()
        .map_or(grant.what.tool.to_line(), |server| format!("{} on {}", grant.what.tool.to_line(), server.to_line()));
    [
        grant.id.to_string(),
        grant.until.format("%Y-%m-%d %H:%M").to_string(),
        format!("{} of {}", grant.left, grant.times),
        grant.by.name.clone(),
        grant.agent.name.clone(),
        tool,
        places.collect::<Vec<_>>().join("; "),
    ]
}
