//! `sekisho verify`: without a hub, and with nothing but the public key.

use std::path::Path;

use sekisho_verify::{Checked, Earlier, PublicKey, Report, check_file, tell};
use serde_json::json;

use crate::say;

pub(super) fn verify(file: &Path, key: &str, earlier: &Earlier, json: bool) -> anyhow::Result<()> {
    let key: PublicKey = key.parse()?;
    let checked = check_file(file, &key, earlier)?;
    if !json {
        return Ok(say::line(&tell(&checked))?);
    }
    let (checkpoint, mut told) = match &checked {
        Checked::Ledger(verified) => (&verified.checkpoint, json!({ "kind": "ledger" })),
        Checked::Proof(_, checkpoint) => (checkpoint, json!({ "kind": "proof" })),
        Checked::Report(Report { name, action, entry }, checkpoint) => {
            (checkpoint, json!({ "kind": "report", "report": name, "action": action, "entry": entry }))
        }
    };
    told["size"] = checkpoint.size.into();
    told["root"] = checkpoint.root.to_string().into();
    Ok(say::line(&told.to_string())?)
}
