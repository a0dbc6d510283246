//! What an agent asks for. It never changes once received, and approvals bind to its digest.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{
    id::{ActionId, AgentId},
    json::{Json, JsonError},
    shown,
    time::{Time, Timeout},
};

/// The longest name of a tool or server, in bytes.
pub const NAME_BYTES_MAX: usize = 256;

/// What an agent asks for, as it was sent and read strictly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The tool it wants to call.
    pub tool: Name,
    /// Where the tool lives, if the agent says so.
    pub server: Option<Name>,
    /// The arguments of the call, an object.
    pub arguments: Sent,
    /// How long the agent waits.
    pub timeout: Timeout,
    /// Why, in the agent's words.
    pub agent_reasoning: Option<String>,
    /// What else the agent claims, an object.
    pub context: Option<Sent>,
}

impl Asked {
    /// Whether `other` asks for the same, so that a retry may get the first answer.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        let same = |a: &Sent, b: &Sent| a.text == b.text || a.json.same(&b.json);
        self.tool == other.tool
            && self.server == other.server
            && self.timeout == other.timeout
            && self.agent_reasoning == other.agent_reasoning
            && same(&self.arguments, &other.arguments)
            && match (&self.context, &other.context) {
                (None, None) => true,
                (Some(mine), Some(theirs)) => same(mine, theirs),
                (None, Some(_)) | (Some(_), None) => false,
            }
    }

    /// The session that the agent says this belongs to.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        self.claim("session").and_then(Json::as_str)
    }

    /// One of the agent's claims.
    #[must_use]
    pub fn claim(&self, key: &str) -> Option<&Json> {
        self.context.as_ref()?.json.get(key)
    }

    /// What an approval binds to: SHA-256 over tool, server, agent, session and the exact bytes of the arguments.
    /// Each part has its length before it, so that no two different actions share the hashed bytes.
    #[must_use]
    pub fn digest(&self, agent: AgentId) -> Digest {
        let agent = agent.to_string();
        let parts = [
            Some("sekisho action 1"),
            Some(&*agent),
            Some(self.tool.as_str()),
            self.server.as_ref().map(Name::as_str),
            self.session(),
            Some(self.arguments.text()),
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

/// One action as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its id.
    pub id: ActionId,
    /// Who asks.
    pub agent: AgentId,
    /// What for.
    pub asked: Asked,
    /// What an approval binds to.
    pub digest: Digest,
    /// When it came in.
    pub received_at: Time,
    /// When it stops waiting.
    pub deadline_at: Time,
}

/// A JSON object with the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    text: String,
    json: Json,
}

/// Why a text is not an object that we accept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SentError {
    /// Not JSON, or not JSON that reads one way only.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// Some other JSON value.
    #[error("not an object")]
    NotAnObject,
}

impl Sent {
    /// Reads an object and keeps its text.
    ///
    /// # Errors
    /// When the text is not one strict JSON object.
    pub fn new(text: String) -> Result<Self, SentError> {
        let json = Json::parse(&text)?;
        if json.members().is_none() {
            return Err(SentError::NotAnObject);
        }
        Ok(Self { text, json })
    }

    /// The exact bytes that were sent.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What they mean.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.json
    }
}

/// The name of a tool or server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

/// A text that cannot name a tool or server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a name of 1 to {NAME_BYTES_MAX} bytes without control or invisible characters")]
pub struct NameError;

impl Name {
    /// Accepts a name that people can read.
    ///
    /// # Errors
    /// When it is empty, too long, or holds a character that does not show itself.
    pub fn new(text: String) -> Result<Self, NameError> {
        let readable = text.chars().all(|c| c != '\n' && shown::is_visible(c)) && !text.trim().is_empty();
        if readable && text.len() <= NAME_BYTES_MAX { Ok(Self(text)) } else { Err(NameError) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// SHA-256, as of what was asked. As text it is 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Digest(pub [u8; 32]);

/// A text that is no digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 64 hexadecimal digits")]
pub struct DigestError;

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = DigestError;

    fn try_from(text: String) -> Result<Self, DigestError> {
        let byte = |at: usize| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok();
        let mut bytes = [0; 32];
        for (at, place) in bytes.iter_mut().enumerate() {
            *place = byte(at).ok_or(DigestError)?;
        }
        // One spelling for each.
        if Self(bytes).to_string() == text { Ok(Self(bytes)) } else { Err(DigestError) }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(tool: &str, server: Option<&str>, arguments: &str, context: Option<&str>) -> Asked {
        let name = |text: &str| Name::new(text.to_owned()).unwrap();
        Asked {
            tool: name(tool),
            server: server.map(name),
            arguments: Sent::new(arguments.to_owned()).unwrap(),
            timeout: "10m".parse().unwrap(),
            agent_reasoning: None,
            context: context.map(|text| Sent::new(text.to_owned()).unwrap()),
        }
    }

    #[test]
    fn another_agent_session_tool_server_or_byte_is_another_action() {
        let (one, two) = (AgentId::new(Time::UNIX_EPOCH, [1; 10]), AgentId::new(Time::UNIX_EPOCH, [2; 10]));
        let digests = [
            asked("pay", None, r#"{"a":1}"#, None).digest(one),
            asked("pay", None, r#"{"a":1}"#, None).digest(two),
            asked("pay", None, r#"{"a":1}"#, Some(r#"{"session":"s"}"#)).digest(one),
            asked("pay", Some("bank"), r#"{"a":1}"#, None).digest(one),
            asked("pays", None, r#"{"a":1}"#, None).digest(one),
            asked("pay", None, r#"{"a": 1}"#, None).digest(one),
            asked("pay", None, r#"{"a":9007199254740993}"#, None).digest(one),
            asked("pay", None, r#"{"a":9007199254740992}"#, None).digest(one),
        ];
        for (index, digest) in digests.iter().enumerate() {
            assert!(!digests[index + 1..].contains(digest), "digest {index} is unique");
        }
    }

    #[test]
    fn a_retry_may_spell_the_same_object_otherwise() {
        let first = asked("pay", None, r#"{"a":1,"b":2}"#, None);
        assert!(first.same(&asked("pay", None, r#"{"b":2, "a":1}"#, None)));
        assert!(!first.same(&asked("pay", None, r#"{"a":1,"b":3}"#, None)));
        assert!(!first.same(&asked("pay", None, r#"{"a":1,"b":2}"#, Some("{}"))));
    }

    #[test]
    fn a_name_can_be_read() {
        for name in ["send_money", "送金", "mcp.bank/transfer", "a b"] {
            assert!(Name::new(name.to_owned()).is_ok(), "{name}");
        }
        for name in ["", "  ", "a\u{0}", "a\nb", "a\u{202e}b", "a\u{200b}b", &"x".repeat(257)] {
            assert_eq!(Name::new(name.to_owned()), Err(NameError), "{name:?}");
        }
    }
}
