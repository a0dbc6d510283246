//! What just happened, for whoever looks right now.

use sekisho_core::{id::ActionId, money::Amount, risk::Level, time::Time, tool::Effect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What just happened, for windows that are open. It names things; whoever shows them asks for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Live {
    /// Counts up; a reader that was away asks for what came after the last it saw.
    pub seq: u64,
    /// When.
    pub at: Time,
    /// What it is about.
    #[serde(flatten)]
    pub about: About,
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "about", rename_all = "snake_case")]
#[ts(export)]
pub enum About {
    /// An action came in or changed.
    Action {
        /// Which.
        id: ActionId,
        /// Whether it waits for whoever listens.
        mine: bool,
        /// Something to notify whoever listens of. Only on a stream that notifies, and on one of each person's.
        notice: Option<Notice>,
    },
    /// Agents were added or revoked.
    Agents,
    /// Reviewers were added, changed or revoked.
    Reviewers,
    /// The organisation's settings changed.
    Organisation,
    /// A budget was set or ended, or money moved in one.
    Budgets,
    /// The rules, the guardrails or the scorecard changed.
    Rules,
    /// A yes was given ahead, used or taken back.
    Grants,
    /// Something was halted or resumed, or an agent has heard of it.
    Halts,
}

/// What a notification says. Of what an agent wrote there is an amount that was read as a number, and a tool's name that is a mere name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Notice {
    /// Why now.
    pub because: Because,
    /// Whether it is this person's time: they are at work or on call. Else it waits in the list, and nothing draws them to it.
    pub timely: bool,
    /// Who asks.
    pub agent: String,
    /// What it would do.
    pub effect: Effect,
    /// With which tool, if its name is a plain identifier and cannot be read as a sentence.
    pub tool: Option<String>,
    /// The money it moves.
    pub amount: Option<NoticeAmount>,
    /// How risky.
    pub level: Level,
    /// When no answer becomes a no.
    pub due_at: Time,
}

/// An amount of money, without where it stands in the arguments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NoticeAmount {
    /// How much, as a plain decimal such as `480000` or `12.50`.
    pub value: String,
    /// ISO 4217 code, where it is known.
    pub currency: Option<String>,
}

impl From<&Amount> for NoticeAmount {
    fn from(amount: &Amount) -> Self {
        Self { value: amount.value.to_string(), currency: amount.currency.clone() }
    }
}

/// Why a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Because {
    /// It came in, or somebody before them has said yes, and it waits.
    Held,
    /// Somebody passed it on.
    Escalated,
    /// Half of the time is over.
    Reminded,
    /// The time runs out, and they are asked beside those who have not answered.
    Raised,
    /// Nobody is left who was to answer.
    Returned,
}
