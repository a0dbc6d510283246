//! Whether far more money moves than this agent was allowed with this tool so far. Median and median deviation, so that one large
//! payment in the past makes no other look small.

use rust_decimal::Decimal;

use super::{Contribution, Evidence, Facts};
use crate::{
    money::{Amount, Money},
    risk::{Line, Scorecard},
};

/// The fewest earlier amounts that tell what is usual.
const SAMPLES_MIN: usize = 8;

/// From this many times the usual on it is far more, whatever the spread.
const TENFOLD: Decimal = Decimal::TEN;

/// From this many times the usual on it is more, if it is also outside of the spread.
const NOTABLE: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

/// How many median deviations the spread has to each side.
const DEVIATIONS: Decimal = Decimal::from_parts(9, 0, 0, false, 0);

pub(super) fn contribute(money: &Money, facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    let amount = match money {
        Money::Amount(amount) => amount,
        Money::None | Money::Unread { .. } => return None,
    };
    let past = &facts.past.amounts;
    let usual = median(past.clone()).filter(|usual| past.len() >= SAMPLES_MIN && usual.is_sign_positive() && !usual.is_zero())?;
    let spread = median(past.iter().map(|value| (*value - usual).abs()).collect())?;
    let times = |times: Decimal| usual.checked_mul(times).unwrap_or(Decimal::MAX);
    let outside = spread.checked_mul(DEVIATIONS).and_then(|spread| usual.checked_add(spread)).unwrap_or(Decimal::MAX);
    let line = if amount.value >= times(TENFOLD) {
        Line::JumpTenfold
    } else if amount.value >= times(NOTABLE) && amount.value > outside {
        Line::JumpNotable
    } else {
        return None;
    };
    let usual = Amount { pointer: String::new(), value: usual.normalize(), currency: amount.currency.clone() };
    let samples = u32::try_from(past.len()).unwrap_or(u32::MAX);
    Some(card.contribution(line, Evidence::Jump { usual, samples }))
}

/// The one in the middle; of an even number, the lower of the two.
fn median(mut values: Vec<Decimal>) -> Option<Decimal> {
    values.sort_unstable();
    values.get(values.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::Past, tool::classify};

    fn line(past: &[u32], value: u32) -> u8 {
        let past = Past { amounts: past.iter().copied().map(Decimal::from).collect(), ..Past::default() };
        let facts = Facts { past, ..Facts::of(classify("pay", None)) };
        let amount = Amount { pointer: String::new(), value: value.into(), currency: None };
        contribute(&Money::Amount(amount), &facts, &Scorecard::default()).map_or(0, |contribution| contribution.points)
    }

    #[test]
    fn far_more_than_usual_is_said() {
        let usual = [100, 110, 90, 100, 105, 95, 100, 120];
        let points = [100, 200, 299, 300, 999, 1000, 1_000_000].map(|value| line(&usual, value));
        assert!(points.is_sorted());
        assert_eq!((points[2], points[3] > 0, points[5] > points[4]), (0, true, true));
        assert_eq!(line(&usual[..7], 1_000_000), 0, "too few tell nothing");
        assert!(line(&[100, 100, 100, 100, 100, 100, 100, 90_000], 1_000) > 0, "one large one hides nothing");
        assert_eq!(line(&[10, 500, 90, 1_000, 40, 700, 300, 2_000], 1_500), 0, "where much is usual, much is usual");
    }
}
