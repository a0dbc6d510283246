//! What a server says about one of its tools, as an MCP `tools/list` result has it.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Annotations;
use crate::{action::Digest, json::Json};

/// What a server says about a tool. Foreign text: it is shown only as [`crate::shown::Shown`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Said {
    /// What it calls the tool for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it says the tool does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The JSON schema of the arguments, in one spelling ([`Json::canonical`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// What it hints at.
    #[serde(default)]
    pub annotations: Annotations,
}

impl Said {
    /// The schema, read.
    #[must_use]
    pub fn schema(&self) -> Option<Json> {
        Json::parse(self.schema.as_deref()?).ok()
    }

    /// What a confirmation binds to: all of it, each part with its length before it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let hint = |hint: Option<bool>| hint.map(|hint| if hint { "true" } else { "false" });
        let parts = [
            Some("sekisho tool 1"),
            self.title.as_deref(),
            self.description.as_deref(),
            self.schema.as_deref(),
            hint(self.annotations.read_only_hint),
            hint(self.annotations.destructive_hint),
        ];
        let mut hash = Sha256::new();
        for part in parts {
            match part {
                None => hash.update([0]),
                Some(text) => {
                    hash.update([1]);
                    hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
                    hash.update(text);
                }
            }
        }
        Digest(hash.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_said_otherwise_is_another_digest() {
        let said = |change: fn(&mut Said)| {
            let mut said = Said::default();
            change(&mut said);
            said.digest()
        };
        let digests = [
            said(|_| {}),
            said(|said| said.title = Some("a".to_owned())),
            said(|said| said.description = Some("a".to_owned())),
            said(|said| said.description = Some(String::new())),
            said(|said| said.schema = Some("{}".to_owned())),
            said(|said| said.annotations.read_only_hint = Some(true)),
            said(|said| said.annotations.read_only_hint = Some(false)),
            said(|said| said.annotations.destructive_hint = Some(true)),
        ];
        for (index, digest) in digests.iter().enumerate() {
            assert!(!digests[index + 1..].contains(digest), "digest {index} is unique");
        }
    }
}
