//! Every kind of id is a type of its own, with a prefix that people can tell apart.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::{Builder, Uuid};

use crate::time::Time;

/// A text that is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an id of the form `{expected}`, got `{got}`")]
pub struct ParseIdError {
    expected: &'static str,
    got: String,
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident => $prefix:literal, $form:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(into = "String", try_from = "String")]
        #[ts(type = "string")]
        pub struct $name(Uuid);

        impl $name {
            /// An id for something that happens `now`, made unique by `chance` (UUID version 7: ids sort by time).
            #[must_use]
            pub fn new(now: Time, chance: [u8; 10]) -> Self {
                let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
                Self(Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
            }

            /// The id as the store keeps it.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id that the store kept.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                if $prefix.is_empty() { write!(f, "{}", self.0.hyphenated()) } else { write!(f, "{}{}", $prefix, self.0.simple()) }
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                let refused = || ParseIdError { expected: $form, got: text.chars().take(64).collect() };
                let uuid = text.strip_prefix($prefix).and_then(|rest| Uuid::try_parse(rest).ok()).ok_or_else(refused)?;
                let id = Self(uuid);
                // One id has one spelling, so that a log search finds it.
                if id.to_string() == text { Ok(id) } else { Err(refused()) }
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = ParseIdError;

            fn try_from(text: String) -> Result<Self, ParseIdError> {
                text.parse()
            }
        }
    )*};
}

typed_ids! {
    /// One request by an agent to do something. Without a prefix, because AAP v1 wants a plain UUID on its wire.
    ActionId => "", "00000000-0000-7000-8000-000000000000";
    /// A piece of software that asks.
    AgentId => "agt_", "agt_00000000000070008000000000000000";
    /// A limit on how much money may move.
    BudgetId => "bgt_", "bgt_00000000000070008000000000000000";
    /// A person who answers.
    ReviewerId => "rvr_", "rvr_00000000000070008000000000000000";
    /// A yes that is given ahead.
    GrantId => "grt_", "grt_00000000000070008000000000000000";
    /// One use of the kill switch.
    HaltId => "hlt_", "hlt_00000000000070008000000000000000";
    /// Something that keeps actions from being erased.
    HoldId => "hld_", "hld_00000000000070008000000000000000";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_refuses_another_kind() {
        let agent = AgentId::new(Time::UNIX_EPOCH, [7; 10]);
        assert_eq!(agent.to_string().parse(), Ok(agent), "what is printed is read back");
        let refused = agent.to_string().parse::<ReviewerId>().unwrap_err().to_string();
        assert!(refused.starts_with("expected an id of the form `rvr_"), "the message names the kind: {refused}");
    }

    #[test]
    fn an_id_has_one_spelling() {
        let id = ActionId::new(Time::UNIX_EPOCH, [0xab; 10]).to_string();
        for other in [id.to_uppercase(), id.replace('-', ""), format!("{{{id}}}"), format!("urn:uuid:{id}")] {
            assert!(other.parse::<ActionId>().is_err(), "{other} is another spelling");
        }
    }
}
