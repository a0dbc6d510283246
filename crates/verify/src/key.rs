//! The public key of a ledger, as one line of text (the verifier key of C2SP `signed-note`): `NAME+ID+KEY`.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::hash::bytes_of_hex;

/// What says that a key is for Ed25519.
const ED25519: u8 = 1;

/// A public key, and the name under which it signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

/// A text that is no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a public key is one line such as `NAME+0a1b2c3d+AW…`")]
pub struct ParseKeyError;

impl PublicKey {
    /// The key that signs as `name`.
    ///
    /// # Errors
    /// When the name is empty or holds a space or a `+`, or the bytes are no key.
    pub fn new(name: &str, key: &[u8; 32]) -> Result<Self, ParseKeyError> {
        let is_name = !name.is_empty() && name.chars().all(|c| !c.is_whitespace() && !c.is_control() && c != '+');
        let key = VerifyingKey::from_bytes(key).map_err(|_| ParseKeyError)?;
        if is_name && !key.is_weak() { Ok(Self { name: name.to_owned(), key }) } else { Err(ParseKeyError) }
    }

    /// The name under which it signs, which is also the name of its ledger.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The short id by which signatures name it.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new().chain_update(&self.name).chain_update([b'\n', ED25519]).chain_update(self.key.as_bytes()).finalize();
        let [first, second, third, fourth, ..]: [u8; 32] = hash.into();
        [first, second, third, fourth]
    }

    /// A signature as text: the id of the key and the signature.
    #[must_use]
    pub fn signature(id: [u8; 4], signature: &[u8; 64]) -> String {
        STANDARD.encode(id.into_iter().chain(*signature).collect::<Vec<_>>())
    }

    /// The line of a signature under a note.
    #[must_use]
    pub fn signature_line(&self, signature: &[u8; 64]) -> String {
        format!("\u{2014} {} {}\n", self.name, Self::signature(self.id(), signature))
    }

    /// Whether a line is this key's signature of a text. None where it is somebody else's.
    pub(crate) fn has_signed(&self, text: &str, line: &str) -> Option<bool> {
        let (name, encoded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let bytes = STANDARD.decode(encoded).ok()?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        if name != self.name || *id != self.id() {
            return None;
        }
        let signature = Signature::from_slice(signature);
        Some(signature.is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok()))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: Vec<_> = [ED25519].into_iter().chain(*self.key.as_bytes()).collect();
        write!(f, "{}+{:08x}+{}", self.name, u32::from_be_bytes(self.id()), STANDARD.encode(bytes))
    }
}

impl FromStr for PublicKey {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, ParseKeyError> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next()) else { return Err(ParseKeyError) };
        let bytes = STANDARD.decode(encoded).map_err(|_| ParseKeyError)?;
        let Some((&ED25519, key)) = bytes.split_first() else { return Err(ParseKeyError) };
        let key = Self::new(name, key.try_into().map_err(|_| ParseKeyError)?)?;
        if bytes_of_hex(id) == Some(key.id()) { Ok(key) } else { Err(ParseKeyError) }
    }
}
