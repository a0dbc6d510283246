//! The record event by event.

use sekisho_core::halt::Scope;

use super::{House, refused};
use crate::{
    Code,
    view::{ChronicleItem, Chronicled, Happened, OccurredWord},
};

async fn all(house: &House, limit: u32) -> Vec<ChronicleItem> {
    let (mut items, mut after) = (Vec::new(), None);
    loop {
        let page = house.gate.chronicle(house.owner, after.as_deref(), limit).await.unwrap();
        items.extend(page.items);
        after = page.next;
        if after.is_none() {
            return items;
        }
    }
}

#[tokio::test]
async fn everything_is_told_newest_first_and_page_by_page() {
    let house = House::new().await;
    let id = house.held().await;
    house.approve(id).await;
    house.gate.halt(house.owner, Scope::Everything {}, Some("a drill".to_owned())).await.unwrap();
    let items = all(&house, 200).await;
    assert_eq!(items.len(), house.ledger().await.len(), "no event is left out");
    let seqs: Vec<u64> = items.iter().map(|item| item.id.parse().unwrap()).collect();
    assert!(seqs.is_sorted_by(|newer, older| newer > older), "{seqs:?}");
    for limit in [1, 2, 3] {
        assert_eq!(all(&house, limit).await, items, "whatever the size of a page");
    }
    let Chronicled::House(halted) = &items[0].event else { panic!("{:?}", items[0]) };
    assert_eq!((halted.what, halted.by.as_ref().map(|by| by.id)), (OccurredWord::Halted, Some(house.owner)));
    let approved = items.iter().find(|item| matches!(&item.event, Chronicled::Action { happened: Happened::Approved { .. }, .. })).unwrap();
    let Chronicled::Action { action, agent, .. } = &approved.event else { panic!("{approved:?}") };
    assert_eq!((*action, agent.id), (id, house.agent));
    refused(house.gate.chronicle(house.owner, Some("x"), 5).await, Code::InvalidRequest, "no place");
}
