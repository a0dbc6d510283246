//! Credentials that are wrong, missing, revoked, or of the other kind.

use std::fs;

use reqwest::Method;

use super::{House, REQUESTS, agents_calls, mail, reviewers_calls};
use crate::hub::{Caller, Reply};

/// A call with these `Authorization` headers.
async fn call_as(caller: &Caller, headers: &[String], (method, path, body): &(Method, String, Option<serde_json::Value>)) -> Reply {
    let mut request = caller.request(method.clone(), path).header("idempotency-key", "bad");
    for header in headers {
        request = request.header("authorization", header);
    }
    if let Some(body) = body {
        request = request.header("content-type", "application/json").body(body.to_string());
    }
    Reply::of(request).await.unwrap()
}

#[tokio::test]
async fn without_a_valid_credential_there_is_nothing_to_learn() {
    let house = House::new().await;
    let (gone, left) = (house.hub.agent("Gone").await, house.hub.reviewer("Left", &[]).await);
    house.owner.delete(&format!("/sekisho/v1/agents/{}", gone.id)).await.expect(200);
    house.owner.delete(&format!("/sekisho/v1/reviewers/{}", left.id)).await.expect(200);
    let bearer = |token: &str| format!("Bearer {token}");
    let (agent, owner) = (house.agent.token.as_str(), house.owner.token.as_str());
    let wrong: Vec<Vec<String>> = vec![
        vec![],
        vec![bearer("sekisho_agent_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")],
        vec![bearer("")],
        vec!["Bearer".to_owned()],
        vec![agent.to_owned()],
        vec![format!("Basic {agent}")],
        vec![format!("Basic {owner}")],
        vec![bearer(&agent.to_uppercase())],
        vec![bearer(&agent[..agent.len() - 1])],
        vec![bearer(&format!("{owner}A"))],
        vec![bearer(&gone.token)],
        vec![bearer(&left.token)],
        vec![bearer(agent), bearer(agent)],
        vec![bearer(agent), bearer(owner)],
        vec![bearer(owner), bearer(owner)],
        vec![format!("{}, {}", bearer(agent), bearer(agent))],
    ];
    let calls: Vec<_> = agents_calls(&house.held).into_iter().chain(reviewers_calls(&house.held, &house.agent.id)).collect();
    for headers in &wrong {
        for call in &calls {
            let reply = call_as(&house.agent, headers, call).await;
            assert_eq!((reply.status, reply.body.as_str()), (401, ""), "{} {} with {headers:?}", call.0, call.1);
        }
    }
    let nonsense = house.agent.request(Method::POST, REQUESTS).body("{");
    assert_eq!(Reply::of(nonsense).await.unwrap().status, 401, "a stranger is not even told that the body is wrong");
    let lower = house.agent.request(Method::GET, &format!("{REQUESTS}/{}", house.held)).header("authorization", format!("bearer {agent}"));
    assert_eq!(Reply::of(lower).await.unwrap().status, 200, "the scheme has no case (RFC 9110)");
    let agents = house.owner.get("/sekisho/v1/agents").await.json();
    assert!(agents.as_array().unwrap().iter().all(|known| known["name"] != "Mallory"), "nobody was added");
    assert_eq!(house.owner.actions_of(&house.agent).await, 1, "nothing was asked");
}

#[tokio::test]
async fn an_agent_makes_no_reviewers_call_and_the_attempt_is_on_record() {
    let mut house = House::new().await;
    let calls = reviewers_calls(&house.held, &house.agent.id);
    for call in &calls {
        let reply = call_as(&house.agent, &[format!("Bearer {}", house.agent.token)], call).await;
        assert_eq!((reply.status, reply.code().as_str()), (403, "forbidden"), "{} {}: {reply}", call.0, call.1);
    }
    house.is_untouched().await;
    house.hub.kill();
    // The ledger has no door yet, so this looks for its entries in the files of the database.
    let files = ["sekisho.db", "sekisho.db-wal"].map(|name| fs::read(house.hub.data().join(name)).unwrap_or_default());
    for (method, path, _) in &calls {
        let path = path.split('?').next().unwrap();
        let entry = format!(r#"{{"event":"agent_overstepped","agent":"{}","call":"{method} {path}"}}"#, house.agent.id);
        let is_there = files.iter().any(|file| file.windows(entry.len()).any(|part| part == entry.as_bytes()));
        assert!(is_there, "{method} {path} by an agent is in the ledger");
    }
}

#[tokio::test]
async fn a_reviewer_makes_no_agents_call() {
    let house = House::new().await;
    for call in &agents_calls(&house.held) {
        let reply = call_as(&house.owner, &[format!("Bearer {}", house.owner.token)], call).await;
        assert_eq!((reply.status, reply.code().as_str()), (403, "forbidden"), "{} {}: {reply}", call.0, call.1);
    }
    house.is_untouched().await;
}

#[tokio::test]
async fn only_an_administrator_adds_and_revokes() {
    let house = House::new().await;
    let plain = house.hub.reviewer("Plain", &["finance"]).await;
    for call in &reviewers_calls(&house.held, &house.agent.id) {
        let changes_people = ["/agents", "/reviewers", "/practice"].iter().any(|part| call.1.contains(part)) && call.0 != Method::GET;
        if changes_people {
            let reply = call_as(&plain, &[format!("Bearer {}", plain.token)], call).await;
            assert_eq!((reply.status, reply.code().as_str()), (403, "forbidden"), "{} {}: {reply}", call.0, call.1);
        }
    }
    let agents = house.owner.get("/sekisho/v1/agents").await.json();
    assert!(agents.as_array().unwrap().len() == 1 && agents[0]["revoked_at"].is_null(), "nobody was added or revoked: {agents}");
}

#[tokio::test]
async fn a_revocation_counts_at_once() {
    let house = House::new().await;
    let read = house.agent.ask(&serde_json::json!({ "tool": "get_x", "arguments": {}, "timeout": "10m" }), "read").await.id();
    let (waiting, held) = (house.agent.clone(), house.held.clone());
    let waiter = tokio::spawn(async move { waiting.wait(&held, "25s").await });
    house.owner.delete(&format!("/sekisho/v1/agents/{}", house.agent.id)).await.expect(200);
    let woken = waiter.await.unwrap();
    assert_eq!((woken.status, woken.body.as_str()), (401, ""), "whoever waits is told at once: {woken}");
    assert_eq!(house.agent.ask(&mail(), "new").await.status, 401, "it asks no more");
    assert_eq!(house.agent.consume(&read, "use").await.status, 401, "and uses no approval it had");
    let view = house.owner.view(&house.held).await;
    assert_eq!(view["standing"]["state"], "denied", "what it waited for is a no: {view}");
}
