//! `/sekisho/v1/actions/{id}`: one action, and the answers to it.

use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use sekisho_gate::{
    ActionId, Assignee, ReviewerId,
    decide::{Answer, Seen},
    look::{LINES_MAX, Part},
    view::{ActionView, LinePage},
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
pub(super) struct Page {
    /// How many lines to leave out.
    #[serde(default)]
    after: u32,
    limit: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Approve {
    digest: String,
    version: u32,
    #[serde(default, deserialize_with = "present")]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reject {
    digest: String,
    version: u32,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Escalate {
    digest: String,
    version: u32,
    to: Target,
    note: String,
}

#[derive(Deserialize)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
enum Target {
    Reviewer { id: ReviewerId },
    Group { name: String },
    Administrators,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Withdraw {
    digest: String,
    version: u32,
}

pub(super) async fn show(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<Json<ActionView>, Failure> {
    Ok(Json(api.gate.action(me, id(&path)?).await?))
}

pub(super) async fn arguments(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    query: Result<Query<Page>, QueryRejection>,
) -> Result<Json<LinePage>, Failure> {
    lines(&api, me, &path, Part::Arguments, query).await
}

pub(super) async fn claims(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    query: Result<Query<Page>, QueryRejection>,
) -> Result<Json<LinePage>, Failure> {
    lines(&api, me, &path, Part::Claims, query).await
}

async fn lines(
    api: &Api,
    me: ReviewerId,
    path: &Path<String>,
    part: Part,
    query: Result<Query<Page>, QueryRejection>,
) -> Result<Json<LinePage>, Failure> {
    let Query(page) = query.map_err(|_| Failure::invalid("this call takes the numbers `after` and `limit`"))?;
    Ok(Json(api.gate.lines(me, id(path)?, part, page.after, page.limit.unwrap_or(LINES_MAX)).await?))
}

pub(super) async fn approve(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(body): Body<Approve>,
) -> Result<Json<ActionView>, Failure> {
    let seen = Seen { digest: body.digest, version: body.version };
    Ok(Json(api.gate.decide(me, id(&path)?, seen, Answer::Approve { note: body.note }).await?))
}

pub(super) async fn reject(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(body): Body<Reject>,
) -> Result<Json<ActionView>, Failure> {
    let seen = Seen { digest: body.digest, version: body.version };
    Ok(Json(api.gate.decide(me, id(&path)?, seen, Answer::Reject { reason: body.reason }).await?))
}

pub(super) async fn escalate(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(body): Body<Escalate>,
) -> Result<Json<ActionView>, Failure> {
    let seen = Seen { digest: body.digest, version: body.version };
    let to = match body.to {
        Target::Reviewer { id } => Assignee::Reviewer(id),
        Target::Group { name } => Assignee::Group(name),
        Target::Administrators => Assignee::Administrators,
    };
    Ok(Json(api.gate.decide(me, id(&path)?, seen, Answer::Escalate { to, note: body.note }).await?))
}

pub(super) async fn withdraw(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(body): Body<Withdraw>,
) -> Result<Json<ActionView>, Failure> {
    let seen = Seen { digest: body.digest, version: body.version };
    Ok(Json(api.gate.decide(me, id(&path)?, seen, Answer::Withdraw).await?))
}

pub(super) fn id(path: &Path<String>) -> Result<ActionId, Failure> {
    path.parse().map_err(|_| sekisho_gate::Error::not_found().into())
}
