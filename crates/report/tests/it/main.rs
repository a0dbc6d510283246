//! Reports as a whole: made, and read again.

mod sample;

use anyhow::{Context, Result};
use sekisho_report::{Language, pdf};

const LANGUAGES: [Language; 2] = [Language::Japanese, Language::English];

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|place| place == text.as_bytes())
}

#[test]
fn a_record_is_archivable_and_names_itself() -> Result<()> {
    for record in [sample::three_stations()?, sample::denied()?, sample::waiting()?] {
        for language in LANGUAGES {
            let pdf = pdf::record(&record, language)?;
            assert!(has(&pdf, "<pdfaid:part>3</pdfaid:part>"), "it says that it is PDF/A-3");
            assert!(has(&pdf, &record.mark()), "it can be told apart");
            assert!(sekisho_verify::report_hash(&pdf).is_some(), "there is room for a proof");
            assert!(has(&pdf, if language == Language::Japanese { "<rdf:li>ja" } else { "<rdf:li>en" }), "it says its language");
        }
    }
    Ok(())
}

#[test]
fn nothing_in_an_action_is_read_as_a_layout() -> Result<()> {
    let arguments: serde_json::Map<_, _> =
        sample::HOSTILE.iter().enumerate().map(|(at, text)| (format!("{at} {text}").chars().take(80).collect(), (*text).into())).collect();
    let mut record = sample::with(&serde_json::Value::from(arguments).to_string())?;
    record.action.asked.agent_reasoning = Some(sample::HOSTILE.join("\n"));
    record.made_by = sample::HOSTILE.concat();
    for language in LANGUAGES {
        let pdf = pdf::record(&record, language).context("hostile text is laid out")?;
        assert!(sekisho_verify::report_hash(&pdf).is_some(), "and has room for a proof");
    }
    Ok(())
}

#[test]
fn what_is_long_goes_on_over_pages() -> Result<()> {
    let pages = |length: usize| {
        let record = sample::with(&serde_json::json!({ "command": "x".repeat(length) }).to_string())?;
        let pdf = pdf::record(&record, Language::English)?;
        Ok::<_, anyhow::Error>(pdf.windows(11).filter(|place| place == b"/Type/Page/").count())
    };
    let (short, long) = (pages(10)?, pages(40_000)?);
    assert!(short > 0 && long >= short + 4, "{short} and {long} pages");
    Ok(())
}
