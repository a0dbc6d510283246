//! What arrives in pieces, as a file or as output.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Context;
use futures_util::StreamExt;
use sekisho_api::desk::Pieces;

use super::Calls;
use crate::say;

/// Writes all of it to a file, or to the output if none is named.
pub(super) async fn keep(calls: &Calls, pieces: Pieces, output: Option<PathBuf>) -> anyhow::Result<()> {
    let Some(file) = output else { return print(pieces).await };
    write(pieces, &file).await?;
    if !calls.as_json(&serde_json::json!({ "file": file }))? {
        say::remark(&format!("Wrote {}", file.display()));
    }
    Ok(())
}

async fn print(mut pieces: Pieces) -> anyhow::Result<()> {
    while let Some(piece) = pieces.next().await {
        say::bytes(&piece.context("the export broke off")?)?;
    }
    Ok(())
}

/// Writes the file whole or not at all.
async fn write(mut pieces: Pieces, file: &Path) -> anyhow::Result<()> {
    let mut name = file.file_name().context("the output is no file")?.to_owned();
    name.push(".part");
    let part = file.with_file_name(name);
    let written = async {
        let mut out = std::fs::File::create(&part)?;
        while let Some(piece) = pieces.next().await {
            out.write_all(&piece.context("the export broke off")?)?;
        }
        out.sync_all()?;
        Ok::<_, anyhow::Error>(std::fs::rename(&part, file)?)
    };
    let result = written.await;
    if result.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    result.with_context(|| format!("`{}` was not written", file.display()))
}
