//! How many actions a hub takes in: authenticated, judged and stored before each answer, over real HTTP on this computer.
//!
//! `cargo bench -p sekisho-api --bench intake -- [--json] [--seconds N]`. Beside it an empty handler that gets the same requests;
//! the bench `raw` of `sekisho-store` writes the same rows without any of this.

use std::{
    io::Write,
    net::SocketAddr,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use axum::{Router, body::Bytes, routing::post};
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use sekisho_api::hub::Hub;
use sekisho_gate::{directory::Directory, limits::Limits};
use serde_json::value::RawValue;
use tokio::net::{TcpListener, TcpStream};

const CONNECTIONS: [u32; 3] = [1, 32, 256];

/// Time to warm up, which does not count.
const WARM_UP: Duration = Duration::from_secs(1);

/// A read that passes and a mail that is held, with arguments of 1 KiB each; sent in turn.
const REQUESTS: &str = include_str!("../../store/benches/actions.json");

/// Whom to ask, and with what.
struct Target {
    address: SocketAddr,
    token: String,
    bodies: Vec<Bytes>,
    next: AtomicU32,
    /// Requests answered, warm-up included.
    answered: AtomicU32,
}

struct Row {
    what: &'static str,
    connections: u32,
    per_second: f64,
    p50_ms: f64,
    p99_ms: f64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args: Vec<_> = std::env::args().collect();
    let after = |flag: &str| args.iter().skip_while(|arg| *arg != flag).nth(1);
    let seconds = after("--seconds").map_or(Ok(5), |text| text.parse()).context("`--seconds` takes a number")?;
    let (json, time) = (args.iter().any(|arg| arg == "--json"), Duration::from_secs(seconds));
    let mut out = std::io::stdout().lock();
    if !json {
        writeln!(out, "{:<10}{:>12}{:>14}{:>12}{:>12}", "what", "connections", "actions/s", "p50 ms", "p99 ms")?;
    }
    for connections in CONNECTIONS {
        for row in [intake(connections, time).await?, empty(connections, time).await?] {
            let Row { what, connections, per_second, p50_ms, p99_ms } = row;
            if json {
                let line = serde_json::json!({
                    "what": what, "connections": connections, "per_second": per_second, "p50_ms": p50_ms, "p99_ms": p99_ms
                });
                writeln!(out, "{line}")?;
            } else {
                writeln!(out, "{what:<10}{connections:>12}{per_second:>14.0}{p50_ms:>12.2}{p99_ms:>12.2}")?;
            }
        }
    }
    Ok(())
}

/// A hub of its own, on a new database.
async fn intake(connections: u32, time: Duration) -> anyhow::Result<Row> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let directory = Directory::open(folder.path())?;
    // What is measured is the hub and not its limits.
    let limits = Limits { calls_per_second: NonZeroU32::MAX, held: NonZeroU32::MAX };
    let mut hub = Hub::open(&directory, "bench", limits).await?;
    let url = hub.listen(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    let added = hub.desk().call(Method::POST, "/agents", Some(r#"{"name":"bench"}"#.to_owned())).await?;
    let added: serde_json::Value = serde_json::from_str(&added.body)?;
    let token = added.get("token").and_then(serde_json::Value::as_str).context("an agent with a token")?;
    let address = url.strip_prefix("http://").context("an address")?.parse()?;
    let target = Arc::new(Target::new(address, token.to_owned())?);
    let row = measure("intake", &target, connections, time).await?;
    hub.close().await;
    // Whoever was answered is on disk.
    let hub = Hub::open(&directory, "bench", limits).await?;
    let agents: serde_json::Value = serde_json::from_str(&hub.desk().call(Method::GET, "/agents", None).await?.body)?;
    let stored = agents.pointer("/0/actions").and_then(serde_json::Value::as_u64);
    let answered = target.answered.load(Ordering::Relaxed);
    ensure!(stored == Some(u64::from(answered)), "{answered} were answered, and {stored:?} are stored");
    hub.close().await;
    Ok(row)
}

/// The same requests to a handler that reads them and does nothing.
async fn empty(connections: u32, time: Duration) -> anyhow::Result<Row> {
    let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
    let target = Arc::new(Target::new(listener.local_addr()?, "none".to_owned())?);
    let app = Router::new().route("/aap/v1/requests", post(|_: Bytes| async { StatusCode::CREATED }));
    let serving = tokio::spawn(async { axum::serve(listener, app).await });
    let row = measure("empty", &target, connections, time).await?;
    serving.abort();
    Ok(row)
}

async fn measure(what: &'static str, target: &Arc<Target>, connections: u32, time: Duration) -> anyhow::Result<Row> {
    let (counts, stop) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let (target, counts, stop) = (Arc::clone(target), Arc::clone(&counts), Arc::clone(&stop));
        clients.spawn(async move { client(&target, &counts, &stop).await });
    }
    tokio::time::sleep(WARM_UP).await;
    counts.store(true, Ordering::Relaxed);
    let started = Instant::now();
    tokio::time::sleep(time).await;
    let took = started.elapsed();
    stop.store(true, Ordering::Relaxed);
    let mut times = Vec::new();
    while let Some(client) = clients.join_next().await {
        times.extend(client??);
    }
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default().as_secs_f64() * 1e3;
    let per_second = f64::from(u32::try_from(times.len())?) / took.as_secs_f64();
    Ok(Row { what, connections, per_second, p50_ms: at(50), p99_ms: at(99) })
}

/// One connection that asks, waits for the answer, and asks again. Tells how long each answer took that came while it counts.
async fn client(target: &Target, counts: &AtomicBool, stop: &AtomicBool) -> anyhow::Result<Vec<Duration>> {
    let stream = TcpStream::connect(target.address).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    let driving = tokio::spawn(connection);
    let mut times = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let begun = Instant::now();
        target.ask(&mut sender).await?;
        if counts.load(Ordering::Relaxed) && !stop.load(Ordering::Relaxed) {
            times.push(begun.elapsed());
        }
    }
    drop(sender);
    driving.await??;
    Ok(times)
}

impl Target {
    fn new(address: SocketAddr, token: String) -> anyhow::Result<Self> {
        let bodies: Vec<&RawValue> = serde_json::from_str(REQUESTS)?;
        let bodies = bodies.into_iter().map(|body| Bytes::from(body.get())).collect();
        Ok(Self { address, token, bodies, next: AtomicU32::new(0), answered: AtomicU32::new(0) })
    }

    async fn ask(&self, sender: &mut SendRequest<Full<Bytes>>) -> anyhow::Result<()> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let body = self.bodies.get(number as usize % self.bodies.len()).context("a body")?;
        let request = Request::post("/aap/v1/requests")
            .header(header::HOST, self.address.to_string())
            .header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json")
            // Scattered, as real keys are.
            .header("idempotency-key", format!("{:016x}{number:x}", u64::from(number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
            .body(Full::new(body.clone()))?;
        let response = sender.send_request(request).await?;
        ensure!(response.status() == StatusCode::CREATED, "the answer was {}", response.status());
        response.into_body().collect().await?;
        self.answered.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}
