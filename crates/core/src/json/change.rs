//! Other values in the same places: what a person would rather see asked for.

use super::Json;

/// One place that shall be otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where (RFC 6901).
    pub pointer: String,
    /// The value that shall stand there, written as what stands there now is: digits for a number, `true` or `false`, else a text.
    /// None if there shall be nothing.
    pub value: Option<String>,
}

/// Why something cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// There is nothing at this place, or it is changed twice.
    #[error("there is no one value at `{0}` to change")]
    Nowhere(String),
    /// What stands there is a list or an object, or of another kind than the value.
    #[error("the value at `{0}` is of another kind")]
    OtherKind(String),
}

impl Json {
    /// The same with `changes`. Places are those of the original, whatever else is taken out.
    ///
    /// # Errors
    /// When a place is not there or named twice, or a value is not of the kind that is there.
    pub fn changed(&self, changes: &[Change]) -> Result<Self, ChangeError> {
        let mut left: Vec<_> = changes.iter().collect();
        let after = change(self, "", &mut left)?;
        match (left.first(), after) {
            (Some(change), _) => Err(ChangeError::Nowhere(change.pointer.clone())),
            (None, Some(after)) => Ok(after),
            (None, None) => Err(ChangeError::Nowhere(String::new())),
        }
    }
}

/// The value at `pointer` as it shall be. None if it shall not be there.
fn change(value: &Json, pointer: &str, left: &mut Vec<&Change>) -> Result<Option<Json>, ChangeError> {
    if let Some(index) = left.iter().position(|change| change.pointer == pointer) {
        let Change { value: new, .. } = left.swap_remove(index);
        return match new {
            None => Ok(None),
            Some(new) => replaced(value, new).map(Some).ok_or_else(|| ChangeError::OtherKind(pointer.to_owned())),
        };
    }
    Ok(Some(match value {
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => value.clone(),
        Json::Array(items) => {
            let mut kept = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                kept.extend(change(item, &format!("{pointer}/{index}"), left)?);
            }
            Json::Array(kept)
        }
        Json::Object(members) => {
            let mut kept = Vec::with_capacity(members.len());
            for (name, member) in members {
                let place = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                kept.extend(change(member, &place, left)?.map(|member| (name.clone(), member)));
            }
            Json::Object(kept)
        }
    }))
}

fn replaced(old: &Json, new: &str) -> Option<Json> {
    match old {
        Json::String(_) => Some(Json::String(new.to_owned())),
        Json::Number(_) => Json::parse(new).ok().filter(|parsed| matches!(parsed, Json::Number(_))),
        Json::Bool(_) => Json::parse(new).ok().filter(|parsed| matches!(parsed, Json::Bool(_))),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, changes: &[(&str, Option<&str>)]) -> Result<String, ChangeError> {
        let changes: Vec<_> =
            changes.iter().map(|(pointer, value)| Change { pointer: (*pointer).to_owned(), value: value.map(str::to_owned) }).collect();
        Json::parse(text).unwrap().changed(&changes).map(|json| json.canonical())
    }

    #[test]
    fn values_stay_of_their_kind() {
        let text = r#"{"amount":480000,"to":"a","ok":true,"none":null,"list":[1]}"#;
        assert_eq!(
            changed(text, &[("/amount", Some("400000.00")), ("/to", Some("7")), ("/ok", Some("false"))]).unwrap(),
            r#"{"amount":400000.00,"list":[1],"none":null,"ok":false,"to":"7"}"#
        );
        for (pointer, value) in [("/amount", "4e"), ("/amount", "\"4\""), ("/amount", "１"), ("/ok", "1"), ("/none", "x"), ("/list", "[]")]
        {
            assert_eq!(changed(text, &[(pointer, Some(value))]), Err(ChangeError::OtherKind(pointer.to_owned())), "{value}");
        }
    }

    #[test]
    fn places_are_those_of_the_original() {
        let text = r#"{"cc":["a","b","c"],"x/y":{"~":1}}"#;
        assert_eq!(
            changed(text, &[("/cc/0", None), ("/cc/2", Some("d")), ("/x~1y/~0", Some("2"))]).unwrap(),
            r#"{"cc":["b","d"],"x/y":{"~":2}}"#
        );
        for pointer in ["/cc/3", "/cc/00", "cc", "/x", "/x~1y/~", "/"] {
            assert_eq!(changed(text, &[(pointer, None)]), Err(ChangeError::Nowhere(pointer.to_owned())), "{pointer}");
        }
        assert!(changed(text, &[("/cc/0", None), ("/cc/0", Some("e"))]).is_err(), "twice");
        assert!(changed(text, &[("/cc", None), ("/cc/0", Some("e"))]).is_err(), "inside of what goes");
        assert!(changed(text, &[("", None)]).is_err(), "not the whole");
    }
}
