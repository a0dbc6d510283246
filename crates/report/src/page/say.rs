//! Text as a value of a layout. What hides, and what the faces have no image of, becomes a mark; so nothing is dropped, and nothing is
//! read as anything but text.

use sekisho_core::shown::{Shown, Span};
use typst::foundations::{Array, Dict, Value};

use super::fonts;

/// How many characters may stand without a place where a line can end.
const UNBROKEN_MAX: usize = 16;

/// A text that a layout shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Say(Array);

/// A text of ours or of anybody's.
pub(crate) fn say(text: &str) -> Say {
    words(&Shown::new(text))
}

/// A text whose hidden characters are marks already.
pub(crate) fn words(shown: &Shown) -> Say {
    let mut said = Pieces::default();
    for span in &shown.0 {
        match span {
            Span::Text { text } => text.chars().for_each(|character| said.push(character)),
            Span::Mark { code } => said.mark(code.clone()),
        }
    }
    said.finish()
}

/// A text in letters of one width, such as a hash.
pub(crate) fn code(text: &str) -> Say {
    let Say(pieces) = say(text);
    let value = piece("code", Value::Array(pieces));
    Say(Array::from_iter([value]))
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

/// The pieces of a text: plain ones, runs of marks, ends of lines, and gaps of no width where a line may end.
#[derive(Default)]
struct Pieces {
    done: Array,
    text: String,
    marks: Vec<String>,
    unbroken: usize,
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
        if self.unbroken == UNBROKEN_MAX {
            // No character: whoever copies a hash out of a page gets the hash.
            self.end();
            self.done.push(piece("gap", Value::None));
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
        assert_eq!(told(&"x".repeat(40)).matches("gap").count(), 2);
    }
}
