//! What is around the page: notifications, a hub that was there before and goes away, files, and looks.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::desktop::{Desktop, Group, program};

pub(crate) fn mail(key: &str, body: &str) -> Value {
    let arguments = json!({ "to": ["a@example.com"], "body": body });
    json!({ "key": key, "tool": "send_email", "arguments": arguments, "reasoning": "Already approved by the manager." })
}

/// A hub without a window on the data directory in `home`.
fn serve(home: &std::path::Path) -> Group {
    use std::os::unix::process::CommandExt;
    let mut serve = Command::new(program("sekisho"))
        .args(["--json", "serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(home.join("data"))
        .stdout(Stdio::piped())
        .process_group(0)
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(serve.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("address"), "the hub says where it listens: {first}");
    Group(serve)
}

#[tokio::test]
async fn a_window_joins_the_hub_that_runs_says_when_it_dies_and_comes_back() {
    let home = TempDir::new().unwrap();
    let hub = serve(home.path());
    let desktop = Desktop::start_in(home, "en_US.UTF-8").await;
    let agent = desktop.agent("Mail");
    let asking = desktop.ask(&agent, &mail("one", "hello"));
    desktop.find("queue-row").await;
    drop(asking);
    drop(hub);
    desktop.find("hub-lost").await;
    let hub = serve(desktop.home());
    desktop.gone("hub-lost").await;
    desktop.find("queue-row").await;
    desktop.look().await;
    desktop.key('a').await;
    desktop.find("confirm-approve").await;
    desktop.key('y').await;
    desktop.find("toast").await;
    desktop.until("the decision is on record", || async { desktop.sekisho(&["queue"]).as_array().unwrap().is_empty() }).await;
    desktop.stop().await;
    drop(hub);
}

#[tokio::test]
async fn nothing_in_an_action_runs_loads_or_hides() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Mail");
    let hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>\u{202e}gpj.exe\u{200b}\u{1b}[31m";
    let asking = desktop.ask(&agent, &mail("one", hostile));
    desktop.find("queue-row").await;
    desktop.says("arguments", "<img src=x onerror").await;
    let arguments = desktop.text("arguments").await;
    for mark in ["U+202E", "U+200B", "U+001B"] {
        assert!(arguments.contains(mark), "{mark} is made visible: {arguments}");
    }
    assert!(!arguments.contains('\u{202e}') && !arguments.contains('\u{200b}'), "and is not on the page itself");
    let inside = desktop
        .client
        .execute("return document.querySelectorAll(\"[data-testid='arguments'] :is(img, script, a, iframe)\").length", Vec::new())
        .await;
    assert_eq!(inside.unwrap(), json!(0), "markup stays text");
    assert_ne!(desktop.client.title().await.unwrap(), "owned", "nothing ran");
    desktop.sekisho(&["agent", "revoke", "Mail"]);
    asking.answer();
    desktop.stop().await;
}

#[tokio::test]
async fn the_language_changes_without_a_restart() {
    let desktop = Desktop::start().await;
    desktop.says("rail-inbox", "Inbox").await;
    desktop.click("rail-settings").await;
    desktop.find_css("[data-testid='language'] label:has([value='ja'])").await.click().await.unwrap();
    desktop.says("rail-inbox", "受信箱").await;
    let kept: Value = serde_json::from_slice(&std::fs::read(desktop.data().join("desktop.json")).unwrap()).unwrap();
    assert_eq!(kept["language"], "ja", "the choice is kept");
    desktop.stop().await;
}

#[tokio::test]
async fn an_export_lands_in_the_downloads_whole() {
    let desktop = Desktop::start().await;
    let agent = desktop.agent("Reader");
    let asking = desktop.ask(&agent, &json!({ "key": "one", "tool": "get_file", "arguments": { "path": "a,\n\"b\"" } }));
    assert_eq!(asking.answer()["allowed"], true, "a read passes");
    desktop.click("rail-activity").await;
    desktop.says("activity-row", "get_file").await;
    desktop.click("report-open").await;
    desktop.find_css("[data-testid='report-period'] label:has([value='this_month'])").await.click().await.unwrap();
    desktop.click("report-kind-csv").await;
    desktop.click("report-run").await;
    desktop.find("report-done").await;
    let files: Vec<_> = std::fs::read_dir(desktop.home().join("Downloads")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "one file, and no half of one: {files:?}");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    assert!(text.starts_with("\u{feff}action,") && text.contains("get_file"), "{text}");
    desktop.stop().await;
}

#[tokio::test]
async fn a_newcomer_practises_on_a_dozen_actions() {
    let desktop = Desktop::start().await;
    desktop.find("empty-inbox").await;
    desktop.click("practice").await;
    desktop.until("the practice agent fills the inbox", || async { desktop.sekisho(&["queue"]).as_array().unwrap().len() == 11 }).await;
    desktop.find("queue-row").await;
    desktop.look().await;
    desktop.key('a').await;
    desktop.find("confirm-approve").await;
    desktop.key('y').await;
    desktop.find("toast").await;
    desktop.until("one of them is decided", || async { desktop.sekisho(&["queue"]).as_array().unwrap().len() == 10 }).await;
    desktop.stop().await;
}
