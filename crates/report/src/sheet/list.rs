//! The list of decisions: one row each, with columns that can be sorted and filtered. Where a sheet ends, another begins.

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{
    style::{Style, TEXT_MAX, Word, split},
    words,
};
use crate::period::Decision;

/// The rows of a sheet, with its heading.
const ROWS_MAX: u32 = 1_048_576;

/// The columns in their order, with their widths. The last one goes on in the next columns where a cell is too short for it.
const COLUMNS: [(Word, f64); 22] = [
    (("申請ID", "Action"), 38.0),
    (("受付日時", "Received"), 19.0),
    (("決裁日時", "Decided"), 19.0),
    (("決裁", "Decision"), 11.0),
    (("決裁の種類", "Decided by"), 15.0),
    (("決裁者・ルール", "Who or what decided"), 22.0),
    (("理由", "Reason"), 34.0),
    (("エージェント", "Agent"), 20.0),
    (("ツール", "Tool"), 20.0),
    (("サーバー", "Server"), 14.0),
    (("操作の種類", "Effect"), 14.0),
    (("取り消し", "Undo"), 16.0),
    (("金額", "Amount"), 16.0),
    (("通貨", "Currency"), 9.0),
    (("リスク", "Risk"), 8.0),
    (("リスク区分", "Risk level"), 11.0),
    (("判定", "Verdict"), 14.0),
    (("実行許可日時", "Let run"), 19.0),
    (("結果", "Outcome"), 11.0),
    (("結果の報告（エージェント）", "Outcome, as the agent told"), 30.0),
    (("ダイジェスト（SHA-256）", "Digest (SHA-256)"), 66.0),
    (("引数（長いものは右の列に続きます）", "Arguments (long ones go on to the right)"), 60.0),
];

/// Where the list is.
pub(super) struct List {
    sheet: usize,
    sheets: u32,
    row: u32,
    rows_max: u32,
}

impl List {
    pub(super) fn begin(workbook: &mut Workbook, style: &Style) -> Result<Self, XlsxError> {
        let mut list = Self { sheet: 0, sheets: 0, row: 0, rows_max: ROWS_MAX };
        list.open(workbook, style)?;
        Ok(list)
    }

    #[cfg(test)]
    pub(super) fn limit(&mut self, rows_max: u32) {
        self.rows_max = rows_max;
    }

    fn open(&mut self, workbook: &mut Workbook, style: &Style) -> Result<(), XlsxError> {
        self.sheet = workbook.worksheets().len();
        self.sheets += 1;
        let (name, sheet) = (style.pick(words::DECISIONS), workbook.add_worksheet_with_constant_memory()?);
        sheet.set_name(if self.sheets == 1 { name.to_owned() } else { format!("{name} {}", self.sheets) })?;
        for (column, (_, width)) in (0..).zip(COLUMNS) {
            sheet.set_column_width(column, width)?;
        }
        style.heading(sheet, 0, &COLUMNS.map(|(word, _)| word))?;
        sheet.set_freeze_panes(1, 1)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        self.row = 1;
        Ok(())
    }

    pub(super) fn add(&mut self, workbook: &mut Workbook, style: &Style, decision: &Decision) -> Result<(), XlsxError> {
        if self.row == self.rows_max {
            self.end(workbook)?;
            self.open(workbook, style)?;
        }
        write(workbook.worksheet_from_index(self.sheet)?, style, self.row, decision)?;
        self.row += 1;
        Ok(())
    }

    /// The filter's range is known once the sheet is full.
    pub(super) fn end(&mut self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let last = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
        workbook.worksheet_from_index(self.sheet)?.autofilter(0, 0, self.row - 1, last).map(drop)
    }
}

fn write(sheet: &mut Worksheet, style: &Style, row: u32, decision: &Decision) -> Result<(), XlsxError> {
    let language = style.language();
    style.text(sheet, row, 0, &decision.action.to_string())?;
    style.moment(sheet, row, 1, decision.received_at)?;
    style.moment(sheet, row, 2, decision.decided_at)?;
    let words = [
        (3, words::decided(decision.decision, language)),
        (4, decision.decided_by.map_or("", |by| words::decided_by(by, language))),
        (5, &decision.decider),
        (6, &decision.reason),
        (7, &decision.agent),
        (8, &decision.tool),
        (9, &decision.server),
        (10, words::effect(decision.effect, language)),
        (11, words::reversibility(decision.reversibility, language)),
        (13, decision.currency.as_deref().unwrap_or_default()),
        (15, words::level(decision.risk_level, language)),
        (16, words::verdict(decision.verdict, language)),
        (18, decision.succeeded.map_or("", |succeeded| words::outcome(succeeded, language))),
        (19, &decision.outcome_note),
        (20, &decision.digest),
    ];
    if let Some(amount) = decision.amount {
        style.amount(sheet, row, 12, amount)?;
    }
    style.count(sheet, row, 14, decision.risk.into())?;
    if let Some(at) = decision.consumed_at {
        style.moment(sheet, row, 17, at)?;
    }
    for (column, text) in words {
        style.text(sheet, row, column, text)?;
    }
    if decision.erased_at.is_some() {
        style.text(sheet, row, 21, style.pick(("消去済み", "Erased")))?;
    }
    let (mut rest, mut column) = (decision.arguments.as_str(), 21);
    while !rest.is_empty() {
        let (part, more) = split(rest, TEXT_MAX);
        sheet.write_string_with_format(row, column, part, &style.plain)?;
        (rest, column) = (more, column + 1);
    }
    Ok(())
}
