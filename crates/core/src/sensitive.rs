//! What should not leave a firm unseen: secrets, and data about many people.
//!
//! A shape alone is often an order number or a hash, so most of these need a label beside them or a check digit as well.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;

mod people;
mod secrets;

/// A kind of secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Secret {
    /// A password, beside the word for it.
    Password,
    /// A key or token for a service.
    Token,
    /// The private half of a pair of keys.
    PrivateKey,
}

/// How much a text says about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Personal {
    /// Nothing to speak of.
    #[default]
    None,
    /// Something.
    Some,
    /// A list of people, or a number that must be kept: of a card, or Japan's for people.
    Many,
}

impl Personal {
    /// The word for it in rules and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Some => "some",
            Self::Many => "many",
        }
    }
}

/// A kind of data about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// Mail addresses.
    Mail,
    /// Phone numbers.
    Phone,
    /// Dates of birth.
    Birth,
    /// Numbers of payment cards.
    Card,
    /// Japan's numbers for people.
    MyNumber,
}

/// What a text says about people, by the kind of most concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct People {
    /// How much.
    pub personal: Personal,
    /// Of what kind.
    pub datum: Datum,
    /// How many different ones.
    pub count: u32,
}

/// The secret of most concern in a text.
#[must_use]
pub fn secret(text: &str) -> Option<Secret> {
    secrets::find(&plain(text))
}

/// What a text says about people; none where that is nothing to speak of.
#[must_use]
pub fn people(text: &str) -> Option<People> {
    people::find(&plain(text))
}

/// Full width and half width are the same. Case stays: keys have it.
fn plain(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfkc().collect() }
}

#[cfg(test)]
mod tests;
