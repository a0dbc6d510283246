//! How much money the action moves.

use rust_decimal::Decimal;

use super::{Contribution, Evidence};
use crate::money::Money;

const MOST: u8 = 25;

/// From this many everyday steps on (about a US cent or a yen), so many points.
const STEPS: [(u64, u8); 5] = [(10_000_000, MOST), (1_000_000, 20), (100_000, 14), (10_000, 8), (1, 3)];

pub(super) fn contribute(money: &Money) -> Option<Contribution> {
    match money {
        Money::None => None,
        Money::Unread { pointer } => {
            Some(Contribution { points: MOST, most: MOST, evidence: Evidence::AmountUnread { pointer: pointer.clone() } })
        }
        Money::Amount(amount) => {
            let steps = amount.everyday();
            let points = STEPS.iter().find(|(from, _)| steps >= Decimal::from(*from)).map_or(0, |(_, points)| *points);
            Some(Contribution { points, most: MOST, evidence: Evidence::Amount { amount: amount.clone() } })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Amount;

    fn points(value: &str, currency: Option<&str>) -> u8 {
        let amount = Amount { pointer: "/amount".to_owned(), value: value.parse().unwrap(), currency: currency.map(str::to_owned) };
        contribute(&Money::Amount(amount)).unwrap().points
    }

    #[test]
    fn more_money_is_more_points_up_to_a_cap() {
        let rising = ["0", "1", "9999", "10000", "100000", "1000000", "10000000", "79228162514264337593543950335"];
        assert!(rising.map(|value| points(value, Some("JPY"))).is_sorted());
        assert_eq!(points("79228162514264337593543950335", Some("USD")), MOST, "an absurd amount overflows nothing");
    }

    #[test]
    fn a_currency_counts_in_its_own_steps() {
        assert_eq!(points("1000", Some("USD")), points("100000", Some("JPY")));
        assert_eq!(points("1000", None), points("1000", Some("USD")), "without a currency the larger reading counts");
    }

    #[test]
    fn what_cannot_be_read_counts_as_the_most() {
        assert_eq!(contribute(&Money::Unread { pointer: "/amount".to_owned() }).unwrap().points, MOST);
    }
}
