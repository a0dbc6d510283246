//! The arguments that a tool's JSON schema tells of, one by one.

use crate::json::Json;

/// The most arguments that are looked at. What is beyond is judged by its name.
pub const ARGUMENTS_MAX: usize = 200;

/// How deep a schema is followed. References may go in circles.
const DEPTH_MAX: usize = 8;

/// How many parts of a schema are looked at. References may also branch.
const STEPS_MAX: usize = 1_000;

/// How many of the values that a schema lists for an argument are kept.
const CHOICES_MAX: usize = 100;

/// What kind of value an argument has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, or the schema does not say.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
}

/// An argument that holds one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Where it stands (RFC 6901), with `*` for any item of a list and any member of a map.
    pub pointer: String,
    /// Its name; for an item of a list, that of the list.
    pub name: String,
    /// What kind of value it has.
    pub kind: Kind,
    /// Its format, such as `email`.
    pub format: Option<String>,
    /// Whether it is one of a few values that the schema lists.
    pub closed: bool,
    /// Those of them that are texts.
    pub choices: Vec<String>,
    /// What its server says of it.
    pub description: Option<String>,
    /// Whether it has to be there.
    pub required: bool,
}

/// The arguments of a schema, in its order; [`ARGUMENTS_MAX`] at the most.
#[must_use]
pub fn arguments(schema: &Json) -> Vec<Argument> {
    let mut found = Vec::new();
    Walk { whole: schema, steps: 0, found: &mut found }.enter(schema, &Place::default());
    found
}

/// Where the walk is, and what was said on the way.
#[derive(Debug, Clone, Default)]
struct Place {
    pointer: String,
    name: String,
    description: Option<String>,
    required: bool,
    depth: usize,
}

struct Walk<'a> {
    whole: &'a Json,
    steps: usize,
    found: &'a mut Vec<Argument>,
}

impl Walk<'_> {
    fn enter(&mut self, schema: &Json, place: &Place) {
        self.steps += 1;
        if place.depth > DEPTH_MAX || self.steps > STEPS_MAX || self.found.len() >= ARGUMENTS_MAX {
            return;
        }
        let schema = &self.resolved(schema);
        let said = schema.get("description").and_then(Json::as_str).map(str::to_owned);
        let place = Place { description: said.or_else(|| place.description.clone()), depth: place.depth + 1, ..place.clone() };
        for way in ["anyOf", "oneOf", "allOf"].iter().filter_map(|key| items(schema.get(key))).flatten() {
            self.enter(way, &place);
        }
        let properties = schema.get("properties").and_then(Json::members).unwrap_or_default();
        for (name, property) in properties {
            let escaped = name.replace('~', "~0").replace('/', "~1");
            let required = items(schema.get("required")).is_some_and(|names| names.iter().any(|known| known.as_str() == Some(name)));
            let pointer = format!("{}/{escaped}", place.pointer);
            self.enter(property, &Place { pointer, name: name.clone(), description: None, required, depth: place.depth });
        }
        for key in ["items", "additionalProperties"] {
            if let Some(inner) = schema.get(key).filter(|inner| inner.members().is_some()) {
                self.enter(inner, &Place { pointer: format!("{}/*", place.pointer), ..place.clone() });
            }
        }
        if let Some(kind) = kind(schema).filter(|_| !place.pointer.is_empty()) {
            self.add(schema, kind, place);
        }
    }

    /// Several ways to write an argument are one argument.
    fn add(&mut self, schema: &Json, kind: Kind, place: Place) {
        let format = schema.get("format").and_then(Json::as_str).map(str::to_lowercase);
        let closed = schema.get("enum").is_some() || schema.get("const").is_some();
        let listed = items(schema.get("enum")).unwrap_or_default().iter().chain(schema.get("const"));
        let choices: Vec<_> = listed.filter_map(Json::as_str).take(CHOICES_MAX).map(str::to_owned).collect();
        if let Some(known) = self.found.iter_mut().find(|known| known.pointer == place.pointer) {
            known.closed &= closed;
            known.choices.extend(choices);
            known.format = known.format.take().or(format);
            if known.kind != kind {
                known.kind = Kind::Text;
            }
        } else if self.found.len() < ARGUMENTS_MAX {
            let Place { pointer, name, description, required, depth: _ } = place;
            self.found.push(Argument { pointer, name, kind, format, closed, choices, description, required });
        }
    }

    /// The schema that a reference within the same text names, with what is said beside the reference.
    fn resolved(&self, schema: &Json) -> Json {
        let Some(path) = schema.get("$ref").and_then(Json::as_str).and_then(|path| path.strip_prefix('#')) else {
            return schema.clone();
        };
        let named = path.split('/').skip(1).try_fold(self.whole, |inside, part| inside.get(&part.replace("~1", "/").replace("~0", "~")));
        let mut members = schema.members().unwrap_or_default().to_vec();
        for (name, value) in named.and_then(Json::members).unwrap_or_default() {
            if !members.iter().any(|(known, _)| known == name) {
                members.push((name.clone(), value.clone()));
            }
        }
        Json::Object(members)
    }
}

/// The kind of the one value that a schema allows; none for an object, a list, and what only refers to others.
fn kind(schema: &Json) -> Option<Kind> {
    let told = schema.get("type");
    let names = told.and_then(Json::as_str).into_iter().chain(items(told).into_iter().flatten().filter_map(Json::as_str));
    let mut kinds = names.filter_map(|name| match name {
        "string" => Some(Kind::Text),
        "number" | "integer" => Some(Kind::Number),
        "boolean" => Some(Kind::Boolean),
        _ => None,
    });
    if told.is_none() {
        let is_value = ["enum", "const", "format", "pattern", "maxLength", "minLength", "description"];
        let is_more = ["properties", "items", "additionalProperties", "anyOf", "oneOf", "allOf", "$ref"];
        let has = |keys: &[&str]| keys.iter().any(|key| schema.get(key).is_some());
        return (!has(&is_more) && (has(&is_value) || schema.members().is_some_and(<[_]>::is_empty))).then_some(Kind::Text);
    }
    let first = kinds.next()?;
    Some(if kinds.all(|other| other == first) { first } else { Kind::Text })
}

fn items(value: Option<&Json>) -> Option<&[Json]> {
    if let Some(Json::Array(items)) = value { Some(items) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointers(schema: &str) -> Vec<(String, Kind)> {
        arguments(&Json::parse(schema).unwrap()).into_iter().map(|argument| (argument.pointer, argument.kind)).collect()
    }

    #[test]
    fn every_value_has_its_place() {
        let schema = r##"{"type":"object","required":["to"],"$defs":{"line":{"type":"object","properties":{"price":{"type":"number"}}}},
            "properties":{"to":{"type":"string","format":"Email"},"lines":{"type":"array","items":{"$ref":"#/$defs/line"}},
            "note":{"anyOf":[{"type":"string"},{"type":"null"}]},"tags":{"type":"object","additionalProperties":{"type":"string"}},
            "a/b":{"type":["integer","null"]},"any":{},"mixed":{"type":["integer","string"]},"dry":{"type":"boolean"}}}"##;
        let expected = [
            ("/to", Kind::Text),
            ("/lines/*/price", Kind::Number),
            ("/note", Kind::Text),
            ("/tags/*", Kind::Text),
            ("/a~1b", Kind::Number),
            ("/any", Kind::Text),
            ("/mixed", Kind::Text),
            ("/dry", Kind::Boolean),
        ];
        assert_eq!(pointers(schema), expected.map(|(pointer, kind)| (pointer.to_owned(), kind)));
        let to = &arguments(&Json::parse(schema).unwrap())[0];
        assert_eq!((to.format.as_deref(), to.required, to.closed), (Some("email"), true, false));
    }

    #[test]
    fn a_schema_that_goes_in_circles_ends() {
        let circle = r##"{"properties":{"x":{"type":"string"},"next":{"$ref":"#"}}}"##;
        let found = pointers(circle);
        assert!(found.len() <= DEPTH_MAX && found.contains(&("/next/x".to_owned(), Kind::Text)), "{found:?}");
        let many: Vec<_> = (0..100).map(|index| format!("\"p{index}\":{{\"$ref\":\"#\"}}")).collect();
        assert_eq!(pointers(&format!("{{\"properties\":{{{}}}}}", many.join(","))), [], "many circles end, too");
        let wide: Vec<_> = (0..ARGUMENTS_MAX + 50).map(|index| format!("\"p{index}\":{{\"type\":\"string\"}}")).collect();
        assert_eq!(pointers(&format!("{{\"properties\":{{{}}}}}", wide.join(","))).len(), ARGUMENTS_MAX);
    }

    #[test]
    fn what_makes_no_sense_tells_nothing() {
        for schema in ["{}", "[]", "7", r#"{"properties":7}"#, r##"{"$ref":"#/nowhere"}"##, r#"{"properties":{"a":{"type":"object"}}}"#] {
            assert_eq!(pointers(schema), [], "{schema}");
        }
    }
}
