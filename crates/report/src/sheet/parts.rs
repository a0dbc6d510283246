//! The second sheet: the figures by agent, tool, rule, signal and person, in one table that can be filtered.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{
    style::{Style, Word},
    summary::COUNTED,
};
use crate::period::Summary;

const AGENT: Word = ("エージェント", "Agent");
const TOOL: Word = ("ツール", "Tool");
const RULE: Word = ("ルール", "Rule");
const SIGNAL: Word = ("兆候", "Signal");
const PERSON: Word = ("担当者", "Person");

pub(super) fn write(sheet: &mut Worksheet, style: &Style, summary: &Summary) -> Result<(), XlsxError> {
    let parts = [
        (AGENT, &summary.agents),
        (TOOL, &summary.tools),
        (RULE, &summary.rules),
        (SIGNAL, &summary.signals),
        (PERSON, &summary.reviewers),
    ];
    let before = [("区分", "By"), ("名前", "Name"), ("サーバー", "Server")];
    let after = [
        ("回答数", "Answers"),
        ("回答時間（中央値）", "To answer, median"),
        ("回答時間（90％）", "To answer, nine of ten"),
        ("回答時間（最長）", "To answer, longest"),
    ];
    let words: Vec<Word> = before.into_iter().chain(COUNTED.map(|(word, _)| word)).chain(after).collect();
    style.heading(sheet, 0, &words)?;
    for (column, _) in (0..).zip(&words) {
        sheet.set_column_width(column, if column == 1 { 30 } else { 14 })?;
    }
    let mut row = 0;
    let mut left_out = Vec::new();
    for (by, lines) in parts {
        for line in &lines.lines {
            row += 1;
            style.text(sheet, row, 0, style.pick(by))?;
            style.text(sheet, row, 1, &line.name)?;
            style.text(sheet, row, 2, &line.server)?;
            let mut column = 3;
            for (_, of) in COUNTED {
                style.count(sheet, row, column, of(&line.counts))?;
                column += 1;
            }
            if line.answers.count() > 0 {
                style.count(sheet, row, column, line.answers.count())?;
            }
            for (column, span) in (column + 1..).zip([line.answers.median(), line.answers.p90(), line.answers.longest()]) {
                style.span(sheet, row, column, span)?;
            }
        }
        let more = lines.count.saturating_sub(u64::try_from(lines.lines.len()).unwrap_or(u64::MAX));
        left_out.extend((more > 0).then_some((by, more)));
    }
    let last = u16::try_from(words.len() - 1).unwrap_or_default();
    sheet.autofilter(0, 0, row, last)?.set_freeze_panes(1, 2)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    row += 1;
    for (by, more) in left_out {
        row += 1;
        let by = style.pick(by);
        style.text(
            sheet,
            row,
            0,
            &style.language().pick(format!("{by}：ほか{more}件は省略"), format!("{by}: {more} more are left out")),
        )?;
    }
    Ok(())
}
