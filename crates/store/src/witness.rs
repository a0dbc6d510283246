//! The folder that checkpoints of the ledger are given to: one row.

use crate::{Reader, StoreError, Tx};

impl Tx {
    /// Replaces the folder; none for no witness any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_witness(&mut self, folder: Option<&str>) -> Result<(), StoreError> {
        sqlx::query!("INSERT INTO witness (one, folder) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET folder = excluded.folder", folder)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Reader {
    /// The folder, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn witness(&mut self) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar!("SELECT folder FROM witness").fetch_optional(&mut *self.0).await?.flatten())
    }
}
