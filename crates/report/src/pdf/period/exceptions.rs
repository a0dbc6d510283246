//! What went otherwise than it usually does, and what was changed.

use rust_decimal::Decimal;
use sekisho_core::time::Time;

use crate::{
    Language,
    page::{Block, Column, Say, Section, say},
    period::{DecidedBy, Listed, Subject, Summary},
    sheet::{exceptions, words},
    words::told,
    zone::Times,
};

pub(super) fn sections(summary: &Summary, times: Times) -> Vec<Section> {
    let language = times.language;
    let subject = |subject: &Subject| {
        let amount = money(subject.amount, subject.currency.as_deref());
        [say(&subject.agent), say(&subject.tool), say(&amount), say(&subject.risk.to_string())]
    };
    let row = |at: Time, of: &Subject, rest: Vec<Say>| [say(&times.column(at))].into_iter().chain(subject(of)).chain(rest).collect();
    let between = language.pick("、", "; ");
    let expired = rows(&summary.expired, |one| row(one.at, &one.subject, vec![Say::default()]));
    let overrides = rows(&summary.overrides, |one| {
        let ahead = one.ahead.then(|| words::decided_by(DecidedBy::Grant, language).to_owned());
        let why: Vec<_> = one.why.iter().map(|why| exceptions::said(why, language)).chain(ahead).collect();
        row(one.at, &one.subject, vec![with_note(&format!("{}{}{}", one.by, language.pick("：", ": "), why.join(between)), &one.note)])
    });
    let deviations = rows(&summary.deviations, |one| {
        let how: Vec<_> = one.deviations.iter().map(|how| words::deviation(how, one.told_by.as_deref(), language)).collect();
        row(one.at, &one.subject, vec![say(&how.join(between))])
    });
    let harmful = rows(&summary.harmful, |one| row(one.at, &one.subject, vec![with_note(&one.by, &one.note)]));
    let halts = rows(&summary.halts, |halt| {
        let told = exceptions::halted(halt, summary.made_at, language);
        let kind = if halt.drill { language.pick("訓練", "Drill") } else { language.pick("緊急停止", "Halt") };
        vec![say(&times.column(halt.since)), say(kind), say(&told.who), with_note(&told.what, &told.note)]
    });
    let changes = rows(&summary.changes, |change| {
        let who = change.by.clone().unwrap_or_default();
        vec![say(&times.column(change.at)), say(&who), with_note(&exceptions::changed(change, language), &change.note)]
    });
    let none = language.pick("ありません。", "None.");
    let section = |japanese: &str, english: &str, columns: Vec<Column>, rows: Vec<Vec<Say>>, more: u64| {
        let mut blocks = Vec::new();
        if rows.is_empty() {
            blocks.push(Block::Note(say(none)));
        } else {
            blocks.push(Block::Table(columns, rows));
        }
        if more > 0 {
            blocks.push(Block::Note(say(&language.pick(format!("ほか{more}件は省略しました。"), format!("{more} more are left out.")))));
        }
        Section { title: language.pick(japanese, english).to_owned(), blocks }
    };
    vec![
        section("期限切れ", "Not answered in time", about(language), expired, summary.expired.more()),
        section("特例の承認", "Overrides", about(language), overrides, summary.overrides.more()),
        section("承認との相違", "Otherwise than approved", about(language), deviations, summary.deviations.more()),
        section("有害と評価された結果", "Marked as harmful", about(language), harmful, summary.harmful.more()),
        section(
            "緊急停止と訓練",
            "Halts and drills",
            told_of(language, &[("種類", "Kind", 2), ("操作した人", "By", 3), ("内容", "What", 7)]),
            halts,
            summary.halts.more(),
        ),
        section(
            "ルール・予算・組織の変更",
            "Changes of rules, budgets and organisation",
            told_of(language, &[("変更した人", "By", 3), ("内容", "What", 8)]),
            changes,
            summary.changes.more(),
        ),
    ]
}

fn rows<T>(listed: &Listed<T>, row: impl FnMut(&T) -> Vec<Say>) -> Vec<Vec<Say>> {
    listed.items.iter().map(row).collect()
}

fn told_of(language: Language, columns: &[(&str, &str, u8)]) -> Vec<Column> {
    let columns = columns.iter().map(|(japanese, english, share)| Column::new(language.pick(japanese, english), *share));
    [Column::new(language.pick("日時", "When"), 0)].into_iter().chain(columns).collect()
}

fn about(language: Language) -> Vec<Column> {
    vec![
        Column::new(language.pick("日時", "When"), 0),
        Column::new(language.pick("エージェント", "Agent"), 3),
        Column::new(language.pick("ツール", "Tool"), 3),
        Column::of_numbers(language.pick("金額", "Amount")),
        Column::of_numbers(language.pick("リスク", "Risk")),
        Column::new(language.pick("内容", "What"), 5),
    ]
}

fn with_note(what: &str, note: &str) -> Say {
    if note.is_empty() { say(what) } else { say(&format!("{what}\n{note}")) }
}

/// An amount as a table has it.
pub(super) fn money(amount: Option<Decimal>, currency: Option<&str>) -> String {
    amount.map_or_else(String::new, |amount| told(amount, currency.unwrap_or_default()).trim().to_owned())
}
