//! `POST /sekisho/v1/outcomes/{id}`: the executor tells how much an action really moved. An agent's call.

use axum::extract::{Path, State};
use http::StatusCode;
use sekisho_gate::Sum;
use serde::Deserialize;

use crate::{auth::Agent, error::Failure, hub::Api, wire::Body};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    /// A plain decimal such as `48000` or `12.50`.
    amount: String,
    /// ISO 4217 code.
    currency: String,
}

pub(super) async fn tell(
    State(api): State<Api>,
    Agent(agent): Agent,
    path: Path<String>,
    Body(Outcome { amount, currency }): Body<Outcome>,
) -> Result<StatusCode, Failure> {
    let id = path.parse().map_err(|_| sekisho_gate::Error::not_found())?;
    let actual = Sum::read(&amount, &currency).map_err(|error| Failure::invalid(error.to_string()))?;
    api.gate.tell_actual(agent, id, actual).await?;
    Ok(StatusCode::NO_CONTENT)
}
