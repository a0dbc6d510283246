//! `GET /sekisho/v1/queue`: what waits for an answer.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use sekisho_gate::view::QueuePage;
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    #[serde(default)]
    scope: Scope,
    after: Option<String>,
    limit: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum Scope {
    #[default]
    Mine,
    All,
}

pub(super) async fn queue(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Page>, QueryRejection>,
) -> Result<Json<QueuePage>, Failure> {
    let Query(page) = query.map_err(|_| Failure::invalid("this call takes `scope`, `after` and `limit`"))?;
    let all = matches!(page.scope, Scope::All);
    Ok(Json(api.gate.queue(me, all, page.after.as_deref(), page.limit.unwrap_or(50)).await?))
}
