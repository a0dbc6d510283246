//! The words of the actions, filled in behind the intake so that searching costs the agents nothing.

use crate::{Reader, StoreError, Tx, actions::Case, row};

impl Tx {
    /// Adds the words of the actions up to `seq`, which were not searchable before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn index_words(&mut self, words: &[(i64, String)], seq: i64) -> Result<(), StoreError> {
        let words = row::json(&words, "search")?;
        sqlx::query!("INSERT INTO search (rowid, words) SELECT value ->> 0, value ->> 1 FROM json_each(?1)", words)
            .execute(self.connection())
            .await?;
        sqlx::query!("UPDATE search_state SET seq = ?1", seq).execute(self.connection()).await?;
        Ok(())
    }
}

impl Reader {
    /// The oldest actions whose words are not searchable yet, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn not_indexed(&mut self, limit: u32) -> Result<Vec<Case>, StoreError> {
        let rows = sqlx::query_as!(
            row::CaseRow,
            r#"SELECT seq, id, agent_id, tool, server, arguments, timeout, agent_reasoning, context, digest, received_at, deadline_at,
                    assessment, version, state, erased_at AS "erased_at?: i64"
             FROM cases WHERE seq > (SELECT seq FROM search_state) ORDER BY seq LIMIT ?1"#,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        row::cases(rows)
    }
}
