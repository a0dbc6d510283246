//! The practice agent: a dozen business actions through the real door, so that a newcomer has something to decide.
//!
//! Its tools do nothing. It asks, waits, uses an approval and tells how it went, as a real agent does.

use std::time::Duration;

use sekisho_gate::{AgentId, ReviewerId, view::AgentRef};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{error::Failure, hub::Api};

/// The pause between two of its actions, so that the inbox fills before one's eyes.
const PAUSE: Duration = Duration::from_millis(250);

/// How long its tools pretend to work.
const WORK: Duration = Duration::from_millis(800);

/// The language its actions are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Language {
    Ja,
    En,
}

impl Language {
    fn name(self) -> &'static str {
        match self {
            Self::Ja => "練習エージェント",
            Self::En => "Practice agent",
        }
    }

    fn actions(self) -> &'static str {
        match self {
            Self::Ja => include_str!("practice/ja.json"),
            Self::En => include_str!("practice/en.json"),
        }
    }
}

/// Starts the practice agent, in place of one that may still be at it.
pub(crate) async fn start(api: &Api, me: ReviewerId, language: Language) -> Result<AgentRef, Failure> {
    let actions: Vec<Value> = serde_json::from_str(language.actions()).unwrap_or_default();
    let base = api.address();
    if base.is_empty() {
        return Err(sekisho_gate::Error::invalid("the practice agent needs a hub that listens").into());
    }
    let agent = api.gate.practice_agent(me, language.name()).await?;
    let practice = Practice {
        client: reqwest::Client::builder().no_proxy().build().unwrap_or_default(),
        base: format!("{base}/aap/v1/requests"),
        token: agent.token,
        id: agent.id,
    };
    let gate = api.gate.clone();
    tokio::spawn(async move {
        tokio::select! { () = practice.run(actions) => {}, () = gate.closed() => {} }
    });
    Ok(AgentRef { id: agent.id, name: agent.name, practice: true })
}

struct Practice {
    client: reqwest::Client,
    base: String,
    token: String,
    id: AgentId,
}

impl Practice {
    async fn run(self, actions: Vec<Value>) {
        let mut waiting = tokio::task::JoinSet::new();
        for (index, action) in actions.into_iter().enumerate() {
            let Ok(request) = self.call(reqwest::Method::POST, "", Some(&action), Some(&format!("practice-{index}"))).await else { return };
            let (client, base, token, id) = (self.client.clone(), self.base.clone(), self.token.clone(), self.id);
            let one = Self { client, base, token, id };
            // Whatever goes wrong, its action only stays undone.
            waiting.spawn(async move { one.finish(request).await.ok() });
            tokio::time::sleep(PAUSE).await;
        }
        waiting.join_all().await;
        tracing::info!(agent.id = %self.id, "The practice agent {} is done", self.id);
    }

    async fn finish(&self, mut request: Value) -> Result<(), reqwest::Error> {
        let path = format!("/{}", request.get("id").and_then(Value::as_str).unwrap_or_default());
        let status = |request: &Value| request.get("status").and_then(Value::as_str).map(str::to_owned);
        while status(&request).as_deref() == Some("pending") {
            request = self.call(reqwest::Method::GET, &format!("{path}?wait=25s"), None, None).await?;
        }
        if status(&request).as_deref() == Some("approved") {
            self.call(reqwest::Method::POST, &format!("{path}/consume"), None, Some("once")).await?;
            tokio::time::sleep(WORK).await;
            self.call(reqwest::Method::POST, &format!("{path}/outcome"), Some(&json!({ "status": "succeeded" })), None).await?;
        }
        Ok(())
    }

    async fn call(&self, method: reqwest::Method, path: &str, body: Option<&Value>, key: Option<&str>) -> Result<Value, reqwest::Error> {
        let mut request = self.client.request(method, format!("{}{path}", self.base)).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        request.send().await?.error_for_status()?.json().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_dozen() {
        let tools = |language: Language| {
            let actions: Vec<Value> = serde_json::from_str(language.actions()).unwrap();
            actions.iter().map(|action| action["tool"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(tools(Language::Ja), tools(Language::En));
        assert_eq!(tools(Language::Ja).len(), 12);
    }
}
