//! The key store of this computer's user: the Secret Service on Linux, the keychain on macOS, the credential manager on Windows.
//! It may ask the person to unlock it, and it may not be there at all.

use std::{thread, time::Duration};

use keyring::v1::{Entry, Error};
use tokio::sync::oneshot;

/// What our entries are found by, beside the name of the ledger and the id of its key.
const SERVICE: &str = "sekisho";

/// How long it may take: somebody may have to type a password first.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why the key store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyStoreError {
    /// It answers, and does not have the key.
    #[error("it does not have this key")]
    NoKey,
    /// It did not answer in time.
    #[error("it does not answer, or nobody unlocked it in time")]
    Silent,
    /// It is locked, or there is none.
    #[error("{0}")]
    Failed(String),
}

/// The key that is kept under this name.
pub(super) async fn get(name: String) -> Result<String, KeyStoreError> {
    let key = ask(move || entry(&name)?.get_secret()).await?;
    String::from_utf8(key).map_err(|_| KeyStoreError::NoKey)
}

/// Keeps a key under this name, and looks whether it is there.
pub(super) async fn keep(name: String, key: String) -> Result<(), KeyStoreError> {
    let kept = ask(move || {
        let entry = entry(&name)?;
        entry.set_secret(key.as_bytes())?;
        Ok(entry.get_secret()? == key.as_bytes())
    });
    if kept.await? { Ok(()) } else { Err(KeyStoreError::Failed("it did not keep the key as it was".to_owned())) }
}

/// Keeps it no longer.
pub(super) async fn forget(name: String) -> Result<(), KeyStoreError> {
    ask(move || entry(&name)?.delete_credential()).await
}

fn entry(name: &str) -> Result<Entry, Error> {
    Entry::store_status().as_ref().map_err(|error| Error::NotSupportedByStore(error.to_string()))?;
    Entry::new(SERVICE, name)
}

/// Asks in a thread of its own: it waits for a person, and the hub must be able to end without it.
async fn ask<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, KeyStoreError> {
    let (done, answer) = oneshot::channel();
    let failed = |error: &dyn std::fmt::Display| KeyStoreError::Failed(error.to_string());
    let spawned = thread::Builder::new().name("keystore".to_owned()).spawn(move || {
        // Whoever asked may have gone.
        let _ = done.send(work());
    });
    spawned.map_err(|error| failed(&error))?;
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(Ok(Ok(found))) => Ok(found),
        Ok(Ok(Err(Error::NoEntry))) => Err(KeyStoreError::NoKey),
        Ok(Ok(Err(Error::NotSupportedByStore(why)))) => Err(KeyStoreError::Failed(why)),
        Ok(Ok(Err(error))) => Err(failed(&error)),
        Ok(Err(_)) => Err(failed(&"it broke off")),
        Err(_) => Err(KeyStoreError::Silent),
    }
}
