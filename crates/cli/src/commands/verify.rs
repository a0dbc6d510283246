//! `sekisho verify`: without a hub, and with nothing but the public key.

use std::{
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
};

use anyhow::Context;
use sekisho_verify::{Checked, Checkpoint, PublicKey, check, tell, witnessed};

use crate::say;

pub(super) fn verify(file: &Path, key: &str, earlier: &[PathBuf], witnesses: &[PathBuf], json: bool) -> anyhow::Result<()> {
    let key: PublicKey = key.parse()?;
    let read = |path: &PathBuf| {
        let note = fs::read_to_string(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        Checkpoint::read(&note, &key).with_context(|| format!("`{}`", path.display()))
    };
    let mut earlier = earlier.iter().map(read).collect::<anyhow::Result<Vec<_>>>()?;
    for folder in witnesses {
        earlier.extend(witnessed(folder, &key)?);
    }
    let open = File::open(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
    let checked = check(BufReader::new(open), &key, earlier)?;
    if !json {
        return Ok(say::line(&tell(&checked))?);
    }
    let (kind, checkpoint) = match &checked {
        Checked::Ledger(verified) => ("ledger", &verified.checkpoint),
        Checked::Proof(_, checkpoint) => ("proof", checkpoint),
    };
    let told = serde_json::json!({ "kind": kind, "size": checkpoint.size, "root": checkpoint.root.to_string() });
    Ok(say::line(&told.to_string())?)
}
