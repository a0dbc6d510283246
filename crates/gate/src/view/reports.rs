//! Exports under way, and the report that is written each month by itself.

use sekisho_core::{
    monthly::{Format, Language, Month, Written},
    time::Time,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ReviewerRef;

/// How far an export has come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportProgress {
    /// How much of the work is behind, from 0 to 1.
    pub share: f64,
    /// How many decisions were written so far.
    #[ts(type = "number")]
    pub rows: u64,
}

/// The report that is written each month by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthlyView {
    /// What is written; none if nothing is.
    pub monthly: Option<MonthlyPlan>,
    /// What was written last.
    pub last: Option<Written>,
    /// Why the last month is not written yet, as long as it is so.
    pub problem: Option<String>,
}

/// What is written each month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthlyPlan {
    /// Where to.
    pub folder: String,
    /// In which forms: one file each.
    pub formats: Vec<Format>,
    /// In which language.
    pub language: Language,
    /// Who said so.
    pub set_by: ReviewerRef,
    /// The month that is written next.
    pub next_month: Month,
    /// When that is due: at the end of that month, where the organisation is.
    pub due_at: Time,
}
