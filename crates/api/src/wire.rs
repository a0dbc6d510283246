//! Reading bodies strictly: JSON only, no unknown fields, no nulls, no repeated keys.

use std::{collections::BTreeMap, fmt, marker::PhantomData, time::Duration};

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, MapAccess, Visitor},
};

use crate::error::Failure;

/// How long a body may take to arrive.
const BODY_TIME_MAX: Duration = Duration::from_secs(30);

/// The body of a call, as text that is declared to be JSON.
pub(crate) struct Text(pub(crate) String);

/// That a call has no body.
pub(crate) struct NoBody;

impl<S: Send + Sync> FromRequest<S> for NoBody {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if read(request, state).await?.is_empty() { Ok(Self) } else { Err(Failure::invalid("this call has no body")) }
    }
}

/// The body of a reviewer's call.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync> FromRequest<S> for Text {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let media = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = media.split(';').next().unwrap_or_default().trim();
        // Anything else is what a form on a web page can send without asking.
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(Failure::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "invalid_request",
                "unsupported_media_type",
                "the body must be `application/json`",
            ));
        }
        let bytes = read(request, state).await?;
        String::from_utf8(bytes.into()).map(Self).map_err(|_| Failure::invalid("the body is not UTF-8"))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let Text(text) = Text::from_request(request, state).await?;
        serde_json::from_str(&text).map(Self).map_err(|error| malformed(&error))
    }
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Failure> {
    let body = tokio::time::timeout(BODY_TIME_MAX, Bytes::from_request(request, state)).await;
    let body =
        body.map_err(|_| Failure::new(StatusCode::REQUEST_TIMEOUT, "invalid_request", "body_too_slow", "the body takes too long"))?;
    body.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Failure::new(StatusCode::PAYLOAD_TOO_LARGE, "invalid_request", "body_too_large", "the body is larger than 1 MiB")
        } else {
            Failure::invalid("the body could not be read")
        }
    })
}

/// What is wrong with a body, without repeating any of it.
pub(crate) fn malformed(error: &serde_json::Error) -> Failure {
    let problem = match error.classify() {
        serde_json::error::Category::Data => "a field is unknown, missing, repeated, null, or of the wrong kind",
        serde_json::error::Category::Io | serde_json::error::Category::Syntax | serde_json::error::Category::Eof => {
            "this is not valid JSON"
        }
    };
    Failure::invalid(format!("{problem} (line {}, column {})", error.line(), error.column()))
}

/// A field that may be missing, and is never `null`.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Named values, each name once: of two, a reader could see one, and the hub do the other.
pub(crate) fn unrepeated<'de, D: Deserializer<'de>, K: Deserialize<'de> + Ord, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<K, V>, D::Error> {
    struct Named<K, V>(PhantomData<(K, V)>);

    impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for Named<K, V> {
        type Value = BTreeMap<K, V>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("named values")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut named = BTreeMap::new();
            while let Some((name, value)) = access.next_entry()? {
                if named.insert(name, value).is_some() {
                    return Err(Error::custom("a name is repeated"));
                }
            }
            Ok(named)
        }
    }

    deserializer.deserialize_map(Named(PhantomData))
}
