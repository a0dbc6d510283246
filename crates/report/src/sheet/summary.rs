//! The first sheet: what the report is of, its figures, each day, and charts.

use rust_xlsxwriter::{Chart, ChartFormat, ChartSolidFill, ChartType, Color, Format, FormatAlign, Worksheet, XlsxError};

use super::{
    style::{Style, Word},
    words,
};
use crate::period::{Counts, Summary};

/// One of the counts.
type Of = fn(&Counts) -> u64;

/// What is counted, in the order of the columns.
pub(super) const COUNTED: [(Word, Of); 15] = [
    (("受付", "Actions"), |counts| counts.received),
    (("自動承認", "Passed"), |counts| counts.passed),
    (("人の確認", "Asked a person"), |counts| counts.held),
    (("拒否", "Blocked"), |counts| counts.blocked),
    (("承認", "Approved"), |counts| counts.approved),
    (("却下", "Denied"), |counts| counts.denied),
    (("期限切れ", "Expired"), |counts| counts.expired),
    (("取り下げ", "Withdrawn"), |counts| counts.cancelled),
    (("実行許可", "Let run"), |counts| counts.consumed),
    (("成功", "Done"), |counts| counts.succeeded),
    (("失敗", "Failed"), |counts| counts.failed),
    (("相違", "Deviated"), |counts| counts.deviated),
    (("良好", "Good"), |counts| counts.good),
    (("有害", "Harmful"), |counts| counts.harmful),
    (("誤検知", "False alarms"), |counts| counts.false_alarm),
];

const DAY: Word = ("日", "Day");
const SHARE: Word = ("人の確認に回った割合", "Share that reached people");

/// Passed, asked, blocked: calm, warm, dark, and of different brightness where there is no colour.
const PASSED: u32 = 0x009F_B8D0;
const ASKED: u32 = 0x00E0_8A2E;
const BLOCKED: u32 = 0x0050_2A4D;

/// The column of the share, after the day and the counts.
const SHARE_COLUMN: u16 = 16;

pub(super) fn write(sheet: &mut Worksheet, style: &Style, summary: &Summary) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 30)?.set_column_width(1, 36)?;
    for column in 2..=SHARE_COLUMN {
        sheet.set_column_width(column, 12)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, style.pick(words::TITLE), &style.title)?;
    let after = head(sheet, style, summary, 2)?;
    let after = figures(sheet, style, summary, after + 1)?;
    let first = after + 1;
    days(sheet, style, summary, first)?;
    charts(sheet, style, summary, first)
}

fn head(sheet: &mut Worksheet, style: &Style, summary: &Summary, mut row: u32) -> Result<u32, XlsxError> {
    let mut label = |sheet: &mut Worksheet, word: Word| {
        sheet.write_string_with_format(row, 0, style.pick(word), &style.label)?;
        row += 1;
        Ok::<_, XlsxError>(row - 1)
    };
    let (first, last) = summary.first_and_last();
    let left = |format: &Format| format.clone().set_align(FormatAlign::Left);
    let at = label(sheet, ("最初の日", "First day"))?;
    sheet.write_datetime_with_format(at, 1, first, &left(&style.date))?;
    let at = label(sheet, ("最後の日", "Last day"))?;
    sheet.write_datetime_with_format(at, 1, last, &left(&style.date))?;
    let at = label(sheet, ("タイムゾーン", "Time zone"))?;
    style.text(sheet, at, 1, summary.zone.name())?;
    let at = label(sheet, ("作成日時", "Made"))?;
    sheet.write_datetime_with_format(at, 1, style.there(summary.made_at), &left(&style.moment))?;
    let at = label(sheet, ("作成者", "Made by"))?;
    let hub = style.pick(("月次の自動作成", "the hub, as each month"));
    style.text(sheet, at, 1, summary.made_by.as_deref().unwrap_or(hub))?;
    let at = label(sheet, ("台帳", "Ledger"))?;
    style.text(sheet, at, 1, &summary.ledger.name)?;
    let at = label(sheet, ("台帳の件数", "Entries of the ledger"))?;
    style.count(sheet, at, 1, summary.ledger.size)?;
    sheet.set_cell_format(at, 1, &left(&style.count))?;
    let at = label(sheet, ("台帳のルート", "Root of the ledger"))?;
    sheet.write_string_with_format(at, 1, &summary.ledger.root, &style.plain.clone().set_text_wrap())?;
    // The root takes two lines.
    sheet.set_row_height(at, 28)?;
    let at = label(sheet, ("署名鍵のID", "Id of the key"))?;
    style.text(sheet, at, 1, &summary.ledger.key_id)?;
    Ok(row)
}

fn figures(sheet: &mut Worksheet, style: &Style, summary: &Summary, mut row: u32) -> Result<u32, XlsxError> {
    style.heading(sheet, row, &[("期間全体", "The whole period"), ("", "")])?;
    for (word, of) in COUNTED {
        row += 1;
        sheet.write_string_with_format(row, 0, style.pick(word), &style.label)?;
        style.count(sheet, row, 1, of(&summary.counts))?;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, style.pick(SHARE), &style.label)?;
    share(sheet, style, row, 1, &summary.counts)?;
    let answers = &summary.answers;
    let spans = [
        (("回答までの時間（中央値）", "Time to answer, median"), answers.median()),
        (("回答までの時間（90％）", "Time to answer, nine of ten"), answers.p90()),
        (("回答までの時間（最長）", "Time to answer, longest"), answers.longest()),
    ];
    for (word, span) in spans {
        row += 1;
        sheet.write_string_with_format(row, 0, style.pick(word), &style.label)?;
        style.span(sheet, row, 1, span)?;
    }
    Ok(row + 1)
}

fn share(sheet: &mut Worksheet, style: &Style, row: u32, column: u16, counts: &Counts) -> Result<(), XlsxError> {
    let Some(share) = counts.share_of_people() else { return Ok(()) };
    sheet.write_number_with_format(row, column, share, &style.share).map(drop)
}

fn days(sheet: &mut Worksheet, style: &Style, summary: &Summary, first: u32) -> Result<(), XlsxError> {
    let words: Vec<Word> = [DAY].into_iter().chain(COUNTED.map(|(word, _)| word)).chain([SHARE]).collect();
    style.heading(sheet, first, &words)?;
    for (row, (day, counts)) in (first + 1..).zip(&summary.days) {
        sheet.write_datetime_with_format(row, 0, *day, &style.date.clone().set_align(FormatAlign::Left))?;
        for (column, (_, of)) in (1..).zip(COUNTED) {
            style.count(sheet, row, column, of(counts))?;
        }
        share(sheet, style, row, SHARE_COLUMN, counts)?;
    }
    Ok(())
}

/// Draws what happened each day, from the table of the days that begins at `first`.
fn charts(sheet: &mut Worksheet, style: &Style, summary: &Summary, first: u32) -> Result<(), XlsxError> {
    let Some(last) = u32::try_from(summary.days.len()).ok().filter(|days| *days > 0).map(|days| first + days) else { return Ok(()) };
    let name = style.pick(words::SUMMARY);
    let mut verdicts = Chart::new(ChartType::ColumnStacked);
    for (column, color) in [(2, PASSED), (3, ASKED), (4, BLOCKED)] {
        verdicts
            .add_series()
            .set_name((name, first, column))
            .set_categories((name, first + 1, 0, last, 0))
            .set_values((name, first + 1, column, last, column))
            .set_format(&mut fill(color))
            .set_gap(40);
    }
    verdicts.title().set_name(style.pick(("日ごとの判定", "Verdicts by day")));
    let mut shares = Chart::new(ChartType::Column);
    shares
        .add_series()
        .set_name((name, first, SHARE_COLUMN))
        .set_categories((name, first + 1, 0, last, 0))
        .set_values((name, first + 1, SHARE_COLUMN, last, SHARE_COLUMN))
        .set_format(&mut fill(ASKED))
        .set_gap(40);
    shares.title().set_name(style.pick(SHARE));
    shares.legend().set_hidden();
    shares.y_axis().set_num_format("0%").set_min(0).set_max(1);
    for (chart, row) in [(&mut verdicts, 1), (&mut shares, 16)] {
        chart.x_axis().set_text_axis(true).set_num_format("m/d");
        chart.set_width(820).set_height(290);
        sheet.insert_chart(row, 3, chart)?;
    }
    Ok(())
}

fn fill(color: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(color)));
    format
}
