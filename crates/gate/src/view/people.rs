//! Agents and reviewers.

use sekisho_core::{
    agent::Terms,
    calendar::{WorkingHours, Zone},
    id::{AgentId, ReviewerId},
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Role;

/// An agent with what it has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AgentView {
    /// Its id.
    pub id: AgentId,
    /// The name a person gave it.
    pub name: String,
    /// Whether it is the built-in practice agent.
    pub practice: bool,
    /// On which terms it works.
    pub terms: Terms,
    /// When it was added.
    pub created_at: Time,
    /// When its credential was revoked.
    pub revoked_at: Option<Time>,
    /// When it last asked for something.
    pub last_asked_at: Option<Time>,
    /// How many actions it has asked for.
    pub actions: u32,
}

/// A new agent. The token is shown this once and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewAgent {
    /// Its id.
    pub id: AgentId,
    /// The name a person gave it.
    pub name: String,
    /// Its credential.
    pub token: String,
}

/// A reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewerView {
    /// Their id.
    pub id: ReviewerId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The groups they are in.
    pub groups: Vec<String>,
    /// When they were added.
    pub created_at: Time,
    /// When their credential was revoked.
    pub revoked_at: Option<Time>,
    /// Whether this is whoever looks.
    pub me: bool,
}

/// A new reviewer. The token is shown this once and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewReviewer {
    /// Their id.
    pub id: ReviewerId,
    /// Their name.
    pub name: String,
    /// Their credential.
    pub token: String,
}

/// The organisation's settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OrganisationView {
    /// Its time zone, by its IANA name such as `Asia/Tokyo`. Its days, weeks and months are those of the organisation.
    pub time_zone: Zone,
    /// When people are at work; none if at any time.
    pub working_hours: Option<WorkingHours>,
}
