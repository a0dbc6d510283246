//! Errors on the wire: one envelope, a status to act on, a code to branch on, a sentence to read.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use sekisho_gate::{Code, Error};
use serde::Serialize;

/// An error as a response.
#[derive(Debug)]
pub(crate) struct Failure {
    status: StatusCode,
    kind: &'static str,
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Envelope<'a> {
    error: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    code: &'a str,
    message: &'a str,
    request_id: String,
}

impl Failure {
    pub(crate) fn new(status: StatusCode, kind: &'static str, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, kind, code, message: message.into() }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Error::invalid(message).into()
    }

    pub(crate) fn unauthorized() -> Self {
        Error::new(Code::Unauthorized, String::new()).into()
    }

    /// The same with another code, where a protocol has its own word for it.
    pub(crate) fn named(self, from: &str, code: &'static str) -> Self {
        if self.code == from { Self { code, ..self } } else { self }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let (status, kind) = match error.code {
            Code::InvalidRequest | Code::InvalidRules | Code::InvalidChart => (StatusCode::BAD_REQUEST, "invalid_request"),
            Code::Unauthorized => (StatusCode::UNAUTHORIZED, "authentication"),
            Code::Forbidden | Code::NotYours | Code::OwnAgent | Code::AboveLimit => (StatusCode::FORBIDDEN, "permission"),
            Code::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Code::Conflict
            | Code::IdempotencyConflict
            | Code::AlreadyDecided
            | Code::TooLate
            | Code::NotThere
            | Code::Voted
            | Code::NotVoted
            | Code::NotTaken
            | Code::ReasonNeeded
            | Code::NotApproved
            | Code::ApprovalExpired
            | Code::AlreadyConsumed
            | Code::NotConsumed
            | Code::OutcomeConflict
            | Code::OverBudget
            | Code::BudgetUnclear
            | Code::Blocked
            | Code::NotAlike
            | Code::NotGrantable
            | Code::Halted
            | Code::HaltFile
            | Code::SamePerson
            | Code::OnHold
            | Code::StillKept
            | Code::Erased => (StatusCode::CONFLICT, "conflict"),
            Code::TooMuchRead => (StatusCode::PAYLOAD_TOO_LARGE, "invalid_request"),
            Code::RateLimited | Code::TooManyHeld => (StatusCode::TOO_MANY_REQUESTS, "rate_limit"),
            Code::StorageFull => (StatusCode::SERVICE_UNAVAILABLE, "server"),
            Code::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "server"),
        };
        Self { status, kind, code: error.code.name(), message: error.message }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        // Whoever has no credential learns nothing, not even what the call would have been.
        if self.status == StatusCode::UNAUTHORIZED {
            return (self.status, [(header::WWW_AUTHENTICATE, "Bearer")]).into_response();
        }
        let request_id = uuid::Uuid::new_v4().to_string();
        let body = Envelope { error: Body { r#type: self.kind, code: self.code, message: &self.message, request_id } };
        let mut response = (self.status, axum::Json(body)).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE || self.status == StatusCode::TOO_MANY_REQUESTS {
            // People answer slower than a clock fills up.
            let seconds = if self.code == Code::TooManyHeld.name() { "30" } else { "1" };
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static(seconds));
        }
        response
    }
}
