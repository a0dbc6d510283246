//! `/sekisho/v1/actions/{id}/similar`: what was decided about actions like this one.

use axum::{
    Json,
    extract::{Path, State},
};
use sekisho_gate::view::SimilarView;

use super::actions::id;
use crate::{auth::Reviewer, error::Failure, hub::Api};

pub(super) async fn show(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<Json<SimilarView>, Failure> {
    Ok(Json(api.gate.similar(me, id(&path)?).await?))
}
