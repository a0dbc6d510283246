//! `/sekisho/v1/organisation`: its time zone, and when people are at work.

use axum::{Json, extract::State};
use sekisho_gate::{Organisation, WorkingHours, Zone, view::OrganisationView};
use serde::Deserialize;

use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    time_zone: Zone,
    /// Left out if people work at any time.
    #[serde(default, deserialize_with = "present")]
    working_hours: Option<WorkingHours>,
}

pub(super) async fn show(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<OrganisationView>, Failure> {
    Ok(Json(api.gate.organisation(me)?))
}

pub(super) async fn set(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    Body(Settings { time_zone, working_hours }): Body<Settings>,
) -> Result<Json<OrganisationView>, Failure> {
    Ok(Json(api.gate.set_organisation(me, Organisation { time_zone, working_hours }).await?))
}
