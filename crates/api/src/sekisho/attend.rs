//! `/sekisho/v1/actions/{id}/take`, `release`, `read`, `viewed` and `comments`: what reviewers do around an answer.

use axum::{
    Json,
    extract::{Path, State},
};
use http::StatusCode;
use sekisho_gate::{decide::Seen, view::ActionView};
use serde::Deserialize;

use super::actions::id;
use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, NoBody},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Comment {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Viewed {
    digest: String,
    version: u32,
}

pub(super) async fn take(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    NoBody: NoBody,
) -> Result<Json<ActionView>, Failure> {
    Ok(Json(api.gate.take(me, id(&path)?).await?))
}

pub(super) async fn release(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    NoBody: NoBody,
) -> Result<Json<ActionView>, Failure> {
    Ok(Json(api.gate.release(me, id(&path)?).await?))
}

pub(super) async fn read(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    NoBody: NoBody,
) -> Result<Json<ActionView>, Failure> {
    Ok(Json(api.gate.read(me, id(&path)?).await?))
}

pub(super) async fn viewed(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(Viewed { digest, version }): Body<Viewed>,
) -> Result<StatusCode, Failure> {
    api.gate.viewed(me, id(&path)?, Seen { digest, version }).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn comment(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(Comment { text }): Body<Comment>,
) -> Result<Json<ActionView>, Failure> {
    Ok(Json(api.gate.comment(me, id(&path)?, text).await?))
}
