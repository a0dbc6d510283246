//! Where the key lies: in a file of the data directory, or in the key store of this computer's user.

use std::{fs, io};

use sekisho_core::{
    id::ReviewerId,
    ledger::{Custody, Entry, LedgerKeyMoved},
};
use sekisho_store::Seal;

use super::{LedgerKey, keystore, name_of};
use crate::{
    Gate,
    directory::{Directory, DirectoryError},
    error::{Code, Error},
    view::KeyPlace,
};

/// The file with the key.
pub(super) const LEDGER_KEY: &str = "ledger.key";

/// The file with only its public half, for a key that lies in a key store. Where both are, the key lies in its file: whatever moved
/// it has not come to its end.
pub(super) const LEDGER_PUB: &str = "ledger.pub";

impl Directory {
    /// The key that signs the ledger, as text. None if there is none.
    pub(super) fn ledger_key(&self) -> Result<Option<String>, DirectoryError> {
        self.text(LEDGER_KEY)
    }

    /// The public half of a key that lies in a key store, as text. None if there is none.
    pub(super) fn ledger_pub(&self) -> Result<Option<String>, DirectoryError> {
        self.text(LEDGER_PUB)
    }

    /// Keeps the key that signs the ledger, for its owner's eyes only.
    pub(super) fn keep_ledger_key(&self, text: &str) -> Result<(), DirectoryError> {
        self.write(LEDGER_KEY, format!("{text}\n").as_bytes())
    }

    /// Removes a key that has signed nothing, or lies in a key store by now.
    pub(crate) fn forget_ledger_key(&self) -> Result<(), DirectoryError> {
        fs::remove_file(self.path().join(LEDGER_KEY)).map_err(|source| self.unusable(source))
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<String>, DirectoryError> {
        match fs::read_to_string(self.path().join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(self.unusable(source)),
        }
    }
}

impl LedgerKey {
    /// Moves the key. It is in one of both places at every moment, and what breaks off leaves it where it was.
    async fn move_to(&self, directory: &Directory, to: KeyPlace) -> Result<(), Error> {
        let (name, failed) = (name_of(self.key()), |error: DirectoryError| Error::new(Code::Internal, error.to_string()));
        match to {
            KeyPlace::Keystore => {
                keystore::keep(name, self.text()).await.map_err(|error| {
                    Error::new(Code::Conflict, format!("this computer has no key store that takes the key ({error}); it stays in its file"))
                })?;
                directory.write(LEDGER_PUB, format!("{}\n", self.key()).as_bytes()).map_err(failed)?;
                directory.forget_ledger_key().map_err(failed)?;
            }
            KeyPlace::File => {
                directory.keep_ledger_key(&self.text()).map_err(failed)?;
                fs::remove_file(directory.path().join(LEDGER_PUB)).map_err(|source| failed(directory.unusable(source)))?;
                if let Err(error) = keystore::forget(name).await {
                    tracing::warn!("The key store still has the ledger's key ({error})");
                }
            }
        }
        self.set_place(to);
        Ok(())
    }
}

impl Gate {
    /// Moves the key that signs the ledger, which is on record.
    ///
    /// # Errors
    /// When `by` is no administrator, there is no key store that takes it, or something cannot be written.
    pub async fn move_ledger_key(&self, by: ReviewerId, directory: &Directory, to: KeyPlace) -> Result<(), Error> {
        self.administrator(by)?;
        if self.signer().place() == to {
            return Ok(());
        }
        self.signer().move_to(directory, to).await?;
        let (gate, keystore) = (self.clone(), to == KeyPlace::Keystore);
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let entry = Entry::Custody(Custody::LedgerKeyMoved(LedgerKeyMoved { by, keystore }));
                    Ok::<_, Error>(tx.append(gate.clock().now(), None, entry).await?)
                })
            })
            .await
    }
}
