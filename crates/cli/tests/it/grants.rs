//! What is granted ahead, over the network and from the command line.

use serde_json::{Value, json};

use crate::hub::{Hub, run};

fn order(amount: &Value) -> Value {
    json!({ "tool": "update_row", "arguments": { "customer": "Midori", "amount": amount, "currency": "JPY" }, "timeout": "10m" })
}

#[tokio::test]
async fn a_grant_is_given_listed_used_and_taken_back() {
    let hub = Hub::start();
    let (owner, bot) = (hub.owner(), hub.agent("bot").await);
    assert_eq!(run(hub.data(), &["grants", "list"]).out, "Nothing is granted ahead\n");
    let id = bot.ask(&order(&json!(5000)), "one").await.expect(201)["id"].as_str().unwrap().to_owned();
    let path = format!("/sekisho/v1/actions/{id}");
    let offer = owner.get(&format!("{path}/grant")).await.expect(200);
    assert_eq!((&offer["refused"], &offer["places"][0]["could"]), (&Value::Null, &json!("up_to")), "{offer}");
    let view = owner.get(&path).await.expect(200);
    let until = chrono::DateTime::parse_from_rfc3339(offer["until_max"].as_str().unwrap()).unwrap() - chrono::TimeDelta::days(1);
    let mut body = json!({
        "digest": view["digest"], "version": view["version"], "note": "every month", "times": 2, "until": until.to_rfc3339(),
        "loosened": { "/amount": { "may": "up_to", "value": "5000", "more": 1 } }
    });
    assert_eq!(owner.post(&format!("{path}/grant"), &body).await.status, 400, "unknown fields are refused");
    body["loosened"] = json!({ "/customer": { "may": "any_text" } });
    let refused = owner.post(&format!("{path}/grant"), &body).await;
    assert!(refused.status == 409 && refused.body.contains("not_grantable"), "{refused:?}");
    body["loosened"] = json!({ "/amount": { "may": "up_to", "value": "5000" } });
    assert_eq!(owner.post(&format!("{path}/grant"), &body).await.expect(200)["standing"]["state"], "approved");

    let passed = bot.ask(&order(&json!(4000)), "two").await.expect(201);
    assert_eq!(passed["status"], "approved");
    assert_eq!(bot.ask(&order(&json!(5001)), "three").await.expect(201)["status"], "pending");
    let listed = run(hub.data(), &["grants", "list"]);
    assert!(listed.out.contains("1 of 2") && listed.out.contains("/amount: up to 5000") && listed.out.contains("bot"), "{listed:?}");
    let shown = run(hub.data(), &["show", passed["id"].as_str().unwrap()]);
    assert!(shown.out.contains("ahead"), "{shown:?}");
    let grants = run(hub.data(), &["--json", "grants", "list"]).json();
    let grant = grants[0]["id"].as_str().unwrap();
    assert!(run(hub.data(), &["grants", "revoke", grant]).out.contains("counts no more"));
    assert_eq!(bot.ask(&order(&json!(4000)), "four").await.expect(201)["status"], "pending");
    assert!(run(hub.data(), &["grants", "revoke", "grt_019a0000000070008000000000000000"]).sentence().contains("no such thing"));
}
