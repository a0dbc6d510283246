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
