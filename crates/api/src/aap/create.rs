//! `POST /aap/v1/requests`: an agent asks. The verdict is in the answer.

use axum::{extract::State, http::HeaderMap, response::Response};
use http::StatusCode;
use sekisho_gate::{Asked, Name, Sent};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{idempotency_key, request::respond};
use crate::{
    auth::Agent,
    error::Failure,
    hub::Api,
    wire::{Text, malformed, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Submission<'a> {
    tool: String,
    #[serde(default, deserialize_with = "present")]
    server: Option<String>,
    #[serde(borrow)]
    arguments: &'a RawValue,
    timeout: String,
    #[serde(default, deserialize_with = "present")]
    agent_reasoning: Option<String>,
    #[serde(borrow, default, deserialize_with = "present")]
    context: Option<&'a RawValue>,
}

/// 201 with the request, or 200 where the agent asked exactly this before with the same key.
pub(super) async fn create(State(api): State<Api>, Agent(agent): Agent, headers: HeaderMap, Text(body): Text) -> Result<Response, Failure> {
    let key = idempotency_key(&headers)?;
    let asked = read(&body)?;
    let submitted = api.gate.submit(agent, asked, key).await?;
    let status = if submitted.replayed { StatusCode::OK } else { StatusCode::CREATED };
    Ok(respond(status, submitted.receipt))
}

fn read(body: &str) -> Result<Asked, Failure> {
    let sent: Submission<'_> = serde_json::from_str(body).map_err(|error| malformed(&error))?;
    let name = |field: &str, text: String| Name::new(text).map_err(|error| Failure::invalid(format!("`{field}`: {error}")));
    let object =
        |field: &str, raw: &RawValue| Sent::new(raw.get().to_owned()).map_err(|error| Failure::invalid(format!("`{field}`: {error}")));
    Ok(Asked {
        tool: name("tool", sent.tool)?,
        server: sent.server.map(|server| name("server", server)).transpose()?,
        arguments: object("arguments", sent.arguments)?,
        timeout: sent.timeout.parse().map_err(|error| Failure::invalid(format!("`timeout`: {error}")))?,
        agent_reasoning: sent.agent_reasoning,
        context: sent.context.map(|context| object("context", context)).transpose()?,
    })
}
