//! What changes of whom and what the hub knows.

use serde::{Deserialize, Serialize};

use crate::{
    agent::Terms,
    budget::Budget,
    id::{AgentId, BudgetId, ReviewerId},
    role::Role,
    source::Trust,
    tool::Classified,
};

/// Somebody who was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewerAdded {
    /// Who.
    pub reviewer: ReviewerId,
    /// Their name.
    pub name: String,
    /// Who added them; none for the hub itself.
    pub by: Option<ReviewerId>,
    /// What they may do; none where that was not on record yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// Somebody who may do something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewerRoleSet {
    /// Who.
    pub reviewer: ReviewerId,
    /// What they may do.
    pub role: Role,
    /// Who said so.
    pub by: ReviewerId,
}

/// What changed with an edition of rules, guardrails and points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardsSet {
    /// By whom.
    pub by: ReviewerId,
    /// Which edition came of it.
    pub edition: u32,
    /// Whether the rules changed.
    pub rules: bool,
    /// Whether the guardrails changed.
    pub guardrails: bool,
    /// Whether the scorecard changed.
    pub scorecard: bool,
    /// Why, in their words.
    pub note: String,
}

/// What a server says about its tools.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolsImported {
    /// Who took it in.
    pub by: ReviewerId,
    /// Which server.
    pub server: String,
    /// How many tools.
    pub tools: u64,
}

/// A person confirmed what a tool does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolConfirmed {
    /// Who.
    pub by: ReviewerId,
    /// The tool's server.
    pub server: String,
    /// The tool.
    pub tool: String,
    /// The digest of what its server said.
    pub digest: String,
    /// What was confirmed before.
    pub before: Option<Classified>,
    /// What is from now on.
    pub after: Classified,
}

/// What a server says of a tool, otherwise than when a person confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolChanged {
    /// Who took that in.
    pub by: ReviewerId,
    /// The tool's server.
    pub server: String,
    /// The tool.
    pub tool: String,
}

/// A call that an agent may not make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overstepped {
    /// Which agent.
    pub agent: AgentId,
    /// The call, such as `POST /sekisho/v1/agents`.
    pub call: String,
}

/// An agent that may ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentAdded {
    /// Which.
    pub agent: AgentId,
    /// Its name.
    pub name: String,
    /// Who added it; none for the hub itself.
    pub by: Option<ReviewerId>,
}

/// An agent that may no longer ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentRevoked {
    /// Which.
    pub agent: AgentId,
    /// Who revoked it.
    pub by: ReviewerId,
}

/// An agent's terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentTermsSet {
    /// Which.
    pub agent: AgentId,
    /// Who set them.
    pub by: ReviewerId,
    /// The terms.
    pub terms: Terms,
}

/// An edition of the organisation chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartSet {
    /// Who set it.
    pub by: ReviewerId,
    /// Which edition.
    pub edition: u32,
    /// Why.
    pub note: String,
}

/// A budget that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetSet {
    /// Who set it.
    pub by: ReviewerId,
    /// Which.
    pub budget: BudgetId,
    /// All that it lays down.
    pub set: Budget,
}

/// A budget that holds no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetEnded {
    /// Who ended it.
    pub by: ReviewerId,
    /// Which.
    pub budget: BudgetId,
}

/// How far an origin is trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginTrusted {
    /// Who set it.
    pub by: ReviewerId,
    /// Which.
    pub origin: String,
    /// How far.
    pub trust: Trust,
}

/// Whether halts need a second administrator before things go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondPersonSet {
    /// Who set it.
    pub by: ReviewerId,
    /// Whether they do.
    pub required: bool,
}
