//! Workbooks as another reader sees them.

use std::{fs::File, io::BufReader};

use calamine::{Data, Range, Reader, Xlsx};
use chrono::NaiveDate;

use super::*;
use crate::period::sample;

type Opened = Xlsx<BufReader<File>>;

fn made(language: Language, count: u32, rows_max: Option<u32>, change: impl Fn(u32, &mut Decision)) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let mut book = Book::new(language, sample::november().1, folder.path()).unwrap();
    if let Some(rows_max) = rows_max {
        book.list.limit(rows_max);
    }
    for (number, mut decision) in (0..).zip(sample::decisions(count)) {
        change(number, &mut decision);
        book.add(&decision).unwrap();
    }
    let file = book.finish(&sample::summary(count), folder.path()).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left");
    Xlsx::new(BufReader::new(file)).unwrap()
}

fn rows(range: &Range<Data>) -> u32 {
    u32::try_from(range.height()).unwrap()
}

fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range.get_value((row, column)).map(ToString::to_string).unwrap_or_default()
}

fn column(range: &Range<Data>, heading: &str) -> u32 {
    let width = u32::try_from(range.width()).unwrap();
    (0..width).find(|column| text(range, 0, *column) == heading).unwrap_or_else(|| panic!("there is a column {heading}"))
}

#[test]
fn dates_amounts_and_risks_are_no_text() {
    for (language, headings) in
        [(Language::Japanese, ["決裁日時", "金額", "リスク", "通貨"]), (Language::English, ["Decided", "Amount", "Risk", "Currency"])]
    {
        let mut book = made(language, 20, None, |_, _| {});
        let list = book.worksheet_range(language.pick("決裁一覧", "Decisions")).unwrap();
        let at = headings.map(|heading| list.get_value((16, column(&list, heading))).unwrap().clone());
        let [Data::DateTime(decided), Data::Float(amount), Data::Float(risk), Data::String(currency)] = at else { panic!("{at:?}") };
        // The 16th of 20 decisions of November, in Tokyo and not in UTC.
        let expected = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap().and_hms_opt(12, 0, 15);
        assert_eq!((decided.as_datetime(), amount, risk, currency.as_str()), (expected, 15_000.5, 50.0, "JPY"), "{language:?}");
    }
}

#[test]
fn no_text_is_a_formula_and_none_begins_like_one() {
    let mut book = made(Language::Japanese, 12, None, |_, decision| {
        decision.agent = "=HYPERLINK(\"http://x\")".to_owned();
        decision.tool = "@SUM(1)".to_owned();
        decision.outcome_note = "a\u{1}b\u{b}_x0041_".to_owned();
    });
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} has no formula");
        let range = book.worksheet_range(&name).unwrap();
        for (row, column, cell) in range.cells() {
            if let Data::String(text) = cell {
                assert!(!text.starts_with(['=', '+', '-', '@', '\t', '\n']), "{name} {row} {column}: {text}");
            }
        }
    }
    let list = book.worksheet_range("決裁一覧").unwrap();
    let cell = |heading: &str| text(&list, 1, column(&list, heading));
    assert_eq!((cell("エージェント"), cell("ツール")), ("'=HYPERLINK(\"http://x\")".to_owned(), "'@SUM(1)".to_owned()));
    assert_eq!(cell("結果の報告（エージェント）"), "a\u{1}b\u{b}_x0041_", "what hides survives");
}

#[test]
fn what_does_not_fit_into_a_cell_goes_on_or_is_said() {
    let long = format!("{{\"text\":\"{}😀{}\"}}", "あ".repeat(32_757), "い".repeat(40_000));
    let mut book = made(Language::English, 2, None, |number, decision| {
        if number == 1 {
            decision.arguments.clone_from(&long);
            decision.reason = "r".repeat(40_000);
        }
    });
    let list = book.worksheet_range("Decisions").unwrap();
    let parts: Vec<_> = (21..24).map(|column| text(&list, 2, column)).collect();
    assert_eq!(parts.concat(), long, "all of it is there");
    assert!(parts.iter().all(|part| !part.is_empty() && style::units(part) <= style::TEXT_MAX));
    let reason = text(&list, 2, column(&list, "Reason"));
    assert!(reason.ends_with("… (7333 more characters; the export as JSONL has all of them)"), "{}", &reason[reason.len() - 90..]);
}

#[test]
fn an_amount_keeps_its_digits() {
    let exact = "1234567890123456789.25".parse().unwrap();
    let mut book = made(Language::English, 1, None, |_, decision| decision.amount = Some(exact));
    let list = book.worksheet_range("Decisions").unwrap();
    assert_eq!(list.get_value((1, column(&list, "Amount"))), Some(&Data::String("1234567890123456789.25".to_owned())));
}

#[test]
fn where_a_sheet_ends_another_begins() {
    let mut book = made(Language::English, 25, Some(11), |_, _| {});
    let names = ["Summary", "By whom and what", "Exceptions and changes", "Decisions", "Decisions 2", "Decisions 3"];
    assert_eq!(book.sheet_names(), names);
    let lists: Vec<_> = names[3..].iter().map(|name| book.worksheet_range(name).unwrap()).collect();
    assert_eq!(lists.iter().map(|range| range.height() - 1).collect::<Vec<_>>(), [10, 10, 5]);
    assert!(lists.iter().all(|range| text(range, 0, 0) == "Action"), "each has its headings");
    let ids: std::collections::BTreeSet<_> = lists.iter().flat_map(|range| (1..rows(range)).map(|row| text(range, row, 0))).collect();
    assert_eq!(ids.len(), 25, "each decision once");
}

#[test]
fn the_summary_counts_what_the_list_has() {
    let mut book = made(Language::English, 400, None, |_, _| {});
    let summary = book.worksheet_range("Summary").unwrap();
    let of = |label: &str| {
        let row = (0..100).find(|row| text(&summary, *row, 0) == label).unwrap_or_else(|| panic!("{label}"));
        text(&summary, row, 1)
    };
    assert_eq!(
        (of("Actions"), of("Asked a person"), of("Share that reached people")),
        ("400".to_owned(), "80".to_owned(), "0.2".to_owned())
    );
    let list = book.worksheet_range("Decisions").unwrap();
    assert_eq!(list.height() - 1, 400);
    let exceptions = book.worksheet_range("Exceptions and changes").unwrap();
    let kinds: Vec<_> = (1..rows(&exceptions)).map(|row| text(&exceptions, row, 0)).collect();
    assert_eq!(kinds, ["Expired", "Override", "Deviation", "Harmful", "Halt", "Drill", "Change", "Change"]);
}
