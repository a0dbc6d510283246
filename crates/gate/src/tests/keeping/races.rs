//! What happens at once, and a hub that dies in the middle.

use chrono::TimeDelta;
use sekisho_core::{
    keeping::Scope,
    ledger::{Entry, Grounds, Keeping},
};

use super::{House, YEAR_OF_LOOKS};
use crate::erasing::Walk;

/// More than are erased at once.
const MANY: usize = 120;

#[tokio::test]
async fn a_hub_that_dies_between_two_batches_goes_on_and_erases_each_once() {
    let house = House::alone().await;
    for number in 0..MANY {
        house.looked(&format!("/{number}")).await;
    }
    house.filed().await;
    house.set(YEAR_OF_LOOKS).await;
    house.pass(410).await;
    house.later(TimeDelta::days(15));
    let mut walk = Walk::default();
    // There is nothing of the two other classes.
    for _ in 0..3 {
        assert!(house.gate.keep(&mut walk).await.unwrap());
    }
    let first = house.erased().await.len();
    assert!(first > 0 && first < MANY, "{first} of {MANY}");
    let now = house.gate.clock().now();
    let house = house.reopen(now).await;
    house.gate.close();
    house.pass(1).await;
    assert_eq!(house.erased().await, vec![Grounds::Policy { edition: 1 }; MANY]);
    assert_eq!(house.gate.keeping(house.owner).await.unwrap().announced, None, "the round is over");
    house.is_whole().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_runs_at_once_nothing_is_erased_under_a_hold() {
    let house = House::alone().await;
    let mut ids = Vec::new();
    for number in 0..MANY {
        ids.push(house.looked(&format!("/{number}")).await);
    }
    house.filed().await;
    house.set(YEAR_OF_LOOKS).await;
    house.pass(410).await;
    house.later(TimeDelta::days(15));
    let (gate, owner) = (house.gate.clone(), house.owner);
    let held = ids[MANY - 1];
    let erasing = tokio::spawn(async move {
        let mut walk = Walk::default();
        while gate.keep(&mut walk).await.unwrap() {}
    });
    let (gate, scope) = (house.gate.clone(), Scope::Tool { tool: "read_file".to_owned() });
    let holding = tokio::spawn(async move { gate.hold(owner, "訴訟", "係争中", scope).await.unwrap() });
    holding.await.unwrap();
    erasing.await.unwrap();
    let ledger = house.ledger().await;
    let set = ledger.iter().position(|entry| matches!(entry, Entry::Keeping(Keeping::HoldSet { .. }))).unwrap();
    let last = ledger.iter().rposition(|entry| matches!(entry, Entry::Keeping(Keeping::Erased { .. })));
    assert!(last.is_none_or(|last| last < set), "what was erased was erased before the hold stood");
    let is_erased = house.view(held).await.keeping.erased.is_some();
    assert_eq!(is_erased, house.erased().await.len() == MANY, "the last one goes only if all had gone before");
    house.is_whole().await;
}
