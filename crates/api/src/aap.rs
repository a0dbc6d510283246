//! The agents' door: Agent Approval Protocol v1, to the letter of the Python package `agentapprovalprotocol`.

use axum::{
    Router,
    extract::Path,
    http::HeaderMap,
    routing::{get, post},
};
use sekisho_gate::ActionId;

use crate::{error::Failure, hub::Api};

mod cancel;
mod consume;
mod create;
mod outcome;
mod read;
mod request;

pub(crate) fn router() -> Router<Api> {
    Router::new()
        .route("/v1/requests", post(create::create))
        .route("/v1/requests/{id}", get(read::read).delete(cancel::cancel))
        .route("/v1/requests/{id}/consume", post(consume::consume))
        .route("/v1/requests/{id}/outcome", post(outcome::outcome))
}

/// The action in the path. An id that cannot be one is simply not there.
fn id(path: &Path<String>) -> Result<ActionId, Failure> {
    path.parse().map_err(|_| sekisho_gate::Error::not_found().into())
}

fn idempotency_key(headers: &HeaderMap) -> Result<&str, Failure> {
    let mut keys = headers.get_all("idempotency-key").iter();
    match (keys.next(), keys.next()) {
        (Some(key), None) => key.to_str().map_err(|_| Failure::invalid("an idempotency key is visible ASCII")),
        (None, _) => Err(Failure::invalid("this call needs an `Idempotency-Key`").named("invalid_request", "missing_idempotency_key")),
        (Some(_), Some(_)) => Err(Failure::invalid("this call needs one `Idempotency-Key`")),
    }
}
