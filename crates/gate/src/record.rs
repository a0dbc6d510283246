//! Decision records 決裁書: one action as a file for whoever answers for it, which proves itself.

use sekisho_core::{
    action::Digest,
    id::{ActionId, ReviewerId},
    ledger::{Custody, Entry, ReportMade},
    review::State,
};
use sekisho_report::{Language, Names, Proved, Record, pdf};
use sekisho_store::{Reader, Signed, StoreError, actions::Case};
use sekisho_verify::{Proof, report_hash, seal};
use tokio::sync::Semaphore;

use crate::{
    Gate,
    error::{Code, Error},
};

/// Laying out takes a while and much memory, so it is done for one at a time.
static PRESS: Semaphore = Semaphore::const_new(1);

impl Gate {
    /// The record of one action as a PDF file. That it was made is on record, and the proof of that is in the file.
    ///
    /// # Errors
    /// When `me` is no reviewer, there is no such action, it cannot be laid out, or the database fails.
    pub async fn decision_record(&self, me: ReviewerId, id: ActionId, language: Language) -> Result<Vec<u8>, Error> {
        let made_by = self.viewer(me)?.name;
        let mut reader = self.store().read().await?;
        let case = reader.case(id).await?.ok_or_else(Error::not_found)?;
        let now = self.clock().now();
        let way = match &case.state {
            State::Held(held) => held.way.as_deref().cloned(),
            State::Approved(_)
            | State::Consumed { .. }
            | State::Reported { .. }
            | State::Denied { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => reader.way(case.seq).await?,
        };
        let history = reader.history(case.seq).await?;
        let aftermath = reader.aftermath(case.seq).await?;
        let proved = self.proved(&mut reader, &case).await?;
        drop(reader);
        let Case { seq, action, assessment, state, .. } = case;
        let zone = self.settings().get().time_zone;
        let names = self.names();
        let record = Record { action, assessment, state, way, history, aftermath, names, zone, made_at: now, made_by, proved };
        let report = record.mark();
        let pdf = self.laid_out(move || pdf::record(&record, language)).await?;
        self.issue(Some(me), Some((seq, id)), report, &pdf).await
    }

    /// Lays pages out, beside the calls.
    pub(crate) async fn laid_out(&self, lay: impl FnOnce() -> Result<Vec<u8>, pdf::Error> + Send + 'static) -> Result<Vec<u8>, Error> {
        let turn = PRESS.acquire().await.map_err(|_| StoreError::Closed)?;
        let pages = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            lay()
        });
        let pages = pages.await.map_err(|_| StoreError::Closed)?;
        pages.map_err(|error| {
            tracing::error!(error = %error, "A report could not be laid out");
            Error::new(Code::Internal, "the report could not be laid out")
        })
    }

    /// Puts a report on record, and the proof of that into the report. `report` stands in it, and tells it apart.
    pub(crate) async fn issue(
        &self,
        by: Option<ReviewerId>,
        about: Option<(i64, ActionId)>,
        report: String,
        pdf: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let no_room = || Error::new(Code::Internal, "the report has no room for its proof");
        let sha256 = Digest(report_hash(pdf).ok_or_else(no_room)?.0);
        let gate = self.clone();
        let seq = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(by) = by {
                        // Whoever was revoked in the meantime gets nothing.
                        gate.viewer(by)?;
                    }
                    tx.append(gate.clock().now(), about, Entry::Custody(Custody::ReportMade(ReportMade { by, report, sha256 }))).await?;
                    tx.last_appended().ok_or_else(Error::not_found)
                })
            })
            .await?;
        let mut reader = self.store().read().await?;
        let seq = u64::try_from(seq).map_err(|_| no_room())?;
        let last = self.last_checkpoint(&mut reader).await?;
        let proof = self.proof_of(&mut reader, seq, &last).await?;
        seal(pdf, &proof.to_string()).ok_or_else(no_room)
    }

    /// The proof that an entry is in the ledger of this checkpoint.
    pub(crate) async fn proof_of(&self, reader: &mut Reader, seq: u64, last: &Signed) -> Result<Proof, Error> {
        let (_, entry) = reader.ledger_lines(seq - 1, 1).await?.pop().ok_or_else(Error::not_found)?;
        let path = reader.path(seq, last.checkpoint.size).await?;
        let signer = self.signer_of(reader, last).await?;
        Ok(Proof { entry, path, checkpoint: last.checkpoint.note(&signer, &last.signature) })
    }

    async fn proved(&self, reader: &mut Reader, case: &Case) -> Result<Proved, Error> {
        let entry = reader.telling_entry(case.seq).await?.ok_or_else(Error::not_found)?;
        let last = self.last_checkpoint(reader).await?;
        let key = self.signer_of(reader, &last).await?;
        Ok(Proved {
            ledger: key.name().to_owned(),
            entry,
            size: last.checkpoint.size,
            root: last.checkpoint.root.to_string(),
            key_id: format!("{:08x}", u32::from_be_bytes(key.id())),
            proof: self.proof_of(reader, entry, &last).await?.to_string(),
        })
    }

    fn names(&self) -> Names {
        Names {
            reviewers: self.registry().reviewers().into_iter().map(|reviewer| (reviewer.id, reviewer.name)).collect(),
            agents: self.registry().agents().into_iter().map(|agent| (agent.id, agent.name)).collect(),
        }
    }
}
