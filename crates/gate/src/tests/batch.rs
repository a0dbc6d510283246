//! Several alike decided at once: what is seen before, and that it is nothing weaker than one by one.

use chrono::TimeDelta;
use sekisho_core::{
    batch::{OnlyNo, Unlike},
    budget::{Budget, Every, Scope},
    id::{ActionId, AgentId, ReviewerId},
    ledger::Entry,
    review::Assignee,
};

use super::{House, asked, no, refused};
use crate::{
    Code, Error,
    batch::BatchAnswer,
    charts::NewChart,
    decide::{Answer, Seen},
    view::{Act, BatchResult, BatchTable, BatchView, NotAlikeWord, Standing},
};

impl House {
    /// Changes to rows, which can be taken back.
    async fn rows(&self, count: u32) -> Vec<ActionId> {
        let mut ids = Vec::new();
        for number in 0..count {
            self.later(TimeDelta::milliseconds(1));
            let arguments = format!(r#"{{"owner":"u{number}","fee":{},"currency":"JPY","table":"orders"}}"#, 100 + number);
            ids.push(self.ask("update_row", &arguments).await.id);
        }
        ids
    }

    async fn previewed(&self, ids: &[ActionId]) -> BatchView {
        self.gate.preview_batch(self.owner, ids).await.unwrap()
    }

    async fn table(&self, ids: &[ActionId]) -> BatchTable {
        match self.previewed(ids).await {
            BatchView::Alike { table } => *table,
            other @ BatchView::NotAlike { .. } => panic!("{other:?}"),
        }
    }

    async fn unlike(&self, ids: &[ActionId]) -> Vec<(ActionId, Unlike)> {
        match self.previewed(ids).await {
            BatchView::NotAlike { why: NotAlikeWord::Unlike, items } => items.into_iter().map(|item| (item.id, item.why)).collect(),
            other @ (BatchView::Alike { .. } | BatchView::NotAlike { .. }) => panic!("{other:?}"),
        }
    }

    async fn decide_all(&self, by: ReviewerId, answer: BatchAnswer, items: &[(ActionId, Seen)]) -> Result<Vec<BatchResult>, Error> {
        self.gate.decide_batch(by, answer, items.to_vec()).await
    }

    async fn seen_all(&self, ids: &[ActionId]) -> Vec<(ActionId, Seen)> {
        let mut items = Vec::new();
        for id in ids {
            items.push((*id, super::seen(&self.view(*id).await)));
        }
        items
    }
}

fn named(table: &BatchTable) -> Vec<(ActionId, Seen)> {
    table.rows.iter().map(|row| (row.id, Seen { digest: row.digest.clone(), version: row.version })).collect()
}

fn approve() -> BatchAnswer {
    BatchAnswer::Approve { note: None }
}

fn reject() -> BatchAnswer {
    BatchAnswer::Reject { reason: "the customer left".to_owned() }
}

fn codes(results: &[BatchResult]) -> Vec<&str> {
    fn code(result: &BatchResult) -> &str {
        match result {
            BatchResult::Decided { .. } => "decided",
            BatchResult::Refused { code, .. } => code,
        }
    }
    results.iter().map(code).collect()
}

#[tokio::test]
async fn what_differs_is_seen_and_each_is_its_own_decision() {
    let house = House::new().await;
    let ids = house.rows(3).await;
    let table = house.table(&ids).await;
    assert_eq!(table.rows.iter().map(|row| row.id).collect::<Vec<_>>(), ids);
    assert_eq!(table.columns.iter().map(|column| column.place.to_line()).collect::<Vec<_>>(), ["/fee", "/owner"]);
    assert_eq!(table.rows[2].values.iter().map(sekisho_core::shown::Shown::to_line).collect::<Vec<_>>(), ["102", "u2"]);
    assert_eq!(table.same.iter().map(|same| same.value.to_line()).collect::<Vec<_>>(), ["JPY", "orders"]);
    assert_eq!(table.totals.iter().map(|total| (&*total.value, total.currency.as_deref())).collect::<Vec<_>>(), [("303", Some("JPY"))]);
    assert_eq!((&table.allowed, table.only_no), (&vec![Act::Approve, Act::Reject], None));
    let results = house.decide_all(house.owner, approve(), &named(&table)).await.unwrap();
    assert_eq!(codes(&results), ["decided"; 3]);
    assert_eq!(house.count(|entry| matches!(entry, Entry::Approved { .. })).await, 3, "one entry for each");
    for id in &ids {
        assert!(matches!(house.view(*id).await.standing, Standing::Approved { .. }));
    }
    let again = house.decide_all(house.owner, approve(), &named(&table)).await.unwrap();
    assert_eq!(codes(&again), ["already_decided"; 3], "and never twice");
    let ids = house.rows(2).await;
    let items = named(&house.table(&ids).await);
    assert_eq!(codes(&house.decide_all(house.owner, reject(), &items).await.unwrap()), ["decided"; 2]);
    let Standing::Denied { reason, .. } = house.view(ids[1]).await.standing else { panic!() };
    assert_eq!(reason.as_deref(), Some("the customer left"), "each agent is told why");
}

#[tokio::test]
async fn one_refusal_stops_no_other_and_is_told() {
    let house = House::new().await;
    let ids = house.rows(4).await;
    let mut items = named(&house.table(&ids).await);
    let other = house.reviewer("Other", &[]).await;
    house.decide(other, ids[0], no()).await.unwrap();
    let back = Assignee::Reviewer(house.owner);
    house.decide(other, ids[1], Answer::Escalate { to: back, note: "n".to_owned() }).await.unwrap();
    items[2].1.digest = items[3].1.digest.clone();
    let results = house.decide_all(house.owner, approve(), &items).await.unwrap();
    assert_eq!(codes(&results), ["already_decided", "conflict", "conflict", "decided"]);
    assert_eq!(house.count(|entry| matches!(entry, Entry::Approved { .. })).await, 1);
    assert!(matches!(house.view(ids[1]).await.standing, Standing::Held { .. }), "what changed waits for another look");
}

#[tokio::test]
async fn nobody_gets_round_the_rules_by_deciding_at_once() {
    let house = House::new().await;
    let ids = house.rows(2).await;
    let strange = house.add_agent("strange").await.id;
    let like = r#"{"owner":"u9","fee":109,"currency":"JPY","table":"orders"}"#;
    let of_another = house.ask_as(strange, "update_row", like, "10m").await.id;
    let other_tool = house.ask("update_rows", like).await.id;
    let other_server = on_server(&house, house.agent, "update_row", like).await;
    let other_shape = house.ask("update_row", r#"{"owner":"u9"}"#).await.id;
    for (cheat, why) in
        [(of_another, Unlike::Agent), (other_tool, Unlike::Tool), (other_server, Unlike::Tool), (other_shape, Unlike::Arguments)]
    {
        let ids = [ids[0], ids[1], cheat];
        assert_eq!(house.unlike(&ids).await, [(cheat, why)]);
        let items = house.seen_all(&ids).await;
        refused(house.decide_all(house.owner, approve(), &items).await, Code::NotAlike, "not at once");
        refused(house.decide_all(house.owner, reject(), &items).await, Code::NotAlike, "not a no either");
    }
    let twice = [ids[0], ids[0]];
    assert!(matches!(house.previewed(&twice).await, BatchView::NotAlike { why: NotAlikeWord::Twice, .. }));
    let items = house.seen_all(&twice).await;
    refused(house.decide_all(house.owner, approve(), &items).await, Code::NotAlike, "twice the same");
    let many: Vec<_> = (0..51).map(|_| items[0].clone()).collect();
    refused(house.decide_all(house.owner, approve(), &many).await, Code::NotAlike, "too many");
    refused(house.decide_all(house.owner, approve(), &[]).await, Code::NotAlike, "none");
    let nowhere = vec![(ActionId::new(super::noon(), [9; 10]), items[0].1.clone())];
    refused(house.decide_all(house.owner, approve(), &nowhere).await, Code::NotFound, "no such action");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Approved { .. } | Entry::Denied(_))).await, 0, "none of it decided anything");
}

async fn on_server(house: &House, agent: AgentId, tool: &str, arguments: &str) -> ActionId {
    let server = Some(crate::Name::new("bank".to_owned()).unwrap());
    let asked = crate::Asked { server, ..asked(tool, arguments, "10m") };
    house.gate.submit(agent, asked, "on-the-bank").await.unwrap().receipt.id
}

#[tokio::test]
async fn what_is_risky_or_lasts_is_not_approved_at_once() {
    let house = House::new().await;
    let risky =
        [house.ask("send_money", r#"{"amount_jpy":5000000}"#).await.id, house.ask("send_money", r#"{"amount_jpy":4000000}"#).await.id];
    assert_eq!(house.unlike(&risky).await, [(risky[0], Unlike::Risk), (risky[1], Unlike::Risk)]);
    let items = house.seen_all(&risky).await;
    refused(house.decide_all(house.owner, approve(), &items).await, Code::NotAlike, "above the risk");
    refused(house.decide_all(house.owner, reject(), &items).await, Code::NotAlike, "neither a no");
    // What an agent never did is riskier.
    let first = house.ask("delete_draft", r#"{"id":"0"}"#).await.id;
    house.approve(first).await;
    let drafts = [house.ask("delete_draft", r#"{"id":"1"}"#).await.id, house.ask("delete_draft", r#"{"id":"2"}"#).await.id];
    let table = house.table(&drafts).await;
    assert_eq!((&table.allowed, table.only_no), (&vec![Act::Reject], Some(OnlyNo::Lasting)));
    refused(house.decide_all(house.owner, approve(), &named(&table)).await, Code::NotAlike, "each needs a second step of its own");
    assert_eq!(codes(&house.decide_all(house.owner, reject(), &named(&table)).await.unwrap()), ["decided"; 2], "a no is safe");
}

#[tokio::test]
async fn what_waits_for_somebody_else_stays_theirs() {
    let house = House::new().await;
    let other = house.reviewer("Other", &[]).await;
    let auditor = house.auditor("Auditor", &[]).await;
    let ids = house.rows(2).await;
    let to = Assignee::Reviewer(house.owner);
    house.decide(other, ids[1], Answer::Escalate { to, note: "yours".to_owned() }).await.unwrap();
    let BatchView::NotAlike { items, .. } = house.gate.preview_batch(other, &ids).await.unwrap() else { panic!() };
    assert_eq!(items.iter().map(|item| (item.id, item.why)).collect::<Vec<_>>(), [(ids[1], Unlike::NotYours)]);
    let items = house.seen_all(&ids).await;
    refused(house.decide_all(auditor, approve(), &items).await, Code::Forbidden, "an auditor decides nothing");
    refused(house.gate.preview_batch(auditor, &ids).await, Code::Forbidden, "nor prepares it");
    assert_eq!(codes(&house.decide_all(other, approve(), &items).await.unwrap()), ["decided", "not_yours"]);
}

#[tokio::test]
async fn a_halt_counts_for_each() {
    let house = House::new().await;
    let ids = house.rows(2).await;
    let items = named(&house.table(&ids).await);
    house.gate.halt(house.owner, crate::Scope::Everything {}, None).await.unwrap();
    assert_eq!(house.unlike(&ids).await, [(ids[0], Unlike::Halted), (ids[1], Unlike::Halted)]);
    assert_eq!(codes(&house.decide_all(house.owner, approve(), &items).await.unwrap()), ["halted"; 2]);
}

#[tokio::test]
async fn the_owner_of_an_agent_and_a_missing_reason_are_refused_for_each() {
    let house = House::new().await;
    let hana = house.reviewer("Hana", &[]).await;
    let text = "[[people]]\nname = \"Hana\"\n\n[[agents]]\nname = \"Orders\"\nowner = \"Hana\"\n\n[answers]\nreason_from = \"low\"\n";
    house.gate.set_chart(house.owner, NewChart { edition: 0, text: text.to_owned(), note: "first".to_owned() }).await.unwrap();
    let ids = house.rows(2).await;
    let items = house.seen_all(&ids).await;
    assert_eq!(codes(&house.decide_all(hana, approve(), &items).await.unwrap()), ["own_agent"; 2]);
    assert!(house.table(&ids).await.words.reason_needed, "and it says so before");
    assert_eq!(codes(&house.decide_all(house.owner, approve(), &items).await.unwrap()), ["reason_needed"; 2]);
    let empty = BatchAnswer::Reject { reason: "  ".to_owned() };
    refused(house.decide_all(house.owner, empty, &items).await, Code::InvalidRequest, "a no has a reason");
    let noted = BatchAnswer::Approve { note: Some("照合しました。".to_owned()) };
    assert_eq!(codes(&house.decide_all(house.owner, noted, &items).await.unwrap()), ["decided"; 2]);
}

#[tokio::test]
async fn a_limit_and_a_budget_count_for_each() {
    let house = House::new().await;
    let taro = house.reviewer("Taro", &[]).await;
    let text = "[[people]]\nname = \"Taro\"\nlimits = [{ up_to = \"101 JPY\" }]\n".to_owned();
    house.gate.set_chart(house.owner, NewChart { edition: 0, text, note: "first".to_owned() }).await.unwrap();
    let ids = house.rows(3).await;
    let BatchView::Alike { table } = house.gate.preview_batch(taro, &ids).await.unwrap() else { panic!() };
    assert_eq!((&table.allowed, table.only_no), (&vec![Act::Reject], Some(OnlyNo::NotAllowed)));
    assert_eq!(codes(&house.decide_all(taro, approve(), &named(&table)).await.unwrap()), ["decided", "decided", "above_limit"]);
    let limit = "250 JPY".parse().unwrap();
    let budget = Budget { name: "Fees".to_owned(), agents: Scope::Everyone, effect: None, limit, period: Every::Month };
    house.gate.add_budget(house.owner, budget).await.unwrap();
    let ids = house.rows(3).await;
    let items = named(&house.table(&ids).await);
    assert_eq!(codes(&house.decide_all(house.owner, approve(), &items).await.unwrap()), ["decided", "decided", "over_budget"]);
}
