//! Reading an MCP `tools/list` result: all of it or nothing, and the place of what is wrong is named.

use std::collections::HashSet;

use super::{Annotations, Said};
use crate::{
    action::Name,
    json::{Json, JsonError},
};

/// The most tools in one list.
pub const TOOLS_MAX: usize = 2_000;

/// The most values in one list.
const VALUES_MAX: usize = 200_000;

/// The longest title, in bytes.
const TITLE_BYTES_MAX: usize = 1_024;

/// The longest description, in bytes.
const DESCRIPTION_BYTES_MAX: usize = 16 * 1024;

/// The longest schema in one spelling, in bytes.
const SCHEMA_BYTES_MAX: usize = 64 * 1024;

/// A tool in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What it is called.
    pub name: Name,
    /// What its server says of it.
    pub said: Said,
}

/// Why a text is no `tools/list` result that we take in. Repeats nothing of it but places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// Not JSON that reads one way.
    #[error("this is no `tools/list` result: {0}")]
    Json(#[from] JsonError),
    /// Something is not as it has to be.
    #[error("this is no `tools/list` result that can be taken in: at `{pointer}`, {problem}")]
    At {
        /// Where (RFC 6901); empty for the whole.
        pointer: String,
        /// What is wrong.
        problem: String,
    },
}

/// Reads a list.
///
/// # Errors
/// When anything in it is not as MCP has it, or is larger than the limits here.
pub fn parse(text: &str) -> Result<Vec<Listed>, ListError> {
    let list = Json::parse_with(text, VALUES_MAX)?;
    let members = list.members().ok_or_else(|| at("", "expected an object with `tools`"))?;
    if members.iter().any(|(name, value)| name == "nextCursor" && *value != Json::Null) {
        return Err(at("/nextCursor", "there are more pages; put the tools of all pages into one list"));
    }
    let Some(Json::Array(tools)) = list.get("tools") else { return Err(at("/tools", "expected a list")) };
    if tools.len() > TOOLS_MAX {
        return Err(at("/tools", format!("a list has {TOOLS_MAX} tools at the most")));
    }
    let mut names = HashSet::new();
    let mut listed = Vec::new();
    for (index, tool) in tools.iter().enumerate() {
        let pointer = format!("/tools/{index}");
        let tool = read(tool, &pointer)?;
        if !names.insert(tool.name.as_str().to_owned()) {
            return Err(at(&format!("{pointer}/name"), "another tool of this list has the same name"));
        }
        listed.push(tool);
    }
    Ok(listed)
}

fn read(tool: &Json, pointer: &str) -> Result<Listed, ListError> {
    if tool.members().is_none() {
        return Err(at(pointer, "expected an object"));
    }
    let place = |key: &str| format!("{pointer}/{key}");
    let name = tool.get("name").and_then(Json::as_str).ok_or_else(|| at(&place("name"), "expected a text"))?;
    let name = Name::new(name.to_owned()).map_err(|error| at(&place("name"), error.to_string()))?;
    let annotations = object(tool, "annotations", pointer)?;
    let hints = place("annotations");
    let told = |key: &str| annotations.map_or(Ok(None), |annotations| hint(annotations, key, &hints));
    let title = match text(tool, "title", pointer, TITLE_BYTES_MAX)? {
        Some(title) => Some(title),
        None => annotations.map_or(Ok(None), |annotations| text(annotations, "title", &hints, TITLE_BYTES_MAX))?,
    };
    let schema = object(tool, "inputSchema", pointer)?.map(Json::canonical);
    if schema.as_ref().is_some_and(|schema| schema.len() > SCHEMA_BYTES_MAX || Json::parse(schema).is_err()) {
        return Err(at(&place("inputSchema"), format!("a schema has {SCHEMA_BYTES_MAX} bytes and 10000 values at the most")));
    }
    let said = Said {
        title,
        description: text(tool, "description", pointer, DESCRIPTION_BYTES_MAX)?,
        schema,
        annotations: Annotations { read_only_hint: told("readOnlyHint")?, destructive_hint: told("destructiveHint")? },
    };
    Ok(Listed { name, said })
}

/// A member, if it is there. `null` counts as not there, as some servers write it.
fn member<'a>(object: &'a Json, key: &str) -> Option<&'a Json> {
    object.get(key).filter(|value| **value != Json::Null)
}

fn text(object: &Json, key: &str, pointer: &str, bytes_max: usize) -> Result<Option<String>, ListError> {
    let Some(value) = member(object, key) else { return Ok(None) };
    let text = value.as_str().ok_or_else(|| at(&format!("{pointer}/{key}"), "expected a text"))?;
    if text.len() > bytes_max {
        return Err(at(&format!("{pointer}/{key}"), format!("this has {bytes_max} bytes at the most")));
    }
    Ok(Some(text.to_owned()))
}

fn object<'a>(tool: &'a Json, key: &str, pointer: &str) -> Result<Option<&'a Json>, ListError> {
    let Some(value) = member(tool, key) else { return Ok(None) };
    if value.members().is_none() {
        return Err(at(&format!("{pointer}/{key}"), "expected an object"));
    }
    Ok(Some(value))
}

fn hint(annotations: &Json, key: &str, pointer: &str) -> Result<Option<bool>, ListError> {
    match member(annotations, key) {
        None => Ok(None),
        Some(Json::Bool(value)) => Ok(Some(*value)),
        Some(_) => Err(at(&format!("{pointer}/{key}"), "expected true or false")),
    }
}

fn at(pointer: &str, problem: impl Into<String>) -> ListError {
    ListError::At { pointer: pointer.to_owned(), problem: problem.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read() {
        let list = r#"{"tools":[{"name":"pay","title":"Pay","description":"Pays.","inputSchema":{"type":"object","properties":{}},
            "annotations":{"readOnlyHint":false,"openWorldHint":true},"_meta":{}},{"name":"look","annotations":{"title":"Look"}}],
            "nextCursor":null}"#;
        let [pay, look] = <[Listed; 2]>::try_from(parse(list).unwrap()).unwrap();
        assert_eq!((pay.name.as_str(), pay.said.title.as_deref(), pay.said.description.as_deref()), ("pay", Some("Pay"), Some("Pays.")));
        assert_eq!(pay.said.schema.as_deref(), Some(r#"{"properties":{},"type":"object"}"#));
        assert_eq!(pay.said.annotations, Annotations { read_only_hint: Some(false), destructive_hint: None });
        assert_eq!(look.said.title.as_deref(), Some("Look"));
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_place() {
        let long = "x".repeat(DESCRIPTION_BYTES_MAX + 1);
        for (list, place) in [
            ("[]", "``"),
            ("{}", "`/tools`"),
            (r#"{"result":{"tools":[]}}"#, "`/tools`"),
            (r#"{"tools":[],"nextCursor":"x"}"#, "`/nextCursor`"),
            (r#"{"tools":[{"name":"a"},7]}"#, "`/tools/1`"),
            (r#"{"tools":[{"title":"a"}]}"#, "`/tools/0/name`"),
            (r#"{"tools":[{"name":"a\u200bb"}]}"#, "`/tools/0/name`"),
            (r#"{"tools":[{"name":"a"},{"name":"a"}]}"#, "`/tools/1/name`"),
            (r#"{"tools":[{"name":"a","description":["x"]}]}"#, "`/tools/0/description`"),
            (r#"{"tools":[{"name":"a","inputSchema":"x"}]}"#, "`/tools/0/inputSchema`"),
            (r#"{"tools":[{"name":"a","annotations":{"readOnlyHint":"yes"}}]}"#, "`/tools/0/annotations/readOnlyHint`"),
            (&format!(r#"{{"tools":[{{"name":"a","description":"{long}"}}]}}"#), "`/tools/0/description`"),
            (r#"{"tools":[{"name":"a","name":"b"}]}"#, "the same key twice"),
            ("{", "not valid JSON"),
        ] {
            let message = parse(list).unwrap_err().to_string();
            assert!(message.contains(place), "{place} is named: {message}");
        }
    }
}
