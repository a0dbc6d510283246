//! Finding by partner and amount: along whichever index has the least to look through.

use rust_decimal::Decimal;
use sekisho_core::{
    fold::fold,
    money::order::{KEY_END, key},
};

use super::Dealing;
use crate::{Reader, StoreError, row};

/// From how many on something is common. What is rarer is looked at as a whole; what is common is looked through from its newest on.
const COMMON: u32 = 20_000;

/// The most partners of whom each one's actions are looked through from the newest on.
const PARTIES_MAX: usize = 32;

/// What else is asked for.
pub(crate) struct Look<'a> {
    pub(crate) from: i64,
    pub(crate) until: i64,
    pub(crate) agent: Option<Vec<u8>>,
    pub(crate) standing: Option<&'a str>,
    pub(crate) words: Option<&'a str>,
    pub(crate) limit: u32,
}

/// All that is asked for, as the queries take it.
struct Wanted<'a> {
    look: Look<'a>,
    least: String,
    most: String,
    currency: Option<&'a str>,
    /// The partners by their ids, as JSON; none for any.
    parties: Option<String>,
}

/// The newest actions that fit, along one index. `$party` is one partner to keep to.
macro_rules! fitting {
    ($along:tt, $also:tt, $order:tt, $party:expr, $wanted:expr) => {
        sqlx::query_scalar!(
            r#"SELECT DISTINCT d.seq AS "seq!: i64" FROM "#
                + $along
                + " WHERE d.seq >= ?1 AND d.seq < ?2 AND d.amount BETWEEN ?3 AND ?4 AND (?5 IS NULL OR d.currency = ?5)
                    AND (?6 IS NULL OR d.party IN (SELECT value FROM json_each(?6)))
                    AND (?8 IS NULL OR ?8 = (SELECT agent_id FROM actions WHERE seq = d.seq))
                    AND (?9 IS NULL OR ?9 = (SELECT standing FROM reviews WHERE seq = d.seq)) AND "
                + $also
                + " ORDER BY "
                + $order
                + " DESC LIMIT ?11",
            $wanted.look.from,
            $wanted.look.until,
            $wanted.least,
            $wanted.most,
            $wanted.currency,
            $wanted.parties,
            $party,
            $wanted.look.agent,
            $wanted.look.standing,
            $wanted.look.words,
            $wanted.look.limit
        )
    };
}

/// The same along an index of the dealings themselves.
macro_rules! filed {
    ($along:tt, $wanted:expr) => {
        fitting!(
            $along,
            "?7 IS NULL AND (?10 IS NULL OR d.seq IN (SELECT rowid FROM search WHERE words MATCH ?10))",
            "d.seq",
            None::<i64>,
            $wanted
        )
    };
}

impl Reader {
    /// The newest actions whose dealings fit, newest first.
    pub(crate) async fn dealings(&mut self, dealing: &Dealing, look: Look<'_>) -> Result<Vec<i64>, StoreError> {
        let parties = match dealing.partner.as_deref().map(fold) {
            None => None,
            Some(name) => Some(self.parties(&name).await?),
        };
        let asks_amount = dealing.least.is_some() || dealing.most.is_some() || dealing.currency.is_some();
        let least = dealing.least.or(asks_amount.then_some(Decimal::ZERO)).map(key).unwrap_or_default();
        let most = dealing.most.map_or_else(|| KEY_END.to_owned(), key);
        let ids = parties.as_ref().map(|parties| row::json(parties, "parties")).transpose()?;
        let wanted = Wanted { look, least, most, currency: dealing.currency.as_deref(), parties: ids };
        if wanted.look.until.saturating_sub(wanted.look.from) <= i64::from(COMMON) {
            return Ok(filed!("dealings AS d NOT INDEXED", wanted).fetch_all(&mut *self.0).await?);
        }
        if asks_amount && self.is_rare_amount(&wanted).await? {
            return Ok(filed!("dealings AS d INDEXED BY dealings_by_amount", wanted).fetch_all(&mut *self.0).await?);
        }
        match parties {
            Some(parties) if parties.len() <= PARTIES_MAX => self.dealings_of(&parties, &wanted).await,
            Some(_) if self.are_rare_parties(&wanted).await? => {
                Ok(filed!("json_each(?6) AS p CROSS JOIN dealings AS d INDEXED BY dealings_by_party ON d.party = p.value", wanted)
                    .fetch_all(&mut *self.0)
                    .await?)
            }
            Some(_) | None => self.dealings_along(&wanted).await,
        }
    }

    /// Each partner has a list of its own in order; a page of the whole needs no more than a page of each.
    async fn dealings_of(&mut self, parties: &[i64], wanted: &Wanted<'_>) -> Result<Vec<i64>, StoreError> {
        let mut found = Vec::new();
        for party in parties {
            let along = fitting!(
                "dealings AS d INDEXED BY dealings_by_party",
                "d.party = ?7 AND (?10 IS NULL OR d.seq IN (SELECT rowid FROM search WHERE words MATCH ?10))",
                "d.seq",
                party,
                wanted
            );
            found.extend(along.fetch_all(&mut *self.0).await?);
        }
        found.sort_unstable_by_key(|seq| std::cmp::Reverse(*seq));
        found.dedup();
        found.truncate(wanted.look.limit as usize);
        Ok(found)
    }

    /// What is common comes soon, from the newest on.
    async fn dealings_along(&mut self, wanted: &Wanted<'_>) -> Result<Vec<i64>, StoreError> {
        let none = None::<i64>;
        let found = match wanted.look {
            Look { words: Some(_), .. } => {
                fitting!(
                    "search AS s CROSS JOIN dealings AS d ON d.seq = s.rowid",
                    "?7 IS NULL AND s.words MATCH ?10 AND s.rowid >= ?1 AND s.rowid < ?2",
                    "s.rowid",
                    none,
                    wanted
                )
                .fetch_all(&mut *self.0)
                .await
            }
            Look { agent: Some(_), .. } => {
                fitting!(
                    "actions AS a INDEXED BY actions_by_agent CROSS JOIN dealings AS d ON d.seq = a.seq",
                    "?7 IS NULL AND a.agent_id = ?8 AND a.seq >= ?1 AND a.seq < ?2 AND ?10 IS NULL",
                    "a.seq",
                    none,
                    wanted
                )
                .fetch_all(&mut *self.0)
                .await
            }
            Look { standing: Some(_), .. } => {
                fitting!(
                    "reviews AS r INDEXED BY reviews_by_standing CROSS JOIN dealings AS d ON d.seq = r.seq",
                    "?7 IS NULL AND r.standing = ?9 AND r.seq >= ?1 AND r.seq < ?2 AND ?10 IS NULL",
                    "r.seq",
                    none,
                    wanted
                )
                .fetch_all(&mut *self.0)
                .await
            }
            Look { .. } => filed!("dealings AS d NOT INDEXED", wanted).fetch_all(&mut *self.0).await,
        };
        Ok(found?)
    }

    /// The partners in whose names this stands.
    async fn parties(&mut self, name: &str) -> Result<Vec<i64>, StoreError> {
        Ok(sqlx::query_scalar!("SELECT id FROM parties WHERE instr(name, ?1) > 0 ORDER BY id", name).fetch_all(&mut *self.0).await?)
    }

    /// Whether few amounts are in the range, whatever their currency.
    async fn is_rare_amount(&mut self, wanted: &Wanted<'_>) -> Result<bool, StoreError> {
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: u32" FROM (
                   SELECT 1 FROM dealings INDEXED BY dealings_by_amount WHERE amount BETWEEN ?1 AND ?2 LIMIT ?3
               )"#,
            wanted.least,
            wanted.most,
            COMMON
        );
        Ok(count.fetch_one(&mut *self.0).await? < COMMON)
    }

    /// Whether all of the partners together have few actions.
    async fn are_rare_parties(&mut self, wanted: &Wanted<'_>) -> Result<bool, StoreError> {
        let count = sqlx::query_scalar!(
            r#"SELECT count(*) AS "count!: u32" FROM (
                   SELECT 1 FROM json_each(?1) AS p CROSS JOIN dealings AS d INDEXED BY dealings_by_party ON d.party = p.value LIMIT ?2
               )"#,
            wanted.parties,
            COMMON
        );
        Ok(count.fetch_one(&mut *self.0).await? < COMMON)
    }
}
