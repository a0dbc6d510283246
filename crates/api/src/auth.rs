//! Whose call it is. The two kinds of credential never overlap.

use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderMap, header, request::Parts},
};
use sekisho_gate::{AgentId, Caller, Code, Error, ReviewerId};

use crate::{error::Failure, hub::Api};

/// The agent whose call it is.
pub(crate) struct Agent(pub(crate) AgentId);

/// The reviewer whose call it is. Auditors are among them on calls that only look, and on no other.
pub(crate) struct Reviewer(pub(crate) ReviewerId);

/// The reviewer who stops agents: like [`Reviewer`], but that they signed in is put on record after their call, as nothing may stand
/// before a halt.
pub(crate) struct Stopper(pub(crate) ReviewerId);

impl FromRequestParts<Api> for Agent {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        match caller(&parts.headers, api)? {
            Caller::Agent(agent) => {
                api.gate.count_call(agent)?;
                Ok(Self(agent))
            }
            Caller::Reviewer(_) => Err(Error::new(Code::Forbidden, "this call takes an agent's credential").into()),
        }
    }
}

impl FromRequestParts<Api> for Reviewer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        let me = reviewer(parts, api).await?;
        api.gate.sign_in(me).await?;
        Ok(Self(me))
    }
}

impl FromRequestParts<Api> for Stopper {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        reviewer(parts, api).await.map(Self)
    }
}

async fn reviewer(parts: &Parts, api: &Api) -> Result<ReviewerId, Failure> {
    match caller(&parts.headers, api)? {
        Caller::Reviewer(reviewer) => {
            // Here, and by the method, so that no call that changes something can forget it.
            if !parts.method.is_safe() {
                api.gate.check_say(reviewer)?;
            }
            Ok(reviewer)
        }
        Caller::Agent(agent) => {
            // Each of these is put on record, so that they are counted too.
            api.gate.count_call(agent)?;
            // The path only: a query may hold anything. The whole path: the router cuts off what it has matched.
            let whole = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
            let call: String = format!("{} {}", parts.method, whole.path()).chars().take(200).collect();
            api.gate.overstepped(agent, call).await?;
            Err(Error::new(Code::Forbidden, "an agent's credential cannot review").into())
        }
    }
}

fn caller(headers: &HeaderMap, api: &Api) -> Result<Caller, Failure> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Failure::unauthorized()) };
    let token = value.to_str().ok().and_then(|value| value.split_once(' ')).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let (_, token) = token.ok_or_else(Failure::unauthorized)?;
    Ok(api.gate.authenticate(token.trim())?)
}
