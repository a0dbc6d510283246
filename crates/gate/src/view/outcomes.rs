//! What became of actions: what was told, how that is not what was approved, and what people make of it.

use sekisho_core::{
    id::AgentId,
    money::Sum,
    outcome::{Deviation, Mark},
    shown::Shown,
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ActivityItem, AgentRef, ReviewerRef};

/// What is known of what became of one action, beside whether it worked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AftermathView {
    /// What its agent told.
    pub told: Option<ToldView>,
    /// How that is not what was approved.
    pub deviations: Vec<DeviationView>,
    /// What a person makes of it.
    pub mark: Option<MarkView>,
    /// Whether the agent's next actions of the kind wait for a person because of it.
    pub holds: bool,
    /// Whether whoever looks may say what they make of it.
    pub may_mark: bool,
}

/// What an agent told of what happened. All of it is its own word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ToldView {
    /// How much money moved.
    pub amount: Option<Sum>,
    /// To whom, or with whom.
    pub counterparty: Option<Shown>,
    /// Where the voucher lies. Never followed.
    pub link: Option<Shown>,
    /// SHA-256 of the voucher, in hex.
    pub voucher: Option<String>,
    /// In its words.
    pub note: Option<Shown>,
}

/// One way in which an outcome is not what was approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DeviationView {
    /// Which.
    #[serde(flatten)]
    pub deviation: Deviation,
    /// The other agent, if one told.
    pub other: Option<AgentRef>,
}

/// What a person makes of an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MarkView {
    /// Who.
    pub by: ReviewerRef,
    /// When.
    pub at: Time,
    /// The mark.
    pub mark: Mark,
    /// Why.
    pub note: Option<String>,
}

/// One page of outcomes, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutcomesPage {
    /// The outcomes.
    pub items: Vec<OutcomeItem>,
    /// Where the next page starts; none on the last page.
    pub next: Option<String>,
}

/// One outcome in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OutcomeItem {
    /// What was asked, and where it stands.
    pub action: ActivityItem,
    /// What is known of what became of it.
    pub aftermath: AftermathView,
}

/// Which outcomes to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum OutcomeFilter {
    /// Those that a person should look at.
    #[default]
    Look,
    /// Those of which something is missing.
    Quiet,
    /// Those that a person has marked.
    Marked,
    /// Those that were told, and are as approved.
    Told,
}

/// What happened in a period, and to what it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ResultsView {
    /// The first day, such as `2026-11-01`, in the organisation's time zone.
    pub from: String,
    /// The last day.
    pub to: String,
    /// All together.
    pub all: Counts,
    /// All together, in each twelfth of the period, oldest first.
    pub trend: Vec<Counts>,
    /// By whom or what was asked for, those with most actions first.
    pub rows: Vec<ResultRow>,
    /// How many there are in all, with those that are left out.
    pub rows_count: u32,
}

/// By whom or what results are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ResultsBy {
    /// By agent.
    #[default]
    Agent,
    /// By tool.
    Tool,
    /// By the rules that decided.
    Rule,
    /// By what raised the risk.
    Signal,
    /// By who answered.
    Reviewer,
}

/// The results of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ResultRow {
    /// Whose.
    pub of: ResultOf,
    /// In the whole period.
    pub counts: Counts,
    /// In each twelfth of it, oldest first.
    pub trend: Vec<Counts>,
}

/// Whose results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum ResultOf {
    /// An agent's.
    Agent {
        /// Which.
        agent: AgentRef,
    },
    /// A tool's.
    Tool {
        /// Its name.
        tool: Shown,
        /// Where it lives.
        server: Option<Shown>,
    },
    /// A rule's.
    Rule {
        /// Its id.
        rule: String,
    },
    /// A signal's.
    Signal {
        /// Its name.
        signal: String,
    },
    /// A person's.
    Reviewer {
        /// Who.
        reviewer: ReviewerRef,
    },
}

/// How often something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Counts {
    /// Actions that came in.
    pub received: u32,
    /// Of these, passed by a rule.
    pub passed: u32,
    /// Of these, brought to a person.
    pub held: u32,
    /// Of these, stopped by a guardrail or budget.
    pub blocked: u32,
    /// Approved by a person, or by a yes that was given ahead.
    pub approved: u32,
    /// Denied by a person.
    pub denied: u32,
    /// Not answered in time.
    pub expired: u32,
    /// Taken back by the agent.
    pub cancelled: u32,
    /// Reported as done.
    pub succeeded: u32,
    /// Reported as failed.
    pub failed: u32,
    /// Otherwise than approved.
    pub deviated: u32,
    /// Marked as good.
    pub good: u32,
    /// Marked as harmful.
    pub harmful: u32,
    /// Marked as a false alarm.
    pub false_alarm: u32,
    /// How many seconds people took for an answer, on average; none if nobody answered.
    pub answer_seconds: Option<u32>,
}

impl DeviationView {
    /// The agent that told about another's action, if one did.
    pub(crate) fn other(deviation: &Deviation) -> Option<AgentId> {
        match deviation {
            Deviation::ToldByOther { agent } => Some(*agent),
            Deviation::More { .. }
            | Deviation::Less { .. }
            | Deviation::OtherCurrency { .. }
            | Deviation::UnaskedMoney { .. }
            | Deviation::OtherPartner
            | Deviation::Unused
            | Deviation::Unreported => None,
        }
    }
}
