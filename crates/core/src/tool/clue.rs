//! What a sentence of a tool's description tells: what an argument is, and what the tool does.

use super::{
    Effect,
    words::{self, NOUNS},
};
use iso_currency::Currency;

use crate::{
    fold::occurs,
    provenance::{Role, by_name},
    shown::is_visible,
};

/// How much of a description is looked at, in characters. What matters comes first.
const CHARS_MAX: usize = 200;

/// Words behind which an English phrase says something about its thing, and no more what the thing is.
const TURNS: &[&str] = &[
    "of", "to", "for", "in", "from", "that", "which", "where", "who", "whom", "with", "on", "by", "at", "as", "is", "are", "when", "if",
    "into", "must", "should", "will", "can", "e.g", "used",
];

/// Words for things that accounts and people are named by, where a description is all there is.
const KNOWN: &[(&str, Role)] = &[
    ("iban", Role::Counterparty),
    ("bic", Role::Counterparty),
    ("swift", Role::Counterparty),
    ("receiver", Role::Counterparty),
    ("filename", Role::Target),
    ("hostname", Role::Destination),
    ("username", Role::Target),
];

/// Names of currencies beside their codes.
const CURRENCIES: &[(&str, Currency)] = &[
    ("円", Currency::JPY),
    ("yen", Currency::JPY),
    ("ドル", Currency::USD),
    ("us dollars", Currency::USD),
    ("ユーロ", Currency::EUR),
    ("euro", Currency::EUR),
    ("euros", Currency::EUR),
];

/// Words that make an amount count by more or less than its currency, or leave open what it is in.
const SCALES: &[&str] = &[
    "百",
    "千",
    "万",
    "億",
    "銭",
    "倍",
    "hundred",
    "thousand",
    "million",
    "billion",
    "lakh",
    "crore",
    "cent",
    "minor",
    "micro",
    "pence",
    "bps",
    "¢",
    "1000",
    "1,000",
    "multipl",
    "default",
    "unless",
    "otherwise",
    "currenc",
    "通貨",
    "外貨",
    "既定",
    "省略",
];
const SCALE_WORDS: &[&str] = &["k", "m", "mn", "mio", "mm", "bn", "b", "x", "x10", "x100", "100円", "10円", "100 yen", "10 yen", "100 jpy"];

/// Names of currencies that are only known to be another than the one that is told.
const OTHERS: &[&str] = &[
    "$",
    "€",
    "£",
    "₩",
    "元",
    "dollar",
    "dollars",
    "pound",
    "pounds",
    "sterling",
    "won",
    "yuan",
    "rmb",
    "renminbi",
    "franc",
    "francs",
    "baht",
    "rupee",
    "rupees",
    "ウォン",
    "ポンド",
    "バーツ",
    "フラン",
    "ルピー",
];

/// The currency that a description tells an amount to be in, if it names one and only one, and counts by no other unit.
pub(super) fn currency(description: &str) -> Option<Currency> {
    let head: String = description.chars().take(CHARS_MAX).collect();
    let lower = head.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| occurs(word, &lower));
    if SCALES.iter().any(|scale| lower.contains(scale)) || has(SCALE_WORDS) {
        return None;
    }
    let codes = head.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(|word| Currency::from_code(word).filter(|_| word.len() == 3));
    let names = CURRENCIES.iter().filter(|(name, _)| occurs(name, &lower)).map(|(_, currency)| *currency);
    let mut found: Vec<_> = codes.chain(names).collect();
    found.dedup();
    // Of `US dollars` the last word is no other one.
    let may_be_other = has(OTHERS) && found != [Currency::USD];
    if let [currency] = found.as_slice() { Some(*currency).filter(|_| !may_be_other) } else { None }
}

/// The role that a description tells, with the word that tells it: the thing that its first phrase names.
pub(super) fn role(description: &str) -> Option<(Role, String)> {
    let sentence = first_sentence(description);
    if sentence.chars().any(is_japanese) {
        // The thing stands last: `振込先の口座番号`.
        let head = sentence.trim_end().rsplit('の').next()?;
        return ending(head);
    }
    // `The IBAN of …`: up to the first word that turns to something else, the last word names the thing.
    let words = sentence.split(|c: char| !(c.is_alphanumeric() || "-_.'’".contains(c))).map(|word| word.trim_end_matches('.'));
    let phrase = words.filter(|word| !word.is_empty()).take_while(|word| !TURNS.contains(&word.to_lowercase().as_str()));
    of_word(phrase.last()?)
}

fn of_word(word: &str) -> Option<(Role, String)> {
    let lower = word.to_lowercase();
    // An item has a code, and so has a currency.
    if lower == "code" || lower == "codes" {
        return None;
    }
    let known = KNOWN.iter().find(|(known, _)| *known == lower).map(|(_, role)| *role);
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    let role = known.or_else(|| by_name(&lower)).or_else(|| by_name(singular))?;
    Some((role, lower.chars().filter(|c| is_visible(*c)).collect()))
}

/// The known word that this text ends with, or almost does.
fn ending(text: &str) -> Option<(Role, String)> {
    const WORD_CHARS_MAX: usize = 7;
    let inside = |at: usize| {
        let cuts = |c: char| c.is_ascii_alphanumeric();
        text.get(..at).is_some_and(|before| before.ends_with(cuts)) && text.get(at..).is_some_and(|rest| rest.starts_with(cuts))
    };
    let mut starts = text.char_indices().rev().take(WORD_CHARS_MAX).map(|(at, _)| at).filter(|at| !inside(*at));
    starts.find_map(|at| of_word(text.get(at..)?))
}

/// The effect that a description tells, with the word that tells it: the verb that it begins with, or ends with in Japanese.
pub(super) fn effect(description: &str) -> Option<(Effect, String)> {
    let sentence = first_sentence(description);
    if sentence.chars().any(is_japanese) {
        let does = ["します", "し、", "する", "を行", "いたします"];
        return words::japanese_verbs(sentence, &does);
    }
    let mut following = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = following.next()?.to_lowercase();
    let stems = [first.as_str(), first.strip_suffix('s').unwrap_or_default(), first.strip_suffix("es").unwrap_or_default()];
    let (effect, stem) = stems.into_iter().find_map(|stem| Some((words::verb(stem)?, stem)))?;
    // `Order status` names a thing; `Order a taxi` does something.
    let acts_on = ["a", "an", "the", "all", "any", "your", "one", "this", "money", "funds", "new"];
    let is_thing = NOUNS.contains(&stem) && !following.clone().next().is_some_and(|next| acts_on.contains(&next.to_lowercase().as_str()));
    // `Runs a query` says how; what is run says what.
    let says_how = ["run", "execute", "exec", "start", "stop", "apply", "invoke", "spawn"].contains(&stem);
    let runs = following.any(|word| by_name(word) == Some(Role::Command));
    (!is_thing && (!says_how || runs)).then(|| (effect, first.clone()))
}

pub(super) fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    let end = text.char_indices().nth(CHARS_MAX).map_or(text.len(), |(at, _)| at);
    let text = text.get(..end).unwrap_or_default();
    let stop = text.find(['\n', '。', '（', '(', ';', '；']).unwrap_or(text.len());
    let full = text.find(". ").unwrap_or(text.len());
    text.get(..stop.min(full)).unwrap_or_default()
}

fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(description: &str) -> Option<Role> {
        role(description).map(|(role, _)| role)
    }

    #[test]
    fn the_thing_that_a_phrase_names_is_what_an_argument_is() {
        for (description, role) in [
            ("IBAN of the recipient", Some(Role::Counterparty)),
            ("The recipient's email address.", Some(Role::Destination)),
            ("Body of the message to the recipient", Some(Role::Text)),
            ("Email subject", Some(Role::Text)),
            ("Amount of the transaction", Some(Role::Money)),
            ("Total price (in cents)", Some(Role::Money)),
            ("New password for the user", Some(Role::Secret)),
            ("Shell command to run", Some(Role::Command)),
            ("The URLs that are fetched", Some(Role::Destination)),
            ("ISO 4217 currency", Some(Role::Currency)),
            ("Number of transactions to return", None),
            ("Cost category", None),
            ("Item code", None),
            ("What to say", None),
            ("", None),
            ("口座番号（7桁）", Some(Role::Counterparty)),
            ("メールの種類", None),
            ("受取人のIBAN", Some(Role::Counterparty)),
            ("写真photo", None),
            ("振込先の口座", Some(Role::Counterparty)),
            ("メールの本文。宛先は別です。", Some(Role::Text)),
            ("送信先のメールアドレス", Some(Role::Destination)),
            ("支払金額（円）", Some(Role::Money)),
            ("猫の種類", None),
        ] {
            assert_eq!(says(description), role, "{description}");
        }
    }

    #[test]
    fn an_amount_is_in_the_currency_that_is_named() {
        for (description, code) in [
            ("金額(円)", Some("JPY")),
            ("Amount in USD", Some("USD")),
            ("Total (JPY, 円)", Some("JPY")),
            ("Price in euros, with tax", Some("EUR")),
            ("金額（千円）", None),
            ("Amount in USD or EUR", None),
            ("Amount in US cents (USD)", None),
            ("Amount in thousand yen", None),
            ("Amount", None),
            ("The yenta's fee", None),
            ("Amount in US dollars", Some("USD")),
            ("金額（円） 例: 1100円", Some("JPY")),
            ("Amount in yen or dollars", None),
            ("Amount in yen or $", None),
            ("金額（円またはウォン）", None),
            ("Amount in JPY (k)", None),
            ("Amount in hundreds of yen", None),
            ("金額（100円単位）", None),
            ("金額（百円単位）", None),
            ("Amount in JPY x100", None),
            ("Amount, JPY billions", None),
            ("Amount in JPY by default", None),
            ("Amount in JPY unless another is given", None),
            ("金額（円、外貨も可）", None),
            ("Amount in yen, or the account's currency", None),
        ] {
            assert_eq!(currency(description).map(|currency| currency.code()), code, "{description}");
        }
    }

    #[test]
    fn the_verb_tells_what_a_tool_does() {
        for (description, told) in [
            ("Deletes the report.", Some(Effect::Delete)),
            ("Transfer history of an account", None),
            ("Transfers money to a supplier", Some(Effect::Pay)),
            ("Runs a query on the database", None),
            ("Runs a command in a shell", Some(Effect::Execute)),
            ("Order a taxi", Some(Effect::Pay)),
            ("Order status lookup", None),
            ("Get the list of transactions, e.g. to send them.", Some(Effect::Read)),
            ("This tool deletes", None),
            ("取引先へ送金します。", Some(Effect::Pay)),
            ("送金の履歴を取得します。", Some(Effect::Read)),
            ("請求書を照会し、送金する", Some(Effect::Pay)),
            ("送金の履歴", None),
            ("送金の履歴の照会（口座ごと）", Some(Effect::Read)),
            ("備品の発注。", Some(Effect::Pay)),
            ("指定日の相場を返します。", Some(Effect::Read)),
        ] {
            assert_eq!(effect(description).map(|(effect, _)| effect), told, "{description}");
        }
    }
}
