//! Decision reports: pages and sheets for whoever answers for decisions, made of plain data. No I/O, no clock.

use std::collections::BTreeMap;

use sekisho_core::id::{AgentId, ReviewerId};

pub use inert::inert;
pub use record::{Proved, Record};

pub mod agentack;
mod inert;
mod page;
pub mod pdf;
pub mod period;
mod record;
pub mod sheet;
mod words;
mod zone;

/// In which language a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Japanese.
    Japanese,
    /// English.
    English,
}

impl Language {
    /// Its code (BCP 47).
    #[must_use]
    pub fn code(self) -> &'static str {
        self.pick("ja", "en")
    }

    /// Which of two.
    fn pick<T>(self, japanese: T, english: T) -> T {
        match self {
            Self::Japanese => japanese,
            Self::English => english,
        }
    }
}

/// What people and agents are called.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// People.
    pub reviewers: BTreeMap<ReviewerId, String>,
    /// Agents.
    pub agents: BTreeMap<AgentId, String>,
}

impl Names {
    fn reviewer(&self, id: ReviewerId) -> String {
        self.reviewers.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn agent(&self, id: AgentId) -> String {
        self.agents.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}
