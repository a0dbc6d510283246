//! `/sekisho/v1/grants` and `/sekisho/v1/actions/{id}/grant`: yeses that are given ahead.

use axum::{
    Json,
    extract::{Path, State},
};
use sekisho_gate::{
    GrantId, Loosened, Time,
    decide::{Answer, Seen},
    grants::NewGrant,
    view::{ActionView, GrantOffer, GrantView, GrantsView},
};
use serde::Deserialize;

use super::actions;
use crate::{
    auth::Reviewer,
    error::Failure,
    hub::Api,
    wire::{Body, unrepeated},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Give {
    digest: String,
    version: u32,
    note: String,
    times: u32,
    until: Time,
    /// Left out where everything stays as it is.
    #[serde(default, deserialize_with = "unrepeated")]
    loosened: Loosened,
}

pub(super) async fn offer(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<Json<GrantOffer>, Failure> {
    Ok(Json(api.gate.grant_offer(me, actions::id(&path)?).await?))
}

pub(super) async fn give(
    State(api): State<Api>,
    Reviewer(me): Reviewer,
    path: Path<String>,
    Body(Give { digest, version, note, times, until, loosened }): Body<Give>,
) -> Result<Json<ActionView>, Failure> {
    let answer = Answer::Grant(NewGrant { times, until, loosened, note });
    Ok(Json(api.gate.decide(me, actions::id(&path)?, Seen { digest, version }, answer).await?))
}

pub(super) async fn list(State(api): State<Api>, Reviewer(me): Reviewer) -> Result<Json<GrantsView>, Failure> {
    Ok(Json(api.gate.grants(me).await?))
}

pub(super) async fn revoke(State(api): State<Api>, Reviewer(me): Reviewer, path: Path<String>) -> Result<Json<GrantView>, Failure> {
    let id: GrantId = path.parse().map_err(|_| sekisho_gate::Error::not_found())?;
    Ok(Json(api.gate.revoke_grant(me, id).await?))
}

#[cfg(test)]
mod tests {
    use super::Give;

    #[test]
    fn a_place_is_loosened_once() {
        let body = |loosened: &str| {
            let text =
                format!(r#"{{"digest":"d","version":1,"note":"n","times":1,"until":"2026-12-01T00:00:00Z","loosened":{{{loosened}}}}}"#);
            serde_json::from_str::<Give>(&text)
        };
        let (one, other) = (r#""/amount":{"may":"up_to","value":"1"}"#, r#""/\u0061mount":{"may":"up_to","value":"9"}"#);
        assert_eq!(body(one).unwrap().loosened.len(), 1);
        for repeated in [format!("{one},{one}"), format!("{one},{other}")] {
            assert!(body(&repeated).is_err(), "{repeated}");
        }
    }
}
