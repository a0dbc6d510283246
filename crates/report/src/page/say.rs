//! Text as a value of a layout. What hides, and what the faces have no image of, becomes a mark; so nothing is dropped, and nothing is
//! read as anything but text.

use sekisho_core::shown::{Shown, Span};
use typst::foundations::{Array, Dict, Value};

use super::fonts;

/// How many characters may stand without a place where a line can end.
const UNBROKEN_MAX: usize = 16;

/// The same of a hash, a name or an id in a wide place. It stays whole, so that whoever copies a hash out of a page gets the hash.
const WHOLE_MAX: usize = 72;

/// Where a line may end, and nothing is seen if it does not.
const BREAK: char = '\u{200b}';

/// A text that a layout shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Say(Array);

/// A text of ours or of anybody's.
pub(crate) fn say(text: &str) -> Say {
    pieces(&Shown::new(text), UNBROKEN_MAX)
}

/// A text whose hidden characters are marks already.
pub(crate) fn words(shown: &Shown) -> Say {
    pieces(shown, UNBROKEN_MAX)
}

fn pieces(shown: &Shown, unbroken_max: usize) -> Say {
    let mut said = Pieces { unbroken_max, ..Pieces::default() };
    for span in &shown.0 {
        match span {
            Span::Text { text } => text.chars().for_each(|character| said.push(character)),
            Span::Mark { code } => said.mark(code.clone()),
        }
    }
    said.finish()
}

/// A text in letters of one width, such as a hash, in a wide place.
pub(crate) fn code(text: &str) -> Say {
    one_width(pieces(&Shown::new(text), WHOLE_MAX))
}

/// The same in a cell.
pub(crate) fn short_code(text: &str) -> Say {
    one_width(say(text))
}

fn one_width(Say(pieces): Say) -> Say {
    Say(Array::from_iter([piece("code", Value::Array(pieces))]))
}

impl Say {
    /// This and then `other`.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(crate) fn value(self) -> Value {
        Value::Array(self.0)
    }
}

fn piece(kind: &str, value: Value) -> Value {
    Value::Dict(Dict::from_iter([(kind.into(), value)]))
}

/// The pieces of a text: plain ones, runs of marks, and ends of lines.
#[derive(Default)]
struct Pieces {
    done: Array,
    text: String,
    marks: Vec<String>,
    unbroken: usize,
    unbroken_max: usize,
}

impl Pieces {
    fn push(&mut self, character: char) {
        if character == '\n' {
            self.end();
            self.done.push(piece("line", Value::None));
            self.unbroken = 0;
            return;
        }
        if !fonts::has(character) {
            return self.mark(format!("U+{:04X}", u32::from(character)));
        }
        if !self.marks.is_empty() {
            self.end();
        }
        self.text.push(character);
        if character.is_whitespace() || u32::from(character) >= 0x3000 {
            self.unbroken = 0;
        } else {
            self.unbroken += 1;
        }
        if self.unbroken == self.unbroken_max {
            self.text.push(BREAK);
            self.unbroken = 0;
        }
    }

    fn mark(&mut self, code: String) {
        if !self.text.is_empty() {
            self.end();
        }
        self.marks.push(code);
        self.unbroken = 0;
    }

    fn end(&mut self) {
        if !self.text.is_empty() {
            self.done.push(Value::Str(std::mem::take(&mut self.text).into()));
        }
        if !self.marks.is_empty() {
            let marks = std::mem::take(&mut self.marks).join(" ");
            self.done.push(piece("mark", Value::Str(marks.into())));
        }
    }

    fn finish(mut self) -> Say {
        self.end();
        Say(self.done)
    }
}

#[cfg(test)]
mod tests {
    use typst::foundations::Repr;

    use super::*;

    fn told(text: &str) -> String {
        say(text).value().repr().to_string()
    }

    #[test]
    fn what_has_no_image_or_hides_is_a_mark_and_the_rest_is_text() {
        assert_eq!(told("髙橋"), r#"("髙橋",)"#);
        assert_eq!(told("a🙂b"), r#"("a", (mark: "U+1F642"), "b")"#);
        assert_eq!(told("กข\u{202e}x"), r#"((mark: "U+0E01 U+0E02 U+202E"), "x")"#);
        assert_eq!(told("a\nb"), r#"("a", (line: none), "b")"#);
        assert_eq!(told("#eval(\"1\")"), r##"("#eval(\"1\")",)"##);
    }

    #[test]
    fn long_runs_may_be_broken() {
        assert_eq!(told(&"x".repeat(40)).matches("200b").count(), 2);
    }
}
