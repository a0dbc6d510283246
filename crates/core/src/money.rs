//! Amounts of money in the arguments of an action, read as decimals and never as floats.

use std::collections::HashMap;

use iso_currency::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    json::{Json, Node},
    provenance::{Role, Roles},
};

pub use sum::{SUM_MAX, Sum, SumError, amount, code};

pub mod order;
mod sum;

/// An amount of money that the arguments carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Amount {
    /// Where it stands in the arguments (RFC 6901).
    pub pointer: String,
    /// How much, as a plain decimal such as `480000` or `12.50`.
    #[ts(type = "string")]
    pub value: Decimal,
    /// ISO 4217 code, where the arguments name one.
    pub currency: Option<String>,
}

/// What the arguments say about money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Money {
    /// Nothing.
    None,
    /// This; the largest, if there are several.
    Amount(Amount),
    /// Something that cannot be read safely, at this pointer.
    Unread {
        /// Where it stands.
        pointer: String,
    },
}

impl Amount {
    /// The amount in steps of about one US cent or one yen, for comparing sizes roughly. Without a currency the larger reading counts.
    #[must_use]
    pub fn everyday(&self) -> Decimal {
        let decimals = match self.currency.as_deref().and_then(Currency::from_code) {
            Some(currency) => currency.exponent().unwrap_or(2),
            None => 2,
        };
        self.value.checked_mul(Decimal::from(10_u64.pow(u32::from(decimals)))).unwrap_or(Decimal::MAX)
    }
}

const AMOUNT_WORDS: &[&str] =
    &["amount", "total", "price", "cost", "sum", "fee", "budget", "salary", "payment", "kingaku", "goukei", "kakaku", "daikin"];
const AMOUNT_JAPANESE: &[&str] = &["金額", "合計", "代金", "価格", "料金", "報酬", "予算"];
const CURRENCY_KEYS: &[&str] = &["currency", "currency_code", "currencyCode", "通貨"];
const SYMBOLS: [(char, &str); 6] = [('¥', "JPY"), ('￥', "JPY"), ('円', "JPY"), ('€', "EUR"), ('£', "GBP"), ('$', "")];

/// Finds the money in an action's arguments: by their names, and where somebody has said more, by that.
#[must_use]
pub fn find(arguments: &Json, roles: &Roles) -> Money {
    match all(arguments, roles) {
        Err(pointer) => Money::Unread { pointer },
        Ok(amounts) => amounts
            .into_iter()
            .map(|(_, amount)| amount)
            .reduce(|largest, amount| if largest.everyday() < amount.everyday() { amount } else { largest })
            .map_or(Money::None, Money::Amount),
    }
}

/// All amounts in an action's arguments, each with its name. Fails with the pointer of the first that cannot be read safely.
pub(crate) fn all(arguments: &Json, roles: &Roles) -> Result<Vec<(String, Amount)>, String> {
    let told = currencies_told(arguments, roles);
    let codes: Vec<_> = arguments.walk().filter_map(|node| Currency::from_code(&node.value.as_str()?.trim().to_uppercase())).collect();
    let mut amounts = Vec::new();
    for node in arguments.walk().filter(|node| is_money(node, roles)) {
        let read = match node.value {
            Json::Number(digits) => plain(digits).map(|value| (value, None)),
            Json::String(text) => from_text(text),
            Json::Null => continue,
            // There is money in it, and no saying how much.
            Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
        };
        let Some((value, symbol)) = read.filter(|(value, _)| *value >= Decimal::ZERO) else { return Err(node.pointer) };
        let named = symbol.or_else(|| currency_beside(arguments, &node)).or_else(|| closest(&told, &node.pointer));
        // Whatever an argument is called that says another one, the tool does not count in one currency only.
        let counted = || roles.currency(&node.pointer).filter(|counted| codes.iter().all(|code| code == counted));
        let currency = named.or_else(|| counted().map(|currency| currency.code().to_owned()));
        amounts.push((node.key.to_owned(), Amount { pointer: node.pointer, value, currency }));
    }
    Ok(amounts)
}

/// Whether a value of this name says which currency an amount is in.
#[must_use]
pub fn names_currency(key: &str) -> bool {
    CURRENCY_KEYS.contains(&key)
}

/// Whether a value of this name is an amount of money.
#[must_use]
pub fn names_amount(key: &str) -> bool {
    let lower = key.to_lowercase();
    AMOUNT_JAPANESE.iter().any(|word| key.contains(word))
        || lower.contains("amount")
        || lower.split(|c: char| !c.is_alphanumeric()).any(|word| AMOUNT_WORDS.iter().any(|known| word == *known || word.ends_with(known)))
}

/// The currency that the amount's own key (`amount_jpy`) or the object around it (`currency`) names.
fn currency_beside(arguments: &Json, node: &Node<'_>) -> Option<String> {
    let known = |code: &str| Currency::from_code(&code.to_uppercase()).map(|currency| currency.code().to_owned());
    if let Some(code) = node.key.rsplit('_').next().filter(|last| last.len() == 3 && *last != node.key).and_then(known) {
        return Some(code);
    }
    let around = node.parent?;
    CURRENCY_KEYS.iter().find_map(|key| known(around.get(key).or_else(|| arguments.get(key))?.as_str()?))
}

fn is_money(node: &Node<'_>, roles: &Roles) -> bool {
    let named = names_amount(node.key);
    match node.value {
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => roles.is_money(&node.pointer, named),
        // What is in it is looked at by itself. By name alone it is an amount of a kind that nobody can read.
        Json::Array(_) => named && roles.confirmed(&format!("{}/*", node.pointer)) != Some(Role::Money),
        Json::Object(_) => named,
    }
}

/// Where a person has confirmed that an argument says the currency: which one, by the object that has it.
fn currencies_told(arguments: &Json, roles: &Roles) -> HashMap<String, String> {
    let told = arguments.walk().filter(|node| roles.confirmed(&node.pointer) == Some(Role::Currency));
    let known = told.filter_map(|node| {
        let currency = Currency::from_code(&node.value.as_str()?.to_uppercase())?;
        Some((node.pointer.rsplit_once('/')?.0.to_owned(), currency.code().to_owned()))
    });
    known.collect()
}

/// The currency that the closest object around the amount tells.
fn closest(told: &HashMap<String, String>, pointer: &str) -> Option<String> {
    let mut around = pointer;
    while let Some((outer, _)) = around.rsplit_once('/').filter(|_| !told.is_empty()) {
        if let Some(currency) = told.get(outer) {
            return Some(currency.clone());
        }
        around = outer;
    }
    None
}

/// A number written for people: `1,000`, `¥1000`, `12.50 USD`. Anything that could be read two ways is not read.
fn from_text(text: &str) -> Option<(Decimal, Option<String>)> {
    let mut rest = text.trim().to_owned();
    let mut currency = None;
    for (symbol, code) in SYMBOLS {
        if let Some(cut) = rest.strip_prefix(symbol).or_else(|| rest.strip_suffix(symbol)) {
            currency = (!code.is_empty()).then(|| code.to_owned());
            rest = cut.trim().to_owned();
            break;
        }
    }
    let letters = |part: &str| (part.len() == 3).then(|| Currency::from_code(part)).flatten();
    if let Some((code, cut)) = rest.split_at_checked(3).and_then(|(head, tail)| Some((letters(head)?, tail.to_owned()))) {
        (currency, rest) = (Some(code.code().to_owned()), cut.trim().to_owned());
    } else if let Some((cut, code)) =
        rest.len().checked_sub(3).and_then(|at| rest.split_at_checked(at)).and_then(|(head, tail)| Some((head.to_owned(), letters(tail)?)))
    {
        (currency, rest) = (Some(code.code().to_owned()), cut.trim().to_owned());
    }
    let (whole, fraction) = rest.split_once('.').map_or((rest.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = groups.clone().count() > 0;
    if !groups.all(|group| group.len() == 3) || (grouped && (first.is_empty() || first.len() > 3)) {
        return None;
    }
    // `1.000` is one in Tokyo and a thousand in Berlin.
    if !grouped && fraction.is_some_and(|fraction| fraction.len() == 3) {
        return None;
    }
    let digits = whole.replace(',', "");
    plain(&fraction.map_or(digits.clone(), |fraction| format!("{digits}.{fraction}"))).map(|value| (value, currency))
}

/// Plain digits with at most one point, exactly. Exponents and more digits than a decimal holds are not read.
fn plain(digits: &str) -> Option<Decimal> {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    if is_plain { Decimal::from_str_exact(digits).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::provenance::Layer;

    fn check(arguments: &str, value: &str, currency: Option<&str>) {
        let Money::Amount(amount) = find(&Json::parse(arguments).unwrap(), &Roles::default()) else { panic!("{arguments} has an amount") };
        assert_eq!((amount.value.to_string().as_str(), amount.currency.as_deref()), (value, currency), "{arguments}");
    }

    #[test]
    fn amounts_are_found_and_read() {
        check(r#"{"amount":480000,"currency":"JPY"}"#, "480000", Some("JPY"));
        check(r#"{"amount":"1,234.50 USD"}"#, "1234.50", Some("USD"));
        check(r#"{"amount":"¥1000"}"#, "1000", Some("JPY"));
        check(r#"{"order":{"total_eur":12.5,"lines":3}}"#, "12.5", Some("EUR"));
        check(r#"{"金額":"48,000円"}"#, "48000", Some("JPY"));
        check(r#"{"items":[{"price":5},{"price":700}],"currency":"usd"}"#, "700", Some("USD"));
        check(r#"{"total_amount":0.1}"#, "0.1", None);
    }

    #[test]
    fn what_could_be_read_two_ways_is_not_read() {
        for amount in [
            "\"NaN\"",
            "1e400",
            "\"-5\"",
            "-5",
            "\"1,00\"",
            "\"1.000,00\"",
            "\"1.000 EUR\"",
            "{\"value\":5}",
            "[5]",
            "true",
            "\"１００\"",
            "\"\"",
            "\"ten\"",
            "\"1 000\"",
            "99999999999999999999999999999999",
        ] {
            let arguments = format!(r#"{{"amount":{amount}}}"#);
            assert_eq!(
                find(&Json::parse(&arguments).unwrap(), &Roles::default()),
                Money::Unread { pointer: "/amount".to_owned() },
                "{amount}"
            );
        }
    }

    #[test]
    fn what_a_person_confirmed_counts() {
        let json = Json::parse(r#"{"items":[{"x":5,"y":"jpy"},{"x":"70","y":"eur"}],"amount":900}"#).unwrap();
        let layer = |layer: Layer| Roles::new(vec![Arc::new(layer)], false);
        let named = layer(Layer::default().confirmed("/items/*/x", Role::Money).confirmed("/items/*/y", Role::Currency));
        let told = layer(Layer::default().inferred("/items/*/x", Role::Money).inferred("/items/*/y", Role::Currency));
        let only = |roles: &Roles| match find(&Json::parse(r#"{"items":[{"x":5,"y":"jpy"}]}"#).unwrap(), roles) {
            Money::Amount(amount) => amount.currency,
            Money::None | Money::Unread { .. } => panic!("an amount"),
        };
        assert_eq!(only(&named).as_deref(), Some("JPY"));
        assert_eq!(only(&told), None, "a server's word makes no amount smaller");
        let Money::Amount(amount) = find(&json, &named) else { panic!("an amount") };
        assert_eq!((amount.pointer.as_str(), amount.currency), ("/amount", None), "the largest reading counts");
    }

    #[test]
    fn an_amount_is_in_what_its_own_server_counts_in() {
        let yen = || Arc::new(Layer::default().counted_in("/lines/*/amount", Currency::JPY));
        let read = |arguments: &str, roles: &Roles| match find(&Json::parse(arguments).unwrap(), roles) {
            Money::Amount(amount) => amount.currency,
            Money::None | Money::Unread { .. } => panic!("an amount"),
        };
        let json = r#"{"lines":[{"amount":5}]}"#;
        assert_eq!(read(json, &Roles::new(vec![yen()], false)).as_deref(), Some("JPY"));
        assert_eq!(read(r#"{"lines":[{"amount":5,"currency":"USD"}]}"#, &Roles::new(vec![yen()], false)).as_deref(), Some("USD"));
        assert_eq!(read(r#"{"ccy":"usd","lines":[{"amount":5}]}"#, &Roles::new(vec![yen()], false)), None, "another one is said");
        assert_eq!(read(json, &Roles::new(vec![yen()], true)), None, "another tool may be meant");
        assert_eq!(read(json, &Roles::new(vec![yen(), Arc::default()], false)), None, "not every server says so");
        assert_eq!(read(r#"{"total":5}"#, &Roles::new(vec![yen()], false)).as_deref(), Some("JPY"), "the tool counts in one currency");
        let two = Arc::new(Layer::default().counted_in("/fee", Currency::USD).counted_in("/amount", Currency::JPY));
        assert_eq!(read(r#"{"total":5}"#, &Roles::new(vec![two], false)), None, "the tool counts in two");
    }

    #[test]
    fn amounts_in_a_list_are_read_where_somebody_has_said_so() {
        let roles = |layer: Layer| Roles::new(vec![Arc::new(layer)], false);
        let read = |text: &str, layer: Layer| find(&Json::parse(text).unwrap(), &roles(layer));
        let told = Layer::default().inferred("/x/*", Role::Money);
        assert!(matches!(read(r#"{"x":[5,70]}"#, told.clone()), Money::Amount(amount) if amount.pointer == "/x/1"));
        assert!(matches!(read(r#"{"x":70}"#, told), Money::Amount(_)), "one value where a list was told of");
        let amounts = r#"{"amounts":[5,70]}"#;
        assert!(matches!(read(amounts, Layer::default()), Money::Unread { .. }));
        assert!(matches!(read(amounts, Layer::default().confirmed("/amounts/*", Role::Money)), Money::Amount(_)));
    }

    #[test]
    fn other_numbers_are_not_money() {
        assert_eq!(find(&Json::parse(r#"{"count":5,"id":"1000","amount":null}"#).unwrap(), &Roles::default()), Money::None);
    }
}
