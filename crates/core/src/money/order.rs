//! Amounts as texts whose order is that of the amounts, so that an index compares them exactly.

use rust_decimal::Decimal;

/// After the key of every amount, and before the key of none.
pub const KEY_END: &str = "\u{7f}";

/// The key of an amount that is not below zero: how many digits stand before the point, as a letter, then all digits without what
/// changes nothing. `1500.5` is `e15005`, and `0.05` is `a05`.
#[must_use]
pub fn key(amount: Decimal) -> String {
    let text = amount.abs().normalize().to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let whole = whole.trim_start_matches('0');
    // A decimal has 29 digits at the most, and `~` is the letter for those.
    let length = u8::try_from(whole.len()).unwrap_or(u8::MAX).min(29);
    format!("{}{whole}{rest}", char::from(b'a' + length))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal() -> impl Strategy<Value = Decimal> {
        let small = (0_i64..5_000, 0_u32..5).prop_map(|(digits, scale)| Decimal::new(digits, scale));
        let any = (0_i128..=79_228_162_514_264_337_593_543_950_335, 0_u32..=28);
        prop_oneof![small, any.prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale))]
    }

    proptest! {
        #[test]
        fn keys_are_ordered_as_their_amounts(a in decimal(), b in decimal()) {
            prop_assert_eq!(a.cmp(&b), key(a).cmp(&key(b)), "{} and {}", key(a), key(b));
            prop_assert!(!key(a).is_empty() && key(a).as_str() < KEY_END);
        }
    }

    #[test]
    fn how_an_amount_is_written_does_not_matter() {
        let of = |text: &str| key(text.parse().unwrap());
        assert_eq!((of("1500.50"), of("0.05"), of("0")), ("e15005".to_owned(), "a05".to_owned(), "a".to_owned()));
        assert_eq!(of("100"), of("100.000"));
        assert!(key(Decimal::MAX).as_str() < KEY_END);
    }
}
