//! JSON as one text whoever wrote it: no spaces, the members of objects by name.

use super::Json;

impl Json {
    /// The value in one spelling, so that two texts that mean the same become the same. Numbers keep their digits.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => text.push_str(digits),
            Self::String(string) => quote(string, text),
            Self::Array(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    item.write(text);
                }
                text.push(']');
            }
            Self::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_unstable_by_key(|(name, _)| name);
                text.push('{');
                for (index, (name, value)) in members.into_iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    quote(name, text);
                    text.push(':');
                    value.write(text);
                }
                text.push('}');
            }
        }
    }
}

fn quote(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            control if control < ' ' => {
                let code = u32::from(control);
                text.extend(['\\', 'u', '0', '0', hex(code / 16), hex(code % 16)]);
            }
            plain => text.push(plain),
        }
    }
    text.push('"');
}

fn hex(digit: u32) -> char {
    char::from_digit(digit, 16).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_meaning_has_one_spelling() {
        let canonical = |text: &str| Json::parse(text).unwrap().canonical();
        let text = canonical(r#"{ "b": [1.10, null, true], "a": {"é\n\"\\": "x"} }"#);
        assert_eq!(text, r#"{"a":{"é\u000a\"\\":"x"},"b":[1.10,null,true]}"#);
        assert_eq!(canonical(&text), text, "it reads as what it was written from");
        assert_ne!(canonical("[1,2]"), canonical("[2,1]"));
    }
}
