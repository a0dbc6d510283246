//! How long a page of the record takes, searched by date, amount and partner over seven years.
//!
//! `cargo bench -p sekisho-store --bench find -- [--actions N]`. Actions are spread evenly over the time. A fifth of them deals with one
//! partner, the rest with 20,000 others, some far more often than most; amounts are as often of one size as of ten times that.

use std::{
    io::Write,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use chrono::TimeDelta;
use ed25519_dalek::{Signer as _, SigningKey};
use rust_decimal::Decimal;
use sekisho_core::{
    action::{Asked, Name, Sent},
    assessment::assess,
    id::AgentId,
    money::order::key,
    risk::Scorecard,
    rules::{RuleSet, Subject},
    signal::Facts,
    time::Time,
    tool::classify,
};
use sekisho_store::{Seal, Store, StoreError, actions::Filter, dealings::Dealing};
use sekisho_verify::PublicKey;
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};

const YEARS: i64 = 7;
const PARTNERS: u64 = 20_000;
const PAGE: u32 = 50;
const RUNS: usize = 21;
const CHUNK: i64 = 10_000;

/// Signs nothing that anybody reads.
#[derive(Debug)]
struct NoSeal(SigningKey, PublicKey);

impl Seal for NoSeal {
    fn key(&self) -> &PublicKey {
        &self.1
    }

    fn sign(&self, text: &str) -> [u8; 64] {
        self.0.sign(text.as_bytes()).to_bytes()
    }

    fn salt(&self) -> Result<[u8; 16], StoreError> {
        Ok([7; 16])
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<_> = std::env::args().collect();
    let actions = args.iter().skip_while(|arg| *arg != "--actions").nth(1);
    let actions: i64 = actions.map_or(Ok(1_000_000), |text| text.parse()).context("`--actions` takes a number")?;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let path = folder.path().join("find.db");
    let signing = SigningKey::from_bytes(&[1; 32]);
    let public = PublicKey::new("sekisho/bench", signing.verifying_key().as_bytes())?;
    let store = Store::open(&path, Arc::new(NoSeal(signing, public)), |_| {}).await?;
    let begun = Instant::now();
    fill(&path, actions).await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{actions} actions over {YEARS} years, filled in {:.0} s", begun.elapsed().as_secs_f64())?;
    for (name, filter) in searches(actions)? {
        let (found, times) = measure(&store, &filter).await?;
        let at = |place: usize| times.get(place).copied().unwrap_or_default().as_secs_f64() * 1_000.0;
        writeln!(out, "{name:<58} {found:>3} found  p50 {:>7.1} ms  max {:>7.1} ms", at(RUNS / 2), at(RUNS - 1))?;
    }
    Ok(())
}

async fn measure(store: &Store, filter: &Filter) -> anyhow::Result<(usize, Vec<Duration>)> {
    let (mut found, mut times) = (0, Vec::new());
    for _ in 0..RUNS {
        let begun = Instant::now();
        found = store.read().await?.cases(filter, PAGE).await?.len();
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    Ok((found, times))
}

fn searches(actions: i64) -> anyhow::Result<Vec<(String, Filter)>> {
    let year = |number: i64| Some(start() + TimeDelta::days(365 * number));
    let amounts = |least: &str, most: &str| Ok::<_, anyhow::Error>((Some(least.parse()?), Some(most.parse()?)));
    let (everyday, exact, huge) = (amounts("10000", "1000000")?, amounts("123456", "123457")?, amounts("500000000", "900000000")?);
    let none = (None, None);
    let dates = [("all years", None, None), ("2 years", year(3), year(5)), ("1 week", year(3), year(3).map(|at| at + TimeDelta::days(7)))];
    let money = [("no amount", none), ("everyday amounts", everyday), ("one amount", exact), ("no such amount", huge)];
    let partners = ["", "取引先1番", "取引先777番", "株式会社", "nobody"];
    let mut searches = Vec::new();
    for (period, from, until) in dates {
        for (amount, (least, most)) in money {
            for partner in partners {
                if amount == "no amount" && partner.is_empty() {
                    continue;
                }
                let partner_name = (!partner.is_empty()).then(|| partner.to_owned());
                let dealing = Dealing { least, most, currency: None, partner: partner_name };
                let filter = Filter { from, until, dealing, ..Filter::default() };
                searches.push((format!("{period}, {amount}, {partner:?}"), filter));
            }
        }
    }
    let deep = |dealing: Dealing| Filter { before: Some(actions / 20), dealing, ..Filter::default() };
    let common = Dealing { least: everyday.0, most: everyday.1, currency: None, partner: Some("取引先1番".to_owned()) };
    searches.push(("deep page: everyday amounts, \"取引先1番\"".to_owned(), deep(common.clone())));
    searches.push(("deep page: everyday amounts".to_owned(), deep(Dealing { partner: None, ..common.clone() })));
    searches.push(("deep page: \"株式会社\"".to_owned(), deep(Dealing { partner: Some("株式会社".to_owned()), ..Dealing::default() })));
    let yen = Dealing { currency: Some("USD".to_owned()), ..common };
    searches.push(("all years, everyday amounts in USD, \"取引先1番\"".to_owned(), Filter { dealing: yen, ..Filter::default() }));
    Ok(searches)
}

fn start() -> Time {
    Time::UNIX_EPOCH + TimeDelta::days(19_000)
}

/// Fills the tables past the store, which has a writer for one action at a time.
async fn fill(path: &Path, actions: i64) -> anyhow::Result<()> {
    let mut connection = SqliteConnectOptions::new().filename(path).foreign_keys(false).pragma("synchronous", "OFF").connect().await?;
    let agent = AgentId::new(Time::UNIX_EPOCH, [7; 10]);
    sqlx::query("INSERT INTO agents (id, name, token_hash, practice, created_at) VALUES (?1, 'bench', ?2, 0, 0)")
        .bind(agent.as_bytes().as_slice())
        .bind([7_u8; 32].as_slice())
        .execute(&mut connection)
        .await?;
    sqlx::query(
        "WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ?1)
         INSERT INTO parties (id, name) SELECT id, iif(id % 5 < 3, '株式会社', '') || '取引先' || id || '番' FROM n",
    )
    .bind(i64::try_from(PARTNERS)?)
    .execute(&mut connection)
    .await?;
    let (asked, assessment) = payment(agent)?;
    let step = TimeDelta::days(365 * YEARS).num_microseconds().context("a time")? / actions;
    let mut chance = 1_u64;
    for first in (1..=actions).step_by(usize::try_from(CHUNK)?) {
        let last = actions.min(first + CHUNK - 1);
        let rows: Vec<_> = (first..=last).map(|seq| row(seq, step, &mut chance)).collect();
        insert(&mut connection, agent, (&asked, &assessment), &serde_json::to_string(&rows)?).await?;
    }
    Ok(())
}

/// One action: its place, its id, when it came in, whom it deals with, and about how much.
fn row(seq: i64, step: i64, chance: &mut u64) -> (i64, String, i64, u64, String, &'static str) {
    let mut next = || {
        *chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *chance >> 33
    };
    let at = start().timestamp_micros() + seq * step;
    let id = format!("{seq:032x}");
    // The square of what is even makes some far more often than most.
    let some = next() % PARTNERS;
    let party = if next().is_multiple_of(5) { 1 } else { some * (next() % PARTNERS) / PARTNERS + 1 };
    let digits = u32::try_from(next() % 7).unwrap_or_default();
    let amount = Decimal::from((next() % 9 + 1) * 10_u64.pow(digits) + next() % 10_u64.pow(digits));
    (seq, id, at, party, key(amount), if next().is_multiple_of(50) { "USD" } else { "JPY" })
}

async fn insert(connection: &mut SqliteConnection, agent: AgentId, (asked, assessment): (&Asked, &str), rows: &str) -> anyhow::Result<()> {
    sqlx::query("BEGIN").execute(&mut *connection).await?;
    sqlx::query(
        "INSERT INTO actions (seq, id, agent_id, idempotency_key, tool, timeout, digest, received_at, deadline_at, assessment, arguments)
         SELECT value ->> 0, unhex(value ->> 1), ?2, value ->> 1, 'pay_invoice', '10m', zeroblob(32), value ->> 2, (value ->> 2) + 1, ?3, ?4
         FROM json_each(?1)",
    )
    .bind(rows)
    .bind(agent.as_bytes().as_slice())
    .bind(assessment)
    .bind(asked.arguments.text())
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO reviews (seq, version, state, standing, priority)
         SELECT value ->> 0, 1, json_object('state', 'expired', 'at', '2026-01-01T00:00:00Z'), 'expired', 10 FROM json_each(?1)",
    )
    .bind(rows)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO dealings (seq, party, amount, currency) SELECT value ->> 0, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?1)",
    )
    .bind(rows)
    .execute(&mut *connection)
    .await?;
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    Ok(())
}

fn payment(agent: AgentId) -> anyhow::Result<(Asked, String)> {
    let arguments = r#"{"payee":"取引先1番","amount":48000,"currency":"JPY","invoice":"INV-2026-0412","memo":"4月分"}"#;
    let asked = Asked {
        tool: Name::new("pay_invoice".to_owned())?,
        server: None,
        arguments: Sent::new(arguments.to_owned())?,
        timeout: "10m".parse()?,
        agent_reasoning: None,
        context: None,
    };
    let facts = Facts::of(classify("pay_invoice", None));
    let rules = RuleSet::starter().context("the starter's rules")?;
    let slice = rules.slice(&Subject::new(&agent, &asked, &facts));
    let assessment = assess(&asked, &facts, &Scorecard::default(), slice.as_ref());
    Ok((asked, serde_json::to_string(&assessment)?))
}
