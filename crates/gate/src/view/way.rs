//! How several people decide on one action, and the organisation chart behind it.

use sekisho_core::{
    chart::{Fault, Unread},
    review::Detour,
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EditionView, ReviewerRef, With};

/// The way of one action through several people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WayView {
    /// What the route is called.
    pub route: String,
    /// Its stations, in order.
    pub stations: Vec<StationView>,
    /// Why it is not the way that it was to be.
    pub detour: Option<Detour>,
}

/// One station of a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StationView {
    /// What people call it.
    pub title: String,
    /// How many of its places must be filled.
    pub need: u8,
    /// Its places.
    pub places: Vec<PlaceView>,
    /// How far it is.
    pub progress: Progress,
}

/// How far a station is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "WayProgress")]
pub enum Progress {
    /// Enough people have said yes.
    Done,
    /// It is where the action waits.
    Now,
    /// It comes later.
    Later,
}

/// Where on its way an action waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepView {
    /// What people call the station.
    pub title: String,
    /// Which station it is, from 1.
    pub number: u8,
    /// How many there are.
    pub of: u8,
    /// How many have said yes there.
    pub filled: u8,
    /// How many have to.
    pub need: u8,
}

/// One place of a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlaceView {
    /// Who may fill it.
    pub with: With,
    /// Who does.
    pub filled: Option<VoteView>,
}

/// A yes at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VoteView {
    /// Who.
    pub by: ReviewerRef,
    /// For whom they stand in.
    pub stands_for: Option<ReviewerRef>,
    /// When.
    pub at: Time,
}

/// Somebody is at an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TakenView {
    /// Who.
    pub by: ReviewerRef,
    /// Since when.
    pub at: Time,
}

/// The words that go with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WordsView {
    /// Whether a yes needs a reason.
    pub reason_needed: bool,
    /// Sentences at hand for a yes.
    pub approve: Vec<String>,
    /// For a no.
    pub reject: Vec<String>,
    /// For a question.
    pub ask_back: Vec<String>,
    /// For passing on.
    pub escalate: Vec<String>,
}

/// The organisation chart that counts, and who changed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChartView {
    /// Which edition; 0 if there is none, and anybody may answer.
    pub edition: u32,
    /// The chart, as TOML.
    pub text: String,
    /// Who changed it, newest first.
    pub editions: Vec<EditionView>,
    /// Whether whoever looks may change it.
    pub may_change: bool,
}

/// What is wrong with a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChartCheck {
    /// Where it cannot be read at all.
    pub unread: Option<Unread>,
    /// What is wrong with what it says.
    pub faults: Vec<Fault>,
}
