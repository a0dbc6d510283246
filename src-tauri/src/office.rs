//! Where the window's calls go: the hub in this process, or the one that was running before.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError, RwLock, RwLockWriteGuard},
};

use anyhow::Context;
use sekisho_api::{
    desk::{Desk, DeskError},
    hub::{Hub, HubError},
};
use sekisho_gate::{
    directory::{Directory, DirectoryError, owner_name},
    limits::Limits,
};

/// The hub as the window reaches it. Clones are the same office.
#[derive(Debug, Clone)]
pub(crate) struct Office(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    directory: Directory,
    desk: RwLock<Seat>,
    hub: Mutex<Option<Hub>>,
    /// Where the hub is, if it is on no data directory of ours.
    remote: Option<String>,
}

/// Whose calls are made.
#[derive(Debug)]
struct Seat {
    desk: Desk,
    /// Counts up with each person who sits down or gets up.
    turn: u64,
}

impl Seat {
    fn first(desk: Desk) -> RwLock<Self> {
        RwLock::new(Self { desk, turn: 0 })
    }
}

impl Office {
    /// Opens the hub in this process or, where one runs on the data directory, joins that one.
    pub(crate) async fn open(directory: Directory, listen: SocketAddr) -> anyhow::Result<Self> {
        let (desk, hub) = match Hub::open(&directory, &owner_name(), Limits::DEFAULT).await {
            Ok(mut hub) => {
                hub.listen(listen).await?;
                (hub.desk(), Some(hub))
            }
            Err(HubError::Directory(DirectoryError::InUse(_))) => {
                (Desk::of_running(&directory).context("a hub runs on this data directory, but does not tell where it listens")?, None)
            }
            Err(error) => return Err(error.into()),
        };
        Ok(Self(Arc::new(Inner { directory, desk: Seat::first(desk), hub: Mutex::new(hub), remote: None })))
    }

    /// Joins the hub at an address, as whoever signed in there last. Without a credential the hub refuses, and the window asks for one.
    pub(crate) fn join(directory: Directory, address: &str) -> Result<Self, DeskError> {
        let desk = Desk::at(address, &directory.access(address).unwrap_or_default())?;
        let remote = Some(address.to_owned());
        Ok(Self(Arc::new(Inner { directory, desk: Seat::first(desk), hub: Mutex::new(None), remote })))
    }

    /// Makes the calls with another credential from now on, if the hub takes it. Tells whether it does.
    pub(crate) async fn sign_in(&self, token: &str) -> Result<bool, DeskError> {
        let desk = self.desk().with_credential(token);
        if desk.call(http::Method::GET, "/status", None).await?.status != 200 {
            return Ok(false);
        }
        let mut seat = self.seat();
        *seat = Seat { desk, turn: seat.turn + 1 };
        if let Some(address) = &self.0.remote
            && let Err(error) = self.0.directory.keep_access(address, token)
        {
            tracing::warn!(%error, "The credential is asked for again at the next start");
        }
        Ok(true)
    }

    /// Whoever sits at a hub elsewhere gets up. The credential is kept no longer.
    pub(crate) fn sign_out(&self) {
        let mut seat = self.seat();
        if self.is_elsewhere() {
            *seat = Seat { desk: seat.desk.with_credential(""), turn: seat.turn + 1 };
            self.forget(&seat);
        }
    }

    /// The hub has refused the credential of this turn, so there is no use in keeping it.
    pub(crate) fn refused(&self, turn: u64) {
        let seat = self.seat();
        if seat.turn == turn {
            self.forget(&seat);
        }
    }

    /// With the seat in hand, so that nobody sits down meanwhile.
    fn forget(&self, _seat: &Seat) {
        if let Some(address) = &self.0.remote
            && let Err(error) = self.0.directory.forget_access(address)
        {
            tracing::warn!(%error, "The credential could not be removed");
        }
    }

    fn seat(&self) -> RwLockWriteGuard<'_, Seat> {
        self.0.desk.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn desk(&self) -> Desk {
        self.0.desk.read().unwrap_or_else(PoisonError::into_inner).desk.clone()
    }

    /// Changes with whoever sits at the desk.
    pub(crate) fn turn(&self) -> u64 {
        self.0.desk.read().unwrap_or_else(PoisonError::into_inner).turn
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.0.directory
    }

    /// Whether quitting this window stops the hub.
    pub(crate) fn is_hub(&self) -> bool {
        self.desk().is_here()
    }

    /// Whether the window joined a hub on no data directory of ours, with a credential that somebody typed in.
    pub(crate) fn is_elsewhere(&self) -> bool {
        self.0.remote.is_some()
    }

    /// Looks again where the hub listens: it may have come back on another address.
    pub(crate) fn look_again(&self) {
        if self.is_hub() || self.is_elsewhere() {
            return;
        }
        if let Some(desk) = Desk::of_running(&self.0.directory) {
            self.seat().desk = desk;
        }
    }

    /// Stops the hub, if it is ours.
    pub(crate) async fn close(&self) {
        let hub = self.0.hub.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(hub) = hub {
            hub.close().await;
        }
    }
}
