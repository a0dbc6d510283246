//! Several actions side by side, and what became of them when they were decided at once.

use sekisho_core::{
    batch::{OnlyNo, Unlike},
    id::ActionId,
    money::Amount,
    shown::Shown,
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Act, AgentRef, RiskWord, Standing, What, WordsView};

/// Whether several actions can be decided at once, and what has to be seen for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum BatchView {
    /// They can.
    Alike {
        /// What has to be seen.
        table: Box<BatchTable>,
    },
    /// They cannot.
    NotAlike {
        /// Why.
        why: NotAlikeWord,
        /// Which stand in the way; empty where it is none alone.
        items: Vec<UnlikeItem>,
    },
}

/// Several actions that are alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchTable {
    /// Who asks for all of them.
    pub agent: AgentRef,
    /// What for. Neither an amount nor a gist: those are each row's own.
    pub what: What,
    /// What stands in all of them.
    pub same: Vec<BatchPlace>,
    /// The places in which they differ.
    pub columns: Vec<BatchColumn>,
    /// One for each action, in the order that was asked for.
    pub rows: Vec<BatchRow>,
    /// The money that they move together, by currency.
    pub totals: Vec<BatchTotal>,
    /// What whoever looks may do to all of them: approve, reject.
    pub allowed: Vec<Act>,
    /// Why they cannot be approved together; none if they can.
    pub only_no: Option<OnlyNo>,
    /// The words that go with an answer; with a reason, if one of them needs it.
    pub words: WordsView,
}

/// One value that is the same in all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchPlace {
    /// Where it stands (RFC 6901), safe to look at.
    pub place: Shown,
    /// The value.
    pub value: Shown,
}

/// One place in which they differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchColumn {
    /// Where it stands (RFC 6901), safe to look at.
    pub place: Shown,
}

/// One action among several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchRow {
    /// Its id.
    pub id: ActionId,
    /// SHA-256 of what was asked, in hex. A decision names it.
    pub digest: String,
    /// Counts up with every change. A decision names it.
    pub version: u32,
    /// How risky.
    pub risk: RiskWord,
    /// The money that it moves.
    pub amount: Option<Amount>,
    /// When no answer becomes a no.
    pub due_at: Time,
    /// What stands in the places in which they differ.
    pub values: Vec<Shown>,
}

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BatchTotal {
    /// How much, as a plain decimal.
    pub value: String,
    /// ISO 4217 code, where the arguments name one.
    pub currency: Option<String>,
}

/// Why several actions cannot be decided at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum NotAlikeWord {
    /// None, or too many.
    Count,
    /// One is named twice.
    Twice,
    /// Some are unlike the first, or not to be decided with others at all.
    Unlike,
    /// They differ in too many places.
    TooDifferent,
}

/// One action that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnlikeItem {
    /// Its id.
    pub id: ActionId,
    /// Why.
    pub why: Unlike,
}

/// What became of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
#[ts(export)]
pub enum BatchResult {
    /// The answer counts.
    Decided {
        /// Its id.
        id: ActionId,
        /// Where it stands now: a yes may be one of several.
        standing: Standing,
    },
    /// It does not, and nothing has happened.
    Refused {
        /// Its id.
        id: ActionId,
        /// What to branch on, as in an error.
        code: String,
        /// A sentence to read.
        message: String,
    },
}
