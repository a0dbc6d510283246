//! Actions as large as they may be: lists stay quick, and every value can be reached.

use std::time::{Duration, Instant};

use sekisho_core::{action::Sent, id::ActionId, shown::Shown};

use super::{House, asked};
use crate::{
    look::{LINES_MAX, Part, Search},
    view::{Fact, Line},
};

/// How many times as long a list of large actions may take, which is drawn from the same few bytes of each.
const RATIO_MAX: u32 = 5;

/// What comes with the action itself.
const FIRST: usize = 200;

/// One long text, about 600 kB.
fn long() -> String {
    format!(r#"{{"to":"a@example.com","body":"{}"}}"#, "all of it ".repeat(60_000))
}

/// About 600 kB in 9,000 values.
fn wide() -> String {
    let rows: Vec<_> = (0..3_000).map(|row| format!(r#"{{"row {row}":"{}"}},{row}"#, "x".repeat(170))).collect();
    format!(r#"{{"to":"a@example.com","rows":[{}]}}"#, rows.join(","))
}

async fn house_with(arguments: impl Fn(usize) -> String) -> House {
    let house = House::new().await;
    for number in 0..30 {
        let mut asked = asked("send_mail", &arguments(number), "10m");
        asked.context = Some(Sent::new(arguments(number)).unwrap());
        house.gate.submit(house.agent, asked, &format!("key-{number}")).await.unwrap();
    }
    // What runs beside the calls must not be measured with them.
    house.gate.close();
    while house.gate.index_new().await.unwrap() > 0 {}
    house
}

/// The quickest of many times, as other tests run beside this one.
async fn quickest(mut look: impl AsyncFnMut()) -> Duration {
    let mut quickest = Duration::MAX;
    for _ in 0..20 {
        let started = Instant::now();
        look().await;
        quickest = quickest.min(started.elapsed());
    }
    quickest
}

#[tokio::test]
async fn lists_of_large_actions_are_as_quick_as_lists_of_small_ones() {
    let small = house_with(|_| r#"{"to":"a@example.com","body":"hi"}"#.to_owned()).await;
    let large = house_with(|number| if number % 2 == 0 { long() } else { wide() }).await;
    for all in [false, true] {
        let look = async |house: &House| assert_eq!(house.gate.queue(house.owner, all, None, 50).await.unwrap().items.len(), 30);
        let (of_small, of_large) = (quickest(async || look(&small).await).await, quickest(async || look(&large).await).await);
        println!("the inbox of 30, small and large: {of_small:?}, {of_large:?}");
        assert!(of_large < of_small * RATIO_MAX, "{of_large:?} for large ones, {of_small:?} for small ones");
    }
    let search = || Search { limit: 50, ..Search::default() };
    let look = async |house: &House| assert_eq!(house.gate.activity(house.owner, search()).await.unwrap().items.len(), 30);
    let (of_small, of_large) = (quickest(async || look(&small).await).await, quickest(async || look(&large).await).await);
    println!("the record of 30, small and large: {of_small:?}, {of_large:?}");
    assert!(of_large < of_small * RATIO_MAX, "{of_large:?} for large ones, {of_small:?} for small ones");
}

#[tokio::test]
async fn the_gist_is_made_once_and_shown_marked() {
    let house = House::new().await;
    let id = house.ask("send_mail", "{\"to\":\"a\u{202e}b\",\"cc\":[\"c\"],\"body\":\"one\\ntwo\"}").await.id;
    let gist = vec![
        Fact { key: Shown::new("to"), value: Shown::new("a\u{202e}b") },
        Fact { key: Shown::new("cc"), value: Shown::new("c") },
        Fact { key: Shown::new("body"), value: Shown::new("one…") },
    ];
    assert_eq!(house.gate.queue(house.owner, false, None, 1).await.unwrap().items[0].what.gist, gist);
    let record = house.gate.activity(house.owner, Search { limit: 1, ..Search::default() }).await.unwrap();
    assert_eq!(record.items[0].what.gist, gist);
    assert_eq!(house.view(id).await.what.gist, gist);
}

/// All lines of one part, in pages of this many.
async fn lines(house: &House, id: ActionId, part: Part, limit: u32) -> Vec<Line> {
    let mut lines = Vec::new();
    loop {
        let after = u32::try_from(lines.len()).unwrap();
        let page = house.gate.lines(house.owner, id, part, after, limit).await.unwrap();
        assert!(page.lines.len() <= limit.min(LINES_MAX) as usize, "a page is no longer than asked for");
        if page.lines.is_empty() {
            assert_eq!(lines.len(), page.count as usize, "the count is of all pages");
            return lines;
        }
        lines.extend(page.lines);
    }
}

#[tokio::test]
async fn pages_put_together_are_the_whole() {
    let house = House::new().await;
    let mut asked = asked("send_mail", &wide(), "10m");
    let claims = wide().replacen('{', r#"{"task":"mine","session":"s","on_behalf_of":["not a text"],"#, 1);
    asked.context = Some(Sent::new(claims).unwrap());
    let id = house.gate.submit(house.agent, asked.clone(), "key").await.unwrap().receipt.id;
    let view = house.view(id).await;
    assert_eq!((view.arguments.len(), view.arguments_count), (FIRST, 9_002), "to, rows, and three values a row");
    assert_eq!((view.claims.others.len(), view.claims.others_count), (FIRST, 9_004), "the claims with a place of their own aside");
    assert!(view.confirm, "what does not show whole takes a second step");
    for limit in [1_000, 997, u32::MAX] {
        let arguments = lines(&house, id, Part::Arguments, limit).await;
        let told = asked.arguments.json().walk().skip(1);
        assert!(arguments.iter().map(|line| line.pointer.clone()).eq(told.map(|node| node.pointer)), "each value once, in order");
        assert_eq!(arguments[..FIRST], view.arguments);
        assert_eq!(arguments[1].items, 6_000, "a list knows how many it holds, on whatever page they are");
        assert_eq!(arguments[9_000].value, Shown::new(&"x".repeat(170)), "no value is shortened");
        let claims = lines(&house, id, Part::Claims, limit).await;
        assert_eq!(claims[..FIRST], view.claims.others);
        assert_eq!(claims.len(), 9_004);
    }
}

#[tokio::test]
async fn what_shows_whole_at_once_needs_no_pages() {
    let house = House::new().await;
    let arguments = |count: usize| format!("{{\"a\":[{}]}}", vec!["1"; count].join(","));
    let (whole, more) = (house.ask("update_note", &arguments(FIRST - 1)).await.id, house.ask("update_note", &arguments(FIRST)).await.id);
    let (whole, more) = (house.view(whole).await, house.view(more).await);
    assert_eq!((whole.arguments.len(), whole.arguments_count, whole.confirm), (FIRST, 200, false));
    assert_eq!((more.arguments.len(), more.arguments_count, more.confirm), (FIRST, 201, true));
    assert_eq!((whole.claims.others_count, house.gate.lines(house.owner, whole.id, Part::Claims, 0, 9).await.unwrap().count), (0, 0));
}
