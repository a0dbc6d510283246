//! Reviewers and their credentials, of which only the hash is kept.

use sekisho_core::{id::ReviewerId, role::Role, time::Time};

use crate::{Reader, StoreError, Tx, row};

/// A reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// Their id.
    pub id: ReviewerId,
    /// Their name.
    pub name: String,
    /// SHA-256 of their credential.
    pub token_hash: [u8; 32],
    /// What they may do.
    pub role: Role,
    /// The groups they are in.
    pub groups: Vec<String>,
    /// Whether this is whoever owns the data directory.
    pub owner: bool,
    /// When they were added.
    pub created_at: Time,
    /// When their credential was revoked.
    pub revoked_at: Option<Time>,
}

struct Columns {
    id: Vec<u8>,
    name: String,
    token_hash: Vec<u8>,
    role: String,
    audits: bool,
    group_names: String,
    owner: bool,
    created_at: i64,
    revoked_at: Option<i64>,
}

impl TryFrom<Columns> for Reviewer {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        Ok(Self {
            id: ReviewerId::from_bytes(row::bytes(&row.id, "reviewers", 0)?),
            name: row.name,
            token_hash: row::bytes(&row.token_hash, "reviewers", 0)?,
            role: match row.role.as_str() {
                _ if row.audits => Role::Auditor,
                "administrator" => Role::Administrator,
                _ => Role::Reviewer,
            },
            groups: serde_json::from_str(&row.group_names).map_err(StoreError::inconsistent("reviewers", 0))?,
            owner: row.owner,
            created_at: row::time(row.created_at, "reviewers", 0)?,
            revoked_at: row.revoked_at.map(|micros| row::time(micros, "reviewers", 0)).transpose()?,
        })
    }
}

/// How a role is stored, in `role` and `audits`: an auditor is somebody with no rights of an administrator, who only looks.
fn columns(role: Role) -> (&'static str, bool) {
    match role {
        Role::Administrator => ("administrator", false),
        Role::Reviewer => ("reviewer", false),
        Role::Auditor => ("reviewer", true),
    }
}

impl Tx {
    /// Adds a reviewer. `false` if another has their name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_reviewer(&mut self, reviewer: &Reviewer) -> Result<bool, StoreError> {
        let (id, hash, created_at) =
            (reviewer.id.as_bytes().as_slice(), reviewer.token_hash.as_slice(), reviewer.created_at.timestamp_micros());
        let ((role, audits), groups) = (columns(reviewer.role), row::json(&reviewer.groups, "reviewers")?);
        let result = sqlx::query!(
            "INSERT INTO reviewers (id, name, token_hash, role, audits, group_names, owner, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING",
            id,
            reviewer.name,
            hash,
            role,
            audits,
            groups,
            reviewer.owner,
            created_at
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Gives a reviewer another credential. `false` if there is no such reviewer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replace_reviewer_token(&mut self, id: ReviewerId, token_hash: [u8; 32]) -> Result<bool, StoreError> {
        let (id, hash) = (id.as_bytes().as_slice(), token_hash.as_slice());
        let result = sqlx::query!("UPDATE reviewers SET token_hash = ?2 WHERE id = ?1 AND revoked_at IS NULL", id, hash);
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Renames a reviewer. `false` if there is no such reviewer, or another has the name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rename_reviewer(&mut self, id: ReviewerId, name: &str) -> Result<bool, StoreError> {
        let id = id.as_bytes().as_slice();
        let result = sqlx::query!(
            "UPDATE reviewers SET name = ?2 WHERE id = ?1 AND revoked_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM reviewers WHERE name = ?2 AND revoked_at IS NULL AND id <> ?1)",
            id,
            name
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Gives a reviewer another role. `false` if there is no such reviewer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_reviewer_role(&mut self, id: ReviewerId, role: Role) -> Result<bool, StoreError> {
        let (id, (role, audits)) = (id.as_bytes().as_slice(), columns(role));
        let result = sqlx::query!("UPDATE reviewers SET role = ?2, audits = ?3 WHERE id = ?1 AND revoked_at IS NULL", id, role, audits);
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Revokes a reviewer's credential. `false` if there is none to revoke.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_reviewer(&mut self, id: ReviewerId, now: Time) -> Result<bool, StoreError> {
        let (id, now) = (id.as_bytes().as_slice(), now.timestamp_micros());
        let result = sqlx::query!("UPDATE reviewers SET revoked_at = max(?2, created_at) WHERE id = ?1 AND revoked_at IS NULL", id, now);
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }
}

impl Reader {
    /// All reviewers, also revoked ones, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reviewers(&mut self) -> Result<Vec<Reviewer>, StoreError> {
        let rows = sqlx::query_as!(
            Columns,
            r#"SELECT id, name, token_hash, role, audits AS "audits: bool", group_names, owner AS "owner: bool", created_at, revoked_at
             FROM reviewers ORDER BY id"#
        );
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Reviewer::try_from).collect()
    }
}
