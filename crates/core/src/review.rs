//! One action's way from the question to what came of it, and the only function that moves it along.

use serde::{Deserialize, Serialize};

use crate::{
    id::{BudgetId, GrantId, ReviewerId},
    time::Time,
};

pub use actor::{Absent, Actor};
pub use desks::{Desks, Voice};
pub use held::{Alert, Held, Taken};
pub use pace::{Clock, Pace};
pub use reading::{Duty, READERS_MAX, Reader};
pub use route::{Detour, Place, Station, Vote, Way};
pub use transition::transition;

mod actor;
mod attend;
mod desks;
mod held;
mod pace;
mod reading;
pub mod route;
#[cfg(test)]
mod tests;
mod transition;

/// How often one action may be passed on. Whoever holds it then has to answer.
pub const ESCALATIONS_MAX: u32 = 16;

/// Where an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// A person must answer.
    Held(Held),
    /// It may run once.
    Approved(Approval),
    /// It was let run; what came of it is not known yet.
    Consumed {
        /// By what right.
        approval: Approval,
        /// When and by which call.
        consumption: Consumption,
    },
    /// It ran, and the executor said how it went.
    Reported {
        /// By what right.
        approval: Approval,
        /// When and by which call.
        consumption: Consumption,
        /// How it went.
        outcome: Outcome,
    },
    /// No.
    Denied {
        /// Who said so.
        by: Decider,
        /// When.
        at: Time,
        /// What the agent is told.
        note: Option<String>,
        /// What would make it a yes.
        #[serde(default, skip_serializing_if = "No::is_final")]
        how: No,
    },
    /// Nobody answered in time, which is a no.
    Expired {
        /// When.
        at: Time,
    },
    /// The agent took it back.
    Cancelled {
        /// When.
        at: Time,
    },
}

/// What would make a no a yes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum No {
    /// Nothing that was said.
    #[default]
    Rejected,
    /// An answer: it was sent back with a question.
    AskedBack,
    /// Other arguments: the same reviewer approves exactly these once, if they are asked for until then.
    Amended {
        /// The arguments, in the one spelling of `Json::canonical`.
        arguments: String,
        /// Until when.
        until: Time,
    },
}

impl No {
    fn is_final(&self) -> bool {
        *self == Self::Rejected
    }
}

/// Who may answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "to", content = "name", rename_all = "snake_case")]
pub enum Assignee {
    /// Every reviewer.
    Anyone,
    /// One reviewer.
    Reviewer(ReviewerId),
    /// Whoever is in a group.
    Group(String),
    /// Whoever is an administrator.
    Administrators,
}

/// Who or what decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Decider {
    /// A rule, by its id.
    Rule(String),
    /// A budget that the action could never fit into.
    Budget(BudgetId),
    /// A person.
    Reviewer(ReviewerId),
}

/// The right to run once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who gave it.
    pub by: Decider,
    /// When.
    pub at: Time,
    /// When it ends unused.
    pub expires_at: Time,
    /// What the agent is told.
    pub note: Option<String>,
    /// By which grant, if the yes was given ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<GrantId>,
    /// Every yes on the way, if it took one.
    #[serde(default, skip_serializing_if = "<[Vote]>::is_empty")]
    pub votes: Box<[Vote]>,
    /// Why that was not the way that it was to take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detour: Option<Box<Detour>>,
}

/// The single use of an approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consumption {
    /// When.
    pub at: Time,
    /// The key that the caller chose, so that its retry is not a second use.
    pub key: String,
}

/// What the executor says happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether it worked.
    pub succeeded: bool,
    /// When it was reported.
    pub at: Time,
    /// In the executor's words.
    pub note: Option<String>,
}

/// What can happen to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A person says yes.
    Approve {
        /// Who.
        by: Actor,
        /// What the agent is told.
        note: Option<String>,
        /// By which grant, if they said it ahead.
        grant: Option<GrantId>,
    },
    /// A person says no.
    Reject {
        /// Who.
        by: Actor,
        /// Why, or the question; the agent is told.
        reason: String,
        /// What would make it a yes.
        how: No,
    },
    /// A person wants someone else to answer.
    Escalate {
        /// Who.
        by: Actor,
        /// Who shall answer.
        to: Assignee,
    },
    /// A person takes their yes back, as long as the action waits.
    Withdraw {
        /// Who.
        by: ReviewerId,
    },
    /// A person is at it, which others see. It decides nothing and keeps nobody else from deciding.
    Take {
        /// Who.
        by: Actor,
    },
    /// A person is no longer at it.
    Release {
        /// Who.
        by: ReviewerId,
    },
    /// A person's yes no longer counts, as they are gone.
    Forget {
        /// Who.
        reviewer: ReviewerId,
    },
    /// Whoever was to answer is gone, so everyone may; on a way, the administrators.
    Return,
    /// The agent takes it back.
    Cancel,
    /// Time has passed.
    Tick,
    /// The time runs out, and the next authority is asked as well.
    Raise {
        /// Whom nobody else can be asked for.
        to: Assignee,
    },
    /// The executor is about to run it.
    Consume {
        /// The key of this call.
        key: String,
    },
    /// The executor says how it went.
    Report {
        /// Whether it worked.
        succeeded: bool,
        /// In the executor's words.
        note: Option<String>,
    },
}

/// What an event did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The action stands here now.
    Changed(State),
    /// Nothing: the same had happened before, or there was nothing to do.
    Unchanged,
}

/// Why an event was refused. Nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It was approved, denied, expired or cancelled before.
    #[error("this action is decided already")]
    AlreadyDecided,
    /// The time to answer is over.
    #[error("the time to answer is over")]
    TooLate,
    /// Someone else is to answer.
    #[error("this action waits for somebody else")]
    NotYours,
    /// Whoever an agent belongs to does not decide what it may do.
    #[error("nobody decides what their own agent may do")]
    OwnAgent,
    /// One person is one voice.
    #[error("you have said yes to this before")]
    Voted,
    /// They said no yes that could be taken back.
    #[error("there is no yes of yours to take back")]
    NotVoted,
    /// They are not at it.
    #[error("you are not at this")]
    NotTaken,
    /// More money than they may approve.
    #[error("this is more than you may approve")]
    AboveLimit,
    /// It cannot be passed on to whoever has it, to everyone, or once more.
    #[error("this action cannot be passed on there")]
    NotThere,
    /// Nobody approved it.
    #[error("this action is not approved")]
    NotApproved,
    /// The approval ended unused.
    #[error("the approval is no longer valid")]
    ApprovalExpired,
    /// Another call used the approval.
    #[error("the approval was used before")]
    AlreadyConsumed,
    /// It was never let run.
    #[error("the approval was not used")]
    NotConsumed,
    /// Another outcome was reported before.
    #[error("another outcome was reported before")]
    OutcomeConflict,
}
