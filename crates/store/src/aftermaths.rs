//! What became of actions, as far as more is known than whether they worked.

use sekisho_core::{
    action::Name,
    id::{ActionId, AgentId},
    outcome::{Aftermath, Attention, Mark},
};

use crate::{Reader, StoreError, Tx, actions::Brief, row};

/// An action after which others of its kind wait for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Which.
    pub action: ActionId,
    /// Whose.
    pub agent: AgentId,
    /// The tool.
    pub tool: Name,
    /// Where the tool lives.
    pub server: Option<Name>,
}

/// How far an approved action has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// It was not used.
    Unused,
    /// It was let run, and nobody told how it went.
    Unreported,
}

impl Tx {
    /// Keeps what became of the action at `seq`.
    ///
    /// # Errors
    /// When something that was told would change, or the database fails.
    pub async fn keep_aftermath(&mut self, seq: i64, aftermath: &Aftermath) -> Result<(), StoreError> {
        let (json, attention) = (row::json(aftermath, "aftermaths")?, name(aftermath.attention()));
        let harmful = aftermath.mark.as_ref().is_some_and(|marked| marked.mark == Mark::Harmful);
        let holds = aftermath.holds();
        sqlx::query!(
            "INSERT INTO aftermaths (seq, aftermath, attention, holds, harmful) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (seq) DO UPDATE SET aftermath = excluded.aftermath, attention = excluded.attention, holds = excluded.holds,
                                             harmful = excluded.harmful",
            seq,
            json,
            attention,
            holds,
            harmful
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl Reader {
    /// What became of the action at `seq`; nothing, if nothing is known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn aftermath(&mut self, seq: i64) -> Result<Aftermath, StoreError> {
        let found = sqlx::query_scalar!("SELECT aftermath FROM aftermaths WHERE seq = ?1", seq).fetch_optional(&mut *self.0).await?;
        found.map_or(Ok(Aftermath::default()), |json| aftermath(&json, seq))
    }

    /// What of this needs attention, newest first, before the place `before`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn aftermaths(&mut self, attention: Attention, before: i64, limit: u32) -> Result<Vec<(Brief, Aftermath)>, StoreError> {
        let attention = name(attention);
        let rows = sqlx::query!(
            r#"SELECT c.seq, c.id, c.agent_id, c.tool, c.server, c.received_at, c.assessment, c.version, c.state, page.aftermath
               FROM (SELECT seq, aftermath FROM aftermaths INDEXED BY aftermaths_by_attention
                     WHERE attention = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3) AS page
               JOIN cases AS c ON c.seq = page.seq ORDER BY c.seq DESC"#,
            attention,
            before,
            limit
        )
        .fetch_all(&mut *self.0)
        .await?;
        let found = rows.into_iter().map(|row| {
            let after = aftermath(&row.aftermath, row.seq)?;
            let (seq, id, agent_id, tool, server) = (row.seq, row.id, row.agent_id, row.tool, row.server);
            let (received_at, assessment, version, state) = (row.received_at, row.assessment, row.version, row.state);
            let brief = row::BriefRow { seq, id, agent_id, tool, server, received_at, assessment, version, state };
            Ok((Brief::try_from(brief)?, after))
        });
        found.collect()
    }

    /// How many outcomes a person should look at, `most` at the most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn to_look_at(&mut self, most: u32) -> Result<u32, StoreError> {
        Ok(sqlx::query_scalar!(
            r#"SELECT count(*) AS "count: u32" FROM (SELECT 1 FROM aftermaths WHERE attention = 'look' LIMIT ?1)"#,
            most
        )
        .fetch_one(&mut *self.0)
        .await?)
    }

    /// The actions after which others of their kind wait for a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn holding(&mut self) -> Result<Vec<Holding>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT a.seq AS "seq!", a.id AS "id!", a.agent_id AS "agent_id!", a.tool AS "tool!", a.server
               FROM (SELECT seq FROM aftermaths INDEXED BY aftermaths_holding WHERE holds = 1) AS held
               JOIN actions AS a ON a.seq = held.seq"#
        );
        let found = rows.fetch_all(&mut *self.0).await?.into_iter().map(|row| {
            let name = |text: String| Name::new(text).map_err(StoreError::inconsistent("actions", row.seq));
            Ok(Holding {
                action: ActionId::from_bytes(row::bytes(&row.id, "actions", row.seq)?),
                agent: AgentId::from_bytes(row::bytes(&row.agent_id, "actions", row.seq)?),
                tool: name(row.tool)?,
                server: row.server.map(name).transpose()?,
            })
        });
        found.collect()
    }

    /// The actions of which something is in the ledger at `from..until`, and that have come no further than this.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unfinished(&mut self, so_far: Unfinished, from: i64, until: i64) -> Result<Vec<ActionId>, StoreError> {
        let state = match so_far {
            Unfinished::Unused => "approved",
            Unfinished::Unreported => "consumed",
        };
        let found = sqlx::query_scalar!(
            r#"SELECT DISTINCT a.id AS "id!: Vec<u8>" FROM ledger AS l
               JOIN reviews AS r ON r.seq = l.action JOIN actions AS a ON a.seq = l.action
               WHERE l.seq >= ?1 AND l.seq < ?2 AND r.standing = 'approved' AND r.state ->> '$.state' = ?3"#,
            from,
            until,
            state
        );
        found.fetch_all(&mut *self.0).await?.iter().map(|id| Ok(ActionId::from_bytes(row::bytes(id, "actions", 0)?))).collect()
    }

    /// How far a follower has read the ledger.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn followed(&mut self, follower: &str) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar!("SELECT seq FROM followers WHERE name = ?1", follower).fetch_one(&mut *self.0).await?)
    }
}

impl Tx {
    /// A follower has read the ledger up to the place `seq`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn follow(&mut self, follower: &str, seq: i64) -> Result<(), StoreError> {
        sqlx::query!("UPDATE followers SET seq = ?2 WHERE name = ?1", follower, seq).execute(self.connection()).await?;
        Ok(())
    }
}

fn aftermath(json: &str, seq: i64) -> Result<Aftermath, StoreError> {
    serde_json::from_str(json).map_err(StoreError::inconsistent("aftermaths", seq))
}

fn name(attention: Attention) -> &'static str {
    match attention {
        Attention::None => "none",
        Attention::Quiet => "quiet",
        Attention::Look => "look",
        Attention::Marked => "marked",
    }
}
