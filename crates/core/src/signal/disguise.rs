//! Whether a name or an address is written so that people take it for another: with what cannot be seen, or with letters of two scripts.

use super::{Contribution, Evidence};
use crate::{
    json::Json,
    provenance::{Role, Roles, named},
    risk::{Line, Scorecard},
    shown::{self, Shown},
};

/// How much of the value is kept, in characters.
const VALUE_CHARS_MAX: usize = 120;

pub(super) fn contribute(arguments: &Json, roles: &Roles, card: &Scorecard) -> Option<Contribution> {
    let (pointer, value) = named(arguments, roles)
        .filter(|(_, role, _)| *role != Role::Text)
        .map(|(pointer, _, value)| (pointer, value))
        .find(|(_, value)| is_disguised(value))?;
    let short: String = value.chars().take(VALUE_CHARS_MAX).collect();
    Some(card.contribution(Line::Disguise, Evidence::Disguise { pointer, value: Shown::new(&short) }))
}

fn is_disguised(value: &str) -> bool {
    value.chars().any(|c| !shown::is_visible(c) && !c.is_whitespace()) || value.split(|c: char| !c.is_alphanumeric()).any(is_mixed)
}

/// Latin letters beside Greek or Cyrillic ones, which look alike, in one word.
fn is_mixed(word: &str) -> bool {
    let looks_latin = |c: char| matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}' | '\u{1f00}'..='\u{1fff}');
    word.chars().any(|c| c.is_ascii_alphabetic()) && word.chars().any(looks_latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_to_be_taken_for_another_is_found() {
        let found = |json: &str| contribute(&Json::parse(json).unwrap(), &Roles::default(), &Scorecard::default());
        let points = |json: &str| found(json).map_or(0, |contribution| contribution.points);
        assert_eq!(points("{\"to\":\"pay\u{200b}roll@firm.example\"}"), 30);
        assert_eq!(points("{\"to\":\"p\u{430}yroll@firm.example\"}"), 30, "a Cyrillic letter");
        assert_eq!(points("{\"body\":\"a\u{200b}b\"}"), 0, "in text for people it is shown, and leads nowhere");
        for honest in [r#"{"to":"山田 Yamada 御中"}"#, r#"{"to":"Борис"}"#, r#"{"to":"café 日本"}"#, r#"{"path":"a b\n"}"#] {
            assert_eq!(points(honest), 0, "{honest}");
        }
    }
}
