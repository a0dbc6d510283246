//! Another key for the ledger. The one before signs that it changes, so that whoever has either of them can check all of it.
//!
//! The new key is on disk, or in the key store, before anything says so. What breaks off is finished or forgotten at the next start:
//! the database says which key is in force.

use std::{fs, io, sync::Arc};

use sekisho_core::{
    id::ReviewerId,
    ledger::{Custody, Entry, LedgerKeyMoved},
};
use sekisho_store::{Committed, Seal, Store, StoreError};

use super::{
    LedgerKey, keystore, name_of,
    place::{LEDGER_KEY, LEDGER_PUB},
};
use crate::{
    Gate, chance,
    directory::{Directory, DirectoryError},
    error::{Code, Error, OpenError},
    view::KeyPlace,
};

/// The file with a key that does not sign yet.
const NEXT_KEY: &str = "ledger.key.next";

/// The file with the public half of a key in a key store that does not sign yet.
const NEXT_PUB: &str = "ledger.pub.next";

/// Opens the database with the key that signs it.
pub(crate) async fn open(
    directory: &Directory,
    on_commit: impl Fn(&[Committed]) + Send + Sync + 'static,
) -> Result<(Store, Arc<LedgerKey>), OpenError> {
    let (key, is_new) = LedgerKey::of(directory).await?;
    let on_commit = Arc::new(on_commit);
    let open = |key: &Arc<LedgerKey>| {
        let (database, key, heard) = (directory.database(), Arc::clone(key), Arc::clone(&on_commit));
        async move { Store::open(&database, key, move |committed: &[Committed]| heard(committed)).await }
    };
    let (store, key) = match open(&key).await {
        Ok(store) => {
            LedgerKey::forget_next(directory).await?;
            (store, key)
        }
        // A key that was made now has signed nothing of what is there.
        Err(StoreError::NotAsSigned) if is_new => {
            directory.forget_ledger_key()?;
            return Err(OpenError::NoLedgerKey);
        }
        Err(StoreError::NotAsSigned) => {
            let next = LedgerKey::next_of(directory).await?.ok_or(StoreError::NotAsSigned)?;
            let store = open(&next).await?;
            key.gives_way(directory).await?;
            (store, next)
        }
        Err(error) => return Err(error.into()),
    };
    tracing::info!(key.place = key.place().name(), "The ledger's key lies in the {}", key.place().name());
    Ok((store, key))
}

impl LedgerKey {
    /// The key that is to sign next. None if there is none.
    async fn next_of(directory: &Directory) -> Result<Option<Arc<Self>>, OpenError> {
        if let Some(text) = directory.text(NEXT_KEY)? {
            return Ok(Some(Arc::new(Self::read(text.trim()).ok_or(OpenError::LedgerKey)?)));
        }
        match directory.text(NEXT_PUB)? {
            Some(text) => Ok(Some(Arc::new(Self::kept(&text).await?))),
            None => Ok(None),
        }
    }

    /// Forgets a key that never came to sign.
    async fn forget_next(directory: &Directory) -> Result<(), DirectoryError> {
        if let Some(public) = directory.text(NEXT_PUB)?.and_then(|text| text.parse().ok())
            && let Err(error) = keystore::forget(name_of(&public)).await
        {
            tracing::warn!("The key store has a key that signs nothing ({error})");
        }
        for name in [NEXT_KEY, NEXT_PUB] {
            match fs::remove_file(directory.path().join(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(directory.unusable(error)),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// Keeps this key beside the one that signs now, in the same kind of place.
    async fn keep_as_next(&self, directory: &Directory, place: KeyPlace) -> Result<(), Error> {
        let failed = |error: DirectoryError| Error::new(Code::Internal, error.to_string());
        match place {
            KeyPlace::File => directory.write(NEXT_KEY, format!("{}\n", self.text()).as_bytes()).map_err(failed)?,
            KeyPlace::Keystore => {
                keystore::keep(name_of(self.key()), self.text()).await.map_err(|error| {
                    Error::new(Code::Conflict, format!("the key store does not take another key ({error}); the key stays as it is"))
                })?;
                directory.write(NEXT_PUB, format!("{}\n", self.key()).as_bytes()).map_err(failed)?;
            }
        }
        self.set_place(place);
        Ok(())
    }

    /// Leaves its place to the next one. The private half is kept nowhere: what it has signed is checked with the public one.
    async fn gives_way(&self, directory: &Directory) -> Result<(), DirectoryError> {
        let (next, own) = match self.place() {
            KeyPlace::File => (NEXT_KEY, LEDGER_KEY),
            KeyPlace::Keystore => (NEXT_PUB, LEDGER_PUB),
        };
        let path = |name| directory.path().join(name);
        fs::rename(path(next), path(own)).map_err(|source| directory.unusable(source))?;
        if self.place() == KeyPlace::Keystore
            && let Err(error) = keystore::forget(name_of(self.key())).await
        {
            tracing::warn!("The key store still has the key before ({error})");
        }
        Ok(())
    }
}

impl Gate {
    /// Has another key sign the ledger, which is on record. The key before signs that entry, and the new one the next. Gives the public
    /// half of the new one.
    ///
    /// # Errors
    /// When `by` is no administrator, or something cannot be written: the key then stays as it is.
    pub async fn change_ledger_key(&self, by: ReviewerId, directory: &Directory) -> Result<String, Error> {
        self.administrator(by)?;
        let (_, seed) = chance::for_ledger()?;
        let next = LedgerKey::new(self.ledger_key().name(), &seed).ok_or_else(|| Error::new(Code::Internal, "no key came of it"))?;
        let place = self.signer().place();
        next.keep_as_next(directory, place).await?;
        let (gate, public, seal) = (self.clone(), next.key().to_string(), Arc::new(next));
        // If this fails, the next key stays where it is: a start tells whether it signs.
        self.store().write(move |tx| Box::pin(async move { Ok::<_, Error>(tx.change_key(gate.clock().now(), by, seal).await?) })).await?;
        self.signer().gives_way(directory).await.map_err(|error: DirectoryError| Error::new(Code::Internal, error.to_string()))?;
        // The new key signs that it is there.
        let (gate, keystore) = (self.clone(), place == KeyPlace::Keystore);
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let entry = Entry::Custody(Custody::LedgerKeyMoved(LedgerKeyMoved { by, keystore }));
                    Ok::<_, Error>(tx.append(gate.clock().now(), None, entry).await?)
                })
            })
            .await?;
        Ok(public)
    }
}

#[cfg(test)]
mod tests {
    use sekisho_core::id::ReviewerId;
    use sekisho_verify::{Verified, Verifier};

    use super::*;
    use crate::limits::Limits;

    async fn opened(directory: &Directory) -> (Gate, ReviewerId) {
        let gate = Gate::open(directory, Limits::DEFAULT).await.unwrap();
        let token = gate.owner_credential("Owner").await.unwrap();
        let crate::Caller::Reviewer(owner) = gate.authenticate(&token).unwrap() else { panic!("a reviewer") };
        (gate, owner)
    }

    async fn verified(gate: &Gate, owner: ReviewerId, key: &sekisho_verify::PublicKey) -> Verified {
        let (mut export, mut verifier) = (gate.export_ledger(owner).await.unwrap(), Verifier::new(key, Vec::new()));
        while let Some(piece) = export.next_piece().await.unwrap() {
            piece.split_inclusive(|byte| *byte == b'\n').for_each(|line| verifier.line(line).unwrap());
        }
        verifier.finish().unwrap()
    }

    #[tokio::test]
    async fn each_of_the_keys_checks_all_of_the_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(&folder.path().join("data")).unwrap();
        let mut keys = Vec::new();
        for _ in 0..3 {
            let (gate, owner) = opened(&directory).await;
            keys.push(gate.ledger_key().clone());
            for key in &keys {
                let known: Vec<_> = verified(&gate, owner, key).await.keys.into_iter().map(|(_, key)| key).collect();
                assert_eq!(known, keys, "all of them, the oldest first");
            }
            assert!(gate.check_ledger().await.unwrap().fault.is_none());
            let told = gate.change_ledger_key(owner, &directory).await.unwrap();
            assert_ne!(told, gate.ledger_key().to_string());
            gate.close();
        }
        let left: Vec<_> = fs::read_dir(directory.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert!(!left.iter().any(|name| name == NEXT_KEY), "the keys before are kept nowhere: {left:?}");
    }

    #[tokio::test]
    async fn what_breaks_off_is_finished_or_forgotten_at_the_next_start() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(&folder.path().join("data")).unwrap();
        let path = |name: &str| directory.path().join(name);
        // Broken off before the entry was written.
        let (gate, _) = opened(&directory).await;
        let first = gate.ledger_key().clone();
        gate.close();
        let (_, seed) = chance::for_ledger().unwrap();
        LedgerKey::new(first.name(), &seed).unwrap().keep_as_next(&directory, KeyPlace::File).await.unwrap();
        let (gate, owner) = opened(&directory).await;
        assert!(*gate.ledger_key() == first && !path(NEXT_KEY).exists(), "nothing says that it signs");
        // Broken off after it.
        let before = fs::read(path(LEDGER_KEY)).unwrap();
        let told = gate.change_ledger_key(owner, &directory).await.unwrap();
        gate.close();
        fs::rename(path(LEDGER_KEY), path(NEXT_KEY)).unwrap();
        fs::write(path(LEDGER_KEY), &before).unwrap();
        let (gate, owner) = opened(&directory).await;
        assert_eq!(gate.ledger_key().to_string(), told, "the database says which one signs");
        assert_eq!(verified(&gate, owner, &first).await.keys.len(), 2);
        gate.close();
        // Whoever puts the key before back cannot go on.
        fs::write(path(LEDGER_KEY), &before).unwrap();
        let refused = Gate::open(&directory, Limits::DEFAULT).await;
        assert!(matches!(refused, Err(OpenError::Store(StoreError::NotAsSigned))), "{refused:?}");
    }
}
