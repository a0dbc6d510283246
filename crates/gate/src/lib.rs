//! Acts. Each use case reads, asks the core, stores, and only then tells anybody.
//!
//! This is the boundary: callers hand in parsed values and get plain data back. They never see the store or the core's machinery.

pub mod again;
pub mod agents;
pub mod answer;
pub mod attend;
mod background;
pub mod batch;
pub mod budgets;
mod chance;
pub mod charts;
mod chronicle;
pub mod clock;
mod credentials;
pub mod decide;
pub mod directory;
mod duty;
mod erasing;
pub mod error;
pub mod export;
pub mod feed;
mod filing;
mod following;
pub mod gate;
pub mod grants;
pub mod halt;
pub mod inbox;
pub mod keeping;
pub mod ledger;
pub mod limits;
pub mod look;
mod monthly;
pub mod observe;
pub mod organisation;
mod origins;
pub mod outcomes;
mod past;
mod readings;
mod record;
mod registry;
mod render;
pub mod results;
pub mod reviewers;
mod revocation;
pub mod seal;
mod settling;
mod similar;
pub mod standards;
pub mod submit;
mod summary;
mod tally;
pub mod tools;
mod unsettled;
pub mod view;
pub mod witness;
mod words;

#[cfg(test)]
mod tests;

pub use error::{Code, Error};
pub use gate::Gate;
pub use registry::Caller;
pub use sekisho_core::{
    action::{Asked, Digest, Name, Sent},
    agent::Terms,
    budget::{Budget, Every, Scope as BudgetScope},
    calendar::{WorkingHours, Zone},
    grant::{Loose, Loosened},
    halt::{Part as HaltPart, Scope},
    id::{ActionId, AgentId, BudgetId, GrantId, HaltId, HoldId, ReviewerId},
    json::Change,
    keeping::{Class as KeepingClass, Scope as HoldScope, Years as KeepingYears},
    money::{self, Sum},
    monthly::{Format as ReportFormat, Language as ReportLanguage, Month},
    organisation::Organisation,
    outcome::{Deviation, Mark, Told},
    provenance::Role as ArgumentRole,
    review::{Assignee, No},
    risk::{Level, Line as ScorecardLine, Overrides},
    rules::Fault,
    shown::Shown,
    source::Trust,
    time::{Time, Timeout, WAIT_MAX},
    tool::{Effect, Reversibility, Standing as ToolStanding},
};
pub use sekisho_report::Language;
pub use sekisho_store::StoreError;
