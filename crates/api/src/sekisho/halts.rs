//! `/sekisho/v1/halts`: the kill switch, and what agents hear of it.

use std::convert::Infallible;

use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, stream};
use http::StatusCode;
use sekisho_gate::{
    ActionId, HaltId, HaltPart, Scope,
    view::{HaltView, HaltsView, LiftedHalts},
};
use serde::Deserialize;

use super::events::ALIVE;
use crate::{
    auth::{Agent, Reviewer, Stopper},
    error::Failure,
    hub::Api,
    wire::{Body, NoBody, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Halt {
    #[serde(default, deserialize_with = "present")]
    scope: Option<Scope>,
    #[serde(default, deserialize_with = "present")]
    of: Option<Of>,
    #[serde(default, deserialize_with = "present")]
    reason: Option<String>,
}

/// A part of an action: its tool and session as the agent wrote them, which a window only has in pieces to show.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Of {
    action: ActionId,
    part: HaltPart,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    after: Option<HaltId>,
    limit: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Resume {
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SecondPerson {
    required: bool,
}

pub(super) async fn list(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<HaltsView>, Failure> {
    Ok(Json(api.gate.halts(me).await?))
}

pub(super) async fn halt(
    State(api): State<Api>,
    Stopper(me): Stopper,
    Body(body): Body<Halt>,
) -> Result<(StatusCode, Json<HaltView>), Failure> {
    let halt = match (body.scope, body.of) {
        (Some(scope), None) => api.gate.halt(me, scope, body.reason).await?,
        (None, Some(of)) => api.gate.halt_of(me, of.action, of.part, body.reason).await?,
        (None, None) | (Some(_), Some(_)) => return Err(Failure::invalid("a halt has either a `scope` or an `of`")),
    };
    // Who halted is on record with the halt in any case.
    tokio::spawn(async move {
        if let Err(error) = api.gate.sign_in(me).await {
            tracing::warn!(reviewer.id = %me, "The sign-in of {me} is not on record ({error})");
        }
    });
    Ok((StatusCode::CREATED, Json(halt)))
}

/// Those that are over.
pub(super) async fn lifted(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Page>, QueryRejection>,
) -> Result<Json<LiftedHalts>, Failure> {
    let Query(page) = query.map_err(|_| Failure::invalid("this call takes `after` and `limit`"))?;
    Ok(Json(api.gate.lifted_halts(me, page.after, page.limit.unwrap_or(20)).await?))
}

pub(super) async fn resume(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(body): Body<Resume>,
) -> Result<Json<HaltView>, Failure> {
    Ok(Json(api.gate.resume(me, id(&path)?, &body.reason).await?))
}

pub(super) async fn second_person(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(body): Body<SecondPerson>,
) -> Result<Json<HaltsView>, Failure> {
    Ok(Json(api.gate.set_second_person(me, body.required).await?))
}

/// What stands, and then each halt and each resume as it happens (server-sent events).
pub(super) async fn stream(
    State(api): State<Api>,
    Agent(agent): Agent,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let listener = api.gate.listen_for_halts(agent)?;
    // The first event only says that the agent is connected.
    let start = Event::default().event("start").data("");
    let told = stream::unfold(listener, |mut listener| async move {
        let news = listener.next().await?;
        let event = Event::default().json_data(&news).ok()?;
        Some((Ok(event), listener))
    });
    let all = futures_util::StreamExt::chain(stream::iter([Ok(start)]), told);
    Ok(Sse::new(all).keep_alive(KeepAlive::new().interval(ALIVE)))
}

pub(super) async fn acknowledge(State(api): State<Api>, Agent(agent): Agent, path: Path<String>, _: NoBody) -> Result<StatusCode, Failure> {
    api.gate.acknowledge_halt(agent, id(&path)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn id(path: &Path<String>) -> Result<HaltId, Failure> {
    path.parse().map_err(|_| sekisho_gate::Error::not_found().into())
}
