//! `GET /sekisho/v1/events`: what happens, as it happens (server-sent events). `Last-Event-ID` picks up where a reader left off.
//! With `?notices=true` the reader notifies its person; each notice goes to one of a person's readers.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, stream};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api};

/// How often a quiet stream shows that it is alive.
pub(crate) const ALIVE: Duration = Duration::from_secs(5);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manner {
    #[serde(default)]
    notices: bool,
}

pub(super) async fn events(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    headers: HeaderMap,
    query: Result<Query<Manner>, QueryRejection>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    let Query(manner) = query.map_err(|_| Failure::invalid("this call takes `notices`"))?;
    let after = match headers.get("last-event-id") {
        Some(id) => Some(id.to_str().ok().and_then(|id| id.parse().ok()).ok_or_else(|| Failure::invalid("`Last-Event-ID` is a number"))?),
        None => None,
    };
    let listener = api.gate.listen(me, after).await?;
    let listener = if manner.notices { listener.aloud() } else { listener };
    // The first event only says where the stream starts, so that a reader knows it is connected.
    let start = Event::default().id(listener.last().to_string()).event("start").data("");
    let told = stream::unfold(listener, |mut listener| async move {
        let live = listener.next().await?;
        let event = Event::default().id(live.seq.to_string()).json_data(&live).ok()?;
        Some((Ok(event), listener))
    });
    let all = futures_util::StreamExt::chain(stream::iter([Ok(start)]), told);
    Ok(Sse::new(all).keep_alive(KeepAlive::new().interval(ALIVE)))
}
