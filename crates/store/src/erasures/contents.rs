//! What goes when an action is erased, table by table.

use sekisho_core::{
    action::{Action, Asked, Digest, Sent},
    erase,
    ledger::Entry,
};
use sekisho_verify::body_hash;

use crate::{StoreError, Tx, actions::Case, row, tree::Columns};

impl Tx {
    /// Takes the words of an action out of the search index, if they are in it, and puts in what is left of them.
    pub(super) async fn erase_words(&mut self, seq: i64, (before, after): (&str, &str)) -> Result<(), StoreError> {
        let indexed = sqlx::query_scalar!("SELECT seq FROM search_state").fetch_one(self.connection()).await?;
        if seq > indexed {
            return Ok(());
        }
        sqlx::query!(
            "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?);
             INSERT INTO search (rowid, words) VALUES (?, ?)",
            seq,
            before,
            seq,
            after
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// Erases what was asked, how it was judged and what came of it, and tells the hash of what is left of the action.
    pub(super) async fn erase_rows(&mut self, case: &Case) -> Result<Digest, StoreError> {
        let seq = case.seq;
        let arguments = Sent::new(erase::ARGUMENTS.to_owned()).map_err(StoreError::inconsistent("actions", seq))?;
        let asked = Asked { arguments, agent_reasoning: None, context: None, ..case.action.asked.clone() };
        let action = Action { asked, ..case.action.clone() };
        let assessment = row::json(&erase::assessment(&case.assessment), "actions")?;
        let state = row::json(&erase::state(&case.state), "reviews")?;
        sqlx::query!(
            "UPDATE actions SET arguments = ?2, agent_reasoning = NULL, context = NULL, assessment = ?3 WHERE seq = ?1",
            seq,
            erase::ARGUMENTS,
            assessment
        )
        .execute(self.connection())
        .await?;
        sqlx::query!("UPDATE reviews SET state = ?2 WHERE seq = ?1", seq, state).execute(self.connection()).await?;
        let aftermath = self.aftermath(seq).await?;
        let left = erase::aftermath(&aftermath);
        if left != aftermath {
            self.keep_aftermath(seq, &left).await?;
        }
        sqlx::query!("UPDATE grants SET note = '-', loosened = '{}' WHERE seq = ?1", seq).execute(self.connection()).await?;
        Ok(Columns::of(&action, &assessment).hash())
    }

    /// Erases the records of an action that have contents, and tells how many. Their leaves stay as they are.
    pub(super) async fn erase_records(&mut self, action: i64) -> Result<u32, StoreError> {
        let rows =
            sqlx::query!(r#"SELECT seq, entry, salt AS "salt!" FROM ledger WHERE action = ?1 AND body IS NULL ORDER BY seq"#, action)
                .fetch_all(self.connection())
                .await?;
        let mut erased = 0;
        for row in rows {
            let known: Entry = serde_json::from_str(&row.entry).map_err(StoreError::inconsistent("ledger", row.seq))?;
            let Some(left) = erase::entry(&known) else { continue };
            let salt = row::bytes(&row.salt, "ledger", row.seq)?;
            let (left, body) = (row::json(&left, "ledger")?, body_hash(&salt, row.entry.as_bytes()));
            let body = body.0.as_slice();
            sqlx::query!("UPDATE ledger SET entry = ?2, salt = NULL, body = ?3 WHERE seq = ?1", row.seq, left, body)
                .execute(self.connection())
                .await?;
            erased += 1;
        }
        Ok(erased)
    }

    /// Forgets with whom and about how much an action dealt. A partner whom nothing names any more is new to every agent.
    pub(super) async fn forget_dealings(&mut self, case: &Case) -> Result<(), StoreError> {
        let seq = case.seq;
        let parties = sqlx::query!(
            r#"SELECT DISTINCT p.id AS "id!", p.name AS "name!" FROM dealings AS d JOIN parties AS p ON p.id = d.party WHERE d.seq = ?1"#,
            seq
        );
        let parties = parties.fetch_all(self.connection()).await?;
        let names: Vec<_> = parties.iter().map(|party| &party.name).chain(&case.assessment.partners).collect();
        let (ids, names) =
            (row::json(&parties.iter().map(|party| party.id).collect::<Vec<_>>(), "parties")?, row::json(&names, "parties")?);
        sqlx::query!(
            "DELETE FROM dealings WHERE seq = ?;
             DELETE FROM amounts WHERE seq = ?;
             DELETE FROM kept WHERE seq = ?;
             DELETE FROM erasure_requests WHERE seq = ?;
             DELETE FROM parties WHERE id IN (SELECT value FROM json_each(?))
                 AND NOT EXISTS (SELECT 1 FROM dealings WHERE party = parties.id);
             DELETE FROM partners WHERE (agent_id, partner) IN (
                 SELECT a.id, n.value FROM json_each(?) AS n CROSS JOIN agents AS a
                 WHERE NOT EXISTS (SELECT 1 FROM parties WHERE name = n.value))",
            seq,
            seq,
            seq,
            seq,
            ids,
            names
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
