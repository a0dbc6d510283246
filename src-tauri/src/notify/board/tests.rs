use chrono::TimeDelta;
use sekisho_gate::{
    Time,
    view::{Effect, Level},
};

use super::*;

fn waiting(number: u8, because: Because, level: Level) -> Waiting {
    let id = format!("01936f0a-0000-7000-8000-0000000000{number:02}").parse().unwrap();
    let due_at = Time::UNIX_EPOCH + TimeDelta::minutes(number.into());
    Waiting {
        id,
        notice: Notice { because, timely: true, agent: "Orders".to_owned(), effect: Effect::Send, tool: None, amount: None, level, due_at },
    }
}

fn held(number: u8) -> Waiting {
    waiting(number, Because::Held, Level::High)
}

fn one(slot: Slot, waiting: &Waiting, silent: bool) -> Order {
    Order::Show { slot, topic: Topic::One(waiting.clone()), silent }
}

fn several(count: usize, first: u8, silent: bool) -> Order {
    let due_at = Time::UNIX_EPOCH + TimeDelta::minutes(first.into());
    let topic = Topic::Several(Several { count, reminders: false, level: Level::High, due_at });
    Order::Show { slot: Slot::Inbox, topic, silent }
}

#[test]
fn what_is_usual_shares_one_notification_until_nothing_is_left_of_it() {
    let mut board = Board::default();
    assert_eq!(board.tell(vec![held(1)]), [one(Slot::Inbox, &held(1), false)]);
    assert_eq!(board.tell(vec![held(2), held(3)]), [several(3, 1, false)], "the next two join it");
    assert_eq!(board.settle(held(1).id), Some(several(2, 2, true)), "an answer by anybody takes one off, without a sound");
    assert_eq!(board.settle(held(1).id), None);
    assert_eq!(board.settle(held(3).id), Some(one(Slot::Inbox, &held(2), true)));
    assert_eq!(board.settle(held(2).id), Some(Order::Close(Slot::Inbox)));
}

#[test]
fn what_is_urgent_stands_by_itself() {
    let mut board = Board::default();
    board.tell(vec![held(1), held(2)]);
    let raised = waiting(1, Because::Raised, Level::High);
    let own = Slot::Own(raised.id);
    assert_eq!(board.tell(vec![raised.clone()]), [one(Slot::Inbox, &held(2), true), one(own, &raised, false)], "and leaves the others");
    let reminded = waiting(1, Because::Reminded, Level::High);
    assert_eq!(board.tell(vec![reminded.clone()]), [one(own, &reminded, false)], "its next news replaces it");
    assert_eq!(board.settle(raised.id), Some(Order::Close(own)));
    let critical = (10..30).map(|number| waiting(number, Because::Held, Level::Critical)).collect();
    let orders = board.tell(critical);
    assert_eq!(orders.len(), OWN_MAX + 1, "a flood ends in the shared one");
}

#[test]
fn reminders_are_told_together() {
    let mut board = Board::default();
    let orders = board.tell(vec![waiting(1, Because::Reminded, Level::Low), waiting(2, Because::Reminded, Level::Low)]);
    let [Order::Show { topic: Topic::Several(several), .. }] = orders.as_slice() else { panic!("{orders:?}") };
    assert!(several.reminders && several.count == 2);
}

#[test]
fn what_was_dismissed_does_not_come_back_with_the_next() {
    let mut board = Board::default();
    board.tell(vec![held(1)]);
    board.gone(Slot::Inbox);
    assert_eq!(board.settle(held(1).id), None);
    assert_eq!(board.tell(vec![held(2)]), [one(Slot::Inbox, &held(2), false)]);
}

#[test]
fn a_digest_tells_of_all_but_what_stands_by_itself() {
    let mut board = Board::default();
    let passed_on = waiting(1, Because::Escalated, Level::Low);
    board.tell(vec![passed_on.clone()]);
    assert_eq!(board.digest(vec![passed_on.clone(), held(2), held(3)]), [several(2, 2, false)]);
    assert_eq!(board.digest(vec![passed_on]), [Order::Close(Slot::Inbox)]);
}
