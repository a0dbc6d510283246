//! What an argument is for, told by its name. Only what says whom, where, what or how is traced.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::carriers;
use crate::{json::Json, money};

/// What an argument is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
// A reviewer has a role, too.
#[ts(rename = "ArgumentRole")]
pub enum Role {
    /// Who is paid or dealt with: a name or an account.
    Counterparty,
    /// Where something goes: an address, a channel, a link.
    Destination,
    /// What is acted on: a file, a record, a user.
    Target,
    /// What is run.
    Command,
    /// A password or another secret.
    Secret,
    /// Text for people, in which only addresses matter.
    Text,
}

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
    "currency",
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
    "通貨",
];

/// Above this many words or characters, a text whose name says nothing is taken for text for people.
const SHORT_WORDS: usize = 6;
const SHORT_CHARS: usize = 80;

/// Every argument that says whom, where, what or how: where it stands, what it is for, and what it is.
pub fn of(arguments: &Json) -> impl Iterator<Item = (String, Role, String)> + '_ {
    arguments.walk().filter_map(|node| {
        let value = match node.value {
            Json::String(text) if !text.trim().is_empty() => text,
            Json::Number(digits) => digits,
            Json::String(_) | Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
        };
        let is_number = matches!(node.value, Json::Number(_));
        let name = name(&node.pointer);
        Some((role(&name, value, is_number)?, node.pointer, value.clone())).map(|(role, pointer, value)| (pointer, role, value))
    })
}

/// The name of a value; for an item of a list, that of the list.
fn name(pointer: &str) -> String {
    let named = pointer.rsplit('/').find(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()));
    named.unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

fn role(name: &str, value: &str, is_number: bool) -> Option<Role> {
    let words = words(name);
    let is = |known: &[&str]| {
        words.iter().any(|word| known.contains(&word.as_str())) || known.iter().any(|part| !part.is_ascii() && name.contains(part))
    };
    if is(SECRET) || (words.contains(&"api".to_owned()) && words.contains(&"key".to_owned())) {
        return Some(Role::Secret);
    }
    if is(COMMAND) {
        return Some(Role::Command);
    }
    if money::names_amount(name) || is(PLAIN) || is_time(value) {
        // A harmless name makes no address harmless.
        return (!is_number && carriers::leads(value)).then_some(Role::Destination);
    }
    if is(DESTINATION) {
        return Some(Role::Destination);
    }
    if is(COUNTERPARTY) {
        return Some(Role::Counterparty);
    }
    if is_number {
        // A number chooses something only if its name says so.
        return words.last().is_some_and(|word| ["id", "number", "no", "番号"].contains(&word.as_str())).then_some(Role::Target);
    }
    let is_short = value.chars().count() <= SHORT_CHARS && value.split_whitespace().count() <= SHORT_WORDS;
    Some(if is(TEXT) || !is_short { Role::Text } else { Role::Target })
}

/// A date, a time of day, or both, such as `2026-12-03 09:30`. A moment leads nowhere.
fn is_time(value: &str) -> bool {
    let is_number = |text: &str, digits: &[usize]| digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = |text: &str| {
        let parts: Vec<_> = text.split(['-', '/', '.']).collect();
        matches!(parts.as_slice(), [a, b, c] if (is_number(a, &[4]) && is_number(b, &[1, 2]) && is_number(c, &[1, 2]))
            || (is_number(a, &[1, 2]) && is_number(b, &[1, 2]) && is_number(c, &[4])))
    };
    let is_clock = |text: &str| {
        let text = text.trim_end_matches(['z', 'Z']);
        let text = text.split_once('+').map_or(text, |(clock, _)| clock).split('.').next().unwrap_or_default();
        let parts: Vec<_> = text.split(':').collect();
        (parts.len() == 2 || parts.len() == 3) && parts.iter().all(|part| is_number(part, &[1, 2]))
    };
    let mut parts = value.trim().split(['T', ' ']).filter(|part| !part.is_empty());
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    parts.next().is_none() && (is_date(first) && second.is_none_or(is_clock) || is_clock(first) && second.is_none())
}

/// `userEmail`, `user_email`, `user-email`: `user`, `email`.
fn words(name: &str) -> Vec<String> {
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
        of(&Json::parse(json).unwrap()).map(|(pointer, role, _)| (pointer, role)).collect()
    }

    #[test]
    fn a_moment_is_not_traced() {
        for moment in ["2026-12-03", "2026-12-03 09:30", "2026-12-03T09:30:00.5Z", "13:00", "03/12/2026", "2026-12-03T09:30:00+09:00"] {
            assert!(is_time(moment), "{moment}");
        }
        for other in ["2026", "1234-5678", "03-1234-5678", "12.50", "2026-12-03 to eve", "", "1:2:3:4", "192.168.1.1"] {
            assert!(!is_time(other), "{other}");
        }
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
