//! What a server says otherwise of a tool than before, in pieces that people can compare.

use std::collections::BTreeMap;

use super::{
    Said,
    schema::{self, Argument, Kind},
};

/// What was said about one thing, before and now. None is nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// About what.
    pub about: About,
    /// What was said before.
    pub before: Option<String>,
    /// What is said now.
    pub after: Option<String>,
}

/// What something is said about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The name for people.
    Title,
    /// What the tool does.
    Description,
    /// Whether it only looks.
    ReadOnly,
    /// Whether it destroys.
    Destructive,
    /// One argument.
    Argument {
        /// Where it stands.
        pointer: String,
    },
    /// Something in the schema that is not told of otherwise.
    Schema,
}

/// Everything that is said otherwise.
#[must_use]
pub fn between(before: &Said, after: &Said) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |about, before: Option<String>, after: Option<String>| {
        if before != after {
            changes.push(Change { about, before, after });
        }
    };
    add(About::Title, before.title.clone(), after.title.clone());
    add(About::Description, before.description.clone(), after.description.clone());
    let word = |hint: Option<bool>| hint.map(|hint| hint.to_string());
    add(About::ReadOnly, word(before.annotations.read_only_hint), word(after.annotations.read_only_hint));
    add(About::Destructive, word(before.annotations.destructive_hint), word(after.annotations.destructive_hint));
    let (old, mut new) = (lines(before), lines(after));
    for (pointer, line) in old {
        let now = new.remove(&pointer);
        add(About::Argument { pointer }, Some(line), now);
    }
    for (pointer, line) in new {
        add(About::Argument { pointer }, None, Some(line));
    }
    if before.schema != after.schema && !changes.iter().any(|change| matches!(change.about, About::Argument { .. })) {
        changes.push(Change { about: About::Schema, before: before.schema.clone(), after: after.schema.clone() });
    }
    changes
}

/// Each argument as a line, in the words of JSON schema: `string, email, required: Who gets it`.
fn lines(said: &Said) -> BTreeMap<String, String> {
    let arguments = said.schema().map(|schema| schema::arguments(&schema)).unwrap_or_default();
    arguments.into_iter().map(|argument| (argument.pointer.clone(), line(&argument))).collect()
}

fn line(argument: &Argument) -> String {
    let kind = match argument.kind {
        Kind::Text => "string",
        Kind::Number => "number",
        Kind::Boolean => "boolean",
    };
    let words = [Some(kind), argument.format.as_deref(), argument.closed.then_some("enum"), argument.required.then_some("required")];
    let words: Vec<_> = words.into_iter().flatten().collect();
    match &argument.description {
        Some(description) => format!("{}: {description}", words.join(", ")),
        None => words.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::Annotations;

    fn said(description: &str, schema: &str) -> Said {
        Said { description: Some(description.to_owned()), schema: Some(schema.to_owned()), ..Said::default() }
    }

    #[test]
    fn what_is_said_otherwise_stands_side_by_side() {
        let before =
            said("Sends.", r#"{"properties":{"to":{"type":"string","format":"email"},"old":{"type":"number"}},"required":["to"]}"#);
        let after = Said {
            annotations: Annotations { read_only_hint: Some(true), destructive_hint: None },
            ..said("Sends all.", r#"{"properties":{"to":{"type":"string"},"bcc":{"type":"string","description":"Who else"}}}"#)
        };
        let argument = |pointer: &str| About::Argument { pointer: pointer.to_owned() };
        let expected = [
            (About::Description, Some("Sends."), Some("Sends all.")),
            (About::ReadOnly, None, Some("true")),
            (argument("/old"), Some("number"), None),
            (argument("/to"), Some("string, email, required"), Some("string")),
            (argument("/bcc"), None, Some("string: Who else")),
        ];
        let expected =
            expected.map(|(about, before, after)| Change { about, before: before.map(str::to_owned), after: after.map(str::to_owned) });
        assert_eq!(between(&before, &after), expected);
        assert_eq!(between(&before, &before), []);
    }

    #[test]
    fn no_change_is_without_a_word() {
        let changes = between(&said("x", r#"{"properties":{},"minProperties":1}"#), &said("x", r#"{"properties":{}}"#));
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].about, About::Schema);
    }
}
