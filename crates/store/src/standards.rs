//! What actions are judged by, in editions.

use sekisho_core::{id::ReviewerId, risk::Overrides, time::Time};

use crate::{Reader, StoreError, Tx, row};

/// One edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Which, from 1.
    pub edition: u32,
    /// The rules, as Cedar text.
    pub rules: String,
    /// The guardrails, as Cedar text.
    pub guardrails: String,
    /// What differs from the standard scorecard.
    pub scorecard: Overrides,
    /// Who set it.
    pub by: ReviewerId,
    /// When.
    pub at: Time,
    /// Why, in their words.
    pub note: String,
}

/// An edition in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionHead {
    /// Which.
    pub edition: u32,
    /// Who set it.
    pub by: ReviewerId,
    /// When.
    pub at: Time,
    /// Why.
    pub note: String,
}

struct Columns {
    edition: u32,
    rules: String,
    guardrails: String,
    scorecard: String,
    set_by: Vec<u8>,
    set_at: i64,
    note: String,
}

impl TryFrom<Columns> for Edition {
    type Error = StoreError;

    fn try_from(row: Columns) -> Result<Self, StoreError> {
        let at = i64::from(row.edition);
        Ok(Self {
            edition: row.edition,
            rules: row.rules,
            guardrails: row.guardrails,
            scorecard: serde_json::from_str(&row.scorecard).map_err(StoreError::inconsistent("standards", at))?,
            by: ReviewerId::from_bytes(row::bytes(&row.set_by, "standards", at)?),
            at: row::time(row.set_at, "standards", at)?,
            note: row.note,
        })
    }
}

impl Tx {
    /// Keeps a new edition. `false` if there is one of this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_edition(&mut self, edition: &Edition) -> Result<bool, StoreError> {
        let (by, at) = (edition.by.as_bytes().as_slice(), edition.at.timestamp_micros());
        let scorecard = row::json(&edition.scorecard, "standards")?;
        let result = sqlx::query!(
            "INSERT INTO standards (edition, rules, guardrails, scorecard, set_by, set_at, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT DO NOTHING",
            edition.edition,
            edition.rules,
            edition.guardrails,
            scorecard,
            by,
            at,
            edition.note
        );
        Ok(result.execute(self.connection()).await?.rows_affected() == 1)
    }
}

impl Reader {
    /// The edition that counts, once there is any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newest_edition(&mut self) -> Result<Option<Edition>, StoreError> {
        let row = sqlx::query_as!(
            Columns,
            r#"SELECT edition AS "edition: u32", rules, guardrails, scorecard, set_by, set_at, note
               FROM standards ORDER BY edition DESC LIMIT 1"#
        );
        row.fetch_optional(&mut *self.0).await?.map(Edition::try_from).transpose()
    }

    /// One edition.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn edition(&mut self, edition: u32) -> Result<Option<Edition>, StoreError> {
        let row = sqlx::query_as!(
            Columns,
            r#"SELECT edition AS "edition: u32", rules, guardrails, scorecard, set_by, set_at, note FROM standards WHERE edition = ?1"#,
            edition
        );
        row.fetch_optional(&mut *self.0).await?.map(Edition::try_from).transpose()
    }

    /// The newest editions, newest first, without their texts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn editions(&mut self, limit: u32) -> Result<Vec<EditionHead>, StoreError> {
        let rows =
            sqlx::query!(r#"SELECT edition AS "edition: u32", set_by, set_at, note FROM standards ORDER BY edition DESC LIMIT ?1"#, limit);
        let head = |edition: u32, by: Vec<u8>, at: i64, note: String| {
            let by = ReviewerId::from_bytes(row::bytes(&by, "standards", i64::from(edition))?);
            Ok(EditionHead { edition, by, at: row::time(at, "standards", i64::from(edition))?, note })
        };
        rows.fetch_all(&mut *self.0).await?.into_iter().map(|row| head(row.edition, row.set_by, row.set_at, row.note)).collect()
    }
}
