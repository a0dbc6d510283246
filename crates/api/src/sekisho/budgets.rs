//! `/sekisho/v1/budgets`: how much money may move, and how much has.

use axum::{
    Json,
    extract::{Path, State},
};
use http::StatusCode;
use sekisho_gate::{
    Budget, BudgetId, BudgetScope, Every, Sum,
    view::{BudgetView, BudgetsView, Effect, EndedBudget},
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
pub(super) struct Add {
    name: String,
    agents: BudgetScope,
    /// Left out for all kinds of tools.
    #[serde(default, deserialize_with = "present")]
    effect: Option<Effect>,
    limit: Sum,
    period: Every,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    name: String,
    limit: Sum,
}

pub(super) async fn list(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<BudgetsView>, Failure> {
    Ok(Json(api.gate.budgets(me).await?))
}

pub(super) async fn add(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(Add { name, agents, effect, limit, period }): Body<Add>,
) -> Result<(StatusCode, Json<BudgetView>), Failure> {
    let budget = Budget { name, agents, effect, limit, period };
    Ok((StatusCode::CREATED, Json(api.gate.add_budget(me, budget).await?)))
}

pub(super) async fn change(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(Change { name, limit }): Body<Change>,
) -> Result<Json<BudgetView>, Failure> {
    Ok(Json(api.gate.change_budget(me, id(&path)?, &name, limit).await?))
}

pub(super) async fn end(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<Json<EndedBudget>, Failure> {
    Ok(Json(api.gate.end_budget(me, id(&path)?).await?))
}

fn id(path: &Path<String>) -> Result<BudgetId, Failure> {
    path.parse().map_err(|_| sekisho_gate::Error::not_found().into())
}
