//! What callers see: plain data, made for reading. These types are the contract with the window, the command line and scripts.
//!
//! Text that comes from an agent is [`Shown`], never a bare string, so that nobody can forget to make it safe.

use sekisho_core::{
    id::{ActionId, AgentId, ReviewerId},
    money::Amount,
    rules::{Reason, Verdict, Words},
    shown::Shown,
    signal::Contribution,
    time::Time,
    tool::Reversibility,
};
pub use sekisho_core::{risk::Level, tool::Effect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// How many agents may ask.
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

/// What a reviewer may do besides deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Role {
    /// Also adds and revokes agents and reviewers.
    Administrator,
    /// Nothing else.
    Reviewer,
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

/// One page of what waits for an answer, most risky first and then oldest first.
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
}

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
    /// All of the arguments, each value on a line of its own, parents before children. Nothing is shortened.
    pub arguments: Vec<Line>,
    /// SHA-256 of what was asked, in hex. A decision names it.
    pub digest: String,
    /// What the agent claims about itself and its reasons.
    pub claims: Claims,
    /// When it came in.
    pub received_at: Time,
    /// When no answer becomes a no.
    pub due_at: Time,
    /// Where it stands.
    pub standing: Standing,
    /// Counts up with every change. A decision names it.
    pub version: u32,
    /// What whoever looks may do now.
    pub allowed: Vec<Act>,
    /// Whether approving needs a second, deliberate step, as it cannot be taken back or is risky.
    pub confirm: bool,
    /// Whom it can be passed on to by whoever looks.
    pub targets: Vec<With>,
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
    /// Whatever else it claims.
    pub others: Vec<Line>,
}

/// Something a reviewer may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Act {
    /// Say yes.
    Approve,
    /// Say no.
    Reject,
    /// Pass it on.
    Escalate,
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
    /// A person.
    Reviewer {
        /// Who.
        reviewer: ReviewerRef,
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
    /// A person said yes.
    Approved {
        /// Who.
        by: ReviewerRef,
        /// With these words.
        note: Option<String>,
    },
    /// A person said no.
    Denied {
        /// Who.
        by: ReviewerRef,
        /// With these words.
        reason: String,
    },
    /// Nobody answered in time.
    Expired,
    /// The agent took it back.
    Cancelled,
    /// It was let run.
    Consumed,
    /// The agent said how it went.
    Reported {
        /// Whether it worked.
        succeeded: bool,
        /// In the agent's words.
        note: Option<Shown>,
    },
}

/// What became of earlier calls of the same tool by the same agent, the last thousand at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Before {
    /// Approved by a person.
    pub approved: u32,
    /// Denied by a person.
    pub denied: u32,
    /// Passed by a rule.
    pub passed: u32,
    /// Reported as failed.
    pub failed: u32,
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

/// An agent with what it has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AgentView {
    /// Its id.
    pub id: AgentId,
    /// The name a person gave it.
    pub name: String,
    /// Whether it is the built-in practice agent.
    pub practice: bool,
    /// When it was added.
    pub created_at: Time,
    /// When its credential was revoked.
    pub revoked_at: Option<Time>,
    /// When it last asked for something.
    pub last_asked_at: Option<Time>,
    /// How many actions it has asked for.
    pub actions: u32,
}

/// A new agent. The token is shown this once and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewAgent {
    /// Its id.
    pub id: AgentId,
    /// The name a person gave it.
    pub name: String,
    /// Its credential.
    pub token: String,
}

/// A reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewerView {
    /// Their id.
    pub id: ReviewerId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The groups they are in.
    pub groups: Vec<String>,
    /// When they were added.
    pub created_at: Time,
    /// When their credential was revoked.
    pub revoked_at: Option<Time>,
    /// Whether this is whoever looks.
    pub me: bool,
}

/// A new reviewer. The token is shown this once and is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NewReviewer {
    /// Their id.
    pub id: ReviewerId,
    /// Their name.
    pub name: String,
    /// Their credential.
    pub token: String,
}

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
        /// Something to tell whoever listens, if it now waits for them.
        notice: Option<Notice>,
    },
    /// Agents were added or revoked.
    Agents,
    /// Reviewers were added, changed or revoked.
    Reviewers,
}

/// What a notification says: nothing that an agent wrote, and no secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Notice {
    /// Why now.
    pub because: Because,
    /// Who asks.
    pub agent: String,
    /// What it would do.
    pub effect: Effect,
    /// How risky.
    pub level: Level,
    /// When no answer becomes a no.
    pub due_at: Time,
}

/// Why a person is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Because {
    /// It came in and waits.
    Held,
    /// Somebody passed it on.
    Escalated,
}
