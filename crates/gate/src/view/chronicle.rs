//! All that is on record, as people read it.

use sekisho_core::{id::ActionId, shown::Shown, time::Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AgentRef, Happened, ReviewerRef, What};

/// One page of all that is on record, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChroniclePage {
    /// The events.
    pub items: Vec<ChronicleItem>,
    /// Where the next page starts; none on the last page.
    pub next: Option<String>,
}

/// One event of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChronicleItem {
    /// Its place in the ledger.
    pub id: String,
    /// When it happened.
    pub at: Time,
    /// What happened.
    #[serde(flatten)]
    pub event: Chronicled,
}

/// What happened, to an action or beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "about", rename_all = "snake_case")]
#[ts(export)]
pub enum Chronicled {
    /// To an action.
    Action {
        /// Which.
        action: ActionId,
        /// Who asked.
        agent: AgentRef,
        /// What for.
        what: What,
        /// What happened to it.
        happened: Happened,
    },
    /// To what actions are judged and decided by.
    House(Occurred),
}

/// What happened beside actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Occurred {
    /// What.
    pub what: OccurredWord,
    /// Which person did it; none for the hub itself, or a file.
    pub by: Option<ReviewerRef>,
    /// Which agent it is about.
    pub agent: Option<AgentRef>,
    /// What or whom else it is about.
    pub name: Option<Shown>,
    /// In somebody's words.
    pub note: Option<Shown>,
}

/// The kinds of what happens beside actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum OccurredWord {
    /// An agent may ask from now on.
    AgentAdded,
    /// An agent may no longer ask.
    AgentRevoked,
    /// An agent works on other terms.
    AgentTermsSet,
    /// An agent's credential was used on a call for reviewers.
    AgentOverstepped,
    /// Somebody may answer, or look, from now on.
    ReviewerAdded,
    /// Somebody may do something else.
    ReviewerRoleSet,
    /// Somebody has another name.
    ReviewerRenamed,
    /// Somebody may no longer answer.
    ReviewerRevoked,
    /// A yes that was given ahead counts no more.
    GrantRevoked,
    /// Everything was halted.
    Halted,
    /// Something was halted.
    HaltedPart,
    /// Somebody wants things to go on, and another must say so too.
    ResumeAsked,
    /// Things go on.
    Resumed,
    /// An agent has heard of a halt.
    HaltAcknowledged,
    /// Two must say that things go on.
    SecondPersonOn,
    /// One is enough to say that things go on.
    SecondPersonOff,
    /// What a server says of its tools was taken in.
    ToolsImported,
    /// Somebody confirmed what a tool does.
    ToolConfirmed,
    /// A server says something else of a tool.
    ToolChanged,
    /// A source is trusted.
    OriginTrusted,
    /// A source is of the house.
    OriginInternal,
    /// A source is not trusted.
    OriginUntrusted,
    /// A budget was set.
    BudgetSet,
    /// A budget ended.
    BudgetEnded,
    /// The organisation's settings changed.
    OrganisationSet,
    /// The organisation's chart changed.
    ChartSet,
    /// Rules, guardrails or points changed.
    StandardsSet,
    /// Decisions began to be read for a file.
    ExportStarted,
    /// Decisions were written to a file.
    Exported,
    /// All of the ledger was read for a file.
    LedgerExported,
    /// Checkpoints are given to a folder.
    WitnessSet,
    /// Checkpoints are given to none any more.
    WitnessEnded,
    /// The ledger is not the one that the witness knows.
    WitnessDiffers,
    /// The ledger's key lies in the key store.
    KeyToKeystore,
    /// The ledger's key lies in a file.
    KeyToFile,
    /// Another key signs the ledger.
    KeyChanged,
    /// A credential was used for the first time on a day.
    SignedIn,
    /// A report was made as a file that proves itself.
    ReportMade,
    /// Each month is written to a folder.
    MonthlySet,
    /// Months are no longer written.
    MonthlyEnded,
    /// A month was written.
    MonthlyWritten,
    /// Actions are kept for other times.
    RetentionSet,
    /// Some are held.
    HoldSet,
    /// A hold stands no longer.
    HoldLifted,
    /// Contents will be erased.
    ErasureAnnounced,
    /// The clock has jumped.
    ClockDoubted,
    /// The clock is right.
    ClockConfirmed,
}
