//! Reports of a period: the summary beside the list, workbooks made whole, progress, and the report of each month.

use std::fs;

use chrono::TimeDelta;
use sekisho_core::{
    calendar::Period,
    ledger::{Custody, Entry},
    monthly::{Format, Language},
    outcome::Mark,
};
use sekisho_report::period::Summary;
use tempfile::TempDir;

use super::{House, no, noon, reasoned, refused};
use crate::{Code, Error, export, summary::Collecting};

fn far() -> Period {
    Period { from: noon() - TimeDelta::days(40), until: noon() + TimeDelta::days(40) }
}

async fn summary(house: &House, period: Period) -> Summary {
    let mut reader = house.gate.store().read().await.unwrap();
    let range = (reader.ledger_at(period.from).await.unwrap(), reader.ledger_at(period.until).await.unwrap());
    drop(reader);
    let mut collecting = Collecting::begin(&house.gate, period, range, Some("Owner".to_owned()));
    while collecting.step().await.unwrap() {}
    collecting.finish().await.unwrap()
}

async fn written(house: &House, format: export::Format) -> Result<Vec<u8>, Error> {
    let mut export = house.gate.export(house.owner, far().from, far().until, format).await?;
    let mut whole = Vec::new();
    while let Some(piece) = export.next_piece().await? {
        assert!(!piece.is_empty(), "no piece is empty, or streams would end");
        whole.extend(piece);
    }
    Ok(whole)
}

/// A day with something of everything.
async fn busy() -> House {
    let house = House::alone().await;
    for _ in 0..3 {
        let read = house.ask("get_invoice", "{}").await.id;
        house.gate.consume(house.agent, read, &read.to_string()).await.unwrap();
        house.gate.report(house.agent, read, true, None).await.unwrap();
    }
    let quick = house.held().await;
    house.later(TimeDelta::seconds(10));
    house.approve(quick).await;
    let slow = house.held().await;
    house.later(TimeDelta::seconds(90));
    house.decide(house.owner, slow, no()).await.unwrap();
    house.held().await;
    house.later(TimeDelta::minutes(11));
    while house.gate.expire_due().await.unwrap().is_zero() {}
    let grave = house.ask("pay_invoice", r#"{"amount":9000000,"currency":"JPY","account":"new"}"#).await.id;
    house.later(TimeDelta::seconds(30));
    house.decide(house.owner, grave, reasoned()).await.unwrap();
    house.gate.mark(house.owner, grave, Mark::Harmful, Some("二重払い".to_owned())).await.unwrap();
    house
}

#[tokio::test]
async fn a_summary_counts_what_happened_whether_it_was_counted_before_or_not() {
    let house = busy().await;
    let told = summary(&house, far()).await;
    let counts = told.counts;
    assert_eq!((counts.received, counts.passed, counts.held), (7, 3, 4));
    assert_eq!((counts.approved, counts.denied, counts.expired, counts.succeeded, counts.consumed), (2, 1, 1, 3, 3));
    assert_eq!((counts.decided(), counts.harmful), (7, 1));
    let answers = &told.answers;
    assert_eq!((answers.count(), answers.median(), answers.longest()), (3, Some(TimeDelta::seconds(30)), Some(TimeDelta::seconds(90))));
    assert_eq!((told.days.len(), told.days.iter().map(|(_, counts)| counts.received).sum::<u64>()), (81, 7), "each day once");
    let line = &told.reviewers.lines[0];
    assert_eq!((line.name.as_str(), line.counts.approved, line.counts.denied, line.answers.count()), ("Owner", 2, 1, 3));
    assert_eq!((told.agents.lines[0].name.as_str(), told.agents.lines[0].counts.received), ("Orders", 7));
    assert_eq!((told.expired.count, told.harmful.count, told.harmful.items[0].note.as_str()), (1, 1, "二重払い"));
    let overridden: Vec<_> = told.overrides.items.iter().map(|one| (one.subject.tool.as_str(), one.by.as_str(), one.why.len())).collect();
    assert_eq!(overridden, [("send_mail", "Owner", 1), ("pay_invoice", "Owner", 1)], "both were of high risk");
    let rows = written(&house, export::Format::Jsonl).await.unwrap();
    let lines = String::from_utf8(rows).unwrap().lines().count();
    assert_eq!(u64::try_from(lines).unwrap(), counts.decided(), "as many as the list has");
}

#[tokio::test]
async fn what_is_no_longer_called_harmful_is_not_listed_and_a_period_has_an_end() {
    let house = busy().await;
    let grave = summary(&house, far()).await.harmful.items[0].subject.action;
    house.gate.mark(house.owner, grave, Mark::Good, None).await.unwrap();
    let told = summary(&house, far()).await;
    assert_eq!((told.harmful.count, told.counts.harmful, told.counts.good), (0, 0, 1));
    let before = Period { until: noon() + TimeDelta::seconds(5), ..far() };
    let told = summary(&house, before).await;
    assert_eq!((told.counts.received, told.counts.approved, told.counts.decided()), (4, 0, 3), "only what happened in it");
}

#[tokio::test]
async fn a_workbook_is_whole_and_leaves_nothing_behind() {
    let house = busy().await;
    let names = |house: &House| {
        let mut names: Vec<_> = fs::read_dir(house.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names(&house);
    let book = written(&house, export::Format::Xlsx(sekisho_report::Language::Japanese)).await.unwrap();
    assert!(book.starts_with(b"PK") && book.len() > 5_000, "a workbook is a zip file: {}", book.len());
    assert_eq!(names(&house), before, "its files have no names");
    let exports = house.count(|entry| matches!(entry, Entry::Custody(Custody::Exported(done)) if done.rows == 7)).await;
    assert_eq!(exports, 1, "and it is on record");
    let mut broken =
        house.gate.export(house.owner, far().from, far().until, export::Format::Xlsx(sekisho_report::Language::English)).await.unwrap();
    fs::rename(house.folder.path(), house.folder.path().with_extension("gone")).unwrap();
    let failed = broken.next_piece().await;
    fs::rename(house.folder.path().with_extension("gone"), house.folder.path()).unwrap();
    assert!(failed.is_err(), "what cannot be written is no file");
}

#[tokio::test]
async fn an_export_is_followed_by_whoever_started_it_and_by_nobody_else() {
    let house = busy().await;
    let other = house.reviewer("Other", &[]).await;
    let begin = async || house.gate.export(house.owner, far().from, far().until, export::Format::Csv { bom: false }).await.unwrap();
    let mut export = begin().await.with_ticket("mine").unwrap();
    assert_eq!(house.gate.export_progress(house.owner, "mine").unwrap().rows, 0);
    refused(begin().await.with_ticket("mine"), Code::Conflict, "it is in use");
    for word in ["", "a b", "ä", &"x".repeat(65)] {
        refused(begin().await.with_ticket(word), Code::InvalidRequest, word);
    }
    refused(house.gate.export_progress(other, "mine"), Code::NotFound, "somebody else's");
    export.next_piece().await.unwrap().unwrap();
    assert_eq!(house.gate.export_progress(house.owner, "mine").unwrap().rows, 7);
    while export.next_piece().await.unwrap().is_some() {}
    assert!((house.gate.export_progress(house.owner, "mine").unwrap().share - 1.0).abs() < 1e-9, "it is all there");
    drop(export);
    refused(house.gate.export_progress(house.owner, "mine"), Code::NotFound, "it is over");
}

fn folder(place: &TempDir) -> String {
    place.path().to_str().unwrap().to_owned()
}

fn files(place: &TempDir) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_month_is_written_once_when_it_is_over() {
    let (house, place) = (busy().await, tempfile::tempdir().unwrap());
    let formats = vec![Format::Csv, Format::Xlsx];
    house.gate.set_monthly(house.owner, folder(&place), formats, Language::Ja).await.unwrap();
    house.gate.write_months().await.unwrap();
    assert_eq!(files(&place), Vec::<String>::new(), "November is not over");
    let view = house.gate.monthly(house.owner).await.unwrap();
    let due = view.monthly.unwrap();
    assert_eq!((due.next_month.to_string(), due.set_by.name.as_str()), ("2026-11".to_owned(), "Owner"));
    fs::write(place.path().join("sekisho-2026-11.csv"), "another's").unwrap();
    house.later(due.due_at - house.gate.clock().now());
    house.gate.write_months().await.unwrap();
    let expected = ["sekisho-2026-11-2.csv", "sekisho-2026-11.csv", "sekisho-2026-11.xlsx"];
    assert_eq!(files(&place), expected, "never in the place of another");
    assert_eq!(fs::read_to_string(place.path().join(expected[1])).unwrap(), "another's");
    let csv = fs::read_to_string(place.path().join(expected[0])).unwrap();
    assert_eq!((csv.starts_with('\u{feff}'), csv.lines().count()), (true, 8));
    house.gate.write_months().await.unwrap();
    assert_eq!(files(&place).len(), 3, "once");
    let view = house.gate.monthly(house.owner).await.unwrap();
    assert_eq!((view.last.unwrap().files, view.problem), (vec![expected[0].to_owned(), expected[2].to_owned()], None));
    assert_eq!(house.count(|entry| matches!(entry, Entry::Custody(Custody::MonthlyWritten(_)))).await, 1, "it is on record");
}

#[tokio::test]
async fn months_that_were_missed_are_written_at_the_next_start_and_what_fails_is_tried_again() {
    let (house, place) = (busy().await, tempfile::tempdir().unwrap());
    house.gate.set_monthly(house.owner, folder(&place), vec![Format::Jsonl], Language::En).await.unwrap();
    let house = house.reopen(noon() + TimeDelta::days(70)).await;
    house.gate.close();
    let gone = place.path().with_extension("gone");
    fs::rename(place.path(), &gone).unwrap();
    house.gate.write_months().await.unwrap();
    let problem = house.gate.monthly(house.owner).await.unwrap().problem;
    assert!(problem.is_some_and(|problem| problem.contains("No such file")), "it says why");
    fs::rename(&gone, place.path()).unwrap();
    house.gate.write_months().await.unwrap();
    assert_eq!(files(&place), ["sekisho-2026-11.jsonl", "sekisho-2026-12.jsonl"]);
    assert_eq!(house.gate.monthly(house.owner).await.unwrap().problem, None);
}

#[tokio::test]
async fn only_an_administrator_sets_it_and_not_to_the_data_directory() {
    let (house, place) = (House::alone().await, tempfile::tempdir().unwrap());
    let person = house.reviewer("Person", &[]).await;
    let set = async |by, folder: String, formats: Vec<Format>| house.gate.set_monthly(by, folder, formats, Language::En).await;
    refused(set(person, folder(&place), vec![Format::Csv]).await, Code::Forbidden, "a reviewer");
    refused(house.gate.end_monthly(person).await, Code::Forbidden, "a reviewer");
    let inside = house.folder.path().join("reports");
    fs::create_dir(&inside).unwrap();
    refused(set(house.owner, inside.to_str().unwrap().to_owned(), vec![Format::Csv]).await, Code::InvalidRequest, "in the data directory");
    refused(set(house.owner, "reports".to_owned(), vec![Format::Csv]).await, Code::InvalidRequest, "not from the root");
    refused(set(house.owner, folder(&place) + "/none", vec![Format::Csv]).await, Code::InvalidRequest, "not there");
    refused(set(house.owner, folder(&place), Vec::new()).await, Code::InvalidRequest, "nothing");
    refused(set(house.owner, folder(&place), vec![Format::Csv, Format::Csv]).await, Code::InvalidRequest, "one twice");
    assert_eq!(house.gate.monthly(person).await.unwrap().monthly, None);
    set(house.owner, folder(&place), vec![Format::Csv]).await.unwrap();
    house.gate.end_monthly(house.owner).await.unwrap();
    house.later(TimeDelta::days(40));
    house.gate.write_months().await.unwrap();
    assert_eq!((files(&place).len(), house.gate.monthly(person).await.unwrap().monthly), (0, None));
    let on_record = house.count(|entry| matches!(entry, Entry::Custody(Custody::MonthlySet(set)) if set.by == house.owner)).await;
    assert_eq!(on_record, 2, "who set it and who ended it");
}
