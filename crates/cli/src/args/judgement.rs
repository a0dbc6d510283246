//! What can be typed about what actions are judged by.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, builder::PossibleValuesParser};
use sekisho_gate::Effect;

use super::Trust;

#[derive(Debug, Subcommand)]
pub(crate) enum Budget {
    /// List the budgets, with how they stand.
    List,
    /// Set up a budget, or change the limit of the one with this name.
    Set {
        /// Its name.
        name: String,
        /// How much may move, such as `500000 JPY`.
        #[arg(long)]
        limit: String,
        /// How often it begins anew: `day`, `week` or `month`, or the last hours that count, such as `24h`. Needed for a new one.
        #[arg(long)]
        every: Option<String>,
        /// Only what this agent does, by its id or name.
        #[arg(long, conflicts_with = "group")]
        agent: Option<String>,
        /// Only what the agents in this group do, together.
        #[arg(long)]
        group: Option<String>,
        /// Only tools of this kind, such as `pay`.
        #[arg(long)]
        effect: Option<String>,
    },
    /// End a budget. It stays on record.
    End {
        /// Its id or name.
        budget: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Grants {
    /// List the grants that count.
    List,
    /// Take a grant back. It counts no more from then on, and stays on record.
    Revoke {
        /// Its id.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List the policies in force.
    Show,
    /// Say what is wrong with texts, without saving them.
    Check {
        #[command(flatten)]
        texts: RuleTexts,
    },
    /// Judge by these texts from now on.
    Set {
        #[command(flatten)]
        texts: RuleTexts,
        /// Why; stays on record.
        #[arg(long)]
        note: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Organisation {
    /// Print the organisation chart in force.
    Show,
    /// Say what is wrong with a chart, without saving it.
    Check {
        /// The chart (TOML).
        file: PathBuf,
    },
    /// Decide by this chart from now on.
    Set {
        /// The chart (TOML).
        file: PathBuf,
        /// Why; stays on record.
        #[arg(long)]
        note: String,
    },
}

/// Cedar texts. One that is not named stays as it is.
#[derive(Debug, ClapArgs)]
#[group(required = true, multiple = true)]
pub(crate) struct RuleTexts {
    /// A file of rules.
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Option<PathBuf>,
    /// A file of guardrails.
    #[arg(long, value_name = "FILE")]
    pub(crate) guardrails: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Tools {
    /// Take in an MCP `tools/list` result.
    Import {
        /// The file.
        file: PathBuf,
        /// The server whose tools these are, as agents name it.
        #[arg(long)]
        server: String,
    },
    /// List the tools, with what they are taken to do.
    List,
    /// Confirm what a tool does. Without options: what it is taken to do now.
    Classify {
        /// Its server.
        server: String,
        /// Its name.
        name: String,
        /// What it does.
        #[arg(long, value_parser = PossibleValuesParser::new(Effect::ALL.map(Effect::name)))]
        effect: Option<String>,
        /// Whether that can be taken back.
        #[arg(long, value_parser = ["reversible", "costly", "irreversible"])]
        reversibility: Option<String>,
        /// What an argument is for, such as `/items/*/price=money`; may be repeated.
        #[arg(long = "role", value_name = "POINTER=ROLE")]
        roles: Vec<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Origins {
    /// List the origins that were seen of late or set.
    List,
    /// Set how far an origin is trusted.
    Set {
        /// Which, such as `tool:get_invoice`.
        origin: String,
        /// How far.
        #[arg(value_enum)]
        trust: Trust,
    },
}
