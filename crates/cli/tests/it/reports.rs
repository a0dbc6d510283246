//! Reports from the command line: a workbook, and the report of each month.

use serde_json::json;

use crate::hub::{Hub, run};

const DAYS: [&str; 4] = ["--from", "2020-01-01", "--to", "2099-12-31"];

#[tokio::test]
async fn a_workbook_is_written_whole_or_not_at_all() {
    let (hub, folder) = (Hub::start(), tempfile::tempdir().unwrap());
    let agent = hub.agent("Orders").await;
    agent.ask(&json!({ "tool": "get_invoice", "arguments": {}, "timeout": "10m" }), "one").await.expect(201);
    let file = folder.path().join("report.xlsx");
    let report = |to: &str, language: &str| {
        run(hub.data(), &[&["report", "--format", "xlsx", "--language", language, "--output", to], DAYS.as_slice()].concat())
    };
    for language in ["ja", "en"] {
        assert_eq!(report(file.to_str().unwrap(), language).code, Some(0));
        assert!(std::fs::read(&file).unwrap().starts_with(b"PK"), "a workbook is a zip file");
    }
    let nowhere = folder.path().join("none/report.xlsx");
    assert!(report(nowhere.to_str().unwrap(), "ja").sentence().contains("was not written"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "and nothing is left");
    let left: Vec<_> = std::fs::read_dir(hub.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("tmp")), "nor in the data directory: {left:?}");
}

#[tokio::test]
async fn pages_prove_that_they_are_as_they_were_made() {
    let (hub, folder) = (Hub::start(), tempfile::tempdir().unwrap());
    let agent = hub.agent("Orders").await;
    agent.ask(&json!({ "tool": "get_invoice", "arguments": {}, "timeout": "10m" }), "one").await.expect(201);
    let (file, key) = (folder.path().join("report.pdf"), run(hub.data(), &["ledger", "key"]).out.trim_end().to_owned());
    let to = file.to_str().unwrap();
    for language in ["ja", "en"] {
        let made = [&["report", "--format", "pdf", "--language", language, "--output", to], DAYS.as_slice()].concat();
        assert_eq!(run(hub.data(), &made).code, Some(0), "also of very many years");
        let told = run(hub.data(), &["verify", to, "--key", &key, "--json"]).json();
        assert_eq!((&told["kind"], &told["action"]), (&json!("report"), &json!(null)), "{told}");
        assert!(told["report"].as_str().unwrap().starts_with("period:2020-01-01:2099-12-31:"), "{told}");
    }
    let mut changed = std::fs::read(&file).unwrap();
    *changed.last_mut().unwrap() ^= 1;
    std::fs::write(&file, changed).unwrap();
    assert!(run(hub.data(), &["verify", to, "--key", &key]).sentence().contains("was changed after it was made"));
}

#[tokio::test]
async fn what_is_written_each_month_is_set_shown_and_ended() {
    let (hub, folder) = (Hub::start(), tempfile::tempdir().unwrap());
    let place = folder.path().to_str().unwrap();
    assert_eq!(run(hub.data(), &["monthly"]).out, "No report is written by itself\n");
    let set = run(hub.data(), &["--json", "monthly", "--folder", place, "--format", "xlsx", "--format", "csv", "--language", "ja"]).json();
    assert_eq!(set["monthly"]["formats"], json!(["xlsx", "csv"]));
    assert_eq!(hub.owner().get("/sekisho/v1/reports/monthly").await.expect(200)["monthly"]["folder"], place);
    assert!(run(hub.data(), &["monthly"]).out.contains(place), "it is shown");
    assert!(run(hub.data(), &["doctor"]).out.contains("monthly report"), "and looked at");
    let inside = run(hub.data(), &["monthly", "--folder", hub.data().to_str().unwrap()]);
    assert!(inside.sentence().contains("data directory"), "{inside:?}");
    assert_eq!(run(hub.data(), &["monthly", "--none"]).out, "No report is written by itself\n");
}

#[tokio::test]
async fn an_export_that_makes_no_sense_is_refused() {
    let hub = Hub::start();
    let export = "/sekisho/v1/export?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z";
    for (more, status) in [("&format=xlsx", 200), ("&format=doc", 400), ("&format=csv&language=fr", 400), ("&format=csv&ticket=a%20b", 400)]
    {
        let request = hub.owner().request(reqwest::Method::GET, &format!("{export}{more}")).bearer_auth(&hub.owner().token);
        assert_eq!(request.send().await.unwrap().status().as_u16(), status, "{more}");
    }
    hub.owner().get("/sekisho/v1/exports/none").await.refused(404, "not_found");
}
