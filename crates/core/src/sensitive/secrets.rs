//! Keys, tokens and passwords. The patterns are linear in the text, whatever it is.

use std::{collections::HashMap, sync::LazyLock};

use regex::{Regex, RegexSet};

use super::Secret;

/// The least that is taken for a password, in characters.
const PASSWORD_MIN: usize = 6;

/// The least spread of characters in what is drawn by chance, in bits a character.
const BITS_MIN: f64 = 3.7;

static PRIVATE_KEY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"-----BEGIN [A-Z0-9 ]{0,20}PRIVATE KEY|PuTTY-User-Key-File-|AGE-SECRET-KEY-1").ok());

/// Shapes that services give to their keys, so that people and programs know them.
static TOKENS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        r"(?-u:\b)A(?:KIA|SIA)[0-9A-Z]{16}(?-u:\b)",
        r"(?-u:\b)gh[pousr]_[A-Za-z0-9]{36}",
        r"(?-u:\b)github_pat_[A-Za-z0-9_]{22}",
        r"(?-u:\b)glpat-[A-Za-z0-9_-]{20}",
        r"(?-u:\b)xox[abeoprs]-[A-Za-z0-9-]{10}",
        r"(?-u:\b)sk-(?:ant|proj|svcacct)-[A-Za-z0-9_-]{20}",
        r"(?-u:\b)sk-[A-Za-z0-9]{32}",
        r"(?-u:\b)[sr]k_live_[A-Za-z0-9]{16}",
        r"(?-u:\b)whsec_[A-Za-z0-9+/]{20}",
        r"(?-u:\b)AIza[0-9A-Za-z_-]{35}",
        r"(?-u:\b)ya29\.[0-9A-Za-z_-]{20}",
        r"(?-u:\b)eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8}",
        r"(?-u:\b)npm_[A-Za-z0-9]{36}",
        r"(?-u:\b)pypi-AgEI[A-Za-z0-9_-]{20}",
        r"(?-u:\b)hf_[A-Za-z0-9]{30}",
        r"(?-u:\b)dop_v1_[0-9a-f]{64}",
        r"(?-u:\b)SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16}",
        r"hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{8}",
        r"(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{20}",
        r"(?i-u:bearer) [A-Za-z0-9._~+/-]{20}",
        r"[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9._%-]+:[^\x00-\x20/:@]{3,}@[A-Za-z0-9]",
    ])
    .ok()
});

/// A password, and what stands for one, with what follows it.
static PASSWORD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let label = "(?i-u:password|passwd|passphrase|pwd|api[ _-]?key|secret[ _-]?key|client[ _-]?secret|access[ _-]?key)\
                 |パスワード|パスフレーズ|暗証番号|APIキー|シークレット|アクセスキー";
    Regex::new(&format!(r#"(?:{label})["'`)\]」』]*[ \t]*(?:(?i-u:is|was)[ \t]|[:=|はがを→])[ \t\r\n]*["'`(\[「『]*([!-~]{{4,64}})"#)).ok()
});

/// A word for a credential, with a long run of letters and digits soon after it.
static CREDENTIAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let label = "(?i-u:token|secret|credential|api|key|auth)|トークン|キー|認証|資格情報";
    Regex::new(&format!(r#"(?:{label})[^\n]{{0,24}}?[ "'`:=「『]([A-Za-z0-9][!-~]{{23,199}})"#)).ok()
});

/// The shortest run without a gap that can be one of [`TOKENS`], and how a private key is told, whatever its kind.
const RUN_MIN: usize = 10;
const PRIVATE: [&str; 3] = ["PRIVATE KEY", "PuTTY-User-Key", "AGE-SECRET-KEY"];

pub(super) fn find(text: &str) -> Option<Secret> {
    // Most texts can be told to hold nothing by a look at them.
    let has_run = text.split(|c: char| c.is_whitespace() || !c.is_ascii()).any(|run| run.len() >= RUN_MIN);
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let has_private = PRIVATE.iter().any(|mark| text.contains(mark));
    // A pattern that does not compile finds everything: a test would show it, and nothing goes out unseen.
    if has_private && PRIVATE_KEY.as_ref().is_none_or(|pattern| pattern.is_match(text)) {
        return Some(Secret::PrivateKey);
    }
    if has_run && (TOKENS.as_ref().is_none_or(|patterns| patterns.is_match(text)) || any(CREDENTIAL.as_ref(), text, is_by_chance)) {
        return Some(Secret::Token);
    }
    (has_digit && any(PASSWORD.as_ref(), text, is_password)).then_some(Secret::Password)
}

fn any(pattern: Option<&Regex>, text: &str, is_one: impl Fn(&str) -> bool) -> bool {
    let Some(pattern) = pattern else { return true };
    pattern.captures_iter(text).any(|found| found.get(1).is_some_and(|value| is_one(trimmed(value.as_str()))))
}

fn trimmed(value: &str) -> &str {
    value.trim_end_matches(['.', ',', ';', ':', '"', '\'', '`', ')', ']', '>', '<'])
}

/// Letters and digits, or signs among them. Words, dates, addresses and rows of stars are none.
fn is_password(value: &str) -> bool {
    let has = |is: fn(&char) -> bool| value.chars().any(|c| is(&c));
    let is_date = value.chars().all(|c| c.is_ascii_digit() || "-/.:".contains(c));
    let leads = value.contains("://") || value.split_once('@').is_some_and(|(_, host)| host.contains('.'));
    value.len() >= PASSWORD_MIN && has(char::is_ascii_digit) && has(char::is_ascii_alphabetic) && !is_date && !leads
}

/// A run in which everything turns up: hashes, numbers of orders and identifiers of one case are none, nor are addresses.
fn is_by_chance(value: &str) -> bool {
    let has = |is: fn(&char) -> bool| value.chars().any(|c| is(&c));
    let is_run = value.chars().all(|c| c.is_ascii_alphanumeric() || "+/_=-".contains(c));
    let mixed = has(char::is_ascii_digit) && has(char::is_ascii_lowercase) && has(char::is_ascii_uppercase);
    is_run && mixed && !value.contains("--") && bits(value) >= BITS_MIN
}

/// Shannon's entropy, in bits a character.
fn bits(value: &str) -> f64 {
    let mut counts = HashMap::new();
    for character in value.chars() {
        *counts.entry(character).or_insert(0_u32) += 1;
    }
    let all = f64::from(counts.values().sum::<u32>());
    -counts.values().map(|count| f64::from(*count) / all).map(|share| share * share.log2()).sum::<f64>()
}
