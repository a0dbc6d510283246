//! The record: filters, search, the day's tally, exports.

use chrono::TimeDelta;
use sekisho_core::{
    id::ActionId,
    ledger::{Custody, Entry, Exported},
    time::Time,
};

use super::{House, asked, no, noon, refused};
use crate::{
    Code,
    clock::Clock,
    export::Format,
    look::Search,
    view::{StandingFilter, Today},
};

async fn find(house: &House, search: Search) -> Vec<ActionId> {
    let page = house.gate.activity(house.owner, Search { limit: 200, ..search }).await.unwrap();
    page.items.iter().map(|item| item.id).collect()
}

async fn search(house: &House, words: &str) -> Vec<ActionId> {
    find(house, Search { words: Some(words.to_owned()), ..Search::default() }).await
}

#[tokio::test]
async fn the_record_is_filtered_by_standing_agent_and_time() {
    let house = House::alone().await;
    let other = house.add_agent("Other").await.id;
    let (held, approved, denied) = (house.held().await, house.held().await, house.held().await);
    house.later(TimeDelta::minutes(1));
    let (expired, cancelled) = (house.ask_as(other, "send_mail", "{}", "1s").await.id, house.held().await);
    let passed = house.ask_as(other, "get_invoice", "{}", "10m").await.id;
    house.approve(approved).await;
    house.decide(house.owner, denied, no()).await.unwrap();
    house.gate.cancel(house.agent, cancelled).await.unwrap();
    house.later(TimeDelta::seconds(1));
    house.gate.expire_due().await.unwrap();
    let newest_first = [passed, cancelled, expired, denied, approved, held];
    assert_eq!(find(&house, Search::default()).await, newest_first);
    for (standing, ids) in [
        (StandingFilter::Held, vec![held]),
        (StandingFilter::Approved, vec![passed, approved]),
        (StandingFilter::Denied, vec![denied]),
        (StandingFilter::Expired, vec![expired]),
        (StandingFilter::Cancelled, vec![cancelled]),
    ] {
        assert_eq!(find(&house, Search { standing: Some(standing), ..Search::default() }).await, ids, "{standing:?}");
    }
    assert_eq!(find(&house, Search { agent: Some(other), ..Search::default() }).await, [passed, expired]);
    let both = Search { agent: Some(other), standing: Some(StandingFilter::Approved), ..Search::default() };
    assert_eq!(find(&house, both).await, [passed], "filters narrow each other");
    let minute = noon() + TimeDelta::minutes(1);
    assert_eq!(find(&house, Search { from: Some(minute), ..Search::default() }).await, newest_first[..3], "from is included");
    assert_eq!(find(&house, Search { until: Some(minute), ..Search::default() }).await, newest_first[3..], "until is not");
    let held_then = Search { until: Some(minute), standing: Some(StandingFilter::Held), ..Search::default() };
    assert_eq!(find(&house, held_then).await, [held]);
    assert_eq!(find(&house, Search { from: Some(minute), until: Some(minute), ..Search::default() }).await, []);
}

#[tokio::test]
async fn the_record_has_pages() {
    let house = House::new().await;
    let mut ids = Vec::new();
    for _ in 0..7 {
        ids.insert(0, house.held().await);
    }
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = house.gate.activity(house.owner, Search { limit: 3, after, ..Search::default() }).await.unwrap();
        found.extend(page.items.iter().map(|item| item.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, ids, "three at a time, nothing twice, nothing missing");
    let nonsense = Search { after: Some("x".to_owned()), ..Search::default() };
    refused(house.gate.activity(house.owner, nonsense).await, Code::InvalidRequest, "no page ended there");
}

#[tokio::test]
async fn words_are_found_wherever_the_agent_wrote_them() {
    let house = House::alone().await;
    let order = house.ask("place_order", r#"{"件名":"9月分の発注書（用紙）","supplier":"Café Müller","no":"PO-2026-118"}"#).await.id;
    let mail = house.ask("send_mail", r#"{"to":"sato@example.com","body":"受注を確認しました"}"#).await.id;
    let mut claim = asked("update_note", "{}", "10m");
    claim.agent_reasoning = Some("because the budget allows".to_owned());
    claim.context = Some(sekisho_core::action::Sent::new(r#"{"task":"会議を予約して"}"#.to_owned()).unwrap());
    let claim = house.gate.submit(house.agent, claim, "claim").await.unwrap().receipt.id;
    while house.gate.index_new().await.unwrap() > 0 {}
    for (words, ids) in [
        ("発注", vec![order]),
        ("発注書", vec![order]),
        ("注書", vec![order]),
        ("用紙 発注", vec![order]),
        ("受注", vec![mail]),
        ("cafe muller", vec![order]),
        ("po-2026-118", vec![order]),
        ("PO-2026", vec![order]),
        ("sato@example.com", vec![mail]),
        ("予約", vec![claim]),
        ("budget", vec![claim]),
        ("place_order", vec![order]),
        ("Orders", vec![claim, mail, order]),
        ("発注 受注", vec![]),
        ("\" NEAR(*", vec![]),
        ("nothing", vec![]),
    ] {
        assert_eq!(search(&house, words).await, ids, "`{words}`");
    }
    assert_eq!(search(&house, &order.to_string()).await, [order], "an id finds its action");
    assert_eq!(search(&house, " - ").await.len(), 3, "no words are no filter");
    let narrow = Search { words: Some("Orders".to_owned()), standing: Some(StandingFilter::Approved), ..Search::default() };
    assert_eq!(find(&house, narrow).await, [], "words and filters narrow each other");
}

#[tokio::test]
async fn the_day_is_counted_and_begins_at_midnight() {
    let house = House::new().await;
    house.held().await;
    house.ask("get_invoice", "{}").await;
    let key = "same";
    for _ in 0..3 {
        house.gate.submit(house.agent, asked("get_invoice", "{}", "10m"), key).await.unwrap();
    }
    let today = Today { received: 3, passed: 2, held: 1, blocked: 0 };
    let status = async |house: &House| house.gate.status(house.owner, "").await.unwrap().today;
    assert_eq!(status(&house).await, today, "a replay is not counted again");
    let house = house.reopen(noon() + TimeDelta::seconds(1)).await;
    assert_eq!(status(&house).await, today, "a restart does not forget");
    let left = Clock::midnight(noon()) + TimeDelta::days(1) - house.gate.clock().now();
    house.later(left - TimeDelta::microseconds(1));
    assert_eq!(status(&house).await, today, "the day goes on until it ends");
    house.later(TimeDelta::microseconds(1));
    assert_eq!(status(&house).await, Today { received: 0, passed: 0, held: 0, blocked: 0 }, "a new day has nothing yet");
    house.held().await;
    assert_eq!(status(&house).await.received, 1);
    let now = house.gate.clock().now();
    assert_eq!(status(&house.reopen(now).await).await.received, 1, "and a restart counts this day only");
}

async fn export(house: &House, from: Time, until: Time, format: Format) -> String {
    let mut export = house.gate.export(house.owner, from, until, format).await.unwrap();
    let mut text = Vec::new();
    while let Some(piece) = export.next_piece().await.unwrap() {
        text.extend(piece);
    }
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn an_export_has_one_row_a_decision_in_the_order_they_were_made() {
    let house = House::alone().await;
    let (held, approved, denied, expired) = (house.held().await, house.held().await, house.held().await, house.held().await);
    let passed = house.ask("get_invoice", r#"{"n": 1.50}"#).await.id;
    house.later(TimeDelta::minutes(1));
    house.decide(house.owner, denied, no()).await.unwrap();
    house.approve(approved).await;
    house.gate.consume(house.agent, approved, "use").await.unwrap();
    house.gate.report(house.agent, approved, false, Some("broke".to_owned())).await.unwrap();
    house.gate.cancel(house.agent, held).await.unwrap();
    house.later(TimeDelta::minutes(9));
    house.gate.expire_due().await.unwrap();
    let end = noon() + TimeDelta::hours(1);
    let lines = export(&house, noon(), end, Format::Jsonl).await;
    let rows: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = rows.iter().map(|row| (row["action"].as_str().unwrap().to_owned(), row["decision"].as_str().unwrap())).collect();
    let expected = [(passed, "approved"), (denied, "denied"), (approved, "approved"), (held, "cancelled"), (expired, "expired")];
    assert_eq!(told, expected.map(|(id, decision)| (id.to_string(), decision)));
    assert_eq!((&rows[0]["decided_by"], &rows[0]["decider"]), (&"rule".into(), &"reads-pass".into()), "a rule is named");
    assert_eq!(rows[0]["arguments"], r#"{"n": 1.50}"#, "arguments are the bytes that were sent");
    assert_eq!((&rows[1]["decided_by"], &rows[1]["decider"], &rows[1]["reason"]), (&"reviewer".into(), &"Owner".into(), &"no".into()));
    assert_eq!((&rows[2]["outcome"], &rows[2]["outcome_note"]), (&"failed".into(), &"broke".into()), "what came of it is there too");
    assert_eq!((&rows[4]["decided_by"], &rows[4]["decider"]), (&"".into(), &"".into()), "nobody decided what expired");
    let table = export(&house, noon(), end, Format::Csv { bom: true }).await;
    assert!(table.starts_with("\u{feff}action,received_at,decided_at,decision,"), "a mark for Excel, then the names");
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    for (record, row) in reader.records().map(Result::unwrap).zip(&rows) {
        for (name, cell) in header.iter().zip(&record) {
            let value = row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned);
            assert_eq!(cell, value, "`{name}` is the same in both formats");
        }
    }
    let minute = noon() + TimeDelta::minutes(1);
    let count = async |from, until| export(&house, from, until, Format::Jsonl).await.lines().count();
    assert_eq!((count(noon(), minute).await, count(minute, end).await), (1, 4), "the start is included and the end is not");
    assert_eq!(count(end, end + TimeDelta::days(1)).await, 0);
    let empty = export(&house, end, end + TimeDelta::days(1), Format::Csv { bom: false }).await;
    assert_eq!(empty.lines().collect::<Vec<_>>(), [header.iter().collect::<Vec<_>>().join(",")], "no decisions are a table, too");
    refused(house.gate.export(house.owner, end, end, Format::Jsonl).await, Code::InvalidRequest, "an empty period");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Custody(Custody::Exported(_)))).await, 6, "each export is on record");
}

#[tokio::test]
async fn an_export_is_whole_over_many_pages() {
    let house = House::new().await;
    for _ in 0..401 {
        house.ask("get_invoice", "{}").await;
    }
    let end = noon() + TimeDelta::hours(1);
    let lines = export(&house, noon(), end, Format::Jsonl).await;
    let actions: std::collections::BTreeSet<_> = lines.lines().map(|line| line.split_once(',').unwrap().0).collect();
    assert_eq!((lines.lines().count(), actions.len()), (401, 401));
    let table = export(&house, noon(), end, Format::Csv { bom: false }).await;
    assert_eq!(table.lines().filter(|line| line.starts_with("action,")).count(), 1, "the header stands once");
    assert_eq!(
        house.count(|entry| matches!(entry, Entry::Custody(Custody::Exported(Exported { rows: 401, .. })))).await,
        2,
        "the ledger knows how many"
    );
}
