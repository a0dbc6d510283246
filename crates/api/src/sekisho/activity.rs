//! `GET /sekisho/v1/activity`: the record, searched and filtered.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use sekisho_gate::{
    AgentId, Time,
    look::{Reading, Search},
    view::{ActivityPage, StandingFilter},
};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    q: Option<String>,
    standing: Option<StandingFilter>,
    agent: Option<AgentId>,
    from: Option<Time>,
    to: Option<Time>,
    reading: Option<ReadingWord>,
    after: Option<String>,
    limit: Option<u32>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReadingWord {
    Open,
    Done,
}

impl From<ReadingWord> for Reading {
    fn from(word: ReadingWord) -> Self {
        match word {
            ReadingWord::Open => Self::Open,
            ReadingWord::Done => Self::Done,
        }
    }
}

pub(super) async fn activity(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<ActivityPage>, Failure> {
    let Query(filter) =
        query.map_err(|_| Failure::invalid("this call takes `q`, `standing`, `agent`, `from`, `to`, `reading`, `after` and `limit`"))?;
    let search = Search {
        words: filter.q,
        standing: filter.standing,
        agent: filter.agent,
        from: filter.from,
        until: filter.to,
        reading: filter.reading.map(Reading::from),
        after: filter.after,
        limit: filter.limit.unwrap_or(50),
    };
    Ok(Json(api.gate.activity(me, search).await?))
}
