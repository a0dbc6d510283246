//! What the disk and SQLite alone can do: the rows of an intake, in groups, without a gate, a network or a writer task.
//!
//! `cargo bench -p sekisho-store --bench raw -- [--json] [--seconds N]`. Compare with the bench `intake` of `sekisho-api`.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use anyhow::Context;
use sekisho_core::{
    action::{Asked, Name, Sent},
    assessment::{Assessment, assess},
    id::{ActionId, AgentId},
    ledger::{Entry, Received},
    risk::Scorecard,
    rules::{RuleSet, Subject},
    signal::Facts,
    time::{Time, Timeout},
    tool::classify,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use sqlx::{
    ConnectOptions, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

/// How many actions one commit holds.
const GROUP: u32 = 64;

/// The two requests that the bench `intake` sends in turn: a read that passes and a mail that is held.
const REQUESTS: &str = include_str!("actions.json");

#[derive(Deserialize)]
struct Request<'a> {
    tool: String,
    server: String,
    #[serde(borrow)]
    arguments: &'a RawValue,
    timeout: String,
    agent_reasoning: String,
    #[serde(borrow)]
    context: &'a RawValue,
}

/// What the columns of one kind of action hold, apart from ids and times.
struct Kind {
    asked: Asked,
    assessment: Assessment,
    digest: [u8; 32],
    entry: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<_> = std::env::args().collect();
    let after = |flag: &str| args.iter().skip_while(|arg| *arg != flag).nth(1);
    let seconds = after("--seconds").map_or(Ok(5), |text| text.parse()).context("`--seconds` takes a number")?;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let options = SqliteConnectOptions::new()
        .filename(folder.path().join("raw.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .statement_cache_capacity(256)
        .pragma("cache_size", "-65536");
    let mut connection = options.connect().await?;
    sqlx::migrate!("./migrations").run(&mut connection).await?;
    let agent = AgentId::new(Time::UNIX_EPOCH, [7; 10]);
    sqlx::query("INSERT INTO agents (id, name, token_hash, practice, created_at) VALUES (?1, 'bench', ?2, 0, 0)")
        .bind(agent.as_bytes().as_slice())
        .bind([7_u8; 32].as_slice())
        .execute(&mut connection)
        .await?;
    let kinds = kinds(agent)?;
    // The first groups warm the caches and do not count.
    let mut next = 0;
    fill(&mut connection, agent, &kinds, &mut next, Duration::from_secs(1)).await?;
    let warm = next;
    let started = Instant::now();
    let mut commits = fill(&mut connection, agent, &kinds, &mut next, Duration::from_secs(seconds)).await?;
    let per_second = f64::from(next - warm) / started.elapsed().as_secs_f64();
    commits.sort_unstable();
    let at = |percent: usize| commits.get(commits.len() * percent / 100).copied().unwrap_or_default().as_secs_f64() * 1e3;
    let (p50, p99) = (at(50), at(99));
    let mut out = std::io::stdout().lock();
    if args.iter().any(|arg| arg == "--json") {
        let line = serde_json::json!({ "what": "raw", "group": GROUP, "per_second": per_second, "p50_ms": p50, "p99_ms": p99 });
        writeln!(out, "{line}")?;
    } else {
        writeln!(out, "{:<10}{:>12}{:>14}{:>12}{:>12}", "what", "group", "actions/s", "p50 ms", "p99 ms")?;
        writeln!(out, "{:<10}{GROUP:>12}{per_second:>14.0}{p50:>12.2}{p99:>12.2}", "raw")?;
    }
    Ok(())
}

fn kinds(agent: AgentId) -> anyhow::Result<Vec<Kind>> {
    let rules = RuleSet::starter()?;
    let requests: Vec<Request<'_>> = serde_json::from_str(REQUESTS)?;
    let kind = |request: Request<'_>| {
        let asked = Asked {
            tool: Name::new(request.tool)?,
            server: Some(Name::new(request.server)?),
            arguments: Sent::new(request.arguments.get().to_owned())?,
            timeout: request.timeout.parse::<Timeout>()?,
            agent_reasoning: Some(request.agent_reasoning),
            context: Some(Sent::new(request.context.get().to_owned())?),
        };
        let facts = Facts::of(classify(asked.tool.as_str(), None));
        let assessment = assess(&asked, &facts, &Scorecard::default(), rules.slice(&Subject::new(&agent, &asked, &facts)).as_ref());
        let entry = serde_json::to_string(&Entry::Received(Received { verdict: assessment.judgement.verdict(), digest: None, row: None }))?;
        Ok(Kind { digest: asked.digest(agent).0, asked, assessment, entry })
    };
    requests.into_iter().map(kind).collect()
}

/// Commits groups until `time` is over and tells how long each group took, from its first statement to the end of its commit.
async fn fill(
    connection: &mut SqliteConnection,
    agent: AgentId,
    kinds: &[Kind],
    next: &mut u32,
    time: Duration,
) -> anyhow::Result<Vec<Duration>> {
    let started = Instant::now();
    let mut took = Vec::new();
    while started.elapsed() < time {
        let begun = Instant::now();
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
        for kind in kinds.iter().cycle().take(GROUP as usize) {
            insert(connection, agent, kind, *next).await?;
            *next += 1;
        }
        sqlx::query("COMMIT").execute(&mut *connection).await?;
        took.push(begun.elapsed());
    }
    Ok(took)
}

async fn insert(connection: &mut SqliteConnection, agent: AgentId, kind: &Kind, number: u32) -> anyhow::Result<()> {
    let now = Time::from_timestamp_micros(1_800_000_000_000_000 + i64::from(number) * 100).context("a time")?;
    let due_at = kind.asked.timeout.deadline(now);
    let state = kind.assessment.open(now, due_at);
    let held = kind.entry.contains("hold");
    let seq = sqlx::query(
        "INSERT INTO actions (id, agent_id, idempotency_key, tool, server, arguments, timeout, agent_reasoning, context, digest,
                              received_at, deadline_at, assessment)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )
    .bind(ActionId::new(now, scattered(number)).as_bytes().as_slice())
    .bind(agent.as_bytes().as_slice())
    .bind(scattered(number).iter().fold(String::new(), |key, byte| format!("{key}{byte:02x}")))
    .bind(kind.asked.tool.as_str())
    .bind(kind.asked.server.as_ref().map(Name::as_str))
    .bind(kind.asked.arguments.text())
    .bind(kind.asked.timeout.as_str())
    .bind(kind.asked.agent_reasoning.as_deref())
    .bind(kind.asked.context.as_ref().map(Sent::text))
    .bind(kind.digest.as_slice())
    .bind(now.timestamp_micros())
    .bind(due_at.timestamp_micros())
    .bind(serde_json::to_string(&kind.assessment)?)
    .execute(&mut *connection)
    .await?
    .last_insert_rowid();
    sqlx::query(
        "INSERT INTO reviews (seq, version, state, standing, priority, assignee, due_at, desks, ends_at)
         VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?6)",
    )
    .bind(seq)
    .bind(serde_json::to_string(&state)?)
    .bind(if held { "held" } else { "approved" })
    .bind(kind.assessment.risk.score())
    .bind(held.then_some("*"))
    .bind(held.then_some(due_at.timestamp_micros()))
    .bind(held.then_some(r#"{"on":["*"],"without":[]}"#))
    .execute(&mut *connection)
    .await?;
    sqlx::query("INSERT INTO ledger (at, action, entry, salt, leaf) VALUES (?1, ?2, ?3, zeroblob(16), zeroblob(32))")
        .bind(now.timestamp_micros())
        .bind(seq)
        .bind(&kind.entry)
        .execute(&mut *connection)
        .await?;
    Ok(())
}

/// Ten bytes that differ for every number and follow no order, as those of real ids and idempotency keys.
fn scattered(number: u32) -> [u8; 10] {
    let mut bytes = [0; 10];
    let mut state = u64::from(number) + 1;
    for byte in &mut bytes {
        state = state.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(23);
        *byte = state.to_le_bytes()[3];
    }
    bytes
}
