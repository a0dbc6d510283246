//! What an argument is for.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an argument is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
// A reviewer has a role, too.
#[ts(rename = "ArgumentRole")]
pub enum Role {
    /// Who is paid or dealt with: a name or an account.
    Counterparty,
    /// Where something goes: an address, a channel, a link.
    Destination,
    /// What is acted on: a file, a record, a user.
    Target,
    /// What is run.
    Command,
    /// A password or another secret.
    Secret,
    /// Text for people, in which only addresses matter.
    Text,
    /// How much money.
    Money,
    /// In which currency.
    Currency,
    /// What neither sends nor chooses anything, such as a date.
    Plain,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 9] = [
        Self::Counterparty,
        Self::Destination,
        Self::Target,
        Self::Command,
        Self::Secret,
        Self::Text,
        Self::Money,
        Self::Currency,
        Self::Plain,
    ];

    /// How much of a value with this role is traced: nothing, the addresses in it, or all of it. What is traced more is of more concern.
    #[must_use]
    pub fn concern(self) -> u8 {
        match self {
            Self::Money | Self::Currency | Self::Plain => 0,
            Self::Text => 1,
            Self::Counterparty | Self::Destination | Self::Target | Self::Command | Self::Secret => 2,
        }
    }

    /// The word for it in calls and commands.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Counterparty => "counterparty",
            Self::Destination => "destination",
            Self::Target => "target",
            Self::Command => "command",
            Self::Secret => "secret",
            Self::Text => "text",
            Self::Money => "money",
            Self::Currency => "currency",
            Self::Plain => "plain",
        }
    }
}
