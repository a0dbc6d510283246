//! What an argument is for, told by its name. Only what says whom, where, what or how is traced.

use names::{CARRIED, CODED, COMMAND, COUNTERPARTY, CURRENCY, DESTINATION, KNOWN_BY, OPENING, PARTNER, PLACE, PLAIN, SECRET, TEXT};

use super::{Role, carriers, moment::is_time, told::Roles};
use crate::{json::Json, money};

mod names;

/// Above this many words or characters, a text whose name says nothing is taken for text for people.
const SHORT_WORDS: usize = 6;
const SHORT_CHARS: usize = 80;

/// Every argument that says whom, where, what or how: where it stands, what it is for, and what it is. What it is for is told by its
/// name, and by `roles` where somebody has said more.
pub fn of<'a>(arguments: &'a Json, roles: &'a Roles) -> impl Iterator<Item = (String, Role, String)> + 'a {
    arguments.walk().filter_map(|node| {
        let value = match node.value {
            Json::String(text) if !text.trim().is_empty() => text,
            Json::Number(digits) => digits,
            Json::String(_) | Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
        };
        let is_number = matches!(node.value, Json::Number(_));
        let named = role(&name(&node.pointer), value, is_number, || node.parent.is_some_and(is_entry));
        // A harmless name makes no address harmless, and neither does anybody's word for it.
        let leads = || (!is_number && carriers::leads(value)).then_some(Role::Destination);
        let role = roles.role(&node.pointer, named).or_else(leads)?;
        let chooses = || !carriers::leads(value) && !opens(value) && roles.is_choice(&node.pointer, value);
        if role == Role::Target && chooses() {
            return None;
        }
        Some((node.pointer, role, value.clone()))
    })
}

/// Whether a choice opens something up, as `admin` and `public` do. That is no mere detail.
fn opens(value: &str) -> bool {
    let japanese = value.replace("非公開", "");
    words(value).iter().any(|word| OPENING.contains(&word.as_str()))
        || OPENING.iter().any(|part| !part.is_ascii() && japanese.contains(part))
}

/// What the name of an argument alone says it is for.
#[must_use]
pub fn by_name(name: &str) -> Option<Role> {
    let words = words(name);
    let is = |known: &[&str]| {
        words.iter().any(|word| known.contains(&word.as_str())) || known.iter().any(|part| !part.is_ascii() && name.contains(part))
    };
    let has = |word: &str| words.iter().any(|known| known == word);
    let is_coded = matches!(words.as_slice(), [.., thing, code] if code == "code" && CODED.contains(&thing.as_str()));
    // `vendor_id`, `取引先コード`, and nothing else: a `vendor_wallet_id` is where something goes.
    let is_known_by = match words.as_slice() {
        [partner, known_by] => PARTNER.contains(&partner.as_str()) && KNOWN_BY.contains(&known_by.as_str()),
        _ => PARTNER.iter().filter_map(|partner| name.strip_prefix(partner)).any(|rest| KNOWN_BY.contains(&rest.trim_start_matches('の'))),
    };
    if money::names_currency(name) {
        Some(Role::Currency)
    } else if is(SECRET) || has("api") && has("key") {
        Some(Role::Secret)
    } else if is(COMMAND) && !is_coded {
        Some(Role::Command)
    } else if money::names_amount(name) {
        Some(Role::Money)
    } else if is(CURRENCY) {
        Some(Role::Currency)
    } else if is(PLAIN) {
        Some(Role::Plain)
    } else if is(DESTINATION) {
        Some(Role::Destination)
    } else if is_known_by {
        Some(Role::Target)
    } else if is(COUNTERPARTY) {
        Some(Role::Counterparty)
    } else {
        (is(TEXT) || PLACE.contains(&name)).then_some(Role::Text)
    }
}

/// Whether a value is text for people by a person's word, or by its name where it names no place.
#[must_use]
pub fn is_prose(pointer: &str, roles: &Roles) -> bool {
    let name = name(pointer);
    match roles.confirmed(pointer) {
        Some(role) => role == Role::Text,
        None => by_name(&name) == Some(Role::Text) && !PLACE.contains(&name.as_str()),
    }
}

/// The name of a value; for an item of a list, that of the list.
pub(super) fn name(pointer: &str) -> String {
    let named = pointer.rsplit('/').find(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()));
    named.unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

/// Whether this is an entry of a calendar: it has a time, and carries nothing to a chat. A room of a chat and a place where files are kept
/// are where something goes.
fn is_entry(around: &Json) -> bool {
    let members = around.members().unwrap_or_default();
    let has_time = members.iter().any(|(_, value)| matches!(value, Json::String(text) if is_time(text)));
    has_time && !members.iter().any(|(name, _)| words(name).iter().any(|word| CARRIED.contains(&word.as_str())) || name.contains("本文"))
}

fn role(name: &str, value: &str, is_number: bool, is_entry: impl Fn() -> bool) -> Option<Role> {
    let named = by_name(name).filter(|role| *role != Role::Text || !PLACE.contains(&name) || is_entry());
    if let Some(Role::Secret | Role::Command) = named {
        return named;
    }
    if let Some(Role::Money | Role::Currency | Role::Plain) = named {
        return None;
    }
    if is_time(value) {
        return None;
    }
    if let Some(Role::Destination | Role::Counterparty | Role::Target) = named {
        // What has an address is known by no code.
        return named.map(|role| if role == Role::Target && carriers::leads(value) { Role::Counterparty } else { role });
    }
    if is_number {
        // A number chooses something only if its name says so.
        return words(name).last().is_some_and(|word| ["id", "number", "no", "番号"].contains(&word.as_str())).then_some(Role::Target);
    }
    let is_short = value.chars().count() <= SHORT_CHARS && value.split_whitespace().count() <= SHORT_WORDS;
    Some(if named == Some(Role::Text) || !is_short { Role::Text } else { Role::Target })
}

/// `userEmail`, `user_email`, `user-email`: `user`, `email`.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = None;
    for character in name.chars() {
        let starts = !character.is_alphanumeric() || (character.is_uppercase() && before.is_some_and(char::is_lowercase));
        if starts {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.extend(character.to_lowercase());
        }
        before = Some(character);
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::provenance::Layer;

    #[test]
    fn what_only_chooses_names_nothing() {
        let choices = ["replace", "eve@evil.example", "Org admin", "全員に公開"].map(str::to_owned);
        let layer = Layer::default().chosen_from("/mode", &choices).chosen_from("/to", &choices);
        let of = |json: &str, unknown| {
            let roles = Roles::new(vec![Arc::new(layer.clone())], unknown);
            of(&Json::parse(json).unwrap(), &roles).map(|(_, role, _)| role).next()
        };
        assert_eq!(of(r#"{"mode":"replace"}"#, false), None);
        assert_eq!(of(r#"{"mode":"Org admin"}"#, false), Some(Role::Target), "it opens something up");
        assert_eq!(of(r#"{"mode":"全員に公開"}"#, false), Some(Role::Target));
        assert_eq!(of(r#"{"mode":"other"}"#, false), Some(Role::Target), "not what was listed");
        assert_eq!(of(r#"{"mode":"replace"}"#, true), Some(Role::Target), "another tool may be meant");
        assert!(of(r#"{"mode":"eve@evil.example"}"#, false).is_some(), "an address stays one");
        assert_eq!(of(r#"{"to":"replace"}"#, false), Some(Role::Destination), "whom it goes to is no choice of a few");
    }

    #[test]
    fn a_place_is_text_only_in_an_entry() {
        let of = |json: &str| of(&Json::parse(json).unwrap(), &Roles::default()).find(|(pointer, ..)| pointer != "/message").map(|it| it.1);
        assert_eq!(of(r#"{"room":"A","start":"2026-12-01T10:00"}"#), Some(Role::Text));
        for json in [
            r#"{"room":"partner-x"}"#,
            r#"{"room":"partner-x","message":"m","at":"2026-12-01T10:00"}"#,
            r#"{"location":"bucket-x","content":"m"}"#,
            r#"{"場所":"共有フォルダー"}"#,
        ] {
            assert_eq!(of(json), Some(Role::Target), "{json}");
        }
    }

    fn roles(json: &str) -> Vec<(String, Role)> {
        of(&Json::parse(json).unwrap(), &Roles::default()).map(|(pointer, role, _)| (pointer, role)).collect()
    }

    #[test]
    fn a_name_tells_what_an_argument_is_for() {
        let json = r#"{"userEmail":"a@b.co","payee":"山田","amount":5,"date":"2026-01-01","body":"hi","api_key":"k","file_path":"x",
                       "attendees":["a","b"],"n":3,"invoice_id":3,"振込先口座":"1234567","dry_run":true,"whatever":"x","vendor_code":"V-1",
                       "supplierId":7,"vendor_account_id":"a","python_code":"x","code":"y","venue":"Rooms","meeting_venue":"Rooms",
                       "riyuu":"x","vendor_wallet_id":"x","取引先コード":"x","取引先振込先番号":"1","client_id":"a@b.co"}"#;
        let expected = [
            ("/userEmail", Role::Destination),
            ("/payee", Role::Counterparty),
            ("/body", Role::Text),
            ("/api_key", Role::Secret),
            ("/file_path", Role::Target),
            ("/attendees/0", Role::Destination),
            ("/attendees/1", Role::Destination),
            ("/invoice_id", Role::Target),
            ("/振込先口座", Role::Counterparty),
            ("/whatever", Role::Target),
            ("/vendor_code", Role::Target),
            ("/supplierId", Role::Target),
            ("/vendor_account_id", Role::Counterparty),
            ("/python_code", Role::Command),
            ("/code", Role::Command),
            ("/venue", Role::Target),
            ("/meeting_venue", Role::Target),
            ("/riyuu", Role::Text),
            ("/vendor_wallet_id", Role::Counterparty),
            ("/取引先コード", Role::Target),
            ("/取引先振込先番号", Role::Counterparty),
            ("/client_id", Role::Counterparty),
        ];
        assert_eq!(roles(json), expected.map(|(pointer, role)| (pointer.to_owned(), role)));
    }
}
