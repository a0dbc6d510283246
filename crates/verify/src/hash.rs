//! The Merkle tree of RFC 6962: hashes of leaves and nodes, and the root over all that was added so far.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// A SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; 32]);

/// A text that is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 lower-case hexadecimal digits")]
pub struct ParseHashError;

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Hash {
    type Err = ParseHashError;

    fn from_str(text: &str) -> Result<Self, ParseHashError> {
        bytes_of_hex(text).map(Self).ok_or(ParseHashError)
    }
}

impl Hash {
    /// As base64, as checkpoints and proofs have it.
    #[must_use]
    pub fn to_base64(&self) -> String {
        STANDARD.encode(self.0)
    }

    pub(crate) fn from_base64(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok()?.try_into().ok().map(Self)
    }
}

/// Bytes from hexadecimal digits of which each has one spelling.
pub(crate) fn bytes_of_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if pairs.len() != N || !rest.is_empty() {
        return None;
    }
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

/// The hash of a leaf: of a zero byte and what the leaf says.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(leaf).finalize().into())
}

/// The hash of a node: of a one byte and the hashes below it.
#[must_use]
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    Hash(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// The hash under which a record stands in its leaf: of its salt and its bytes.
#[must_use]
pub fn body_hash(salt: &[u8; 16], record: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update(salt).chain_update(record).finalize().into())
}

/// A tree that only grows, without what is below its largest complete parts: enough for its root.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    /// The roots of its complete parts, the largest first: one for each bit of the size that is set.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// A tree of so many leaves with these parts. None if there are more or fewer than such a tree has.
    #[must_use]
    pub fn new(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (usize::try_from(size.count_ones()).ok()? == peaks.len()).then_some(Self { size, peaks })
    }

    /// How many leaves it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of its complete parts, the largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Adds a leaf, and returns the roots of what became complete by it, the smallest first: each has twice as many leaves as the one
    /// before.
    pub fn push(&mut self, leaf: Hash) -> Vec<Hash> {
        let mut complete = vec![leaf];
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            node = node_hash(left, node);
            complete.push(node);
        }
        self.peaks.push(node);
        self.size += 1;
        complete
    }

    /// Adds a complete part with 2 to the power of `height` leaves. The tree must be made of complete parts that are as large, or larger.
    pub fn push_part(&mut self, height: u32, part: Hash) {
        let mut node = part;
        for _ in 0..(self.size >> height).trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            node = node_hash(left, node);
        }
        self.peaks.push(node);
        self.size += 1 << height;
    }

    /// The root: of an empty tree the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev().copied();
        match peaks.next() {
            None => Hash(Sha256::digest([]).into()),
            Some(smallest) => peaks.fold(smallest, |right, left| node_hash(left, right)),
        }
    }
}
