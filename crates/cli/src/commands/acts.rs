//! What somebody does about an action: `sekisho approve`, `reject` and the like.

use anyhow::Context;
use sekisho_gate::view::{ActionView, With};
use serde_json::{Value, json};

use super::{
    Calls, Refused,
    review::{action, headline, standing},
};
use crate::{
    args::{Act, Seen},
    say,
};

pub(super) async fn run(calls: &Calls, act: Act) -> anyhow::Result<()> {
    match act {
        Act::Approve { id, reason: None, seen } => answer(calls, &id, seen, "approve", json!({})).await,
        Act::Approve { id, reason: Some(note), seen } => answer(calls, &id, seen, "approve", json!({ "note": note })).await,
        Act::Reject { id, reason, seen } => answer(calls, &id, seen, "reject", json!({ "reason": reason })).await,
        Act::Escalate { id, to, reason, seen } => {
            let view = action(calls, &id).await?;
            let words = json!({ "to": target(&view, &to)?, "note": reason });
            said(calls, &view, seen, "escalate", words).await
        }
        Act::AskBack { id, question, seen } => answer(calls, &id, seen, "ask-back", json!({ "question": question })).await,
        Act::Amend { id, set, unset, reason, seen } => {
            let set = set.into_iter().map(|(place, value)| json!({ "pointer": place, "value": value }));
            let changes: Vec<_> = set.chain(unset.into_iter().map(|place| json!({ "pointer": place }))).collect();
            answer(calls, &id, seen, "amend", json!({ "changes": changes, "reason": reason })).await
        }
        Act::Withdraw { id, seen } => answer(calls, &id, seen, "withdraw", json!({})).await,
        Act::Take { id } => attend(calls, &id, "take", None).await,
        Act::Release { id } => attend(calls, &id, "release", None).await,
        Act::Read { id } => attend(calls, &id, "read", None).await,
        Act::Remark { id, text } => attend(calls, &id, "comments", Some(&json!({ "text": text }))).await,
    }
}

async fn answer(calls: &Calls, id: &str, seen: Seen, verb: &str, words: Value) -> anyhow::Result<()> {
    said(calls, &action(calls, id).await?, seen, verb, words).await
}

/// The answer is for the action that was looked at: the digest that the caller names, or else the one that is there.
async fn said(calls: &Calls, view: &ActionView, seen: Seen, verb: &str, mut words: Value) -> anyhow::Result<()> {
    if let Some(words) = words.as_object_mut() {
        words.insert("digest".to_owned(), json!(seen.digest.as_ref().unwrap_or(&view.digest)));
        words.insert("version".to_owned(), json!(view.version));
    }
    match calls.post(&format!("/actions/{}/{verb}", view.id), &words).await {
        Ok(after) => tell(calls, &after),
        Err(error) => Err(slower(calls, view, error).await),
    }
}

async fn attend(calls: &Calls, id: &str, verb: &str, body: Option<&Value>) -> anyhow::Result<()> {
    let view = action(calls, id).await?;
    let path = format!("/actions/{}/{verb}", view.id);
    let after = match body {
        Some(body) => calls.post(&path, body).await?,
        None => calls.touch(&path).await?,
    };
    tell(calls, &after)
}

fn tell(calls: &Calls, after: &ActionView) -> anyhow::Result<()> {
    if !calls.as_json(after)? {
        say::line(&format!("{}: {}", headline(&after.what), standing(&after.standing)))?;
    }
    Ok(())
}

/// Whoever was slower is told who was faster.
async fn slower(calls: &Calls, view: &ActionView, error: anyhow::Error) -> anyhow::Error {
    let is_late = error.downcast_ref::<Refused>().is_some_and(|refused| matches!(refused.code.as_str(), "already_decided" | "conflict"));
    if !is_late {
        return error;
    }
    match action(calls, &view.id.to_string()).await {
        Ok(now) => error.context(standing(&now.standing)),
        Err(_) => error,
    }
}

fn target(view: &ActionView, to: &str) -> anyhow::Result<Value> {
    let target = view.targets.iter().find_map(|target| match target {
        With::Anyone => None,
        With::Reviewer { reviewer } => {
            (reviewer.name == to || reviewer.id.to_string() == to).then(|| json!({ "to": "reviewer", "id": reviewer.id }))
        }
        With::Group { name } => (name == to).then(|| json!({ "to": "group", "name": name })),
        With::Administrators => (to == "administrators").then(|| json!({ "to": "administrators" })),
    });
    target.with_context(|| format!("this action cannot be passed on to `{to}`"))
}
