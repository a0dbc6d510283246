//! Seals 印影: what somebody's yes or no looks like on paper, drawn from their name.

use typst::foundations::{Array, Dict, Value};

use super::say::say;

/// The most characters of a name that a seal has place for. The name beside it is always whole.
const CHARS_MAX: usize = 12;

/// The most lines of a seal in letters.
const LINES_MAX: usize = 3;

/// What a stamp looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Round: a person's.
    Person,
    /// Square: no person's, but a rule's or a budget's.
    Rule,
}

/// A stamp.
#[derive(Debug, Clone)]
pub(crate) struct Seal {
    pub(crate) shape: Shape,
    /// The name, or what a rule did.
    pub(crate) name: String,
    /// The day, such as `2026.11.30`.
    pub(crate) day: String,
}

impl Seal {
    pub(crate) fn value(&self) -> Value {
        let columns = columns(&self.name);
        let upright = columns.is_some();
        let lines: Array = columns
            .unwrap_or_else(|| lines(&self.name))
            .into_iter()
            .map(
                |line| if upright { Value::Array(line.chars().map(|c| say(&c.to_string()).value()).collect()) } else { say(&line).value() },
            )
            .collect();
        let values = [
            ("round", Value::Bool(self.shape == Shape::Person)),
            ("upright", Value::Bool(upright)),
            ("lines", Value::Array(lines)),
            ("day", Value::Str(self.day.as_str().into())),
        ];
        Value::Dict(values.into_iter().map(|(key, value)| (key.into(), value)).collect::<Dict>())
    }
}

/// A name in Japanese stands upright, in columns from right to left. None if it is in letters.
fn columns(name: &str) -> Option<Vec<String>> {
    let is_upright = |c: char| u32::from(c) >= 0x2e80;
    let parts: Vec<&str> = name.split(|c: char| c.is_whitespace() || c == '・').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || !parts.iter().all(|part| part.chars().all(is_upright)) {
        return None;
    }
    let fits = |parts: &[&str]| parts.len() <= 3 && parts.iter().all(|part| part.chars().count() <= 5);
    if parts.len() > 1 && fits(&parts) {
        return Some(parts.into_iter().map(str::to_owned).collect());
    }
    let characters: Vec<char> = parts.concat().chars().take(CHARS_MAX).collect();
    let high = match characters.len() {
        4 => 2,
        0..=3 | 5..=6 | 9 => 3,
        _ => 4,
    };
    Some(characters.chunks(high).map(|column| column.iter().collect()).collect())
}

/// A name in letters stands in lines, one for each word.
fn lines(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() <= LINES_MAX {
        return words.into_iter().map(str::to_owned).collect();
    }
    let mut lines: Vec<String> = words.iter().take(LINES_MAX - 1).map(|word| (*word).to_owned()).collect();
    lines.push(words.iter().skip(LINES_MAX - 1).copied().collect::<Vec<_>>().join(" "));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_japanese_stand_upright_and_others_in_lines() {
        let upright = |name: &str| columns(name).map(|columns| columns.join("|"));
        assert_eq!(upright("佐藤").as_deref(), Some("佐藤"));
        assert_eq!(upright("𠮷田 太郎").as_deref(), Some("𠮷田|太郎"));
        assert_eq!(upright("山田太郎").as_deref(), Some("山田|太郎"));
        assert_eq!(upright("長宗我部元親").as_deref(), Some("長宗我|部元親"));
        assert_eq!(upright("Hanako Yamada"), None);
        assert_eq!(lines("Juan Carlos de la Cruz"), ["Juan", "Carlos", "de la Cruz"]);
        assert_eq!(lines(""), Vec::<String>::new());
    }
}
