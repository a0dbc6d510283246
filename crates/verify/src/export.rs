//! An exported ledger, checked line by line: nothing of it has to be in memory.

use crate::{
    Checkpoint, Entry, Frontier, Leaf, ParseCheckpointError, ParseEntryError, PublicKey,
    erasure::Missing,
    keyring::{Keyring, Signed},
};

/// How the first line begins. The name of the ledger and the number of its entries follow.
pub const FIRST_LINE: &str = "sekisho-ledger v1";

/// What the line of a checkpoint begins with.
const SIGNED: &str = "signed\t";

/// Why an exported ledger is not believed, and at which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct Fault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with an exported ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The first line is not that of a ledger.
    #[error("this is no exported ledger")]
    NoLedger,
    /// It is the ledger of another hub.
    #[error("this is another ledger than the key is for")]
    OtherLedger,
    /// An entry was changed.
    #[error("entry {seq}: {why}")]
    Entry {
        /// Its place.
        seq: u64,
        /// What of it.
        why: ParseEntryError,
    },
    /// An entry is missing, or stands where another should.
    #[error("entry {wanted} should stand here, and entry {found} does")]
    Order {
        /// Which should be here.
        wanted: u64,
        /// Which is.
        found: u64,
    },
    /// An entry is older than the one before it.
    #[error("entry {seq} is older than the one before it")]
    Time {
        /// Its place.
        seq: u64,
    },
    /// The key changes otherwise than a change is written.
    #[error("entry {seq} does not say how the key changed")]
    Key {
        /// Its place.
        seq: u64,
    },
    /// A checkpoint is no longer as it was signed, or was never signed.
    #[error("after entry {after}: {why}")]
    Checkpoint {
        /// After which entry it stands.
        after: u64,
        /// What is wrong with it.
        why: ParseCheckpointError,
    },
    /// A record is missing, and no later entry says that it was erased.
    #[error("entry {seq}: the record is missing, and no later entry says that it was erased")]
    Missing {
        /// Its place.
        seq: u64,
    },
    /// The entries are not those that were signed.
    #[error("entries {from} to {until} are not those that were signed")]
    Root {
        /// The first that may be wrong.
        from: u64,
        /// The last that may be wrong.
        until: u64,
    },
    /// The entries end before the ledger does.
    #[error("the file ends after entry {found}, and the ledger has {wanted}")]
    Short {
        /// How many there should be.
        wanted: u64,
        /// How many there are.
        found: u64,
    },
    /// Nothing is signed at its end.
    #[error("entries {from} to {until} are not signed")]
    Unsigned {
        /// The first that is not.
        from: u64,
        /// The last.
        until: u64,
    },
    /// An earlier checkpoint has more entries.
    #[error("this ledger has {found} entries, and had {wanted} before")]
    Shorter {
        /// How many it had.
        wanted: u64,
        /// How many it has.
        found: u64,
    },
    /// An earlier checkpoint is not of this ledger: one of both was told to somebody else.
    #[error("this ledger is not the one of the earlier checkpoint with {size} entries")]
    Forked {
        /// The checkpoint's size.
        size: u64,
    },
}

/// What is known of a ledger that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The checkpoint over all of it.
    pub checkpoint: Checkpoint,
    /// When its first and its last entry happened: microseconds since 1970, UTC. None if it is empty.
    pub times: Option<(i64, i64)>,
    /// Of how many entries the record was erased.
    pub erased: u64,
    /// How many earlier checkpoints it was compared with.
    pub compared: usize,
    /// The keys that have signed it, the oldest first, each with the entry that brought it; 0 for the first.
    pub keys: Vec<(u64, PublicKey)>,
}

/// A check under way.
#[derive(Debug, Clone)]
pub struct Verifier<'k> {
    keyring: Keyring<'k>,
    earlier: Vec<Checkpoint>,
    lines: u64,
    wanted: u64,
    tree: Frontier,
    signed: Checkpoint,
    times: Option<(i64, i64)>,
    erased: u64,
    missing: Missing,
    compared: usize,
}

impl<'k> Verifier<'k> {
    /// A check with this key, and against what was signed before.
    #[must_use]
    pub fn new(key: &'k PublicKey, mut earlier: Vec<Checkpoint>) -> Self {
        earlier.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size));
        let tree = Frontier::default();
        let signed = Checkpoint { size: 0, root: tree.root() };
        let keyring = Keyring::new(key);
        Self { keyring, earlier, lines: 0, wanted: 0, tree, signed, times: None, erased: 0, missing: Missing::default(), compared: 0 }
    }

    /// The first line of an export.
    #[must_use]
    pub fn first_line(key: &PublicKey, entries: u64) -> String {
        format!("{FIRST_LINE} {} {entries}\n", key.name())
    }

    /// The line of a checkpoint in an export.
    #[must_use]
    pub fn signed_line(checkpoint: &Checkpoint, signature: &str) -> String {
        format!("{SIGNED}{}\t{}\t{signature}\n", checkpoint.size, checkpoint.root.to_base64())
    }

    /// How many entries were checked so far, and how many there are to be.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.tree.size(), self.wanted)
    }

    /// Checks the next line. `bytes` are the whole line with its end.
    ///
    /// # Errors
    /// When something is wrong: no later line is looked at.
    pub fn line(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.lines += 1;
        let text = bytes.strip_suffix(b"\n").and_then(|line| str::from_utf8(line).ok());
        let checked = match (self.lines, text) {
            (1, Some(line)) => self.first(line),
            (1, None) => Err(Problem::NoLedger),
            (_, Some(line)) => match line.strip_prefix(SIGNED) {
                Some(signed) => self.checkpoint(signed),
                None => self.entry(line),
            },
            (_, None) => Err(self.broken(ParseEntryError::NoEntry)),
        };
        checked.map_err(|problem| self.fault(problem))
    }

    /// What is known, once there are no more lines.
    ///
    /// # Errors
    /// When lines are missing at the end, or the ledger is not the one of an earlier checkpoint.
    pub fn finish(self) -> Result<Verified, Fault> {
        let found = self.tree.size();
        if self.lines == 0 {
            return Err(self.fault(Problem::NoLedger));
        }
        if found != self.wanted {
            return Err(self.fault(Problem::Short { wanted: self.wanted, found }));
        }
        if self.signed.size != found {
            return Err(self.fault(Problem::Unsigned { from: self.signed.size + 1, until: found }));
        }
        if let Some(seq) = self.missing.first() {
            return Err(self.fault(Problem::Missing { seq }));
        }
        if let Some(earlier) = self.earlier.first() {
            return Err(self.fault(Problem::Shorter { wanted: earlier.size, found }));
        }
        let Self { lines, keyring, signed: checkpoint, times, erased, compared, .. } = self;
        let keys = keyring.finish(found).map_err(|problem| Fault { line: lines, problem })?;
        Ok(Verified { checkpoint, times, erased, compared, keys })
    }

    fn fault(&self, problem: Problem) -> Fault {
        Fault { line: self.lines, problem }
    }

    fn broken(&self, why: ParseEntryError) -> Problem {
        Problem::Entry { seq: self.tree.size() + 1, why }
    }

    fn first(&mut self, line: &str) -> Result<(), Problem> {
        let (ledger, entries) =
            line.strip_prefix(FIRST_LINE).and_then(|rest| rest.strip_prefix(' ')?.split_once(' ')).ok_or(Problem::NoLedger)?;
        if ledger != self.keyring.given().name() {
            return Err(Problem::OtherLedger);
        }
        self.wanted = entries.parse().map_err(|_| Problem::NoLedger)?;
        // So that each number has one spelling.
        if format!("{line}\n") != Self::first_line(self.keyring.given(), self.wanted) {
            return Err(Problem::NoLedger);
        }
        self.compare()
    }

    fn entry(&mut self, line: &str) -> Result<(), Problem> {
        let wanted = self.tree.size() + 1;
        let Entry { leaf, hash, record } = Entry::read(line).map_err(|why| self.broken(why))?;
        let Leaf { seq: found, at, .. } = leaf;
        if found != wanted {
            return Err(Problem::Order { wanted, found });
        }
        if wanted > self.wanted {
            return Err(Problem::Short { wanted: self.wanted, found });
        }
        let (first, last) = self.times.unwrap_or((at, at));
        if at < last {
            return Err(Problem::Time { seq: found });
        }
        self.times = Some((first, at));
        if !self.missing.take(&leaf, record.is_some()) {
            return Err(Problem::Missing { seq: found });
        }
        self.erased += u64::from(record.is_none());
        self.keyring.entry(&leaf, record)?;
        self.tree.push(hash);
        self.compare()
    }

    fn checkpoint(&mut self, line: &str) -> Result<(), Problem> {
        let after = self.tree.size();
        let bad = |why| Problem::Checkpoint { after, why };
        let mut columns = line.splitn(3, '\t');
        let (Some(size), Some(root), Some(signature)) = (columns.next(), columns.next(), columns.next()) else {
            return Err(bad(ParseCheckpointError::NoCheckpoint));
        };
        let signed = Signed { after, size: size.to_owned(), root: root.to_owned(), signature: signature.to_owned() };
        let checkpoint = self.keyring.checkpoint(signed)?;
        if checkpoint != (Checkpoint { size: after, root: self.tree.root() }) {
            return Err(Problem::Root { from: self.signed.size + 1, until: after });
        }
        self.signed = checkpoint;
        Ok(())
    }

    /// Compares with every earlier checkpoint of this size.
    fn compare(&mut self) -> Result<(), Problem> {
        let size = self.tree.size();
        while let Some(earlier) = self.earlier.pop_if(|earlier| earlier.size == size) {
            if earlier.root != self.tree.root() {
                return Err(Problem::Forked { size });
            }
            self.compared += 1;
        }
        Ok(())
    }
}
