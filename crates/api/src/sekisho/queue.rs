//! `GET /sekisho/v1/queue`: what waits for an answer.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use sekisho_gate::{
    AgentId, Effect, Level,
    inbox::{Sort, Wanted},
    view::QueuePage,
};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    #[serde(default)]
    scope: Scope,
    #[serde(default)]
    sort: By,
    agent: Option<AgentId>,
    effect: Option<Effect>,
    risk: Option<Level>,
    #[serde(default)]
    free: bool,
    after: Option<String>,
    limit: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum Scope {
    #[default]
    Mine,
    All,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum By {
    #[default]
    Risk,
    Due,
    Arrival,
}

impl Page {
    fn wanted(&self) -> Wanted {
        let sort = match self.sort {
            By::Risk => Sort::Risk,
            By::Due => Sort::Due,
            By::Arrival => Sort::Arrival,
        };
        let all = matches!(self.scope, Scope::All);
        Wanted { all, sort, agent: self.agent, effect: self.effect, risk: self.risk, free: self.free }
    }
}

pub(super) async fn queue(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Page>, QueryRejection>,
) -> Result<Json<QueuePage>, Failure> {
    let Query(page) =
        query.map_err(|_| Failure::invalid("this call takes `scope`, `sort`, `agent`, `effect`, `risk`, `free`, `after` and `limit`"))?;
    Ok(Json(api.gate.inbox(me, page.wanted(), page.after.as_deref(), page.limit.unwrap_or(50)).await?))
}
