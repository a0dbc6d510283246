//! All that a decision record 決裁書 tells of one action.

use sekisho_core::{
    action::Action,
    assessment::Assessment,
    calendar::Zone,
    ledger::Entry,
    outcome::Aftermath,
    review::{State, Way},
    time::Time,
};

use crate::Names;

/// One action, how it was decided, and what came of it.
#[derive(Debug, Clone)]
pub struct Record {
    /// What was asked.
    pub action: Action,
    /// How it was judged.
    pub assessment: Assessment,
    /// Where it stands.
    pub state: State,
    /// The way through several people, as far as it went; none if it took none.
    pub way: Option<Way>,
    /// What happened, oldest first.
    pub history: Vec<(Time, Entry)>,
    /// What is known of what became of it.
    pub aftermath: Aftermath,
    /// What those in it are called.
    pub names: Names,
    /// The organisation's time zone.
    pub zone: Zone,
    /// When the record is made.
    pub made_at: Time,
    /// Who has it made.
    pub made_by: String,
    /// The proof of the decision.
    pub proved: Proved,
}

/// Where the ledger has a decision.
#[derive(Debug, Clone)]
pub struct Proved {
    /// What the ledger is called.
    pub ledger: String,
    /// Which entry of it tells the decision, from 1; the newest about the action, if it is not decided.
    pub entry: u64,
    /// How many entries it had.
    pub size: u64,
    /// The root over all of them.
    pub root: String,
    /// The id of the key that signed it.
    pub key_id: String,
    /// The proof itself (C2SP `tlog-proof`).
    pub proof: String,
}

impl Record {
    /// What this record is told apart by: whose it is, and when it was made.
    #[must_use]
    pub fn mark(&self) -> String {
        format!("record:{}:{}", self.action.id, self.made_at.timestamp_micros())
    }
}
