//! Yeses that are given ahead, as people see them.

use sekisho_core::{
    grant::{Could, Loose},
    id::{ActionId, GrantId},
    shown::Shown,
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AgentRef, ReviewerRef, What};

/// What of an action could be granted ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GrantOffer {
    /// Why nothing, if nothing.
    pub refused: Option<GrantRefused>,
    /// Every value, with the way in which it could be loosened; empty if nothing can be granted.
    pub places: Vec<GrantPlace>,
    /// How often at the most.
    pub times_max: u32,
    /// Until when at the most.
    pub until_max: Time,
}

/// Why an action cannot be granted ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum GrantRefused {
    /// Not all of it can be shown at once, or something in it hides.
    NotWhole,
    /// It is too risky.
    TooRisky,
    /// It moves money, and nobody can say how much.
    MoneyUnclear,
    /// It waits for something other than a rule.
    NotByRules,
    /// It does not wait for whoever looks, or others have to say yes, too.
    NotAlone,
}

/// One value of what could be granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GrantPlace {
    /// Where it stands (RFC 6901).
    pub pointer: String,
    /// The value.
    pub value: Shown,
    /// How it could be otherwise.
    pub could: Could,
}

/// All grants: those that count, and the last fifty that do not any more. The newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GrantsView {
    /// Those that count.
    pub open: Vec<GrantView>,
    /// Those that do not any more.
    pub over: Vec<GrantView>,
}

/// One grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GrantView {
    /// Its id.
    pub id: GrantId,
    /// The action that was seen and approved with it.
    pub action: ActionId,
    /// To whom.
    pub agent: AgentRef,
    /// For what.
    pub what: What,
    /// Every value of it, with how it may be otherwise.
    pub places: Vec<GrantedPlace>,
    /// By whom.
    pub by: ReviewerRef,
    /// Why.
    pub note: String,
    /// When.
    pub given_at: Time,
    /// Until when.
    pub until: Time,
    /// How often.
    pub times: u32,
    /// How often it may still be used.
    pub left: u32,
    /// What it was used for, the first one first.
    pub uses: Vec<GrantUse>,
    /// Whether it counts.
    pub standing: GrantStanding,
    /// Whether whoever looks may take it back.
    pub may_revoke: bool,
}

/// One value of what was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GrantedPlace {
    /// Where it stands (RFC 6901).
    pub pointer: String,
    /// The value that was seen.
    pub value: Shown,
    /// How it may be otherwise; none if it stays.
    pub loose: Option<Loose>,
}

/// One use of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GrantUse {
    /// The how many-th it is, from 1.
    pub number: u32,
    /// The action that passed.
    pub action: ActionId,
    /// When.
    pub at: Time,
}

/// Whether a grant counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(export)]
pub enum GrantStanding {
    /// It does.
    Open,
    /// It was used as often as it may be.
    UsedUp,
    /// Its time is over.
    Over,
    /// It was taken back.
    Revoked {
        /// By whom.
        by: ReviewerRef,
        /// When.
        at: Time,
    },
}
