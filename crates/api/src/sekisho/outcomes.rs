//! What became of actions: executors tell it (an agent's call), and reviewers look at it and say what they make of it.

use axum::{
    Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use http::StatusCode;
use sekisho_gate::{
    Digest, Mark, Sum, Told,
    view::{ActionView, OutcomeFilter, OutcomesPage, ResultsBy, ResultsView},
};
use serde::Deserialize;

use super::actions::id;
use crate::{
    auth::{Agent, Reviewer},
    error::Failure,
    hub::Api,
    wire::{Body, present},
};

/// What happened. It says at least one thing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    /// A plain decimal such as `48000` or `12.50`. It goes with `currency`.
    #[serde(default, deserialize_with = "present")]
    amount: Option<String>,
    /// ISO 4217 code.
    #[serde(default, deserialize_with = "present")]
    currency: Option<String>,
    /// To whom, or with whom.
    #[serde(default, deserialize_with = "present")]
    counterparty: Option<String>,
    #[serde(default, deserialize_with = "present")]
    evidence: Option<Evidence>,
    #[serde(default, deserialize_with = "present")]
    note: Option<String>,
}

/// Where the voucher lies, or what it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    #[serde(default, deserialize_with = "present")]
    link: Option<String>,
    /// SHA-256 in hex.
    #[serde(default, deserialize_with = "present")]
    sha256: Option<Digest>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMark {
    mark: Mark,
    #[serde(default)]
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filter {
    #[serde(default)]
    show: OutcomeFilter,
    after: Option<String>,
    limit: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Period {
    #[serde(default)]
    by: ResultsBy,
    days: Option<u32>,
}

impl TryFrom<Outcome> for Told {
    type Error = Failure;

    fn try_from(Outcome { amount, currency, counterparty, evidence, note }: Outcome) -> Result<Self, Failure> {
        let amount = match (amount, currency) {
            (Some(amount), Some(currency)) => Some(Sum::read(&amount, &currency).map_err(|error| Failure::invalid(error.to_string()))?),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(Failure::invalid("`amount` and `currency` go together")),
        };
        let (link, voucher) = evidence.map_or((None, None), |Evidence { link, sha256 }| (link, sha256));
        Ok(Self { amount, counterparty, link, voucher, note })
    }
}

pub(super) async fn tell(
    State(api): State<Api>,
    Agent(agent): Agent,
    path: Path<String>,
    Body(outcome): Body<Outcome>,
) -> Result<StatusCode, Failure> {
    api.gate.tell(agent, id(&path)?, outcome.try_into()?).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn mark(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(NewMark { mark, note }): Body<NewMark>,
) -> Result<Json<ActionView>, Failure> {
    Ok(Json(api.gate.mark(me, id(&path)?, mark, note).await?))
}

pub(super) async fn list(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Filter>, QueryRejection>,
) -> Result<Json<OutcomesPage>, Failure> {
    let Query(Filter { show, after, limit }) = query.map_err(|_| Failure::invalid("this call takes `show`, `after` and `limit`"))?;
    Ok(Json(api.gate.outcomes(me, show, after.as_deref(), limit.unwrap_or(50)).await?))
}

pub(super) async fn results(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    query: Result<Query<Period>, QueryRejection>,
) -> Result<Json<ResultsView>, Failure> {
    let Query(Period { by, days }) = query.map_err(|_| Failure::invalid("this call takes `by` and `days`"))?;
    Ok(Json(api.gate.results(me, by, days.unwrap_or(30)).await?))
}
