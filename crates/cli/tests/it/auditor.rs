//! Somebody who only looks, over the network: every call that changes something is refused, whichever it is.

use std::{fs, path::Path};

use reqwest::Method;
use serde_json::json;

use crate::hub::{Caller, Hub, run};

/// What each call of the router is made with. Whatever needs an id gets one that nobody has.
fn calls() -> Vec<(Method, String)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src/sekisho.rs");
    let source = fs::read_to_string(source).unwrap();
    let routes: Vec<_> = source.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")?.split_once('"')).collect();
    assert_eq!(routes.len(), source.matches(".route(").count(), "each route is one line");
    let methods =
        [("get(", Method::GET), ("post(", Method::POST), ("put(", Method::PUT), ("patch(", Method::PATCH), ("delete(", Method::DELETE)];
    let calls = routes.into_iter().flat_map(|(path, handlers)| {
        let path = path.replace("{id}", "00000000-0000-7000-8000-000000000000").replace("{edition}", "0").replace("{server}", "mail");
        let path = match path.as_str() {
            "/tool" => "/tool?server=mail&name=send".to_owned(),
            record if record.ends_with("/report") => format!("{record}?language=en"),
            _ => path,
        };
        let named = methods.iter().filter(|(name, _)| handlers.contains(name));
        named.map(|(_, method)| (method.clone(), path.clone())).collect::<Vec<_>>()
    });
    calls.collect()
}

async fn auditor(hub: &Hub) -> Caller {
    let new = hub.owner().post("/sekisho/v1/reviewers", &json!({ "name": "Auditor", "role": "auditor", "groups": [] })).await.expect(201);
    hub.caller(new["token"].as_str().unwrap())
}

async fn status(caller: &Caller, method: Method, path: &str) -> u16 {
    let request = caller.request(method, &format!("/sekisho/v1{path}")).bearer_auth(&caller.token);
    // Streams do not end, so nobody waits for a body.
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn every_call_that_changes_something_is_refused_and_every_other_is_not() {
    let hub = Hub::start();
    let (auditor, owner) = (auditor(&hub).await, hub.owner());
    let calls = calls();
    assert!(calls.len() >= 50, "the router was read: {calls:?}");
    // These are agents' calls.
    let agents = |path: &str| {
        path == "/halts/stream" || path == "/observations" || path.starts_with("/outcomes/") || path.ends_with("/acknowledgement")
    };
    for (method, path) in calls {
        let got = status(&auditor, method.clone(), &path).await;
        if method == Method::GET && !agents(&path) {
            // An export without a period is no call.
            let fine: &[u16] = if path == "/export" { &[400] } else { &[200, 404] };
            assert!(fine.contains(&got), "{method} {path} is open to auditors: {got}");
            continue;
        }
        assert_eq!(got, 403, "{method} {path} is closed to auditors");
        if !agents(&path) {
            assert_ne!(status(&owner, method.clone(), &path).await, 403, "{method} {path} is refused for being an auditor's");
        }
    }
}

#[tokio::test]
async fn a_role_is_given_and_changed_from_the_command_line() {
    let hub = Hub::start();
    let added = run(hub.data(), &["--json", "reviewer", "add", "監査", "--role", "auditor"]).json();
    let auditor = hub.caller(added["token"].as_str().unwrap());
    assert_eq!(auditor.get("/sekisho/v1/status").await.expect(200)["me"]["role"], "auditor");
    let refused = auditor.post("/sekisho/v1/halts", &json!({ "scope": { "kind": "everything" } })).await;
    assert_eq!((refused.status, refused.body.contains("forbidden")), (403, true), "not even the kill switch: {refused:?}");
    assert_eq!(run(hub.data(), &["reviewer", "role", "監査", "reviewer"]).out, "監査 is a reviewer now\n");
    auditor.post("/sekisho/v1/halts", &json!({ "scope": { "kind": "everything" } })).await.expect(201);
    let listed = run(hub.data(), &["reviewer", "list"]);
    assert!(listed.out.contains("ROLE") && listed.out.contains("administrator"), "{listed:?}");
    let last = run(hub.data(), &["reviewer", "role", "Hana", "auditor"]);
    assert!(last.sentence().contains("somebody has to remain"), "{last:?}");
}
