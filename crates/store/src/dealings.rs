//! With whom and about how much actions deal: filed behind the intake, and searched by partner, amount and time.

use rust_decimal::Decimal;
use sekisho_core::{
    fold::fold,
    keeping::Class,
    money::{Money, order::key},
    outcome::Aftermath,
    tool::Effect,
};

pub(crate) use find::Look;

use crate::{Reader, StoreError, Tx, row};

mod find;

/// The longest name of a partner that is filed, in bytes.
const PARTY_BYTES_MAX: usize = 200;

/// Which dealings to find. Everything is optional and narrows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dealing {
    /// At least so much.
    pub least: Option<Decimal>,
    /// At most so much.
    pub most: Option<Decimal>,
    /// Only in this currency, by its ISO 4217 code.
    pub currency: Option<String>,
    /// Only with partners in whose name this stands.
    pub partner: Option<String>,
}

/// What of an action is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Its place in the order of arrival.
    seq: i64,
    /// How long it is kept.
    class: Class,
    /// Each partner with each amount and currency.
    rows: Vec<(String, String, String)>,
}

impl Dealing {
    /// Whether it asks for anything.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self != Self::default()
    }
}

impl Filed {
    /// What is filed of an action: its partners and its amount as they were asked, and as they were told afterwards.
    fn new(seq: i64, partners: &[String], (effect, money): (Effect, &Money), aftermath: &Aftermath) -> Self {
        let keyed = |value: Decimal, code: Option<&str>| (key(value), code.unwrap_or_default().to_owned());
        let asked = if let Money::Amount(amount) = money {
            keyed(amount.value, amount.currency.as_deref())
        } else {
            (String::new(), String::new())
        };
        let parties = |partners: &[String]| if partners.is_empty() { vec![String::new()] } else { partners.to_vec() };
        let mut rows: Vec<_> = parties(partners).into_iter().map(|party| (party, asked.0.clone(), asked.1.clone())).collect();
        let moved = aftermath.told.as_ref().and_then(|told| told.amount.as_ref());
        if let Some(told) = &aftermath.told {
            let moved = moved.map_or(asked, |sum| keyed(sum.value(), Some(sum.currency())));
            let named = told.counterparty.as_deref().map(fold).filter(|name| !name.is_empty() && name.len() <= PARTY_BYTES_MAX);
            let with = named.map_or_else(|| parties(partners), |name| vec![name]);
            rows.extend(with.into_iter().map(|party| (party, moved.0.clone(), moved.1.clone())));
        }
        rows.retain(|(party, amount, _)| !party.is_empty() || !amount.is_empty());
        rows.sort_unstable();
        rows.dedup();
        Self { seq, class: Class::of(effect, money, moved.is_some()), rows }
    }
}

impl Tx {
    /// Files these.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn file(&mut self, filed: &[Filed]) -> Result<(), StoreError> {
        let rows: Vec<_> =
            filed.iter().flat_map(|one| one.rows.iter().map(|(party, amount, code)| (one.seq, party, amount, code))).collect();
        let (rows, classes) = (row::json(&rows, "dealings")?, filed.iter().map(|one| (one.seq, one.class.name())).collect::<Vec<_>>());
        let classes = row::json(&classes, "kept")?;
        sqlx::query!(
            "INSERT INTO kept (seq, class) SELECT value ->> 0, value ->> 1 FROM json_each(?)
             WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE seq = value ->> 0)
             ON CONFLICT (seq) DO UPDATE SET class = excluded.class;
             INSERT INTO parties (name) SELECT DISTINCT value ->> 1 FROM json_each(?)
             WHERE value ->> 1 <> '' AND NOT EXISTS (SELECT 1 FROM erasures WHERE seq = value ->> 0) ON CONFLICT DO NOTHING;
             INSERT INTO dealings (seq, party, amount, currency)
             SELECT value ->> 0, coalesce((SELECT id FROM parties WHERE name = value ->> 1), 0), value ->> 2, value ->> 3
             FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM erasures WHERE seq = value ->> 0) ON CONFLICT DO NOTHING",
            classes,
            rows,
            rows
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

impl Reader {
    /// What is to be filed of the actions that came in, or of which something was told, in the ledger at `from..until`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn to_file(&mut self, from: i64, until: i64) -> Result<Vec<Filed>, StoreError> {
        let rows = sqlx::query!(
            r#"SELECT a.seq AS "seq!", a.assessment -> '$.partners' AS "partners: String", a.assessment -> '$.money' AS "money!: String",
                      a.assessment -> '$.class.effect' AS "effect!: String", t.aftermath AS "aftermath?"
               FROM ledger AS l JOIN actions AS a ON a.seq = l.action LEFT JOIN aftermaths AS t ON t.seq = a.seq
               WHERE l.seq >= ?1 AND l.seq < ?2 AND l.entry ->> '$.event' IN ('received', 'told')"#,
            from,
            until
        )
        .fetch_all(&mut *self.0)
        .await?;
        let bad = StoreError::inconsistent::<serde_json::Error>;
        let bad = |seq| bad("actions", seq);
        let filed = rows.into_iter().map(|row| {
            let seq = row.seq;
            let partners: Vec<String> = row.partners.map_or(Ok(Vec::new()), |json| serde_json::from_str(&json)).map_err(bad(seq))?;
            let money = serde_json::from_str(&row.money).map_err(bad(seq))?;
            let effect = serde_json::from_str(&row.effect).map_err(bad(seq))?;
            let aftermath = row.aftermath.map_or(Ok(Aftermath::default()), |json| serde_json::from_str(&json)).map_err(bad(seq))?;
            Ok(Filed::new(seq, &partners, (effect, &money), &aftermath))
        });
        filed.collect()
    }
}
