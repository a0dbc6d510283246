//! What the signals saw, as it is kept with the action.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    command::Part,
    money::{Amount, Sum},
    provenance::Traced,
    sensitive::{Datum, Secret},
    shown::Shown,
    tool::{Effect, Reversibility, Source},
};

/// What a signal saw. The window puts it into words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "signal", rename_all = "snake_case")]
pub enum Evidence {
    /// What the tool does.
    Effect {
        /// That.
        effect: Effect,
        /// How we know.
        source: Source,
    },
    /// Whether it can be taken back.
    Reversibility {
        /// How far.
        reversibility: Reversibility,
    },
    /// How much money it moves.
    Amount {
        /// The amount.
        amount: Amount,
    },
    /// There is an amount, and it cannot be read safely.
    AmountUnread {
        /// Where it stands in the arguments.
        pointer: String,
    },
    /// This agent has never called this tool.
    FirstTime,
    /// Where the argument of most concern comes from.
    Provenance {
        /// That argument.
        worst: Traced,
        /// How many more are as bad.
        others: u32,
    },
    /// A name or an address is written so that people take it for another.
    Disguise {
        /// Where it stands in the arguments.
        pointer: String,
        /// The value, with what hides made visible.
        value: Shown,
    },
    /// The session read more than was kept.
    ReadLost,
    /// What a command does.
    Command {
        /// Where it stands in the arguments.
        pointer: String,
        /// Its parts; of many, those of most concern.
        parts: Vec<Part>,
        /// How many more there are.
        others: u32,
    },
    /// A call that is taken for a look changes something.
    ReadChanges {
        /// Where the query stands in the arguments.
        pointer: String,
        /// The query, shortened.
        query: Shown,
    },
    /// A secret goes out. What it is stays in the arguments.
    Secret {
        /// Where it stands in the arguments.
        pointer: String,
        /// Its kind.
        kind: Secret,
    },
    /// Data about people goes out.
    Personal {
        /// Where it stands in the arguments.
        pointer: String,
        /// Its kind.
        datum: Datum,
        /// How many different ones.
        count: u32,
    },
    /// Something private, a stranger's words and a way out meet in one session.
    Exposed {
        /// Where the private data comes from.
        private: Shown,
        /// Where the stranger's words come from.
        stranger: Shown,
    },
    /// The action does what a stranger's text says.
    Told {
        /// Where the text comes from.
        origin: Shown,
        /// Values that it names close together, the first few.
        values: Vec<Shown>,
        /// How many it names.
        count: u32,
    },
    /// More money than was laid down for this agent.
    LimitOver {
        /// That limit.
        limit: Sum,
    },
    /// Far more money than this agent usually moves with this tool.
    Jump {
        /// What is usual, the median.
        usual: Amount,
        /// Of how many.
        samples: u32,
    },
    /// This agent was never allowed to deal with it.
    PartnerNew {
        /// Whom or what.
        partner: Shown,
        /// How many more are new.
        others: u32,
    },
    /// Exactly this was asked before, within minutes.
    Repeats {
        /// How often.
        times: u32,
    },
    /// Far more actions a minute than usual.
    Burst {
        /// How many in the last minute.
        minute: u32,
        /// How many usually.
        usual: u32,
    },
    /// Nobody is at work.
    OutsideHours,
    /// People reject much of what this agent asks.
    RecordDenied {
        /// How many of its actions people decided.
        decided: u32,
        /// How many of these they rejected.
        denied: u32,
    },
    /// Much of what this agent was allowed failed.
    RecordFailed {
        /// How many.
        failed: u32,
    },
    /// Something of which the contents are erased. Its points stay.
    Erased,
}
