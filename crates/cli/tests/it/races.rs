//! Many callers at once: one action a key, one decision an action, one use an approval.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::{Value, json};
use tokio::{sync::Barrier, task::JoinSet};

use crate::hub::{Caller, Hub, Reply};

/// How many call at once.
const CLIENTS: usize = 64;

fn mail(subject: usize) -> Value {
    json!({ "tool": "send_mail", "arguments": { "subject": subject }, "timeout": "10m" })
}

fn lookup(number: usize) -> Value {
    json!({ "tool": "get_invoice", "arguments": { "number": number }, "timeout": "10m" })
}

/// What all of them hear when they call in the same moment.
async fn at_once<F: Future<Output = Reply> + Send + 'static>(call: impl Fn(usize) -> F) -> Vec<(usize, Reply)> {
    let barrier = Arc::new(Barrier::new(CLIENTS));
    let mut calls = JoinSet::new();
    for client in 0..CLIENTS {
        let (barrier, call) = (Arc::clone(&barrier), call(client));
        calls.spawn(async move {
            barrier.wait().await;
            (client, call.await)
        });
    }
    calls.join_all().await
}

fn count(replies: &[(usize, Reply)], status: u16) -> usize {
    replies.iter().filter(|(_, reply)| reply.status == status).count()
}

/// How often each kind of event is on record for an action.
async fn events(owner: &Caller, id: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for entry in owner.view(id).await["history"].as_array().unwrap() {
        *counts.entry(entry["event"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    counts
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_is_one_action() {
    let hub = Hub::start();
    let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
    for round in 0..8 {
        let key = format!("key-{round}");
        let replies = at_once(|_| {
            let (agent, key) = (agent.clone(), key.clone());
            async move { agent.ask(&mail(round), &key).await }
        })
        .await;
        let ids: BTreeSet<_> = replies.iter().map(|(_, reply)| reply.id()).collect();
        assert_eq!((ids.len(), count(&replies, 201), count(&replies, 200)), (1, 1, CLIENTS - 1), "one makes it and all get it");
        let id = ids.first().unwrap();
        assert_eq!(events(&owner, id).await, BTreeMap::from([("received".to_owned(), 1)]), "it is on record once");
    }
    assert_eq!(owner.actions_of(&agent).await, 8, "one action a key");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_key_is_one_request_even_if_they_differ() {
    let hub = Hub::start();
    let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
    let replies = at_once(|client| {
        let agent = agent.clone();
        async move { agent.ask(&mail(client % 8), "same").await }
    })
    .await;
    let (won, lost): (Vec<_>, Vec<_>) = replies.iter().partition(|(_, reply)| reply.status < 300);
    let (winner, _) = replies.iter().find(|(_, reply)| reply.status == 201).unwrap();
    assert!(won.iter().all(|(client, _)| client % 8 == winner % 8), "only those who asked for the same get it");
    for (_, reply) in &lost {
        reply.refused(409, "idempotency_conflict");
    }
    assert_eq!((won.len(), lost.len()), (CLIENTS / 8, CLIENTS / 8 * 7), "each of them is told one or the other");
    assert_eq!(owner.actions_of(&agent).await, 1, "there is one action");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_approval_is_one_use() {
    let hub = Hub::start();
    let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
    for (round, keys) in [CLIENTS, 8, 1].into_iter().enumerate() {
        let id = agent.ask(&lookup(round), &format!("key-{round}")).await.id();
        let replies = at_once(|client| {
            let (agent, id) = (agent.clone(), id.clone());
            async move { agent.consume(&id, &format!("use-{}", client % keys)).await }
        })
        .await;
        let winners: BTreeSet<_> = replies.iter().filter(|(_, reply)| reply.status == 200).map(|(client, _)| client % keys).collect();
        assert_eq!((winners.len(), count(&replies, 200)), (1, CLIENTS / keys), "one of {keys} keys uses it, with all of its retries");
        for (_, reply) in replies.iter().filter(|(_, reply)| reply.status != 200) {
            reply.refused(409, "already_consumed");
        }
        let bodies: BTreeSet<_> = replies.iter().filter(|(_, reply)| reply.status == 200).map(|(_, reply)| &reply.body).collect();
        assert_eq!(bodies.len(), 1, "retries hear the same");
        assert_eq!(events(&owner, &id).await["consumed"], 1, "one use is on record");
        let told = at_once(|client| {
            let (agent, id) = (agent.clone(), id.clone());
            async move { agent.tell(&id, &json!({ "status": if client % 2 == 0 { "succeeded" } else { "failed" } })).await }
        })
        .await;
        assert_eq!((count(&told, 200), count(&told, 409)), (CLIENTS / 2, CLIENTS / 2), "one of the two outcomes stands");
        assert_eq!(events(&owner, &id).await["reported"], 1, "one outcome is on record");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_action_is_one_decision() {
    let hub = Hub::start();
    let agent = hub.agent("Orders").await;
    let mut reviewers = vec![hub.owner()];
    for index in 1..8 {
        reviewers.push(hub.reviewer(&format!("Reviewer {index}"), &["finance"]).await);
    }
    for round in 0..8 {
        let id = agent.ask(&mail(round), &format!("key-{round}")).await.id();
        let view = reviewers[0].view(&id).await;
        let replies = at_once(|client| {
            let (reviewer, view) = (reviewers[client % 8].clone(), view.clone());
            async move {
                match client / 8 % 4 {
                    0 | 1 => reviewer.answer(&view, "approve", json!({})).await,
                    2 => reviewer.answer(&view, "reject", json!({ "reason": "no" })).await,
                    _ => reviewer.answer(&view, "escalate", json!({ "to": { "to": "group", "name": "finance" }, "note": "you" })).await,
                }
            }
        })
        .await;
        assert_eq!(count(&replies, 200), 1, "one answer to what was shown is taken");
        for (_, reply) in replies.iter().filter(|(_, reply)| reply.status != 200) {
            let code = reply.code();
            assert!(
                reply.status == 409 && (code == "already_decided" || code == "conflict" || code == "not_there")
                    || reply.status == 403 && code == "not_yours",
                "the others are told that they are late: {reply}"
            );
        }
        let counts = events(&reviewers[0], &id).await;
        let answers: usize = ["approved", "denied", "escalated"].iter().filter_map(|event| counts.get(*event)).sum();
        assert_eq!((counts["received"], answers), (1, 1), "one answer is on record: {counts:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_action_is_not_both_taken_back_and_run() {
    let hub = Hub::start();
    let (owner, agent) = (hub.owner(), hub.agent("Orders").await);
    for round in 0..8 {
        let id = agent.ask(&mail(round), &format!("key-{round}")).await.id();
        let view = owner.view(&id).await;
        let replies = at_once(|client| {
            let (owner, agent, view, id) = (owner.clone(), agent.clone(), view.clone(), id.clone());
            async move {
                match client % 3 {
                    0 => owner.answer(&view, "approve", json!({})).await,
                    1 => agent.cancel(&id).await,
                    _ => agent.consume(&id, "use").await,
                }
            }
        })
        .await;
        let ok = |kind: usize| replies.iter().filter(|(client, reply)| client % 3 == kind && reply.status == 200).count();
        let counts = events(&owner, &id).await;
        let standing = agent.look(&id).await.json()["status"].take();
        if standing == "cancelled" {
            assert_eq!((ok(0), ok(2)), (0, 0), "what was taken back is neither approved nor run: {counts:?}");
        } else {
            assert_eq!((standing, ok(0), ok(1)), (json!("approved"), 1, 0), "what was approved is not taken back: {counts:?}");
        }
        let decisions: usize = ["approved", "cancelled"].iter().filter_map(|event| counts.get(*event)).sum();
        assert_eq!(decisions, 1, "one decision is on record: {counts:?}");
        assert!(counts.get("consumed").is_none_or(|uses| *uses == 1), "and one use at the most: {counts:?}");
    }
}
