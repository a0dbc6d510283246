//! Arguments as `AgentAck` can read them: exactly, or by their digest.

use sekisho_core::{action::Sent, json::Json};
use serde::Serialize;
use serde_json::value::RawValue;

/// The largest arguments, in bytes. `AgentAck` reads lines of a million.
const BYTES_MAX: usize = 900_000;

/// How deep `AgentAck` looks.
const DEPTH_MAX: usize = 20;

/// The longest whole number. Python reads 4,300 digits.
const DIGITS_MAX: usize = 4_000;

/// What stands for an action's arguments.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Parameters {
    /// All of them.
    Exact(Box<RawValue>),
    /// What could not be read there. The digest is over them, the tool, the server, the agent and the session.
    Digest { sekisho_digest: String },
}

pub(super) fn parameters(arguments: &Sent, digest: &str) -> Result<Parameters, serde_json::Error> {
    let json = arguments.json();
    if matches!(json, Json::Object(_)) && is_readable(json, 0) {
        let text = json.canonical();
        if text.len() <= BYTES_MAX {
            return RawValue::from_string(text).map(Parameters::Exact);
        }
    }
    Ok(Parameters::Digest { sekisho_digest: digest.to_owned() })
}

/// Whether it is not too deep, and each number is one there.
fn is_readable(json: &Json, depth: usize) -> bool {
    depth <= DEPTH_MAX
        && match json {
            Json::Null | Json::Bool(_) | Json::String(_) => true,
            Json::Number(digits) if digits.contains(['.', 'e', 'E']) => digits.parse::<f64>().is_ok_and(f64::is_finite),
            Json::Number(digits) => digits.len() <= DIGITS_MAX,
            Json::Array(items) => items.iter().all(|item| is_readable(item, depth + 1)),
            Json::Object(members) => members.iter().all(|(_, value)| is_readable(value, depth + 1)),
        }
}
