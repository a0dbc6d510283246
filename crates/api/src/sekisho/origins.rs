//! `/sekisho/v1/origins`: how far the operator trusts what agents have read.

use axum::{Json, extract::State};
use sekisho_gate::{Trust, view::OriginView};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api, wire::Body};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Setting {
    origin: String,
    trust: Trust,
}

pub(super) async fn list(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<Vec<OriginView>>, Failure> {
    Ok(Json(api.gate.origins(me).await?))
}

pub(super) async fn set(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(setting): Body<Setting>,
) -> Result<Json<Vec<OriginView>>, Failure> {
    Ok(Json(api.gate.set_origin(me, setting.origin, setting.trust).await?))
}
