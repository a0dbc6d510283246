//! Tools: what their servers say about them, and what people have confirmed.

use sekisho_core::{
    action::Name,
    tool::{Registered, Said},
};

use crate::{Reader, StoreError, Tx, row};

/// A tool as the database has it.
struct ToolRow {
    server: String,
    name: String,
    title: Option<String>,
    description: Option<String>,
    schema: Option<String>,
    annotations: String,
    first_seen_at: i64,
    changed_at: Option<i64>,
    gone_at: Option<i64>,
    confirmed: Option<String>,
}

impl Tx {
    /// Adds a tool, or replaces all that was known of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_tool(&mut self, tool: &Registered) -> Result<(), StoreError> {
        let (server, name, said) = (tool.server.as_str(), tool.name.as_str(), &tool.said);
        let annotations = row::json(&said.annotations, "tools")?;
        let first_seen_at = tool.first_seen_at.timestamp_micros();
        let changed_at = tool.changed_at.map(|at| at.timestamp_micros());
        let gone_at = tool.gone_at.map(|at| at.timestamp_micros());
        let confirmed = tool.confirmed.as_ref().map(|confirmed| row::json(confirmed, "tools")).transpose()?;
        sqlx::query!(
            "INSERT INTO tools (server, name, title, description, schema, annotations, first_seen_at, changed_at, gone_at, confirmed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (server, name) DO UPDATE SET title = excluded.title, description = excluded.description,
               schema = excluded.schema, annotations = excluded.annotations, first_seen_at = excluded.first_seen_at,
               changed_at = excluded.changed_at, gone_at = excluded.gone_at, confirmed = excluded.confirmed",
            server,
            name,
            said.title,
            said.description,
            said.schema,
            annotations,
            first_seen_at,
            changed_at,
            gone_at,
            confirmed
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl Reader {
    /// All tools, by server and name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tools(&mut self) -> Result<Vec<Registered>, StoreError> {
        let rows = sqlx::query_as!(
            ToolRow,
            "SELECT server, name, title, description, schema, annotations, first_seen_at, changed_at, gone_at, confirmed
             FROM tools ORDER BY server, name"
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Registered::try_from).collect()
    }

    /// One tool, if its server has ever told of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tool(&mut self, server: &str, name: &str) -> Result<Option<Registered>, StoreError> {
        let row = sqlx::query_as!(
            ToolRow,
            "SELECT server, name, title, description, schema, annotations, first_seen_at, changed_at, gone_at, confirmed
             FROM tools WHERE server = ?1 AND name = ?2",
            server,
            name
        );
        row.fetch_optional(&mut *self.0).await?.map(Registered::try_from).transpose()
    }

    /// All that a server has ever told of, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tools_of(&mut self, server: &str) -> Result<Vec<Registered>, StoreError> {
        let rows = sqlx::query_as!(
            ToolRow,
            "SELECT server, name, title, description, schema, annotations, first_seen_at, changed_at, gone_at, confirmed
             FROM tools WHERE server = ?1 ORDER BY name",
            server
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Registered::try_from).collect()
    }
}

impl TryFrom<ToolRow> for Registered {
    type Error = StoreError;

    fn try_from(row: ToolRow) -> Result<Self, StoreError> {
        let name = |text: String| Name::new(text).map_err(StoreError::inconsistent("tools", 0));
        let annotations = serde_json::from_str(&row.annotations).map_err(StoreError::inconsistent("tools", 0))?;
        let confirmed = row.confirmed.map(|text| serde_json::from_str(&text).map_err(StoreError::inconsistent("tools", 0)));
        Ok(Self {
            server: name(row.server)?,
            name: name(row.name)?,
            said: Said { title: row.title, description: row.description, schema: row.schema, annotations },
            first_seen_at: row::time(row.first_seen_at, "tools", 0)?,
            changed_at: row.changed_at.map(|at| row::time(at, "tools", 0)).transpose()?,
            gone_at: row.gone_at.map(|at| row::time(at, "tools", 0)).transpose()?,
            confirmed: confirmed.transpose()?,
        })
    }
}
