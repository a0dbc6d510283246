//! Whether more money moves than an administrator has laid down for this agent.

use super::{Contribution, Evidence, Facts};
use crate::{
    money::{Amount, Money},
    risk::{Line, Scorecard},
};

pub(super) fn contribute(money: &Money, facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    let limit = facts.terms.limit.as_ref()?;
    let is_over = match money {
        Money::None => false,
        // What cannot be read may be more than anything.
        Money::Unread { .. } => true,
        Money::Amount(amount) if amount.currency.as_deref() == Some(limit.currency()) => amount.value > limit.value(),
        Money::Amount(amount) => {
            let limit = Amount { pointer: String::new(), value: limit.value(), currency: Some(limit.currency().to_owned()) };
            amount.everyday() > limit.everyday()
        }
    };
    is_over.then(|| card.contribution(Line::LimitOver, Evidence::LimitOver { limit: limit.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{agent::Terms, money::Sum, tool::classify};

    #[test]
    fn more_than_the_limit_is_said() {
        let over = |value: &str, currency: Option<&str>| {
            let limit = Sum::new("5000".parse().unwrap(), "JPY").unwrap();
            let facts = Facts { terms: Terms { limit: Some(limit), ..Terms::default() }, ..Facts::of(classify("pay", None)) };
            let amount = Amount { pointer: String::new(), value: value.parse().unwrap(), currency: currency.map(str::to_owned) };
            contribute(&Money::Amount(amount), &facts, &Scorecard::default()).is_some()
        };
        assert!(!over("5000", Some("JPY")) && over("5001", Some("JPY")));
        assert!(!over("50", Some("USD")) && over("51", Some("USD")), "another currency counts in everyday steps");
        assert!(over("5000", None), "without a currency the larger reading counts");
        let unread = Money::Unread { pointer: String::new() };
        assert!(contribute(&unread, &Facts::of(classify("pay", None)), &Scorecard::default()).is_none(), "no limit, nothing to say");
    }
}
