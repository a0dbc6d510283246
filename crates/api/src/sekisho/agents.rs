//! `/sekisho/v1/agents`: who may ask. And the practice agent, for a first look.

use axum::{
    Json,
    extract::{Path, State},
};
use http::StatusCode;
use sekisho_gate::{
    Terms,
    view::{AgentRef, AgentView, NewAgent},
};
use serde::{Deserialize, Serialize};

use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    practice::{self, Language},
    wire::Body,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Add {
    name: String,
    #[serde(default)]
    terms: Terms,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Practise {
    language: Language,
}

#[derive(Serialize)]
pub(super) struct Practising {
    agent: AgentRef,
}

pub(super) async fn list(State(api): State<Api>, Reviewer(_): Reviewer) -> Result<Json<Vec<AgentView>>, Failure> {
    Ok(Json(api.gate.agents().await?))
}

pub(super) async fn add(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(body): Body<Add>,
) -> Result<(StatusCode, Json<NewAgent>), Failure> {
    Ok((StatusCode::CREATED, Json(api.gate.add_agent(me, &body.name, body.terms).await?)))
}

pub(super) async fn set_terms(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(terms): Body<Terms>,
) -> Result<Json<AgentView>, Failure> {
    let id = path.parse().map_err(|_| sekisho_gate::Error::not_found())?;
    Ok(Json(api.gate.set_terms(me, id, terms).await?))
}

pub(super) async fn revoke(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<Json<AgentView>, Failure> {
    let id = path.parse().map_err(|_| sekisho_gate::Error::not_found())?;
    Ok(Json(api.gate.revoke_agent(me, id).await?))
}

pub(super) async fn practice(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(body): Body<Practise>,
) -> Result<(StatusCode, Json<Practising>), Failure> {
    let agent = practice::start(&api, me, body.language).await?;
    Ok((StatusCode::ACCEPTED, Json(Practising { agent })))
}
