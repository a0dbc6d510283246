//! What is turned away at the door, before anything is read or done: other sites in a browser, and credentials in addresses.

use std::net::SocketAddr;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;

use crate::error::Failure;

/// The largest body, in bytes.
pub(crate) const BODY_MAX: usize = 1024 * 1024;

pub(crate) async fn guard(State(address): State<SocketAddr>, request: Request, next: Next) -> Response {
    match check(address, request.headers(), request.uri()) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}

fn check(address: SocketAddr, headers: &HeaderMap, uri: &Uri) -> Result<(), Failure> {
    // A name that resolves to this computer is how a web page gets here; only our own addresses are ours.
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let is_other = |host: &str| !is_ours(host, address.port());
    // The request line may name a host as well, and then that one counts (RFC 9112).
    if hosts.next().is_some() || host.is_none_or(is_other) || uri.authority().is_some_and(|named| is_other(named.as_str())) {
        return Err(Failure::new(StatusCode::MISDIRECTED_REQUEST, "invalid_request", "misdirected", "this host is not Sekisho"));
    }
    // Agents and the window are no web pages, so whatever has an origin is one.
    if headers.contains_key(header::ORIGIN) {
        return Err(Failure::new(StatusCode::FORBIDDEN, "permission", "foreign_origin", "web pages may not call Sekisho"));
    }
    // Addresses end up in logs and histories.
    if holds_credential(uri) {
        return Err(Failure::invalid("a credential goes into the `Authorization` header, never into the address"));
    }
    Ok(())
}

fn is_ours(host: &str, port: u16) -> bool {
    ["127.0.0.1", "localhost", "[::1]"]
        .iter()
        .any(|name| host.strip_prefix(name).is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80)))
}

fn holds_credential(uri: &Uri) -> bool {
    let target = decoded(&uri.to_string());
    let names = |pair: &str| {
        let key = decoded(pair.split('=').next().unwrap_or_default());
        matches!(key.as_str(), "token" | "access_token" | "authorization" | "api_key" | "key" | "bearer")
    };
    target.contains("sekisho_agent_")
        || target.contains("sekisho_reviewer_")
        || uri.query().is_some_and(|query| query.split('&').any(names))
}

/// What a part of an address says in small letters, however it is written, and however often that was written anew.
fn decoded(part: &str) -> String {
    let mut text = part.to_ascii_lowercase();
    // Each turn makes it shorter, so this ends.
    loop {
        let next = percent_decode_str(&text).decode_utf8_lossy().to_ascii_lowercase();
        if next.len() >= text.len() {
            return text;
        }
        text = next;
    }
}
