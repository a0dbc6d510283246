//! The only place that asks for randomness.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::error::{Code, Error};

/// What makes an id unique.
pub(crate) fn for_id() -> Result<[u8; 10], Error> {
    bytes()
}

/// What a ledger is told apart by, and the seed of its key.
pub(crate) fn for_ledger() -> Result<([u8; 4], [u8; 32]), Error> {
    Ok((bytes()?, bytes()?))
}

/// What a record of the ledger is hashed with.
pub(crate) fn for_salt() -> Result<[u8; 16], Error> {
    bytes()
}

/// A credential of 256 bits, with a prefix that tells people and scanners what it is.
pub(crate) fn token(prefix: &str) -> Result<String, Error> {
    Ok(format!("{prefix}{}", BASE64_URL_SAFE_NO_PAD.encode(bytes::<32>()?)))
}

/// What is kept of a credential. It has too many possible values to be guessed, so a plain hash is enough.
pub(crate) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::new(Code::Internal, "the computer gives no random numbers"))?;
    Ok(bytes)
}
