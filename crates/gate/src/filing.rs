//! With whom and about how much actions deal, filed from the ledger behind the intake.

use crate::{Gate, error::Error};

/// How many entries are passed at once.
const STRIDE: i64 = 1_000;

/// Who reads the ledger for this.
const FOLLOWER: &str = "dealings";

impl Gate {
    /// Files the next actions, and what was told of them. Tells whether there may be more.
    pub(crate) async fn file_new(&self) -> Result<bool, Error> {
        let mut reader = self.store().read().await?;
        let (from, end) = (reader.followed(FOLLOWER).await? + 1, reader.ledger_end().await? + 1);
        let until = end.min(from + STRIDE);
        if until <= from {
            return Ok(false);
        }
        let filed = reader.to_file(from, until).await?;
        drop(reader);
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                tx.file(&filed).await?;
                Ok::<_, Error>(tx.follow(FOLLOWER, until - 1).await?)
            })
        });
        work.await?;
        Ok(until < end)
    }
}
