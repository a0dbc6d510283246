//! What an argument is for, told by its name. Only what says whom, where, what or how is traced.

use super::{Role, carriers, moment::is_time, told::Roles};
use crate::{json::Json, money};

const COUNTERPARTY: &[&str] = &[
    "recipient",
    "payee",
    "beneficiary",
    "supplier",
    "vendor",
    "customer",
    "client",
    "account",
    "iban",
    "counterparty",
    "merchant",
    "bank",
    "振込先",
    "支払先",
    "受取人",
    "取引先",
    "仕入先",
    "口座",
    "発注先",
];
const DESTINATION: &[&str] = &[
    "to",
    "cc",
    "bcc",
    "email",
    "mail",
    "address",
    "url",
    "uri",
    "link",
    "channel",
    "webhook",
    "host",
    "domain",
    "phone",
    "recipients",
    "participants",
    "invitees",
    "attendees",
    "destination",
    "endpoint",
    "site",
    "street",
    "宛先",
    "送信先",
    "住所",
    "電話",
    "共有先",
    "参加者",
    "メール",
];
const COMMAND: &[&str] = &["command", "cmd", "script", "code", "shell", "sql", "コマンド"];
const SECRET: &[&str] = &["password", "passwd", "passphrase", "secret", "token", "credential", "apikey", "pin", "パスワード"];
const TEXT: &[&str] = &[
    "body",
    "content",
    "contents",
    "message",
    "text",
    "subject",
    "title",
    "description",
    "note",
    "notes",
    "memo",
    "comment",
    "summary",
    "reason",
    "html",
    "markdown",
    "caption",
    "本文",
    "件名",
    "内容",
    "メモ",
    "備考",
    "理由",
    "摘要",
    "見出し",
    "題名",
    "文面",
];
const CURRENCY: &[&str] = &["currency", "通貨"];
/// Names of what neither sends nor chooses anything.
const PLAIN: &[&str] = &[
    "date",
    "time",
    "start",
    "end",
    "day",
    "month",
    "year",
    "deadline",
    "due",
    "duration",
    "limit",
    "offset",
    "count",
    "page",
    "priority",
    "status",
    "format",
    "language",
    "locale",
    "timezone",
    "quantity",
    "qty",
    "unit",
    "recurring",
    "日付",
    "日時",
    "期限",
    "数量",
    "開始",
    "終了",
    "納期",
];

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
        let named = role(&name(&node.pointer), value, is_number);
        // A harmless name makes no address harmless, and neither does anybody's word for it.
        let leads = || (!is_number && carriers::leads(value)).then_some(Role::Destination);
        let role = roles.role(&node.pointer, named).or_else(leads)?;
        Some((node.pointer, role, value.clone()))
    })
}

/// What the name of an argument alone says it is for.
#[must_use]
pub fn by_name(name: &str) -> Option<Role> {
    let words = words(name);
    let is = |known: &[&str]| {
        words.iter().any(|word| known.contains(&word.as_str())) || known.iter().any(|part| !part.is_ascii() && name.contains(part))
    };
    let has = |word: &str| words.iter().any(|known| known == word);
    if money::names_currency(name) {
        Some(Role::Currency)
    } else if is(SECRET) || has("api") && has("key") {
        Some(Role::Secret)
    } else if is(COMMAND) {
        Some(Role::Command)
    } else if money::names_amount(name) {
        Some(Role::Money)
    } else if is(CURRENCY) {
        Some(Role::Currency)
    } else if is(PLAIN) {
        Some(Role::Plain)
    } else if is(DESTINATION) {
        Some(Role::Destination)
    } else if is(COUNTERPARTY) {
        Some(Role::Counterparty)
    } else {
        is(TEXT).then_some(Role::Text)
    }
}

/// The name of a value; for an item of a list, that of the list.
fn name(pointer: &str) -> String {
    let named = pointer.rsplit('/').find(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()));
    named.unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

fn role(name: &str, value: &str, is_number: bool) -> Option<Role> {
    let named = by_name(name);
    if let Some(Role::Secret | Role::Command) = named {
        return named;
    }
    if let Some(Role::Money | Role::Currency | Role::Plain) = named {
        return None;
    }
    if is_time(value) {
        return None;
    }
    if let Some(Role::Destination | Role::Counterparty) = named {
        return named;
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
    use super::*;

    fn roles(json: &str) -> Vec<(String, Role)> {
        of(&Json::parse(json).unwrap(), &Roles::default()).map(|(pointer, role, _)| (pointer, role)).collect()
    }

    #[test]
    fn a_name_tells_what_an_argument_is_for() {
        let json = r#"{"userEmail":"a@b.co","payee":"山田","amount":5,"date":"2026-01-01","body":"hi","api_key":"k","file_path":"x",
                       "attendees":["a","b"],"n":3,"invoice_id":3,"振込先口座":"1234567","dry_run":true,"whatever":"x"}"#;
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
        ];
        assert_eq!(roles(json), expected.map(|(pointer, role)| (pointer.to_owned(), role)));
    }
}
