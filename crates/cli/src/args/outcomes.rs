//! What can be typed about what became of actions.

use clap::{Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(crate) enum Afterwards {
    /// List outcomes: those that are not what was approved, and that nobody has looked at.
    Outcomes {
        /// Which to list instead.
        #[arg(long, value_enum, default_value_t = Show::Look)]
        show: Show,
        /// How many.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
        limit: u32,
    },
    /// Show how often what happened, and to what it came.
    Results {
        /// By whom or what.
        #[arg(long, value_enum, default_value_t = ResultsBy::Agent)]
        by: ResultsBy,
        /// In the last days, with today.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=366))]
        days: u32,
    },
    /// Say what one makes of what became of an action. What was otherwise than approved no longer holds the next, unless it did harm.
    Mark {
        /// The action's id.
        id: String,
        /// What one makes of it.
        mark: Mark,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// Otherwise than approved, and not yet looked at.
    Look,
    /// Approved and never used, or used and never reported.
    Quiet,
    /// Looked at by a person.
    Marked,
    /// As approved.
    Told,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ResultsBy {
    Agent,
    Tool,
    Rule,
    Signal,
    Reviewer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Mark {
    /// It went as it should, or was rightly stopped.
    Good,
    /// Harm came of it.
    Harmful,
    /// There was no need to stop it, or to ask.
    FalseAlarm,
}

impl Show {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::Quiet => "quiet",
            Self::Marked => "marked",
            Self::Told => "told",
        }
    }
}

impl ResultsBy {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Tool => "tool",
            Self::Rule => "rule",
            Self::Signal => "signal",
            Self::Reviewer => "reviewer",
        }
    }
}

impl Mark {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Harmful => "harmful",
            Self::FalseAlarm => "false_alarm",
        }
    }
}
