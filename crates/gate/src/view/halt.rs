//! Uses of the kill switch.

use sekisho_core::{halt::Scope, id::HaltId, shown::Shown, time::Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AgentRef, ReviewerRef};

/// What stands still, and what did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HaltsView {
    /// The halts that stand, newest first.
    pub standing: Vec<HaltView>,
    /// The last that were lifted, newest first.
    pub lifted: Vec<HaltView>,
    /// Whether later halts need a second administrator before things go on.
    pub second_person: bool,
}

/// Halts that are over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LiftedHalts {
    /// These, newest first, with the agents that had heard of each and those that had not.
    pub halts: Vec<HaltView>,
    /// What to ask for the next page after; none if this is the last.
    pub next: Option<HaltId>,
}

/// One use of the kill switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HaltView {
    /// Its id.
    pub id: HaltId,
    /// What is stopped.
    pub scope: HaltScope,
    /// Since when.
    pub since: Time,
    /// By whom.
    pub by: HaltedBy,
    /// Why, if that was said.
    pub reason: Option<Shown>,
    /// Whether a second administrator must confirm that things go on.
    pub second_person: bool,
    /// Whether it is on disk. If not, it holds only as long as the hub runs.
    pub stored: bool,
    /// Where it stands.
    pub standing: HaltStanding,
    /// Who has to hear of it, the silent ones first, 200 at the most. Of one that is lifted, only in [`LiftedHalts`].
    pub agents: Vec<HaltedAgent>,
    /// How many those are in all.
    pub agents_count: u32,
    /// Whether whoever looks may let things go on.
    pub resume: MayResume,
}

/// What is stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum HaltScope {
    /// Every agent.
    Everything,
    /// Every agent in a group.
    Group {
        /// The group.
        group: String,
    },
    /// One agent.
    Agent {
        /// Which.
        agent: AgentRef,
    },
    /// One tool.
    Tool {
        /// Its name.
        tool: Shown,
        /// Where it lives; none for wherever it lives.
        server: Option<Shown>,
    },
    /// One session of an agent.
    Session {
        /// Whose.
        agent: AgentRef,
        /// Which.
        session: Shown,
    },
}

/// Who or what halted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum HaltedBy {
    /// A person.
    Reviewer {
        /// Who.
        reviewer: ReviewerRef,
    },
    /// The file `HALT` in the data directory.
    File,
}

/// Where a halt stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum HaltStanding {
    /// It stops what it covers.
    Standing,
    /// It still does; somebody waits for another's word.
    ResumeAsked {
        /// Who.
        by: ReviewerRef,
        /// When.
        at: Time,
        /// Why.
        reason: String,
    },
    /// Things go on.
    Lifted {
        /// Who let go.
        by: ReviewerRef,
        /// When.
        at: Time,
        /// Why.
        reason: String,
        /// Who asked first, if two had to.
        asked_by: Option<ReviewerRef>,
    },
}

/// Whether whoever looks may let things go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum MayResume {
    /// They may.
    Yes,
    /// Only administrators may.
    Administrators,
    /// They have said so; now another must.
    SecondPerson,
    /// Only after the file is gone.
    RemoveFile,
    /// Things go on already.
    Over,
}

/// An agent that has to hear of a halt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HaltedAgent {
    /// Which.
    pub agent: AgentRef,
    /// What is known of it.
    pub heard: Heard,
}

/// Whether an agent has heard of a halt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum Heard {
    /// It says so.
    Acknowledged {
        /// When it said so.
        at: Time,
    },
    /// It has not said so.
    Silent {
        /// Whether it listens for halts right now.
        connected: bool,
        /// When it last called, since the hub started.
        seen_at: Option<Time>,
    },
}

/// What an agent is told of halts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum HaltNews {
    /// This is halted.
    Halted {
        /// The halt.
        id: HaltId,
        /// What is stopped.
        scope: Scope,
        /// Since when.
        since: Time,
    },
    /// A halt does not stop this agent any more.
    Resumed {
        /// Which.
        id: HaltId,
    },
}
