//! `/sekisho/v1/tools`: what servers say about their tools.

use axum::{
    Json,
    extract::{Path, State},
};
use sekisho_gate::{tools::ToolList, view::ToolView};

use crate::{auth::Reviewer, error::Failure, hub::Api, wire::Body};

pub(super) async fn list(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<Vec<ToolView>>, Failure> {
    Ok(Json(api.gate.tools(me).await?))
}

/// The body is an MCP `tools/list` result. Fields that Sekisho has no use for are left aside.
pub(super) async fn import(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    server: Path<String>,
    Body(list): Body<ToolList>,
) -> Result<Json<Vec<ToolView>>, Failure> {
    Ok(Json(api.gate.import_tools(me, &server, list).await?))
}
