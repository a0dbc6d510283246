//! The inbox: most risky first, then oldest first, across all desks, page by page.

use chrono::TimeDelta;
use sekisho_core::{
    id::{ActionId, ReviewerId},
    review::Assignee,
};

use super::{House, no, refused};
use crate::{
    Code, Error, Gate, Level,
    decide::Answer,
    inbox::{Sort, Wanted},
    view::QueuePage,
};

impl Gate {
    /// The inbox as it is for whoever asks for nothing else.
    pub(super) async fn queue(&self, me: ReviewerId, all: bool, after: Option<&str>, limit: u32) -> Result<QueuePage, Error> {
        self.inbox(me, Wanted { all, ..Wanted::default() }, after, limit).await
    }
}

fn ids(page: &QueuePage) -> Vec<ActionId> {
    page.items.iter().map(|item| item.id).collect()
}

/// All pages of this many.
async fn pages(house: &House, me: ReviewerId, all: bool, limit: u32) -> Vec<ActionId> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = house.gate.queue(me, all, after.as_deref(), limit).await.unwrap();
        assert!(page.items.len() <= limit as usize, "a page is no longer than asked for");
        found.extend(ids(&page));
        match page.next {
            Some(next) => after = Some(next),
            None => return found,
        }
    }
}

#[tokio::test]
async fn the_most_risky_comes_first_and_then_the_oldest() {
    let house = House::new().await;
    for (tool, arguments) in [
        ("update_note", "{}"),
        ("send_money", r#"{"amount_jpy":5000000}"#),
        ("update_note", "{}"),
        ("deploy", "{}"),
        ("update_note", "{}"),
        ("send_money", r#"{"amount_jpy":5000000}"#),
    ] {
        house.ask(tool, arguments).await;
        // Ids tell the order by the millisecond.
        house.later(TimeDelta::milliseconds(1));
    }
    let page = house.gate.queue(house.owner, false, None, 50).await.unwrap();
    let order: Vec<_> = page.items.iter().map(|item| (255 - item.risk.score, item.id)).collect();
    assert!(order.is_sorted() && order.len() == 6, "by risk, and among equals by age: {order:?}");
    assert!(order.first().unwrap().0 < order.last().unwrap().0, "they do differ in risk");
    assert_eq!(page.items[0].what.tool.to_line(), "send_money", "money that is much is most");
    assert_eq!(page.next, None, "a page that is not full is the last");
}

#[tokio::test]
async fn pages_have_no_gap_and_nothing_twice() {
    let house = House::new().await;
    let member = house.reviewer("Member", &["finance", "legal"]).await;
    let other = house.reviewer("Other", &["sales"]).await;
    let tools = ["update_note", "send_mail", "send_money", "deploy"];
    let mut mine = Vec::new();
    let mut count = 0;
    for turn in 0..24 {
        let id = house.ask(tools[turn % tools.len()], "{}").await.id;
        let to = match turn % 5 {
            0 => Some(Assignee::Group("finance".to_owned())),
            1 => Some(Assignee::Group("legal".to_owned())),
            2 => Some(Assignee::Reviewer(member)),
            3 => Some(Assignee::Reviewer(other)),
            _ => None,
        };
        if let Some(to) = to {
            house.decide(house.owner, id, Answer::Escalate { to, note: "yours".to_owned() }).await.unwrap();
        }
        count += 1;
        if turn % 5 != 3 {
            mine.push(id);
        }
    }
    let whole = pages(&house, member, false, 200).await;
    let mut sorted = whole.clone();
    sorted.sort_unstable();
    mine.sort_unstable();
    assert_eq!(sorted, mine, "a reviewer finds what waits for everyone, for them, and for their groups");
    for limit in [1, 2, 3, 7, 24] {
        assert_eq!(pages(&house, member, false, limit).await, whole, "pages of {limit} are the whole in the same order");
    }
    let all = pages(&house, member, true, 200).await;
    assert_eq!((all.len(), pages(&house, member, true, 5).await), (count, all.clone()), "all of it can be looked at");
    let page = house.gate.queue(other, true, None, 200).await.unwrap();
    assert!(page.items.iter().any(|item| item.mine) && page.items.iter().any(|item| !item.mine), "and it says what is whose");
    let status = house.gate.status(member, "").await.unwrap();
    assert_eq!((status.waiting_for_me as usize, status.waiting as usize), (mine.len(), count), "the counts agree");
}

#[tokio::test]
async fn what_is_decided_leaves_the_inbox() {
    let house = House::new().await;
    let (one, two, three) = (house.held().await, house.held().await, house.held().await);
    house.approve(one).await;
    house.decide(house.owner, two, no()).await.unwrap();
    house.gate.cancel(house.agent, three).await.unwrap();
    house.ask("get_invoice", "{}").await;
    assert_eq!(pages(&house, house.owner, true, 50).await, [], "what passed never was in it");
}

#[tokio::test]
async fn a_page_starts_only_where_one_ended() {
    let house = House::new().await;
    for after in ["", "x", "1", "1-x", "-", "9999999999999999999-1", "1-2-3", "r1", "r1.x", "d1.1", "r1.2.3"] {
        refused(house.gate.queue(house.owner, false, Some(after), 50).await, Code::InvalidRequest, after);
    }
    assert_eq!(house.gate.queue(house.owner, false, None, 0).await.unwrap().items, [], "a page of nothing is a page of one");
}

#[tokio::test]
async fn it_is_sorted_and_narrowed_as_wanted() {
    let house = House::new().await;
    let other = house.reviewer("Other", &[]).await;
    let bot = house.add_agent("Bot").await.id;
    let mut asked = Vec::new();
    for turn in 0..24 {
        let tool = ["update_note", "send_mail", "send_money", "deploy"][turn % 4];
        let agent = if turn % 3 == 0 { bot } else { house.agent };
        let receipt = house.ask_as(agent, tool, "{}", ["3h", "30m", "2h", "1h", "5h"][turn % 5]).await;
        if turn % 6 == 1 {
            house.gate.take(other, receipt.id).await.unwrap();
        }
        asked.push(receipt.id);
        house.later(TimeDelta::milliseconds(1));
    }
    let items = house.gate.queue(house.owner, false, None, 200).await.unwrap().items;
    assert_eq!(items.len(), asked.len(), "they all wait");
    let age = |id: ActionId| asked.iter().position(|other| *other == id).unwrap();
    let effect = items[0].what.effect;
    for all in [false, true] {
        for sort in [Sort::Risk, Sort::Due, Sort::Arrival] {
            for number in 0..16 {
                let wanted = Wanted {
                    all,
                    sort,
                    agent: (number & 1 > 0).then_some(bot),
                    effect: (number & 2 > 0).then_some(effect),
                    risk: (number & 4 > 0).then_some(Level::Medium),
                    free: number & 8 > 0,
                };
                let mut expected: Vec<_> = items.iter().collect();
                expected.retain(|item| wanted.agent.is_none_or(|agent| item.agent.id == agent));
                expected.retain(|item| wanted.effect.is_none_or(|effect| item.what.effect == effect));
                expected.retain(|item| wanted.risk.is_none_or(|risk| item.risk.level >= risk));
                expected.retain(|item| !wanted.free || item.taken.is_none());
                match sort {
                    Sort::Risk => expected.sort_by_key(|item| (255 - item.risk.score, age(item.id))),
                    Sort::Due => expected.sort_by_key(|item| (item.due_at, age(item.id))),
                    Sort::Arrival => expected.sort_by_key(|item| age(item.id)),
                }
                let expected: Vec<_> = expected.into_iter().map(|item| item.id).collect();
                assert!(!expected.is_empty() || number > 7, "{wanted:?} finds something");
                let (mut found, mut after) = (Vec::new(), None);
                loop {
                    let page = house.gate.inbox(house.owner, wanted, after.as_deref(), 3).await.unwrap();
                    found.extend(ids(&page));
                    after = page.next;
                    if after.is_none() {
                        break;
                    }
                }
                assert_eq!(found, expected, "{wanted:?}");
            }
        }
    }
}
