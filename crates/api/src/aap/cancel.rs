//! `DELETE /aap/v1/requests/{id}`: an agent takes its action back.

use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;

use super::request::respond;
use crate::{auth::Agent, error::Failure, hub::Api};

pub(super) async fn cancel(State(api): State<Api>, Agent(agent): Agent, path: Path<String>) -> Result<Response, Failure> {
    let cancelled = api.gate.cancel(agent, super::id(&path)?).await;
    // AAP's word for an action that is decided.
    Ok(respond(StatusCode::OK, cancelled.map_err(|error| Failure::from(error).named("already_decided", "already_terminal"))?))
}
