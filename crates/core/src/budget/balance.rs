//! What became of the money of one action in one budget, and what all of them come to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::time::Time;

/// How a budget stands in its window. All in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    /// How much may move.
    pub limit: i64,
    /// Approved, and not yet let run.
    pub held: i64,
    /// Let run; what came of it is not known yet.
    pub running: i64,
    /// Spent, as far as it was approved.
    pub spent: i64,
    /// Spent beyond what was approved, so the executor says.
    pub over: i64,
    /// Given back because the executor says that it failed, or cost less.
    pub returned: i64,
}

/// Where the money of one action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Approved, and not yet let run.
    Held,
    /// Let run.
    Running,
    /// Spent.
    Spent,
    /// Given back.
    Released,
}

/// The money of one action in one budget. All in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booking {
    /// What was approved.
    pub amount: i64,
    /// When that ends unused.
    pub expires_at: Time,
    /// Where it is.
    pub stage: Stage,
    /// Of `amount`, what was spent.
    pub spent: i64,
    /// What was spent besides.
    pub over: i64,
    /// Of `amount`, what was given back on the executor's word.
    pub returned: i64,
}

/// What happened to the money of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Booked {
    /// An approval keeps it for the action.
    Held,
    /// The approval ended unused.
    Unused,
    /// It was spent.
    Spent,
    /// It was spent although nobody approved it.
    Over,
    /// The executor says that it was not needed.
    Returned,
}

impl Balance {
    /// All that counts against the limit.
    #[must_use]
    pub fn used(&self) -> i64 {
        [self.running, self.spent, self.over].into_iter().fold(self.held, i64::saturating_add)
    }

    /// What may still be approved.
    #[must_use]
    pub fn left(&self) -> i64 {
        self.limit.saturating_sub(self.used()).max(0)
    }

    /// Whether this much may be approved now.
    #[must_use]
    pub fn fits(&self, minor: i64) -> bool {
        self.used().saturating_add(minor) <= self.limit
    }

    /// Whether this much, which is held, may be let run. What others hold and have not used does not count, as each of them is
    /// asked the same before it runs: where a limit was lowered, it is first come, first served.
    #[must_use]
    pub fn may_run(&self, minor: i64) -> bool {
        [self.running, self.spent, self.over].into_iter().fold(minor, i64::saturating_add) <= self.limit
    }

    /// The same told so that what is held and spent is within the limit: where a limit was lowered below that, the rest is over.
    #[must_use]
    pub fn told(&self) -> Self {
        let beyond = self.held.saturating_add(self.running).saturating_add(self.spent).saturating_sub(self.limit).max(0);
        let spent = self.spent.min(beyond);
        let running = self.running.min(beyond - spent);
        let held = self.held.min(beyond - spent - running);
        Self {
            held: self.held - held,
            running: self.running - running,
            spent: self.spent - spent,
            over: self.over.saturating_add(beyond),
            ..*self
        }
    }
}

impl Booking {
    /// What an approval holds.
    #[must_use]
    pub fn held(amount: i64, expires_at: Time) -> Self {
        Self { amount, expires_at, stage: Stage::Held, spent: 0, over: 0, returned: 0 }
    }

    /// The action is let run.
    #[must_use]
    pub fn run(self) -> Self {
        match self.stage {
            Stage::Held => Self { stage: Stage::Running, ..self },
            Stage::Running | Stage::Spent | Stage::Released => self,
        }
    }

    /// Nobody used the approval in time.
    #[must_use]
    pub fn tick(self, now: Time) -> Self {
        match self.stage {
            Stage::Held if self.expires_at <= now => Self { stage: Stage::Released, ..self },
            Stage::Held | Stage::Running | Stage::Spent | Stage::Released => self,
        }
    }

    /// The executor says whether it worked. What it has told to be spent stays so.
    #[must_use]
    pub fn report(self, succeeded: bool) -> Self {
        match self.stage {
            Stage::Running if succeeded => Self { stage: Stage::Spent, spent: self.amount, ..self },
            Stage::Running => Self { stage: Stage::Released, returned: self.amount, ..self },
            Stage::Held | Stage::Spent | Stage::Released => self,
        }
    }

    /// The executor says how much it was. What nobody approved is over, and so is all of what was given back before, as others
    /// may have it by now.
    #[must_use]
    pub fn actual(self, minor: i64) -> Self {
        let minor = minor.max(0);
        match self.stage {
            Stage::Held => self,
            Stage::Running | Stage::Spent => {
                let spent = minor.min(self.amount);
                Self { stage: Stage::Spent, spent, over: minor - spent, returned: self.amount - spent, ..self }
            }
            Stage::Released => Self { over: minor, ..self },
        }
    }

    /// What this counts for in each part of a balance.
    #[must_use]
    pub fn parts(&self) -> Balance {
        let at = |stage| if self.stage == stage { self.amount } else { 0 };
        Balance {
            limit: 0,
            held: at(Stage::Held),
            running: at(Stage::Running),
            spent: self.spent,
            over: self.over,
            returned: self.returned,
        }
    }

    /// What happened from `before` to this, as it is put on record.
    #[must_use]
    pub fn since(&self, before: &Self) -> Vec<(Booked, i64)> {
        let unused = self.stage == Stage::Released && before.stage == Stage::Held;
        let steps = [
            (Booked::Unused, if unused { self.amount } else { 0 }),
            (Booked::Spent, if self.spent == before.spent { 0 } else { self.spent }),
            (Booked::Over, self.over - before.over),
            (Booked::Returned, self.returned - before.returned),
        ];
        steps.into_iter().filter(|(_, minor)| *minor != 0).collect()
    }
}
