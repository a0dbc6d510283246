//! `sekisho record`: one action with its decision, as a PDF file.

use std::path::PathBuf;

use super::{Calls, file};
use crate::args::Language;

pub(super) async fn record(calls: &Calls, id: &str, language: Language, output: Option<PathBuf>) -> anyhow::Result<()> {
    let language = match language {
        Language::Ja => "ja",
        Language::En => "en",
    };
    let path = format!("/actions/{}/report?language={language}", sekisho_api::desk::escaped(id));
    let pieces = calls.desk.stream(&path).await?;
    file::keep(calls, pieces, output).await
}
