//! Arguments, in short for a line and in full for a page.

use sekisho_core::{json::Json, money, shown::Shown};

use crate::view::{Fact, Line, ValueKind};

/// How many arguments a line shows, and how much of each.
const GIST_MAX: usize = 4;
const GIST_CHARS_MAX: usize = 60;

/// The first values that are not the amount, which is shown on its own. A list is told by its first value.
pub(super) fn gist(arguments: &Json, amount: Option<&str>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let mut list = None;
    for node in arguments.walk() {
        if facts.len() == GIST_MAX {
            break;
        }
        match node.value {
            Json::Array(_) => list = (!node.key.is_empty()).then_some(node.key),
            Json::Object(_) | Json::Null => {}
            Json::Bool(_) | Json::Number(_) | Json::String(_) => {
                let key = if node.key.is_empty() { list.take() } else { Some(node.key) };
                // The amount is shown with its currency.
                let key = key.filter(|key| !amount.is_some_and(|_| money::names_currency(key)));
                if let Some(key) = key.filter(|_| Some(node.pointer.as_str()) != amount) {
                    facts.push(Fact { key: Shown::new(key), value: Shown::new(&short(&scalar(node.value))) });
                }
            }
        }
    }
    facts
}

fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= GIST_CHARS_MAX && line.len() == text.len() {
        return line.to_owned();
    }
    line.chars().take(GIST_CHARS_MAX - 1).chain(['…']).collect()
}

fn scalar(value: &Json) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(word) => word.to_string(),
        Json::Number(digits) => digits.clone(),
        Json::String(text) => text.clone(),
        Json::Array(_) | Json::Object(_) => String::new(),
    }
}

pub(super) fn lines(json: &Json) -> Vec<Line> {
    // The object around everything is no line of its own.
    let inside = json.walk().into_iter().filter(|node| !node.pointer.is_empty());
    inside
        .map(|node| Line {
            depth: node.depth.saturating_sub(1),
            key: Shown::new(if node.key.is_empty() { node.pointer.rsplit('/').next().unwrap_or_default() } else { node.key }),
            kind: match node.value {
                Json::Null | Json::Bool(_) => ValueKind::Word,
                Json::Number(_) => ValueKind::Number,
                Json::String(_) => ValueKind::Text,
                Json::Array(_) => ValueKind::List,
                Json::Object(_) => ValueKind::Object,
            },
            value: Shown::new(&scalar(node.value)),
            pointer: node.pointer,
        })
        .collect()
}
