use super::*;
use crate::{
    action::{Asked, Name, Sent},
    assessment,
    risk::Scorecard,
    signal::Facts,
    tool::classify,
};

fn asked(tool: &str, arguments: &str) -> (Asked, Assessment) {
    let asked = Asked {
        tool: Name::new(tool.to_owned()).unwrap(),
        server: None,
        arguments: Sent::new(arguments.to_owned()).unwrap(),
        timeout: "10m".parse().unwrap(),
        agent_reasoning: None,
        context: None,
    };
    let facts = Facts::of(classify(asked.tool.as_str(), None));
    let assessment = assessment::assess(&asked, &facts, &Scorecard::default(), None);
    (asked, assessment)
}

fn likeness(now: &str, then: &str) -> Likeness {
    let (now, assessment) = asked("create_payment", now);
    let (then, before) = asked("create_payment", then);
    Measure::new(now.arguments.json(), &assessment).of(then.arguments.json(), &before.money)
}

const NOW: &str = r#"{"payee":"Midori","amount":480000,"currency":"JPY","memo":"INV-7"}"#;

#[test]
fn what_is_the_same_and_what_differs_is_told() {
    let of = likeness(NOW, r#"{"payee":"Midori","amount":450000,"currency":"JPY","due":"Friday"}"#);
    assert_eq!(of.same, ["payee", "currency"]);
    let told: Vec<_> = of.differs.iter().map(|one| (one.pointer.as_str(), one.then.as_deref(), one.now.as_deref())).collect();
    assert_eq!(
        told,
        [("/amount", Some("450000"), Some("480000")), ("/due", Some("Friday"), None), ("/memo", None, Some("INV-7"))],
        "in the order of the places"
    );
    assert_eq!((of.points, of.others), (PARTNERS_ALL + AMOUNT_NEAR + 1, 0));
}

#[test]
fn each_fact_that_is_the_same_brings_it_nearer() {
    // Each is nearer than the one after it.
    let then = [
        NOW,
        r#"{"payee":"Midori","amount":480000,"currency":"JPY","memo":"INV-6"}"#,
        r#"{"payee":"Midori","amount":520000,"currency":"JPY","memo":"INV-6"}"#,
        r#"{"payee":"Midori","amount":900000,"currency":"JPY","memo":"INV-6"}"#,
        r#"{"payee":"Midori","amount":9,"currency":"JPY","memo":"INV-6"}"#,
        r#"{"payee":"Midori","amount":480000,"currency":"USD","memo":"INV-6"}"#,
        r#"{"payee":"Sakura","amount":500000,"currency":"JPY","memo":"INV-6"}"#,
        r#"{"payee":"Sakura","amount":9,"currency":"USD","memo":"INV-6"}"#,
    ];
    let points: Vec<_> = then.iter().map(|then| likeness(NOW, then).points).collect();
    assert_eq!(points[0], PARTNERS_ALL + AMOUNT_SAME + 3, "the same again is as near as can be");
    assert!(points.windows(2).all(|pair| pair[0] > pair[1]), "{points:?}");
    assert_eq!(points.last(), Some(&0), "the same tool alone is nothing");
}

#[test]
fn an_amount_that_cannot_be_read_is_near_to_none() {
    let of = likeness(r#"{"amount":"about 5","payee":"A"}"#, r#"{"amount":"about 5","payee":"B"}"#);
    assert_eq!(of.points, 1, "half of the arguments, and no money");
}

#[test]
fn a_look_at_the_differences_stays_short() {
    let many = |value: &str| format!("{{{}}}", (0..30).map(|n| format!("\"k{n}\":\"{value}\"")).collect::<Vec<_>>().join(","));
    let of = likeness(&many("a"), &many("b"));
    assert_eq!((of.differs.len(), of.others, of.points), (DIFFERENCES_MAX, 30 - DIFFERENCES_MAX, 0));
    assert_eq!(likeness("{}", "{}").points, 3, "nothing said twice is the same");
}
