//! What an action counts for in budgets: the most that its arguments can mean, per currency.

use std::collections::BTreeMap;

use iso_currency::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    json::Json,
    money::{self, Amount},
    provenance::Roles,
    tool::Effect,
};

/// More minor units than any budget has. What is more counts as this, and fits nowhere.
pub const MINOR_MAX: i64 = 2_000_000_000_000_000;

/// What an action counts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Charge {
    /// It moves no money.
    None,
    /// These sums, in minor units, by ISO 4217 code.
    Sums(BTreeMap<String, i64>),
    /// Nobody can say.
    Unclear(Unclear),
}

/// Why nobody can say how much an action moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Unclear {
    /// What stands at this place in the arguments (RFC 6901) cannot be read in one way only.
    Unread {
        /// Where.
        pointer: String,
    },
    /// The amount at this place names no currency.
    NoCurrency {
        /// Where.
        pointer: String,
    },
    /// The tool pays, and its arguments name no amount.
    NoAmount,
}

const TOTALS: &[&str] = &["total", "sum", "合計"];
const PIECES: &[&str] = &["price", "cost", "価格", "料金"];
const QUANTITIES: &[&str] = &["quantity", "qty", "数量", "個数"];

impl Charge {
    /// What these arguments of a tool with this effect count for.
    #[must_use]
    pub fn of(arguments: &Json, roles: &Roles, effect: Effect) -> Self {
        match Self::sums(arguments, roles) {
            Err(unclear) => Self::Unclear(unclear),
            Ok(sums) if !sums.is_empty() => Self::Sums(sums),
            Ok(_) if effect == Effect::Pay => Self::Unclear(Unclear::NoAmount),
            Ok(_) => Self::None,
        }
    }

    fn sums(arguments: &Json, roles: &Roles) -> Result<BTreeMap<String, i64>, Unclear> {
        let amounts = money::all(arguments, roles).map_err(|pointer| Unclear::Unread { pointer })?;
        let mut by_currency: BTreeMap<String, Vec<(String, Amount)>> = BTreeMap::new();
        for (key, amount) in amounts {
            let Some(currency) = amount.currency.clone() else { return Err(Unclear::NoCurrency { pointer: amount.pointer }) };
            by_currency.entry(currency).or_default().push((key, amount));
        }
        let pieces = if by_currency.is_empty() { Decimal::ONE } else { most_pieces(arguments)? };
        by_currency.into_iter().map(|(currency, amounts)| Ok((currency.clone(), minor_units(most(&amounts, pieces), &currency)))).collect()
    }
}

/// The most that amounts in one currency can come to. A total covers the others if it is as much; otherwise all of them add up.
fn most(amounts: &[(String, Amount)], pieces: Decimal) -> Decimal {
    let says = |key: &str, words: &[&str]| words.iter().any(|word| key.to_lowercase().contains(word));
    let add = |sum: Decimal, value: Decimal| sum.checked_add(value).unwrap_or(Decimal::MAX);
    let total = amounts.iter().filter(|(key, _)| says(key, TOTALS)).map(|(_, amount)| amount.value).max().unwrap_or_default();
    let others = amounts.iter().filter(|(key, _)| !says(key, TOTALS)).map(|(key, amount)| {
        let pieces = if says(key, PIECES) { pieces } else { Decimal::ONE };
        amount.value.checked_mul(pieces).unwrap_or(Decimal::MAX)
    });
    let others = others.fold(Decimal::ZERO, add);
    let totals = amounts.iter().filter(|(key, _)| says(key, TOTALS)).map(|(_, amount)| amount.value).fold(Decimal::ZERO, add);
    if total >= others && totals == total { total } else { add(totals, others) }
}

/// How many pieces a price may be meant for, at the most; one if the arguments tell of no number.
fn most_pieces(arguments: &Json) -> Result<Decimal, Unclear> {
    let mut most = Decimal::ONE;
    for node in arguments.walk() {
        let key = node.key.to_lowercase();
        if !QUANTITIES.iter().any(|word| key.contains(word)) {
            continue;
        }
        let number = match node.value {
            Json::Number(digits) | Json::String(digits) => Decimal::from_str_exact(digits).ok(),
            Json::Null => continue,
            Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
        };
        let number = number.filter(|number| *number >= Decimal::ZERO).ok_or(Unclear::Unread { pointer: node.pointer })?;
        most = most.max(number);
    }
    Ok(most)
}

/// A sum in minor units, rounded up, and [`MINOR_MAX`] at the most.
#[must_use]
pub fn minor_units(value: Decimal, currency: &str) -> i64 {
    let scale = Decimal::from(10_i64.pow(digits(currency)));
    let minor = value.checked_mul(scale).map(|minor| minor.ceil());
    minor.and_then(|minor| i64::try_from(minor).ok()).unwrap_or(MINOR_MAX).min(MINOR_MAX)
}

/// Minor units as a sum. Exact.
#[must_use]
pub fn major_units(minor: i64, currency: &str) -> Decimal {
    Decimal::new(minor, digits(currency))
}

/// How many decimals a currency has (ISO 4217).
fn digits(currency: &str) -> u32 {
    Currency::from_code(currency).and_then(Currency::exponent).map_or(0, u32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(arguments: &str, expected: &[(&str, i64)]) {
        let expected = expected.iter().map(|(currency, minor)| ((*currency).to_owned(), *minor)).collect();
        assert_eq!(Charge::of(&Json::parse(arguments).unwrap(), &Roles::default(), Effect::Pay), Charge::Sums(expected), "{arguments}");
    }

    #[track_caller]
    fn unclear(arguments: &str, expected: Unclear) {
        assert_eq!(Charge::of(&Json::parse(arguments).unwrap(), &Roles::default(), Effect::Pay), Charge::Unclear(expected), "{arguments}");
    }

    #[test]
    fn an_action_counts_for_the_most_that_it_can_mean() {
        check(r#"{"amount":480000,"currency":"JPY"}"#, &[("JPY", 480_000)]);
        check(r#"{"amount":"12.50 USD"}"#, &[("USD", 1_250)]);
        check(r#"{"amount":0.001,"currency":"USD"}"#, &[("USD", 1)]);
        check(r#"{"amount":700,"fee":5,"currency":"JPY"}"#, &[("JPY", 705)]);
        check(r#"{"total":705,"amount":700,"fee":5,"currency":"JPY"}"#, &[("JPY", 705)]);
        check(r#"{"total":1,"amount":700,"currency":"JPY"}"#, &[("JPY", 701)]);
        check(r#"{"price":500,"quantity":3,"currency":"JPY"}"#, &[("JPY", 1_500)]);
        check(r#"{"total":1500,"unit_price":500,"quantity":"3","currency":"JPY"}"#, &[("JPY", 1_500)]);
        check(r#"{"amount":480000,"quantity":100,"currency":"JPY"}"#, &[("JPY", 480_000)]);
        check(r#"{"amount_jpy":1000,"fee_usd":2}"#, &[("JPY", 1_000), ("USD", 200)]);
        check(r#"{"amount":"99999999999999999999 JPY"}"#, &[("JPY", MINOR_MAX)]);
    }

    #[test]
    fn what_nobody_can_count_is_unclear() {
        unclear(r#"{"amount":"1e400","currency":"JPY"}"#, Unclear::Unread { pointer: "/amount".to_owned() });
        unclear(r#"{"amount":100}"#, Unclear::NoCurrency { pointer: "/amount".to_owned() });
        unclear(r#"{"amount":"$100"}"#, Unclear::NoCurrency { pointer: "/amount".to_owned() });
        unclear(r#"{"price":100,"qty":"many","currency":"JPY"}"#, Unclear::Unread { pointer: "/qty".to_owned() });
        unclear(r#"{"invoice":"INV-1"}"#, Unclear::NoAmount);
        assert_eq!(Charge::of(&Json::parse(r#"{"path":"a"}"#).unwrap(), &Roles::default(), Effect::Write), Charge::None);
    }
}
