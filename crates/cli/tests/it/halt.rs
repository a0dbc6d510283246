//! Stop means stop, over the network: against many who wait and use, from the command line, by the file, and over a restart.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::{runtime::Builder, sync::mpsc, task::JoinSet};

use crate::hub::{Caller, Hub, eventually, heavy, run};

fn lookup(number: usize) -> Value {
    json!({ "tool": "get_invoice", "arguments": { "number": number }, "timeout": "10m" })
}

fn mail(number: usize) -> Value {
    json!({ "tool": "send_mail", "arguments": { "subject": number }, "timeout": "10m" })
}

async fn halt(owner: &Caller, scope: Value) -> String {
    owner.post("/sekisho/v1/halts", &json!({ "scope": scope, "reason": "drill" })).await.expect(201)["id"].as_str().unwrap().to_owned()
}

async fn resume(owner: &Caller, id: &str) {
    let lifted = owner.post(&format!("/sekisho/v1/halts/{id}/resume"), &json!({ "reason": "over" })).await.expect(200);
    assert_eq!(lifted["standing"]["state"], "lifted", "{lifted}");
}

/// What a stream of halts tells, with when it came.
async fn listen(agent: &Caller) -> mpsc::UnboundedReceiver<(Instant, Value)> {
    // Longer than any drill: the client ends calls after a while.
    let request = agent.request(Method::GET, "/sekisho/v1/halts/stream").bearer_auth(&agent.token).timeout(Duration::from_mins(10));
    let mut response = request.send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut text = String::new();
        while let Ok(Some(piece)) = response.chunk().await {
            text.push_str(std::str::from_utf8(&piece).unwrap());
            while let Some(end) = text.find("\n\n") {
                let event: String = text.drain(..end + 2).collect();
                let data = event.lines().find_map(|line| line.strip_prefix("data: "));
                if let Some(news) = data.and_then(|data| serde_json::from_str(data).ok()) {
                    let _ = tell.send((Instant::now(), news));
                }
            }
        }
    });
    told
}

async fn next(told: &mut mpsc::UnboundedReceiver<(Instant, Value)>) -> (Instant, Value) {
    tokio::time::timeout(Duration::from_secs(20), told.recv()).await.expect("something is told").expect("the stream lives")
}

/// What the clients of a drill share.
#[derive(Default)]
struct Drill {
    /// Counted up right after a halt has returned, and again right before its resume is sent: odd in a halt.
    turn: AtomicUsize,
    done: AtomicBool,
    used: AtomicUsize,
    refused: AtomicUsize,
    escaped: AtomicUsize,
}

impl Drill {
    /// Whether everything since then was in one halt.
    fn in_halt(&self, since: usize) -> bool {
        since % 2 == 1 && self.turn.load(Ordering::SeqCst) == since
    }
}

/// Asks for what passes and uses it, over and over.
async fn use_on(agent: Caller, drill: Arc<Drill>, client: usize) {
    for round in 0.. {
        if drill.done.load(Ordering::SeqCst) {
            return;
        }
        let asking = drill.turn.load(Ordering::SeqCst);
        let asked = agent.ask(&lookup(client), &format!("{client}-{round}")).await.json();
        // Only what was sent after the return, and answered before anybody wanted to resume, says anything.
        let mut escaped = drill.in_halt(asking) && asked["status"] == "approved";
        if asked["status"] == "approved" {
            let using = drill.turn.load(Ordering::SeqCst);
            let used = agent.consume(asked["id"].as_str().unwrap(), "use").await.status == 200;
            escaped |= drill.in_halt(using) && used;
            let counter = if used { &drill.used } else { &drill.refused };
            counter.fetch_add(1, Ordering::SeqCst);
        } else {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        drill.escaped.fetch_add(usize::from(escaped), Ordering::SeqCst);
    }
}

/// Waits for an answer that does not come.
async fn wait_on(agent: Caller, drill: Arc<Drill>, client: usize) {
    let id = agent.ask(&mail(client), &format!("mail-{client}")).await.id();
    while !drill.done.load(Ordering::SeqCst) {
        agent.wait(&id, "5s").await;
    }
}

/// From the return of a halt on nothing is passed or used, and everybody is told, however many wait and use at the time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_used_after_a_halt_has_returned() {
    let (clients, rounds) = if heavy() { (1_000, 100) } else { (60, 6) };
    let folder = tempfile::tempdir().unwrap();
    let flags = ["--calls-per-second", "1000000", "--held", "1000000", "--connections", "4096"];
    let hub = Hub::start_with(&folder.path().join("data"), &flags);
    let owner = hub.owner();
    // The crowd keeps its own thread busy, as it would its own computers, so that what is measured is the hub and not the crowd.
    let crowd = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let (drill, mut running, mut streams) = (Arc::new(Drill::default()), JoinSet::new(), Vec::new());
    for index in 0..10 {
        let agent = hub.agent(&format!("Agent {index}")).await;
        streams.push(listen(&agent).await);
        for client in (0..clients).filter(|client| client % 10 == index) {
            // Half of them wait, and half of them use.
            if client / 10 % 2 == 0 {
                running.spawn_on(use_on(agent.clone(), Arc::clone(&drill), client), crowd.handle());
            } else {
                running.spawn_on(wait_on(agent.clone(), Arc::clone(&drill), client), crowd.handle());
            }
        }
    }
    eventually("they are at work", async || (drill.used.load(Ordering::SeqCst) > clients).then_some(())).await;
    let (mut calls, mut tellings) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let started = Instant::now();
        let id = halt(&owner, json!({ "kind": "everything" })).await;
        let returned = Instant::now();
        drill.turn.fetch_add(1, Ordering::SeqCst);
        calls.push(returned - started);
        for stream in &mut streams {
            let (at, news) = next(stream).await;
            assert_eq!((&news["event"], &news["id"]), (&json!("halted"), &json!(id)));
            tellings.push(at.saturating_duration_since(returned));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        drill.turn.fetch_add(1, Ordering::SeqCst);
        resume(&owner, &id).await;
        for stream in &mut streams {
            assert_eq!(next(stream).await.1["event"], "resumed");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    drill.done.store(true, Ordering::SeqCst);
    running.join_all().await;
    crowd.shutdown_background();
    calls.sort();
    tellings.sort();
    let at = |times: &[Duration], share: usize| times[(times.len() * share).div_ceil(100) - 1];
    println!("halt with {clients} clients, {rounds} rounds");
    println!("  call p50 {:?}, p99 {:?}, max {:?}", at(&calls, 50), at(&calls, 99), at(&calls, 100));
    println!("  told after the return p50 {:?}, p99 {:?}, max {:?}", at(&tellings, 50), at(&tellings, 99), at(&tellings, 100));
    println!("  used {}, refused {}", drill.used.load(Ordering::SeqCst), drill.refused.load(Ordering::SeqCst));
    assert_eq!(drill.escaped.load(Ordering::SeqCst), 0, "nothing that was sent after the return passed or was used");
    assert!(drill.refused.load(Ordering::SeqCst) > 0, "there was something to refuse");
    check_ledger(hub);
    assert!(at(&tellings, 99) < Duration::from_millis(100), "everybody was told at once");
    // Loose, as an unoptimised hub spends milliseconds on what takes microseconds, and whatever else runs on this computer counts too.
    // The figures above are what to look at, of an optimised hub: `SEKISHO_BIN=target/release/sekisho`.
    assert!(at(&calls, 50) < Duration::from_secs(1), "and it was quick");
}

/// Between a halt and its end the ledger has no use, no approval and no pass.
fn check_ledger(mut hub: Hub) {
    hub.kill();
    let file = hub.data().join("sekisho.db");
    let script = "import sqlite3,sys; print('\\n'.join(row[0] for row in sqlite3.connect(sys.argv[1]).execute(\
        \"SELECT entry ->> '$.event' || ' ' || coalesce(entry ->> '$.verdict', '') FROM ledger ORDER BY seq\")))";
    let output = std::process::Command::new("python3").arg("-c").arg(script).arg(file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let (mut halted, mut halts) = (false, 0);
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        match line.trim_end() {
            "halted" => (halted, halts) = (true, halts + 1),
            "resumed" => halted = false,
            "consumed" | "approved" | "received pass" => assert!(!halted, "`{line}` stands behind a halt"),
            _ => {}
        }
    }
    assert!(halts > 0, "there were halts");
}

#[tokio::test]
async fn the_doors_take_what_they_should_and_nothing_else() {
    let hub = Hub::start();
    let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
    let person = hub.reviewer("Person", &[]).await;
    for body in [
        json!({}),
        json!({ "scope": {} }),
        json!({ "scope": { "kind": "nothing" } }),
        json!({ "scope": { "kind": "everything", "but": 1 } }),
        json!({ "scope": { "kind": "tool" } }),
        json!({ "scope": { "kind": "everything" }, "reason": null }),
        json!({ "of": { "action": "0197b000-0000-7000-8000-000000000001", "part": "everything" } }),
        json!({ "of": { "action": "0197b000-0000-7000-8000-000000000001", "part": "agent" }, "scope": { "kind": "everything" } }),
    ] {
        owner.post("/sekisho/v1/halts", &body).await.refused(400, "invalid_request");
    }
    agent.post("/sekisho/v1/halts", &json!({ "scope": { "kind": "everything" } })).await.refused(403, "forbidden");
    agent.get("/sekisho/v1/halts").await.refused(403, "forbidden");
    owner.get("/sekisho/v1/halts/stream").await.refused(403, "forbidden");
    let (waiting, passed) = (agent.ask(&mail(1), "one").await.id(), agent.ask(&lookup(1), "two").await.id());
    let id = halt(&person, json!({ "kind": "agent", "agent": agent.id })).await;
    agent.consume(&passed, "use").await.refused(409, "halted");
    owner.answer(&owner.view(&waiting).await, "approve", json!({})).await.refused(409, "halted");
    assert_eq!(agent.look(&waiting).await.expect(200)["status"], "pending", "a halted action simply waits");
    let mut told = listen(&agent).await;
    assert_eq!(next(&mut told).await.1["scope"], json!({ "kind": "agent", "agent": agent.id }));
    let call = |path: &str| format!("/sekisho/v1/halts/{id}/{path}");
    let heard = agent.try_call(Method::POST, &call("acknowledgement"), None, None).await.unwrap();
    assert_eq!(heard.status, 204, "{heard}");
    let halts = owner.get("/sekisho/v1/halts").await.expect(200);
    assert_eq!(halts["standing"][0]["agents"][0]["heard"]["kind"], "acknowledged", "{halts}");
    person.post(&call("resume"), &json!({ "reason": "ok" })).await.refused(403, "forbidden");
    owner.post(&call("resume"), &json!({ "reason": "" })).await.refused(400, "invalid_request");
    owner.post("/sekisho/v1/halts/hlt_1/resume", &json!({ "reason": "ok" })).await.refused(404, "not_found");
    resume(&owner, &id).await;
    owner.post(&call("resume"), &json!({ "reason": "ok" })).await.refused(409, "conflict");
    let of = json!({ "of": { "action": passed, "part": "tool" } });
    let tool = person.post("/sekisho/v1/halts", &of).await.expect(201);
    assert_eq!(tool["scope"], json!({ "kind": "tool", "tool": [{ "kind": "text", "text": "get_invoice" }], "server": null }), "{tool}");
    agent.consume(&passed, "use").await.refused(409, "halted");
    resume(&owner, tool["id"].as_str().unwrap()).await;
    agent.consume(&passed, "use").await.expect(200);
    let over = person.get("/sekisho/v1/halts/lifted?limit=1").await.expect(200);
    assert_eq!((&over["halts"][0]["id"], &over["next"]), (&tool["id"], &tool["id"]), "{over}");
    let over = person.get(&format!("/sekisho/v1/halts/lifted?after={}", over["next"].as_str().unwrap())).await.expect(200);
    assert_eq!((&over["halts"][0]["id"], &over["halts"][0]["agents"][0]["heard"]["kind"]), (&json!(id), &json!("acknowledged")), "{over}");
    person.get("/sekisho/v1/halts/lifted?after=1").await.refused(400, "invalid_request");
    agent.get("/sekisho/v1/halts/lifted").await.refused(403, "forbidden");
}

#[tokio::test]
async fn two_administrators_resume_where_that_is_set() {
    let hub = Hub::start();
    let (owner, person) = (hub.owner(), hub.reviewer("Person", &[]).await);
    let set = async |who: &Caller, required: bool| {
        let body = Some(json!({ "required": required }).to_string());
        who.try_call(Method::PUT, "/sekisho/v1/halts/second-person", body, None).await.unwrap()
    };
    set(&person, true).await.refused(403, "forbidden");
    set(&owner, true).await.refused(409, "conflict");
    let second = owner.post("/sekisho/v1/reviewers", &json!({ "name": "Second", "role": "administrator", "groups": [] })).await.expect(201);
    let second = hub.caller(second["token"].as_str().unwrap());
    assert_eq!(set(&owner, true).await.expect(200)["second_person"], true);
    let id = halt(&owner, json!({ "kind": "everything" })).await;
    set(&owner, false).await.expect(200);
    let path = format!("/sekisho/v1/halts/{id}/resume");
    let asked = owner.post(&path, &json!({ "reason": "mended" })).await.expect(200);
    assert_eq!((&asked["standing"]["state"], &asked["resume"]), (&json!("resume_asked"), &json!("second_person")), "{asked}");
    owner.post(&path, &json!({ "reason": "mended" })).await.refused(409, "same_person");
    let lifted = second.post(&path, &json!({ "reason": "seen" })).await.expect(200);
    assert_eq!((&lifted["standing"]["state"], &lifted["standing"]["asked_by"]["name"]), (&json!("lifted"), &json!("Hana")), "{lifted}");
}

#[tokio::test]
async fn the_command_halts_and_resumes_and_a_file_does_when_all_else_is_stuck() {
    let hub = Hub::start();
    let agent = hub.agent("Orders").await;
    let passed = agent.ask(&lookup(1), "one").await.id();
    let halted = run(hub.data(), &["halt", "--tool", "get_invoice", "--reason", "odd", "--json"]).json();
    assert_eq!(halted["scope"]["kind"], "tool", "{halted}");
    agent.consume(&passed, "use").await.refused(409, "halted");
    let id = halted["id"].as_str().unwrap();
    assert_eq!(run(hub.data(), &["halts", "--json"]).json()[0]["id"], id);
    assert!(run(hub.data(), &["doctor"]).out.contains("halted: the tool get_invoice"), "doctor says why nothing runs");
    assert_eq!(run(hub.data(), &["resume", id]).code, Some(2), "a reason is asked for");
    assert_eq!(run(hub.data(), &["resume", id, "--reason", "mended", "--json"]).json()["standing"]["state"], "lifted");
    assert_eq!(run(hub.data(), &["halt", "--server", "x"]).code, Some(2));
    assert_eq!(run(hub.data(), &["halt", "--agent", "Nobody"]).sentence(), "sekisho: there is no active agent `Nobody`");
    fs::write(hub.data().join("HALT"), "stuck").unwrap();
    let id = eventually("the file halts", async || run(hub.data(), &["halts", "--json"]).json()[0]["id"].as_str().map(str::to_owned)).await;
    agent.consume(&passed, "use").await.refused(409, "halted");
    let refused = run(hub.data(), &["resume", &id, "--reason", "mended"]);
    assert_eq!(refused.sentence(), "sekisho: remove the file `HALT` from the data directory first");
    fs::remove_file(hub.data().join("HALT")).unwrap();
    assert_eq!(run(hub.data(), &["resume", &id, "--reason", "mended", "--json"]).json()["standing"]["state"], "lifted");
    agent.consume(&passed, "use").await.expect(200);
}

#[tokio::test]
async fn a_halt_survives_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut hub = Hub::start_on(&data);
    let agent = hub.agent("Orders").await;
    let passed = agent.ask(&lookup(1), "one").await.id();
    halt(&hub.owner(), json!({ "kind": "everything" })).await;
    hub.kill();
    drop(hub);
    let hub = Hub::start_on(&data);
    hub.caller(&agent.token).consume(&passed, "use").await.refused(409, "halted");
}
