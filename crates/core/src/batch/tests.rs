use super::*;
use crate::{
    action::{Name, Sent},
    assessment,
    risk::Scorecard,
    signal::Facts,
    time::Time,
    tool::classify,
};

struct Asking {
    id: ActionId,
    agent: AgentId,
    asked: Asked,
    assessment: Assessment,
}

fn asking(number: u8, tool: &str, arguments: &str) -> Asking {
    let asked = Asked {
        tool: Name::new(tool.to_owned()).unwrap(),
        server: None,
        arguments: Sent::new(arguments.to_owned()).unwrap(),
        timeout: "10m".parse().unwrap(),
        agent_reasoning: None,
        context: None,
    };
    let facts = Facts::of(classify(tool, None));
    let assessment = assessment::assess(&asked, &facts, &Scorecard::default(), None);
    let agent = AgentId::new(Time::UNIX_EPOCH, [1; 10]);
    Asking { id: ActionId::new(Time::UNIX_EPOCH, [number; 10]), agent, asked, assessment }
}

fn items(asking: &[Asking]) -> Vec<Item<'_>> {
    asking
        .iter()
        .map(|one| Item {
            id: one.id,
            agent: one.agent,
            asked: &one.asked,
            assessment: &one.assessment,
            is_halted: false,
            may_reject: true,
            may_approve: true,
        })
        .collect()
}

fn rows() -> Vec<Asking> {
    [("Midori", "12000"), ("Sakura", "3000.50"), ("Midori", "500")]
        .iter()
        .zip(1..)
        .map(|((to, amount), number)| {
            asking(number, "update_row", &format!(r#"{{"to":"{to}","amount":{amount},"currency":"USD","tags":["a",null]}}"#))
        })
        .collect()
}

fn unlike(asking: &[Asking]) -> Vec<Unlike> {
    match differences(&items(asking)) {
        Err(NotAlike::Unlike(all)) => all.into_iter().map(|(_, why)| why).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_differs_is_a_table_and_the_rest_stands_once() {
    let rows = rows();
    let of = differences(&items(&rows)).unwrap();
    assert_eq!(of.places, ["/amount", "/to"]);
    assert_eq!(of.rows, [["12000", "Midori"], ["3000.50", "Sakura"], ["500", "Midori"]]);
    let same: Vec<_> = of.same.iter().map(|(place, text)| format!("{place} {text}")).collect();
    assert_eq!(same, ["/currency USD", "/tags/0 a", "/tags/1 null"]);
    assert_eq!(of.totals, [(Some("USD".to_owned()), Decimal::new(1_550_050, 2))]);
    assert_eq!(of.only_no, None, "a change can be taken back");
}

#[test]
fn whoever_is_unlike_is_named() {
    let two = |tool: &str, arguments: &str| [rows().swap_remove(0), asking(9, tool, arguments)];
    let like = r#"{"to":"x","amount":1,"currency":"JPY","tags":["b",null]}"#;
    assert!(differences(&items(&two("update_row", like))).is_ok());
    assert_eq!(unlike(&two("update_rows", like)), [Unlike::Tool]);
    for (arguments, why) in [
        (r#"{"to":"x","amount":"1","currency":"JPY","tags":["b",null]}"#, "a text is no number"),
        (r#"{"to":"x","amount":1,"currency":"JPY","tags":["b",null],"cc":1}"#, "one more"),
        (r#"{"to":"x","amount":1,"currency":"JPY","tags":["b"]}"#, "one less in a list"),
        (r#"{"to":"x","amount":1,"currency":"JPY","tags":{"0":"b","1":null}}"#, "an object is no list"),
        (r#"{"to":null,"amount":1,"currency":"JPY","tags":["b",null]}"#, "nothing is no text"),
    ] {
        assert_eq!(unlike(&two("update_row", arguments)), [Unlike::Arguments], "{why}");
    }
    let mut other = two("update_row", like);
    other[1].agent = AgentId::new(Time::UNIX_EPOCH, [2; 10]);
    assert_eq!(unlike(&other), [Unlike::Agent]);
    let mut other = two("update_row", like);
    other[1].asked.server = Some(Name::new("bank".to_owned()).unwrap());
    assert_eq!(unlike(&other), [Unlike::Tool], "another server");
}

#[test]
fn what_needs_a_look_of_its_own_is_not_decided_with_others() {
    let risky = asking(1, "send_money", r#"{"amount_jpy":5000000,"to":"x"}"#);
    assert!(risky.assessment.risk.level() > RISK_MAX, "{:?}", risky.assessment.risk);
    assert_eq!(unlike(&[risky]), [Unlike::Risk], "also alone");
    let long = asking(1, "update_row", &format!(r#"{{"text":"{}"}}"#, "あ".repeat(VALUE_CHARS_MAX + 1)));
    assert_eq!(unlike(&[long]), [Unlike::Large]);
    let list = |count: usize| asking(1, "update_row", &format!("{{\"n\":[{}]}}", vec!["1"; count].join(",")));
    assert_eq!(unlike(&[list(VALUES_MAX + 1)]), [Unlike::Large]);
    assert!(differences(&items(&[list(VALUES_MAX)])).is_ok());
}

#[test]
fn what_is_not_the_reviewers_or_halted_is_left_out() {
    let rows = rows();
    let mut all = items(&rows);
    all[1].is_halted = true;
    all[2].may_reject = false;
    let named = vec![(rows[1].id, Unlike::Halted), (rows[2].id, Unlike::NotYours)];
    assert_eq!(differences(&all), Err(NotAlike::Unlike(named)));
    assert_eq!(alike(&all), Ok(()), "neither changes what they are");
}

#[test]
fn none_too_many_and_twice_are_refused() {
    assert_eq!(alike(&[]), Err(NotAlike::Count));
    let many: Vec<_> = (0..=50).map(|number| asking(number, "update_row", "{}")).collect();
    assert_eq!(alike(&items(&many)), Err(NotAlike::Count));
    assert_eq!(alike(&items(&many[..BATCH_MAX])), Ok(()));
    let rows = rows();
    let twice: Vec<_> = items(&rows).into_iter().chain(items(&rows[..1])).collect();
    assert_eq!(alike(&twice), Err(NotAlike::Twice));
}

#[test]
fn nobody_compares_in_too_many_places() {
    let row = |number: u8, places: usize| {
        let members: Vec<_> = (0..places).map(|place| format!("\"k{place}\":{number}")).collect();
        asking(number, "update_row", &format!("{{{}}}", members.join(",")))
    };
    assert!(differences(&items(&[row(1, DIFFERING_MAX), row(2, DIFFERING_MAX)])).is_ok());
    let more = [row(1, DIFFERING_MAX + 1), row(2, DIFFERING_MAX + 1)];
    assert_eq!(differences(&items(&more)), Err(NotAlike::TooDifferent));
}

#[test]
fn what_lasts_is_only_rejected_together() {
    for lasting in [Reversibility::Costly, Reversibility::Irreversible] {
        let mut rows = rows();
        rows[2].assessment.class.reversibility = lasting;
        assert_eq!(differences(&items(&rows)).unwrap().only_no, Some(OnlyNo::Lasting));
    }
    let rows = rows();
    let mut all = items(&rows);
    all[1].may_approve = false;
    assert_eq!(differences(&all).unwrap().only_no, Some(OnlyNo::NotAllowed));
}
