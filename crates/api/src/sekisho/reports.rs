//! `/sekisho/v1/reports/monthly`: the report that is written each month by itself.

use axum::{Json, extract::State};
use sekisho_gate::{ReportFormat, ReportLanguage, view::MonthlyView};
use serde::Deserialize;

use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, NoBody},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Monthly {
    folder: String,
    formats: Vec<ReportFormat>,
    language: ReportLanguage,
}

pub(super) async fn show(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<MonthlyView>, Failure> {
    Ok(Json(api.gate.monthly(me).await?))
}

pub(super) async fn set(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(Monthly { folder, formats, language }): Body<Monthly>,
) -> Result<Json<MonthlyView>, Failure> {
    api.gate.set_monthly(me, folder, formats, language).await?;
    show(State(api), Reviewer(me)).await
}

pub(super) async fn end(State(api): State<Api>, Reviewer(me): Reviewer, _: NoBody) -> Result<Json<MonthlyView>, Failure> {
    api.gate.end_monthly(me).await?;
    show(State(api), Reviewer(me)).await
}
