//! How cells look, and how times and amounts become what a sheet can count with.

use chrono::{NaiveDateTime, TimeDelta};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use sekisho_core::{calendar::Zone, time::Time};

use crate::{Language, inert};

/// How many digits a number in a sheet has (IEEE 754, as Excel shows it). What has more stays text.
const DIGITS_MAX: usize = 15;

/// The longest text of a cell, in UTF-16 units.
pub(super) const TEXT_MAX: usize = 32_767;

/// A word in Japanese and in English.
pub(super) type Word = (&'static str, &'static str);

/// The looks of a workbook in one language.
pub(super) struct Style {
    language: Language,
    zone: Zone,
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) label: Format,
    pub(super) plain: Format,
    pub(super) count: Format,
    pub(super) share: Format,
    pub(super) date: Format,
    pub(super) moment: Format,
    pub(super) span: Format,
    whole: Format,
    broken: Format,
}

impl Style {
    pub(super) fn new(language: Language, zone: Zone) -> Self {
        let base = || Format::new().set_font_name("Meiryo UI").set_font_size(10).set_align(FormatAlign::Top);
        Self {
            language,
            zone,
            title: base().set_bold().set_font_size(16),
            heading: base().set_bold().set_background_color(Color::RGB(0x00E8_ECF2)).set_border_bottom(FormatBorder::Thin).set_text_wrap(),
            label: base().set_font_color(Color::RGB(0x0055_5F6D)),
            plain: base(),
            count: base().set_num_format("#,##0"),
            share: base().set_num_format("0.0%"),
            date: base().set_num_format("yyyy-mm-dd"),
            moment: base().set_num_format("yyyy-mm-dd hh:mm:ss"),
            span: base().set_num_format("[h]:mm:ss"),
            whole: base().set_num_format("#,##0"),
            broken: base().set_num_format("#,##0.00##########"),
        }
    }

    pub(super) fn pick(&self, (japanese, english): Word) -> &'static str {
        self.language.pick(japanese, english)
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// What the organisation's clocks show at that time.
    pub(super) fn there(&self, time: Time) -> NaiveDateTime {
        self.zone.there(time).naive_local()
    }

    /// A text that nothing runs, whole or with a word on how much of it is missing.
    pub(super) fn text(&self, sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        let text = inert(text);
        let text = if units(&text) <= TEXT_MAX { text } else { self.shortened(&text) };
        sheet.write_string_with_format(row, column, text, &self.plain).map(drop)
    }

    fn shortened(&self, text: &str) -> String {
        let (start, rest) = split(text, TEXT_MAX - 100);
        let more = rest.chars().count();
        format!(
            "{start}{}",
            self.language.pick(
                format!("…（ほか{more}文字。JSONLの書き出しには全文があります）"),
                format!("… ({more} more characters; the export as JSONL has all of them)")
            )
        )
    }

    pub(super) fn heading(&self, sheet: &mut Worksheet, row: u32, words: &[Word]) -> Result<(), XlsxError> {
        for (column, word) in (0..).zip(words) {
            sheet.write_string_with_format(row, column, self.pick(*word), &self.heading)?;
        }
        Ok(())
    }

    pub(super) fn count(&self, sheet: &mut Worksheet, row: u32, column: u16, count: u64) -> Result<(), XlsxError> {
        #[expect(clippy::cast_precision_loss, reason = "nobody counts so far")]
        sheet.write_number_with_format(row, column, count as f64, &self.count).map(drop)
    }

    pub(super) fn moment(&self, sheet: &mut Worksheet, row: u32, column: u16, time: Time) -> Result<(), XlsxError> {
        sheet.write_datetime_with_format(row, column, self.there(time), &self.moment).map(drop)
    }

    pub(super) fn span(&self, sheet: &mut Worksheet, row: u32, column: u16, span: Option<TimeDelta>) -> Result<(), XlsxError> {
        let Some(span) = span else { return Ok(()) };
        #[expect(clippy::cast_precision_loss, reason = "a wait has an end")]
        sheet.write_number_with_format(row, column, span.num_seconds() as f64 / 86_400.0, &self.span).map(drop)
    }

    /// An amount as a number, or as text if it has more digits than a number keeps.
    pub(super) fn amount(&self, sheet: &mut Worksheet, row: u32, column: u16, amount: Decimal) -> Result<(), XlsxError> {
        let amount = amount.normalize();
        let digits = amount.mantissa().unsigned_abs().to_string().len();
        match amount.to_f64().filter(|_| digits <= DIGITS_MAX) {
            Some(number) => {
                let format = if amount.scale() == 0 { &self.whole } else { &self.broken };
                sheet.write_number_with_format(row, column, number, format).map(drop)
            }
            None => sheet.write_string_with_format(row, column, amount.to_string(), &self.plain).map(drop),
        }
    }
}

pub(super) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The start of a text that has so many UTF-16 units at the most, and the rest.
pub(super) fn split(text: &str, units_max: usize) -> (&str, &str) {
    let mut units = 0;
    let end = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > units_max
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}
