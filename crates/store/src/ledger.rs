//! The ledger: every event, in order, only ever appended.

use sekisho_core::{id::ActionId, ledger::Entry, time::Time};

use crate::{Committed, Reader, StoreError, Tx, actions::Case, row, tree::Sealed};

impl Tx {
    /// Appends an event about an action, or about none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn append(&mut self, at: Time, action: Option<(i64, ActionId)>, entry: Entry) -> Result<(), StoreError> {
        let (micros, place, json) = (at.timestamp_micros(), action.map(|(seq, _)| seq), row::json(&entry, "ledger")?);
        let action = action.map(|(_, id)| id);
        let Sealed { seq, salt, leaf } = self.tree.seal(at, action, &json)?;
        let (salt, leaf) = (salt.as_slice(), leaf.0.as_slice());
        sqlx::query!(
            "INSERT INTO ledger (seq, at, action, entry, salt, leaf) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            seq,
            micros,
            place,
            json,
            salt,
            leaf
        )
        .execute(self.connection())
        .await?;
        self.appended.push(Committed { seq, at, action, entry });
        Ok(())
    }

    /// The place of the last event that was appended, if one was.
    #[must_use]
    pub fn last_appended(&self) -> Option<i64> {
        self.appended.last().map(|committed| committed.seq)
    }
}

impl Reader {
    /// What happened to the action at `seq`, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn history(&mut self, seq: i64) -> Result<Vec<(Time, Entry)>, StoreError> {
        let rows = sqlx::query!("SELECT seq, at, entry FROM ledger WHERE action = ?1 ORDER BY seq", seq).fetch_all(&mut *self.0).await?;
        rows.into_iter().map(|row| Ok((row::time(row.at, "ledger", row.seq)?, entry(&row.entry, row.seq)?))).collect()
    }

    /// What happened after `seq`, oldest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ledger_after(&mut self, seq: i64, limit: u32) -> Result<Vec<Committed>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT l.seq, l.at, l.entry, a.id AS "id?" FROM ledger AS l LEFT JOIN actions AS a ON a.seq = l.action
               WHERE l.seq > ?1 ORDER BY l.seq LIMIT ?2"#,
            seq,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        let committed = rows.into_iter().map(|row| {
            let action = row.id.map(|id| row::bytes(&id, "actions", 0)).transpose()?.map(ActionId::from_bytes);
            Ok(Committed { seq: row.seq, at: row::time(row.at, "ledger", row.seq)?, action, entry: entry(&row.entry, row.seq)? })
        });
        committed.collect()
    }

    /// The place of what decided the action at `action`, or of its newest entry.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn telling_entry(&mut self, action: i64) -> Result<Option<u64>, StoreError> {
        let seq = sqlx::query_scalar!(
            r#"SELECT seq AS "seq!" FROM ledger WHERE action = ?1
               ORDER BY entry ->> '$.event' IN ('approved', 'denied', 'expired', 'cancelled') DESC, seq DESC LIMIT 1"#,
            action
        )
        .fetch_optional(&mut *self.0)
        .await?;
        seq.map(|seq| u64::try_from(seq).map_err(StoreError::inconsistent("ledger", seq))).transpose()
    }

    /// The place of the newest event; 0 if there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ledger_end(&mut self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar!(r#"SELECT coalesce(max(seq), 0) AS "newest!: i64" FROM ledger"#).fetch_one(&mut *self.0).await?)
    }

    /// When the newest event happened.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_event_at(&mut self) -> Result<Option<Time>, StoreError> {
        let micros = sqlx::query_scalar!("SELECT at FROM ledger ORDER BY seq DESC LIMIT 1").fetch_optional(&mut *self.0).await?;
        micros.map(|micros| row::time(micros, "ledger", 0)).transpose()
    }

    /// The place of the first event at `time` or later.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ledger_at(&mut self, time: Time) -> Result<i64, StoreError> {
        let micros = time.timestamp_micros();
        let (mut low, mut high) = (1, self.ledger_end().await? + 1);
        while low < high {
            let middle = i64::midpoint(low, high);
            let at = sqlx::query_scalar!("SELECT at FROM ledger WHERE seq = ?1", middle).fetch_one(&mut *self.0).await?;
            if at < micros { low = middle + 1 } else { high = middle }
        }
        Ok(low)
    }

    /// How many actions came in from place `from` on, by verdict.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verdicts_since(&mut self, from: i64) -> Result<Vec<(String, u32)>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT entry ->> '$.verdict' AS "verdict!: String", count(*) AS "count!: u32" FROM ledger
               WHERE seq >= ?1 AND entry ->> '$.event' = 'received' GROUP BY 1"#,
            from
        )
        .fetch_all(&mut *self.0)
        .await?;
        Ok(rows.into_iter().map(|row| (row.verdict, row.count)).collect())
    }

    /// The actions that were decided by the events in `from..until`, in order, `limit` at the most, each with the event's place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decided(&mut self, from: i64, until: i64, limit: u32) -> Result<Vec<(i64, Case)>, StoreError> {
        let rows = sqlx::query_as!(
            row::PlacedRow,
            r#"SELECT page.place AS "place!: i64", c.seq AS "seq!", c.id AS "id!", c.agent_id AS "agent_id!", c.tool AS "tool!", c.server,
                      c.arguments AS "arguments!", c.timeout AS "timeout!", c.agent_reasoning, c.context, c.digest AS "digest!",
                      c.received_at AS "received_at!", c.deadline_at AS "deadline_at!", c.assessment AS "assessment!",
                      c.version AS "version!", c.state AS "state!", c.erased_at AS "erased_at?: i64"
               FROM (SELECT seq AS place, action FROM ledger
                     WHERE seq >= ?1 AND seq < ?2 AND action IS NOT NULL
                       AND (entry ->> '$.event' IN ('approved', 'denied', 'expired', 'cancelled')
                            OR entry ->> '$.verdict' IN ('pass', 'block'))
                     ORDER BY seq LIMIT ?3) AS page
               CROSS JOIN cases AS c ON c.seq = page.action ORDER BY page.place"#,
            from,
            until,
            limit
        );
        row::placed(rows.fetch_all(&mut *self.0).await?)
    }

    /// The place in the order of arrival of the oldest action that was decided by the events in `from..until`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn first_decided(&mut self, from: i64, until: i64) -> Result<Option<i64>, StoreError> {
        let first = sqlx::query_scalar!(
            r#"SELECT min(action) AS "first: i64" FROM ledger
               WHERE seq >= ?1 AND seq < ?2 AND action IS NOT NULL
                 AND (entry ->> '$.event' IN ('approved', 'denied', 'expired', 'cancelled')
                      OR entry ->> '$.verdict' IN ('pass', 'block'))"#,
            from,
            until
        );
        Ok(first.fetch_one(&mut *self.0).await?)
    }

    /// The actions that came in by the events in `from..until`, in order, `limit` at the most, each with the event's place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn received(&mut self, from: i64, until: i64, limit: u32) -> Result<Vec<(i64, Case)>, StoreError> {
        let rows = sqlx::query_as!(
            row::PlacedRow,
            r#"SELECT page.place AS "place!: i64", c.seq AS "seq!", c.id AS "id!", c.agent_id AS "agent_id!", c.tool AS "tool!", c.server,
                      c.arguments AS "arguments!", c.timeout AS "timeout!", c.agent_reasoning, c.context, c.digest AS "digest!",
                      c.received_at AS "received_at!", c.deadline_at AS "deadline_at!", c.assessment AS "assessment!",
                      c.version AS "version!", c.state AS "state!", c.erased_at AS "erased_at?: i64"
               FROM (SELECT seq AS place, action FROM ledger
                     WHERE seq >= ?1 AND seq < ?2 AND action IS NOT NULL AND entry ->> '$.event' = 'received'
                     ORDER BY seq LIMIT ?3) AS page
               CROSS JOIN cases AS c ON c.seq = page.action ORDER BY page.place"#,
            from,
            until,
            limit
        );
        row::placed(rows.fetch_all(&mut *self.0).await?)
    }
}

fn entry(json: &str, seq: i64) -> Result<Entry, StoreError> {
    serde_json::from_str(json).map_err(StoreError::inconsistent("ledger", seq))
}
