//! A request as AAP v1 writes it. Arguments and context are the bytes that were sent.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use sekisho_gate::{
    No, Time,
    answer::{Receipt, Status},
};
use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
pub(super) struct Request {
    id: String,
    tool: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    server: Option<String>,
    arguments: Box<RawValue>,
    timeout: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_reasoning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<Box<RawValue>>,
    status: &'static str,
    created_at: String,
    deadline_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decision>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consumption: Option<Consumption>,
}

#[derive(Serialize)]
struct Decision {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    decided_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
}

#[derive(Serialize)]
struct Consumption {
    consumed_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<Outcome>,
}

#[derive(Serialize)]
struct Outcome {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    reported_at: String,
}

/// Answers with an action as its agent sees it.
pub(super) fn respond(status: StatusCode, receipt: Receipt) -> Response {
    match Request::try_from(receipt) {
        Ok(request) => (status, Json(request)).into_response(),
        // The stored text was JSON when it came in.
        Err(_) => crate::error::Failure::from(sekisho_gate::Error::new(sekisho_gate::Code::Internal, "a stored action does not read back"))
            .into_response(),
    }
}

impl TryFrom<Receipt> for Request {
    type Error = serde_json::Error;

    fn try_from(receipt: Receipt) -> Result<Self, serde_json::Error> {
        let (status, decision, consumption) = decided(&receipt.id.to_string(), receipt.status);
        Ok(Self {
            id: receipt.id.to_string(),
            tool: receipt.tool,
            server: receipt.server,
            arguments: RawValue::from_string(receipt.arguments)?,
            timeout: receipt.timeout,
            agent_reasoning: receipt.agent_reasoning,
            context: receipt.context.map(RawValue::from_string).transpose()?,
            status,
            created_at: stamp(receipt.created_at),
            deadline_at: stamp(receipt.deadline_at),
            decision,
            consumption,
        })
    }
}

/// What an agent is told where nobody has written anything, so that a model knows what to do with the answer.
const APPROVED: &str = "A person approved exactly this call. Run it once, before the approval expires.";
const EXPIRED: &str = "Nobody answered in time, so it must not run. Ask again if it is still needed, or go on without it.";
const CANCELLED: &str = "It was withdrawn and must not run.";

fn decided(id: &str, status: Status) -> (&'static str, Option<Decision>, Option<Consumption>) {
    let no = |status, at, note: Option<String>| {
        (status, Some(Decision { status, note: note.filter(|note| !note.is_empty()), decided_at: stamp(at), expires_at: None }), None)
    };
    match status {
        Status::Pending => ("pending", None, None),
        Status::Denied { at, note, how } => no("denied", at, Some(refusal(id, note.unwrap_or_default(), how))),
        Status::Expired { at } => no("expired", at, Some(EXPIRED.to_owned())),
        Status::Cancelled { at } => no("cancelled", at, Some(CANCELLED.to_owned())),
        Status::Approved { approval, consumption, outcome } => {
            let decision = Decision {
                status: "approved",
                note: Some(approval.note.unwrap_or_else(|| APPROVED.to_owned())),
                decided_at: stamp(approval.at),
                expires_at: Some(stamp(approval.expires_at)),
            };
            let outcome = outcome.map(|outcome| Outcome {
                status: if outcome.succeeded { "succeeded" } else { "failed" },
                note: outcome.note,
                reported_at: stamp(outcome.at),
            });
            ("approved", Some(decision), consumption.map(|consumption| Consumption { consumed_at: stamp(consumption.at), outcome }))
        }
    }
}

/// What an agent is told after a no: the reviewer's words, and what would be a yes.
fn refusal(id: &str, words: String, how: No) -> String {
    match how {
        No::Rejected => words,
        No::AskedBack => format!(
            "{words}\n\nIt was sent back with this question. Ask again with the answer in `agent_reasoning`, and with \
             `\"resubmits\": \"{id}\"` in `context`."
        ),
        No::Amended { arguments, until } => format!(
            "{words}\n\nThe same call with exactly these arguments, in the same session and once, is approved by the same person if it is \
             asked for until {}: {arguments}",
            stamp(until)
        ),
    }
}

fn stamp(time: Time) -> String {
    time.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}
