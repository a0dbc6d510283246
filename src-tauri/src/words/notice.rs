//! What notifications say: what, how risky, by when, and who. Compared as a whole with `notices.txt`.

use chrono::{DateTime, Datelike, TimeDelta, TimeZone};
use sekisho_gate::{
    Time,
    view::{Because, Effect, Level, Notice, NoticeAmount},
};

use super::Message;
use crate::preferences::Language;

/// Several actions in one notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Several {
    pub(crate) count: usize,
    /// Whether all that is new about them is that their time runs out.
    pub(crate) reminders: bool,
    /// The highest.
    pub(crate) level: Level,
    /// The soonest.
    pub(crate) due_at: Time,
}

/// One action. `now` is in the zone of whoever reads it.
pub(crate) fn notice<Z: TimeZone>(language: Language, notice: &Notice, now: &DateTime<Z>) -> Message {
    let (what, risk, by) = (what(language, notice), risk(language, notice.level), by(language, notice.due_at, now));
    Message { summary: why(language, notice, now), body: format!("{what} · {risk} · {by}\n{}", notice.agent) }
}

pub(crate) fn several<Z: TimeZone>(language: Language, several: Several, now: &DateTime<Z>) -> Message {
    let (risk, by, count) = (level(language, several.level), by(language, several.due_at, now), several.count);
    let summary = match (language, several.reminders) {
        (Language::Ja, false) => format!("確認待ちが{count}件あります"),
        (Language::Ja, true) => format!("期限が近い確認待ちが{count}件あります"),
        (Language::En, false) => format!("{count} actions wait for you"),
        (Language::En, true) => format!("Time is running out for {count} actions"),
    };
    let body = match language {
        Language::Ja => format!("最も高いリスク {risk} · 最も早い期限 {by}"),
        Language::En => format!("highest risk: {risk} · the first {by}"),
    };
    Message { summary, body }
}

pub(crate) fn open(language: Language) -> &'static str {
    match language {
        Language::Ja => "開く",
        Language::En => "Open",
    }
}

pub(crate) fn take(language: Language) -> &'static str {
    match language {
        Language::Ja => "対応します",
        Language::En => "I’m on it",
    }
}

fn why<Z: TimeZone>(language: Language, notice: &Notice, now: &DateTime<Z>) -> String {
    match (language, notice.because) {
        (Language::Ja, Because::Held) => "確認をお願いします".to_owned(),
        (Language::Ja, Because::Escalated) => "確認が引き継がれました".to_owned(),
        (Language::Ja, Because::Raised) => "期限が近いため、代わりに確認をお願いします".to_owned(),
        (Language::Ja, Because::Returned) => "担当者が不在のため、確認をお願いします".to_owned(),
        (Language::En, Because::Held) => "Waiting for your decision".to_owned(),
        (Language::En, Because::Escalated) => "Passed on to you".to_owned(),
        (Language::En, Because::Raised) => "Time is short: please decide in their place".to_owned(),
        (Language::En, Because::Returned) => "Nobody else is there to decide".to_owned(),
        (language, Because::Reminded) => left(language, notice.due_at.signed_duration_since(now)),
    }
}

fn what(language: Language, notice: &Notice) -> String {
    let effect = effect(language, notice.effect);
    match (&notice.amount, &notice.tool) {
        (Some(amount), _) => format!("{effect} {}", money(language, amount)),
        (None, Some(tool)) => format!("{effect} {tool}"),
        (None, None) => effect.to_owned(),
    }
}

fn risk(language: Language, of: Level) -> String {
    match language {
        Language::Ja => format!("リスク {}", level(language, of)),
        Language::En => format!("{} risk", level(language, of)),
    }
}

/// How long there is, rounded down, so that nobody believes in more time than there is.
fn left(language: Language, left: TimeDelta) -> String {
    let (days, hours, minutes) = (left.num_days(), left.num_hours() % 24, left.num_minutes() % 60);
    let plural = |count: i64, unit: &str| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match language {
        Language::Ja => match (days, hours, minutes) {
            (1.., 0, _) => format!("期限まであと{days}日です"),
            (1.., _, _) => format!("期限まであと{days}日と{hours}時間です"),
            (_, 1.., 0) => format!("期限まであと{hours}時間です"),
            (_, 1.., _) => format!("期限まであと{hours}時間{minutes}分です"),
            (_, _, 1..) => format!("期限まであと{minutes}分です"),
            (_, _, _) => "まもなく期限です".to_owned(),
        },
        Language::En => match (days, hours, minutes) {
            (1.., 0, _) => format!("{} left", plural(days, "day")),
            (1.., _, _) => format!("{} and {} left", plural(days, "day"), plural(hours, "hour")),
            (_, 1.., 0) => format!("{} left", plural(hours, "hour")),
            (_, 1.., _) => format!("{} and {} left", plural(hours, "hour"), plural(minutes, "minute")),
            (_, _, 1..) => format!("{} left", plural(minutes, "minute")),
            (_, _, _) => "Almost out of time".to_owned(),
        },
    }
}

/// Until when, with the day where it is not today.
fn by<Z: TimeZone>(language: Language, due_at: Time, now: &DateTime<Z>) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (due, today) = (due_at.with_timezone(&now.timezone()).naive_local(), now.date_naive());
    let (time, month, day) = (due.format("%H:%M"), due.month(), due.day());
    let days = due.date().signed_duration_since(today).num_days();
    match (language, days) {
        (Language::Ja, 0) => format!("{time}まで"),
        (Language::Ja, 1) => format!("明日 {time}まで"),
        (Language::Ja, _) => format!("{month}月{day}日 {time}まで"),
        (Language::En, 0) => format!("by {time}"),
        (Language::En, 1) => format!("by {time} tomorrow"),
        (Language::En, _) => format!("by {} {day}, {time}", MONTHS.get(due.month0() as usize).copied().unwrap_or_default()),
    }
}

fn money(language: Language, amount: &NoticeAmount) -> String {
    let value = grouped(&amount.value);
    match (language, amount.currency.as_deref()) {
        (Language::Ja, Some("JPY")) => format!("{value}円"),
        (Language::En, Some("JPY")) => format!("¥{value}"),
        (_, Some(currency)) => format!("{value} {currency}"),
        (Language::Ja, None) => format!("{value}（通貨不明）"),
        (Language::En, None) => format!("{value} (unknown currency)"),
    }
}

/// A plain decimal with a comma before every three digits of its whole part.
fn grouped(decimal: &str) -> String {
    let (whole, rest) = decimal.find('.').map_or((decimal, ""), |point| decimal.split_at(point));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + rest
}

fn effect(language: Language, effect: Effect) -> &'static str {
    let (ja, en) = match effect {
        Effect::Read => ("参照", "read"),
        Effect::Write => ("変更", "change"),
        Effect::Delete => ("削除", "delete"),
        Effect::Send => ("送信", "send"),
        Effect::Publish => ("公開", "publish"),
        Effect::Pay => ("支払い", "pay"),
        Effect::Grant => ("権限付与", "grant access"),
        Effect::Execute => ("実行", "run"),
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

fn level(language: Language, level: Level) -> &'static str {
    let (ja, en) = match level {
        Level::Low => ("低", "low"),
        Level::Medium => ("中", "medium"),
        Level::High => ("高", "high"),
        Level::Critical => ("重大", "critical"),
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use chrono::FixedOffset;

    use super::*;

    const AS_AGREED: &str = include_str!("notices.txt");

    fn now() -> DateTime<FixedOffset> {
        FixedOffset::east_opt(9 * 3_600).unwrap().with_ymd_and_hms(2026, 11, 22, 13, 35, 0).unwrap()
    }

    fn pay(because: Because, minutes: i64) -> Notice {
        Notice {
            timely: true,
            because,
            agent: "購買エージェント".to_owned(),
            effect: Effect::Pay,
            tool: Some("transfer_funds".to_owned()),
            amount: Some(NoticeAmount { value: "480000".to_owned(), currency: Some("JPY".to_owned()) }),
            level: Level::High,
            due_at: (now() + TimeDelta::minutes(minutes)).to_utc(),
        }
    }

    fn notices() -> Vec<Notice> {
        use Because::{Escalated, Held, Raised, Reminded, Returned};
        let usual = [Held, Escalated, Reminded, Raised, Returned].map(|because| pay(because, 30));
        // At the time of each reminder: its end, an hour, hours, a day, days.
        let reminders = [0, 1, 60, 95, 121, 1_440, 1_501, 4_320].map(|minutes| pay(Reminded, minutes));
        // This evening, tomorrow, next week, and next year.
        let days = [624, 625, 7 * 1_440, 40 * 1_440].map(|minutes| pay(Held, minutes));
        let amount = |value: &str, currency: Option<&str>| {
            let amount = NoticeAmount { value: value.to_owned(), currency: currency.map(str::to_owned) };
            Notice { amount: Some(amount), ..pay(Held, 30) }
        };
        let amounts = [amount("1234567.50", Some("USD")), amount("999", None), amount("0.5", Some("EUR")), amount("1000", Some("JPY"))];
        let effects =
            [Effect::Read, Effect::Write, Effect::Delete, Effect::Send, Effect::Publish, Effect::Pay, Effect::Grant, Effect::Execute];
        let bare = |effect| Notice { effect, amount: None, tool: Some("some_tool".to_owned()), ..pay(Held, 30) };
        let levels = [Level::Low, Level::Medium, Level::Critical].map(|level| Notice { level, amount: None, tool: None, ..pay(Held, 30) });
        usual.into_iter().chain(reminders).chain(days).chain(amounts).chain(effects.map(bare)).chain(levels).collect()
    }

    #[test]
    fn every_notification_reads_as_agreed() {
        let mut text = String::new();
        for language in [Language::Ja, Language::En] {
            writeln!(text, "[{}] [{}] {language:?}", open(language), take(language)).unwrap();
            let one = notices().into_iter().map(|told| notice(language, &told, &now()));
            let soon = (now() + TimeDelta::minutes(30)).to_utc();
            let many = [false, true]
                .map(|reminders| several(language, Several { count: 3, reminders, level: Level::Critical, due_at: soon }, &now()));
            for Message { summary, body } in one.chain(many) {
                writeln!(text, "\n{summary}\n{body}").unwrap();
            }
            text.push('\n');
        }
        assert_eq!(text, AS_AGREED);
    }
}
