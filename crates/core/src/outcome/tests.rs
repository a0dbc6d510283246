//! What is told, beside what was approved.

use super::*;
use crate::{
    action::{Asked, Name, Sent},
    assessment::assess,
    provenance::Roles,
    risk::Scorecard,
    signal::Facts,
    tool::classify,
};

fn deviated(tool: &str, arguments: &str, told: &Told) -> Vec<Deviation> {
    let asked = Asked {
        tool: Name::new(tool.to_owned()).unwrap(),
        server: None,
        arguments: Sent::new(arguments.to_owned()).unwrap(),
        timeout: "10m".parse().unwrap(),
        agent_reasoning: None,
        context: None,
    };
    let class = classify(tool, None);
    let charge = Charge::of(asked.arguments.json(), &Roles::default(), class.effect);
    let assessment = assess(&asked, &Facts::of(class), &Scorecard::default(), None);
    told.deviations(asked.arguments.json(), &charge, &assessment)
}

fn deviations(arguments: &str, amount: Option<&str>, counterparty: Option<&str>) -> Vec<Deviation> {
    let told = Told { amount: amount.map(|text| text.parse().unwrap()), counterparty: counterparty.map(str::to_owned), ..Told::default() };
    deviated("send_payment", arguments, &told)
}

fn sum(text: &str) -> Sum {
    text.parse().unwrap()
}

const PAY: &str = r#"{"to":"山田製作所","amount":48000,"currency":"JPY","memo":"11月分"}"#;

#[test]
fn what_was_approved_is_no_deviation() {
    assert_eq!(deviations(PAY, Some("48000 JPY"), Some("山田製作所")), []);
    assert_eq!(
        deviations(
            r#"{"to":"GB29 NWBK 6016 1331 9268 19","amount":"5.00","currency":"EUR"}"#,
            Some("5 EUR"),
            Some("gb29nwbk60161331926819")
        ),
        []
    );
    assert_eq!(deviations(PAY, None, None), [], "who says nothing says nothing else");
}

#[test]
fn other_money_is_a_deviation() {
    let (approved, more, less) = (sum("48000 JPY"), sum("48001 JPY"), sum("47999 JPY"));
    assert_eq!(deviations(PAY, Some("48001 JPY"), None), [Deviation::More { approved: approved.clone(), actual: more }]);
    assert_eq!(deviations(PAY, Some("47999 JPY"), None), [Deviation::Less { approved, actual: less }]);
    assert_eq!(deviations(PAY, Some("48000 USD"), None), [Deviation::OtherCurrency { actual: sum("48000 USD") }]);
    let told = Told { amount: Some(sum("1 JPY")), ..Told::default() };
    let found = deviated("send_mail", r#"{"to":"a@b.example","body":"hello"}"#, &told);
    assert_eq!(found, [Deviation::UnaskedMoney { actual: sum("1 JPY") }]);
}

#[test]
fn without_a_currency_the_digits_are_compared() {
    let asked = r#"{"to":"a","amount":100}"#;
    assert_eq!(deviations(asked, Some("100 JPY"), None), []);
    assert_eq!(deviations(asked, Some("101 JPY"), None), [Deviation::More { approved: sum("100 JPY"), actual: sum("101 JPY") }]);
}

#[test]
fn somebody_else_is_a_deviation() {
    assert_eq!(deviations(PAY, None, Some("佐藤商店")), [Deviation::OtherPartner]);
    assert_eq!(deviations(PAY, None, Some("田製")), [], "Japanese has no spaces, so a part of a name is found in it");
    assert_eq!(deviations(r#"{"to":"bobby","amount":1,"currency":"JPY"}"#, None, Some("bob")), [Deviation::OtherPartner]);
}

#[test]
fn fees_and_rates_do_not_hold_what_comes_next() {
    let more = |actual: &str| Deviation::More { approved: sum("10000 JPY"), actual: sum(actual) };
    assert!(!more("10100 JPY").is_grave(), "one in a hundred");
    assert!(more("10101 JPY").is_grave());
    assert!(Deviation::More { approved: sum("0 JPY"), actual: sum("1 JPY") }.is_grave());
    assert!(Deviation::OtherPartner.is_grave() && !Deviation::Unused.is_grave());
}

#[test]
fn a_mark_ends_the_hold_unless_it_says_harm() {
    let grave = Aftermath { deviations: vec![Deviation::OtherPartner], ..Aftermath::default() };
    let marked = |mark| {
        let marked = Marked { by: ReviewerId::from_bytes([1; 16]), at: Time::UNIX_EPOCH, mark, note: None };
        Aftermath { mark: Some(marked), ..grave.clone() }
    };
    assert_eq!((grave.holds(), grave.attention()), (true, Attention::Look));
    assert_eq!([Mark::Good, Mark::FalseAlarm, Mark::Harmful].map(|mark| marked(mark).holds()), [false, false, true]);
    assert_eq!(marked(Mark::Good).attention(), Attention::Marked);
    let quiet = Aftermath { deviations: vec![Deviation::Unused], ..Aftermath::default() };
    assert_eq!((quiet.holds(), quiet.attention(), Aftermath::default().attention()), (false, Attention::Quiet, Attention::None));
}
