//! Erasing: the contents of an action go, and what proves that it was there and how it was decided stays.

use sekisho_core::{
    id::{ActionId, AgentId, ReviewerId},
    keeping::Class,
    ledger::{Entry, Grounds, Keeping},
    time::Time,
};

use crate::{Reader, StoreError, Tx, actions::Case, row};

mod contents;

/// An action whose time may be over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its place in the order of arrival.
    pub seq: i64,
    /// Its id.
    pub id: ActionId,
    /// Whose it is.
    pub agent: AgentId,
    /// The tool.
    pub tool: String,
    /// Whom it deals with, as it was asked and as it was told.
    pub partners: Vec<String>,
    /// When it came in.
    pub received_at: Time,
    /// Its class.
    pub class: Class,
    /// When the last happened to it that counts for how long it is kept.
    pub last_at: Time,
    /// Whether a person still has to answer, or what became of it keeps others waiting.
    pub open: bool,
}

/// Who asked for an action to be erased, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requested {
    /// Who.
    pub by: ReviewerId,
    /// Why.
    pub reason: String,
}

struct CandidateRow {
    seq: i64,
    id: Vec<u8>,
    agent_id: Vec<u8>,
    tool: String,
    received_at: i64,
    class: String,
    partners: String,
    last_at: i64,
    open: bool,
}

impl TryFrom<CandidateRow> for Candidate {
    type Error = StoreError;

    fn try_from(row: CandidateRow) -> Result<Self, StoreError> {
        let seq = row.seq;
        let class = Class::ALL.into_iter().find(|class| class.name() == row.class);
        Ok(Self {
            seq,
            id: ActionId::from_bytes(row::bytes(&row.id, "actions", seq)?),
            agent: AgentId::from_bytes(row::bytes(&row.agent_id, "actions", seq)?),
            tool: row.tool,
            partners: serde_json::from_str(&row.partners).map_err(StoreError::inconsistent("dealings", seq))?,
            received_at: row::time(row.received_at, "actions", seq)?,
            class: class.ok_or(StoreError::Inconsistent { table: "kept", row: seq })?,
            last_at: row::time(row.last_at, "ledger", seq)?,
            open: row.open,
        })
    }
}

/// Actions that are kept, with all that says whether one may be erased. Looks do not count as something that happened to an action.
macro_rules! candidates {
    ($which:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            CandidateRow,
            r#"SELECT a.seq AS "seq!", a.id AS "id!", a.agent_id AS "agent_id!", a.tool AS "tool!", a.received_at AS "received_at!",
                      k.class AS "class!",
                      (SELECT json_group_array(p.name) FROM dealings AS d JOIN parties AS p ON p.id = d.party WHERE d.seq = a.seq)
                          AS "partners!: String",
                      (SELECT max(at) FROM ledger WHERE action = a.seq
                       AND entry ->> '$.event' NOT IN ('viewed', 'read', 'taken', 'released', 'erasure_asked')) AS "last_at!: i64",
                      (r.standing = 'held' OR EXISTS (SELECT 1 FROM aftermaths WHERE seq = a.seq AND holds = 1)) AS "open!: bool"
               FROM kept AS k CROSS JOIN actions AS a ON a.seq = k.seq JOIN reviews AS r ON r.seq = a.seq WHERE "#
                + $which,
            $($argument),+
        )
    };
}

impl Reader {
    /// Kept actions of a class after the place `after` that came in before `before`, in the order of arrival.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn candidates(&mut self, class: Class, after: i64, before: Time, limit: u32) -> Result<Vec<Candidate>, StoreError> {
        let (class, end) = (class.name(), self.first_received_at(before).await?);
        let rows = candidates!("k.class = ?1 AND k.seq > ?2 AND k.seq < ?3 ORDER BY k.seq LIMIT ?4", class, after, end, limit);
        rows.fetch_all(&mut *self.0).await?.into_iter().map(Candidate::try_from).collect()
    }

    /// The kept action at this place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn candidate(&mut self, seq: i64) -> Result<Option<Candidate>, StoreError> {
        let row = candidates!("k.seq = ?1", seq).fetch_optional(&mut *self.0).await?;
        row.map(Candidate::try_from).transpose()
    }

    /// Who wants this action erased before its time, if somebody does.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn requested(&mut self, seq: i64) -> Result<Option<Requested>, StoreError> {
        let row = sqlx::query!("SELECT asked_by, reason FROM erasure_requests WHERE seq = ?1", seq).fetch_optional(&mut *self.0).await?;
        let requested = row.map(|row| {
            Ok(Requested { by: ReviewerId::from_bytes(row::bytes(&row.asked_by, "erasure_requests", seq)?), reason: row.reason })
        });
        requested.transpose()
    }

    /// Of how many actions the contents were erased.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn erased_count(&mut self) -> Result<u64, StoreError> {
        let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!: i64" FROM erasures"#).fetch_one(&mut *self.0).await?;
        Ok(u64::try_from(count).unwrap_or_default())
    }
}

impl Tx {
    /// Keeps who wants an action erased before its time, and why.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_erasure(&mut self, seq: i64, requested: &Requested, at: Time) -> Result<(), StoreError> {
        let (by, at) = (requested.by.as_bytes().as_slice(), at.timestamp_micros());
        sqlx::query!(
            "INSERT INTO erasure_requests (seq, asked_by, asked_at, reason) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (seq) DO UPDATE SET asked_by = excluded.asked_by, asked_at = excluded.asked_at, reason = excluded.reason",
            seq,
            by,
            at,
            requested.reason
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// From here to the end of this piece of work, what is erased is overwritten in the file, too.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn overwrite_erased(&mut self, overwrite: bool) -> Result<(), StoreError> {
        let pragma = if overwrite { "PRAGMA secure_delete = ON" } else { "PRAGMA secure_delete = OFF" };
        sqlx::query(pragma).fetch_all(self.connection()).await?;
        Ok(())
    }

    /// Erases the contents of an action, and says so in the ledger. `words` are what the search index has of it, and what it has from
    /// now on.
    ///
    /// # Errors
    /// When this is not to be erased, or the database fails.
    pub async fn erase(&mut self, case: &Case, grounds: Grounds, at: Time, words: (&str, &str)) -> Result<(), StoreError> {
        let (seq, micros) = (case.seq, at.timestamp_micros());
        let (edition, by, second, reason) = match &grounds {
            Grounds::Policy { edition } => (Some(*edition), None, None, None),
            Grounds::Request { by, second, reason } => (None, Some(*by), *second, Some(reason.as_str())),
        };
        let (by, second) = (by.map(|by| by.as_bytes().to_vec()), second.map(|by| by.as_bytes().to_vec()));
        sqlx::query!(
            "INSERT INTO erasures (seq, at, edition, asked_by, second, reason, done) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)",
            seq,
            micros,
            edition,
            by,
            second,
            reason
        )
        .execute(self.connection())
        .await?;
        self.erase_words(seq, words).await?;
        let row = self.erase_rows(case).await?;
        let records = self.erase_records(seq).await?;
        self.forget_dealings(case).await?;
        self.append(at, Some((seq, case.action.id)), Entry::Keeping(Keeping::Erased { grounds, row, records })).await?;
        sqlx::query!("UPDATE erasures SET done = 1 WHERE seq = ?1", seq).execute(self.connection()).await?;
        Ok(())
    }
}
