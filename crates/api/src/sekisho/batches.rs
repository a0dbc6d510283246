//! `/sekisho/v1/batches`: several actions that are alike, side by side and decided at once.

use axum::{Json, extract::State};
use sekisho_gate::{
    ActionId,
    batch::BatchAnswer,
    decide::Seen,
    view::{BatchResult, BatchView},
};
use serde::Deserialize;

use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Preview {
    ids: Vec<ActionId>,
}

#[derive(Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Decide {
    Approve {
        #[serde(default, deserialize_with = "present")]
        note: Option<String>,
        items: Vec<Named>,
    },
    Reject {
        reason: String,
        items: Vec<Named>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    id: ActionId,
    digest: String,
    version: u32,
}

pub(super) async fn preview(State(api): State<Api>, Reviewer(me): Reviewer, Body(body): Body<Preview>) -> Result<Json<BatchView>, Failure> {
    Ok(Json(api.gate.preview_batch(me, &body.ids).await?))
}

pub(super) async fn decide(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(body): Body<Decide>,
) -> Result<Json<Vec<BatchResult>>, Failure> {
    let (answer, items) = match body {
        Decide::Approve { note, items } => (BatchAnswer::Approve { note }, items),
        Decide::Reject { reason, items } => (BatchAnswer::Reject { reason }, items),
    };
    let items = items.into_iter().map(|Named { id, digest, version }| (id, Seen { digest, version })).collect();
    Ok(Json(api.gate.decide_batch(me, answer, items).await?))
}
