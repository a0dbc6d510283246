//! The organisation's settings: one row.

use sekisho_core::organisation::Organisation;

use crate::{Reader, StoreError, Tx, row};

impl Tx {
    /// Replaces the settings.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_organisation(&mut self, organisation: &Organisation) -> Result<(), StoreError> {
        let settings = row::json(organisation, "organisation")?;
        sqlx::query!(
            "INSERT INTO organisation (one, settings) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET settings = excluded.settings",
            settings
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl Reader {
    /// The settings, once there are any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation(&mut self) -> Result<Option<Organisation>, StoreError> {
        let settings = sqlx::query_scalar!("SELECT settings FROM organisation").fetch_optional(&mut *self.0).await?;
        settings.map(|settings| serde_json::from_str(&settings).map_err(StoreError::inconsistent("organisation", 1))).transpose()
    }
}
