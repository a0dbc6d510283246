//! Text from outside, made safe to look at: what cannot be seen, or changes how the rest is read, becomes a mark of its own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A text to show, in pieces. Only [`Span::Text`] holds characters of the original.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Shown(pub Vec<Span>);

/// One piece of a shown text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Span {
    /// Characters that look like what they are.
    Text {
        /// The characters.
        text: String,
    },
    /// One character that would be invisible or would change the order or look of the others.
    Mark {
        /// Its code point, such as `U+202E`.
        code: String,
    },
}

impl Shown {
    /// Makes `text` safe to look at. Line breaks stay; every other control, and every character without an image of its own, is marked.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut spans = Vec::new();
        let mut plain = String::new();
        for character in text.chars() {
            if is_visible(character) {
                plain.push(character);
            } else {
                if !plain.is_empty() {
                    spans.push(Span::Text { text: std::mem::take(&mut plain) });
                }
                spans.push(Span::Mark { code: format!("U+{:04X}", u32::from(character)) });
            }
        }
        if !plain.is_empty() {
            spans.push(Span::Text { text: plain });
        }
        Self(spans)
    }

    /// The text on one plain line, for a terminal, a notification or a table: marks as `<U+202E>`, line breaks as spaces.
    #[must_use]
    pub fn to_line(&self) -> String {
        let mut line = String::new();
        for span in &self.0 {
            match span {
                Span::Text { text } => line.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c })),
                Span::Mark { code } => {
                    line.push('<');
                    line.push_str(code);
                    line.push('>');
                }
            }
        }
        line
    }
}

/// Whether a character shows itself and leaves its neighbours alone.
#[must_use]
pub fn is_visible(character: char) -> bool {
    if character == '\n' {
        return true;
    }
    !(character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{a0}' | '\u{1680}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_marked() {
        let line = |text: &str| Shown::new(text).to_line();
        assert_eq!(line("pay\u{202e}gpj.exe"), "pay<U+202E>gpj.exe");
        assert_eq!(line("a\u{200b}b\u{1b}[31m\u{e0041}\r\t"), "a<U+200B>b<U+001B>[31m<U+E0041><U+000D><U+0009>");
        assert_eq!(line("二行\n目"), "二行 目");
    }

    #[test]
    fn what_shows_is_left_alone() {
        for text in ["発注書（写し）を送信　する", "<b>not a tag</b>", "naïve café 🙂", "ｶﾅ ①"] {
            assert_eq!(Shown::new(text), Shown(vec![Span::Text { text: text.to_owned() }]), "{text}");
        }
    }
}
