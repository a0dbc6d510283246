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
    rules::Verdict,
    time::Time,
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

/// Those who are to read about a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circulated {
    /// Who, and what is asked of them. Nobody, where nobody was left to read it.
    pub to: Vec<(ReviewerId, Duty)>,
}
