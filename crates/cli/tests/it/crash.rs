//! `kill -9` under load, again and again: what was answered is there afterwards, and nothing is decided or used twice.
//!
//! The callers write down every answer. After each kill a new hub runs on the same directory, every call of that round is made
//! again with the same key, and what comes back is held against what was written down.

use std::{
    collections::VecDeque,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::hub::{Caller, Hub, Reply, eventually, heavy, run};

const AGENTS: usize = 4;
const REVIEWERS: usize = 2;

/// How many calls are made at once when everything is looked at again.
const LOOKERS: usize = 16;

/// What is known of one action: what was tried, and what was answered.
struct Fact {
    agent: usize,
    key: String,
    body: String,
    /// The last answer its agent got.
    seen: Option<Value>,
    /// What a reviewer tried.
    tried: Option<&'static str>,
    /// Whether the reviewer was answered.
    decided: bool,
    /// Whether its agent tried to use it.
    using: bool,
}

type Shared = Arc<Mutex<Fact>>;

/// Everything that was written down, over all rounds.
#[derive(Default)]
struct Book {
    facts: Mutex<Vec<Shared>>,
    held: Mutex<VecDeque<Shared>>,
    approved: [Mutex<VecDeque<Shared>>; AGENTS],
    answers: AtomicUsize,
}

impl Fact {
    fn id(&self) -> Option<String> {
        Some(self.seen.as_ref()?["id"].as_str()?.to_owned())
    }

    fn path(&self, rest: &str) -> String {
        format!("/aap/v1/requests/{}{rest}", self.id().unwrap())
    }

    /// Holds an answer against all answers before, then keeps it.
    fn keep(&mut self, now: Value) {
        if let Some(before) = &self.seen {
            assert_eq!((&before["id"], &before["created_at"]), (&now["id"], &now["created_at"]), "one key stays one action: {now}");
            if before["decision"].is_object() {
                assert_eq!(before["decision"], now["decision"], "a decision that was told stays: {now}");
            }
            if before["consumption"].is_object() {
                assert_eq!(before["consumption"], now["consumption"], "a use that was told stays: {now}");
            }
        }
        let status = now["status"].as_str().unwrap();
        match self.tried {
            Some(verdict) if self.decided => assert_eq!(status, verdict, "what the reviewer was told holds: {now}"),
            Some(verdict) => assert!([verdict, "pending"].contains(&status), "nobody said anything else: {now}"),
            None => assert!(["pending", "approved"].contains(&status), "nobody said no: {now}"),
        }
        self.seen = Some(now);
    }
}

/// An answer, unless the hub died under the call.
async fn answer(caller: &Caller, method: Method, path: &str, body: Option<String>, key: Option<&str>) -> Option<Reply> {
    caller.try_call(method, path, body, key).await.ok()
}

/// Keeps a successful answer of an action's agent. None if there was no answer.
fn note(fact: &Shared, reply: Option<Reply>, book: &Book) -> Option<Value> {
    let reply = reply?;
    assert!(reply.status == 200 || reply.status == 201, "a call that makes sense is not refused: {reply}");
    fact.lock().unwrap().keep(reply.json());
    book.answers.fetch_add(1, Ordering::Relaxed);
    Some(reply.json())
}

/// An agent asks and uses what was approved, until the hub is gone.
async fn act(book: Arc<Book>, index: usize, agent: Caller, round: usize) {
    for turn in 0.. {
        let tool = if turn % 2 == 0 { "get_invoice" } else { "send_mail" };
        let body = json!({ "tool": tool, "arguments": { "round": round, "turn": turn }, "timeout": "24h" }).to_string();
        let key = format!("{round}-{turn}");
        let fact = Fact { agent: index, key: key.clone(), body: body.clone(), seen: None, tried: None, decided: false, using: false };
        let fact = Arc::new(Mutex::new(fact));
        book.facts.lock().unwrap().push(Arc::clone(&fact));
        let reply = answer(&agent, Method::POST, "/aap/v1/requests", Some(body), Some(&key)).await;
        let Some(request) = note(&fact, reply, &book) else { return };
        let usable = if request["status"] == "approved" {
            Some(fact)
        } else {
            book.held.lock().unwrap().push_back(fact);
            book.approved[index].lock().unwrap().pop_front()
        };
        if let Some(fact) = usable {
            let path = {
                let mut fact = fact.lock().unwrap();
                fact.using = true;
                fact.path("/consume")
            };
            let reply = answer(&agent, Method::POST, &path, None, Some("use")).await;
            if note(&fact, reply, &book).is_none() {
                return;
            }
        }
    }
}

/// A reviewer answers whatever is held, until the hub is gone.
async fn review(book: Arc<Book>, reviewer: Caller) {
    for turn in 0.. {
        let Some(fact) = book.held.lock().unwrap().pop_front() else {
            tokio::time::sleep(Duration::from_millis(1)).await;
            if reviewer.try_call(Method::GET, "/sekisho/v1/status", None, None).await.is_err() {
                return;
            }
            continue;
        };
        let path = format!("/sekisho/v1/actions/{}", fact.lock().unwrap().id().unwrap());
        let Some(view) = answer(&reviewer, Method::GET, &path, None, None).await else { return };
        let view = view.expect(200);
        let (verb, verdict) = if turn % 3 == 0 { ("reject", "denied") } else { ("approve", "approved") };
        let mut body = json!({ "digest": view["digest"], "version": view["version"] });
        if verb == "reject" {
            body["reason"] = json!("no");
        }
        fact.lock().unwrap().tried = Some(verdict);
        let Some(reply) = answer(&reviewer, Method::POST, &format!("{path}/{verb}"), Some(body.to_string()), None).await else { return };
        reply.expect(200);
        let owner = {
            let mut fact = fact.lock().unwrap();
            fact.decided = true;
            fact.agent
        };
        book.answers.fetch_add(1, Ordering::Relaxed);
        if verdict == "approved" {
            book.approved[owner].lock().unwrap().push_back(fact);
        }
    }
}

/// Makes the calls of an action once more, with the same keys.
async fn retry(agent: Caller, fact: Shared) {
    let (body, key, known, using) = {
        let fact = fact.lock().unwrap();
        (fact.body.clone(), fact.key.clone(), fact.seen.is_some(), fact.using)
    };
    let again = answer(&agent, Method::POST, "/aap/v1/requests", Some(body), Some(&key)).await.unwrap();
    assert!(again.status == 200 || again.status == 201 && !known, "what was acknowledged is there: {again}");
    fact.lock().unwrap().keep(again.json());
    if using {
        let path = fact.lock().unwrap().path("/consume");
        let used = answer(&agent, Method::POST, &path, None, Some("use")).await.unwrap();
        fact.lock().unwrap().keep(used.expect(200));
        let other = answer(&agent, Method::POST, &path, None, Some("other")).await.unwrap();
        other.refused(409, "already_consumed");
    }
}

/// Looks at an action once more.
async fn look(agent: Caller, fact: Shared) {
    let path = fact.lock().unwrap().path("");
    let now = answer(&agent, Method::GET, &path, None, None).await.unwrap().expect(200);
    fact.lock().unwrap().keep(now);
}

async fn all<F: Future<Output = ()> + Send + 'static>(facts: &[Shared], agents: &[Caller], check: impl Fn(Caller, Shared) -> F) {
    for some in facts.chunks(LOOKERS) {
        let mut calls = JoinSet::new();
        for fact in some {
            let agent = agents[fact.lock().unwrap().agent].clone();
            calls.spawn(check(agent, Arc::clone(fact)));
        }
        calls.join_all().await;
    }
}

/// The same callers at a hub that listens elsewhere now.
fn at(hub: &Hub, tokens: &[String]) -> Vec<Caller> {
    tokens.iter().map(|token| hub.caller(token)).collect()
}

/// Loads a hub until enough was answered, and kills it in the middle of the next calls.
async fn round(hub: &mut Hub, book: &Arc<Book>, number: usize, agents: &[Caller], reviewers: &[Caller]) {
    let before = book.answers.load(Ordering::Relaxed);
    let enough = before + 10 + number * 37 % 40;
    let mut calls = JoinSet::new();
    for (index, agent) in agents.iter().enumerate() {
        calls.spawn(act(Arc::clone(book), index, agent.clone(), number));
    }
    for reviewer in reviewers {
        calls.spawn(review(Arc::clone(book), reviewer.clone()));
    }
    eventually("enough calls are answered", async || (book.answers.load(Ordering::Relaxed) >= enough).then_some(())).await;
    hub.kill();
    calls.join_all().await;
}

/// What waits or may be used from before: callers that died with the hub forgot it.
fn forget(book: &Book) {
    book.held.lock().unwrap().clear();
    book.approved.iter().for_each(|queue| queue.lock().unwrap().clear());
}

fn is_intact(data: &Path) {
    let checks = run(data, &["doctor", "--json"]).json();
    let database = checks.as_array().unwrap().iter().find(|check| check["check"] == "database").unwrap();
    assert_eq!((&database["ok"], &database["detail"]), (&json!(true), &json!("opens, reads and is intact")), "{checks}");
    let ledger = checks.as_array().unwrap().iter().find(|check| check["check"] == "ledger").unwrap();
    assert_eq!(ledger["ok"], true, "it is as it was signed, and the tables say the same: {checks}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_survives_kill_9() {
    let rounds = if heavy() { 200 } else { 10 };
    let started = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    let mut hub = Hub::start_on(folder.path());
    let (mut agents, mut reviewers) = (Vec::new(), vec![hub.owner().token]);
    for index in 0..AGENTS {
        agents.push(hub.agent(&format!("Agent {index}")).await.token);
    }
    for index in 1..REVIEWERS {
        reviewers.push(hub.reviewer(&format!("Reviewer {index}"), &[]).await.token);
    }
    let book = Arc::new(Book::default());
    for number in 0..rounds {
        let first = book.facts.lock().unwrap().len();
        let (asking, answering) = (at(&hub, &agents), at(&hub, &reviewers));
        round(&mut hub, &book, number, &asking, &answering).await;
        forget(&book);
        hub = Hub::start_on(folder.path());
        let facts = book.facts.lock().unwrap()[first..].to_vec();
        all(&facts, &at(&hub, &agents), retry).await;
    }
    let facts = book.facts.lock().unwrap().clone();
    all(&facts, &at(&hub, &agents), look).await;
    let owner = hub.owner();
    let agents_views = owner.get("/sekisho/v1/agents").await.json();
    let stored: u64 = agents_views.as_array().unwrap().iter().map(|agent| agent["actions"].as_u64().unwrap()).sum();
    assert_eq!(stored, u64::try_from(facts.len()).unwrap(), "one action a key, however often it was sent");
    hub.kill();
    is_intact(folder.path());
    let (answers, actions) = (book.answers.load(Ordering::Relaxed), facts.len());
    println!("{rounds} × kill -9: {answers} answers on {actions} actions, none lost, in {:?}", started.elapsed());
}
