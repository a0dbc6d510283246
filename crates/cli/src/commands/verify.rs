//! `sekisho verify`: without a hub, and with nothing but the public key.

use std::path::Path;

use sekisho_verify::{Checked, Checkpoint, Earlier, PublicKey, Report, check_file, tell};
use serde_json::json;

use crate::say;

pub(super) fn verify(file: &Path, key: &str, earlier: &Earlier, json: bool) -> anyhow::Result<()> {
    let key: PublicKey = key.parse()?;
    let checked = check_file(file, &key, earlier)?;
    if !json {
        return Ok(say::line(&tell(&checked))?);
    }
    let of = |checkpoint: &Checkpoint| (checkpoint.size, checkpoint.root.to_string());
    let told = match &checked {
        Checked::Ledger(verified) => {
            let (size, root) = of(&verified.checkpoint);
            json!({ "kind": "ledger", "size": size, "root": root })
        }
        Checked::Proof(_, checkpoint) => {
            let (size, root) = of(checkpoint);
            json!({ "kind": "proof", "size": size, "root": root })
        }
        Checked::Report(Report { name, action, entry }, checkpoint) => {
            let (size, root) = of(checkpoint);
            json!({ "kind": "report", "size": size, "root": root, "report": name, "action": action, "entry": entry })
        }
    };
    Ok(say::line(&told.to_string())?)
}
