//! Everything about one action.

use std::collections::BTreeMap;

use sekisho_core::{
    id::{ActionId, GrantId, HaltId, ReviewerId},
    provenance::Traced,
    review::Clock,
    rules::{Reason, Verdict, Words},
    shown::Shown,
    signal::Contribution,
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    AftermathView, AgentRef, Before, BudgetLine, EarlierView, EditionsSince, Happened, KeptView, NoWord, ProposedView, ReadingView,
    ReviewerRef, RiskWord, TakenView, WayView, What, With, WordsView,
};

/// Everything about one action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ActionView {
    /// Its id.
    pub id: ActionId,
    /// Who asks.
    pub agent: AgentRef,
    /// What would happen.
    pub what: What,
    /// How risky.
    pub risk: RiskWord,
    /// What the score is made of, most first.
    pub contributions: Vec<Contribution>,
    /// What the gate said at once.
    pub verdict: Verdict,
    /// Why it said so.
    pub reasons: Vec<Reason>,
    /// Which edition of the rules said so; 0 is what ships. None of actions from before it was kept.
    pub edition: Option<u32>,
    /// Which editions were in force since.
    pub since: EditionsSince,
    /// Where the arguments come from that say whom, where, what or how, those of most concern first.
    pub traced: Vec<Traced>,
    /// The first of the arguments, each value on a line of its own, parents before children. No value is shortened.
    pub arguments: Vec<Line>,
    /// How many lines the arguments have in all. The rest comes in pages of its own.
    pub arguments_count: u32,
    /// SHA-256 of what was asked, in hex. A decision names it.
    pub digest: String,
    /// What the agent claims about itself and its reasons.
    pub claims: Claims,
    /// When it came in.
    pub received_at: Time,
    /// When no answer becomes a no.
    pub due_at: Time,
    /// By which clock the time counts until then, while it waits; none of actions from before it was kept.
    pub clock: Option<Clock>,
    /// How many seconds a rule gives by that clock; none if only the agent gives a time.
    pub given_seconds: Option<u32>,
    /// Where it stands.
    pub standing: Standing,
    /// Counts up with every change. A decision names it.
    pub version: u32,
    /// What a reviewer would rather see asked for, if one said so.
    pub proposed: Option<ProposedView>,
    /// What it follows on: an action that was sent back or amended.
    pub earlier: Option<EarlierView>,
    /// The budgets that cover it, while it waits.
    pub budgets: Vec<BudgetLine>,
    /// The words that go with an answer.
    pub words: WordsView,
    /// What whoever looks may do now.
    pub allowed: Vec<Act>,
    /// Whether approving needs a second, deliberate step, as it cannot be taken back, is risky, or does not show whole at once.
    pub confirm: bool,
    /// Whom it can be passed on to by whoever looks.
    pub targets: Vec<With>,
    /// How many actions lie on the desks of the people among them.
    pub loads: BTreeMap<ReviewerId, u32>,
    /// The halts that keep it from being approved or used, oldest first.
    pub halts: Vec<HaltId>,
    /// What is known of what became of it.
    pub aftermath: AftermathView,
    /// How long it is kept, and what was erased of it.
    pub keeping: KeptView,
    /// Those who read about the decision.
    pub readings: Vec<ReadingView>,
    /// What happened to it, oldest first.
    pub history: Vec<Entry>,
    /// What became of earlier calls of this tool by this agent.
    pub before: Before,
}

/// One value in a JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Line {
    /// Where it stands (RFC 6901).
    pub pointer: String,
    /// How far in, from 0.
    pub depth: u32,
    /// Its name, or its number in a list.
    pub key: Shown,
    /// What kind of value.
    pub kind: ValueKind,
    /// The value; empty for objects and lists.
    pub value: Shown,
    /// How many values an object or list holds directly, on this page or not.
    pub items: u32,
}

/// One page of the lines of a JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LinePage {
    /// The lines.
    pub lines: Vec<Line>,
    /// How many there are on all pages.
    pub count: u32,
}

/// The kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ValueKind {
    /// `null`, `true` or `false`
    Word,
    /// A number, with its digits as they were sent.
    Number,
    /// A text.
    Text,
    /// Values in order; they follow as lines of their own.
    List,
    /// Named values; they follow as lines of their own.
    Object,
}

/// What the agent says. None of it is checked, and none of it lowers a score.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Claims {
    /// Why it wants to do this.
    pub reasoning: Option<Shown>,
    /// The user's own words, so the agent says.
    pub task: Option<Shown>,
    /// For whom.
    pub on_behalf_of: Option<Shown>,
    /// The session it says this belongs to.
    pub session: Option<Shown>,
    /// The first of whatever else it claims.
    pub others: Vec<Line>,
    /// How many lines that has in all. The rest comes in pages of its own.
    pub others_count: u32,
}

/// Something a reviewer may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Act {
    /// Say yes.
    Approve,
    /// Say yes, and ahead to what may be asked for again.
    Grant,
    /// Say no.
    Reject,
    /// Pass it on.
    Escalate,
    /// Send it back with a question.
    AskBack,
    /// Say what it should be instead.
    Amend,
    /// Take one's yes back.
    Withdraw,
    /// Say that one is at it.
    Take,
    /// Say that one is no longer at it.
    Release,
}

/// Where an action stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
#[ts(export)]
pub enum Standing {
    /// A person must answer.
    Held {
        /// Who is to answer.
        with: With,
        /// The way through several people, if it takes one.
        way: Option<Box<WayView>>,
        /// Who is at it, if anybody said so.
        taken: Option<TakenView>,
    },
    /// It may run once.
    Approved {
        /// Who or what said so.
        by: By,
        /// When.
        at: Time,
        /// When that ends unused.
        expires_at: Time,
    },
    /// It was let run; what came of it is not known yet.
    Consumed {
        /// Who or what said yes.
        by: By,
        /// When it was let run.
        at: Time,
    },
    /// It ran.
    Reported {
        /// Who or what said yes.
        by: By,
        /// When the outcome came.
        at: Time,
        /// Whether it worked, so the agent says.
        succeeded: bool,
        /// In the agent's words.
        note: Option<Shown>,
    },
    /// No.
    Denied {
        /// Who or what said so.
        by: By,
        /// When.
        at: Time,
        /// Why, in the reviewer's words.
        reason: Option<String>,
        /// What would make it a yes.
        how: NoWord,
    },
    /// Nobody answered in time.
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

/// Who or what decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum By {
    /// A rule or guardrail.
    Rule {
        /// Its id.
        rule: String,
        /// Why it exists; none if the rule is gone.
        words: Option<Words>,
    },
    /// A budget that it could never fit into.
    Budget {
        /// What it is called; its id if that is not known.
        name: String,
    },
    /// A person.
    Reviewer {
        /// Who.
        reviewer: ReviewerRef,
    },
    /// A person, ahead.
    Grant {
        /// Who.
        reviewer: ReviewerRef,
        /// By which grant.
        grant: GrantId,
    },
}

/// One thing that happened to an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Entry {
    /// When.
    pub at: Time,
    /// What.
    #[serde(flatten)]
    pub event: Happened,
}
