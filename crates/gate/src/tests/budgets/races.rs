//! Many at once on the real gate: whatever the order, what is held and spent stays within the limit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{House, TimeDelta, monthly, sum, yes};
use crate::{Code, Error, decide::Seen, tests::asked};

const TASKS: u64 = 12;
const ROUNDS: u64 = 16;

/// Numbers that look like chance, and are the same on each run.
struct Dice(AtomicU64);

impl Dice {
    fn roll(&self, sides: u64) -> u64 {
        let mut state = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (state ^ (state >> 31)) % sides
    }
}

/// One agent's life: asks, is answered, runs, tells, or leaves it.
async fn live(house: &House, dice: &Dice, number: u64) -> u64 {
    let mut refused = 0;
    for round in 0..ROUNDS {
        let arguments = format!(r#"{{"amount":{},"currency":"JPY","to":"a"}}"#, dice.roll(300));
        let key = format!("{number}-{round}");
        let receipt = house.gate.submit(house.agent, asked("send_payment", &arguments, "10m"), &key).await.unwrap().receipt;
        let Ok(view) = house.gate.action(house.owner, receipt.id).await else { continue };
        if dice.roll(8) == 0 {
            let _ = house.gate.cancel(house.agent, receipt.id).await;
        }
        let seen = Seen { digest: view.digest, version: view.version };
        let over = |error: &Error| u64::from(error.code == Code::OverBudget);
        match house.gate.decide(house.owner, receipt.id, seen, yes()).await {
            Ok(_) => {}
            Err(error) => {
                refused += over(&error);
                continue;
            }
        }
        match dice.roll(6) {
            0 => continue,
            1 => house.later(TimeDelta::minutes(2)),
            _ => {}
        }
        if let Err(error) = house.run(receipt.id).await {
            refused += over(&error);
            continue;
        }
        let told = format!("{} JPY", dice.roll(300)).parse().unwrap();
        if dice.roll(4) == 0 {
            house.tell(house.agent, receipt.id, told).await.unwrap();
        }
        if dice.roll(5) > 0 {
            house.gate.report(house.agent, receipt.id, dice.roll(3) > 0, None).await.unwrap();
        }
    }
    refused
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_runs_at_once_held_and_spent_stay_within_the_limit() {
    let house = Arc::new(House::new().await);
    let budget = house.budget("2000 JPY").await;
    let dice = Arc::new(Dice(AtomicU64::new(7)));
    let over = Arc::new(AtomicBool::new(false));
    let lives: Vec<_> = (0..TASKS)
        .map(|number| {
            let (house, dice) = (Arc::clone(&house), Arc::clone(&dice));
            tokio::spawn(async move { live(&house, &dice, number).await })
        })
        .collect();
    // Someone raises the limit again and again, and someone looks all the time at what the database itself has.
    let watching = tokio::spawn({
        let (house, over) = (Arc::clone(&house), Arc::clone(&over));
        async move {
            let mut looks = 0;
            for raised in 1.. {
                let limit = 2_000 + raised * 20;
                house.gate.change_budget(house.owner, budget, "Ads", sum(&format!("{limit} JPY"))).await.unwrap();
                for _ in 0..20 {
                    let from = noon_of_the_month();
                    let balance = house.gate.store().read().await.unwrap().balance(budget, limit, from).await.unwrap();
                    assert!(balance.held + balance.running + balance.spent <= limit, "{balance:?}");
                    looks += 1;
                    tokio::task::yield_now().await;
                }
                if over.load(Ordering::Relaxed) {
                    break;
                }
            }
            looks
        }
    });
    let mut refused = 0;
    for life in lives {
        refused += life.await.unwrap();
    }
    over.store(true, Ordering::Relaxed);
    assert!(watching.await.unwrap() > 20, "somebody looked");
    assert!(refused > 0, "the budget was short, so that there was something to get wrong");
    counted_anew(&house, budget).await;
}

/// The sums that triggers keep are those of the bookings, however they came about.
async fn counted_anew(house: &House, budget: sekisho_core::id::BudgetId) {
    let mut reader = house.gate.store().read().await.unwrap();
    let kept = reader.balance(budget, 0, noon_of_the_month()).await.unwrap();
    let mut counted = sekisho_core::budget::Balance::default();
    for line in reader.account(budget, u32::MAX).await.unwrap() {
        let parts = line.booking.parts();
        counted.held += parts.held;
        counted.running += parts.running;
        counted.spent += parts.spent;
        counted.over += parts.over;
        counted.returned += parts.returned;
    }
    assert_eq!(kept, counted);
    assert!(counted.spent > 0 && counted.over > 0 && counted.returned > 0, "all of it happened: {counted:?}");
}

fn noon_of_the_month() -> sekisho_core::time::Time {
    sekisho_core::budget::Every::Month.window(sekisho_core::calendar::Zone::UTC, super::noon()).from
}

/// A budget's own limit stops what several ask for at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_are_approved_at_once_only_those_that_fit_are() {
    let house = Arc::new(House::new().await);
    let budget = house.gate.add_budget(house.owner, monthly("Ads", "1000 JPY")).await.unwrap().id;
    let mut actions = Vec::new();
    for _ in 0..32 {
        actions.push(house.pay(150).await);
    }
    let answers: Vec<_> = actions
        .into_iter()
        .map(|id| {
            let house = Arc::clone(&house);
            tokio::spawn(async move { house.decide(house.owner, id, yes()).await.map(|_| ()).map_err(|error| error.code) })
        })
        .collect();
    let mut approved = 0;
    for answer in answers {
        match answer.await.unwrap() {
            Ok(()) => approved += 1,
            Err(code) => assert_eq!(code, Code::OverBudget),
        }
    }
    assert_eq!((approved, house.stands(budget).await.held.as_str()), (6, "900"));
}
