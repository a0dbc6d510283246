//! `sekisho origins`.

use sekisho_gate::{Trust, view::OriginView};
use serde_json::json;

use super::Calls;
use crate::{args, table};

pub(super) async fn origins(calls: &Calls, command: args::Origins) -> anyhow::Result<()> {
    let origins: Vec<OriginView> = match command {
        args::Origins::List => calls.get("/origins").await?,
        args::Origins::Set { origin, trust } => {
            let trust = match trust {
                args::Trust::Trusted => Trust::Trusted,
                args::Trust::Internal => Trust::Internal,
                args::Trust::Untrusted => Trust::Untrusted,
            };
            calls.put("/origins", json!({ "origin": origin, "trust": trust }).to_string()).await?
        }
    };
    if calls.as_json(&origins)? {
        return Ok(());
    }
    let word = |trust: Trust| match trust {
        Trust::Trusted => "trusted",
        Trust::Internal => "internal",
        Trust::Untrusted => "untrusted",
    };
    let row = |origin: &OriginView| {
        let last = origin.last_seen_at.map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M:%S UTC").to_string());
        [word(origin.trust).to_owned(), origin.seen.to_string(), last, origin.shown.to_line()]
    };
    Ok(table::print(["TRUST", "SEEN", "LAST", "ORIGIN"], &origins.iter().map(row).collect::<Vec<_>>())?)
}
