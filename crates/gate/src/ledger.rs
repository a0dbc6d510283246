//! The ledger for those who check it: its key, its checkpoints, all of its entries, and the proof of one.

use sekisho_core::{
    id::{ActionId, ReviewerId},
    ledger::{Custody, Entry, LedgerExported},
};
use sekisho_store::{Differs, Reader, Signed};
use sekisho_verify::{Problem, PublicKey, Verifier};

use crate::{
    Gate,
    error::{Code, Error},
    view::LedgerView,
};

/// How many entries an exported ledger has between two checkpoints, but for those that were committed at once.
const BETWEEN: u64 = 256;

/// How many entries are read at once.
const PAGE: u32 = 500;

/// How many actions are compared at once.
const COMPARED: u32 = 200;

/// An export of the ledger under way.
#[derive(Debug)]
pub struct LedgerExport {
    by: ReviewerId,
    lines: Lines,
}

/// The lines of an exported ledger, a piece at a time.
#[derive(Debug)]
struct Lines {
    gate: Gate,
    /// How many entries were written so far; none before the first line.
    written: Option<u64>,
    /// The checkpoint that comes next.
    next: Option<Signed>,
    /// The checkpoint at its end.
    end: Signed,
    /// The entries with which the key changes. The checkpoint after each of them is there, as it is what the key before has signed.
    changes: Vec<u64>,
}

/// What was found when all of the ledger was looked at.
#[derive(Debug)]
pub struct LedgerCheck {
    /// How many entries it has.
    pub entries: u64,
    /// The first thing that is wrong.
    pub fault: Option<LedgerFault>,
}

/// What is wrong with the ledger.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFault {
    /// It is not as it was signed.
    #[error("is not as it was signed: {0}; restore the data directory from a backup")]
    Entries(Problem),
    /// The tables say something else.
    #[error("and the tables differ: {0}; restore the data directory from a backup")]
    Tables(Differs),
}

impl Gate {
    /// What the ledger is called, the key to check it with, and its newest checkpoint.
    ///
    /// # Errors
    /// When `me` is no reviewer, or the database fails.
    pub async fn ledger(&self, me: ReviewerId) -> Result<LedgerView, Error> {
        self.viewer(me)?;
        let mut reader = self.store().read().await?;
        let last = self.last_checkpoint(&mut reader).await?;
        let (key, signer) = (self.ledger_key(), self.signer_of(&mut reader, &last).await?);
        Ok(LedgerView {
            name: key.name().to_owned(),
            key: key.to_string(),
            size: last.checkpoint.size,
            checkpoint: last.checkpoint.note(&signer, &last.signature),
            key_in: self.signer().place(),
            witness: self.witness().view(),
        })
    }

    /// Starts an export of the whole ledger, which is on record itself.
    ///
    /// # Errors
    /// When `by` is no reviewer, or the database fails.
    pub async fn export_ledger(&self, by: ReviewerId) -> Result<LedgerExport, Error> {
        self.viewer(by)?;
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    Ok::<_, Error>(
                        tx.append(gate.clock().now(), None, Entry::Custody(Custody::LedgerExported(LedgerExported { by }))).await?,
                    )
                })
            })
            .await?;
        Ok(LedgerExport { by, lines: Lines::of(self, &mut self.store().read().await?).await? })
    }

    /// The proof that what decided an action is in the ledger, or its newest entry if nothing has.
    ///
    /// # Errors
    /// When `me` is no reviewer, there is no such action, or the database fails.
    pub async fn proof(&self, me: ReviewerId, id: ActionId) -> Result<String, Error> {
        self.viewer(me)?;
        let mut reader = self.store().read().await?;
        let case = reader.case(id).await?.ok_or_else(Error::not_found)?;
        let seq = reader.telling_entry(case.seq).await?.ok_or_else(Error::not_found)?;
        // The entry may be of a commit that this connection saw before its checkpoint, never the other way round.
        let last = self.last_checkpoint(&mut reader).await?;
        Ok(self.proof_of(&mut reader, seq, &last).await?.to_string())
    }

    /// Looks at all of the ledger, and at whether the tables say what it says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn check_ledger(&self) -> Result<LedgerCheck, Error> {
        let mut reader = self.store().read().await?;
        let mut lines = Lines::of(self, &mut reader).await?;
        let (entries, signer) = (lines.end.checkpoint.size, self.signer_of(&mut reader, &lines.end).await?);
        drop(reader);
        let mut verifier = Verifier::new(&signer, Vec::new());
        let faulty = |problem| Ok(LedgerCheck { entries, fault: Some(LedgerFault::Entries(problem)) });
        while let Some(piece) = lines.next_piece().await? {
            for line in piece.split_inclusive(|byte| *byte == b'\n') {
                if let Err(fault) = verifier.line(line) {
                    return faulty(fault.problem);
                }
            }
        }
        if let Err(fault) = verifier.finish() {
            return faulty(fault.problem);
        }
        let mut after = 0;
        while let Some((last, differing)) = self.store().read().await?.compare(after, COMPARED).await? {
            if let Some(first) = differing.into_iter().next() {
                return Ok(LedgerCheck { entries, fault: Some(LedgerFault::Tables(first)) });
            }
            after = last;
        }
        Ok(LedgerCheck { entries, fault: None })
    }

    /// The key that has signed a checkpoint.
    pub(crate) async fn signer_of(&self, reader: &mut Reader, signed: &Signed) -> Result<PublicKey, Error> {
        let keys = self.ledger_keys(reader).await?;
        let its = keys.into_iter().find(|key| key.id() == signed.key);
        its.ok_or_else(|| Error::new(Code::Internal, "nobody knows which key has signed this"))
    }

    /// All keys that the ledger had, the newest first.
    pub(crate) async fn ledger_keys(&self, reader: &mut Reader) -> Result<Vec<PublicKey>, Error> {
        let before = reader.key_changes().await?.into_iter().rev().map(|change| change.before);
        Ok(std::iter::once(self.ledger_key().clone()).chain(before).collect())
    }

    pub(crate) async fn last_checkpoint(&self, reader: &mut Reader) -> Result<Signed, Error> {
        reader.last_checkpoint().await?.ok_or_else(|| Error::new(Code::Internal, "the ledger is empty"))
    }
}

impl LedgerExport {
    /// The next piece of the file; none at its end.
    ///
    /// # Errors
    /// When the database fails. The file is then not whole.
    pub async fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        // Whoever is revoked reads no further.
        self.lines.gate.viewer(self.by)?;
        self.lines.next_piece().await
    }
}

impl Lines {
    async fn of(gate: &Gate, reader: &mut Reader) -> Result<Self, Error> {
        let (end, changes) = (gate.last_checkpoint(reader).await?, reader.key_changes().await?);
        Ok(Self { gate: gate.clone(), written: None, next: None, end, changes: changes.into_iter().map(|change| change.seq).collect() })
    }

    async fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let size = self.end.checkpoint.size;
        let Some(written) = self.written else {
            self.written = Some(0);
            return Ok(Some(Verifier::first_line(self.gate.ledger_key(), size).into_bytes()));
        };
        if written == size {
            return Ok(None);
        }
        let mut reader = self.gate.store().read().await?;
        let change = self.changes.iter().copied().find(|seq| *seq > written).unwrap_or(u64::MAX);
        let wanted = written.saturating_add(BETWEEN).min(change).min(size);
        let signed = match self.next.take() {
            None => reader.checkpoint_from(wanted).await?,
            begun => begun,
        };
        let signed = signed.unwrap_or_else(|| self.end.clone());
        let until = signed.checkpoint.size;
        let limit = u32::try_from(until - written).unwrap_or(PAGE).min(PAGE);
        let mut lines = String::new();
        for (seq, line) in reader.ledger_lines(written, limit).await? {
            lines.push_str(&line);
            lines.push('\n');
            self.written = Some(seq);
        }
        if self.written == Some(until) {
            let Signed { checkpoint, key, signature } = &signed;
            lines.push_str(&Verifier::signed_line(checkpoint, &PublicKey::signature(*key, signature)));
        } else {
            self.next = Some(signed);
        }
        Ok(Some(lines.into_bytes()))
    }
}
