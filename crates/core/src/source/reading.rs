//! Taking apart what a tool returned, into values and whether each stands in a record.

use super::{record, table, yaml};
use crate::json::Json;

/// Every value of a text, in its order, with whether it stands in a record as a value of its own. All of the text is in one of them, but
/// for the names of fields.
pub(super) fn values(text: &str) -> Vec<(String, bool)> {
    let structured = json(text).or_else(|| yaml::values(text)).or_else(|| table::values(text));
    if let Some(values) = structured {
        return values.into_iter().map(|value| (value, true)).collect();
    }
    let is_record = record::is_record(text);
    text.lines().flat_map(record::values).map(|value| (value.to_owned(), is_record)).collect()
}

fn json(text: &str) -> Option<Vec<String>> {
    let json = match Json::parse(text) {
        Ok(json @ (Json::Object(_) | Json::Array(_))) => json,
        Ok(Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_)) | Err(_) => return None,
    };
    let mut values = Vec::new();
    for node in json.walk() {
        values.extend(Some(node.key).filter(|key| !record::is_name(key)).map(str::to_owned));
        if let Json::String(value) | Json::Number(value) = node.value {
            values.push(value.clone());
        }
    }
    Some(values)
}
