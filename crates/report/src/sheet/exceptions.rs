//! The third sheet: what went otherwise than it usually does, and what was changed, in one table that can be filtered.

use chrono::TimeDelta;
use rust_xlsxwriter::{Worksheet, XlsxError};
use sekisho_core::time::Time;

use super::{
    style::{Style, Word},
    words,
};
use crate::{
    Language,
    period::{Change, Changed, Halt, HaltScope, Listed, Subject, Summary, Why},
};

const EXPIRED: Word = ("期限切れ", "Expired");
const OVERRIDE: Word = ("特例の承認", "Override");
const DEVIATION: Word = ("相違", "Deviation");
const HARMFUL: Word = ("有害", "Harmful");
const HALT: Word = ("緊急停止", "Halt");
const DRILL: Word = ("訓練", "Drill");
const CHANGE: Word = ("変更", "Change");

/// The columns in their order, with their widths.
const COLUMNS: [(Word, u16); 12] = [
    (("区分", "Kind"), 14),
    (("日時", "When"), 19),
    (("担当", "Who"), 20),
    (("エージェント", "Agent"), 20),
    (("ツール", "Tool"), 20),
    (("金額", "Amount"), 16),
    (("通貨", "Currency"), 9),
    (("リスク", "Risk"), 8),
    (("内容", "What"), 50),
    (("理由・メモ", "Note"), 40),
    (("継続時間", "How long"), 12),
    (("申請ID", "Action"), 38),
];

/// One row.
#[derive(Default)]
pub(crate) struct Row<'a> {
    pub(crate) who: String,
    subject: Option<&'a Subject>,
    pub(crate) what: String,
    pub(crate) note: String,
    stood: Option<TimeDelta>,
}

pub(super) fn write(sheet: &mut Worksheet, style: &Style, summary: &Summary) -> Result<(), XlsxError> {
    style.heading(sheet, 0, &COLUMNS.map(|(word, _)| word))?;
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    let language = style.language();
    let mut table = Table { sheet, style, row: 0, left_out: Vec::new() };
    table.all(EXPIRED, &summary.expired, |one| (one.at, Row { subject: Some(&one.subject), ..Row::default() }))?;
    table.all(OVERRIDE, &summary.overrides, |one| {
        let ahead = one.ahead.then(|| words::decided_by(crate::period::DecidedBy::Grant, language).to_owned());
        let why = one.why.iter().map(|why| said(why, language)).chain(ahead).collect::<Vec<_>>().join(language.pick("、", "; "));
        (one.at, Row { who: one.by.clone(), subject: Some(&one.subject), what: why, note: one.note.clone(), stood: None })
    })?;
    table.all(DEVIATION, &summary.deviations, |one| {
        let told = one.deviations.iter().map(|deviation| words::deviation(deviation, one.told_by.as_deref(), language));
        let what = told.collect::<Vec<_>>().join(language.pick("、", "; "));
        (one.at, Row { subject: Some(&one.subject), what, ..Row::default() })
    })?;
    table.all(HARMFUL, &summary.harmful, |one| {
        (one.at, Row { who: one.by.clone(), subject: Some(&one.subject), note: one.note.clone(), ..Row::default() })
    })?;
    let is_drill = |halt: &Halt| if halt.drill { DRILL } else { HALT };
    for halt in &summary.halts.items {
        table.add(is_drill(halt), halt.since, &halted(halt, summary.made_at, language))?;
    }
    table.left_out(HALT, summary.halts.more());
    table.all(CHANGE, &summary.changes, |change| {
        let who = change.by.clone().unwrap_or_default();
        (change.at, Row { who, what: changed(change, language), note: change.note.clone(), ..Row::default() })
    })?;
    table.end()
}

struct Table<'a> {
    sheet: &'a mut Worksheet,
    style: &'a Style,
    row: u32,
    left_out: Vec<(Word, u64)>,
}

impl Table<'_> {
    fn all<T>(&mut self, kind: Word, listed: &Listed<T>, row: impl Fn(&T) -> (Time, Row<'_>)) -> Result<(), XlsxError> {
        for item in &listed.items {
            let (at, row) = row(item);
            self.add(kind, at, &row)?;
        }
        self.left_out(kind, listed.more());
        Ok(())
    }

    fn left_out(&mut self, kind: Word, more: u64) {
        self.left_out.extend((more > 0).then_some((kind, more)));
    }

    fn add(&mut self, kind: Word, at: Time, row: &Row<'_>) -> Result<(), XlsxError> {
        self.row += 1;
        let (style, place) = (self.style, self.row);
        style.text(self.sheet, place, 0, style.pick(kind))?;
        style.moment(self.sheet, place, 1, at)?;
        style.text(self.sheet, place, 2, &row.who)?;
        style.text(self.sheet, place, 8, &row.what)?;
        style.text(self.sheet, place, 9, &row.note)?;
        style.span(self.sheet, place, 10, row.stood)?;
        let Some(subject) = row.subject else { return Ok(()) };
        style.text(self.sheet, place, 3, &subject.agent)?;
        style.text(self.sheet, place, 4, &subject.tool)?;
        if let Some(amount) = subject.amount {
            style.amount(self.sheet, place, 5, amount)?;
        }
        style.text(self.sheet, place, 6, subject.currency.as_deref().unwrap_or_default())?;
        style.count(self.sheet, place, 7, subject.risk.into())?;
        style.text(self.sheet, place, 11, &subject.action.to_string())
    }

    fn end(self) -> Result<(), XlsxError> {
        let (sheet, style, mut row) = (self.sheet, self.style, self.row);
        let last = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
        sheet.autofilter(0, 0, row, last)?.set_freeze_panes(1, 0)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        row += 1;
        for (kind, more) in self.left_out {
            row += 1;
            let kind = style.pick(kind);
            let line = style.language().pick(format!("{kind}：ほか{more}件は省略"), format!("{kind}: {more} more are left out"));
            style.text(sheet, row, 0, &line)?;
        }
        Ok(())
    }
}

pub(crate) fn said(why: &Why, language: Language) -> String {
    match why {
        Why::Risk(level) => {
            let level = words::level(*level, language);
            language.pick(format!("リスク：{level}"), format!("risk: {level}"))
        }
        Why::Detour(detour) => words::detour(detour, language),
    }
}

pub(crate) fn halted(halt: &Halt, now: Time, language: Language) -> Row<'static> {
    let scope = match &halt.scope {
        HaltScope::Everything => language.pick("すべて", "everything").to_owned(),
        HaltScope::Group(group) => language.pick(format!("グループ「{group}」"), format!("group “{group}”")),
        HaltScope::Agent(agent) => language.pick(format!("エージェント「{agent}」"), format!("agent “{agent}”")),
        HaltScope::Tool(tool, None) => language.pick(format!("ツール「{tool}」"), format!("tool “{tool}”")),
        HaltScope::Tool(tool, Some(server)) => language.pick(format!("ツール「{tool}」（{server}）"), format!("tool “{tool}” on {server}")),
        HaltScope::Session(agent, session) => {
            language.pick(format!("「{agent}」のセッション「{session}」"), format!("session “{session}” of “{agent}”"))
        }
    };
    let end = halt.lifted.as_ref().map(|lifted| {
        let by = lifted.asked_by.iter().chain([&lifted.by]).cloned().collect::<Vec<_>>().join(language.pick("、", ", "));
        language.pick(format!("再開：{by}（{}）", lifted.reason), format!("resumed by {by}: {}", lifted.reason))
    });
    let end = end.unwrap_or_else(|| language.pick("停止中", "still stands").to_owned());
    Row {
        who: halt.by.clone().unwrap_or_else(|| language.pick("HALTファイル", "the file HALT").to_owned()),
        subject: None,
        what: language.pick(format!("{scope}、{end}"), format!("{scope}; {end}")),
        note: halt.reason.clone().unwrap_or_default(),
        stood: Some(halt.stood(now)),
    }
}

pub(crate) fn changed(change: &Change, language: Language) -> String {
    match &change.what {
        Changed::Standards { edition, rules, guardrails, scorecard } => {
            let words = [(rules, ("ルール", "rules")), (guardrails, ("ガードレール", "guardrails")), (scorecard, ("採点表", "scorecard"))];
            let which = words.into_iter().filter(|(is, _)| **is).map(|(_, (japanese, english))| language.pick(japanese, english));
            let which = which.collect::<Vec<_>>().join(language.pick("・", ", "));
            language.pick(format!("{which}：第{edition}版"), format!("{which}: edition {edition}"))
        }
        Changed::Chart { edition } => language.pick(format!("組織図：第{edition}版"), format!("organisation chart: edition {edition}")),
        Changed::BudgetSet { name, limit } => {
            let limit = format!("{} {}", limit.value(), limit.currency());
            language.pick(format!("予算「{name}」：{limit}"), format!("budget “{name}”: {limit}"))
        }
        Changed::BudgetEnded { name } => language.pick(format!("予算「{name}」：終了"), format!("budget “{name}” ended")),
        Changed::Organisation => language.pick("タイムゾーン・勤務時間", "time zone or working hours").to_owned(),
        Changed::SecondPerson(required) => language
            .pick(
                if *required { "再開には管理者2人が必要" } else { "再開は管理者1人で可能" },
                if *required { "resuming needs two administrators" } else { "resuming needs one administrator" },
            )
            .to_owned(),
    }
}
