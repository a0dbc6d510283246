//! The hub: one gate on one data directory, with its two doors on one listener of this computer.

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use http::StatusCode;
use sekisho_gate::{
    Caller, Gate, ReviewerId, StoreError,
    directory::{Directory, DirectoryError, Lock},
    error::OpenError,
    ledger::{LedgerCheck, LedgerFault},
    limits::Limits,
    view::{KeyPlace, WitnessView},
};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    aap,
    desk::Desk,
    error::Failure,
    guard::{self, BODY_MAX},
    listener, sekisho,
};

/// Where the hub listens unless told otherwise.
pub const DEFAULT_LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 7311);

/// How many connections are open at a time; whoever comes then waits outside. Half of the files that a process may commonly have open.
pub const CONNECTIONS: u16 = 512;

/// How long calls under way may take to end when the hub stops.
const GRACE: Duration = Duration::from_secs(5);

/// What every call gets.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    pub(crate) gate: Gate,
    address: Arc<OnceLock<String>>,
}

impl Api {
    /// Where agents reach the hub; empty while it does not listen.
    pub(crate) fn address(&self) -> &str {
        self.address.get().map_or("", String::as_str)
    }
}

/// A hub that is open. It may also listen.
#[derive(Debug)]
pub struct Hub {
    api: Api,
    token: String,
    lock: Lock,
    serving: Option<JoinHandle<()>>,
}

/// Why a hub does not start, in a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// The data directory.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The database or the rules.
    #[error("{}", explain(.0))]
    Open(#[from] OpenError),
    /// The first reviewer could not be made.
    #[error(transparent)]
    Gate(#[from] sekisho_gate::Error),
    /// Somebody else listens there.
    #[error("another program uses {0}; stop it, or choose another address with `--listen`")]
    AddressTaken(SocketAddr),
    /// The address is not this computer's own.
    #[error("{0} can be reached from other computers, and Sekisho listens on this one only; choose 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    /// The address cannot be used.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

fn explain(error: &OpenError) -> String {
    match error {
        OpenError::Store(error) => match error {
            StoreError::Newer => "the database was written by a newer version of Sekisho; install that version or a later one".to_owned(),
            StoreError::Full => "the disk is full; free some space, then start Sekisho again".to_owned(),
            StoreError::Unwritable => "the database cannot be opened or written; check that you may write in the data directory".to_owned(),
            StoreError::Damaged => "the database is damaged; restore it from a backup".to_owned(),
            StoreError::NotAsSigned => format!("{error}; put that key back, or restore the data directory from a backup"),
            StoreError::Conflict
            | StoreError::OldSqlite(_)
            | StoreError::NoChance
            | StoreError::Inconsistent { .. }
            | StoreError::Closed
            | StoreError::Sqlite(_) => error.to_string(),
        },
        OpenError::Rules(_)
        | OpenError::Chart(_)
        | OpenError::Directory(_)
        | OpenError::LedgerKey
        | OpenError::NoLedgerKey
        | OpenError::LedgerPub
        | OpenError::KeyStore(_)
        | OpenError::Other(_) => error.to_string(),
    }
}

impl Hub {
    /// Opens the hub of a data directory. Whoever owns the directory is its first reviewer, called `owner`.
    ///
    /// # Errors
    /// When another hub runs on it, or it or its database cannot be used.
    pub async fn open(directory: &Directory, owner: &str, limits: Limits) -> Result<Self, HubError> {
        let lock = directory.lock()?;
        let gate = Gate::open(directory, limits).await?;
        let kept = directory.credential().filter(|token| gate.authenticate(token).is_ok());
        let token = if let Some(token) = kept {
            token
        } else {
            let token = gate.owner_credential(owner).await?;
            directory.keep_credential(&token)?;
            token
        };
        Ok(Self { api: Api { gate, address: Arc::default() }, token, lock, serving: None })
    }

    /// Starts to listen. Port 0 takes any free one. Returns where agents reach the hub, such as `http://127.0.0.1:7311`.
    ///
    /// # Errors
    /// When the address is taken, or not this computer's own.
    pub async fn listen(&mut self, address: SocketAddr) -> Result<String, HubError> {
        self.listen_for(address, CONNECTIONS).await
    }

    /// The same with room for so many connections at a time.
    ///
    /// # Errors
    /// As [`Self::listen`].
    pub async fn listen_for(&mut self, address: SocketAddr, connections: u16) -> Result<String, HubError> {
        if !address.ip().is_loopback() {
            return Err(HubError::NotLoopback(address));
        }
        let listener = TcpListener::bind(address).await.map_err(|source| {
            if source.kind() == std::io::ErrorKind::AddrInUse {
                HubError::AddressTaken(address)
            } else {
                HubError::Listen { address, source }
            }
        })?;
        let local = listener.local_addr().map_err(|source| HubError::Listen { address, source })?;
        let url = format!("http://{local}");
        // Set once: a hub listens once.
        let _ = self.api.address.set(url.clone());
        let app = router(self.api.clone()).layer(middleware::from_fn_with_state(local, guard::guard));
        let gate = self.api.gate.clone();
        self.serving = Some(tokio::spawn(async move { listener::serve(listener, app, connections, gate.closed()).await }));
        self.lock.announce(&url)?;
        self.api.gate.keep_witness();
        self.api.gate.keep_monthly();
        tracing::info!(address = url, "The gate listens on {url}");
        Ok(url)
    }

    /// The reviewer's calls of this hub, without a network between.
    #[must_use]
    pub fn desk(&self) -> Desk {
        Desk::here(router(self.api.clone()), self.token.clone())
    }

    /// Whether the database is whole.
    ///
    /// # Errors
    /// When it fails.
    pub async fn is_intact(&self) -> Result<bool, HubError> {
        Ok(self.api.gate.is_intact().await?)
    }

    /// Whether the ledger is as it was signed, and the tables say what it says. How many entries it has, or what is wrong.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn check_ledger(&self) -> Result<Result<u64, LedgerFault>, HubError> {
        let LedgerCheck { entries, fault } = self.api.gate.check_ledger().await?;
        Ok(fault.map_or(Ok(entries), Err))
    }

    /// Compares the ledger with what its witness keeps. None if there is no witness.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn check_witness(&self) -> Result<Option<WitnessView>, HubError> {
        Ok(self.api.gate.check_witness().await?)
    }

    /// Moves the key that signs the ledger, in the name of whoever owns the data directory.
    ///
    /// # Errors
    /// When they are no administrator, or the key cannot be moved.
    pub async fn move_ledger_key(&self, directory: &Directory, to: KeyPlace) -> Result<(), HubError> {
        Ok(self.api.gate.move_ledger_key(self.owner()?, directory, to).await?)
    }

    /// Has another key sign the ledger, for whoever owns the data directory. Its public half, as text.
    ///
    /// # Errors
    /// When they are no administrator, or something cannot be written.
    pub async fn change_ledger_key(&self, directory: &Directory) -> Result<String, HubError> {
        Ok(self.api.gate.change_ledger_key(self.owner()?, directory).await?)
    }

    fn owner(&self) -> Result<ReviewerId, HubError> {
        match self.api.gate.authenticate(&self.token)? {
            Caller::Reviewer(owner) => Ok(owner),
            Caller::Agent(_) => Err(sekisho_gate::Error::not_found().into()),
        }
    }

    /// Stops: no call is taken any more, and those under way get a moment to end.
    pub async fn close(self) {
        self.api.gate.close();
        if let Some(serving) = self.serving {
            let abort = serving.abort_handle();
            if tokio::time::timeout(GRACE, serving).await.is_err() {
                abort.abort();
            }
            // A command that found no hub leaves it to the next one that listens.
            self.api.gate.tell_witness().await;
        }
    }
}

fn router(api: Api) -> Router {
    Router::new()
        .nest("/aap", aap::router())
        .nest("/sekisho/v1", sekisho::router())
        .route("/healthz", get(|| async { StatusCode::NO_CONTENT }))
        .fallback(|| async { Failure::from(sekisho_gate::Error::not_found()).into_response() })
        .method_not_allowed_fallback(|| async {
            Failure::new(StatusCode::METHOD_NOT_ALLOWED, "invalid_request", "method_not_allowed", "this call is made with another method")
                .into_response()
        })
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(middleware::from_fn(carry_out))
        .with_state(api)
}

/// What changes something is carried out, also if the caller hangs up in the middle: a revocation takes more than one step.
async fn carry_out(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    tokio::spawn(next.run(request)).await.unwrap_or_else(|_| {
        // It panicked, which has told of itself.
        Failure::from(sekisho_gate::Error::new(sekisho_gate::Code::Internal, "something went wrong")).into_response()
    })
}
