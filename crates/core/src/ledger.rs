//! The record of what happened: one entry an event, only ever appended.

use serde::{Deserialize, Serialize};

use crate::{
    halt::{Halter, Scope},
    id::{ActionId, AgentId, HaltId, ReviewerId},
    money::Sum,
    organisation::Organisation,
    outcome::Told,
    review::Assignee,
};

pub use custody::{
    Custody, ExportStarted, Exported, LedgerExported, LedgerKeyChanged, LedgerKeyMoved, SignedIn, Unlike, WitnessDiffers, WitnessSet,
};
pub use details::{Circulated, Denied, Deviated, GrantRevoked, Granted, Moved, Received, SetMark, UnderGrant, Viewed, Voted};
pub use house::{
    AgentAdded, AgentRevoked, AgentTermsSet, BudgetEnded, BudgetSet, ChartSet, OriginTrusted, Overstepped, ReviewerAdded, ReviewerRoleSet,
    SecondPersonSet, StandardsSet, ToolChanged, ToolConfirmed, ToolsImported,
};
pub use report::ReportMade;

pub use keeping::{Announced, Grounds, Keeping};

mod custody;
mod details;
mod house;
mod keeping;
mod report;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Entry {
    /// An action came in and was judged.
    Received(Received),
    /// A person passed an action on.
    Escalated {
        /// Who.
        by: ReviewerId,
        /// To whom.
        to: Assignee,
        /// With these words.
        note: String,
    },
    /// A person said yes, and others have to as well.
    Voted(Voted),
    /// Half of the time to answer is over, and whoever is to answer was reminded.
    Reminded,
    /// The time to answer runs out, and the next authority was asked as well.
    Raised {
        /// Who.
        to: Assignee,
    },
    /// A person took their yes back.
    Withdrawn {
        /// Who.
        by: ReviewerId,
    },
    /// A person said that they are at it.
    Taken {
        /// Who.
        by: ReviewerId,
    },
    /// A person is no longer at it.
    Released {
        /// Who.
        by: ReviewerId,
    },
    /// A person had an action on screen, as it was then.
    Viewed(Viewed),
    /// A person remarked something on an action.
    Commented {
        /// Who.
        by: ReviewerId,
        /// In their words.
        text: String,
    },
    /// A person's yes no longer counts, as they are gone.
    Forgotten {
        /// Whose.
        reviewer: ReviewerId,
    },
    /// Nobody was left who could answer, so everyone may.
    Returned {
        /// Who was to answer.
        from: Assignee,
    },
    /// A person said yes.
    Approved {
        /// Who.
        by: ReviewerId,
        /// With these words.
        note: Option<String>,
    },
    /// A person said yes to what the agent may ask for again, too.
    Granted(Granted),
    /// An action has a yes that was given ahead.
    UnderGrant(UnderGrant),
    /// A grant counts no more.
    GrantRevoked(GrantRevoked),
    /// A person said no.
    Denied(Denied),
    /// An agent asks again, after an action of its own was sent back or amended.
    Resubmitted {
        /// Which.
        of: ActionId,
        /// Whether it asks for exactly what a reviewer had proposed, so that their yes counts.
        as_amended: bool,
    },
    /// It was asked for again.
    AskedAgain {
        /// As which action.
        by: ActionId,
    },
    /// It is decided, and these are to read about it.
    Circulated(Circulated),
    /// A person said that they have read about it.
    Read {
        /// Who.
        by: ReviewerId,
    },
    /// Nobody answered in time.
    Expired,
    /// The agent took an action back.
    Cancelled,
    /// An action was let run.
    Consumed,
    /// The executor said how it went.
    Reported {
        /// Whether it worked.
        succeeded: bool,
        /// In its words.
        note: Option<String>,
    },
    /// Money of an action moved in a budget.
    Booked(Moved),
    /// The executor said how much an action really moved, before it could say more.
    ActualTold {
        /// How much.
        actual: Sum,
    },
    /// The executor said what really happened.
    Told(Told),
    /// What became of an action is not what was approved.
    Deviated(Deviated),
    /// A person said what they make of what became of it.
    Marked(SetMark),
    /// An agent may ask from now on.
    AgentAdded(AgentAdded),
    /// An agent may no longer ask.
    AgentRevoked(AgentRevoked),
    /// An agent works on these terms from now on.
    AgentTermsSet(AgentTermsSet),
    /// Decisions go by this organisation chart from now on.
    ChartSet(ChartSet),
    /// A reviewer may answer, or look, from now on.
    ReviewerAdded(ReviewerAdded),
    /// A reviewer may do something else from now on.
    ReviewerRoleSet(ReviewerRoleSet),
    /// A reviewer has another name.
    ReviewerRenamed {
        /// Which.
        reviewer: ReviewerId,
        /// Their new name.
        name: String,
    },
    /// A reviewer may no longer answer.
    ReviewerRevoked {
        /// Which.
        reviewer: ReviewerId,
        /// Who revoked them.
        by: ReviewerId,
    },
    /// An agent's credential was used on a call that only reviewers may make.
    AgentOverstepped(Overstepped),
    /// The kill switch was used.
    Halted {
        /// Its id.
        halt: HaltId,
        /// What is stopped.
        scope: Scope,
        /// By whom.
        by: Halter,
        /// Why, if that was said.
        reason: Option<String>,
        /// Whether a second administrator must confirm that things go on.
        second_person: bool,
    },
    /// An administrator wants things to go on, and another must say so too.
    ResumeAsked {
        /// After which halt.
        halt: HaltId,
        /// Who.
        by: ReviewerId,
        /// Why.
        reason: String,
    },
    /// A halt was lifted.
    Resumed {
        /// Which.
        halt: HaltId,
        /// By whom.
        by: ReviewerId,
        /// Why.
        reason: String,
    },
    /// An agent says that it has heard of a halt.
    HaltAcknowledged {
        /// Which.
        halt: HaltId,
        /// Which agent.
        agent: AgentId,
    },
    /// Whether later halts need a second administrator before things go on.
    SecondPersonSet(SecondPersonSet),
    /// What a server says about its tools was taken in.
    ToolsImported(ToolsImported),
    /// A person confirmed what a tool does.
    ToolConfirmed(ToolConfirmed),
    /// A server says something else of a tool than when a person confirmed it.
    ToolChanged(ToolChanged),
    /// An origin is trusted from now on as far as this.
    OriginTrusted(OriginTrusted),
    /// A budget holds from now on, or is another.
    BudgetSet(BudgetSet),
    /// A budget holds no longer.
    BudgetEnded(BudgetEnded),
    /// The organisation's settings are these from now on.
    OrganisationSet {
        /// Who set them; none for the hub itself, at its first start.
        by: Option<ReviewerId>,
        /// All of them.
        organisation: Organisation,
    },
    /// Actions are judged by other rules, guardrails or points from now on.
    StandardsSet(StandardsSet),
    /// Something that is done with the record itself.
    #[serde(untagged)]
    Custody(Custody),
    /// Something about how long things are kept.
    #[serde(untagged)]
    Keeping(Keeping),
}
