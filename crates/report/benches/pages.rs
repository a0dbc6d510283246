//! How long reports take to be laid out, and what they look like.
//!
//! `cargo bench -p sekisho-report --bench pages -- [--json] [--keep FOLDER]`

#[path = "../tests/it/sample.rs"]
mod sample;

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    time::Instant,
};

use anyhow::Result;
use sekisho_report::{Language, Record, pdf};
use serde_json::{Map, Value, json};

fn main() -> Result<()> {
    let args: Vec<_> = std::env::args().collect();
    let after = |flag: &str| args.iter().skip_while(|arg| *arg != flag).nth(1);
    let keep = after("--keep").map(PathBuf::from);
    let as_json = args.iter().any(|arg| arg == "--json");
    let mut out = io::stdout().lock();
    for (name, record) in records()? {
        for language in [Language::Japanese, Language::English] {
            let begun = Instant::now();
            let pdf = pdf::record(&record, language)?;
            let seconds = begun.elapsed().as_secs_f64();
            let name = format!("{name}-{}", language.code());
            if as_json {
                writeln!(out, "{}", json!({ "report": name, "seconds": seconds, "bytes": pdf.len() }))?;
            } else {
                writeln!(out, "{name}: {:.0} ms, {} KiB", seconds * 1_000.0, pdf.len() / 1024)?;
            }
            if let Some(folder) = &keep {
                fs::write(folder.join(format!("{name}.pdf")), &pdf)?;
            }
        }
    }
    Ok(())
}

fn records() -> Result<Vec<(&'static str, Record)>> {
    let many: Map<_, _> = (1..=300).map(|number| (format!("argument_{number}"), json!(format!("値 {number}")))).collect();
    let hostile: Map<_, _> = sample::HOSTILE.iter().enumerate().map(|(at, text)| (format!("{at}"), json!(text))).collect();
    let long = json!({ "command": "x".repeat(1_000_000) });
    Ok(vec![
        ("approved", sample::three_stations()?),
        ("denied", sample::denied()?),
        ("waiting", sample::waiting()?),
        ("hostile", sample::with(&Value::from(hostile).to_string())?),
        ("many", sample::with(&Value::from(many).to_string())?),
        ("long", sample::with(&long.to_string())?),
    ])
}
