//! Yeses that were given ahead, and their uses. Rows of both stay for good.

use sekisho_core::{
    grant::Loosened,
    id::{ActionId, AgentId, GrantId, ReviewerId},
    time::Time,
};

use crate::{Reader, StoreError, Tx, row};

/// One grant, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// The place of the action that was seen.
    pub seq: i64,
    /// That action.
    pub action: ActionId,
    /// To whom.
    pub agent: AgentId,
    /// By whom.
    pub by: ReviewerId,
    /// The tool.
    pub tool: String,
    /// On which server; none where none was named.
    pub server: Option<String>,
    /// Where what is asked for may be otherwise.
    pub loosened: Loosened,
    /// How often.
    pub times: u32,
    /// How often it was used.
    pub used: u32,
    /// Since when.
    pub given_at: Time,
    /// Until when.
    pub until: Time,
    /// Why.
    pub note: String,
    /// When it was taken back, and by whom.
    pub revoked: Option<(Time, ReviewerId)>,
}

impl Grant {
    /// Whether it counts at `now`.
    #[must_use]
    pub fn is_open(&self, now: Time) -> bool {
        self.revoked.is_none() && self.used < self.times && self.until > now
    }
}

/// One use of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The how many-th it is, from 1.
    pub number: u32,
    /// The action that has the yes.
    pub action: ActionId,
    /// When.
    pub at: Time,
}

struct GrantRow {
    id: Vec<u8>,
    seq: i64,
    agent_id: Vec<u8>,
    reviewer_id: Vec<u8>,
    loosened: String,
    times: u32,
    used: u32,
    given_at: i64,
    until: i64,
    note: String,
    revoked_at: Option<i64>,
    revoked_by: Option<Vec<u8>>,
    action_id: Vec<u8>,
    tool: String,
    server: Option<String>,
}

impl TryFrom<GrantRow> for Grant {
    type Error = StoreError;

    fn try_from(row: GrantRow) -> Result<Self, StoreError> {
        let seq = row.seq;
        let reviewer = |id: &[u8]| row::bytes(id, "grants", seq).map(ReviewerId::from_bytes);
        let time = |micros| row::time(micros, "grants", seq);
        let revoked = match (row.revoked_at, row.revoked_by) {
            (Some(at), Some(by)) => Some((time(at)?, reviewer(&by)?)),
            (None, _) | (_, None) => None,
        };
        Ok(Self {
            id: GrantId::from_bytes(row::bytes(&row.id, "grants", seq)?),
            seq,
            action: ActionId::from_bytes(row::bytes(&row.action_id, "actions", seq)?),
            agent: AgentId::from_bytes(row::bytes(&row.agent_id, "grants", seq)?),
            by: reviewer(&row.reviewer_id)?,
            tool: row.tool,
            server: row.server,
            loosened: serde_json::from_str(&row.loosened).map_err(StoreError::inconsistent("grants", seq))?,
            times: row.times,
            used: row.used,
            given_at: time(row.given_at)?,
            until: time(row.until)?,
            note: row.note,
            revoked,
        })
    }
}

impl Tx {
    /// Keeps a grant that was just given.
    ///
    /// # Errors
    /// When it makes no sense, or the database fails.
    pub async fn insert_grant(&mut self, grant: &Grant) -> Result<(), StoreError> {
        let (id, agent, by) = (grant.id.as_bytes().as_slice(), grant.agent.as_bytes().as_slice(), grant.by.as_bytes().as_slice());
        let (loosened, given_at, until) =
            (row::json(&grant.loosened, "grants")?, grant.given_at.timestamp_micros(), grant.until.timestamp_micros());
        sqlx::query!(
            "INSERT INTO grants (id, seq, agent_id, reviewer_id, loosened, times, given_at, until, note)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            id,
            grant.seq,
            agent,
            by,
            loosened,
            grant.times,
            given_at,
            until,
            grant.note
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Uses up the grant's `number`-th use for the action at `seq`.
    ///
    /// # Errors
    /// When the grant does not count at `at`, not for this action, or is used so often already; else when the database fails.
    pub async fn use_grant(&mut self, id: GrantId, number: u32, seq: i64, at: Time) -> Result<(), StoreError> {
        let (id, at) = (id.as_bytes().as_slice(), at.timestamp_micros());
        sqlx::query!("INSERT INTO grant_uses (seq, grant_id, number, at) VALUES (?1, ?2, ?3, ?4)", seq, id, number, at)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Takes a grant back. `false` if it was before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_grant(&mut self, id: GrantId, by: ReviewerId, at: Time) -> Result<bool, StoreError> {
        let (id, by, at) = (id.as_bytes().as_slice(), by.as_bytes().as_slice(), at.timestamp_micros());
        let updated = sqlx::query!("UPDATE grants SET revoked_at = ?3, revoked_by = ?2 WHERE id = ?1 AND revoked_at IS NULL", id, by, at)
            .execute(self.connection())
            .await?;
        Ok(updated.rows_affected() == 1)
    }
}

impl Reader {
    /// The grants of this tool to this agent that count at `now`, those that end first before the others.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grants_for(&mut self, agent: AgentId, tool: &str, server: Option<&str>, now: Time) -> Result<Vec<Grant>, StoreError> {
        let (agent, now) = (agent.as_bytes().as_slice(), now.timestamp_micros());
        let rows = sqlx::query_as!(
            GrantRow,
            r#"SELECT id, seq, agent_id, reviewer_id, loosened, times AS "times: u32", used AS "used: u32", given_at, until, note,
                      revoked_at, revoked_by, action_id, tool, server
               FROM grants_with_action
               WHERE agent_id = ?1 AND until > ?2 AND revoked_at IS NULL AND used < times AND tool = ?3 AND server IS ?4
               ORDER BY until, seq, id"#,
            agent,
            now,
            tool,
            server
        )
        .fetch_all(&mut *self.0)
        .await?;
        rows.into_iter().map(Grant::try_from).collect()
    }

    /// How many grants to this agent count at `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_grants(&mut self, agent: AgentId, now: Time) -> Result<u32, StoreError> {
        let (agent, now) = (agent.as_bytes().as_slice(), now.timestamp_micros());
        Ok(sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: u32" FROM grants WHERE agent_id = ?1 AND until > ?2 AND revoked_at IS NULL AND used < times"#,
            agent,
            now
        )
        .fetch_one(&mut *self.0)
        .await?)
    }

    /// The grants by this reviewer, or to this agent, that nobody has taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grants_of(&mut self, by: Option<ReviewerId>, to: Option<AgentId>) -> Result<Vec<Grant>, StoreError> {
        let (by, to) = (by.map(|by| by.as_bytes().to_vec()), to.map(|to| to.as_bytes().to_vec()));
        let rows = sqlx::query_as!(
            GrantRow,
            r#"SELECT id, seq, agent_id, reviewer_id, loosened, times AS "times: u32", used AS "used: u32", given_at, until, note,
                      revoked_at, revoked_by, action_id, tool, server
               FROM grants_with_action WHERE (reviewer_id = ?1 OR agent_id = ?2) AND revoked_at IS NULL ORDER BY id"#,
            by,
            to
        )
        .fetch_all(&mut *self.0)
        .await?;
        rows.into_iter().map(Grant::try_from).collect()
    }

    /// All grants that count at `now`, or those that do not; the newest first, `limit` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grants(&mut self, now: Time, open: bool, limit: u32) -> Result<Vec<Grant>, StoreError> {
        let now = now.timestamp_micros();
        let rows = sqlx::query_as!(
            GrantRow,
            r#"SELECT id, seq, agent_id, reviewer_id, loosened, times AS "times: u32", used AS "used: u32", given_at, until, note,
                      revoked_at, revoked_by, action_id, tool, server
               FROM grants_with_action WHERE (revoked_at IS NULL AND used < times AND until > ?1) = ?2
               ORDER BY given_at DESC, id DESC LIMIT ?3"#,
            now,
            open,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        rows.into_iter().map(Grant::try_from).collect()
    }

    /// The grant with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grant(&mut self, id: GrantId) -> Result<Option<Grant>, StoreError> {
        let id = id.as_bytes().as_slice();
        let found = sqlx::query_as!(
            GrantRow,
            r#"SELECT id, seq, agent_id, reviewer_id, loosened, times AS "times: u32", used AS "used: u32", given_at, until, note,
                      revoked_at, revoked_by, action_id, tool, server
               FROM grants_with_action WHERE id = ?1"#,
            id
        )
        .fetch_optional(&mut *self.0)
        .await?;
        found.map(Grant::try_from).transpose()
    }

    /// The uses of a grant, the first one first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grant_uses(&mut self, id: GrantId) -> Result<Vec<Use>, StoreError> {
        let id = id.as_bytes().as_slice();
        let rows = sqlx::query!(
            r#"SELECT u.seq, u.number AS "number: u32", u.at, a.id FROM grant_uses AS u JOIN actions AS a ON a.seq = u.seq
               WHERE u.grant_id = ?1 ORDER BY u.number"#,
            id
        )
        .fetch_all(&mut *self.0)
        .await?;
        let used = rows.into_iter().map(|row| {
            let action = ActionId::from_bytes(row::bytes(&row.id, "actions", row.seq)?);
            Ok(Use { number: row.number, action, at: row::time(row.at, "grant_uses", row.seq)? })
        });
        used.collect()
    }
}
