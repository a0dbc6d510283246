//! What an action really did, beside what was approved, and what people make of it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    action::Digest,
    assessment::Assessment,
    budget::{Charge, major_units, minor_units},
    fold::{compact, fold, occurs, occurs_grouped},
    id::{AgentId, ReviewerId},
    json::Json,
    money::{Money, Sum},
    time::Time,
};

/// The longest text in what is told, in bytes.
pub const TEXT_BYTES_MAX: usize = 2_000;

/// By how many percent more may move than was approved before the next actions of the kind wait for a person: fees and rates.
const TOLERANCE: u32 = 1;

/// What an executor tells of an action that ran, beside whether it worked. All of it is the agent's word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// How much money moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Sum>,
    /// To whom, or with whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterparty: Option<String>,
    /// Where the voucher lies, such as the address of a receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// SHA-256 of the voucher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voucher: Option<Digest>,
    /// In its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How an outcome is not what was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Deviation {
    /// More money moved.
    More {
        /// What was approved.
        approved: Sum,
        /// What moved.
        actual: Sum,
    },
    /// Less money moved.
    Less {
        /// What was approved.
        approved: Sum,
        /// What moved.
        actual: Sum,
    },
    /// Money moved in another currency.
    OtherCurrency {
        /// What moved.
        actual: Sum,
    },
    /// Money moved, and the action asked for none.
    UnaskedMoney {
        /// What moved.
        actual: Sum,
    },
    /// It went to somebody whom the action does not name.
    OtherPartner,
    /// Another agent told about it than the one that asked.
    ToldByOther {
        /// Which.
        agent: AgentId,
    },
    /// It was approved and never used.
    Unused,
    /// It was let run, and nobody told how it went.
    Unreported,
}

/// What a person says of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Mark {
    /// It went as it should; or what was stopped was rightly stopped.
    Good,
    /// Harm came of it.
    Harmful,
    /// There was no need to stop it, or to ask.
    FalseAlarm,
}

/// A mark with who set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// Who.
    pub by: ReviewerId,
    /// When.
    pub at: Time,
    /// The mark.
    pub mark: Mark,
    /// Why.
    pub note: Option<String>,
}

/// All that is known of what became of one action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aftermath {
    /// What its executor told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// How that is not what was approved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<Deviation>,
    /// What a person says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Marked>,
}

/// Where an outcome stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// There is nothing about it that a person has to look at.
    None,
    /// Nothing went wrong that is known, but something is missing.
    Quiet,
    /// A person should look.
    Look,
    /// A person has.
    Marked,
}

impl Deviation {
    /// Whether the next actions of the kind wait for a person: money or a partner that nobody approved.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        match self {
            Self::More { approved, actual } => exceeds(approved.value(), actual.value()),
            Self::OtherCurrency { .. } | Self::UnaskedMoney { .. } | Self::OtherPartner => true,
            // Another agent cannot bring work upon this one.
            Self::ToldByOther { .. } | Self::Less { .. } | Self::Unused | Self::Unreported => false,
        }
    }

    /// Whether nothing went wrong that is known, and something is missing.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        match self {
            Self::Unused | Self::Unreported => true,
            Self::More { .. }
            | Self::Less { .. }
            | Self::OtherCurrency { .. }
            | Self::UnaskedMoney { .. }
            | Self::OtherPartner
            | Self::ToldByOther { .. } => false,
        }
    }
}

impl Aftermath {
    /// Whether the next actions of the kind wait for a person, until one says that this was good or a false alarm.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self.mark.as_ref().map(|marked| marked.mark) {
            Some(Mark::Good | Mark::FalseAlarm) => false,
            Some(Mark::Harmful) => true,
            None => self.deviations.iter().any(Deviation::is_grave),
        }
    }

    /// Whether a person should look at it.
    #[must_use]
    pub fn attention(&self) -> Attention {
        match (&self.mark, self.deviations.as_slice()) {
            (Some(_), _) => Attention::Marked,
            (None, []) => Attention::None,
            (None, deviations) if deviations.iter().all(Deviation::is_quiet) => Attention::Quiet,
            (None, _) => Attention::Look,
        }
    }
}

impl Told {
    /// How this is not what was approved.
    #[must_use]
    pub fn deviations(&self, arguments: &Json, charge: &Charge, assessment: &Assessment) -> Vec<Deviation> {
        let money = self.amount.as_ref().and_then(|actual| amount(actual, charge, &assessment.money));
        let other = self.counterparty.as_ref().is_some_and(|told| !is_named(told, arguments, &assessment.partners));
        money.into_iter().chain(other.then_some(Deviation::OtherPartner)).collect()
    }
}

fn amount(actual: &Sum, charge: &Charge, money: &Money) -> Option<Deviation> {
    let approved = match charge {
        Charge::None => return Some(Deviation::UnaskedMoney { actual: actual.clone() }),
        Charge::Sums(sums) => match sums.get(actual.currency()) {
            Some(minor) => Sum::new(major_units(*minor, actual.currency()), actual.currency()).ok(),
            None => return Some(Deviation::OtherCurrency { actual: actual.clone() }),
        },
        // Without a currency the digits can be compared. What could not be read was looked at by a person, and cannot.
        Charge::Unclear(_) => match money {
            Money::Amount(amount) if amount.currency.is_none() => Sum::new(amount.value, actual.currency()).ok(),
            Money::Amount(_) | Money::None | Money::Unread { .. } => None,
        },
    }?;
    let sums = (approved.clone(), actual.clone());
    match minor_units(actual.value(), actual.currency()).cmp(&minor_units(approved.value(), approved.currency())) {
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Deviation::More { approved: sums.0, actual: sums.1 }),
        std::cmp::Ordering::Less => Some(Deviation::Less { approved: sums.0, actual: sums.1 }),
    }
}

/// Whether the action names whoever is told, in any of its texts: as a whole, however it is spelt or grouped.
fn is_named(told: &str, arguments: &Json, partners: &[String]) -> bool {
    let told = fold(told);
    if told.is_empty() || partners.contains(&told) {
        return true;
    }
    let texts = arguments.walk().filter_map(|node| node.value.as_str()).map(fold);
    texts.into_iter().any(|text| occurs(&told, &text) || occurs_grouped(&told, &compact(&text)))
}

fn exceeds(approved: Decimal, actual: Decimal) -> bool {
    let bound = approved.checked_mul(Decimal::from(100 + TOLERANCE));
    let actual = actual.checked_mul(Decimal::ONE_HUNDRED);
    bound.zip(actual).is_none_or(|(bound, actual)| actual > bound)
}

#[cfg(test)]
mod tests;
