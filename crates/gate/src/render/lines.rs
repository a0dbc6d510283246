//! JSON as lines to read, each value on one of its own, page by page.

use std::ops::Range;

use sekisho_core::{
    action::Asked,
    json::{Json, Node},
    shown::Shown,
};

use crate::view::{Line, LinePage, ValueKind};

/// The claims that have a place of their own.
const KNOWN_CLAIMS: [&str; 3] = ["task", "on_behalf_of", "session"];

/// Some of the arguments.
pub(crate) fn arguments(asked: &Asked, range: Range<usize>) -> LinePage {
    page(asked.arguments.json(), range, |_| true)
}

/// Some of the claims that have no place of their own.
pub(crate) fn other_claims(asked: &Asked, range: Range<usize>) -> LinePage {
    let has_place = |node: &Node<'_>| node.depth == 1 && matches!(node.value, Json::String(_)) && KNOWN_CLAIMS.contains(&node.key);
    let claims = asked.context.as_ref().map(|context| page(context.json(), range, |node| !has_place(node)));
    claims.unwrap_or(LinePage { lines: Vec::new(), count: 0 })
}

fn page(json: &Json, range: Range<usize>, is_told: impl Fn(&Node<'_>) -> bool) -> LinePage {
    let mut lines = Vec::new();
    let mut count = 0;
    // The object around everything is no line of its own.
    for node in json.walk().skip(1).filter(is_told) {
        if range.contains(&count) {
            lines.push(line(node));
        }
        count += 1;
    }
    LinePage { lines, count: u32::try_from(count).unwrap_or(u32::MAX) }
}

fn line(node: Node<'_>) -> Line {
    let (kind, value, items) = match node.value {
        Json::Null => (ValueKind::Word, "null", 0),
        Json::Bool(true) => (ValueKind::Word, "true", 0),
        Json::Bool(false) => (ValueKind::Word, "false", 0),
        Json::Number(digits) => (ValueKind::Number, digits.as_str(), 0),
        Json::String(text) => (ValueKind::Text, text.as_str(), 0),
        Json::Array(items) => (ValueKind::List, "", items.len()),
        Json::Object(members) => (ValueKind::Object, "", members.len()),
    };
    Line {
        depth: node.depth.saturating_sub(1),
        key: Shown::new(if node.key.is_empty() { node.pointer.rsplit('/').next().unwrap_or_default() } else { node.key }),
        kind,
        value: Shown::new(value),
        items: u32::try_from(items).unwrap_or(u32::MAX),
        pointer: node.pointer,
    }
}
