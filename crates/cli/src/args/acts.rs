//! What somebody can do about an action.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Act {
    /// Approve an action.
    Approve {
        /// Its id.
        id: String,
        /// What the agent is told.
        #[arg(long)]
        reason: Option<String>,
        #[command(flatten)]
        seen: Seen,
    },
    /// Reject an action.
    Reject {
        /// Its id.
        id: String,
        /// Why; the agent is told.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        seen: Seen,
    },
    /// Pass an action on.
    Escalate {
        /// Its id.
        id: String,
        /// The name of the reviewer or group who shall answer.
        #[arg(long)]
        to: String,
        /// What they should know.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        seen: Seen,
    },
    /// Reject an action with a question. The agent may ask again.
    AskBack {
        /// Its id.
        id: String,
        /// What the agent is asked.
        #[arg(long)]
        question: String,
        #[command(flatten)]
        seen: Seen,
    },
    /// Reject an action and say with which values it would pass. Exactly these, asked for within an hour, pass once.
    Amend {
        /// Its id.
        id: String,
        /// A value that shall stand elsewhere, such as `/amount=3000`; may be repeated.
        #[arg(long, value_name = "PLACE=VALUE", value_parser = setting)]
        set: Vec<(String, String)>,
        /// A place where nothing shall stand, such as `/bcc`; may be repeated.
        #[arg(long, value_name = "PLACE", required_unless_present = "set")]
        unset: Vec<String>,
        /// Why; the agent is told.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        seen: Seen,
    },
    /// Take one's yes back, as long as others have to say it, too.
    Withdraw {
        /// The action's id.
        id: String,
        #[command(flatten)]
        seen: Seen,
    },
    /// Tell the others that one is at it. It decides nothing.
    Take {
        /// The action's id.
        id: String,
    },
    /// Tell the others that one is no longer at it.
    Release {
        /// The action's id.
        id: String,
    },
    /// Say that one has read about a decision.
    Read {
        /// The action's id.
        id: String,
    },
    /// Remark something about an action. The agent does not hear it.
    Remark {
        /// The action's id.
        id: String,
        /// What.
        text: String,
    },
}

/// What the answer is for. Without it, the action as it is now.
#[derive(Debug, Args)]
pub(crate) struct Seen {
    /// The digest that `show` printed; the answer is refused if the action has another one.
    #[arg(long)]
    pub(crate) digest: Option<String>,
}

/// A place (RFC 6901), and what shall stand there. A key with `=` in it is out of reach here; the window changes it.
fn setting(text: &str) -> Result<(String, String), String> {
    let (place, value) = text.split_once('=').ok_or("a value is set as `/amount=3000`")?;
    Ok((place.to_owned(), value.to_owned()))
}
