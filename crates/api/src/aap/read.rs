//! `GET /aap/v1/requests/{id}?wait=25s`: an agent looks, or waits for the answer.

use std::time::Duration;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::StatusCode;
use sekisho_gate::answer::WAIT_MAX;
use serde::Deserialize;

use super::request::respond;
use crate::{auth::Agent, error::Failure, hub::Api};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Waiting {
    wait: Option<String>,
}

pub(super) async fn read(
    State(api): State<Api>,
    Agent(agent): Agent,
    path: Path<String>,
    query: Result<Query<Waiting>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Failure> {
    let Query(waiting) = query.map_err(|_| Failure::invalid("this call takes `wait` only"))?;
    let wait = waiting.wait.as_deref().map_or(Ok(Duration::ZERO), seconds)?;
    Ok(respond(StatusCode::OK, api.gate.get(agent, super::id(&path)?, wait).await?))
}

/// `25s`; more than a minute is a minute.
fn seconds(text: &str) -> Result<Duration, Failure> {
    let number = text.strip_suffix('s').filter(|digits| digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    let seconds =
        number.and_then(|digits| digits.parse().ok()).ok_or_else(|| Failure::invalid("`wait` is a number of seconds such as `25s`"))?;
    Ok(Duration::from_secs(seconds).min(WAIT_MAX))
}
