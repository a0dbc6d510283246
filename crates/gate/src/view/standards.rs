//! What actions are judged by.

use sekisho_core::{
    risk::Line,
    rules::{Fault, Tier, Verdict, Words},
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ReviewerRef;

/// Rules, guardrails and scorecard, as they count now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StandardsView {
    /// Which edition; 0 is what ships.
    pub edition: u32,
    /// The rules, as Cedar text.
    pub rules: String,
    /// The guardrails, as Cedar text.
    pub guardrails: String,
    /// Every policy, rules first.
    pub policies: Vec<PolicyView>,
    /// Which edition of the standard scorecard the points are drawn from.
    pub scorecard_version: u32,
    /// Every line of the scorecard.
    pub scorecard: Vec<ScoreLine>,
    /// What keeps the texts from being used; then everything waits for people.
    pub faults: Vec<Fault>,
    /// Who changed what, newest first.
    pub editions: Vec<EditionView>,
    /// Whether whoever looks may change guardrails and points.
    pub may_guard: bool,
}

/// One policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PolicyView {
    /// What people call it.
    pub id: String,
    /// What it is for.
    pub tier: Tier,
    /// What it makes of an action that it matches.
    pub verdict: Verdict,
    /// Why it exists.
    pub words: Words,
    /// The line of the text in which it is named.
    pub line: Option<u32>,
    /// Its condition, as Cedar text without the annotations.
    pub text: String,
    /// Actions that it must match.
    pub matches: Vec<String>,
    /// Actions that it must not match.
    pub not_matches: Vec<String>,
}

/// One line of the scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScoreLine {
    /// Which.
    pub line: Line,
    /// The points that ship.
    pub standard: u8,
    /// The points that count here.
    pub points: u8,
}

/// A change of the standards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditionView {
    /// Which edition came of it.
    pub edition: u32,
    /// Who made it.
    pub by: ReviewerRef,
    /// When.
    pub at: Time,
    /// Why, in their words.
    pub note: String,
}

/// The editions of the rules that were in force after something was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditionsSince {
    /// The one in force now; 0 is what ships.
    pub now: u32,
    /// The one when it was decided. None while it waits, and where that is too long ago to say.
    pub decided: Option<u32>,
}

/// One edition, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditionTexts {
    /// Which.
    pub edition: u32,
    /// The rules.
    pub rules: String,
    /// The guardrails.
    pub guardrails: String,
    /// Every policy, rules first; none if the texts cannot be read any more.
    pub policies: Vec<PolicyView>,
    /// Every line of the scorecard, with the points that counted then.
    pub scorecard: Vec<ScoreLine>,
    /// What keeps the texts from being used now.
    pub faults: Vec<Fault>,
}
