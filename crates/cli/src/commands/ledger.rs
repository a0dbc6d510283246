//! `sekisho ledger`: what others need to check the record.

use anyhow::Context;
use http::Method;
use sekisho_gate::view::LedgerView;

use super::{Calls, file, read};
use crate::{args::Ledger, say};

pub(super) async fn run(calls: &Calls, command: Ledger) -> anyhow::Result<()> {
    match command {
        Ledger::Key => show(calls, |ledger| &ledger.key).await,
        Ledger::Checkpoint => show(calls, |ledger| &ledger.checkpoint).await,
        Ledger::Export { output } => {
            let pieces = calls.desk.stream("/ledger/export").await?;
            file::keep(calls, pieces, output).await
        }
        Ledger::Proof { id } => {
            let reply = calls.desk.call(Method::GET, &format!("/actions/{}/proof", sekisho_api::desk::escaped(&id)), None).await?;
            if reply.status != 200 {
                return read(&reply);
            }
            if !calls.as_json(&serde_json::json!({ "proof": reply.body }))? {
                say::bytes(reply.body.as_bytes())?;
            }
            Ok(())
        }
    }
}

async fn show(calls: &Calls, part: impl FnOnce(&LedgerView) -> &String) -> anyhow::Result<()> {
    let ledger: LedgerView = calls.get("/ledger").await?;
    if !calls.as_json(&ledger)? {
        say::line(part(&ledger).trim_end()).context("the answer could not be printed")?;
    }
    Ok(())
}
