//! Budgets and how they stand. All amounts are plain decimals in the budget's currency.

use chrono::{DateTime, Utc};
use sekisho_core::{
    budget::{Every, Stage, Unclear},
    id::{ActionId, BudgetId},
    money::Sum,
    time::Time,
    tool::Effect,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AgentRef, ReviewerRef};

/// The budgets that hold, by name, and the last ones that were ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BudgetsView {
    /// Those that hold.
    pub budgets: Vec<BudgetView>,
    /// The last fifty that were ended, newest first.
    pub ended: Vec<EndedBudget>,
}

/// A budget that holds, with how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BudgetView {
    /// Its id.
    pub id: BudgetId,
    /// What people call it.
    pub name: String,
    /// Whose actions it covers.
    pub agents: Covered,
    /// Which kind of tool it covers; none for all.
    pub effect: Option<Effect>,
    /// How often it begins anew.
    pub period: Every,
    /// How much may move. The currency is that of all amounts here.
    pub limit: Sum,
    /// Kept for approved actions whose outcome is not known. With `spent` never more than the limit.
    pub held: String,
    /// Spent as it was approved.
    pub spent: String,
    /// Spent beyond what was approved, or beyond a limit that was lowered since.
    pub over: String,
    /// What may still be approved.
    pub left: String,
    /// Given back because executors said that an action failed or cost less. It is their word.
    pub returned: String,
    /// Since when it counts.
    pub from: Time,
    /// When it begins anew; none if it goes on by and by.
    pub until: Option<DateTime<Utc>>,
    /// The last ten movements, newest first.
    pub movements: Vec<Movement>,
    /// When it was set up.
    pub created_at: Time,
    /// Who set it last.
    pub set_by: ReviewerRef,
    /// And when.
    pub set_at: Time,
}

/// Whose actions a budget covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "to", rename_all = "snake_case")]
#[ts(export)]
pub enum Covered {
    /// Every agent's, together.
    Everyone,
    /// Those of all agents in a group, together.
    Group {
        /// Which.
        name: String,
    },
    /// One agent's.
    Agent {
        /// Which.
        agent: AgentRef,
    },
}

/// The money of one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Movement {
    /// The action.
    pub action: ActionId,
    /// Whose it is.
    pub agent: AgentRef,
    /// When it was approved.
    pub at: Time,
    /// What was approved.
    pub amount: String,
    /// Where that is.
    pub stage: Stage,
    /// What was spent besides.
    pub over: String,
}

/// A budget that was ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EndedBudget {
    /// Its id.
    pub id: BudgetId,
    /// What people called it.
    pub name: String,
    /// How much could move.
    pub limit: Sum,
    /// When it ended.
    pub ended_at: Time,
}

/// A budget that covers an action which waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BudgetLine {
    /// Its id.
    pub id: BudgetId,
    /// What people call it.
    pub name: String,
    /// How much may move.
    pub limit: Sum,
    /// What may still be approved, in the limit's currency.
    pub left: String,
    /// What the action counts for there; none if nobody can say, or it is in another currency.
    pub amount: Option<String>,
    /// What is unclear, if nobody can say.
    pub unclear: Option<Unclear>,
    /// Whether approving the action now would fit.
    pub fits: bool,
    /// When the budget begins anew; none if it goes on by and by.
    pub until: Option<DateTime<Utc>>,
}
