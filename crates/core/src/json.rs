//! JSON as it was sent: numbers keep their digits, objects their order, and a repeated key is refused.
//!
//! `serde_json::Value` keeps the last of two equal keys and rounds large numbers, so two different requests could look alike.

pub use change::{Change, ChangeError};
pub use walk::{Node, Walk};

use struson::reader::{JsonReader, JsonStreamReader, ReaderError, ReaderSettings, ValueType};

mod change;
mod leaves;
mod walk;
mod write;

/// The deepest nesting that is read. Nobody can judge more than this.
pub const DEPTH_MAX: u32 = 64;

/// The most values in one text. Nobody can judge more than this either.
pub const VALUES_MAX: usize = 10_000;

/// The longest key, in bytes.
pub const KEY_BYTES_MAX: usize = 256;

/// The most that all JSON pointers into one text may take together, in bytes, so that naming every value stays cheap.
const POINTERS_BYTES_MAX: usize = 4 * 1024 * 1024;

/// One JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// The digits as they were sent.
    Number(String),
    /// The text, unescaped.
    String(String),
    /// Values in order.
    Array(Vec<Json>),
    /// Members in the order they were sent; no key twice.
    Object(Vec<(String, Json)>),
}

/// Why a text is not the JSON that we read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Not JSON.
    #[error("not valid JSON")]
    Malformed,
    /// Nested deeper than [`DEPTH_MAX`].
    #[error("nested deeper than {DEPTH_MAX} levels")]
    TooDeep,
    /// More than [`VALUES_MAX`] values, or keys longer than [`KEY_BYTES_MAX`].
    #[error("more than {VALUES_MAX} values, or a key of more than {KEY_BYTES_MAX} bytes")]
    TooLarge,
    /// The same key twice in one object.
    #[error("an object has the same key twice")]
    DuplicateKey,
}

impl Json {
    /// Reads one JSON text.
    ///
    /// # Errors
    /// When the text is not JSON, is nested too deep, or an object repeats a key.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        Self::parse_with(text, VALUES_MAX)
    }

    /// Reads one JSON text that may have `values_max` values.
    ///
    /// # Errors
    /// As for [`Self::parse`].
    pub(crate) fn parse_with(text: &str, values_max: usize) -> Result<Self, JsonError> {
        let settings = ReaderSettings {
            max_nesting_depth: Some(DEPTH_MAX),
            restrict_number_values: false,
            track_path: false,
            ..ReaderSettings::default()
        };
        let mut reader = JsonStreamReader::new_custom(text.as_bytes(), settings);
        let value = read(&mut reader, &mut Budget { values_max, ..Budget::default() }, 0)?;
        reader.consume_trailing_whitespace().map_err(|error| refused(&error))?;
        Ok(value)
    }

    /// The member of an object, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.members()?.iter().find_map(|(name, value)| (name == key).then_some(value))
    }

    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// The members, if this is an object.
    #[must_use]
    pub fn members(&self) -> Option<&[(String, Self)]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// Whether two values mean the same: the order of members aside, and numbers by their digits.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::String(_) => self == other,
            Self::Array(items) => {
                matches!(other, Self::Array(others) if items.len() == others.len() && items.iter().zip(others).all(|(a, b)| a.same(b)))
            }
            Self::Object(members) => {
                fn sorted(members: &[(String, Json)]) -> Vec<&(String, Json)> {
                    let mut sorted: Vec<_> = members.iter().collect();
                    sorted.sort_unstable_by_key(|(name, _)| name);
                    sorted
                }
                let alike = |((mine, a), (theirs, b)): (&(String, Self), &(String, Self))| mine == theirs && a.same(b);
                other
                    .members()
                    .is_some_and(|others| members.len() == others.len() && sorted(members).into_iter().zip(sorted(others)).all(alike))
            }
        }
    }

    /// Every value in this one with its JSON pointer (RFC 6901) and depth, parents before their children.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(self)
    }
}

/// What has been read of one text so far.
#[derive(Default)]
struct Budget {
    values: usize,
    values_max: usize,
    pointers_bytes: usize,
}

impl Budget {
    /// Takes one more value, whose pointer is `pointer_bytes` long.
    fn take(&mut self, pointer_bytes: usize) -> Result<(), JsonError> {
        self.values += 1;
        self.pointers_bytes += pointer_bytes;
        if self.values > self.values_max || self.pointers_bytes > POINTERS_BYTES_MAX { Err(JsonError::TooLarge) } else { Ok(()) }
    }
}

fn read(reader: &mut JsonStreamReader<&[u8]>, budget: &mut Budget, pointer_bytes: usize) -> Result<Json, JsonError> {
    budget.take(pointer_bytes)?;
    let kind = reader.peek().map_err(|error| refused(&error))?;
    let value = match kind {
        ValueType::Null => reader.next_null().map(|()| Json::Null),
        ValueType::Boolean => reader.next_bool().map(Json::Bool),
        ValueType::Number => reader.next_number_as_string().map(Json::Number),
        ValueType::String => reader.next_string().map(Json::String),
        ValueType::Array => return read_array(reader, budget, pointer_bytes),
        ValueType::Object => return read_object(reader, budget, pointer_bytes),
    };
    value.map_err(|error| refused(&error))
}

fn read_array(reader: &mut JsonStreamReader<&[u8]>, budget: &mut Budget, pointer_bytes: usize) -> Result<Json, JsonError> {
    reader.begin_array().map_err(|error| refused(&error))?;
    let mut items = Vec::new();
    while reader.has_next().map_err(|error| refused(&error))? {
        // A slash and a number of at most five digits.
        items.push(read(reader, budget, pointer_bytes + 6)?);
    }
    reader.end_array().map_err(|error| refused(&error))?;
    Ok(Json::Array(items))
}

fn read_object(reader: &mut JsonStreamReader<&[u8]>, budget: &mut Budget, pointer_bytes: usize) -> Result<Json, JsonError> {
    reader.begin_object().map_err(|error| refused(&error))?;
    let mut members = Vec::new();
    let mut names = std::collections::HashSet::new();
    while reader.has_next().map_err(|error| refused(&error))? {
        let name = reader.next_name_owned().map_err(|error| refused(&error))?;
        if name.len() > KEY_BYTES_MAX {
            return Err(JsonError::TooLarge);
        }
        if !names.insert(name.clone()) {
            return Err(JsonError::DuplicateKey);
        }
        let value = read(reader, budget, pointer_bytes + 1 + name.len())?;
        members.push((name, value));
    }
    reader.end_object().map_err(|error| refused(&error))?;
    Ok(Json::Object(members))
}

fn refused(error: &ReaderError) -> JsonError {
    if matches!(error, ReaderError::MaxNestingDepthExceeded { .. }) { JsonError::TooDeep } else { JsonError::Malformed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let digits = ["9007199254740993", "1e400", "1.10", "-0", "123456789012345678901234567890.000000000000000000001"];
        for text in digits {
            assert_eq!(Json::parse(text), Ok(Json::Number(text.to_owned())), "{text} is not rounded");
        }
    }

    #[test]
    fn what_two_readers_could_read_differently_is_refused() {
        assert_eq!(Json::parse(r#"{"a":1,"a":2}"#), Err(JsonError::DuplicateKey));
        assert_eq!(Json::parse(r#"[{"a":1,"\u0061":2}]"#), Err(JsonError::DuplicateKey), "an escaped key is the same key");
        for text in ["", "{", "[1,]", "01", "NaN", "\"\\ud800\"", "{}x", "'a'", "\u{feff}{}"] {
            assert_eq!(Json::parse(text), Err(JsonError::Malformed), "{text}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(Json::parse(&nested(64)).is_ok());
        assert_eq!(Json::parse(&nested(65)), Err(JsonError::TooDeep));
        assert_eq!(Json::parse(&"[".repeat(1 << 20)), Err(JsonError::TooDeep), "a hostile text does not exhaust the stack");
    }

    #[test]
    fn size_has_a_limit_that_keeps_every_look_cheap() {
        let list = |count: usize| format!("[{}]", vec!["1"; count].join(","));
        assert!(Json::parse(&list(VALUES_MAX - 1)).is_ok());
        assert_eq!(Json::parse(&list(VALUES_MAX)), Err(JsonError::TooLarge));
        let keyed = |bytes: usize| format!("{{\"{}\":1}}", "k".repeat(bytes));
        assert!(Json::parse(&keyed(KEY_BYTES_MAX)).is_ok());
        assert_eq!(Json::parse(&keyed(KEY_BYTES_MAX + 1)), Err(JsonError::TooLarge));
        let deep = format!("{}{}{}", format!("{{\"{}\":", "k".repeat(250)).repeat(60), list(5_000), "}".repeat(60));
        assert_eq!(Json::parse(&deep), Err(JsonError::TooLarge), "long ways to many values count together");
    }

    #[test]
    fn the_order_of_members_does_not_matter_and_types_do() {
        let same = |a, b| Json::parse(a).unwrap().same(&Json::parse(b).unwrap());
        assert!(same(r#"{"a":[1,{"b":2,"c":3}],"d":null}"#, r#"{ "d": null, "a": [1, {"c":3,"b":2}] }"#));
        for (a, b) in [
            ("1", "\"1\""),
            ("1", "true"),
            ("[1,2]", "[2,1]"),
            (r#"{"a":1}"#, r#"{"a":1,"b":1}"#),
            ("9007199254740993", "9007199254740992"),
        ] {
            assert!(!same(a, b), "{a} is not {b}");
        }
    }

    #[test]
    fn every_value_is_reached_by_its_pointer() {
        let json = Json::parse(r#"{"a/b":[true,{"~":"x"}]}"#).unwrap();
        let pointers: Vec<_> = json.walk().map(|node| (node.pointer, node.depth)).collect();
        assert_eq!(
            pointers,
            [(String::new(), 0), ("/a~1b".into(), 1), ("/a~1b/0".into(), 2), ("/a~1b/1".into(), 2), ("/a~1b/1/~0".into(), 3)]
        );
    }
}
