//! `GET /sekisho/v1/actions/{id}/report`: the record of one action, as a file.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::header,
    response::IntoResponse,
};
use sekisho_gate::Language;
use serde::Deserialize;

use super::actions::id;
use crate::{auth::Reviewer, error::Failure, hub::Api};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    language: Code,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Code {
    Ja,
    En,
}

pub(super) async fn record(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<impl IntoResponse, Failure> {
    let Query(Wanted { language }) = wanted.map_err(|_| Failure::invalid("this call takes `language` (`ja` or `en`)"))?;
    let language = match language {
        Code::Ja => Language::Japanese,
        Code::En => Language::English,
    };
    let pdf = api.gate.decision_record(me, id(&path)?, language).await?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf))
}
