//! Taking apart what a tool returned, into values and whether each stands in a record.

use super::{record, table, yaml};
use crate::json::Json;

/// How many texts of one tool's answer are taken apart each by itself. What is beyond counts as running text.
const TEXTS_MAX: usize = 100;

/// Every value of what a tool returned: of a text, or of each text in an answer as MCP wraps it (`[{"type":"text","text":…}]`).
pub(super) fn values(text: &str) -> Vec<(String, bool)> {
    match Json::parse(text).ok().as_ref().and_then(wrapped) {
        Some(texts) => {
            texts.iter().enumerate().flat_map(|(index, text)| if index < TEXTS_MAX { of_text(text) } else { prose(text) }).collect()
        }
        None => of_text(text),
    }
}

/// The texts of an MCP answer, if it is one and holds nothing else.
fn wrapped(json: &Json) -> Option<Vec<&str>> {
    let blocks = match json {
        Json::Array(blocks) => blocks,
        Json::Object(_) => match (json.members()?, json.get("content")?) {
            ([_], Json::Array(blocks)) => blocks,
            _ => return None,
        },
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => return None,
    };
    if blocks.is_empty() { None } else { blocks.iter().map(block_text).collect() }
}

fn block_text(block: &Json) -> Option<&str> {
    let is_text = block.get("type").and_then(Json::as_str) == Some("text") && block.members()?.len() == 2;
    block.get("text").and_then(Json::as_str).filter(|_| is_text)
}

fn prose(text: &str) -> Vec<(String, bool)> {
    text.lines().map(|line| (line.to_owned(), false)).collect()
}

/// Every value of a text, in its order, with whether it stands in a record as a value of its own. All of the text is in one of them, but
/// for names of fields that are one word.
fn of_text(text: &str) -> Vec<(String, bool)> {
    let structured = json(text).or_else(|| yaml::values(text)).or_else(|| table::values(text));
    if let Some(values) = structured {
        return values.into_iter().map(|value| (value, true)).collect();
    }
    if !record::is_record(text) {
        return prose(text);
    }
    text.lines().flat_map(record::values).map(|value| (value.to_owned(), true)).collect()
}

fn json(text: &str) -> Option<Vec<String>> {
    let json = match Json::parse(text) {
        Ok(json @ (Json::Object(_) | Json::Array(_))) => json,
        Ok(Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_)) | Err(_) => return None,
    };
    let mut values = Vec::new();
    for node in json.walk() {
        values.extend(Some(node.key).filter(|key| !record::is_silent_name(key)).map(str::to_owned));
        if let Json::String(value) | Json::Number(value) = node.value {
            values.push(value.clone());
        }
    }
    Some(values)
}
