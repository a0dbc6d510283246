use std::collections::BTreeSet;

use super::*;
use crate::{
    money::Amount,
    review::{Detour, Duty, Place},
    risk::Level,
    time::Time,
};

/// Known to the hub, and with no say.
const AUDITOR: &str = "監査";

const FIRM: &str = r#"
default_route = "通常"

[[people]]
name = "部長"
limits = [{ up_to = "5000000 JPY" }]

[[people]]
name = "課長"
manager = "部長"
groups = ["経理部"]
limits = [{ up_to = "1000000 JPY" }, { up_to = "300000 JPY", effect = "pay" }]
absences = [{ from = "2026-12-28", until = "2027-01-04", delegate = "係長" }]

[[people]]
name = "係長"
manager = "課長"
groups = ["経理部"]
absences = [{ from = "2026-12-30", until = "2026-12-31", delegate = "主任" }]

[[people]]
name = "主任"
manager = "課長"

[[people]]
name = "担当"
manager = "係長"

[[agents]]
name = "invoices"
owner = "担当"

[[routes]]
name = "通常"
stages = [{ title = "上長", seats = ["manager"] }]

[[routes]]
name = "稟議"

[[routes.stages]]
title = "上長"
seats = ["manager"]

[[routes.stages]]
title = "合議"
seats = ["group:経理部", "group:法務部"]
need = 1
skip_if_empty = true

[[routes.stages]]
title = "決裁"
seats = ["authority"]
"#;

const NAMES: [&str; 5] = ["部長", "課長", "係長", "主任", "担当"];

fn id(number: usize) -> ReviewerId {
    ReviewerId::new(Time::UNIX_EPOCH, [u8::try_from(number).unwrap(); 10])
}

fn agent() -> AgentId {
    AgentId::new(Time::UNIX_EPOCH, [9; 10])
}

fn bound(text: &str) -> Bound {
    let people = NAMES.iter().enumerate().map(|(number, name)| ((*name).to_owned(), id(number))).collect();
    Bound { chart: Chart::read(text).unwrap(), people, agents: [("invoices".to_owned(), agent())].into() }
}

fn known(number: usize) -> Known {
    Known { id: id(number), groups: Vec::new(), administrator: number == 0 }
}

fn everybody() -> Vec<Known> {
    (0..NAMES.len()).map(known).collect()
}

fn yen(value: i64) -> Money {
    Money::Amount(Amount { pointer: "/amount".to_owned(), value: value.into(), currency: Some("JPY".to_owned()) })
}

fn matter(money: &Money) -> Matter<'_> {
    Matter { effect: Effect::Pay, money, day: "2026-12-01".parse().unwrap() }
}

fn faults(text: &str) -> Vec<(Problem, String)> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let known = Names { deciders: names(&NAMES), auditors: names(&[AUDITOR]), agents: names(&["invoices"]), groups: names(&["法務部"]) };
    let found = check(&Chart::read(text).unwrap(), &known, "2026-12-01".parse().unwrap());
    found.into_iter().map(|fault| (fault.problem, fault.about)).collect()
}

#[test]
fn a_chart_is_written_as_it_is_read() {
    let chart = Chart::read(FIRM).unwrap();
    assert_eq!(Chart::read(&chart.write().unwrap()).unwrap(), chart);
    assert_eq!(Chart::read("[[people]]\nname = \"a\"\nsalary = 5").unwrap_err().line, Some(3), "nothing is passed over");
    assert!(
        Chart::read("[[routes]]\nname = \"a\"\nstages = [{ title = \"\", seats = [\"boss\"] }]").unwrap_err().detail.contains("authority")
    );
}

#[test]
fn a_limit_is_for_its_kind_and_currency() {
    let bound = bound(FIRM);
    let may = |name: &str, money: &Money, effect| bound.chart.member(name).unwrap().may_approve(money, effect);
    assert!(may("課長", &yen(300_000), Effect::Pay) && !may("課長", &yen(300_001), Effect::Pay));
    assert!(may("課長", &yen(1_000_000), Effect::Write) && !may("課長", &yen(1_000_001), Effect::Write));
    let dollars = Money::Amount(Amount { pointer: String::new(), value: 1.into(), currency: Some("USD".to_owned()) });
    let unread = Money::Unread { pointer: String::new() };
    assert!(!may("部長", &dollars, Effect::Pay) && !may("部長", &unread, Effect::Write), "what is not laid down is not allowed");
    assert!(may("部長", &Money::None, Effect::Send) && !may("部長", &Money::None, Effect::Pay));
    assert!(may("係長", &dollars, Effect::Pay), "nothing is laid down for them at all");
}

#[test]
fn whoever_an_agent_belongs_to_fills_no_place_of_its_route() {
    // Two of the group are needed, and one of the two belongs to whoever the agent acts for.
    let text = FIRM.replace("owner = \"担当\"", "owner = \"係長\"").replace(
        "stages = [{ title = \"上長\", seats = [\"manager\"] }]",
        "stages = [{ title = \"合議\", seats = [\"group:経理部\", \"group:経理部\"] }]",
    );
    let way = bound(&text).way(&[], agent(), &matter(&yen(1)), &everybody()).unwrap();
    assert_eq!(way.detour, Some(Detour::NoOne("合議".to_owned())), "one alone is not two, so administrators decide");
}

#[test]
fn whoever_stands_in_does_so_on_those_days() {
    let bound = bound(FIRM);
    let stands_for = |number: usize, day: &str| {
        let money = yen(200_000);
        let matter = Matter { day: day.parse().unwrap(), ..matter(&money) };
        let find = |wanted: ReviewerId| (0..NAMES.len()).map(known).find(|person| person.id == wanted);
        bound.actor(&known(number), &matter, &find).stands_for
    };
    assert_eq!(stands_for(2, "2026-12-27"), []);
    let for_chief = stands_for(2, "2026-12-28");
    assert_eq!((for_chief[0].id, &for_chief[0].groups, for_chief[0].may_approve), (id(1), &vec!["経理部".to_owned()], true));
    let both: Vec<_> = stands_for(3, "2026-12-30").into_iter().map(|absent| absent.id).collect();
    assert_eq!(both, [id(1), id(2)], "who stands in is away, too");
}

#[test]
fn the_way_finds_its_people() {
    let bound = bound(FIRM);
    let way = |routes: &[&str], money: &Money, people: &[Known]| {
        let routes: Vec<_> = routes.iter().map(|name| (*name).to_owned()).collect();
        bound.way(&routes, agent(), &matter(money), people).unwrap()
    };
    let usual = way(&[], &yen(1), &everybody());
    assert_eq!((usual.route.as_str(), &usual.stations[0].places), ("通常", &vec![Place::Reviewer(id(2))]));
    let ringi = way(&["通常", "稟議"], &yen(200_000), &everybody());
    assert_eq!(ringi.route, "稟議", "the strictest of those that are asked for");
    // The manager is 係長, the group has 課長 left, and so the one who decides is 部長.
    let places: Vec<_> = ringi.stations.iter().map(|station| station.places.clone()).collect();
    assert_eq!(places[0], [Place::Reviewer(id(2))]);
    assert_eq!(places[1], [Place::Group("経理部".to_owned())], "the other group has nobody");
    assert_eq!(places[2], [Place::Reviewer(id(0))], "whoever may approve it and is not needed before");
    assert_eq!(ringi.stations[1].need, 1);
    assert_eq!(ringi.detour, None);
    let missing = way(&["出張"], &yen(1), &everybody());
    assert_eq!((missing.detour, &missing.stations[0].places), (Some(Detour::NoRoute("出張".to_owned())), &vec![Place::Administrators]));
    let large = way(&["稟議"], &yen(9_000_000), &everybody());
    assert_eq!(large.detour, Some(Detour::NoOne("決裁".to_owned())), "nobody may approve as much");
    let without = way(&["通常"], &yen(1), &[known(0), known(1)]);
    assert_eq!(without.detour, Some(Detour::NoOne("上長".to_owned())), "the manager is gone");
    assert_eq!(
        bound.way(&[], AgentId::new(Time::UNIX_EPOCH, [8; 10]), &matter(&yen(1)), &everybody()).unwrap().detour,
        Some(Detour::NoOne("上長".to_owned()))
    );
    assert_eq!(Bound::default().way(&[], agent(), &matter(&yen(1)), &everybody()), None, "without a chart anybody may answer");
}

#[test]
fn whoever_reads_about_it_comes_from_every_route_that_applies() {
    let with = |circulate: &str, review_after: &str| {
        FIRM.replace("name = \"通常\"\n", &format!("name = \"通常\"\ncirculate = [{circulate}]\n"))
            .replace("name = \"稟議\"\n", &format!("name = \"稟議\"\nreview_after = [{review_after}]\n"))
    };
    let bound = bound(&with("\"group:経理部\", \"person:部長\"", "\"group:経理部\", \"manager:9\""));
    let readers = |routes: &[&str]| {
        let routes: Vec<_> = routes.iter().map(|name| (*name).to_owned()).collect();
        let way = bound.way(&routes, agent(), &matter(&yen(1)), &everybody()).unwrap();
        way.readers.into_iter().map(|reader| (reader.place, reader.duty)).collect::<Vec<_>>()
    };
    let (group, chief) = (Place::Group("経理部".to_owned()), Place::Reviewer(id(0)));
    assert_eq!(readers(&[]), [(group.clone(), Duty::Circulate), (chief.clone(), Duty::Circulate)]);
    assert_eq!(readers(&["通常", "稟議"]), [(group, Duty::ReviewAfter), (chief, Duty::Circulate)], "nobody is nine above");
    assert_eq!(readers(&["出張"]), [], "no such route");
    assert_eq!(Chart::read(&bound.chart.write().unwrap()).unwrap(), bound.chart, "they are written as they are read");
    let wrong = |circulate: &str, after: &str| faults(&with(circulate, after));
    assert_eq!(wrong("\"group:営業部\"", ""), [(Problem::Empty, "通常 / circulate".to_owned())]);
    assert_eq!(wrong("", "\"person:社長\""), [(Problem::Unknown, "稟議 / review_after".to_owned())]);
    assert_eq!(wrong("\"manager\", \"manager\"", ""), [(Problem::Twice, "通常 / circulate".to_owned())]);
    let many = (1..=17).map(|level| format!("\"manager:{level}\"")).collect::<Vec<_>>().join(", ");
    assert_eq!(wrong(&many, ""), [(Problem::TooMany, "通常".to_owned())]);
    assert!(wrong(&format!("\"person:{AUDITOR}\""), "").contains(&(Problem::Auditor, "通常".to_owned())));
}

#[test]
fn nobody_is_counted_on_twice() {
    let text = FIRM.replace(r#"seats = ["authority"]"#, r#"seats = ["group:経理部"]"#);
    let ringi = bound(&text).way(&["稟議".to_owned()], agent(), &matter(&yen(1)), &everybody()).unwrap();
    // 係長 is the manager, 課長 is all that is left of the group: one of the two stages after it cannot have anybody.
    assert_eq!(ringi.detour, Some(Detour::NoOne("決裁".to_owned())));
}

#[test]
fn whoever_is_not_asked_after_all_can_be_asked_later() {
    let text = FIRM.replace("need = 1\n", "need = 2\n").replace(r#"seats = ["authority"]"#, r#"seats = ["person:課長"]"#);
    let ringi = bound(&text).way(&["稟議".to_owned()], agent(), &matter(&yen(1)), &everybody()).unwrap();
    assert_eq!(ringi.detour, Some(Detour::NoOne("合議".to_owned())), "one of the two groups has nobody");
    assert_eq!(ringi.stations[2].places, [Place::Reviewer(id(1))], "who would have been the other one");
}

#[test]
fn what_is_wrong_is_told() {
    assert_eq!(faults(FIRM), []);
    let wrong = |from: &str, to: &str| {
        assert!(FIRM.contains(from), "{from}");
        faults(&FIRM.replacen(from, to, 1))
    };
    let one = |problem, about: &str| vec![(problem, about.to_owned())];
    assert_eq!(wrong("name = \"部長\"", "name = \"部長\"\nmanager = \"係長\"").first().unwrap().0, Problem::ManagerLoop);
    assert_eq!(wrong("manager = \"部長\"", "manager = \"社長\""), one(Problem::Unknown, "課長"));
    assert_eq!(wrong("5000000 JPY", "many JPY"), one(Problem::Amount, "部長"));
    assert_eq!(wrong("2027-01-04", "2026-12-20"), one(Problem::Expired, "課長"));
    assert_eq!(wrong("delegate = \"主任\"", "delegate = \"課長\"").first().unwrap().0, Problem::DelegateLoop);
    assert_eq!(
        wrong("delegate = \"主任\"", "delegate = \"係長\""),
        [(Problem::DelegateLoop, "課長".to_owned()), (Problem::Oneself, "係長".to_owned())]
    );
    assert_eq!(wrong("owner = \"担当\"", "owner = \"誰か\""), one(Problem::Unknown, "invoices"));
    assert_eq!(wrong("name = \"invoices\"", "name = \"gone\""), one(Problem::Unknown, "gone"));
    assert_eq!(wrong("default_route = \"通常\"", "default_route = \"特急\""), one(Problem::Unknown, "default_route"));
    assert_eq!(wrong("[\"authority\"]", "[]"), one(Problem::Empty, "稟議 / 決裁"));
    assert_eq!(wrong("[\"authority\"]", "[\"manager\"]"), one(Problem::TwoSeats, "稟議 / 決裁"));
    assert_eq!(wrong("[\"authority\"]", "[\"group:営業部\"]"), one(Problem::Empty, "稟議 / 決裁"));
    assert_eq!(wrong("need = 1", "need = 3"), one(Problem::Need, "稟議 / 合議"));
    assert_eq!(wrong("name = \"稟議\"", "name = \"通常\""), one(Problem::Twice, "通常"));
}

#[test]
fn an_auditor_has_no_say() {
    let with = |old: &str, new: &str| faults(&format!("{}\n[[people]]\nname = {AUDITOR:?}\n", FIRM.replacen(old, new, 1)));
    let one = |about: &str| [(Problem::Auditor, about.to_owned())];
    assert_eq!(with("", ""), [], "who only looks may be in the chart");
    assert_eq!(with("manager = \"部長\"", "manager = \"監査\""), one("課長"));
    assert_eq!(with("delegate = \"主任\"", "delegate = \"監査\""), one("係長"));
    assert_eq!(with("owner = \"担当\"", "owner = \"監査\""), one("invoices"));
    assert_eq!(with("[\"authority\"]", "[\"person:監査\"]"), one("稟議 / 決裁"));
    let limited = format!("{FIRM}\n[[people]]\nname = {AUDITOR:?}\nlimits = [{{ up_to = \"1 JPY\" }}]\n");
    assert_eq!(faults(&limited), one(AUDITOR));
    let alone = FIRM.replacen("[\"authority\"]", "[\"group:監査部\"]", 1);
    let alone = format!("{alone}\n[[people]]\nname = {AUDITOR:?}\ngroups = [\"監査部\"]\n");
    assert_eq!(faults(&alone), [(Problem::Empty, "稟議 / 決裁".to_owned())], "a group of auditors is empty");
}

const TIMES: &str = r#"
[calendar]
holidays = "JP"
closed = ["2026-12-29"]
open = ["2027-01-02"]

[[rosters]]
group = "経理部"
weekly = ["課長", "係長"]
since = "2026-11-23"
turns = [{ person = "係長", from = "2026-11-28", until = "2026-12-31", days = ["saturday"] }]
"#;

#[test]
fn on_call_are_those_whose_day_or_week_it_is() {
    let bound = bound(&format!("{FIRM}{TIMES}"));
    let on_call = |day: &str| bound.on_call("経理部", day.parse().unwrap());
    for (day, number) in [("2026-11-23", 1), ("2026-11-28", 2), ("2026-11-29", 1), ("2026-11-30", 2), ("2026-12-07", 1)] {
        assert_eq!(on_call(day), [id(number)], "{day}");
    }
    assert_eq!(on_call("2026-11-22"), [], "nobody's week has begun");
    assert!(bound.is_on_call(id(1), "2026-11-23".parse().unwrap()) && !bound.is_on_call(id(2), "2026-11-23".parse().unwrap()));
}

#[test]
fn people_are_at_work_at_their_own_hours_on_the_days_of_the_company() {
    let hours = "hours = { days = [\"monday\", \"tuesday\"], from = \"13:00\", to = \"17:00\" }";
    let text = format!("{}{TIMES}", FIRM.replacen("name = \"部長\"", &format!("name = \"部長\"\n{hours}"), 1));
    let (firm, tokyo, usual) = (bound(&text), "Asia/Tokyo".parse().unwrap(), WorkingHours::usual());
    let at_work = |bound: &Bound, number: usize, now: &str| bound.is_at_work(id(number), tokyo, Some(&usual), now.parse().unwrap());
    for (number, now, expected, why) in [
        (0, "2026-11-24T05:00:00Z", true, "their hours"),
        (0, "2026-11-24T01:00:00Z", false, "before their hours"),
        (0, "2026-11-23T05:00:00Z", false, "a holiday"),
        (1, "2026-11-24T01:00:00Z", true, "the organisation's hours"),
        (1, "2026-12-29T01:00:00Z", false, "the company is closed"),
        (1, "2027-01-02T01:00:00Z", true, "the company is open on this Saturday"),
    ] {
        assert_eq!(at_work(&firm, number, now), expected, "{why}");
    }
    assert!(at_work(&bound(FIRM), 1, "2026-11-22T17:00:00Z"), "nobody has said when they are not");
}

#[test]
fn the_words_of_an_answer_are_few_and_short() {
    let with = |answers: &str| faults(&format!("{FIRM}\n[answers]\n{answers}"));
    assert_eq!(with("reason_from = \"high\"\nreject = [\"金額が違います。\"]"), []);
    assert_eq!(with("approve = [\" \"]"), [(Problem::Blank, "answers / approve".to_owned())]);
    assert_eq!(with(&format!("ask_back = [\"{}\"]", "x".repeat(201))), [(Problem::TooLong, "answers / ask_back".to_owned())]);
    let many = (0..21).map(|number| number.to_string()).collect::<Vec<_>>().join("\", \"");
    assert_eq!(with(&format!("escalate = [\"{many}\"]")), [(Problem::TooMany, "answers / escalate".to_owned())]);
    assert_eq!(with("reject = [\"x\", \"y\", \"x \"]"), [(Problem::Twice, "answers / reject".to_owned())]);
    let answers = Chart::read("[answers]\nreason_from = \"high\"").unwrap().answers;
    assert!(answers.needs_reason(Level::High) && answers.needs_reason(Level::Critical) && !answers.needs_reason(Level::Medium));
    assert!(!Chart::default().answers.needs_reason(Level::Critical));
}

#[test]
fn what_is_wrong_with_time_is_told() {
    let text = format!("{FIRM}{TIMES}");
    assert_eq!(faults(&text), []);
    let wrong = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        faults(&text.replacen(from, to, 1))
    };
    let one = |problem, about: &str| vec![(problem, about.to_owned())];
    assert_eq!(wrong("\"JP\"", "\"XX\""), one(Problem::Country, "holidays"));
    assert_eq!(wrong("open = [\"2027-01-02\"]", "open = [\"2026-12-29\"]"), one(Problem::BothWays, "calendar"));
    assert_eq!(wrong("open = [\"2027-01-02\"]", "open = [\"2027-01-02\", \"2027-01-02\"]"), one(Problem::Twice, "open"));
    assert_eq!(wrong("since = \"2026-11-23\"\n", ""), one(Problem::NoStart, "経理部"));
    assert_eq!(wrong("[\"課長\", \"係長\"]", "[\"社長\"]"), one(Problem::Unknown, "経理部"));
    assert_eq!(wrong("until = \"2026-12-31\", days", "until = \"2026-11-01\", days"), one(Problem::Expired, "経理部"));
    assert_eq!(wrong("group = \"経理部\"\nweekly", "group = \"総務部\"\nweekly"), one(Problem::Empty, "総務部"));
    assert_eq!(
        wrong("turns = [", "turns = [{ person = \"係長\", from = \"2026-12-01\", until = \"2026-12-05\" }, "),
        one(Problem::Twice, "経理部")
    );
    let old = Chart::read(&text).map(|chart| {
        let known = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let names = Names { deciders: known(&NAMES), agents: known(&["invoices"]), ..Names::default() };
        check(&chart, &names, "2036-01-01".parse().unwrap())
    });
    assert!(old.unwrap().iter().any(|fault| fault.problem == Problem::Uncovered && fault.detail == "2036"));
}
