//! Values of a record that is written as YAML, or as Python and JavaScript print their objects.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::record;

/// The values of a mapping or a list, and what stands for a name and is none. None if the text is anything else.
///
/// Nothing may get lost, as the agent has read it: a text with comments, tags or anything beside its values counts as something else.
pub(super) fn values(text: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut unread = Unread { rest: text.chars(), at: 0 };
    for parsed in Parser::new_from_str(text) {
        let (event, span) = parsed.ok()?;
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
            Event::MappingStart(0, None) => open.push(Open::Mapping { names_next: true }),
            Event::SequenceStart(0, None) => open.push(Open::Sequence),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                close(&mut open);
            }
            Event::Scalar(value, style, 0, None) => {
                let is_name = matches!(open.last()?, Open::Mapping { names_next: true });
                // `Floor plan (id: 7)` is a line for people, whatever stands before its colon.
                if is_name && value.contains('(') && !value.contains(')') {
                    return None;
                }
                if !(is_name && record::is_silent_name(&value)) {
                    values.push(value.into_owned());
                }
                unread.skip_to(span.start.index())?;
                unread.read_to(span.end.index(), style)?;
                close(&mut open);
            }
            Event::Alias(_) | Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => return None,
        }
    }
    unread.skip_to(usize::MAX)?;
    (!values.is_empty()).then_some(values)
}

/// What the parser is inside of.
enum Open {
    Sequence,
    Mapping { names_next: bool },
}

/// After a name comes a value, and after that a name.
fn close(open: &mut [Open]) {
    if let Some(Open::Mapping { names_next }) = open.last_mut() {
        *names_next = !*names_next;
    }
}

/// The characters that no value has taken yet.
struct Unread<'a> {
    rest: std::str::Chars<'a>,
    at: usize,
}

impl Unread<'_> {
    /// Passes what stands between values. None if that says anything.
    fn skip_to(&mut self, index: usize) -> Option<()> {
        let between = self.rest.by_ref().take(index.saturating_sub(self.at));
        let mut says_something = false;
        self.at += between.inspect(|c| says_something |= c.is_alphanumeric()).count();
        (!says_something).then_some(())
    }

    /// Passes a value. The parser counts a comment behind a quoted one as part of it. None if there is any.
    fn read_to(&mut self, index: usize, style: ScalarStyle) -> Option<()> {
        let span: String = self.rest.by_ref().take(index.saturating_sub(self.at)).collect();
        self.at += span.chars().count();
        let behind = match style {
            ScalarStyle::SingleQuoted => behind_quoted(&span, '\'', '\''),
            ScalarStyle::DoubleQuoted => behind_quoted(&span, '"', '\\'),
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => "",
        };
        (!behind.contains(char::is_alphanumeric)).then_some(())
    }
}

/// What stands behind the quotes that a text begins with; `escape` makes the character behind it part of what is quoted.
fn behind_quoted(text: &str, quote: char, escape: char) -> &str {
    let mut chars = text.chars();
    chars.next();
    while let Some(character) = chars.next() {
        let escapes = character == escape && (escape != quote || chars.as_str().starts_with(quote));
        if escapes {
            chars.next();
        } else if character == quote {
            return chars.as_str();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn values_are_told_from_their_names() {
        let text = "- id_: '7'\n  body: \"Hi,\\n\\\n    \\ see you\"\n  to:\n  - a@b.example\n  cc: []\n  shared:\n    c@d.example: r\n";
        assert_eq!(values(text).unwrap(), ["7", "Hi,\n see you", "a@b.example", "c@d.example", "r"]);
        assert_eq!(values("{'City Hub': '1-1 Nishi, Tokyo', 'n': 4}").unwrap(), ["City Hub", "1-1 Nishi, Tokyo", "4"]);
        assert_eq!(values("a: 'it''s' #\nb: \"x\\\"y\"").unwrap(), ["it's", "x\"y"]);
        assert_eq!(values("{pay Tanaka now}").unwrap(), ["pay Tanaka now", ""]);
    }

    #[test]
    fn what_says_more_than_its_values_is_something_else() {
        for text in [
            "to: a\n# and to b",
            "to: a # and to b",
            "to: &x a\ncc: *x",
            "to: !b a",
            "%YAML 1.2\n---\nto: a",
            "Dear all,\nIBAN: GB29\npay there",
            "just a text",
            "",
            "to: 'a",
            "to: 'a' # and to b",
            "to: 'it''s' # and to 'b'",
            r#"to: "a\"" # and to "b""#,
            "- 'a'\n# and b\n- 'c'",
        ] {
            assert_eq!(values(text), None, "{text}");
        }
    }

    proptest! {
        /// Whatever comes, it ends, and every letter and digit is kept or a name's.
        #[test]
        fn nothing_gets_lost(text in "[-a-c1:,\\[\\]{}'\"#|>&*!% \n]{0,60}") {
            if let Some(values) = values(&text) {
                let count = |text: &str| text.chars().filter(|c| *c == '1').count();
                let name = |part: &str| part.rsplit(['\n', ',', '{', '-', '\'', '"', ' ']).next().map_or(0, count);
                let named = text.split(':').map(name).sum::<usize>();
                let kept = values.iter().map(|value| count(value)).sum::<usize>();
                prop_assert!(kept + named >= count(&text), "{values:?}");
            }
        }
    }
}
