//! What can be typed.

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use sekisho_api::hub::{CONNECTIONS, DEFAULT_LISTEN};
use sekisho_gate::{Sum, limits::Limits};

pub(crate) use acts::{Act, Seen};
pub(crate) use judgement::{Budget, Grants, Organisation, Origins, RuleTexts, Rules, Tools};
pub(crate) use keeping::{Found, Held, Keeping};
pub(crate) use ledger::{KeyPlace, Ledger};
pub(crate) use outcomes::{Afterwards, Mark, ResultsBy, Show};
pub(crate) use report::{Format, Language, Monthly, Report};

mod acts;
mod judgement;
mod keeping;
mod ledger;
mod outcomes;
mod report;

/// A checkpoint for what software agents want to do.
#[derive(Debug, Parser)]
#[command(name = "sekisho", version)]
pub(crate) struct Args {
    /// The data directory.
    #[arg(long, env = "SEKISHO_DATA", global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Make the calls at the hub at this address, with the credential in `SEKISHO_REVIEWER_TOKEN` or the one the window has kept.
    #[arg(long, env = "SEKISHO_CONNECT", global = true, value_name = "URL")]
    pub(crate) connect: Option<String>,
    /// Print JSON with stable field names.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the hub without a window.
    Serve {
        /// Where agents reach it. Port 0 takes any free one.
        #[arg(long, default_value_t = DEFAULT_LISTEN, value_name = "ADDRESS")]
        listen: SocketAddr,
        /// How many calls a second one agent may make over time; a burst may have twice as many.
        #[arg(long, default_value_t = Limits::DEFAULT.calls_per_second, value_name = "N")]
        calls_per_second: NonZeroU32,
        /// How many actions of one agent may wait for a person.
        #[arg(long, default_value_t = Limits::DEFAULT.held, value_name = "N")]
        held: NonZeroU32,
        /// How many connections may be open at a time.
        #[arg(long, default_value_t = CONNECTIONS, value_name = "N", value_parser = clap::value_parser!(u16).range(16..=8192))]
        connections: u16,
    },
    /// Add, list or revoke agents.
    #[command(subcommand)]
    Agent(Agent),
    /// Add, list or revoke reviewers.
    #[command(subcommand)]
    Reviewer(Reviewer),
    /// Take in, list or confirm what servers say about their tools.
    #[command(subcommand)]
    Tools(Tools),
    /// Set, list or end limits on how much money may move.
    #[command(subcommand)]
    Budget(Budget),
    /// List or revoke what was granted ahead. It is granted in the window, by whoever sees and approves an action.
    #[command(subcommand)]
    Grants(Grants),
    /// List or set how far what agents read is trusted.
    #[command(subcommand)]
    Origins(Origins),
    /// Show, check or set what actions are judged by.
    #[command(subcommand)]
    Rules(Rules),
    /// Who decides: people, limits, absences and routes, as one text.
    #[command(subcommand)]
    Organisation(Organisation),
    /// List what waits for an answer.
    Queue {
        /// Also what waits for others.
        #[arg(long)]
        all: bool,
        /// How many.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
        limit: u32,
    },
    /// List the decisions that one is to read about.
    Readings {
        /// Those that one has read about instead.
        #[arg(long)]
        done: bool,
        /// How many.
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=200))]
        limit: u32,
    },
    /// Search the record: by date, amount and partner, any of them together; newest first.
    Find(Found),
    /// How long things are kept, what is held, and erasing.
    #[command(subcommand)]
    Keeping(Keeping),
    /// Show one action.
    Show {
        /// Its id.
        id: String,
    },
    #[command(flatten)]
    Act(Act),
    #[command(flatten)]
    Afterwards(Afterwards),
    /// Halt at once: everything, or what is named. Nothing in scope is passed, approved or used until somebody resumes.
    Halt {
        #[command(flatten)]
        what: Halted,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Let things go on after a halt.
    Resume {
        /// The halt's id.
        id: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// List what is halted.
    Halts {
        /// Set whether later halts need a second administrator to resume.
        #[arg(long, value_name = "true|false")]
        second_person: Option<bool>,
    },
    /// Write the record of one action as a PDF file, which `verify` checks.
    Record {
        /// The action's id.
        id: String,
        /// The language.
        #[arg(long, value_enum)]
        language: Language,
        /// The file; without it, the output.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Write the decisions of a period to a file.
    Report(Report),
    /// Show or set the report of each month, which the hub writes to a folder once the month is over.
    Monthly(Monthly),
    /// The record of everything, as a tree that others can check.
    #[command(subcommand)]
    Ledger(Ledger),
    /// Check an exported ledger, a report as PDF, or the proof of an action: with nothing but the public key.
    Verify {
        /// The file.
        file: PathBuf,
        /// The public key, as `sekisho ledger key` prints it.
        #[arg(long)]
        key: String,
        /// A checkpoint from before, which the ledger must go on from; may be repeated.
        #[arg(long, value_name = "FILE")]
        earlier: Vec<PathBuf>,
        /// A folder of a witness: the ledger must go on from every checkpoint in it. May be repeated.
        #[arg(long, value_name = "DIR")]
        witness: Vec<PathBuf>,
    },
    /// Check that everything is in place.
    Doctor,
}

/// What to halt; everything, if nothing is named.
#[derive(Debug, ClapArgs)]
pub(crate) struct Halted {
    /// An agent, by its id or name.
    #[arg(long, conflicts_with_all = ["group", "tool"])]
    pub(crate) agent: Option<String>,
    /// All agents of a group.
    #[arg(long, conflicts_with = "tool")]
    pub(crate) group: Option<String>,
    /// A tool, whoever calls it.
    #[arg(long)]
    pub(crate) tool: Option<String>,
    /// The tool on this server only.
    #[arg(long, requires = "tool")]
    pub(crate) server: Option<String>,
    /// One session of the agent.
    #[arg(long, requires = "agent")]
    pub(crate) session: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Agent {
    /// Add an agent. Its credential is printed this once.
    Add {
        /// Its name.
        name: String,
        #[command(flatten)]
        terms: Terms,
    },
    /// Set the terms on which an agent works; what is not named is taken away.
    Set {
        /// Its id or name.
        agent: String,
        #[command(flatten)]
        terms: Terms,
    },
    /// List the agents.
    List,
    /// Revoke an agent's credential at once.
    Revoke {
        /// Its id or name.
        agent: String,
    },
}

/// What is laid down for an agent.
#[derive(Debug, ClapArgs)]
pub(crate) struct Terms {
    /// A group it is in; may be repeated.
    #[arg(long = "group", value_name = "GROUP")]
    pub(crate) groups: Vec<String>,
    /// The most that one of its actions should move, such as `100000 JPY`.
    #[arg(long, value_name = "SUM")]
    pub(crate) limit: Option<Sum>,
    /// A model writes the task by itself, so that it proves nothing.
    #[arg(long)]
    pub(crate) task_claimed: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Reviewer {
    /// Add a reviewer. Their credential is printed this once.
    Add {
        /// Their name.
        name: String,
        /// A group they are in; may be repeated.
        #[arg(long = "group", value_name = "GROUP")]
        groups: Vec<String>,
        /// What they may do.
        #[arg(long, default_value = "reviewer")]
        role: Role,
    },
    /// Give a reviewer another role.
    Role {
        /// Their id or name.
        reviewer: String,
        /// What they may do from now on.
        role: Role,
    },
    /// List the reviewers.
    List,
    /// Revoke a reviewer's credential at once.
    Revoke {
        /// Their id or name.
        reviewer: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Answers, and lays down who asks, who answers, and within which bounds.
    Administrator,
    /// Answers.
    Reviewer,
    /// Sees everything, and changes nothing.
    Auditor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Trust {
    /// Only the company can write it, such as its ledger.
    Trusted,
    /// Written by the company's own people or systems.
    Internal,
    /// Anybody may have written it.
    Untrusted,
}
