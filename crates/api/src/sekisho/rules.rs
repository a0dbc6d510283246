//! `/sekisho/v1/rules`: what actions are judged by, tried before it is saved.

use axum::{
    Json,
    extract::{Path, State},
};
use sekisho_gate::{
    Fault, Overrides,
    standards::NewStandards,
    view::{EditionTexts, StandardsView},
};
use serde::{Deserialize, Serialize};

use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, unrepeated},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    rules: String,
    guardrails: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    edition: u32,
    rules: String,
    guardrails: String,
    #[serde(deserialize_with = "unrepeated")]
    scorecard: Overrides,
    note: String,
}

#[derive(Serialize)]
pub(super) struct Checked {
    faults: Vec<Fault>,
}

pub(super) async fn show(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<StandardsView>, Failure> {
    Ok(Json(api.gate.rules(me).await?))
}

pub(super) async fn edition(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<Json<EditionTexts>, Failure> {
    let edition = path.parse().map_err(|_| sekisho_gate::Error::not_found())?;
    Ok(Json(api.gate.edition(me, edition).await?))
}

pub(super) async fn check(State(api): State<Api>, Reviewer(me): Reviewer, Body(body): Body<Texts>) -> Result<Json<Checked>, Failure> {
    Ok(Json(Checked { faults: api.gate.check_rules(me, body.rules, body.guardrails).await? }))
}

pub(super) async fn set(State(api): State<Api>, Reviewer(me): Reviewer, Body(body): Body<Set>) -> Result<Json<StandardsView>, Failure> {
    let Set { edition, rules, guardrails, scorecard, note } = body;
    Ok(Json(api.gate.set_rules(me, NewStandards { edition, rules, guardrails, scorecard, note }).await?))
}

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn a_line_of_the_scorecard_is_set_once() {
        let body = |points: &str| {
            let text = format!(r#"{{"edition":0,"rules":"","guardrails":"","scorecard":{{{points}}},"note":"n"}}"#);
            serde_json::from_str::<Set>(&text)
        };
        assert_eq!(body(r#""amount.small":3"#).unwrap().scorecard.len(), 1);
        assert!(body(r#""amount.small":3,"amount.small":9"#).is_err());
    }
}
