//! `/sekisho/v1/actions/{id}/take`, `release`, `read` and `comments`: what reviewers do around an answer.

use axum::{
    Json,
    extract::{Path, State},
};
use sekisho_gate::view::ActionView;
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

pub(super) async fn comment(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(Comment { text }): Body<Comment>,
) -> Result<Json<ActionView>, Failure> {
    Ok(Json(api.gate.comment(me, id(&path)?, text).await?))
}
