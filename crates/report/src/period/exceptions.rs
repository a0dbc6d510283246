//! What a reader of a report looks at first: what went otherwise than it usually does, and what was changed.

use chrono::TimeDelta;
use rust_decimal::Decimal;
use sekisho_core::{id::ActionId, money::Sum, outcome::Deviation, review::Detour, risk::Level, time::Time};

/// An action in a few words.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Its id.
    pub action: ActionId,
    /// Who asked.
    pub agent: String,
    /// The tool.
    pub tool: String,
    /// The money it moves.
    pub amount: Option<Decimal>,
    /// In which currency, if that is known.
    pub currency: Option<String>,
    /// 0 to 100.
    pub risk: u8,
}

/// An action that nobody answered in time.
#[derive(Debug, Clone, PartialEq)]
pub struct Expired {
    /// Which.
    pub subject: Subject,
    /// When the time was over.
    pub at: Time,
}

/// A person's yes that called for more than the usual look.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// To what.
    pub subject: Subject,
    /// When.
    pub at: Time,
    /// Whose.
    pub by: String,
    /// With which words.
    pub note: String,
    /// Whether they had said it ahead.
    pub ahead: bool,
    /// Why it is listed: at least one.
    pub why: Vec<Why>,
}

/// Why a yes is an override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The risk was high or critical.
    Risk(Level),
    /// Administrators decided, as the way that the action was to take could not be taken.
    Detour(Detour),
}

/// Something that became of an action and was not what was approved.
#[derive(Debug, Clone, PartialEq)]
pub struct Deviated {
    /// Of which.
    pub subject: Subject,
    /// When it was found.
    pub at: Time,
    /// How.
    pub deviations: Vec<Deviation>,
    /// The agent that told about another's action, if one did.
    pub told_by: Option<String>,
}

/// Something that a person marked as harmful, and that still is.
#[derive(Debug, Clone, PartialEq)]
pub struct Harmful {
    /// What.
    pub subject: Subject,
    /// When.
    pub at: Time,
    /// Who.
    pub by: String,
    /// Why.
    pub note: String,
}

/// One use of the kill switch in the period, or before it and still standing when it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halt {
    /// What was stopped.
    pub scope: HaltScope,
    /// Whether only the practice agent was stopped.
    pub drill: bool,
    /// Since when.
    pub since: Time,
    /// By whom; none for the file `HALT` in the data directory.
    pub by: Option<String>,
    /// Why, if that was said.
    pub reason: Option<String>,
    /// How it ended; none if it stood when the report was made.
    pub lifted: Option<Lifted>,
}

/// The end of a halt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifted {
    /// When.
    pub at: Time,
    /// Who let go.
    pub by: String,
    /// Who asked first, if two had to.
    pub asked_by: Option<String>,
    /// Why.
    pub reason: String,
}

/// What a halt stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HaltScope {
    /// Every agent.
    Everything,
    /// Every agent in a group.
    Group(String),
    /// One agent.
    Agent(String),
    /// One tool, wherever it lives or on this server.
    Tool(String, Option<String>),
    /// One session of an agent.
    Session(String, String),
}

/// A change of what actions are judged and decided by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Time,
    /// Who made it; none for the hub itself.
    pub by: Option<String>,
    /// What changed.
    pub what: Changed,
    /// Why, in their words; empty where none are asked for.
    pub note: String,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// Rules, guardrails or points, to this edition.
    Standards {
        /// Which came of it.
        edition: u32,
        /// Whether the rules changed.
        rules: bool,
        /// Whether the guardrails changed.
        guardrails: bool,
        /// Whether the scorecard changed.
        scorecard: bool,
    },
    /// The organisation chart, to this edition.
    Chart {
        /// Which came of it.
        edition: u32,
    },
    /// A budget holds from now on, or is another.
    BudgetSet {
        /// Its name.
        name: String,
        /// How much it allows.
        limit: Sum,
    },
    /// A budget holds no longer.
    BudgetEnded {
        /// Its name.
        name: String,
    },
    /// The organisation's time zone or working hours.
    Organisation,
    /// Whether later halts need a second administrator before things go on.
    SecondPerson(bool),
}

impl Halt {
    /// How long it stood; up to `now` if it still does.
    #[must_use]
    pub fn stood(&self, now: Time) -> TimeDelta {
        self.lifted.as_ref().map_or(now, |lifted| lifted.at) - self.since
    }
}
