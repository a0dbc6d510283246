//! The organisation chart from the command line, and what it does to an action.

use std::fs;

use serde_json::json;

use crate::hub::{Hub, run};

const CHART: &str = r#"
default_route = "two"

[[people]]
name = "Chief"

[[people]]
name = "Clerk"
manager = "Chief"

[[agents]]
name = "bot"
owner = "Clerk"

[[routes]]
name = "two"
stages = [{ title = "first", seats = ["manager"] }, { title = "second", seats = ["administrators"] }]
"#;

#[tokio::test]
async fn a_chart_is_checked_and_set_and_decides() {
    let hub = Hub::start();
    let data = hub.data().to_owned();
    let (chief, bot) = (hub.reviewer("Chief", &[]).await, hub.agent("bot").await);
    let file = data.join("chart.toml");
    let path = file.to_string_lossy().into_owned();
    fs::write(&file, CHART).unwrap();
    let checked = run(&data, &["organisation", "check", &path]);
    assert_eq!(checked.code, Some(1));
    assert!(checked.out.contains("`Clerk` is not known"), "{checked:?}");
    assert!(run(&data, &["organisation", "set", &path, "--note", "x"]).sentence().contains("Clerk"), "nor is it saved");
    let clerk = hub.reviewer("Clerk", &[]).await;
    assert_eq!(run(&data, &["organisation", "check", &path, "--json"]).json(), json!({ "unread": null, "faults": [] }));
    assert_eq!(run(&data, &["organisation", "set", &path, "--note", "a new year", "--json"]).json()["edition"], 1);
    assert!(run(&data, &["organisation", "show"]).out.contains("owner = \"Clerk\""));

    let asked = bot.ask(&json!({ "tool": "delete_file", "arguments": { "path": "a" }, "timeout": "10m" }), "one").await;
    let id = asked.expect(201)["id"].as_str().unwrap().to_owned();
    let own = clerk.answer(&clerk.view(&id).await, "approve", json!({})).await;
    assert_eq!(own.expect(403)["error"]["code"], "own_agent");
    let first = chief.answer(&chief.view(&id).await, "approve", json!({})).await.expect(200);
    assert_eq!(first["standing"]["way"]["stations"][0]["progress"], "done");
    assert_eq!(bot.look(&id).await.expect(200)["status"], "pending");
    let back = chief.answer(&first, "withdraw", json!({})).await;
    assert_eq!(back.expect(409)["error"]["code"], "not_voted", "that station is behind");
    hub.owner().approve(&id).await;
    assert_eq!(bot.look(&id).await.expect(200)["status"], "approved");
    let mine = bot.get("/sekisho/v1/chart").await;
    assert_eq!(mine.status, 403, "an agent does not see who decides");
}
