//! What an agent was allowed before decides what is said of its next action.

use sekisho_core::signal::Evidence;

use super::{House, asked};
use crate::{Sum, Terms, view::ActionView};

impl House {
    async fn pays(&self, key: &str, to: &str, amount: &str) -> ActionView {
        let arguments = serde_json::json!({ "recipient": to, "amount": amount, "currency": "JPY" }).to_string();
        let receipt = self.gate.submit(self.agent, asked("send_money", &arguments, "10m"), key).await.unwrap().receipt;
        self.view(receipt.id).await
    }
}

fn says(view: &ActionView, is: impl Fn(&Evidence) -> bool) -> bool {
    view.contributions.iter().any(|contribution| is(&contribution.evidence))
}

#[tokio::test]
async fn partners_and_amounts_become_usual_once_they_are_allowed() {
    let house = House::new().await;
    let is_new = |view: &ActionView| says(view, |evidence| matches!(evidence, Evidence::PartnerNew { .. }));
    let jumps = |view: &ActionView| says(view, |evidence| matches!(evidence, Evidence::Jump { .. }));
    let first = house.pays("first", "ヤマダ製作所", "1000").await;
    assert!(is_new(&first) && !jumps(&first));
    assert!(is_new(&house.pays("again", "ヤマダ製作所", "1000").await), "asking alone makes nobody known");
    house.approve(first.id).await;
    for index in 0..7 {
        let view = house.pays(&format!("{index}"), "ヤマダ製作所", &format!("{}", 900 + 30 * index)).await;
        assert!(!is_new(&view) && !jumps(&view));
        house.approve(view.id).await;
    }
    assert!(jumps(&house.pays("far-more", "ﾔﾏﾀﾞ製作所", "10000").await));
    assert!(!is_new(&house.pays("same", "ﾔﾏﾀﾞ製作所", "1000").await), "however it is written");
    assert!(!jumps(&house.pays("a-little-more", "ヤマダ製作所", "1200").await));
    let house = house.reopen(super::noon()).await;
    assert!(jumps(&house.pays("after-a-restart", "ヤマダ製作所", "10000").await));
}

#[tokio::test]
async fn the_same_again_and_again_is_said_but_a_retry_is_not() {
    let house = House::new().await;
    let repeats = |view: &ActionView| says(view, |evidence| matches!(evidence, Evidence::Repeats { .. }));
    for _ in 0..10 {
        assert!(!repeats(&house.pays("one-key", "A", "1").await), "a retry with the same key is the same action");
    }
    for index in 0..4 {
        assert!(!repeats(&house.pays(&format!("key-{index}"), "A", "1").await));
    }
    assert!(repeats(&house.pays("key-5", "A", "1").await));
    assert!(!repeats(&house.pays("key-6", "A", "2").await), "another amount is another action");
}

#[tokio::test]
async fn the_limit_is_the_administrators() {
    let house = House::new().await;
    let is_over = |view: &ActionView| says(view, |evidence| matches!(evidence, Evidence::LimitOver { .. }));
    assert!(!is_over(&house.pays("before", "A", "5001").await));
    let terms = Terms { limit: Some(Sum::new("5000".parse().unwrap(), "JPY").unwrap()), ..Terms::default() };
    house.gate.set_terms(house.owner, house.agent, terms).await.unwrap();
    assert!(is_over(&house.pays("after", "A", "5001").await) && !is_over(&house.pays("below", "A", "5000").await));
}
