//! Routes: who decides, one stage after the other, and who reads about it afterwards.

use serde::{Deserialize, Serialize};

use super::Seat;
use crate::review::{Clock, Duty};

/// How a decision is made: stages, one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// What rules call it.
    pub name: String,
    /// By which clock the time counts that a rule gives.
    #[serde(default)]
    pub clock: Clock,
    /// Who is told how it ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circulate: Vec<Seat>,
    /// Who is told how it ended, and says that they have read it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review_after: Vec<Seat>,
    /// The stages.
    pub stages: Vec<Stage>,
}

/// One stage of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// What people call it, such as 課長決裁.
    pub title: String,
    /// Who may fill its places.
    pub seats: Vec<Seat>,
    /// How many of the places must be filled; all, if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<u8>,
    /// Whether it is left out where nobody can fill it. Else the administrators decide.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip_if_empty: bool,
}

impl Route {
    /// Whoever reads about it afterwards, with what is asked of them.
    pub fn readers(&self) -> impl Iterator<Item = (&Seat, Duty)> {
        let told = self.circulate.iter().map(|seat| (seat, Duty::Circulate));
        told.chain(self.review_after.iter().map(|seat| (seat, Duty::ReviewAfter)))
    }
}
