//! `/sekisho/v1/keeping`: how long things are kept, what holds them, and erasing on demand.

use axum::{
    Json,
    extract::{Path, State},
};
use http::StatusCode;
use sekisho_gate::{
    HoldScope, KeepingYears,
    view::{ActionView, HoldView, KeepingView},
};
use serde::Deserialize;

use super::actions::id;
use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, NoBody, present},
};

/// How many years each class is kept; for good, what is left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    /// The edition that was looked at.
    edition: u32,
    #[serde(default, deserialize_with = "present")]
    money: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    changes: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    looks: Option<u32>,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewHold {
    name: String,
    reason: String,
    scope: HoldScope,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    reason: String,
}

pub(super) async fn show(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<KeepingView>, Failure> {
    Ok(Json(api.gate.keeping(me).await?))
}

pub(super) async fn set(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(Policy { edition, money, changes, looks, note }): Body<Policy>,
) -> Result<Json<KeepingView>, Failure> {
    Ok(Json(api.gate.set_retention(me, edition, KeepingYears { money, changes, looks }, &note).await?))
}

pub(super) async fn hold(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(NewHold { name, reason, scope }): Body<NewHold>,
) -> Result<(StatusCode, Json<HoldView>), Failure> {
    Ok((StatusCode::CREATED, Json(api.gate.hold(me, &name, &reason, scope).await?)))
}

pub(super) async fn lift(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Path(hold): Path<String>,
    Body(Why { reason }): Body<Why>,
) -> Result<Json<KeepingView>, Failure> {
    let hold = hold.parse().map_err(|_| Failure::invalid("this is no id of a hold"))?;
    Ok(Json(api.gate.lift_hold(me, hold, &reason).await?))
}

pub(super) async fn confirm_clock(State(api): State<Api>, Reviewer(me): Reviewer, _: NoBody) -> Result<Json<KeepingView>, Failure> {
    Ok(Json(api.gate.confirm_clock(me).await?))
}

pub(super) async fn erase(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(Why { reason }): Body<Why>,
) -> Result<Json<ActionView>, Failure> {
    Ok(Json(api.gate.erase(me, id(&path)?, &reason).await?))
}
