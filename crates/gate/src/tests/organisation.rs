//! The organisation's settings: kept from the first start, and an administrator's to change.

use sekisho_core::{calendar::WorkingHours, ledger::Entry, organisation::Organisation};

use super::{House, noon, refused};
use crate::Code;

#[tokio::test]
async fn the_usual_hours_hold_until_an_administrator_says_otherwise() {
    let house = House::new().await;
    let first = house.gate.organisation(house.owner).unwrap();
    assert_eq!(first.working_hours, Some(WorkingHours::usual()));
    let wanted = Organisation { time_zone: "Asia/Tokyo".parse().unwrap(), working_hours: None };
    let person = house.reviewer("Person", &[]).await;
    refused(house.gate.set_organisation(person, wanted.clone()).await, Code::Forbidden, "a reviewer looks only");
    assert_eq!(house.gate.organisation(person).unwrap(), first, "and sees that nothing came of it");
    house.gate.set_organisation(house.owner, wanted.clone()).await.unwrap();
    let set = |entry: &Entry| matches!(entry, Entry::OrganisationSet { by, organisation } if by.is_some() && *organisation == wanted);
    assert_eq!(house.count(set).await, 1, "it is on record");
    let house = house.reopen(noon()).await;
    let kept = house.gate.organisation(house.owner).unwrap();
    assert_eq!((kept.time_zone, kept.working_hours), (wanted.time_zone, None), "it outlives the process");
    assert_eq!(house.count(|entry| matches!(entry, Entry::OrganisationSet { by: None, .. })).await, 1, "the hub set it once");
}
