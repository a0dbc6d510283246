//! The few words that are said outside the window: tray, notifications. The window has its own dictionary.

use chrono::Local;
use sekisho_gate::{
    Time,
    view::{Because, Effect, Level, Notice},
};

use crate::preferences::Language;

/// A notification's two lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) summary: String,
    pub(crate) body: String,
}

pub(crate) fn notice(language: Language, notice: &Notice) -> Message {
    let due = clock(notice.due_at);
    let (effect, level) = (effect(language, notice.effect), level(language, notice.level));
    match language {
        Language::Ja => Message {
            summary: match notice.because {
                Because::Held => "確認をお願いします",
                Because::Escalated => "判断を引き継いでいます",
            }
            .to_owned(),
            body: format!("{}：{effect}（リスク {level}、期限 {due}）", notice.agent),
        },
        Language::En => Message {
            summary: match notice.because {
                Because::Held => "Waiting for your decision",
                Because::Escalated => "Passed on to you",
            }
            .to_owned(),
            body: format!("{}: {effect} · {level} risk · until {due}", notice.agent),
        },
    }
}

pub(crate) fn several(language: Language, count: usize) -> Message {
    match language {
        Language::Ja => Message {
            summary: "確認をお願いします".to_owned(),
            body: format!("新しく{count}件のアクションが確認を待っています。"),
        },
        Language::En => Message { summary: "Waiting for your decision".to_owned(), body: format!("{count} more actions wait for you.") },
    }
}

pub(crate) fn still_running(language: Language) -> Message {
    match language {
        Language::Ja => Message {
            summary: "Sekisho は動いています".to_owned(),
            body: "ウィンドウを閉じても、受付は続きます。終了はトレイから選べます。".to_owned(),
        },
        Language::En => {
            Message { summary: "Sekisho keeps running".to_owned(), body: "Agents are still served. To quit, use the tray.".to_owned() }
        }
    }
}

pub(crate) fn open(language: Language) -> &'static str {
    match language {
        Language::Ja => "開く",
        Language::En => "Open",
    }
}

pub(crate) fn open_sekisho(language: Language) -> &'static str {
    match language {
        Language::Ja => "Sekisho を開く",
        Language::En => "Open Sekisho",
    }
}

pub(crate) fn halt_everything(language: Language) -> &'static str {
    match language {
        Language::Ja => "すべて緊急停止",
        Language::En => "Halt everything",
    }
}

pub(crate) fn not_halted(language: Language) -> &'static str {
    match language {
        Language::Ja => "緊急停止できませんでした。データフォルダーにHALTという名前のファイルを置くと停止します。",
        Language::En => "This could not be halted. Put a file named HALT into the data folder to halt everything.",
    }
}

pub(crate) fn quit(language: Language) -> &'static str {
    match language {
        Language::Ja => "終了…",
        Language::En => "Quit…",
    }
}

pub(crate) fn waiting(language: Language, count: u32) -> String {
    match (language, count) {
        (Language::Ja, 0) => "確認待ちはありません".to_owned(),
        (Language::Ja, count) => format!("確認待ち {count}件"),
        (Language::En, 0) => "Nothing waits for you".to_owned(),
        (Language::En, 1) => "1 action waits for you".to_owned(),
        (Language::En, count) => format!("{count} actions wait for you"),
    }
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

fn clock(time: Time) -> String {
    time.with_timezone(&Local).format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn a_notification_says_who_what_how_risky_and_until_when() {
        let due_at = Local.with_ymd_and_hms(2026, 11, 22, 14, 5, 0).unwrap().to_utc();
        let told = Notice {
            because: Because::Held, agent: "購買エージェント".to_owned(), effect: Effect::Pay, level: Level::High, due_at
        };
        assert_eq!(notice(Language::Ja, &told).body, "購買エージェント：支払い（リスク 高、期限 14:05）");
        assert_eq!(notice(Language::En, &told).body, "購買エージェント: pay · high risk · until 14:05");
        assert_eq!(notice(Language::Ja, &Notice { because: Because::Escalated, ..told }).summary, "判断を引き継いでいます");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(
            [0, 1, 2].map(|count| waiting(Language::En, count)),
            ["Nothing waits for you", "1 action waits for you", "2 actions wait for you"]
        );
        assert_eq!([0, 3].map(|count| waiting(Language::Ja, count)), ["確認待ちはありません", "確認待ち 3件"]);
    }
}
