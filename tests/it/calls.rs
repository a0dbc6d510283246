//! The hub over HTTP, as agents and reviewers call it, without a process for each of them.

use serde_json::{Value, json};

use crate::desktop::Desktop;

/// Somebody with a credential for a window's hub.
pub(crate) struct Calls {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Calls {
    pub(crate) fn new(desktop: &Desktop, token: &str) -> Self {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { client, base: desktop.address(), token: token.to_owned() }
    }

    /// Whoever sits at the window.
    pub(crate) fn owner(desktop: &Desktop) -> Self {
        let token = std::fs::read_to_string(desktop.data().join("reviewer.token")).unwrap();
        Self::new(desktop, token.trim())
    }

    /// A question of an agent's. It does not wait for the answer.
    pub(crate) async fn ask(&self, key: &str, tool: &str, arguments: &Value) -> String {
        let body = json!({ "tool": tool, "arguments": arguments, "timeout": "2h" });
        let request = self.client.post(format!("{}/aap/v1/requests", self.base)).header("idempotency-key", key).json(&body);
        self.send(request).await["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn view(&self, id: &str) -> Value {
        self.get(&format!("actions/{id}")).await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.send(self.client.get(self.url(path))).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.client.post(self.url(path));
        // Some calls take no body.
        self.send(if body.is_null() { request } else { request.json(body) }).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Value {
        self.send(self.client.put(self.url(path)).json(body)).await
    }

    fn url(&self, path: &str) -> String {
        format!("{}/sekisho/v1/{path}", self.base)
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Value {
        let reply = request.bearer_auth(&self.token).send().await.unwrap();
        let (status, text) = (reply.status(), reply.text().await.unwrap());
        assert!(status.is_success(), "the hub takes the call: {status} {text}");
        serde_json::from_str(&text).unwrap()
    }
}

/// What happened to an action, in order.
pub(crate) fn events(view: &Value) -> Vec<&str> {
    view["history"].as_array().unwrap().iter().map(|entry| entry["event"].as_str().unwrap()).collect()
}
