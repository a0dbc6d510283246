//! On which day each credential was last used.

use sekisho_core::id::ReviewerId;

use crate::{StoreError, Tx};

impl Tx {
    /// Notes that a credential was used on a day, counted from 1970. Says whether that was not known yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_sign_in(&mut self, reviewer: ReviewerId, day: i64) -> Result<bool, StoreError> {
        let reviewer = reviewer.as_bytes().as_slice();
        let done = sqlx::query!(
            "INSERT INTO sign_ins (reviewer, day) VALUES (?1, ?2)
             ON CONFLICT (reviewer) DO UPDATE SET day = excluded.day WHERE day <> excluded.day",
            reviewer,
            day
        )
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}
