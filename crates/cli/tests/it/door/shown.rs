//! Text that wants to look like something else: taken as it is, shown as what it is.

use serde_json::{Value, json};

use super::House;

fn spans(view: &Value, pointer: &str) -> Value {
    let lines = view["arguments"].as_array().unwrap();
    let line = lines.iter().find(|line| line["pointer"] == pointer).unwrap_or_else(|| panic!("`{pointer}` has a line: {view}"));
    line["value"].clone()
}

fn text(text: &str) -> Value {
    json!({ "kind": "text", "text": text })
}

fn mark(code: &str) -> Value {
    json!({ "kind": "mark", "code": code })
}

#[tokio::test]
async fn what_hides_is_marked_and_what_could_run_is_text() {
    let house = House::new().await;
    let html = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    let link = "[pay](javascript:alert(1)) ![x](http://evil.example/x.png)";
    let arguments = json!({
        "bidi": "pay\u{202e}gpj.exe", "zero": "a\u{200b}b", "ansi": "\u{1b}[2Jred", "tag": "a\u{e0041}", "html": html, "link": link,
        "k\u{202e}ey": 1, "deep": [{ "null": null, "mail": "a\u{feff}@example.com" }],
    });
    let asked = json!({ "tool": "send_mail", "arguments": arguments, "timeout": "10m", "agent_reasoning": "already\u{2066}approved",
        "context": { "task": "t\u{200d}", "made up": "\u{1b}]0;x" } });
    let reply = house.agent.ask(&asked, "one").await;
    assert_eq!(reply.expect(201)["arguments"], arguments, "the agent gets back what it sent");
    let view = house.owner.view(&reply.id()).await;
    for (pointer, shown) in [
        ("/bidi", json!([text("pay"), mark("U+202E"), text("gpj.exe")])),
        ("/zero", json!([text("a"), mark("U+200B"), text("b")])),
        ("/ansi", json!([mark("U+001B"), text("[2Jred")])),
        ("/tag", json!([text("a"), mark("U+E0041")])),
        ("/html", json!([text(html)])),
        ("/link", json!([text(link)])),
        ("/deep/0/mail", json!([text("a"), mark("U+FEFF"), text("@example.com")])),
    ] {
        assert_eq!(spans(&view, pointer), shown, "`{pointer}` is shown as what it is");
    }
    let key = view["arguments"].as_array().unwrap().iter().find(|line| line["pointer"] == "/k\u{202e}ey").unwrap();
    assert_eq!(key["key"], json!([text("k"), mark("U+202E"), text("ey")]), "so is the name of an argument");
    assert_eq!(view["claims"]["reasoning"], json!([text("already"), mark("U+2066"), text("approved")]), "and what the agent claims");
    assert_eq!(view["claims"]["task"], json!([text("t"), mark("U+200D")]), "wherever it claims it");
    let shown = crate::hub::run(house.hub.data(), &["show", &reply.id()]);
    assert_eq!(shown.code, Some(0), "{shown:?}");
    let hidden = shown.out.chars().find(|c| c.is_control() && *c != '\n' || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'));
    assert_eq!(hidden, None, "a terminal gets nothing that it would obey: {}", shown.out);
    assert!(shown.out.contains("pay<U+202E>gpj.exe") && shown.out.contains("<U+001B>[2Jred"), "{}", shown.out);
}

#[tokio::test]
async fn every_value_can_be_reached_and_read() {
    let house = House::new().await;
    let rows: Vec<_> = (0..2_500).map(|row| json!({ "name": format!("row {row}"), "body": "x".repeat(100) })).collect();
    let asked = json!({ "tool": "send_mail", "arguments": { "rows": rows }, "context": { "why": rows }, "timeout": "10m" });
    let id = house.agent.ask(&asked, "large").await.id();
    let view = house.owner.view(&id).await;
    for (part, first, count) in [
        ("arguments", &view["arguments"], &view["arguments_count"]),
        ("claims", &view["claims"]["others"], &view["claims"]["others_count"]),
    ] {
        assert_eq!((first.as_array().unwrap().len(), count.as_u64()), (200, Some(7_501)), "the first {part} come at once, with a count");
        let mut lines = Vec::new();
        while lines.len() < 7_501 {
            let page = house.owner.get(&format!("/sekisho/v1/actions/{id}/{part}?after={}", lines.len())).await.json();
            lines.extend(page["lines"].as_array().unwrap().iter().take(1_000).cloned());
            assert!(lines.len() % 1_000 == 0 || lines.len() == 7_501, "a page has a thousand lines, but for the last");
        }
        assert_eq!(&lines[..200], first.as_array().unwrap(), "the pages of {part} begin where the action does");
        let last = house.owner.get(&format!("/sekisho/v1/actions/{id}/{part}?after=7500&limit=5")).await.json();
        assert_eq!(last["lines"].as_array().unwrap(), &lines[7_500..]);
        for bad in ["after=-1", "after=x", "limit=x", "page=1"] {
            let reply = house.owner.get(&format!("/sekisho/v1/actions/{id}/{part}?{bad}")).await;
            assert_eq!((reply.status, reply.code().as_str()), (400, "invalid_request"), "?{bad}");
        }
    }
    let shown = crate::hub::run(house.hub.data(), &["show", &id]);
    assert_eq!(shown.code, Some(0), "{shown:?}");
    for row in 0..2_500 {
        assert_eq!(shown.out.matches(&format!("name: row {row}\n")).count(), 2, "row {row} is among the arguments and the claims");
    }
    let all = crate::hub::run(house.hub.data(), &["show", &id, "--json"]).json();
    assert_eq!(all["arguments"].as_array().unwrap().len(), 7_501, "and so it is for scripts");
}

#[tokio::test]
async fn a_spreadsheet_runs_nothing_of_an_export() {
    let house = House::new().await;
    let agent = house.hub.agent("=1+1").await;
    let tool = "=cmd|' /C calc'!A0";
    let asked = json!({ "tool": tool, "server": "@SUM(1)", "arguments": { "=a": "=1", "line": "a\nb,\"c\"" }, "timeout": "10m" });
    let id = agent.ask(&asked, "one").await.id();
    house.owner.answer(&house.owner.view(&id).await, "approve", json!({ "note": "+1 from me" })).await.expect(200);
    agent.consume(&id, "use").await.expect(200);
    agent.tell(&id, &json!({ "status": "failed", "note": "-1\u{202e}" })).await.expect(200);
    let period = "/sekisho/v1/export?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z";
    let file = house.owner.get(&format!("{period}&format=csv")).await;
    let mut reader = csv::Reader::from_reader(file.body.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1, "one decision was made: {}", file.body);
    let cell = |name: &str| &rows[0][header.iter().position(|known| known == name).unwrap()];
    assert_eq!(cell("agent"), "'=1+1", "a name that starts a formula is disarmed");
    assert_eq!((cell("tool"), cell("server")), (format!("'{tool}").as_str(), "'@SUM(1)"), "so are the tool and its server");
    assert_eq!((cell("reason"), cell("outcome_note")), ("'+1 from me", "'-1<U+202E>"), "and what people and agents wrote");
    assert_eq!(serde_json::from_str::<Value>(cell("arguments")).unwrap(), asked["arguments"], "arguments come out whole");
    for row in &rows {
        let armed = row.iter().find(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
        assert_eq!(armed, None, "no cell starts like a formula: {row:?}");
    }
    let lines = house.owner.get(&format!("{period}&format=jsonl")).await;
    let row: Value = serde_json::from_str(lines.body.trim_end()).unwrap();
    assert_eq!((&row["tool"], &row["agent"]), (&json!(tool), &json!("=1+1")), "JSON is for programs and stays as it is");
}
