//! Who reads about which decision, and whether they have.

use sekisho_core::{id::ReviewerId, review::Duty, time::Time};

use crate::{Reader, StoreError, Tx, row};

impl Tx {
    /// Gives the action at `seq` to those who are to read about it, each once.
    ///
    /// # Errors
    /// When one has it already, or the database fails.
    pub async fn circulate(&mut self, seq: i64, readers: &[(ReviewerId, Duty)]) -> Result<(), StoreError> {
        for (reader, duty) in readers {
            let (reader, confirms) = (reader.as_bytes().as_slice(), *duty == Duty::ReviewAfter);
            sqlx::query!("INSERT INTO readings (reviewer_id, seq, confirms) VALUES (?1, ?2, ?3)", reader, seq, confirms)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Notes that a reader has read it. Tells whether it was still to be read by them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read_by(&mut self, seq: i64, reader: ReviewerId, now: Time) -> Result<bool, StoreError> {
        let (reader, now) = (reader.as_bytes().as_slice(), now.timestamp_micros());
        let read =
            sqlx::query!("UPDATE readings SET read_at = ?3 WHERE reviewer_id = ?1 AND seq = ?2 AND read_at IS NULL", reader, seq, now);
        Ok(read.execute(self.connection()).await?.rows_affected() > 0)
    }
}

impl Reader {
    /// How many decisions somebody has still to read about, `most` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unread(&mut self, reader: ReviewerId, most: u32) -> Result<u32, StoreError> {
        let reader = reader.as_bytes().as_slice();
        Ok(sqlx::query_scalar!(
            r#"SELECT count(*) AS "count: u32" FROM (
                   SELECT 1 FROM readings INDEXED BY readings_open WHERE reviewer_id = ?1 AND read_at IS NULL LIMIT ?2)"#,
            reader,
            most
        )
        .fetch_one(&mut *self.0)
        .await?)
    }

    /// What somebody is to read about, or has read about if `read`, newest first.
    pub(crate) async fn cases_to_read(
        &mut self,
        (reader, read): (ReviewerId, bool),
        (from, until): (i64, i64),
        limit: u32,
    ) -> Result<Vec<row::BriefRow>, StoreError> {
        let reader = reader.as_bytes().as_slice();
        Ok(sqlx::query_as!(
            row::BriefRow,
            "SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state
             FROM (SELECT seq FROM readings WHERE reviewer_id = ?1 AND (read_at IS NOT NULL) = ?2 AND seq >= ?3 AND seq < ?4
                   ORDER BY seq DESC LIMIT ?5) AS page
             JOIN cases AS c ON c.seq = page.seq ORDER BY c.seq DESC",
            reader,
            read,
            from,
            until,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?)
    }
}
