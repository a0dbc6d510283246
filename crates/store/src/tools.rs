//! Tools: what their servers say about them.

use sekisho_core::tool::Annotations;

use crate::{Reader, StoreError, Tx, row};

/// A tool and what its server says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    /// Where it lives.
    pub server: String,
    /// What it is called.
    pub name: String,
    /// What the server says.
    pub annotations: Annotations,
}

impl Tx {
    /// Adds a tool, or replaces what its server said before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_tool(&mut self, tool: &Tool) -> Result<(), StoreError> {
        let annotations = row::json(&tool.annotations, "tools")?;
        sqlx::query!(
            "INSERT INTO tools (server, name, annotations) VALUES (?1, ?2, ?3)
             ON CONFLICT (server, name) DO UPDATE SET annotations = excluded.annotations",
            tool.server,
            tool.name,
            annotations
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
    pub async fn tools(&mut self) -> Result<Vec<Tool>, StoreError> {
        let rows = sqlx::query!("SELECT server, name, annotations FROM tools ORDER BY server, name").fetch_all(&mut *self.0).await?;
        let tool = |server, name, annotations: &str| {
            Ok(Tool { server, name, annotations: serde_json::from_str(annotations).map_err(StoreError::inconsistent("tools", 0))? })
        };
        rows.into_iter().map(|row| tool(row.server, row.name, &row.annotations)).collect()
    }
}
