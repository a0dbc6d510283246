//! What stands where: the single values of a text, lists and objects told by what is in them.

use std::{borrow::Cow, collections::BTreeMap};

use super::Json;

impl Json {
    /// Every single value by its JSON pointer (RFC 6901), in the order of the pointers. An empty list or object counts as one.
    #[must_use]
    pub fn leaves(&self) -> BTreeMap<String, &Self> {
        self.walk().filter(|node| node.value.leaf().is_some()).map(|node| (node.pointer, node.value)).collect()
    }

    /// A single value as it is read; none if there are others inside of it.
    #[must_use]
    pub fn leaf(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Null => Some("null".into()),
            Self::Bool(value) => Some(if *value { "true" } else { "false" }.into()),
            Self::Number(text) | Self::String(text) => Some(text.into()),
            Self::Array(items) => items.is_empty().then(|| "[]".into()),
            Self::Object(members) => members.is_empty().then(|| "{}".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_single_value_has_its_place() {
        let json = Json::parse(r#"{"a":{"b":[1,"1"]},"c":[],"d":{},"e":null,"f":true}"#).unwrap();
        let told: Vec<_> = json.leaves().into_iter().map(|(place, value)| format!("{place} {}", value.leaf().unwrap())).collect();
        assert_eq!(told, ["/a/b/0 1", "/a/b/1 1", "/c []", "/d {}", "/e null", "/f true"]);
    }
}
