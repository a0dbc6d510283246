//! Whoever asks too much, or says too little, keeps nobody else out.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::mail;
use crate::hub::{Hub, eventually};

/// How many connections the hub keeps open at a time.
const CONNECTIONS: usize = 512;

/// How long it leaves a connection that says nothing, and some time for a busy computer.
const SILENCE: Duration = Duration::from_secs(15 + 10);

fn limited(flags: &[&str]) -> (tempfile::TempDir, Hub) {
    let folder = tempfile::tempdir().unwrap();
    let hub = Hub::start_with(&folder.path().join("data"), flags);
    (folder, hub)
}

#[tokio::test]
async fn an_agent_that_calls_too_often_is_told_to_wait() {
    let (_folder, hub) = limited(&["--calls-per-second", "2"]);
    let (flood, calm) = (hub.agent("Flood").await, hub.agent("Calm").await);
    let mut replies = Vec::new();
    for index in 0..8 {
        replies.push(flood.ask(&mail(), &format!("key-{index}")).await);
    }
    let refused: Vec<_> = replies.iter().filter(|reply| reply.status == 429).collect();
    assert!(!refused.is_empty() && refused.len() < 8, "a burst passes, and then no more: {replies:?}");
    for reply in refused {
        reply.refused(429, "rate_limited");
        assert_eq!(reply.headers["retry-after"], "1");
    }
    assert_eq!(calm.ask(&mail(), "key").await.status, 201, "another agent is heard");
    assert_eq!(hub.owner().get("/sekisho/v1/status").await.status, 200, "and so is a reviewer");
    let stored = hub.owner().actions_of(&flood).await;
    assert_eq!(
        usize::try_from(stored).unwrap(),
        replies.iter().filter(|reply| reply.status == 201).count(),
        "what was refused left nothing"
    );
}

#[tokio::test]
async fn an_agent_whose_actions_all_wait_is_told_to_come_back() {
    let (_folder, hub) = limited(&["--held", "2"]);
    let agent = hub.agent("Orders").await;
    let first = agent.ask(&mail(), "1").await.id();
    agent.ask(&mail(), "2").await.expect(201);
    let third = agent.ask(&mail(), "3").await;
    third.refused(429, "too_many_held");
    assert_eq!(third.headers["retry-after"], "30");
    agent.ask(&mail(), "1").await.expect(200);
    let lookup = json!({ "tool": "get_invoice", "arguments": {}, "timeout": "10m" });
    agent.ask(&lookup, "4").await.expect(201);
    hub.owner().approve(&first).await;
    agent.ask(&mail(), "3").await.expect(201);
}

/// Opens a connection, says this much, and waits until the hub hangs up.
async fn hangs_up(host: &str, words: &str) -> Duration {
    let mut stream = TcpStream::connect(host).await.unwrap();
    let begun = Instant::now();
    stream.write_all(words.as_bytes()).await.unwrap();
    let mut rest = Vec::new();
    // A reset is a hang-up too.
    let _ = tokio::time::timeout(Duration::from_mins(1), stream.read_to_end(&mut rest)).await.expect("the hub hangs up");
    begun.elapsed()
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_hung_up_on() {
    let hub = Hub::start();
    let host = hub.host();
    let answered = format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let (nothing, half, idle) =
        tokio::join!(hangs_up(host, ""), hangs_up(host, "GET /healthz HTTP/1.1\r\nHost:"), hangs_up(host, &answered));
    for (what, took) in [("nothing", nothing), ("half a call", half), ("no second call", idle)] {
        assert!(took < SILENCE, "{what}: after {took:?}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let hub = Hub::start();
    let agent = hub.agent("Orders").await;
    let id = agent.ask(&mail(), "key").await.id();
    let head = |path: &str| {
        format!(
            "POST /aap/v1/requests{path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nIdempotency-Key: k\r\n\
             Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{{",
            hub.host(),
            agent.token
        )
    };
    let (ask, consume) = (head(""), head(&format!("/{id}/consume")));
    let (asked, consumed) = tokio::join!(hangs_up(hub.host(), &ask), hangs_up(hub.host(), &consume));
    for took in [asked, consumed] {
        assert!(took < Duration::from_secs(30) + SILENCE, "after {took:?}");
    }
}

/// A call that was not begun is not made. One that was begun is made to its end.
#[tokio::test]
async fn whoever_hangs_up_in_the_middle_leaves_nothing_half_done() {
    let hub = Hub::start();
    let owner = hub.owner();
    let mut waiting = 0;
    for round in 0..6 {
        let agent = hub.agent(&format!("Orders {round}")).await;
        for index in 0..10 {
            agent.ask(&mail(), &format!("key-{index}")).await.expect(201);
        }
        let revoke = format!(
            "DELETE /sekisho/v1/agents/{} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\r\n",
            agent.id,
            hub.host(),
            owner.token
        );
        let mut stream = TcpStream::connect(hub.host()).await.unwrap();
        stream.write_all(revoke.as_bytes()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(round)).await;
        drop(stream);
        tokio::time::sleep(Duration::from_millis(500)).await;
        let agents = owner.get("/sekisho/v1/agents").await.expect(200);
        let known = agents.as_array().unwrap().iter().find(|known| known["id"] == *agent.id).unwrap();
        waiting += if known["revoked_at"].is_null() { 10 } else { 0 };
        eventually("all that waits for an agent that is gone is closed", async || {
            (owner.get("/sekisho/v1/status").await.expect(200)["waiting"] == waiting).then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn whoever_reads_no_answers_is_hung_up_on() {
    let hub = Hub::start();
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2_304).unwrap();
    let mut stream = socket.connect(hub.host().parse().unwrap()).await.unwrap();
    let call = format!("GET /nothing HTTP/1.1\r\nHost: {}\r\n\r\n", hub.host()).repeat(100);
    let begun = Instant::now();
    // Calls go in until the hub takes no more, and then until it hangs up.
    let end = async { while stream.write_all(call.as_bytes()).await.is_ok() {} };
    tokio::time::timeout(Duration::from_mins(2), end).await.expect("the hub hangs up");
    assert!(begun.elapsed() < Duration::from_secs(30) + SILENCE, "after {:?}", begun.elapsed());
}

#[tokio::test]
async fn those_who_say_nothing_keep_nobody_out_for_long() {
    let hub = Hub::start();
    let agent = hub.agent("Orders").await;
    let mut silent = Vec::new();
    for _ in 0..CONNECTIONS {
        silent.push(TcpStream::connect(hub.host()).await.unwrap());
    }
    let begun = Instant::now();
    agent.ask(&mail(), "key").await.expect(201);
    assert!(begun.elapsed() < SILENCE, "after {:?}", begun.elapsed());
}
