//! `/sekisho/v1/status`, `/me` and `/reviewers`: who looks, and who may answer.

use axum::{
    Json,
    extract::{Path, State},
};
use http::StatusCode;
use sekisho_gate::view::{Me, NewReviewer, ReviewerView, Role, Status};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api, wire::Body};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rename {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Add {
    name: String,
    role: Role,
    groups: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    role: Role,
}

pub(super) async fn status(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<Status>, Failure> {
    Ok(Json(api.gate.status(me, api.address()).await?))
}

pub(super) async fn rename(State(api): State<Api>, Reviewer(me): Reviewer, Body(body): Body<Rename>) -> Result<Json<Me>, Failure> {
    Ok(Json(api.gate.rename_me(me, &body.name).await?))
}

pub(super) async fn list(State(api): State<Api>, Reviewer(me): Reviewer) -> Json<Vec<ReviewerView>> {
    Json(api.gate.reviewers(me))
}

pub(super) async fn add(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(body): Body<Add>,
) -> Result<(StatusCode, Json<NewReviewer>), Failure> {
    Ok((StatusCode::CREATED, Json(api.gate.add_reviewer(me, &body.name, body.role, &body.groups).await?)))
}

pub(super) async fn set_role(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(body): Body<Set>,
) -> Result<Json<ReviewerView>, Failure> {
    let id = path.parse().map_err(|_| sekisho_gate::Error::not_found())?;
    Ok(Json(api.gate.set_role(me, id, body.role).await?))
}

pub(super) async fn revoke(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<Json<ReviewerView>, Failure> {
    let id = path.parse().map_err(|_| sekisho_gate::Error::not_found())?;
    Ok(Json(api.gate.revoke_reviewer(me, id).await?))
}
