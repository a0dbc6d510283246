//! What really happened, over the network and from the command line.

use serde_json::{Value, json};

use crate::hub::{Hub, eventually, run};

#[tokio::test]
async fn what_deviates_is_listed_marked_and_counted() {
    let hub = Hub::start();
    let (owner, bot) = (hub.owner(), hub.agent("bot").await);
    assert_eq!(run(hub.data(), &["outcomes"]).out, "There is none.\n");
    let order =
        json!({ "tool": "send_payment", "arguments": { "to": "山田製作所", "amount": 48000, "currency": "JPY" }, "timeout": "10m" });
    let id = bot.ask(&order, "one").await.expect(201)["id"].as_str().unwrap().to_owned();
    let (show, tell) = (format!("/sekisho/v1/actions/{id}"), format!("/sekisho/v1/outcomes/{id}"));
    let mark = format!("{show}/mark");
    assert_eq!(owner.post(&mark, &json!({ "mark": "good" })).await.status, 409, "it waits");
    owner.approve(&id).await;
    assert_eq!(bot.post(&tell, &json!({ "note": "done" })).await.status, 409, "it has not run");
    bot.consume(&id, "once").await.expect(200);
    let wrong: [Value; 6] = [
        json!({}),
        json!({ "amount": "48000" }),
        json!({ "amount": 48000, "currency": "JPY" }),
        json!({ "note": null }),
        json!({ "evidence": { "sha256": "00" } }),
        json!({ "paid": true }),
    ];
    for body in wrong {
        assert_eq!(bot.post(&tell, &body).await.status, 400, "{body}");
    }
    assert_eq!(owner.post(&tell, &json!({ "note": "done" })).await.status, 403, "it is the agent's to tell");
    let evidence = json!({ "link": "https://bank.example/1", "sha256": "ab".repeat(32) });
    let told = json!({ "amount": "58000", "currency": "JPY", "counterparty": "佐藤商店", "evidence": evidence });
    assert_eq!(bot.post(&tell, &told).await.status, 204);
    assert_eq!(bot.post(&tell, &told).await.status, 204, "the same again");
    assert_eq!(bot.post(&tell, &json!({ "note": "else" })).await.status, 409);
    let listed = run(hub.data(), &["outcomes"]);
    assert!(listed.out.contains("58000 JPY instead of 48000; somebody else than was asked for"), "{listed:?}");
    let next = bot.ask(&order, "two").await.expect(201)["id"].as_str().unwrap().to_owned();
    let reasons = owner.get(&format!("/sekisho/v1/actions/{next}")).await.expect(200)["reasons"].to_string();
    assert!(reasons.contains("deviated") && reasons.contains(&id), "{reasons}");

    assert_eq!(bot.post(&mark, &json!({ "mark": "good" })).await.status, 403, "no agent says what it is worth");
    let marked = run(hub.data(), &["mark", &id, "harmful", "--reason", "paid twice"]);
    assert!(marked.out.contains("harmful, says"), "{marked:?}");
    assert_eq!(run(hub.data(), &["--json", "outcomes", "--show", "marked"]).json()[0]["aftermath"]["mark"]["note"], "paid twice");
    assert_eq!(run(hub.data(), &["outcomes"]).out, "There is none.\n");
    let table = eventually("the counts follow", async || {
        let results = run(hub.data(), &["--json", "results", "--by", "tool", "--days", "1"]).json();
        (results["all"]["harmful"] == 1).then(|| run(hub.data(), &["results", "--by", "tool"]).out)
    })
    .await;
    assert!(table.contains("send_payment") && table.contains("FALSE ALARM"), "{table}");
}
