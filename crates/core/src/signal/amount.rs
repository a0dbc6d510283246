//! How much money the action moves.

use rust_decimal::Decimal;

use super::{Contribution, Evidence};
use crate::{
    money::Money,
    risk::{Line, Scorecard},
};

/// From this many everyday steps on (about a US cent or a yen), which line counts.
const STEPS: [(u64, Line); 5] = [
    (10_000_000, Line::AmountHuge),
    (1_000_000, Line::AmountVeryLarge),
    (100_000, Line::AmountLarge),
    (10_000, Line::AmountNotable),
    (1, Line::AmountSmall),
];

pub(super) fn contribute(money: &Money, card: &Scorecard) -> Option<Contribution> {
    match money {
        Money::None => None,
        Money::Unread { pointer } => Some(card.contribution(Line::AmountUnread, Evidence::AmountUnread { pointer: pointer.clone() })),
        Money::Amount(amount) => {
            let steps = amount.everyday();
            let (_, line) = STEPS.iter().find(|(from, _)| steps >= Decimal::from(*from))?;
            Some(card.contribution(*line, Evidence::Amount { amount: amount.clone() }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Amount;

    fn points(value: &str, currency: Option<&str>) -> u8 {
        let amount = Amount { pointer: "/amount".to_owned(), value: value.parse().unwrap(), currency: currency.map(str::to_owned) };
        contribute(&Money::Amount(amount), &Scorecard::default()).map_or(0, |contribution| contribution.points)
    }

    #[test]
    fn more_money_is_more_points_up_to_a_cap() {
        let rising = ["0", "1", "9999", "10000", "100000", "1000000", "10000000", "79228162514264337593543950335"];
        assert!(rising.map(|value| points(value, Some("JPY"))).is_sorted());
        assert_eq!(points("79228162514264337593543950335", Some("USD")), 25, "an absurd amount overflows nothing");
    }

    #[test]
    fn a_currency_counts_in_its_own_steps() {
        assert_eq!(points("1000", Some("USD")), points("100000", Some("JPY")));
        assert_eq!(points("1000", None), points("1000", Some("USD")), "without a currency the larger reading counts");
    }

    #[test]
    fn what_cannot_be_read_counts_as_the_most() {
        assert_eq!(contribute(&Money::Unread { pointer: "/amount".to_owned() }, &Scorecard::default()).unwrap().points, 25);
    }
}
