//! Numbers that are no more than others, read from their digits.

use rust_decimal::Decimal;

/// Whether both are plain, and the first is no more than the second.
pub(super) fn is_at_most(value: &str, most: &str) -> bool {
    matches!((plain(value), plain(most)), (Some(value), Some(most)) if value <= most)
}

/// A number from zero on, written as plain digits with at most one point. Exponents and signs are not read.
pub(super) fn plain(digits: &str) -> Option<Decimal> {
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_plain.then(|| Decimal::from_str_exact(digits).ok()).flatten()
}
