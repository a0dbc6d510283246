//! What callers see: plain data, made for reading. These types are the contract with the window, the command line and scripts.
//!
//! Text that comes from an agent is [`Shown`], never a bare string, so that nobody can forget to make it safe.

use sekisho_core::{
    id::{ActionId, AgentId, ReviewerId},
    money::Amount,
    rules::Verdict,
    shown::Shown,
    time::Time,
    tool::Reversibility,
};
pub use sekisho_core::{risk::Level, role::Role, tool::Effect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use action::{Act, ActionView, By, Claims, Entry, Line, LinePage, Standing, ValueKind};
pub use again::{ChangedLine, EarlierView, NoWord, ProposedView};
pub use batch::{BatchColumn, BatchPlace, BatchResult, BatchRow, BatchTable, BatchTotal, BatchView, NotAlikeWord, UnlikeItem};
pub use budgets::{BudgetLine, BudgetView, BudgetsView, Covered, EndedBudget, Movement};
pub use chronicle::{ChronicleItem, ChroniclePage, Chronicled, Occurred, OccurredWord};
pub use grants::{GrantOffer, GrantPlace, GrantRefused, GrantStanding, GrantUse, GrantView, GrantedPlace, GrantsView};
pub use halt::{HaltNews, HaltScope, HaltStanding, HaltView, HaltedAgent, HaltedBy, HaltsView, Heard, LiftedHalts, MayResume};
pub use happened::Happened;
pub use keeping::{AnnouncedView, ErasedBy, ErasedView, HoldRef, HoldView, KeepingView, KeptView, LiftedView};
pub use ledger::{KeyPlace, LedgerView, WitnessView};
pub use live::{About, Because, Live, Notice, NoticeAmount};
pub use outcomes::{
    AftermathView, Counts, DeviationView, MarkView, OutcomeFilter, OutcomeItem, OutcomesPage, ResultOf, ResultRow, ResultsBy, ResultsView,
    ToldView,
};
pub use people::{AgentView, NewAgent, NewReviewer, OrganisationView, ReviewerView};
pub use readings::ReadingView;
pub use reports::{ExportProgress, MonthlyPlan, MonthlyView};
pub use similar::{Before, Decided, SimilarItem, SimilarView, TurnedOut};
pub use standards::{EditionTexts, EditionView, EditionsSince, PolicyView, ScoreLine, StandardsView};
pub use tools::{ArgumentView, ChangeAbout, ChangeView, OriginView, Told, ToolPage, ToolView};
pub use way::{ChartCheck, ChartView, PlaceView, Progress, StationView, StepView, TakenView, VoteView, WayView, WordsView};

mod action;
mod again;
mod batch;
mod budgets;
mod chronicle;
mod grants;
mod halt;
mod happened;
mod keeping;
mod ledger;
mod live;
mod outcomes;
mod people;
mod readings;
mod reports;
mod similar;
mod standards;
mod tools;
mod way;

/// What the frame around every page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Status {
    /// The hub's version.
    pub version: String,
    /// Where agents reach the hub, such as `http://127.0.0.1:7311`.
    pub address: String,
    /// Who is signed in.
    pub me: Me,
    /// The hub's clock.
    pub now: Time,
    /// How many actions wait for the one who is signed in.
    pub waiting_for_me: u32,
    /// How many actions wait for anyone.
    pub waiting: u32,
    /// How many decisions the one who is signed in has still to read about, 1,000 at the most.
    pub to_read: u32,
    /// How many outcomes a person should look at, 1,000 at the most.
    pub to_look_at: u32,
    /// How many agents may ask, the practice agent aside.
    pub agents: u32,
    /// What came in since midnight.
    pub today: Today,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Me {
    /// Their id.
    pub id: ReviewerId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The groups they are in.
    pub groups: Vec<String>,
}

/// Counts since midnight, in the time zone of the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Today {
    /// Actions received.
    pub received: u32,
    /// Of these, passed by a rule.
    pub passed: u32,
    /// Of these, brought to a person.
    pub held: u32,
    /// Of these, stopped by a guardrail.
    pub blocked: u32,
}

/// One page of what waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueuePage {
    /// The actions.
    pub items: Vec<QueueItem>,
    /// Where the next page starts; none on the last page.
    pub next: Option<String>,
}

/// One action that waits, as a line in the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QueueItem {
    /// Its id.
    pub id: ActionId,
    /// Who asks.
    pub agent: AgentRef,
    /// What would happen.
    pub what: What,
    /// How risky.
    pub risk: RiskWord,
    /// When it came in.
    pub received_at: Time,
    /// When no answer becomes a no.
    pub due_at: Time,
    /// Who is to answer.
    pub with: With,
    /// Whether whoever looks may answer.
    pub mine: bool,
    /// Who is at it, if anybody said so.
    pub taken: Option<ReviewerRef>,
    /// How far it is on its way through several people.
    pub step: Option<StepView>,
}

/// An agent by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AgentRef {
    /// Its id.
    pub id: AgentId,
    /// The name a person gave it.
    pub name: String,
    /// Whether it is the built-in practice agent, whose actions do nothing.
    pub practice: bool,
}

/// A reviewer by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewerRef {
    /// Their id.
    pub id: ReviewerId,
    /// Their name.
    pub name: String,
}

/// What would happen, from the tool and the arguments and never from the agent's prose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct What {
    /// The tool.
    pub tool: Shown,
    /// Where the tool lives.
    pub server: Option<Shown>,
    /// What it does.
    pub effect: Effect,
    /// Whether it can be taken back.
    pub reversibility: Reversibility,
    /// The money it moves.
    pub amount: Option<Amount>,
    /// The first few arguments that tell this action from others, shortened for one line.
    pub gist: Vec<Fact>,
}

/// One argument in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Fact {
    /// Its name.
    pub key: Shown,
    /// Its value, shortened.
    pub value: Shown,
}

/// How risky: a word and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RiskWord {
    /// 0 to 100.
    pub score: u8,
    /// The word.
    pub level: Level,
}

/// Who is to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "to", rename_all = "snake_case")]
#[ts(export)]
pub enum With {
    /// Every reviewer.
    Anyone,
    /// One reviewer.
    Reviewer {
        /// Which.
        reviewer: ReviewerRef,
    },
    /// Whoever is in a group.
    Group {
        /// Which.
        name: String,
    },
    /// Whoever is an administrator.
    Administrators,
}

/// One page of everything that was asked, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActivityPage {
    /// The actions.
    pub items: Vec<ActivityItem>,
    /// Where the next page starts; none on the last page.
    pub next: Option<String>,
}

/// One action as a line in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActivityItem {
    /// Its id.
    pub id: ActionId,
    /// Who asked.
    pub agent: AgentRef,
    /// What for.
    pub what: What,
    /// How risky.
    pub risk: RiskWord,
    /// What the gate said at once.
    pub verdict: Verdict,
    /// Where it stands.
    pub standing: Standing,
    /// When it came in.
    pub received_at: Time,
    /// When it was decided. None while it waits.
    pub decided_at: Option<Time>,
}

/// A filter of the record by where actions stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum StandingFilter {
    /// Wait for a person.
    Held,
    /// Approved, used or not.
    Approved,
    /// Denied by a person or a guardrail.
    Denied,
    /// Nobody answered.
    Expired,
    /// Taken back.
    Cancelled,
}
