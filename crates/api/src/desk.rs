//! The reviewer's calls, made the same way whether the hub runs in this process or in another one.

use std::{pin::Pin, time::Duration};

use axum::{Router, body::Body};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt};
use http::{Method, Request, header};
use sekisho_gate::{directory::Directory, view::Live};
use tower::ServiceExt;

use crate::sekisho::ALIVE;

/// How long a call may take before the hub counts as gone. Exports are streams and have no such limit.
const CALL_MAX: Duration = Duration::from_secs(30);

/// Where a reviewer's calls go.
#[derive(Debug, Clone)]
pub struct Desk {
    token: String,
    way: Way,
}

#[derive(Debug, Clone)]
enum Way {
    Here(Box<Router>),
    There { client: reqwest::Client, base: String, directory: Option<Directory> },
}

/// What a call brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body, JSON.
    pub body: String,
}

/// A body that arrives in pieces.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, DeskError>> + Send>>;

/// What an open window hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The stream is open; the number is where it starts.
    Connected(i64),
    /// Something happened.
    Live(Live),
}

/// Why a call could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The hub does not answer.
    #[error("the hub does not answer; is it running?")]
    Unreachable,
    /// The hub answered with an error instead of a stream.
    #[error("the hub refused ({0})")]
    Refused(u16),
    /// The address is another computer's, or none.
    #[error("`{0}` is no address of this computer, such as `http://127.0.0.1:7311`; for a hub elsewhere open a tunnel to it")]
    Elsewhere(String),
    /// The answer makes no sense.
    #[error("the hub's answer could not be read")]
    Unreadable,
}

impl Desk {
    pub(crate) fn here(router: Router, token: String) -> Self {
        Self { token, way: Way::Here(Box::new(router)) }
    }

    /// The desk of the hub that runs on a data directory, if one does.
    #[must_use]
    pub fn of_running(directory: &Directory) -> Option<Self> {
        if !directory.is_locked() {
            return None;
        }
        let (base, token) = (directory.running()?.address, directory.credential()?);
        Some(Self { token, way: Way::There { client: client(), base, directory: Some(directory.clone()) } })
    }

    /// The desk at an address of this computer, where a hub listens or a tunnel to one ends. The credential is what a reviewer was given.
    ///
    /// # Errors
    /// [`DeskError::Elsewhere`] for another computer's address: nothing is encrypted on the way, so a credential does not leave this one.
    pub fn at(address: &str, token: &str) -> Result<Self, DeskError> {
        let url = reqwest::Url::parse(address).ok().filter(|url| url.scheme() == "http" && matches!(url.path(), "" | "/"));
        let own = |url: &reqwest::Url| matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        let plain = |url: &reqwest::Url| url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        let url = url.filter(own).filter(plain).ok_or_else(|| DeskError::Elsewhere(address.to_owned()))?;
        let base = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { token: token.to_owned(), way: Way::There { client: client(), base, directory: None } })
    }

    /// The same desk for whoever has this credential.
    #[must_use]
    pub fn with_credential(&self, token: &str) -> Self {
        Self { token: token.to_owned(), way: self.way.clone() }
    }

    /// Whether the hub runs in this process.
    #[must_use]
    pub fn is_here(&self) -> bool {
        matches!(self.way, Way::Here(_))
    }

    /// Makes a call. `path` is what comes behind `/sekisho/v1`.
    ///
    /// # Errors
    /// When the hub does not answer. A refusal is an answer.
    pub async fn call(&self, method: Method, path: &str, body: Option<String>) -> Result<Reply, DeskError> {
        let answer = async {
            let (status, mut pieces) = self.send(method, path, body, None).await?;
            let mut whole = Vec::new();
            while let Some(piece) = pieces.try_next().await? {
                whole.extend_from_slice(&piece);
            }
            Ok(Reply { status, body: String::from_utf8(whole).map_err(|_| DeskError::Unreadable)? })
        };
        tokio::time::timeout(CALL_MAX, answer).await.map_err(|_| DeskError::Unreachable)?
    }

    /// Makes a call whose answer arrives in pieces, such as an export.
    ///
    /// # Errors
    /// When the hub does not answer, or refuses.
    pub async fn stream(&self, path: &str) -> Result<Pieces, DeskError> {
        let (status, pieces) = self.send(Method::GET, path, None, None).await?;
        if status == 200 { Ok(pieces) } else { Err(DeskError::Refused(status)) }
    }

    /// What happens from now on, or after event `after`; with notices if the caller shows them (`aloud`).
    /// It ends when the hub goes away or falls silent.
    ///
    /// # Errors
    /// When the hub does not answer, or refuses.
    pub async fn events(&self, after: Option<i64>, aloud: bool) -> Result<impl Stream<Item = Told> + Send + use<>, DeskError> {
        let (status, pieces) = self.send(Method::GET, if aloud { "/events?notices=true" } else { "/events" }, None, after).await?;
        if status != 200 {
            return Err(DeskError::Refused(status));
        }
        let reader = Reader { pieces, text: Vec::new() };
        Ok(futures_util::stream::unfold(reader, |mut reader| async move { reader.next().await.map(|told| (told, reader)) }))
    }

    async fn send(&self, method: Method, path: &str, body: Option<String>, last_event: Option<i64>) -> Result<(u16, Pieces), DeskError> {
        let mut request = Request::builder().method(method).header(header::AUTHORIZATION, format!("Bearer {}", self.token));
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if let Some(seq) = last_event {
            request = request.header("last-event-id", seq);
        }
        let body = body.unwrap_or_default();
        match &self.way {
            Way::Here(router) => {
                let request = request.uri(format!("/sekisho/v1{path}")).body(Body::from(body)).map_err(|_| DeskError::Unreadable)?;
                let response = router.clone().oneshot(request).await.map_err(|never| match never {})?;
                let status = response.status().as_u16();
                let pieces = response.into_body().into_data_stream().map_err(|_| DeskError::Unreachable);
                Ok((status, pieces.boxed()))
            }
            Way::There { client, base, directory } => {
                // The credential goes to the hub, and not to whoever has taken its address since it went.
                // The lock first: whoever takes it removes what a dead hub has left, so a notice read before may be one of those.
                let is_there =
                    |directory: &Directory| directory.is_locked() && directory.running().is_some_and(|running| running.address == *base);
                if !directory.as_ref().is_none_or(is_there) {
                    return Err(DeskError::Unreachable);
                }
                let request = request.uri(format!("{base}/sekisho/v1{path}")).body(body).map_err(|_| DeskError::Unreadable)?;
                let request = reqwest::Request::try_from(request).map_err(|_| DeskError::Unreadable)?;
                let response = client.execute(request).await.map_err(|_| DeskError::Unreachable)?;
                let status = response.status().as_u16();
                Ok((status, response.bytes_stream().map_err(|_| DeskError::Unreachable).boxed()))
            }
        }
    }
}

/// Only the hub that was named is called, whatever the environment says of proxies.
fn client() -> reqwest::Client {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).connect_timeout(CALL_MAX).build();
    client.unwrap_or_default()
}

/// A value as part of an address.
#[must_use]
pub fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Reads server-sent events as the hub writes them: one `id` and one `data` line each.
struct Reader {
    pieces: Pieces,
    text: Vec<u8>,
}

impl Reader {
    async fn next(&mut self) -> Option<Told> {
        loop {
            while let Some(end) = self.text.windows(2).position(|pair| pair == b"\n\n") {
                let event: Vec<u8> = self.text.drain(..end + 2).collect();
                if let Some(told) = read(&String::from_utf8(event).ok()?) {
                    return Some(told);
                }
            }
            // A hub that is there shows it every few seconds.
            let piece = tokio::time::timeout(ALIVE * 3, self.pieces.next()).await.ok()??.ok()?;
            self.text.extend_from_slice(&piece);
        }
    }
}

fn read(event: &str) -> Option<Told> {
    let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim_start));
    if field("event") == Some("start") {
        return field("id")?.parse().ok().map(Told::Connected);
    }
    serde_json::from_str(field("data")?).ok().map(Told::Live)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_credential_goes_to_a_hub_that_runs_and_to_nobody_who_took_its_address() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(folder.path()).unwrap();
        directory.keep_credential("secret").unwrap();
        let thief = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", thief.local_addr().unwrap());
        let lock = directory.lock().unwrap();
        lock.announce(&address).unwrap();
        let desk = Desk::of_running(&directory).unwrap();
        let left_behind = std::fs::read(folder.path().join("hub.json")).unwrap();
        drop(lock);
        std::fs::write(folder.path().join("hub.json"), left_behind).unwrap();
        assert!(Desk::of_running(&directory).is_none(), "a notice without a lock is a leftover");
        assert!(matches!(desk.call(Method::GET, "/status", None).await, Err(DeskError::Unreachable)), "an old desk notices too");
        let nobody_called = tokio::time::timeout(Duration::from_millis(50), thief.accept()).await.is_err();
        assert!(nobody_called, "and nothing was sent");
    }

    #[test]
    fn a_credential_does_not_leave_the_computer() {
        for address in ["http://127.0.0.1:7311", "http://localhost:7311/", "http://[::1]:7311"] {
            assert!(Desk::at(address, "secret").is_ok(), "{address}");
        }
        for address in
            ["http://example.com:7311", "https://127.0.0.1:7311", "http://a@127.0.0.1:7311", "http://127.0.0.1:7311/x", "127.0.0.1:7311"]
        {
            assert!(matches!(Desk::at(address, "secret"), Err(DeskError::Elsewhere(_))), "{address}");
        }
    }

    #[test]
    fn a_time_zone_survives_the_address() {
        assert_eq!(escaped("00:00+09:00 送金"), "00%3A00%2B09%3A00%20%E9%80%81%E9%87%91");
    }

    #[test]
    fn events_are_read_as_they_are_written() {
        assert_eq!(read("id: 12\nevent: start\ndata: \n\n"), Some(Told::Connected(12)));
        assert_eq!(read(":\n\n"), None, "a sign of life tells nothing");
        let live = read("id: 13\ndata: {\"seq\":13,\"at\":\"2026-11-22T00:00:00Z\",\"about\":\"agents\"}\n\n");
        assert!(matches!(live, Some(Told::Live(Live { seq: 13, .. }))), "{live:?}");
    }
}
