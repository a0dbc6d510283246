//! One row of the list of decisions, with types that a sheet can sort by.

use rust_decimal::Decimal;
use sekisho_core::{
    id::ActionId,
    risk::Level,
    rules::Verdict,
    time::Time,
    tool::{Effect, Reversibility},
};

/// One decision of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The action.
    pub action: ActionId,
    /// When it came in.
    pub received_at: Time,
    /// When it was decided.
    pub decided_at: Time,
    /// How.
    pub decision: Decided,
    /// Who or what decided; none where nobody did.
    pub decided_by: Option<DecidedBy>,
    /// The rule's or budget's id, or the reviewer's name; empty where nobody decided.
    pub decider: String,
    /// The reason or note that the agent was told.
    pub reason: String,
    /// Who asked.
    pub agent: String,
    /// The tool.
    pub tool: String,
    /// Where the tool lives, as the agent said.
    pub server: String,
    /// What it does.
    pub effect: Effect,
    /// Whether it can be taken back.
    pub reversibility: Reversibility,
    /// The money it moves.
    pub amount: Option<Decimal>,
    /// In which currency, if that is known.
    pub currency: Option<String>,
    /// 0 to 100.
    pub risk: u8,
    /// The word for it.
    pub risk_level: Level,
    /// What the gate said at once.
    pub verdict: Verdict,
    /// When it was let run.
    pub consumed_at: Option<Time>,
    /// Whether it worked; none where nothing was reported.
    pub succeeded: Option<bool>,
    /// In the agent's words. What hides is written as `<U+202E>`.
    pub outcome_note: String,
    /// SHA-256 of what was asked, in hex.
    pub digest: String,
    /// The arguments as they were sent; empty once they are erased.
    pub arguments: String,
    /// When its contents were erased, if they were.
    pub erased_at: Option<Time>,
}

/// How an action was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// Yes.
    Approved,
    /// No.
    Denied,
    /// Nobody answered in time, which is a no.
    Expired,
    /// The agent took it back.
    Cancelled,
}

/// Who or what decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedBy {
    /// A rule or guardrail.
    Rule,
    /// A budget.
    Budget,
    /// A person.
    Reviewer,
    /// A person who had said yes ahead.
    Grant,
}

impl Decided {
    /// The word for it in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Denied => "denied",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }
}

impl DecidedBy {
    /// The word for it in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Budget => "budget",
            Self::Reviewer => "reviewer",
            Self::Grant => "grant",
        }
    }
}
