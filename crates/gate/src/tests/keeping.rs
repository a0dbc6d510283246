//! How long things are kept: searching, the policy with its announcement, holds, and erasing on demand.

use chrono::TimeDelta;
use sekisho_core::{
    id::ActionId,
    keeping::{Scope, Years},
    ledger::{Announced, Entry, Grounds, Keeping},
    money::Sum,
    outcome::Told,
};

use super::{House, no, noon, reasoned, refused};
use crate::{Code, erasing::Walk, export::Format, look::Dealing, look::Search, view::Role};

mod races;

const YEAR_OF_LOOKS: Years = Years { money: Some(7), changes: None, looks: Some(1) };

impl House {
    /// A decided payment.
    async fn dealt(&self, to: &str, amount: &str, currency: &str) -> ActionId {
        let arguments = format!(r#"{{"payee":"{to}","amount":{amount},"currency":"{currency}","memo":"秘密の備考"}}"#);
        let id = self.ask("pay_invoice", &arguments).await.id;
        self.decide(self.owner, id, reasoned()).await.unwrap();
        id
    }

    /// A decided look.
    async fn looked(&self, at: &str) -> ActionId {
        let receipt = self.ask("read_file", &format!(r#"{{"path":"{at}"}}"#)).await;
        if receipt.status == crate::answer::Status::Pending {
            self.decide(self.owner, receipt.id, no()).await.unwrap();
        }
        receipt.id
    }

    async fn filed(&self) {
        while self.gate.file_new().await.unwrap() {}
        while self.gate.index_new().await.unwrap() > 0 {}
    }

    async fn found(&self, dealing: Dealing) -> Vec<ActionId> {
        self.found_by(Search { dealing, limit: 50, ..Search::default() }).await
    }

    async fn found_by(&self, search: Search) -> Vec<ActionId> {
        let page = self.gate.activity(self.owner, search).await.unwrap();
        page.items.into_iter().map(|item| item.id).collect()
    }

    /// Lets days pass as a hub sees them that runs all the time, and does what the policy wants.
    async fn pass(&self, days: i64) {
        let mut walk = Walk::default();
        for step in (0..days).step_by(20) {
            self.later(TimeDelta::days((days - step).min(20)));
            while self.gate.keep(&mut walk).await.unwrap() {}
        }
    }

    async fn set(&self, years: Years) {
        let edition = self.gate.keeping(self.owner).await.unwrap().edition;
        self.gate.set_retention(self.owner, edition, years, "規程第5条").await.unwrap();
    }

    async fn erased(&self) -> Vec<Grounds> {
        let ledger = self.ledger().await.into_iter();
        ledger.filter_map(|entry| if let Entry::Keeping(Keeping::Erased { grounds, .. }) = entry { Some(grounds) } else { None }).collect()
    }

    /// The ledger verifies, and the tables say what it says.
    async fn is_whole(&self) {
        let check = self.gate.check_ledger().await.unwrap();
        assert!(check.fault.is_none(), "{:?}", check.fault);
    }
}

fn partner(name: &str) -> Dealing {
    Dealing { partner: Some(name.to_owned()), ..Dealing::default() }
}

fn amounts(least: &str, most: &str) -> Dealing {
    Dealing { least: Some(least.parse().unwrap()), most: Some(most.parse().unwrap()), ..Dealing::default() }
}

#[tokio::test]
async fn the_record_is_searched_by_date_amount_and_partner_and_any_of_them_together() {
    let house = House::alone().await;
    let yamada = house.dealt("株式会社ヤマダ製作所", "48000", "JPY").await;
    house.later(TimeDelta::days(40));
    let tanaka = house.dealt("田中商店", "48000.5", "USD").await;
    let again = house.dealt("株式会社ヤマダ製作所", "1200000", "JPY").await;
    let mail = house.ask("send_mail", r#"{"to":"Hana@Firm.example"}"#).await.id;
    assert_eq!(house.found(partner("ヤマダ")).await, [], "it is found a moment later");
    house.filed().await;
    assert_eq!(house.found(partner("ﾔﾏﾀﾞ")).await, [again, yamada], "newest first, however it is written");
    assert_eq!(house.found(partner("FIRM.EXAMPLE")).await, [mail], "also by a part of it, and who has no money in it");
    assert_eq!(house.found(partner("佐藤")).await, []);
    assert_eq!(house.found(amounts("48000", "48000")).await, [yamada], "exactly");
    assert_eq!(house.found(amounts("48000", "48000.50")).await, [tanaka, yamada]);
    assert_eq!(house.found(Dealing { currency: Some("USD".to_owned()), ..Dealing::default() }).await, [tanaka]);
    assert_eq!(house.found(Dealing { partner: Some("ヤマダ".to_owned()), ..amounts("48001", "9999999") }).await, [again]);
    let then = |dealing| Search { dealing, from: Some(noon() + TimeDelta::days(30)), limit: 50, ..Search::default() };
    assert_eq!(house.found_by(then(partner("ヤマダ"))).await, [again]);
    assert_eq!(house.found_by(then(amounts("1", "50000"))).await, [tanaka]);
    assert_eq!(house.found_by(Search { words: Some("ヤマダ".to_owned()), ..then(amounts("1", "2000000")) }).await, [again]);
    assert_eq!(house.found_by(Search { agent: Some(house.agent), ..then(amounts("1", "2000000")) }).await, [again, tanaka]);
    let other = house.add_agent("Other").await.id;
    assert_eq!(house.found_by(Search { agent: Some(other), ..then(partner("ヤマダ")) }).await, []);
    let first = Search { dealing: partner("ヤマダ"), limit: 1, ..Search::default() };
    let page = house.gate.activity(house.owner, first.clone()).await.unwrap();
    let next = house.found_by(Search { after: page.next, ..first }).await;
    assert_eq!((page.items[0].id, next), (again, vec![yamada]), "page by page");
    let reading = Search { reading: Some(crate::look::Reading::Open), ..then(partner("ヤマダ")) };
    refused(house.gate.activity(house.owner, reading).await, Code::InvalidRequest, "what one reads about is a list of its own");
}

#[tokio::test]
async fn what_was_told_afterwards_is_found_too() {
    let house = House::alone().await;
    let id = house.dealt("山田製作所", "48000", "JPY").await;
    house.gate.consume(house.agent, id, "k").await.unwrap();
    house.filed().await;
    let told =
        Told { amount: Some("47000 JPY".parse::<Sum>().unwrap()), counterparty: Some("ﾔﾏﾀﾞ HD".to_owned()), ..Told::default() };
    house.gate.tell(house.agent, id, told).await.unwrap();
    house.filed().await;
    let both = |name: &str, amount: &str| Dealing { partner: Some(name.to_owned()), ..amounts(amount, amount) };
    assert_eq!(house.found(both("ヤマダ hd", "47000")).await, [id]);
    assert_eq!(house.found(both("山田", "48000")).await, [id], "what was asked stays");
    assert_eq!(house.found(both("山田", "47000")).await, [], "which are two different things");
}

#[tokio::test]
async fn nothing_is_erased_before_a_policy_is_set_and_only_by_administrators() {
    let house = House::alone().await;
    let person = house.reviewer("Person", &[]).await;
    house.looked("/秘密").await;
    house.filed().await;
    house.pass(800).await;
    assert_eq!(house.erased().await, []);
    refused(house.gate.set_retention(person, 0, YEAR_OF_LOOKS, "n").await, Code::Forbidden, "a reviewer");
    refused(house.gate.hold(person, "n", "r", Scope::Tool { tool: "x".to_owned() }).await, Code::Forbidden, "a reviewer");
    let few = Years { money: Some(6), ..YEAR_OF_LOOKS };
    refused(house.gate.set_retention(house.owner, 0, few, "n").await, Code::InvalidRequest, "money is kept for seven years");
    house.set(YEAR_OF_LOOKS).await;
    refused(house.gate.set_retention(house.owner, 0, YEAR_OF_LOOKS, "n").await, Code::Conflict, "somebody was faster");
    assert_eq!(house.count(|entry| matches!(entry, Entry::Keeping(Keeping::RetentionSet { .. }))).await, 1);
}

#[tokio::test]
async fn what_is_over_is_announced_then_erased_and_the_ledger_still_verifies() {
    let house = House::alone().await;
    let (look, pay) = (house.looked("/秘密の場所/台帳").await, house.dealt("山田太郎", "48000", "JPY").await);
    let open = house.held().await;
    house.filed().await;
    house.set(YEAR_OF_LOOKS).await;
    house.pass(390).await;
    assert_eq!(house.erased().await, [], "a year, a month, and not yet announced long enough");
    house.pass(40).await;
    assert_eq!(house.erased().await, [Grounds::Policy { edition: 1 }]);
    let announced = |entry: &Entry| matches!(entry, Entry::Keeping(Keeping::ErasureAnnounced(Announced { actions: 1, edition: 1, .. })));
    assert_eq!(house.count(announced).await, 1);
    let view = house.view(look).await;
    assert_eq!((view.arguments.len(), view.keeping.class, view.keeping.erased.is_some()), (0, None, true));
    assert_eq!(view.what.tool.to_line(), "read_file", "who, what and when stays");
    assert!(house.view(pay).await.keeping.erased.is_none(), "money is kept");
    assert_eq!(house.view(open).await.keeping.erased, None, "and what waits");
    let words = |words: &str| Search { words: Some(words.to_owned()), limit: 50, ..Search::default() };
    assert_eq!(house.found_by(words("秘密の場所")).await, [], "its words are not found");
    assert!(house.found_by(words("read_file")).await.contains(&look), "its tool is");
    house.is_whole().await;
    let all = house.gate.export(house.owner, noon() - TimeDelta::days(1), noon() + TimeDelta::days(9_999), Format::Jsonl).await;
    let (mut export, mut lines) = (all.unwrap(), Vec::new());
    while let Some(piece) = export.next_piece().await.unwrap() {
        lines.extend(piece);
    }
    let lines = String::from_utf8(lines).unwrap();
    let row = |id: ActionId| lines.lines().find(|line| line.contains(&id.to_string())).unwrap().to_owned();
    assert!(row(look).contains(r#""arguments":"","#) && row(look).contains(r#""erased_at":"20"#), "{}", row(look));
    assert!(row(pay).contains("山田太郎") && row(pay).contains(r#""erased_at":"""#));
}

#[tokio::test]
async fn a_hold_keeps_whatever_it_covers_and_lifting_it_lets_it_go() {
    let house = House::alone().await;
    let (kept, gone) = (house.looked("/a").await, house.looked("/b").await);
    house.filed().await;
    house.set(YEAR_OF_LOOKS).await;
    let hold = house.gate.hold(house.owner, "訴訟 2027-3", "係争中", Scope::Action { action: kept }).await.unwrap();
    let again = house.gate.hold(house.owner, "訴訟 2027-3", "x", Scope::Action { action: gone }).await;
    refused(again, Code::Conflict, "a name stands for one hold");
    assert_eq!(house.view(kept).await.keeping.holds[0].name, "訴訟 2027-3");
    house.pass(460).await;
    assert!(house.view(kept).await.keeping.erased.is_none() && house.view(gone).await.keeping.erased.is_some());
    refused(house.gate.erase(house.owner, kept, "請求").await, Code::OnHold, "nor on demand");
    house.gate.lift_hold(house.owner, hold.id, "和解").await.unwrap();
    refused(house.gate.lift_hold(house.owner, hold.id, "x").await, Code::NotFound, "it is lifted once");
    house.pass(40).await;
    assert!(house.view(kept).await.keeping.erased.is_some());
    assert_eq!(house.count(|entry| matches!(entry, Entry::Keeping(Keeping::HoldSet { .. } | Keeping::HoldLifted { .. }))).await, 2);
    house.is_whole().await;
}

#[tokio::test]
async fn a_clock_that_jumps_erases_nothing_until_an_administrator_says_that_it_is_right() {
    let house = House::alone().await;
    let look = house.looked("/a").await;
    house.filed().await;
    house.set(YEAR_OF_LOOKS).await;
    house.pass(1).await;
    house.later(TimeDelta::days(3_000));
    let mut walk = Walk::default();
    assert!(!house.gate.keep(&mut walk).await.unwrap());
    house.pass(60).await;
    assert_eq!(house.count(|entry| matches!(entry, Entry::Keeping(Keeping::ClockDoubted { .. }))).await, 1, "it is on record, once");
    assert!(house.gate.keeping(house.owner).await.unwrap().clock_doubted && house.erased().await.is_empty());
    let person = house.reviewer("Person", &[]).await;
    refused(house.gate.confirm_clock(person).await, Code::Forbidden, "a reviewer");
    house.gate.confirm_clock(house.owner).await.unwrap();
    refused(house.gate.confirm_clock(house.owner).await, Code::Conflict, "there is nothing to say");
    while house.gate.keep(&mut walk).await.unwrap() {}
    assert_eq!(house.erased().await, [], "even then it is announced first");
    house.pass(20).await;
    assert!(house.view(look).await.keeping.erased.is_some());
}

#[tokio::test]
async fn another_policy_takes_back_what_was_announced() {
    let house = House::alone().await;
    let look = house.looked("/a").await;
    house.filed().await;
    house.set(YEAR_OF_LOOKS).await;
    house.pass(400).await;
    assert!(house.gate.keeping(house.owner).await.unwrap().announced.is_some());
    house.set(Years { looks: Some(2), ..YEAR_OF_LOOKS }).await;
    assert_eq!(house.gate.keeping(house.owner).await.unwrap().announced, None);
    house.pass(60).await;
    assert!(house.view(look).await.keeping.erased.is_none());
}

#[tokio::test]
async fn on_demand_two_administrators_erase_before_the_time_but_never_money_within_seven_years() {
    let house = House::alone().await;
    let second = house.gate.add_reviewer(house.owner, "Second", Role::Administrator, &[]).await.unwrap().id;
    let (look, pay, open) = (house.looked("/a").await, house.dealt("山田太郎", "480", "JPY").await, house.held().await);
    house.filed().await;
    house.later(TimeDelta::hours(1));
    refused(house.gate.erase(house.owner, open, "請求").await, Code::Conflict, "it still waits");
    refused(house.gate.erase(house.owner, pay, "請求").await, Code::StillKept, "it moves money");
    let asked = house.gate.erase(house.owner, look, "本人の請求").await.unwrap();
    assert_eq!((asked.keeping.erased, asked.keeping.asked.unwrap().id), (None, house.owner));
    refused(house.gate.erase(house.owner, look, "x").await, Code::SamePerson, "one person is not two");
    let erased = house.gate.erase(second, look, "確認済み").await.unwrap();
    assert!(erased.keeping.erased.is_some() && erased.keeping.asked.is_none());
    refused(house.gate.erase(second, look, "x").await, Code::Erased, "it is gone");
    refused(house.gate.comment(house.owner, look, "x".to_owned()).await, Code::Erased, "nothing is added to it");
    let grounds = Grounds::Request { by: house.owner, second: Some(second), reason: "本人の請求".to_owned() };
    assert_eq!(house.erased().await, [grounds]);
    house.is_whole().await;
    house.set(YEAR_OF_LOOKS).await;
    house.pass(365 * 7 + 90).await;
    assert_eq!(house.erased().await.len(), 2, "after that, the policy does");
    assert!(house.view(pay).await.keeping.erased.is_some());
}
