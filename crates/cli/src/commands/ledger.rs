//! `sekisho ledger`: what others need to check the record.

use anyhow::Context;
use http::Method;
use sekisho_gate::{
    clock::Clock,
    view::{LedgerView, WitnessView},
};

use super::{Calls, file, read};
use crate::{args::Ledger, say};

mod mail;

pub(super) async fn run(calls: &Calls, command: Ledger) -> anyhow::Result<()> {
    match command {
        Ledger::Key => show(calls, |ledger| &ledger.key).await,
        Ledger::Checkpoint { mail: false } => show(calls, |ledger| &ledger.checkpoint).await,
        Ledger::Checkpoint { mail: true } => {
            let mail = mail::written(&calls.get("/ledger").await?, Clock::new(None).now());
            if !calls.as_json(&serde_json::json!({ "mail": mail }))? {
                say::bytes(mail.as_bytes())?;
            }
            Ok(())
        }
        Ledger::Witness { folder, none } => {
            let ledger: LedgerView = match (folder, none) {
                (Some(folder), _) => {
                    // The hub may have started elsewhere.
                    let folder = std::path::absolute(&folder).with_context(|| format!("`{}` is no folder", folder.display()))?;
                    let folder = folder.to_str().context("the name of the folder is no text")?;
                    calls.put("/ledger/witness", serde_json::json!({ "folder": folder }).to_string()).await?
                }
                (None, true) => calls.delete("/ledger/witness").await?,
                (None, false) => calls.get("/ledger").await?,
            };
            if !calls.as_json(&ledger.witness)? {
                say::line(&ledger.witness.as_ref().map_or_else(|| "There is no witness".to_owned(), tell))?;
            }
            Ok(())
        }
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

/// The witness in a sentence.
pub(super) fn tell(witness: &WitnessView) -> String {
    let WitnessView { folder, size, looked_at, problem, .. } = witness;
    match (problem, size, looked_at) {
        (Some(problem), ..) => format!("{problem} (`{folder}`)"),
        (None, Some(size), _) => format!("`{folder}` has a checkpoint over {size} entries, and the ledger goes on from it"),
        (None, None, Some(_)) => format!("`{folder}` has no checkpoint yet"),
        (None, None, None) => format!("`{folder}`; it is looked at while a hub runs"),
    }
}

async fn show(calls: &Calls, part: impl FnOnce(&LedgerView) -> &String) -> anyhow::Result<()> {
    let ledger: LedgerView = calls.get("/ledger").await?;
    if !calls.as_json(&ledger)? {
        say::line(part(&ledger).trim_end()).context("the answer could not be printed")?;
    }
    Ok(())
}
