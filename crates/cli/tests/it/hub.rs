//! A hub of the test's own in a process of its own, and those who call it.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Method, header::HeaderMap};
use serde_json::{Value, json, value::RawValue};
use tempfile::TempDir;

/// How long anything may take that is only waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// `sekisho serve` on a data directory. It is killed when this value goes.
pub(crate) struct Hub {
    child: Child,
    pub(crate) address: String,
    data: PathBuf,
    folder: Option<TempDir>,
}

/// Someone with a credential.
#[derive(Clone)]
pub(crate) struct Caller {
    client: reqwest::Client,
    base: String,
    pub(crate) token: String,
    pub(crate) id: String,
}

/// What a call brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// What a finished command left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Whether the long forms are asked for.
pub(crate) fn heavy() -> bool {
    std::env::var("SEKISHO_HEAVY").is_ok_and(|value| value == "1")
}

/// The command on a data directory, with nothing of the environment that could change what it does.
pub(crate) fn sekisho(data: &Path) -> Command {
    // Another build can be named, so that its speed is measured.
    let build = std::env::var("SEKISHO_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_sekisho").to_owned());
    let mut command = Command::new(build);
    command.env_remove("SEKISHO_DATA").env_remove("SEKISHO_LOG").env("USER", "Hana").arg("--data").arg(data).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn run(data: &Path, args: &[&str]) -> Ran {
    let output = sekisho(data).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Looks until there is something to see.
pub(crate) async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(started.elapsed() < PATIENCE, "this did not happen in {PATIENCE:?}: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

impl Ran {
    /// The output as JSON, of a command that did what it was asked.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, Some(0), "the command does what it is asked: {self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("the output is JSON ({error}): {self:?}"))
    }

    /// The one sentence of a command that was refused.
    pub(crate) fn sentence(&self) -> &str {
        assert_eq!(self.code, Some(1), "a refusal is exit code 1: {self:?}");
        assert_eq!(self.out, "", "a refusal prints nothing to the output: {self:?}");
        let sentence = self.err.trim_end();
        assert!(sentence.starts_with("sekisho: ") && !sentence.contains('\n'), "a refusal is one sentence: {self:?}");
        sentence
    }
}

impl Hub {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut hub = Self::start_on(&folder.path().join("data"));
        hub.folder = Some(folder);
        hub
    }

    /// With room for whatever a test throws at it.
    pub(crate) fn start_on(data: &Path) -> Self {
        Self::start_with(data, &["--calls-per-second", "1000000", "--held", "1000000"])
    }

    pub(crate) fn start_with(data: &Path, flags: &[&str]) -> Self {
        let mut command = sekisho(data);
        command.args(["serve", "--json", "--listen", "127.0.0.1:0"]).args(flags).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let out = child.stdout.take().unwrap();
        let mut hub = Self { child, address: String::new(), data: data.to_owned(), folder: None };
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("the hub tells where it listens ({error}): `{line}`"));
        hub.address = told["address"].as_str().unwrap().to_owned();
        hub
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// `HOST:PORT`
    pub(crate) fn host(&self) -> &str {
        self.address.strip_prefix("http://").unwrap()
    }

    /// Ends the process as a power cut would: `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Ends it as a person does.
    pub(crate) fn stop(&mut self) {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(self.child.wait().unwrap().success(), "a hub that is told to stop does so in order");
    }

    /// Someone with this credential, whatever it is worth.
    pub(crate) fn caller(&self, token: &str) -> Caller {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(90)).build().unwrap();
        Caller { client, base: self.address.clone(), token: token.to_owned(), id: String::new() }
    }

    /// Whoever owns the data directory.
    pub(crate) fn owner(&self) -> Caller {
        self.caller(fs::read_to_string(self.data.join("reviewer.token")).unwrap().trim())
    }

    pub(crate) async fn agent(&self, name: &str) -> Caller {
        self.added("/sekisho/v1/agents", &json!({ "name": name })).await
    }

    pub(crate) async fn reviewer(&self, name: &str, groups: &[&str]) -> Caller {
        self.added("/sekisho/v1/reviewers", &json!({ "name": name, "role": "reviewer", "groups": groups })).await
    }

    async fn added(&self, path: &str, body: &Value) -> Caller {
        let new = self.owner().post(path, body).await.expect(201);
        let text = |field: &str| new[field].as_str().unwrap().to_owned();
        Caller { id: text("id"), ..self.caller(&text("token")) }
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.folder.take();
    }
}

impl Caller {
    /// A call that the test makes in its own way.
    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub(crate) async fn try_call(&self, method: Method, path: &str, body: Option<String>, key: Option<&str>) -> reqwest::Result<Reply> {
        let mut request = self.request(method, path).bearer_auth(&self.token);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        Reply::of(request).await
    }

    async fn call(&self, method: Method, path: &str, body: Option<String>, key: Option<&str>) -> Reply {
        self.try_call(method, path, body, key).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path, None, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.call(Method::POST, path, Some(body.to_string()), None).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.call(Method::DELETE, path, None, None).await
    }

    /// Asks, as an agent.
    pub(crate) async fn ask(&self, body: &Value, key: &str) -> Reply {
        self.ask_as_sent(&body.to_string(), key).await
    }

    pub(crate) async fn ask_as_sent(&self, body: &str, key: &str) -> Reply {
        self.call(Method::POST, "/aap/v1/requests", Some(body.to_owned()), Some(key)).await
    }

    pub(crate) async fn look(&self, id: &str) -> Reply {
        self.get(&format!("/aap/v1/requests/{id}")).await
    }

    pub(crate) async fn wait(&self, id: &str, wait: &str) -> Reply {
        self.get(&format!("/aap/v1/requests/{id}?wait={wait}")).await
    }

    pub(crate) async fn cancel(&self, id: &str) -> Reply {
        self.delete(&format!("/aap/v1/requests/{id}")).await
    }

    pub(crate) async fn consume(&self, id: &str, key: &str) -> Reply {
        self.call(Method::POST, &format!("/aap/v1/requests/{id}/consume"), None, Some(key)).await
    }

    pub(crate) async fn tell(&self, id: &str, outcome: &Value) -> Reply {
        self.post(&format!("/aap/v1/requests/{id}/outcome"), outcome).await
    }

    /// An action as reviewers see it.
    pub(crate) async fn view(&self, id: &str) -> Value {
        self.get(&format!("/sekisho/v1/actions/{id}")).await.expect(200)
    }

    /// Answers, as a reviewer, what the view shows.
    pub(crate) async fn answer(&self, view: &Value, verb: &str, words: Value) -> Reply {
        let mut body = words;
        body["digest"] = view["digest"].clone();
        body["version"] = view["version"].clone();
        self.post(&format!("/sekisho/v1/actions/{}/{verb}", view["id"].as_str().unwrap()), &body).await
    }

    pub(crate) async fn approve(&self, id: &str) -> Value {
        self.answer(&self.view(id).await, "approve", json!({})).await.expect(200)
    }

    pub(crate) async fn reject(&self, id: &str, reason: &str) -> Value {
        self.answer(&self.view(id).await, "reject", json!({ "reason": reason })).await.expect(200)
    }

    /// What this agent has on record, as a reviewer counts it.
    pub(crate) async fn actions_of(&self, agent: &Caller) -> u64 {
        let agents = self.get("/sekisho/v1/agents").await.expect(200);
        let known = agents.as_array().unwrap().iter().find(|known| known["id"] == *agent.id).unwrap();
        known["actions"].as_u64().unwrap()
    }
}

impl Reply {
    pub(crate) async fn of(request: reqwest::RequestBuilder) -> reqwest::Result<Self> {
        let response = request.send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Self { status, headers, body: response.text().await? })
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("the answer is JSON ({error}): {self}"))
    }

    /// The body of an answer with this status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self}");
        self.json()
    }

    /// The id in an answer.
    pub(crate) fn id(&self) -> String {
        // Read by field, as other fields may hold numbers that this test's JSON library can not.
        let fields: BTreeMap<String, &RawValue> = serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self}"));
        serde_json::from_str(fields.get("id").unwrap_or_else(|| panic!("the answer has an id: {self}")).get()).unwrap()
    }

    /// The code of an error, whose envelope is as AAP writes it.
    pub(crate) fn code(&self) -> String {
        let error = self.json()["error"].take();
        for field in ["type", "code", "message", "request_id"] {
            assert!(error[field].as_str().is_some_and(|text| !text.is_empty()), "an error has a `{field}`: {self}");
        }
        error["code"].as_str().unwrap().to_owned()
    }

    /// Checks a refusal.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code().as_str()), (status, code), "{self}");
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status, self.body.chars().take(2_000).collect::<String>())
    }
}
