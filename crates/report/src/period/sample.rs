//! A month of a company that exists in tests only: as many decisions as are asked for, always the same.

use chrono::{TimeDelta, TimeZone, Utc};
use rust_decimal::Decimal;
use sekisho_core::{
    calendar::{Period, Zone},
    id::ActionId,
    money::Sum,
    outcome::Deviation,
    review::Detour,
    risk::Level,
    rules::Verdict,
    time::Time,
    tool::{Effect, Reversibility},
};

use super::{
    Change, Changed, Counts, Decided, DecidedBy, Decision, Deviated, Expired, Halt, HaltScope, Harmful, Ledger, Lifted, Line, Lines,
    Override, Subject, Summary, Why,
};

const AGENTS: [&str; 4] = ["経理エージェント", "Purchasing", "広報ボット", "Ops 🚀"];
const PEOPLE: [&str; 3] = ["佐藤 花子", "髙橋 﨑", "Emma O’Neill"];

/// November 2026 in Tokyo.
pub(crate) fn november() -> (Period, Zone) {
    let zone: Zone = "Asia/Tokyo".parse().unwrap();
    (zone.month(Utc.with_ymd_and_hms(2026, 11, 15, 0, 0, 0).unwrap()), zone)
}

/// The decisions, in the order in which they were made.
pub(crate) fn decisions(count: u32) -> impl Iterator<Item = Decision> {
    let (period, _) = november();
    let step = (period.until - period.from) / i32::try_from(count.max(1)).unwrap();
    (0..count).map(move |number| decision(number, period.from + step * i32::try_from(number).unwrap()))
}

fn decision(number: u32, at: Time) -> Decision {
    let by_person = number.is_multiple_of(5);
    let pick = usize::try_from(number).unwrap();
    let decided_at = at + TimeDelta::seconds(i64::from(number % 300));
    let decision = match number % 40 {
        5 => Decided::Denied,
        10 => Decided::Expired,
        15 => Decided::Cancelled,
        _ => Decided::Approved,
    };
    let ran = decision == Decided::Approved && !number.is_multiple_of(7);
    let risk = u8::try_from(number * 37 % 101).unwrap();
    let nobody = matches!(decision, Decided::Expired | Decided::Cancelled);
    Decision {
        action: ActionId::new(at, [u8::try_from(number % 251).unwrap(); 10]),
        received_at: at,
        decided_at,
        decision,
        decided_by: (!nobody).then_some(if by_person { DecidedBy::Reviewer } else { DecidedBy::Rule }),
        decider: if nobody {
            ""
        } else if by_person {
            PEOPLE[pick / 5 % 3]
        } else {
            "routine-reads"
        }
        .to_owned(),
        reason: if by_person { "=1+1 予算内です。\n確認済み".to_owned() } else { "reads only".to_owned() },
        agent: AGENTS[pick % 4].to_owned(),
        tool: ["place_order", "send_mail", "read_file"][pick % 3].to_owned(),
        server: if number.is_multiple_of(2) { "erp".to_owned() } else { String::new() },
        effect: [Effect::Pay, Effect::Send, Effect::Read][pick % 3],
        reversibility: [Reversibility::Irreversible, Reversibility::Costly, Reversibility::Reversible][pick % 3],
        amount: (number.is_multiple_of(3)).then(|| Decimal::from(number * 1_000) + Decimal::new(5, 1)),
        currency: (number.is_multiple_of(3)).then(|| "JPY".to_owned()),
        risk,
        risk_level: Level::of(risk),
        verdict: if by_person { Verdict::Hold } else { Verdict::Pass },
        consumed_at: ran.then(|| decided_at + TimeDelta::seconds(2)),
        succeeded: ran.then_some(!number.is_multiple_of(11)),
        outcome_note: if ran { "done".to_owned() } else { String::new() },
        digest: format!("{number:064x}"),
        arguments: format!(r#"{{"item":"用紙 A4","amount_jpy":{},"to":"支払先 {number}"}}"#, number * 1_000),
        erased_at: None,
    }
}

/// The summary of such a month with exceptions of each kind.
pub(crate) fn summary(count: u32) -> Summary {
    let (period, zone) = november();
    let made_at = period.until + TimeDelta::hours(9);
    let ledger = Ledger { name: "sekisho/ledger-b2b2b3c4".to_owned(), size: 51_234, root: "5e".repeat(32), key_id: "70f76636".to_owned() };
    let mut summary = Summary { made_by: Some(PEOPLE[0].to_owned()), ..Summary::quiet(period, zone, made_at, ledger) };
    for row in decisions(count) {
        let day = zone.date(row.decided_at);
        let at = summary.days.iter_mut().find(|(other, _)| *other == day).map(|(_, counts)| counts).unwrap();
        for counts in [&mut summary.counts, at] {
            add(counts, &row);
        }
        if row.decided_by == Some(DecidedBy::Reviewer) {
            summary.answers.add(row.decided_at - row.received_at);
        }
    }
    let counts = summary.counts;
    let lines = |names: &[&str]| Lines {
        lines: names.iter().map(|name| Line { name: (*name).to_owned(), counts, ..Line::default() }).collect(),
        count: u64::try_from(names.len()).unwrap(),
    };
    summary.agents = lines(&AGENTS);
    summary.tools = lines(&["place_order", "send_mail", "read_file"]);
    summary.rules = lines(&["routine-reads", "large-payments"]);
    summary.signals = lines(&["amount", "first_time", "provenance"]);
    summary.reviewers = lines(&PEOPLE);
    for line in &mut summary.reviewers.lines {
        line.answers = summary.answers.clone();
    }
    exceptions(&mut summary);
    summary
}

fn add(counts: &mut Counts, row: &Decision) {
    counts.received += 1;
    let by_rule = row.verdict == Verdict::Pass;
    *(if by_rule { &mut counts.passed } else { &mut counts.held }) += 1;
    match row.decision {
        Decided::Approved if by_rule => {}
        Decided::Approved => counts.approved += 1,
        Decided::Denied => counts.denied += 1,
        Decided::Expired => counts.expired += 1,
        Decided::Cancelled => counts.cancelled += 1,
    }
    counts.consumed += u64::from(row.consumed_at.is_some());
    counts.succeeded += u64::from(row.succeeded == Some(true));
    counts.failed += u64::from(row.succeeded == Some(false));
}

fn exceptions(summary: &mut Summary) {
    let at = summary.period.from + TimeDelta::hours(200);
    let by = PEOPLE[1].to_owned();
    let subject = Subject {
        action: ActionId::new(at, [7; 10]),
        agent: AGENTS[0].to_owned(),
        tool: "place_order".to_owned(),
        amount: Some(Decimal::from(1_480_000)),
        currency: Some("JPY".to_owned()),
        risk: 82,
    };
    let sum = |value: i64| Sum::new(Decimal::from(value), "JPY").unwrap();
    summary.expired.add(Expired { subject: subject.clone(), at });
    let why = vec![Why::Risk(Level::Critical), Why::Detour(Detour::NoOne("部長決裁".to_owned()))];
    summary.overrides.add(Override { subject: subject.clone(), at, by: by.clone(), note: "至急のため".to_owned(), ahead: false, why });
    let deviations = vec![Deviation::More { approved: sum(1_480_000), actual: sum(1_500_000) }];
    summary.deviations.add(Deviated { subject: subject.clone(), at, deviations, told_by: None });
    summary.harmful.add(Harmful { subject, at, by: by.clone(), note: "二重払い".to_owned() });
    let lifted = Lifted { at: at + TimeDelta::minutes(42), by: by.clone(), asked_by: None, reason: "確認済み".to_owned() };
    summary.halts.add(Halt {
        scope: HaltScope::Everything,
        drill: false,
        since: at,
        by: Some(by.clone()),
        reason: Some("誤送信の疑い".to_owned()),
        lifted: Some(lifted),
    });
    summary.halts.add(Halt {
        scope: HaltScope::Agent("Practice".to_owned()),
        drill: true,
        since: at,
        by: None,
        reason: None,
        lifted: None,
    });
    let standards = Changed::Standards { edition: 12, rules: true, guardrails: false, scorecard: true };
    summary.changes.add(Change { at, by: Some(by.clone()), what: standards, note: "支払の上限を見直し".to_owned() });
    summary.changes.add(Change { at, by: Some(by), what: Changed::Chart { edition: 4 }, note: "組織変更".to_owned() });
}

#[test]
fn every_day_of_a_month_is_there_and_the_counts_add_up() {
    let summary = summary(1_000);
    assert_eq!((summary.days.len(), summary.first_and_last().1.to_string()), (30, "2026-11-30".to_owned()));
    assert_eq!(summary.counts.decided(), 1_000);
    assert_eq!(summary.days.iter().map(|(_, counts)| counts.decided()).sum::<u64>(), 1_000);
}
