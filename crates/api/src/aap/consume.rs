//! `POST /aap/v1/requests/{id}/consume`: the single use of an approval, right before the tool runs.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use http::StatusCode;

use super::{idempotency_key, request::respond};
use crate::{auth::Agent, error::Failure, hub::Api};

pub(super) async fn consume(
    State(api): State<Api>,
    Agent(agent): Agent,
    path: Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    if !body.is_empty() {
        return Err(Failure::invalid("this call has no body"));
    }
    Ok(respond(StatusCode::OK, api.gate.consume(agent, super::id(&path)?, idempotency_key(&headers)?).await?))
}
