//! Amounts of money.

use iso_currency::Currency;
use rust_decimal::Decimal;
use sekisho_core::money::{Amount, Sum};

use crate::Language;

/// An amount with its currency, if it has one.
pub(crate) fn amount(amount: &Amount, language: Language) -> String {
    match &amount.currency {
        Some(currency) => told(amount.value, currency),
        None => {
            language.pick(format!("{}（通貨の指定なし）", grouped(amount.value)), format!("{} (no currency stated)", grouped(amount.value)))
        }
    }
}

/// A sum.
pub(crate) fn sum(sum: &Sum) -> String {
    told(sum.value(), sum.currency())
}

/// How much of which currency; of none that is known, if that is empty.
pub(crate) fn told(value: Decimal, currency: &str) -> String {
    let usual = Currency::from_code(currency).and_then(Currency::exponent).map_or(0, u32::from);
    let value = if value.scale() < usual { with_scale(value, usual) } else { value };
    match currency {
        "JPY" => format!("¥{}", grouped(value)),
        "USD" => format!("${}", grouped(value)),
        "EUR" => format!("€{}", grouped(value)),
        "GBP" => format!("£{}", grouped(value)),
        "" => grouped(value),
        other => format!("{other}\u{2009}{}", grouped(value)),
    }
}

fn with_scale(mut value: Decimal, scale: u32) -> Decimal {
    value.rescale(scale);
    value
}

/// A number with a comma for every three digits.
pub(crate) fn grouped(value: impl std::fmt::Display) -> String {
    let text = format!("{value}");
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, rest) = digits.split_once('.').map_or((digits, String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}
