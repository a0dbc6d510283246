//! Which key signs which part of a ledger. A change of the key is an entry that the key before it has signed, so that whoever has one
//! of them can follow all of them.

use crate::{Checkpoint, Hash, Leaf, ParseCheckpointError, Problem, PublicKey};

/// What the event is called with which the key changes.
pub const KEY_CHANGED: &str = "ledger_key_changed";

/// The keys of a ledger, as far as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Keyring<'k> {
    given: &'k PublicKey,
    /// The keys that have signed, the oldest first, each with the entry that brought it; 0 for the first.
    keys: Vec<(u64, PublicKey)>,
    /// The key that signs after the next checkpoint, and the entry that says so.
    next: Option<(u64, PublicKey)>,
    /// What keys before the given one have signed, until it is known which they are.
    held: Vec<Signed>,
    /// Whether the given key has signed anything. What another key says of it proves nothing.
    has_signed: bool,
}

/// A checkpoint as it stands in a file.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    /// After which entry.
    pub(crate) after: u64,
    /// Its size and root as text.
    pub(crate) size: String,
    pub(crate) root: String,
    /// The id of the key and the signature.
    pub(crate) signature: String,
}

impl Signed {
    /// What it says, signed or not.
    fn said(&self) -> Result<Checkpoint, Problem> {
        let bad = Problem::Checkpoint { after: self.after, why: ParseCheckpointError::NoCheckpoint };
        let (size, root) = self.size.parse().ok().zip(Hash::from_base64(&self.root)).ok_or(bad)?;
        Ok(Checkpoint { size, root })
    }

    fn read(&self, key: &PublicKey) -> Result<Checkpoint, Problem> {
        let Self { after, size, root, signature } = self;
        let note = format!("{}\n{size}\n{root}\n\n\u{2014} {} {signature}\n", key.name(), key.name());
        Checkpoint::read(&note, key).map_err(|why| Problem::Checkpoint { after: *after, why })
    }
}

impl<'k> Keyring<'k> {
    pub(crate) fn new(given: &'k PublicKey) -> Self {
        Self { given, keys: Vec::new(), next: None, held: Vec::new(), has_signed: false }
    }

    pub(crate) fn given(&self) -> &'k PublicKey {
        self.given
    }

    /// Takes in an entry: it may say that the key changes.
    pub(crate) fn entry(&mut self, leaf: &Leaf<'_>, record: Option<&str>) -> Result<(), Problem> {
        if leaf.event != KEY_CHANGED {
            return Ok(());
        }
        let bad = Problem::Key { seq: leaf.seq };
        let (from, to) = record.and_then(keys_of).ok_or(bad)?;
        let is_of_this = from.name() == self.given.name() && to.name() == self.given.name() && from != to;
        // Two in one commit would leave a key that has signed nothing.
        if !is_of_this || self.next.is_some() {
            return Err(bad);
        }
        match self.keys.last() {
            Some((_, known)) if *known != from => return Err(bad),
            // The first key is the one that the first change says, unless it is given and has signed by now.
            None => self.keys.push((0, from)),
            Some(_) => {}
        }
        self.next = Some((leaf.seq, to));
        Ok(())
    }

    /// Takes in a checkpoint, and tells what it says of the ledger.
    pub(crate) fn checkpoint(&mut self, signed: Signed) -> Result<Checkpoint, Problem> {
        if self.keys.is_empty() {
            match signed.read(self.given) {
                Ok(_) => self.keys.push((0, self.given.clone())),
                Err(Problem::Checkpoint { why: ParseCheckpointError::OtherKey, .. }) => {}
                Err(problem) => return Err(problem),
            }
        }
        let Some((_, key)) = self.keys.last() else {
            let said = signed.said()?;
            self.held.push(signed);
            return Ok(said);
        };
        let checkpoint = signed.read(key)?;
        self.has_signed |= key == self.given;
        // All that is held comes before the first change.
        if let Some((_, first)) = self.keys.first() {
            for held in std::mem::take(&mut self.held) {
                held.read(first)?;
            }
        }
        self.keys.extend(self.next.take());
        Ok(checkpoint)
    }

    /// All keys that have signed, the oldest first, each with the entry that brought it.
    ///
    /// # Errors
    /// When the given key is none of them.
    pub(crate) fn finish(self, after: u64) -> Result<Vec<(u64, PublicKey)>, Problem> {
        let nothing_is_signed = self.keys.is_empty() && self.held.is_empty();
        if self.has_signed || nothing_is_signed {
            return Ok(self.keys);
        }
        let after = self.held.first().map_or(after, |first| first.after);
        Err(Problem::Checkpoint { after, why: ParseCheckpointError::OtherKey })
    }
}

/// The keys before and after a change. The record ends with them, in this order, and a key needs no escapes.
fn keys_of(record: &str) -> Option<(PublicKey, PublicKey)> {
    let (rest, to) = record.strip_suffix("\"}")?.rsplit_once("\",\"to\":\"")?;
    let (_, from) = rest.rsplit_once(",\"from\":\"")?;
    Some((from.parse().ok()?, to.parse().ok()?))
}
