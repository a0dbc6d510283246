//! `/sekisho/v1/tools` and `/sekisho/v1/tool`: what servers say about their tools, and what people confirm.

use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use sekisho_gate::{
    ArgumentRole, Effect, Reversibility,
    tools::Confirming,
    view::{ToolPage, ToolView},
};
use serde::Deserialize;

use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, Text},
};

/// Which tool. Names may hold anything that people can read, so they are no part of the path.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    server: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirm {
    server: String,
    name: String,
    digest: String,
    effect: Effect,
    reversibility: Reversibility,
    roles: Vec<Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Role {
    pointer: String,
    role: ArgumentRole,
}

pub(super) async fn list(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<Vec<ToolView>>, Failure> {
    Ok(Json(api.gate.tools(me).await?))
}

/// The body is an MCP `tools/list` result. Fields that Sekisho has no use for are left aside.
pub(super) async fn import(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    server: Path<String>,
    Text(list): Text,
) -> Result<Json<Vec<ToolView>>, Failure> {
    Ok(Json(api.gate.import_tools(me, &server, &list).await?))
}

pub(super) async fn show(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Which>, QueryRejection>,
) -> Result<Json<ToolPage>, Failure> {
    let Query(which) = query.map_err(|_| Failure::invalid("this call takes `server` and `name`"))?;
    Ok(Json(api.gate.tool(me, &which.server, &which.name).await?))
}

pub(super) async fn confirm(State(api): State<Api>, Reviewer(me): Reviewer, Body(body): Body<Confirm>) -> Result<Json<ToolPage>, Failure> {
    let Confirm { server, name, digest, effect, reversibility, roles } = body;
    let roles = roles.into_iter().map(|Role { pointer, role }| (pointer, role)).collect();
    Ok(Json(api.gate.confirm_tool(me, Confirming { server, name, digest, effect, reversibility, roles }).await?))
}
