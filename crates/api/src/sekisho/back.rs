//! `/sekisho/v1/actions/{id}/ask-back` and `amend`: a no that says what would be a yes.

use axum::{
    Json,
    extract::{Path, State},
};
use sekisho_gate::{
    Change,
    decide::{Answer, Seen},
    view::ActionView,
};
use serde::Deserialize;

use super::actions::id;
use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskBack {
    digest: String,
    version: u32,
    question: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Amend {
    digest: String,
    version: u32,
    changes: Vec<Changed>,
    reason: String,
}

/// Without a value, what stands there is taken out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changed {
    pointer: String,
    #[serde(default, deserialize_with = "present")]
    value: Option<String>,
}

pub(super) async fn ask(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(body): Body<AskBack>,
) -> Result<Json<ActionView>, Failure> {
    let seen = Seen { digest: body.digest, version: body.version };
    Ok(Json(api.gate.decide(me, id(&path)?, seen, Answer::AskBack { question: body.question }).await?))
}

pub(super) async fn amend(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(body): Body<Amend>,
) -> Result<Json<ActionView>, Failure> {
    let seen = Seen { digest: body.digest, version: body.version };
    let changes = body.changes.into_iter().map(|Changed { pointer, value }| Change { pointer, value }).collect();
    Ok(Json(api.gate.decide(me, id(&path)?, seen, Answer::Amend { changes, reason: body.reason }).await?))
}
