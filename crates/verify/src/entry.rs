//! One entry as a line of an exported ledger: what its leaf says, and the record that the leaf holds the hash of.

use std::fmt;

use crate::{
    Hash,
    hash::{body_hash, bytes_of_hex, leaf_hash},
};

/// What the version of a leaf is called.
const VERSION: &str = "v1";

/// What a leaf says: everything that stays when a record is erased. Written as one line, it is what is hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf<'a> {
    /// Its place in the ledger, from 1.
    pub seq: u64,
    /// When it happened: microseconds since 1970, UTC.
    pub at: i64,
    /// What kind of event it is.
    pub event: &'a str,
    /// The id of the action that it is about.
    pub action: Option<&'a str>,
    /// The hash of its salt and its record.
    pub body: Hash,
}

impl fmt::Display for Leaf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION} {} {} {} {} {}", self.seq, self.at, self.event, self.action.unwrap_or("-"), self.body)
    }
}

/// A line of an exported ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What its leaf says.
    pub leaf: Leaf<'a>,
    /// The hash of the leaf.
    pub hash: Hash,
    /// The record, as JSON. None if it was erased.
    pub record: Option<&'a str>,
}

/// What is wrong with a line by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseEntryError {
    /// It is no entry.
    #[error("this line is no entry")]
    NoEntry,
    /// Its leaf was changed.
    #[error("what happened, when or about what was changed, or its hash was")]
    Leaf,
    /// Its record was changed.
    #[error("the record was changed")]
    Record,
}

impl<'a> Entry<'a> {
    /// Reads a line, without its end, and checks it by itself.
    ///
    /// # Errors
    /// When it is no entry, or was changed.
    pub fn read(line: &'a str) -> Result<Self, ParseEntryError> {
        let mut columns = line.split('\t');
        let (Some(hash), Some(text), Some(salt), Some(record), None) =
            (columns.next(), columns.next(), columns.next(), columns.next(), columns.next())
        else {
            return Err(ParseEntryError::NoEntry);
        };
        let hash = hash.parse().map_err(|_| ParseEntryError::NoEntry)?;
        if leaf_hash(text.as_bytes()) != hash {
            return Err(ParseEntryError::Leaf);
        }
        let leaf = read_leaf(text).ok_or(ParseEntryError::NoEntry)?;
        if (salt, record) == ("-", "-") {
            return Ok(Self { leaf, hash, record: None });
        }
        let salt = bytes_of_hex(salt).ok_or(ParseEntryError::Record)?;
        if body_hash(&salt, record.as_bytes()) != leaf.body {
            return Err(ParseEntryError::Record);
        }
        Ok(Self { leaf, hash, record: Some(record) })
    }

    /// The line of an entry, without its end.
    #[must_use]
    pub fn line(leaf: &Leaf<'_>, salt: &[u8; 16], record: &str) -> String {
        let text = leaf.to_string();
        format!("{}\t{text}\t{:032x}\t{record}", leaf_hash(text.as_bytes()), u128::from_be_bytes(*salt))
    }

    /// The line of an entry whose record was erased, without its end.
    #[must_use]
    pub fn erased_line(leaf: &Leaf<'_>) -> String {
        let text = leaf.to_string();
        format!("{}\t{text}\t-\t-", leaf_hash(text.as_bytes()))
    }
}

fn read_leaf(text: &str) -> Option<Leaf<'_>> {
    let mut parts = text.split(' ');
    let parts = [(); 6].map(|()| parts.next()).into_iter().chain([parts.next()]).collect::<Vec<_>>();
    let [Some(VERSION), Some(seq), Some(at), Some(event), Some(action), Some(body), None] = parts.as_slice() else { return None };
    let (seq, at) = (seq.parse().ok()?, at.parse().ok()?);
    Some(Leaf { seq, at, event, action: Some(*action).filter(|action| *action != "-"), body: body.parse().ok()? })
}
