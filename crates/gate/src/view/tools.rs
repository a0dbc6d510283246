//! Tools and origins: what is known of them, and by whose word.

use sekisho_core::{
    provenance::Role as ArgumentRole,
    shown::Shown,
    source::Trust,
    time::Time,
    tool::{
        Effect, Reversibility, Source, Standing as ToolStanding,
        infer::{Clue, Confidence},
    },
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ReviewerRef;

/// A tool that its server has told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ToolView {
    /// Where it lives.
    pub server: String,
    /// What it is called.
    pub name: String,
    /// What its server calls it for people.
    pub title: Option<Shown>,
    /// What it is taken to do.
    pub effect: Effect,
    /// Whether it is taken to be reversible.
    pub reversibility: Reversibility,
    /// How we know.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
    /// Whether a person has confirmed it, and whether that holds.
    pub standing: ToolStanding,
    /// How much of what is known of it is a guess.
    pub guesses: u32,
    /// When it was first told of.
    pub first_seen_at: Option<Time>,
    /// When its server last said something else of it.
    pub changed_at: Option<Time>,
    /// Since when its server no longer tells of it.
    pub gone_at: Option<Time>,
}

/// Everything about one tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ToolPage {
    /// The tool.
    pub tool: ToolView,
    /// What its server says it does.
    pub description: Option<Shown>,
    /// What a confirmation names, so that it is of what was seen.
    pub digest: String,
    /// What its server's words tell by themselves.
    pub inferred: Told,
    /// Its arguments.
    pub arguments: Vec<ArgumentView>,
    /// Who has confirmed it last.
    pub confirmed_by: Option<ReviewerRef>,
    /// When.
    pub confirmed_at: Option<Time>,
    /// What its server says otherwise since.
    pub changes: Vec<ChangeView>,
}

/// What a tool does, as far as its server's words tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export, rename = "ToolTold")]
pub struct Told {
    /// What it does.
    pub effect: Effect,
    /// Whether that can be taken back.
    pub reversibility: Reversibility,
    /// How we know.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// One argument of a tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ArgumentView {
    /// Where it stands, for calls.
    pub pointer: String,
    /// The same, for people.
    pub shown: Shown,
    /// What the server says of it.
    pub description: Option<Shown>,
    /// Whether it has to be there.
    pub required: bool,
    /// What it is taken to be for.
    pub role: ArgumentRole,
    /// What it would be for by the server's words.
    pub inferred: ArgumentRole,
    /// How sure that is.
    pub confidence: Confidence,
    /// What that rests on.
    pub clue: Clue,
    /// Whether the role is a person's word.
    pub confirmed: bool,
}

/// What a server says otherwise than when a person confirmed the tool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeView {
    /// About what.
    pub about: ChangeAbout,
    /// What it said then.
    pub before: Option<Shown>,
    /// What it says now.
    pub after: Option<Shown>,
}

/// What a server says something about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
#[ts(export)]
pub enum ChangeAbout {
    /// The name for people.
    Title,
    /// What the tool does.
    Description,
    /// Whether it only looks.
    ReadOnly,
    /// Whether it destroys.
    Destructive,
    /// One argument.
    Argument {
        /// Where it stands.
        pointer: Shown,
    },
    /// Something else in the schema.
    Schema,
}

/// An origin of what agents read: seen of late, or set by somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OriginView {
    /// Which origin, such as `tool:get_invoice`, for calls.
    pub origin: String,
    /// The same, for people.
    pub shown: Shown,
    /// How far it is trusted.
    pub trust: Trust,
    /// Whether somebody has set that.
    pub set: bool,
    /// How often it is in what is kept of all that was read.
    pub seen: u32,
    /// When it was last read.
    pub last_seen_at: Option<Time>,
}
