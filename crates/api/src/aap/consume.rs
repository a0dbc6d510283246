//! `POST /aap/v1/requests/{id}/consume`: the single use of an approval, right before the tool runs.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use http::StatusCode;

use super::{idempotency_key, request::respond};
use crate::{auth::Agent, error::Failure, hub::Api, wire::NoBody};

pub(super) async fn consume(
    State(api): State<Api>,
    Agent(agent): Agent,
    path: Path<String>,
    headers: HeaderMap,
    _: NoBody,
) -> Result<Response, Failure> {
    Ok(respond(StatusCode::OK, api.gate.consume(agent, super::id(&path)?, idempotency_key(&headers)?).await?))
}
