//! A period on pages: what happened, what went otherwise, and then the decisions one by one.

mod exceptions;
mod list;

use chrono::TimeDelta;
use sekisho_verify::vacancy;

pub use list::LISTED_MAX;

use super::PROOF;
use crate::{
    Language,
    page::{self, Bars, Block, Column, Document, Ranks, Say, Section, code, say},
    period::{Counts, Decision, Lines, Summary},
    words::grouped,
    zone::Times,
};

/// How many of each kind stand as bars.
const BARS_MAX: usize = 8;

/// The report of a period.
///
/// # Errors
/// When the pages cannot be laid out.
pub fn period(summary: &Summary, decisions: impl IntoIterator<Item = Decision>, language: Language) -> Result<Vec<u8>, page::Error> {
    let times = Times { zone: summary.zone, language };
    let (first, last) = summary.first_and_last();
    let by = summary.made_by.clone().unwrap_or_else(|| language.pick("関所（毎月の自動作成）", "Sekisho, as each month").to_owned());
    let (at, zone) = (times.exact(summary.made_at), times.zone(summary.made_at));
    let sections = [figures(summary, language), days(summary, language), answers(summary, language)]
        .into_iter()
        .chain(parts(summary, language))
        .chain(exceptions::sections(summary, times))
        .chain([list::section(decisions, times), proof(summary, language)]);
    let (first, last) = (times.date(first), times.date(last));
    page::pdf(Document {
        language,
        kind: language.pick("決裁報告書", "Decision report"),
        number: mark(summary),
        author: by.clone(),
        mark: mark(summary),
        made_at: times.clock(summary.made_at),
        made: language.pick(format!("作成 {at}　{zone}　{by}"), format!("Made {at}, {zone}, by {by}")),
        head: vec![
            ("headline", say(&language.pick(format!("{first}〜{last}"), format!("{first} to {last}"))).value()),
            ("under", say(&zone).value()),
        ],
        sections: sections.collect(),
        attached: vec![(PROOF, vacancy(), "The proof that the ledger knows this file (C2SP tlog-proof)")],
    })
}

/// What the report of a period is told apart by.
fn mark(summary: &Summary) -> String {
    let (first, last) = summary.first_and_last();
    format!("period:{first}:{last}:{}", summary.made_at.timestamp_micros())
}

impl Summary {
    /// What a report of it as pages is told apart by: its days, and when it was made.
    #[must_use]
    pub fn mark(&self) -> String {
        mark(self)
    }
}

fn figures(summary: &Summary, language: Language) -> Section {
    let counts = &summary.counts;
    let share = |part: u64| {
        let tenths = (part * 1_000 + counts.received / 2).checked_div(counts.received).unwrap_or_default();
        format!("{}.{}%", tenths / 10, tenths % 10)
    };
    let figure = |japanese: &str, english: &str, count: u64, note: &str| {
        (language.pick(japanese, english).to_owned(), say(&grouped(count)), say(note))
    };
    let first = vec![
        figure("受付", "Actions", counts.received, ""),
        (language.pick("人の確認", "Asked a person").to_owned(), say(&share(counts.held)), say(&grouped(counts.held))),
        figure("自動承認", "Passed by rule", counts.passed, &share(counts.passed)),
        figure("拒否", "Blocked", counts.blocked, &share(counts.blocked)),
    ];
    let second = vec![
        figure("承認", "Approved", counts.approved, ""),
        figure("却下", "Rejected", counts.denied, ""),
        figure("期限切れ", "Expired", counts.expired, ""),
        figure("取り下げ", "Withdrawn", counts.cancelled, ""),
    ];
    let third = vec![
        figure("実行", "Let run", counts.consumed, ""),
        figure("失敗", "Failed", counts.failed, ""),
        figure("承認との相違", "Deviated", counts.deviated, ""),
        figure("有害", "Harmful", counts.harmful, ""),
    ];
    let blocks = [first, second, third].into_iter().map(Block::Figures).collect();
    Section { title: language.pick("概要", "Summary").to_owned(), blocks }
}

fn days(summary: &Summary, language: Language) -> Section {
    // Names of days stand where there is room for them.
    let between = summary.days.len().div_ceil(16).max(1);
    let name =
        |at: usize, day: chrono::NaiveDate| if at.is_multiple_of(between) { day.format("%-m/%-d").to_string() } else { String::new() };
    let bars = summary.days.iter().enumerate();
    let bars = bars.map(|(at, (day, counts))| (name(at, *day), vec![counts.passed, counts.held, counts.blocked]));
    let parts = [("自動承認", "Passed by rule"), ("人の確認", "Asked a person"), ("拒否", "Blocked")];
    let parts = parts.map(|(japanese, english)| language.pick(japanese, english).to_owned()).to_vec();
    Section {
        title: language.pick("日ごとの件数", "Actions each day").to_owned(),
        blocks: vec![Block::Bars(Bars { parts, bars: bars.collect() })],
    }
}

fn answers(summary: &Summary, language: Language) -> Section {
    let answers = &summary.answers;
    let figure = |name: &str, took| (name.to_owned(), span(took, language), Say::default());
    let figures = vec![
        (language.pick("回答", "Answers").to_owned(), say(&grouped(answers.count())), Say::default()),
        figure(language.pick("半数がこの時間以内", "Half of them within"), answers.median()),
        figure(language.pick("9割がこの時間以内", "Nine of ten within"), answers.p90()),
        figure(language.pick("最長", "Longest"), answers.longest()),
    ];
    Section { title: language.pick("回答までの時間", "Time to answer").to_owned(), blocks: vec![Block::Figures(figures)] }
}

/// A time that nobody needs to the second.
fn span(took: Option<TimeDelta>, language: Language) -> Say {
    let Some(took) = took else { return say("—") };
    let seconds = took.num_seconds();
    let (hours, minutes) = (seconds / 3_600, seconds % 3_600 / 60);
    let words = match (hours, minutes) {
        (0, 0) => language.pick(format!("{seconds}秒"), format!("{seconds} s")),
        (0, minutes) => language.pick(format!("{minutes}分"), format!("{minutes} min")),
        (hours, minutes) => language.pick(format!("{hours}時間{minutes}分"), format!("{hours} h {minutes} min")),
    };
    say(&words)
}

fn parts(summary: &Summary, language: Language) -> Vec<Section> {
    let kinds = [
        (("エージェント別", "By agent"), &summary.agents, false),
        (("ツール別", "By tool"), &summary.tools, false),
        (("ルール別", "By rule"), &summary.rules, false),
        (("担当者別", "By reviewer"), &summary.reviewers, true),
    ];
    let part = |((japanese, english), lines, people): ((&str, &str), &Lines, bool)| {
        (lines.count > 0).then(|| Section { title: language.pick(japanese, english).to_owned(), blocks: part(lines, people, language) })
    };
    kinds.into_iter().filter_map(part).collect()
}

/// What is counted of one line, each under its heading. People ask for nothing; what counts is how often they answered.
fn numbers(counts: &Counts, people: bool) -> Vec<((&'static str, &'static str), u64)> {
    let answered = [(("承認", "Approved"), counts.approved), (("却下", "Rejected"), counts.denied)];
    if people {
        return [(("回答", "Answers"), counts.approved + counts.denied)].into_iter().chain(answered).collect();
    }
    let asked = [(("件数", "Actions"), counts.received), (("人の確認", "Asked"), counts.held)];
    let became = [(("失敗", "Failed"), counts.failed), (("相違", "Deviated"), counts.deviated)];
    asked.into_iter().chain(answered).chain(became).collect()
}

#[expect(clippy::cast_precision_loss, reason = "the length of a bar is seen, not read")]
fn part(lines: &Lines, people: bool, language: Language) -> Vec<Block> {
    let first = |counts: &Counts| numbers(counts, people).first().map_or(0, |(_, count)| *count);
    let ranks = lines.lines.iter().take(BARS_MAX).map(|line| (say(&line.name), first(&line.counts)));
    let ranks = ranks.map(|(name, count)| (name, count as f64, grouped(count))).collect();
    let rows = lines.lines.iter().map(|line| {
        let name = if line.server.is_empty() { say(&line.name) } else { say(&format!("{} ({})", line.name, line.server)) };
        let numbers = numbers(&line.counts, people).into_iter().map(|(_, count)| say(&grouped(count)));
        let took = people.then(|| span(line.answers.median(), language));
        [name].into_iter().chain(numbers).chain(took).collect()
    });
    let headings = numbers(&Counts::default(), people).into_iter();
    let headings = headings.map(|((japanese, english), _)| Column::of_numbers(language.pick(japanese, english)));
    let took = people.then(|| Column::of_numbers(language.pick("回答（中央値）", "Median answer")));
    let columns = [Column::new(language.pick("名前", "Name"), 1)].into_iter().chain(headings).chain(took).collect();
    let more = lines.count.saturating_sub(u64::try_from(lines.lines.len()).unwrap_or(u64::MAX));
    let left =
        (more > 0).then(|| Block::Note(say(&language.pick(format!("ほか{more}件は省略しました。"), format!("{more} more are left out.")))));
    [Block::Ranks(Ranks { ranks }), Block::Table(columns, rows.collect())].into_iter().chain(left).collect()
}

fn proof(summary: &Summary, language: Language) -> Section {
    let ledger = &summary.ledger;
    let size = grouped(ledger.size);
    let facts = vec![
        (language.pick("台帳", "Ledger").to_owned(), code(&ledger.name)),
        (language.pick("記録の数", "Entries").to_owned(), say(&size)),
        (language.pick("ルート", "Root").to_owned(), code(&ledger.root)),
        (language.pick("署名鍵", "Key").to_owned(), code(&ledger.key_id)),
    ];
    let how = language.pick(
        "この PDF には、このファイル全体の証明（report.tlog-proof）が添付されています。台帳の公開鍵があれば、関所がなくても確かめられます。内容を1文字でも変えると、確認に失敗します。",
        "Inside this PDF is the proof of the whole file (report.tlog-proof). Whoever has the ledger’s public key can check it \
         without Sekisho. If anything in the file is changed, the check fails.",
    );
    Section {
        title: language.pick("台帳による証明", "Proof by the ledger").to_owned(),
        blocks: vec![Block::Facts(facts), Block::Note(say(how))],
    }
}
