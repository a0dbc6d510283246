//! `POST /sekisho/v1/observations`: an agent has read this. The one call here that agents make.

use axum::extract::State;
use http::StatusCode;
use sekisho_gate::observe::Observed;
use serde::Deserialize;

use crate::{
    auth::Agent,
    error::Failure,
    hub::Api,
    wire::{Body, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Observation {
    session: String,
    origin: String,
    text: String,
    #[serde(default, rename = "ref", deserialize_with = "present")]
    reference: Option<String>,
}

pub(super) async fn observe(State(api): State<Api>, Agent(agent): Agent, Body(read): Body<Observation>) -> Result<StatusCode, Failure> {
    let Observation { session, origin, text, reference } = read;
    api.gate.observe(agent, Observed { session, origin, text, reference }).await?;
    Ok(StatusCode::NO_CONTENT)
}
