//! `POST /aap/v1/requests/{id}/outcome`: the executor tells how it went, once.

use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use serde::Deserialize;

use super::request::respond;
use crate::{
    auth::Agent,
    error::Failure,
    hub::Api,
    wire::{Body, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Report {
    status: Outcome,
    #[serde(default, deserialize_with = "present")]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Succeeded,
    Failed,
}

pub(super) async fn outcome(
    State(api): State<Api>,
    Agent(agent): Agent,
    path: Path<String>,
    Body(report): Body<Report>,
) -> Result<Response, Failure> {
    let succeeded = matches!(report.status, Outcome::Succeeded);
    Ok(respond(StatusCode::OK, api.gate.report(agent, super::id(&path)?, succeeded, report.note).await?))
}
