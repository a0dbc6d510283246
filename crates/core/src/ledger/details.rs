//! What some events say beside what they are.

use serde::{Deserialize, Serialize};

use crate::{
    action::Digest,
    budget::Booked,
    grant::Loosened,
    id::{AgentId, BudgetId, GrantId, ReviewerId},
    money::Sum,
    outcome::{Deviation, Mark},
    review::{Duty, No},
    role::Role,
    rules::Verdict,
    time::Time,
    tool::Classified,
};

/// An action that came in and was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The verdict.
    pub verdict: Verdict,
    /// What was asked. None for what came in before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
    /// The hash of all that is stored of the action and never changes, also of how it was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<Digest>,
}

/// A yes that others have to say, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voted {
    /// Who.
    pub by: ReviewerId,
    /// For whom they stood in.
    pub stands_for: Option<ReviewerId>,
    /// At which station, by its title.
    pub station: String,
    /// With these words.
    pub note: Option<String>,
}

/// A person had an action on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewed {
    /// Who.
    pub by: ReviewerId,
    /// Which version of its review.
    pub version: u32,
}

/// A yes that was given ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Granted {
    /// By whom.
    pub by: ReviewerId,
    /// Which.
    pub grant: GrantId,
    /// To whom.
    pub agent: AgentId,
    /// Where what it asks for may be otherwise than this action.
    pub loosened: Loosened,
    /// How often.
    pub times: u32,
    /// Until when.
    pub until: Time,
    /// Why, in their words.
    pub note: String,
}

/// The use of a yes that was given ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnderGrant {
    /// Which.
    pub grant: GrantId,
    /// The how many-th use it is, from 1.
    pub number: u32,
}

/// Decisions of a period began to be read for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportStarted {
    /// By whom.
    pub by: ReviewerId,
    /// From when.
    pub from: Time,
    /// Until when.
    pub until: Time,
}

/// How what became of an action is not what was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deviated {
    /// What was found just now.
    pub deviations: Vec<Deviation>,
    /// Whether the next actions of the kind wait for a person from now on.
    pub holds: bool,
}

/// What a person makes of what became of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetMark {
    /// Who.
    pub by: ReviewerId,
    /// The mark.
    pub mark: Mark,
    /// The mark that it had before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Mark>,
    /// Why.
    pub note: Option<String>,
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

/// A call that an agent may not make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overstepped {
    /// Which agent.
    pub agent: AgentId,
    /// The call, such as `POST /sekisho/v1/agents`.
    pub call: String,
}

/// All of the ledger began to be read for a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerExported {
    /// By whom.
    pub by: ReviewerId,
}

/// A yes that no longer counts ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantRevoked {
    /// By whom.
    pub by: ReviewerId,
    /// Which.
    pub grant: GrantId,
    /// Whose.
    pub agent: AgentId,
}

/// A no of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denied {
    /// Who.
    pub by: ReviewerId,
    /// With these words.
    pub reason: String,
    /// What would make it a yes.
    #[serde(default)]
    pub how: No,
}

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

/// Money of an action moved in a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Which budget.
    pub budget: BudgetId,
    /// What it was called.
    pub name: String,
    /// What happened.
    pub booked: Booked,
    /// How much.
    pub sum: Sum,
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

/// Those who are to read about a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circulated {
    /// Who, and what is asked of them. Nobody, where nobody was left to read it.
    pub to: Vec<(ReviewerId, Duty)>,
}

/// Decisions were written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    /// By whom.
    pub by: ReviewerId,
    /// How many.
    pub rows: u64,
}

/// Where the key that signs the ledger lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerKeyMoved {
    /// Who moved it.
    pub by: ReviewerId,
    /// Whether it lies in the key store of the hub's user now, and not in a file.
    pub keystore: bool,
}

/// Where checkpoints of the ledger are given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessSet {
    /// Who said so.
    pub by: ReviewerId,
    /// The folder; none for no witness any more.
    pub folder: Option<String>,
}

/// A checkpoint of the witness that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WitnessDiffers {
    /// The witness's folder.
    pub folder: String,
    /// How long the ledger was at that checkpoint.
    pub size: u64,
    /// What does not fit.
    pub why: Unlike,
}

/// How the ledger differs from the one that the witness knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unlike {
    /// It is shorter than it was: cut, or restored from an older backup.
    Shorter,
    /// Its entries are others: it was written anew, or there are two.
    Forked,
    /// The checkpoint is not signed with the ledger's key: the key is another, or somebody changed what the witness keeps.
    Unsigned,
}
