//! `/sekisho/v1/chart`: the organisation chart, tried before it is saved.

use axum::{Json, extract::State};
use sekisho_gate::{
    charts::NewChart,
    view::{ChartCheck, ChartView},
};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api, wire::Body};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Text {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    edition: u32,
    text: String,
    note: String,
}

pub(super) async fn show(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<ChartView>, Failure> {
    Ok(Json(api.gate.chart(me).await?))
}

pub(super) async fn check(State(api): State<Api>, Reviewer(me): Reviewer, Body(body): Body<Text>) -> Result<Json<ChartCheck>, Failure> {
    Ok(Json(api.gate.check_chart(me, &body.text)?))
}

pub(super) async fn set(State(api): State<Api>, Reviewer(me): Reviewer, Body(body): Body<Set>) -> Result<Json<ChartView>, Failure> {
    let Set { edition, text, note } = body;
    Ok(Json(api.gate.set_chart(me, NewChart { edition, text, note }).await?))
}
