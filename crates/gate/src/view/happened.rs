//! What happened to an action.

use sekisho_core::{
    budget::Booked,
    id::{ActionId, GrantId},
    money::Sum,
    outcome::Mark,
    rules::Verdict,
    shown::Shown,
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DeviationView, ErasedBy, NoWord, ReviewerRef, ToldView, With};

/// What happened to an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
#[ts(export)]
pub enum Happened {
    /// It came in and was judged.
    Received {
        /// The verdict.
        verdict: Verdict,
    },
    /// A person passed it on.
    Escalated {
        /// Who.
        by: ReviewerRef,
        /// To whom.
        to: With,
        /// With these words.
        note: String,
    },
    /// A person said yes, and others have to as well.
    Voted {
        /// Who.
        by: ReviewerRef,
        /// For whom they stood in.
        stands_for: Option<ReviewerRef>,
        /// At which station.
        station: String,
        /// With these words.
        note: Option<String>,
    },
    /// Half of the time to answer was over.
    Reminded,
    /// The time to answer ran out, and the next authority was asked as well.
    Raised {
        /// Who.
        to: With,
    },
    /// A person had it on screen, as it was then.
    Viewed {
        /// Who.
        by: ReviewerRef,
        /// Which version of it.
        version: u32,
    },
    /// A person took their yes back.
    Withdrawn {
        /// Who.
        by: ReviewerRef,
    },
    /// A person said that they are at it.
    Taken {
        /// Who.
        by: ReviewerRef,
    },
    /// A person is no longer at it.
    Released {
        /// Who.
        by: ReviewerRef,
    },
    /// A person remarked something.
    Commented {
        /// Who.
        by: ReviewerRef,
        /// In their words.
        text: String,
    },
    /// These were told to read about it.
    Circulated {
        /// Who.
        to: Vec<ReviewerRef>,
    },
    /// A person has read about it.
    Read {
        /// Who.
        by: ReviewerRef,
    },
    /// A person's yes no longer counts, as they are gone.
    Forgotten {
        /// Whose.
        reviewer: ReviewerRef,
    },
    /// Nobody was left who could answer, so everyone may.
    Returned {
        /// Who was to answer.
        from: With,
    },
    /// A person said yes.
    Approved {
        /// Who.
        by: ReviewerRef,
        /// With these words.
        note: Option<String>,
    },
    /// They said yes to what the agent may ask for again, too.
    Granted {
        /// By which grant.
        grant: GrantId,
        /// How often.
        times: u32,
        /// Until when.
        until: Time,
    },
    /// It has a yes that was given ahead.
    UnderGrant {
        /// Which.
        grant: GrantId,
        /// The how many-th use it is, from 1.
        number: u32,
    },
    /// A person said no.
    Denied {
        /// Who.
        by: ReviewerRef,
        /// With these words.
        reason: String,
        /// What would make it a yes.
        how: NoWord,
    },
    /// It is asked for again, after an earlier one was sent back or amended.
    Resubmitted {
        /// The earlier one.
        of: ActionId,
        /// Whether it is exactly what a reviewer had proposed.
        as_amended: bool,
    },
    /// It was asked for again.
    AskedAgain {
        /// As this one.
        by: ActionId,
    },
    /// Nobody answered in time.
    Expired,
    /// The agent took it back.
    Cancelled,
    /// It was let run.
    Consumed,
    /// Money moved in a budget.
    Booked {
        /// What the budget was called.
        name: String,
        /// What happened.
        booked: Booked,
        /// How much.
        sum: Sum,
    },
    /// The agent said how much it really moved.
    ActualTold {
        /// How much.
        actual: Sum,
    },
    /// The agent said what really happened.
    Told {
        /// What it said.
        told: ToldView,
    },
    /// That is not what was approved.
    Deviated {
        /// How.
        deviations: Vec<DeviationView>,
    },
    /// A person said what they make of it.
    Marked {
        /// Who.
        by: ReviewerRef,
        /// The mark.
        mark: Mark,
        /// Why.
        note: Option<String>,
    },
    /// The agent said how it went.
    Reported {
        /// Whether it worked.
        succeeded: bool,
        /// In the agent's words.
        note: Option<Shown>,
    },
    /// A decision record was made of it.
    RecordMade {
        /// By whom; none for the hub itself.
        by: Option<ReviewerRef>,
    },
    /// An administrator wants its contents erased before its time.
    ErasureAsked {
        /// Who.
        by: ReviewerRef,
        /// Why; none once it is erased.
        reason: Option<String>,
    },
    /// Its contents were erased.
    Erased {
        /// On what grounds.
        grounds: ErasedBy,
    },
}
