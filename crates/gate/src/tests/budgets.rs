//! Budgets: what does not fit waits or is blocked, an approval holds, an outcome spends, and all of it adds up.

use chrono::TimeDelta;
use sekisho_core::{
    action::{Asked, Name, Sent},
    budget::{Booked, Budget, Every, Scope},
    id::{ActionId, BudgetId},
    ledger::{Entry, Moved},
    money::Sum,
    rules::Reason,
    tool::Effect,
};

use super::{House, asked, noon, refused, yes};
use crate::{
    Code,
    answer::Status,
    view::{Act, BudgetView, By, Standing},
};

mod races;

fn sum(text: &str) -> Sum {
    text.parse().unwrap()
}

fn monthly(name: &str, limit: &str) -> Budget {
    Budget { name: name.to_owned(), agents: Scope::Everyone, effect: Some(Effect::Pay), limit: sum(limit), period: Every::Month }
}

impl House {
    async fn budget(&self, limit: &str) -> BudgetId {
        self.gate.add_budget(self.owner, monthly("Ads", limit)).await.unwrap().id
    }

    async fn stands(&self, id: BudgetId) -> BudgetView {
        let all = self.gate.budgets(self.owner).await.unwrap().budgets;
        all.into_iter().find(|budget| budget.id == id).unwrap()
    }

    /// Asks to pay so many yen.
    async fn pay(&self, yen: u32) -> ActionId {
        self.ask("send_payment", &format!(r#"{{"amount":{yen},"currency":"JPY","to":"a"}}"#)).await.id
    }

    /// Held, spent, over and left.
    async fn sums(&self, id: BudgetId) -> [String; 4] {
        let BudgetView { held, spent, over, left, .. } = self.stands(id).await;
        [held, spent, over, left]
    }

    async fn run(&self, id: ActionId) -> Result<(), crate::Error> {
        self.gate.consume(self.agent, id, "k").await.map(|_| ())
    }
}

#[tokio::test]
async fn an_approval_holds_and_the_outcome_spends_or_gives_back() {
    let house = House::alone().await;
    let budget = house.budget("1000 JPY").await;
    let (spent, failed) = (house.pay(400).await, house.pay(500).await);
    assert_eq!(house.sums(budget).await, ["0", "0", "0", "1000"], "asking alone holds nothing");
    house.approve(spent).await;
    house.approve(failed).await;
    assert_eq!(house.sums(budget).await, ["900", "0", "0", "100"]);
    house.run(spent).await.unwrap();
    house.run(failed).await.unwrap();
    house.gate.report(house.agent, spent, true, None).await.unwrap();
    house.gate.report(house.agent, failed, false, None).await.unwrap();
    assert_eq!(house.sums(budget).await, ["0", "400", "0", "600"]);
    assert_eq!(house.stands(budget).await.returned, "500", "the executor's word is told as such");
    let booked = |wanted| move |entry: &Entry| matches!(entry, Entry::Booked(Moved { booked, .. }) if *booked == wanted);
    assert_eq!(house.count(booked(Booked::Held)).await, 2);
    assert_eq!((house.count(booked(Booked::Spent)).await, house.count(booked(Booked::Returned)).await), (1, 1));
    let house = house.reopen(noon() + TimeDelta::days(30)).await;
    assert_eq!(house.sums(budget).await, ["0", "0", "0", "1000"], "a month later it begins anew");
}

#[tokio::test]
async fn what_a_rule_lets_pass_holds_too_and_passes_only_as_long_as_it_fits() {
    let house = House::alone().await;
    house.gate.import_tools(house.owner, "bank", r#"{"tools":[{"name":"send_payment"}]}"#).await.unwrap();
    let budget = house.budget("1000 JPY").await;
    let mut statuses = Vec::new();
    for key in ["a", "b", "c"] {
        let asked = Asked {
            server: Some(Name::new("bank".to_owned()).unwrap()),
            context: Some(Sent::new(r#"{"session":"s","task":"Pay 400 JPY to yamada@firm.example each time"}"#.to_owned()).unwrap()),
            ..asked("send_payment", r#"{"amount":400,"currency":"JPY","to":"yamada@firm.example"}"#, "10m")
        };
        let receipt = house.gate.submit(house.agent, asked.clone(), key).await.unwrap().receipt;
        let again = house.gate.submit(house.agent, asked, key).await.unwrap();
        assert!(again.replayed, "a retry holds nothing more");
        statuses.push(matches!(receipt.status, Status::Approved { .. }));
    }
    assert_eq!(statuses, [true, true, false], "the third waits for a person");
    assert_eq!(house.sums(budget).await, ["800", "0", "0", "200"]);
}

#[tokio::test]
async fn what_does_not_fit_waits_until_it_does() {
    let house = House::alone().await;
    let budget = house.budget("1000 JPY").await;
    let first = house.pay(700).await;
    house.approve(first).await;
    let second = house.pay(400).await;
    let view = house.view(second).await;
    let left = |reason: &Reason| matches!(reason, Reason::OverBudget { name, left, .. } if name == "Ads" && *left == sum("300 JPY"));
    assert!(view.reasons.iter().any(left), "{:?}", view.reasons);
    assert_eq!((view.budgets[0].left.as_str(), view.budgets[0].fits), ("300", false));
    assert!(!view.allowed.contains(&Act::Approve) && view.allowed.contains(&Act::Reject), "the window offers no yes");
    refused(house.decide(house.owner, second, yes()).await, Code::OverBudget, "it does not fit");
    assert_eq!(house.sums(budget).await, ["700", "0", "0", "300"], "and nothing came of it");
    house.gate.change_budget(house.owner, budget, "Ads", sum("1100 JPY")).await.unwrap();
    house.approve(second).await;
    assert_eq!(house.sums(budget).await, ["1100", "0", "0", "0"]);
}

#[tokio::test]
async fn an_approval_that_ends_unused_gives_its_money_back() {
    let house = House::alone().await;
    let budget = house.budget("1000 JPY").await;
    let first = house.pay(700).await;
    house.approve(first).await;
    house.later(TimeDelta::minutes(5));
    let second = house.pay(700).await;
    house.approve(second).await;
    assert_eq!(house.sums(budget).await, ["700", "0", "0", "300"]);
    refused(house.run(first).await, Code::ApprovalExpired, "its money is another's by now");
    house.later(TimeDelta::minutes(6));
    house.gate.expire_due().await.unwrap();
    assert_eq!(house.sums(budget).await, ["0", "0", "0", "1000"]);
    assert_eq!(house.count(|entry| matches!(entry, Entry::Booked(Moved { booked: Booked::Unused, .. }))).await, 2);
}

#[tokio::test]
async fn more_than_the_whole_budget_is_blocked() {
    let house = House::alone().await;
    house.budget("1000 JPY").await;
    let action = house.pay(1_001).await;
    let view = house.view(action).await;
    let Standing::Denied { by: By::Budget { name }, .. } = &view.standing else { panic!("{:?}", view.standing) };
    assert_eq!(name, "Ads");
    let Status::Denied { note: Some(note), .. } = house.receipt(action).await.status else { panic!("the agent is told") };
    assert!(note.contains("more than the whole budget `Ads`"), "{note}");
}

#[tokio::test]
async fn money_that_nobody_can_count_cannot_be_approved_under_a_budget() {
    let house = House::alone().await;
    let without = house.ask("send_payment", r#"{"amount":"1e3","to":"a"}"#).await.id;
    house.approve(without).await;
    house.budget("1000 JPY").await;
    for arguments in [r#"{"amount":"1e3","to":"a"}"#, r#"{"amount":5,"to":"a"}"#, r#"{"invoice":"7"}"#] {
        let action = house.ask("send_payment", arguments).await.id;
        let view = house.view(action).await;
        assert!(view.reasons.iter().any(|reason| matches!(reason, Reason::BudgetUnclear { .. })), "{arguments}");
        refused(house.decide(house.owner, action, yes()).await, Code::BudgetUnclear, arguments);
    }
    refused(house.run(without).await, Code::BudgetUnclear, "also what was approved before the budget was set up");
    let dollars = house.ask("send_payment", r#"{"amount":5,"currency":"USD","to":"a"}"#).await.id;
    let view = house.view(dollars).await;
    assert!(view.reasons.iter().any(|reason| matches!(reason, Reason::OtherCurrency { currency } if currency == "USD")));
    house.approve(dollars).await;
}

#[tokio::test]
async fn a_budget_that_is_new_or_lower_is_asked_before_the_action_runs() {
    let house = House::alone().await;
    let (one, two) = (house.pay(600).await, house.pay(300).await);
    house.approve(one).await;
    house.approve(two).await;
    let budget = house.budget("1000 JPY").await;
    house.run(two).await.unwrap();
    assert_eq!(house.sums(budget).await, ["300", "0", "0", "700"], "what was approved before counts as it runs");
    house.gate.change_budget(house.owner, budget, "Ads", sum("800 JPY")).await.unwrap();
    refused(house.run(one).await, Code::OverBudget, "600 do not fit beside 300");
    house.gate.change_budget(house.owner, budget, "Ads", sum("900 JPY")).await.unwrap();
    house.run(one).await.unwrap();
    house.run(one).await.unwrap();
    assert_eq!(house.sums(budget).await, ["900", "0", "0", "0"], "a retry counts once");
    house.gate.change_budget(house.owner, budget, "Ads", sum("500 JPY")).await.unwrap();
    assert_eq!(house.sums(budget).await, ["500", "0", "400", "0"], "what is beyond a lowered limit is told as over");
}

#[tokio::test]
async fn the_actual_amount_is_told_once_and_what_is_beyond_the_approval_is_over() {
    let house = House::alone().await;
    let budget = house.budget("1000 JPY").await;
    let (dear, cheap) = (house.pay(400).await, house.pay(300).await);
    for id in [dear, cheap] {
        house.approve(id).await;
        refused(house.tell(house.agent, id, sum("1 JPY")).await, Code::NotConsumed, "it has not run");
        house.run(id).await.unwrap();
    }
    let other = house.add_agent("Other").await.id;
    refused(house.tell(other, dear, sum("1 JPY")).await, Code::NotFound, "another's action");
    house.tell(house.agent, dear, sum("450 JPY")).await.unwrap();
    house.tell(house.agent, dear, sum("450 JPY")).await.unwrap();
    refused(house.tell(house.agent, dear, sum("451 JPY")).await, Code::OutcomeConflict, "once");
    house.gate.report(house.agent, dear, false, None).await.unwrap();
    house.gate.report(house.agent, cheap, true, None).await.unwrap();
    house.tell(house.agent, cheap, sum("100 JPY")).await.unwrap();
    assert_eq!(house.sums(budget).await, ["0", "500", "50", "450"]);
    assert_eq!(house.count(|entry| matches!(entry, Entry::Told(_))).await, 2);
    let history = house.view(dear).await.history;
    assert!(history.iter().any(|entry| matches!(entry.event, crate::view::Happened::Told { .. })), "{history:?}");
}

#[tokio::test]
async fn budgets_are_an_administrators_to_set_and_never_vanish() {
    let house = House::alone().await;
    let person = house.reviewer("Person", &[]).await;
    refused(house.gate.add_budget(person, monthly("Ads", "1 JPY")).await, Code::Forbidden, "a reviewer looks only");
    let budget = house.budget("1000 JPY").await;
    refused(house.gate.add_budget(house.owner, monthly("Ads", "1 JPY")).await, Code::Conflict, "the name is taken");
    refused(house.gate.change_budget(person, budget, "Ads", sum("1 JPY")).await, Code::Forbidden, "a reviewer looks only");
    refused(house.gate.change_budget(house.owner, budget, "Ads", sum("1 USD")).await, Code::InvalidRequest, "it keeps its currency");
    refused(house.gate.end_budget(person, budget).await, Code::Forbidden, "a reviewer looks only");
    let rolling = Budget { period: Every::Hours { hours: 745 }, ..monthly("Long", "1 JPY") };
    refused(house.gate.add_budget(house.owner, rolling).await, Code::InvalidRequest, "31 days at the most");
    let stranger = Budget { agents: Scope::Agent { id: sekisho_core::id::AgentId::new(noon(), [9; 10]) }, ..monthly("Whose", "1 JPY") };
    refused(house.gate.add_budget(house.owner, stranger).await, Code::InvalidRequest, "there is no such agent");
    house.gate.end_budget(house.owner, budget).await.unwrap();
    refused(house.gate.end_budget(house.owner, budget).await, Code::NotFound, "it has ended");
    let ended = house.gate.budgets(person).await.unwrap().ended;
    assert_eq!(ended.iter().map(|ended| ended.id).collect::<Vec<_>>(), [budget], "it is still told of");
    let action = house.pay(5_000).await;
    house.approve(action).await;
    house.budget("1000 JPY").await;
    assert_eq!(house.count(|entry| matches!(entry, Entry::BudgetSet(_))).await, 2);
    assert_eq!(house.count(|entry| matches!(entry, Entry::BudgetEnded(_))).await, 1);
}

#[tokio::test]
async fn a_budget_of_a_group_covers_whoever_is_in_it() {
    let house = House::alone().await;
    let group = Budget { agents: Scope::Group { name: "Sales".to_owned() }, ..monthly("Sales", "1000 JPY") };
    let budget = house.gate.add_budget(house.owner, group).await.unwrap().id;
    let action = house.pay(400).await;
    house.approve(action).await;
    assert_eq!(house.sums(budget).await, ["0", "0", "0", "1000"], "it is in no group");
    let terms = sekisho_core::agent::Terms { groups: vec!["Sales".to_owned()], ..Default::default() };
    house.gate.set_terms(house.owner, house.agent, terms).await.unwrap();
    house.run(action).await.unwrap();
    assert_eq!(house.sums(budget).await, ["400", "0", "0", "600"]);
}
