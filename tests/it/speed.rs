//! A hundred actions of several agents, decided with the keyboard alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{
    calls::{Calls, events},
    desktop::Desktop,
};

const ACTIONS: usize = 100;
const AT_MOST: Duration = Duration::from_mins(5);
const ENTER: &str = "\u{e007}";
const HOME: char = '\u{e011}';

/// What the script answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    Approve,
    Reject,
    AskBack,
    Escalate,
    /// Says to be at it, and leaves it waiting.
    Take,
}

struct Item {
    meant: Meant,
    /// What the hub says that approving it needs.
    confirm: bool,
    reason: bool,
    /// Words of its own, so that none lands on another.
    words: String,
}

/// How many kinds of actions are asked for, in turn.
const TOOLS: usize = 7;

/// Each kind of action in another order, so that every answer meets every kind.
fn meant(index: usize) -> Meant {
    use Meant::{Approve, AskBack, Escalate, Reject, Take};
    let turns = [Approve, Reject, Approve, AskBack, Escalate, Approve, Take, Reject, Approve, AskBack, Approve, Escalate, Reject, Take];
    turns[(index / TOOLS + index % TOOLS * 2) % turns.len()]
}

fn asked(index: usize) -> (&'static str, Value) {
    match index % TOOLS {
        0 => ("transfer_funds", json!({ "to": format!("Supplier {index}"), "amount": 1_000 * index + 480, "currency": "JPY" })),
        1 => ("send_email", json!({ "to": [format!("buyer{index}@example.com")], "subject": "Order", "body": "It is on its way." })),
        2 => ("delete_file", json!({ "path": format!("/srv/reports/{index}.csv") })),
        3 => ("deploy_release", json!({ "service": "shop", "version": format!("1.2.{index}"), "environment": "production" })),
        4 => ("publish_post", json!({ "channel": "blog", "title": format!("News {index}"), "text": "We are open." })),
        5 => ("update_record", json!({ "record": format!("C-{index}"), "phone": "03-1234-5678" })),
        _ => ("save_draft", json!({ "text": format!("Draft {index}") })),
    }
}

/// Lets the agents ask, and tells for each action what the script will answer.
async fn filled(desktop: &Desktop, owner: &Calls) -> BTreeMap<String, Item> {
    let chart = json!({ "edition": 0, "text": "[answers]\nreason_from = \"critical\"\n", "note": "reasons" });
    owner.put("chart", &chart).await;
    desktop.sekisho(&["reviewer", "add", "Sato", "--group", "Finance"]);
    let agents = ["Accounting", "Mail", "Build", "Website", "Office"].map(|name| Calls::new(desktop, &desktop.agent(name)));
    for (number, agent) in agents.iter().enumerate() {
        // What an agent has asked for before is less risky than a first time.
        let id = agent.ask(&format!("before-{number}"), "save_draft", &json!({ "text": "before" })).await;
        let view = owner.view(&id).await;
        owner.post(&format!("actions/{id}/approve"), &json!({ "digest": view["digest"], "version": view["version"] })).await;
    }
    let mut items = BTreeMap::new();
    let mut levels = BTreeSet::new();
    for index in 0..ACTIONS {
        let (tool, arguments) = asked(index);
        let id = agents[index % agents.len()].ask(&format!("key-{index}"), tool, &arguments).await;
        let view = owner.view(&id).await;
        levels.insert(view["risk"]["level"].as_str().unwrap().to_owned());
        let (confirm, reason) = (view["confirm"] == true, view["words"]["reason_needed"] == true);
        items.insert(id, Item { meant: meant(index), confirm, reason, words: format!("As item {index} says.") });
    }
    assert_eq!(levels.iter().map(String::as_str).collect::<Vec<_>>(), ["critical", "high", "low", "medium"], "of every risk");
    let kinds: BTreeSet<_> = items.values().map(|item| (item.meant, item.confirm, item.reason)).collect();
    assert_eq!(kinds.len(), 15, "each answer meets each kind of action: {kinds:?}");
    items
}

/// What waits for whoever sits at the window.
async fn mine(owner: &Calls) -> Vec<Value> {
    owner.get("queue?scope=mine&limit=200").await["items"].as_array().unwrap().clone()
}

/// Which action is on the screen, once it takes a decision.
pub(crate) async fn ready(desktop: &Desktop) -> Option<String> {
    let script = "const page = document.querySelector(`[data-testid='action-page']`);
                  const reject = page?.querySelector(`[data-testid='reject']`);
                  return page?.ariaBusy === 'false' && reject && !reject.disabled ? page.dataset.id : null";
    desktop.client.execute(script, Vec::new()).await.unwrap().as_str().map(ToOwned::to_owned)
}

/// Waits until the keys go into a field.
pub(crate) async fn in_field(desktop: &Desktop, css: &str) {
    let script = "return document.activeElement?.matches(arguments[0]) ?? false";
    desktop
        .until(&format!("the keys go to `{css}`"), || async {
            desktop.client.execute(script, vec![json!(css)]).await.unwrap() == json!(true)
        })
        .await;
}

async fn write(desktop: &Desktop, field: &str, words: &str) {
    in_field(desktop, &format!("[data-testid='{field}']")).await;
    desktop.keys(words).await;
    desktop.control_enter().await;
}

async fn answer(desktop: &Desktop, item: &Item) {
    match item.meant {
        Meant::Approve => {
            desktop.key('a').await;
            if item.reason {
                write(desktop, "approve-reason", &item.words).await;
            } else if item.confirm {
                desktop.find("confirm-approve").await;
                desktop.key('y').await;
            }
        }
        Meant::Reject => {
            desktop.key('r').await;
            write(desktop, "reject-reason", &item.words).await;
        }
        Meant::AskBack => {
            desktop.key('b').await;
            write(desktop, "ask-back-question", &item.words).await;
        }
        Meant::Escalate => {
            desktop.key('e').await;
            in_field(desktop, "[role='combobox']").await;
            desktop.keys(&format!("fin{ENTER}")).await;
            write(desktop, "escalate-note", &item.words).await;
        }
        Meant::Take => {
            desktop.key('t').await;
            desktop.find("release").await;
            desktop.key('j').await;
        }
    }
}

/// That an action has the answer that was meant for it, and nothing else happened to it.
fn assert_stored(view: &Value, item: &Item, me: &Value) {
    let entry = |event: &str| {
        assert_eq!(&events(view)[..3], ["received", "viewed", event], "it was seen before it was answered: {:?} {view}", item.meant);
        let happened: Vec<_> = events(view).into_iter().filter(|event| *event != "viewed").collect();
        assert_eq!(happened, ["received", event], "one thing happened, and it was meant: {:?} {view}", item.meant);
        let entry = view["history"][2].clone();
        assert_eq!(entry["by"]["id"], *me, "{entry}");
        entry
    };
    match item.meant {
        Meant::Approve => {
            let note = if item.reason { json!(item.words) } else { Value::Null };
            assert_eq!((&entry("approved")["note"], &view["standing"]["state"]), (&note, &json!("approved")), "{view}");
        }
        Meant::Reject => {
            let no = entry("denied");
            assert_eq!((&no["reason"], &no["how"]), (&json!(item.words), &json!("rejected")), "{no}");
        }
        Meant::AskBack => {
            let no = entry("denied");
            assert_eq!((&no["reason"], &no["how"]), (&json!(item.words), &json!("asked_back")), "{no}");
        }
        Meant::Escalate => {
            let passed = entry("escalated");
            let finance = json!({ "to": "group", "name": "Finance" });
            assert_eq!((&passed["note"], &passed["to"]), (&json!(item.words), &finance), "{passed}");
        }
        Meant::Take => {
            entry("taken");
            assert_eq!(view["standing"]["taken"]["by"]["id"], *me, "{view}");
        }
    }
}

fn print(mut times: Vec<Duration>, total: Duration) {
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_millis();
    // Written past the test runner, which shows nothing of a test that passes.
    let _ = writeln!(
        io::stderr(),
        "{ACTIONS} actions by keyboard in {:.1} s; each: least {} ms, median {} ms, p95 {} ms, most {} ms",
        total.as_secs_f64(),
        at(0),
        at(50),
        at(95),
        at(100)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_actions_are_decided_by_keys_alone_and_in_time() {
    let desktop = Desktop::start().await;
    let owner = Calls::owner(&desktop);
    let mut left = filled(&desktop, &owner).await;
    let waiting = mine(&owner).await;
    let mut done = BTreeMap::new();
    let mut times = Vec::new();
    desktop
        .until("the inbox is at its first action", || async {
            desktop.key(HOME).await;
            ready(&desktop).await.is_some_and(|id| id == waiting[0]["id"])
        })
        .await;
    let begun = Instant::now();
    while !left.is_empty() {
        let started = Instant::now();
        let id = loop {
            if let Some(id) = ready(&desktop).await.filter(|id| left.contains_key(id)) {
                break id;
            }
            assert!(started.elapsed() < Duration::from_secs(20), "the next one comes up; {} are left", left.len());
            tokio::time::sleep(Duration::from_millis(10)).await;
        };
        let item = left.remove(&id).unwrap();
        answer(&desktop, &item).await;
        done.insert(id, item);
        times.push(started.elapsed());
    }
    let taken = done.values().filter(|item| item.meant == Meant::Take).count();
    desktop
        .until("all is on record", || async { owner.get("queue?scope=mine&limit=200").await["items"].as_array().unwrap().len() == taken })
        .await;
    let total = begun.elapsed();
    let me = owner.get("status").await["me"]["id"].clone();
    for (id, item) in &done {
        assert_stored(&owner.view(id).await, item, &me);
    }
    print(times, total);
    assert!(done.len() == ACTIONS && total < AT_MOST, "{} in {total:?}", done.len());
    desktop.stop().await;
}
