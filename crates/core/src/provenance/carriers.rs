//! What inside a longer text leads somewhere: links, domains, mail addresses, accounts.

use super::Role;
use crate::fold::is_spaced;

/// The shortest run of letters and digits that is taken for an account.
const ACCOUNT_MIN: usize = 10;

/// How many digits it has at least.
const ACCOUNT_DIGITS_MIN: usize = 7;

/// The parts of an argument that are traced: all of it, or what leads somewhere in a text for people.
pub(super) fn parts(role: Role, value: &str) -> Vec<String> {
    match role {
        Role::Counterparty | Role::Destination | Role::Target | Role::Command | Role::Secret => vec![value.trim().to_owned()],
        Role::Money | Role::Currency | Role::Plain => Vec::new(),
        Role::Text => value.split(is_gap).map(trimmed).filter(|word| leads(word)).map(str::to_owned).collect(),
    }
}

/// Whether there is an address, a link or an account in a text for people.
pub(crate) fn leads_somewhere(text: &str) -> bool {
    !parts(Role::Text, text).is_empty()
}

/// A folded address as people write it: without scheme, `www.` and a slash at the end.
pub(crate) fn bare(folded: &str) -> &str {
    let rest = folded.split_once("://").map_or(folded, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// How a chat calls all its members. Without the mark these are words of any text.
const ALL: &[&str] = &["all", "channel", "everyone", "here", "team"];

/// What a chat calls somebody or a channel, without the mark before it; a single character is too little to find.
pub(super) fn handle(folded: &str) -> &str {
    let is_name = |name: &&str| name.chars().nth(1).is_some() && !ALL.contains(name);
    folded.strip_prefix(['@', '#']).filter(is_name).unwrap_or(folded)
}

/// The host of a folded address that carries something: a query, or a user's name.
pub(super) fn host_of_carrier(folded: &str) -> Option<&str> {
    let rest = folded.split_once("://").map(|(_, rest)| rest).or_else(|| is_host(folded).then_some(folded))?;
    let carries = rest.contains(['?', '@', '#']);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    carries.then(|| bare(host.rsplit('@').next().unwrap_or_default()))
}

/// The hosts that a folded text names: of links, mail addresses, and by themselves.
pub(crate) fn hosts(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(is_gap).map(trimmed).filter_map(|word| {
        let rest = word.split_once("://").map(|(_, rest)| rest);
        let rest = rest.or_else(|| (is_mail(word) || is_host(word)).then_some(word))?;
        let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
        let host = host.split(':').next()?.trim_matches('.');
        (!host.is_empty() && host.contains('.')).then_some(host)
    })
}

fn is_gap(character: char) -> bool {
    character.is_whitespace() || !is_spaced(character) || "\"'<>()[]{}、。，；「」『』（）【】|,;".contains(character)
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| ".:!?*_`".contains(c))
}

/// Whether a word is an address of some kind.
pub(super) fn leads(word: &str) -> bool {
    word.contains("://") || is_mail(word) || is_host(word) || is_account(word)
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.ends_with('.'))
}

/// `www.example.com/path`, `example.co.jp`: a name with a last part of letters only.
fn is_host(word: &str) -> bool {
    let host = word.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let mut labels = host.rsplit('.');
    let top = labels.next().unwrap_or_default();
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let mut rest = labels.peekable();
    // `e.g` and `file.txt` are no hosts; a path, a `www` or a well-known ending says that something is.
    let says_so = host.starts_with("www.") || word.contains('/') || TOPS.contains(&top.to_ascii_lowercase().as_str());
    top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic()) && rest.peek().is_some() && rest.all(is_label) && says_so
}

/// Endings that make a name a host, where nothing else does.
const TOPS: &[&str] = &[
    "com", "net", "org", "io", "jp", "co", "dev", "info", "biz", "app", "ai", "me", "uk", "de", "fr", "us", "eu", "cn", "ru", "xyz",
    "site", "online", "shop", "cloud", "link", "top", "example", "test",
];

fn is_account(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let only_groups = word.chars().all(|c| c.is_alphanumeric() || "-.".contains(c));
    only_groups
        && !is_reference(word)
        && plain.chars().count() >= ACCOUNT_MIN
        && plain.chars().filter(char::is_ascii_digit).count() >= ACCOUNT_DIGITS_MIN
}

/// `PO-2610-0088`, `No.2026-1183`: letters that say what the number is of, and few digits. No account is written so.
fn is_reference(word: &str) -> bool {
    let letters = word.split(|c: char| "-.".contains(c)).next().unwrap_or_default();
    let has_letters = !letters.is_empty() && letters.len() < word.len() && letters.chars().all(char::is_alphabetic);
    has_letters && word.chars().filter(char::is_ascii_digit).count() < ACCOUNT_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        parts(Role::Text, text)
    }

    #[test]
    fn what_leads_somewhere_is_found_in_text() {
        assert_eq!(found("See https://a.example/x?y=1, or www.b.com."), ["https://a.example/x?y=1", "www.b.com"]);
        assert_eq!(found("（eve@example.net）へ。口座はGB29NWBK60161331926819です"), ["eve@example.net", "GB29NWBK60161331926819"]);
        assert_eq!(found("Pay GB29NWBK60161331926819 today"), ["GB29NWBK60161331926819"]);
        assert_eq!(found("e.g. report.txt, v1.2.3 and 12.50 on 2026-11-22; see 3.5, PO-2610-0088"), [] as [&str; 0]);
    }

    #[test]
    fn an_address_is_the_same_with_and_without_its_trimmings() {
        assert_eq!(bare("https://www.example.com/"), "example.com");
        assert_eq!(bare("example.com/x"), "example.com/x");
        assert_eq!(["@小泉", "#general", "@原", "a@b", "@everyone"].map(handle), ["小泉", "general", "@原", "a@b", "@everyone"]);
    }
}
