//! `sekisho ledger`: what others need to check the record.

use anyhow::{Context, bail};
use http::Method;
use sekisho_api::hub::{Hub, HubError};
use sekisho_gate::{
    clock::Clock,
    directory::{Directory, DirectoryError, owner_name},
    limits::Limits,
    view::{self, LedgerView, WitnessView},
};

use super::{Calls, file, read};
use crate::{
    args::{KeyPlace, Ledger},
    say,
};

mod mail;

pub(super) async fn run(calls: &Calls, command: Ledger) -> anyhow::Result<()> {
    match command {
        Ledger::Key { .. } => show(calls, |ledger| &ledger.key).await,
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

/// Moves the private key, or makes another one. The hub that uses it must not run, and nobody does this from elsewhere.
pub(super) async fn keep_key(directory: &Directory, to: Option<KeyPlace>, is_elsewhere: bool, json: bool) -> anyhow::Result<()> {
    if is_elsewhere {
        bail!("this is done on the computer that the hub runs on, without `--connect`");
    }
    let hub = match Hub::open(directory, &owner_name(), Limits::DEFAULT).await {
        Err(error @ HubError::Directory(DirectoryError::InUse(_))) => bail!("{error}; stop it first"),
        opened => opened?,
    };
    let to = to.map(|to| match to {
        KeyPlace::Keystore => view::KeyPlace::Keystore,
        KeyPlace::File => view::KeyPlace::File,
    });
    let done = match to {
        Some(to) => hub.move_ledger_key(directory, to).await.map(|()| None),
        None => hub.change_ledger_key(directory).await.map(Some),
    };
    hub.close().await;
    match (done?, to) {
        (Some(key), _) if json => Ok(say::line(&serde_json::json!({ "key": key }).to_string())?),
        (Some(key), _) => {
            Ok(say::line(&format!("Another key signs the ledger from now on; give its public half to whoever checks:\n{key}"))?)
        }
        (None, to) if json => Ok(say::line(&serde_json::json!({ "key_in": to }).to_string())?),
        (None, to) => Ok(say::line(&format!("The ledger's key {}", to.map(lies).unwrap_or_default()))?),
    }
}

/// Where the key is, and what that means.
pub(super) fn lies(place: view::KeyPlace) -> &'static str {
    match place {
        view::KeyPlace::File => "lies in the file `ledger.key`, which only its owner can read; it belongs into each backup",
        view::KeyPlace::Keystore => "lies in the key store of this computer's user; a backup of the data directory does not have it",
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
