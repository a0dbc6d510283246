//! What stands on pages, piece by piece.

use typst::foundations::{Array, Dict, Value};

use super::{Bars, Ranks, Say, Seal};

/// One piece.
pub(crate) enum Block {
    /// Names and what belongs to them.
    Facts(Vec<Row>),
    /// The same, and none of it is checked.
    Claims(Vec<Row>),
    /// Values of a JSON text, parents before their children.
    Lines(Vec<Line>),
    /// What a score is made of.
    Points(Vec<(u8, u8, Say)>),
    /// A table, whose head is repeated on each page.
    Table(Vec<Column>, Vec<Vec<Say>>),
    /// The same for very many rows, smaller.
    List(Vec<Column>, Vec<Vec<Say>>),
    /// A large number for each of several things.
    Figures(Vec<(String, Say, Say)>),
    /// What happened on each day.
    Bars(Bars),
    /// How much of each.
    Ranks(Ranks),
    /// A remark.
    Note(Say),
    /// What comes next is smaller.
    Title(String),
    /// A QR code, beside facts.
    Code(Value, Vec<Row>),
}

/// A name and what belongs to it.
pub(crate) type Row = (String, Say);

/// A value of a JSON text.
pub(crate) struct Line {
    pub(crate) depth: u32,
    pub(crate) key: Say,
    pub(crate) value: Say,
    /// Whether the value is a text, and not a number or a word.
    pub(crate) text: bool,
    /// Whether it is too long to stand beside its name.
    pub(crate) long: bool,
}

/// A column of a table.
pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) align: Align,
    /// How wide, beside the others; as wide as what is in it, if zero.
    pub(crate) share: u8,
}

/// To which side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Start,
    End,
}

/// One place of the stamps.
pub(crate) struct Station {
    pub(crate) title: String,
    pub(crate) seal: Option<Seal>,
    pub(crate) word: Say,
    pub(crate) name: Say,
    pub(crate) when: Say,
}

/// Text of ours as a value.
pub(crate) fn text(text: &str) -> Value {
    Value::Str(text.into())
}

/// Named values.
pub(crate) fn dict<const N: usize>(values: [(&str, Value); N]) -> Value {
    Value::Dict(values.into_iter().map(|(key, value)| (key.into(), value)).collect::<Dict>())
}

pub(crate) fn list(values: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(values.into_iter().collect::<Array>())
}

fn rows(rows: Vec<Row>) -> Value {
    list(rows.into_iter().map(|(name, said)| list([text(&name), said.value()])))
}

fn table(columns: Vec<Column>, rows: Vec<Vec<Say>>) -> Value {
    let cells = rows.into_iter().map(|row| list(row.into_iter().map(Say::value)));
    dict([("columns", list(columns.into_iter().map(Column::value))), ("rows", list(cells))])
}

impl Block {
    pub(crate) fn value(self) -> Value {
        let (kind, values) = match self {
            Self::Facts(facts) => ("facts", rows(facts)),
            Self::Claims(facts) => ("claims", rows(facts)),
            Self::Lines(lines) => ("lines", list(lines.into_iter().map(Line::value))),
            Self::Points(points) => {
                let point =
                    |(points, most, said): (u8, u8, Say)| list([Value::Int(i64::from(points)), Value::Int(i64::from(most)), said.value()]);
                ("points", list(points.into_iter().map(point)))
            }
            Self::Table(columns, rows) => ("table", table(columns, rows)),
            Self::List(columns, rows) => ("list", table(columns, rows)),
            Self::Figures(figures) => {
                ("figures", list(figures.into_iter().map(|(name, said, note)| list([text(&name), said.value(), note.value()]))))
            }
            Self::Bars(bars) => ("bars", bars.value()),
            Self::Ranks(ranks) => ("ranks", ranks.value()),
            Self::Note(said) => ("note", said.value()),
            Self::Title(title) => ("title", text(&title)),
            Self::Code(squares, facts) => ("code", dict([("squares", squares), ("facts", rows(facts))])),
        };
        dict([("kind", text(kind)), ("of", values)])
    }
}

impl Line {
    fn value(self) -> Value {
        dict([
            ("depth", Value::Int(i64::from(self.depth))),
            ("key", self.key.value()),
            ("value", self.value.value()),
            ("text", Value::Bool(self.text)),
            ("long", Value::Bool(self.long)),
        ])
    }
}

impl Column {
    pub(crate) fn new(title: &str, share: u8) -> Self {
        Self { title: title.to_owned(), align: Align::Start, share }
    }

    /// A column of numbers.
    pub(crate) fn of_numbers(title: &str) -> Self {
        Self { title: title.to_owned(), align: Align::End, share: 0 }
    }

    fn value(self) -> Value {
        let end = self.align == Align::End;
        dict([("title", text(&self.title)), ("end", Value::Bool(end)), ("share", Value::Int(i64::from(self.share)))])
    }
}

impl Station {
    pub(crate) fn value(self) -> Value {
        dict([
            ("title", text(&self.title)),
            ("seal", self.seal.map_or(Value::None, |seal| seal.value())),
            ("word", self.word.value()),
            ("name", self.name.value()),
            ("when", self.when.value()),
        ])
    }
}

/// A part of a document with a title of its own.
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

impl Section {
    pub(crate) fn value(self) -> Value {
        dict([("title", text(&self.title)), ("blocks", list(self.blocks.into_iter().map(Block::value)))])
    }
}
