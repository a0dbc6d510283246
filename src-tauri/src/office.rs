//! Where the window's calls go: the hub in this process, or the one that was running before.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use anyhow::Context;
use sekisho_api::{
    desk::Desk,
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
    desk: RwLock<Desk>,
    hub: Mutex<Option<Hub>>,
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
        Ok(Self(Arc::new(Inner { directory, desk: RwLock::new(desk), hub: Mutex::new(hub) })))
    }

    pub(crate) fn desk(&self) -> Desk {
        self.0.desk.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.0.directory
    }

    /// Whether quitting this window stops the hub.
    pub(crate) fn is_hub(&self) -> bool {
        self.desk().is_here()
    }

    /// Looks again where the hub listens: it may have come back on another address.
    pub(crate) fn look_again(&self) {
        if self.is_hub() {
            return;
        }
        if let Some(desk) = Desk::of_running(&self.0.directory) {
            *self.0.desk.write().unwrap_or_else(PoisonError::into_inner) = desk;
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
