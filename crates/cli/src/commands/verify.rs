//! `sekisho verify`: without a hub, and with nothing but the public key.

use std::path::Path;

use sekisho_verify::{Checked, Earlier, PublicKey, check_file, tell};

use crate::say;

pub(super) fn verify(file: &Path, key: &str, earlier: &Earlier, json: bool) -> anyhow::Result<()> {
    let key: PublicKey = key.parse()?;
    let checked = check_file(file, &key, earlier)?;
    if !json {
        return Ok(say::line(&tell(&checked))?);
    }
    let (kind, checkpoint) = match &checked {
        Checked::Ledger(verified) => ("ledger", &verified.checkpoint),
        Checked::Proof(_, checkpoint) => ("proof", checkpoint),
        Checked::Report(_, checkpoint) => ("report", checkpoint),
    };
    let told = serde_json::json!({ "kind": kind, "size": checkpoint.size, "root": checkpoint.root.to_string() });
    Ok(say::line(&told.to_string())?)
}
