//! The key that signs the ledger. Whoever has it can sign another past, so it is for its owner's eyes only.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signer, SigningKey};
use sekisho_store::{Seal, StoreError};
use sekisho_verify::PublicKey;

pub(crate) use self::change::open;
pub use self::keystore::KeyStoreError;
use crate::{chance, directory::Directory, error::OpenError, view::KeyPlace};

mod change;
mod keystore;
mod place;

/// How a private key begins as text, as others write it (`signed-note`).
const PRIVATE: &str = "PRIVATE+KEY+";

/// What says that a key is for Ed25519.
const ED25519: u8 = 1;

/// A key, and the name of the ledger that it signs.
pub(crate) struct LedgerKey {
    private: SigningKey,
    public: PublicKey,
    place: RwLock<KeyPlace>,
}

impl LedgerKey {
    /// The key of a data directory, and whether it was made now as there was none. It is on disk before anything is signed with it.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds no key, or the key lies in a key store that does not give it.
    pub(crate) async fn of(directory: &Directory) -> Result<(Arc<Self>, bool), OpenError> {
        if let Some(text) = directory.ledger_key()? {
            return Ok((Arc::new(Self::read(text.trim()).ok_or(OpenError::LedgerKey)?), false));
        }
        if let Some(text) = directory.ledger_pub()? {
            return Ok((Arc::new(Self::kept(&text).await?), false));
        }
        let (id, seed) = chance::for_ledger()?;
        let name = format!("sekisho/ledger-{:08x}", u32::from_be_bytes(id));
        let key = Self::new(&name, &seed).ok_or(OpenError::LedgerKey)?;
        directory.keep_ledger_key(&key.text())?;
        Ok((Arc::new(key), true))
    }

    /// The key in the key store of which this is the public half.
    async fn kept(public: &str) -> Result<Self, OpenError> {
        let public: PublicKey = public.parse().map_err(|_| OpenError::LedgerPub)?;
        let text = keystore::get(name_of(&public)).await.map_err(OpenError::KeyStore)?;
        let key = Self::read(&text).filter(|key| key.public == public).ok_or(OpenError::KeyStore(KeyStoreError::NoKey))?;
        key.set_place(KeyPlace::Keystore);
        Ok(key)
    }

    fn new(name: &str, seed: &[u8; 32]) -> Option<Self> {
        let private = SigningKey::from_bytes(seed);
        let public = PublicKey::new(name, private.verifying_key().as_bytes()).ok()?;
        Some(Self { private, public, place: RwLock::new(KeyPlace::File) })
    }

    fn read(text: &str) -> Option<Self> {
        let (name, rest) = text.strip_prefix(PRIVATE)?.split_once('+')?;
        let (_, encoded) = rest.split_once('+')?;
        let bytes = STANDARD.decode(encoded).ok()?;
        let (&ED25519, seed) = bytes.split_first()? else { return None };
        Self::new(name, seed.try_into().ok()?).filter(|key| key.text() == text)
    }

    fn text(&self) -> String {
        let bytes: Vec<_> = [ED25519].into_iter().chain(self.private.to_bytes()).collect();
        format!("{PRIVATE}{}+{:08x}+{}", self.public.name(), u32::from_be_bytes(self.public.id()), STANDARD.encode(bytes))
    }

    /// Where it lies.
    pub(crate) fn place(&self) -> KeyPlace {
        *self.place.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_place(&self, place: KeyPlace) {
        *self.place.write().unwrap_or_else(PoisonError::into_inner) = place;
    }
}

/// What a key is kept under in a key store.
fn name_of(public: &PublicKey) -> String {
    format!("{}+{:08x}", public.name(), u32::from_be_bytes(public.id()))
}

impl Seal for LedgerKey {
    fn key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, text: &str) -> [u8; 64] {
        self.private.sign(text.as_bytes()).to_bytes()
    }

    fn salt(&self) -> Result<[u8; 16], StoreError> {
        chance::for_salt().map_err(|_| StoreError::NoChance)
    }
}

impl fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LedgerKey").field(&self.public.to_string()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_key_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(&folder.path().join("new")).unwrap();
        let (key, is_new) = LedgerKey::of(&directory).await.unwrap();
        let (again, is_new_again) = LedgerKey::of(&directory).await.unwrap();
        assert!(is_new && !is_new_again);
        assert_eq!((key.key(), key.sign("text")), (again.key(), again.sign("text")));
        assert!(key.key().name().starts_with("sekisho/ledger-"));
        assert!(!format!("{key:?}").contains(key.text().splitn(5, '+').last().unwrap()), "the private key stands in no log");
        directory.keep_ledger_key("PRIVATE+KEY+sekisho+00000000+AA==").unwrap();
        assert!(matches!(LedgerKey::of(&directory).await, Err(OpenError::LedgerKey)));
    }
}
