//! Sums of money that people set: limits and budgets.

use iso_currency::Currency;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::plain;

/// The most that a [`Sum`] can be. Sums of many of them stay far from where a decimal ends.
pub const SUM_MAX: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// A sum of money that a person has set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "Unchecked", deny_unknown_fields)]
pub struct Sum {
    #[ts(type = "string")]
    value: Decimal,
    currency: String,
}

/// A [`Sum`] that nobody has looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    value: String,
    currency: String,
}

/// A plain decimal that is not below zero, such as `480000` or `12.50`.
#[must_use]
pub fn amount(text: &str) -> Option<Decimal> {
    plain(text).filter(|value| !value.is_sign_negative())
}

/// The ISO 4217 code that this is, in small letters or large.
#[must_use]
pub fn code(text: &str) -> Option<&'static str> {
    Currency::from_code(&text.to_uppercase()).map(|currency| currency.code())
}

/// Why two values are no [`Sum`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SumError {
    /// Not a decimal and a currency.
    #[error("a sum is a decimal and a currency, such as `100000 JPY`")]
    Form,
    /// Not in ISO 4217.
    #[error("the currency is not an ISO 4217 code")]
    Currency,
    /// Below zero, or more than anybody has.
    #[error("the value is not between 0 and a thousand billion")]
    Range,
    /// `0.5` of a yen.
    #[error("the value has more decimals than its currency")]
    Decimals,
}

impl Sum {
    /// A sum that can be paid: from 0 to [`SUM_MAX`], with no more decimals than the currency's minor unit (ISO 4217).
    ///
    /// # Errors
    /// When it cannot.
    pub fn new(value: Decimal, currency: &str) -> Result<Self, SumError> {
        let known = Currency::from_code(currency).ok_or(SumError::Currency)?;
        if value.is_sign_negative() && !value.is_zero() || value > SUM_MAX {
            return Err(SumError::Range);
        }
        let value = value.normalize();
        if value.scale() > u32::from(known.exponent().unwrap_or(0)) {
            return Err(SumError::Decimals);
        }
        Ok(Self { value, currency: known.code().to_owned() })
    }

    /// A sum whose value is written as a plain decimal: digits with at most one point, and nothing else.
    ///
    /// # Errors
    /// When it is written otherwise, or cannot be paid.
    pub fn read(value: &str, currency: &str) -> Result<Self, SumError> {
        Self::new(plain(value).ok_or(SumError::Form)?, currency)
    }

    /// How much.
    #[must_use]
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// ISO 4217 code.
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.currency
    }
}

impl std::str::FromStr for Sum {
    type Err = SumError;

    /// A plain decimal and a code, such as `100000 JPY`.
    fn from_str(text: &str) -> Result<Self, SumError> {
        let (value, currency) = text.trim().split_once(' ').ok_or(SumError::Form)?;
        Self::read(value, currency.trim())
    }
}

impl TryFrom<Unchecked> for Sum {
    type Error = SumError;

    fn try_from(unchecked: Unchecked) -> Result<Self, SumError> {
        Self::read(&unchecked.value, &unchecked.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_can_be_paid() {
        for text in ["100000 JPY", "0 USD", "12.50 USD", "1000000000000 JPY", "1.250 KWD"] {
            assert!(text.parse::<Sum>().is_ok(), "{text}");
        }
        let refused = |text: &str| text.parse::<Sum>().unwrap_err();
        assert_eq!(refused("100000"), SumError::Form);
        assert_eq!(refused("1e5 JPY"), SumError::Form);
        assert_eq!(refused("5 YEN"), SumError::Currency);
        assert_eq!(refused("-1 JPY"), SumError::Range);
        assert_eq!(refused("1000000000001 JPY"), SumError::Range);
        assert_eq!(refused("0.5 JPY"), SumError::Decimals);
        assert!(serde_json::from_str::<Sum>(r#"{"value":"0.5","currency":"JPY"}"#).is_err(), "also when read");
        for value in ["\"1e3\"", "\" 1\"", "\"1_000\"", "\"+1\"", "1", "1.5"] {
            let json = format!(r#"{{"value":{value},"currency":"USD"}}"#);
            assert!(serde_json::from_str::<Sum>(&json).is_err(), "{value} is no plain decimal in a text");
        }
        let sum = "12.50 USD".parse::<Sum>().unwrap();
        assert_eq!(serde_json::to_string(&sum).unwrap(), r#"{"value":"12.5","currency":"USD"}"#);
    }
}
