//! `GET /sekisho/v1/activity`: the record, searched and filtered.

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
};
use sekisho_gate::{
    AgentId, Time,
    look::{Dealing, Reading, Search},
    money,
    view::{ActivityPage, StandingFilter},
};
use serde::Deserialize;

use crate::{auth::Reviewer, error::Failure, hub::Api};

const TAKES: &str = "this call takes `q`, `standing`, `agent`, `from`, `to`, `amount_from`, `amount_to`, `currency`, `partner`, `reading`, \
                     `after` and `limit`";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    q: Option<String>,
    standing: Option<StandingFilter>,
    agent: Option<AgentId>,
    from: Option<Time>,
    to: Option<Time>,
    /// Plain decimals such as `48000` or `12.50`, both of them included.
    amount_from: Option<String>,
    amount_to: Option<String>,
    /// ISO 4217 code.
    currency: Option<String>,
    partner: Option<String>,
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
    let Query(filter) = query.map_err(|_| Failure::invalid(TAKES))?;
    let amount = |text: Option<String>| {
        let read =
            |text: String| money::amount(&text).ok_or_else(|| Failure::invalid("an amount is a plain decimal such as `48000` or `12.50`"));
        text.map(read).transpose()
    };
    let known = |text: String| money::code(&text).ok_or_else(|| Failure::invalid("the currency is not an ISO 4217 code"));
    let dealing = Dealing {
        least: amount(filter.amount_from)?,
        most: amount(filter.amount_to)?,
        currency: filter.currency.map(known).transpose()?.map(str::to_owned),
        partner: filter.partner.filter(|name| !name.trim().is_empty()),
    };
    let search = Search {
        dealing,
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
