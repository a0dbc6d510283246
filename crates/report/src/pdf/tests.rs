use super::*;
use crate::period::sample;

const LANGUAGES: [Language; 2] = [Language::Japanese, Language::English];

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|place| place == text.as_bytes())
}

#[test]
fn a_month_is_archivable_and_names_itself() {
    for language in LANGUAGES {
        let summary = sample::summary(120);
        let pdf = period(&summary, sample::decisions(120), language).unwrap();
        assert!(has(&pdf, "<pdfaid:part>3</pdfaid:part>") && has(&pdf, &summary.mark()));
        assert!(sekisho_verify::report_hash(&pdf).is_some(), "there is room for a proof");
    }
}

#[test]
fn a_month_without_decisions_is_a_report_too() {
    let summary = sample::summary(0);
    assert!(period(&summary, [], Language::English).is_ok());
}
