//! What a line says of the arguments: the first few that tell an action from others. Made once, as the action comes in.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    json::Json,
    money::{self, Money},
};

/// How many arguments a line shows.
pub const FACTS_MAX: usize = 4;

/// How much of each value it shows, in characters.
pub const VALUE_CHARS_MAX: usize = 60;

/// One argument in short, as the agent wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name.
    pub key: String,
    /// Its value, shortened.
    pub value: String,
}

/// The first values that are not the amount, which is shown on its own. A list is told by its first value.
#[must_use]
pub fn of(arguments: &Json, money: &Money) -> Vec<Fact> {
    let amount = match money {
        Money::Amount(amount) => Some(amount.pointer.as_str()),
        Money::None | Money::Unread { .. } => None,
    };
    let mut facts = Vec::new();
    let mut list = None;
    for node in arguments.walk() {
        if facts.len() == FACTS_MAX {
            break;
        }
        let value: Cow<'_, str> = match node.value {
            Json::Array(_) => {
                list = (!node.key.is_empty()).then_some(node.key);
                continue;
            }
            Json::Object(_) | Json::Null => continue,
            Json::Bool(word) => word.to_string().into(),
            Json::Number(text) | Json::String(text) => text.into(),
        };
        let key = if node.key.is_empty() { list.take() } else { Some(node.key) };
        // The amount is shown with its currency.
        let is_shown = |key: &&str| Some(node.pointer.as_str()) != amount && !(amount.is_some() && money::names_currency(key));
        if let Some(key) = key.filter(is_shown) {
            facts.push(Fact { key: key.to_owned(), value: short(&value) });
        }
    }
    facts
}

fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.len() == text.len() && line.chars().nth(VALUE_CHARS_MAX).is_none() {
        return line.to_owned();
    }
    line.chars().take(VALUE_CHARS_MAX - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{json::KEY_BYTES_MAX, provenance::Roles};

    fn gist(arguments: &str) -> Vec<(String, String)> {
        let json = Json::parse(arguments).unwrap();
        let money = money::find(&json, &Roles::default());
        of(&json, &money).into_iter().map(|Fact { key, value }| (key, value)).collect()
    }

    fn fact(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn the_first_values_tell_the_action() {
        let arguments = r#"{"to":["a@example.com","b@example.com"],"none":null,"deep":{"body":"hi"},"now":true,"x":1.10,"y":2}"#;
        assert_eq!(gist(arguments), [fact("to", "a@example.com"), fact("body", "hi"), fact("now", "true"), fact("x", "1.10")]);
        assert_eq!(gist("{}"), []);
    }

    #[test]
    fn the_amount_and_its_currency_are_shown_elsewhere() {
        assert_eq!(gist(r#"{"amount":5,"currency":"EUR","payee":"Yamada"}"#), [fact("payee", "Yamada")]);
        assert_eq!(gist(r#"{"currency":"EUR"}"#), [fact("currency", "EUR")], "without an amount it is a word like others");
    }

    #[test]
    fn a_value_is_one_short_line() {
        let exactly = "あ".repeat(VALUE_CHARS_MAX);
        assert_eq!(gist(&format!(r#"{{"a":"{exactly}"}}"#)), [fact("a", &exactly)]);
        let shortened = format!("{}…", "あ".repeat(VALUE_CHARS_MAX - 1));
        assert_eq!(gist(&format!(r#"{{"a":"{exactly}あ"}}"#)), [fact("a", &shortened)]);
        assert_eq!(gist(r#"{"a":"one\ntwo"}"#), [fact("a", "one…")]);
    }

    proptest! {
        #[test]
        fn it_is_small_whatever_was_sent(key in "\\PC{1,60}", values in proptest::collection::vec("(?s).{0,200}", 0..9)) {
            let members = values.into_iter().enumerate().map(|(index, text)| (format!("{key}{index}"), Json::String(text))).collect();
            let facts = of(&Json::Object(members), &Money::None);
            prop_assert!(facts.len() <= FACTS_MAX);
            for Fact { key, value } in facts {
                prop_assert!(key.len() <= KEY_BYTES_MAX && value.chars().count() <= VALUE_CHARS_MAX);
            }
        }
    }
}
