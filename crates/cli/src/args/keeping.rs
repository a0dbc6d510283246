//! What can be typed about searching and keeping the record.

use clap::{Args as ClapArgs, Subcommand};

/// What to find. Everything narrows.
#[derive(Debug, ClapArgs)]
pub(crate) struct Found {
    /// The first day, such as 2026-04-01.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<String>,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<String>,
    /// At least so much, as a plain decimal.
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) amount_from: Option<String>,
    /// At most so much.
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) amount_to: Option<String>,
    /// Only in this currency, such as JPY.
    #[arg(long, value_name = "CODE")]
    pub(crate) currency: Option<String>,
    /// Only with partners in whose name this stands.
    #[arg(long, value_name = "NAME")]
    pub(crate) partner: Option<String>,
    /// Only an agent's, by its id or name.
    #[arg(long)]
    pub(crate) agent: Option<String>,
    /// Only those that stand so: held, approved, denied, expired or cancelled.
    #[arg(long)]
    pub(crate) standing: Option<String>,
    /// Only those with these words.
    #[arg(long)]
    pub(crate) words: Option<String>,
    /// How many.
    #[arg(long, default_value_t = 50)]
    pub(crate) limit: u32,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Keeping {
    /// Show how long things are kept, what will be erased, and what is held.
    Show,
    /// Set how many years each kind of action is kept; for good, what is not named. Nothing is erased before this was set once.
    Set {
        /// What pays, or has an amount of money in it: 7 years at least.
        #[arg(long, value_name = "YEARS")]
        money: Option<u32>,
        /// What else changes something.
        #[arg(long, value_name = "YEARS")]
        changes: Option<u32>,
        /// What only looks.
        #[arg(long, value_name = "YEARS")]
        looks: Option<u32>,
        /// Why.
        #[arg(long)]
        note: String,
    },
    /// Keep actions from being erased until the hold is lifted.
    Hold {
        /// What the hold is called.
        name: String,
        #[command(flatten)]
        what: Held,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Lift a hold.
    Lift {
        /// Its id or name.
        hold: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Erase the contents of one action. Before its time, another administrator has to do the same, too.
    Erase {
        /// Its id.
        id: String,
        /// Why. It stays on record, so it names nobody.
        #[arg(long)]
        reason: String,
    },
    /// Say that the clock is right, though it has jumped.
    ConfirmClock,
}

/// What is held.
#[derive(Debug, ClapArgs)]
#[group(required = true, multiple = false)]
pub(crate) struct Held {
    /// One action, by its id.
    #[arg(long, value_name = "ID")]
    pub(crate) action: Option<String>,
    /// All of an agent, by its id or name.
    #[arg(long)]
    pub(crate) agent: Option<String>,
    /// All calls of a tool.
    #[arg(long)]
    pub(crate) tool: Option<String>,
    /// All with partners in whose name this stands.
    #[arg(long, value_name = "NAME")]
    pub(crate) partner: Option<String>,
    /// All of a period, by its first and last day.
    #[arg(long, num_args = 2, value_names = ["FIRST", "LAST"])]
    pub(crate) period: Option<Vec<String>>,
}
