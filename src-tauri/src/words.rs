//! The few words that are said outside the window: tray, notifications. The window has its own dictionary.

use crate::preferences::Language;

pub(crate) mod notice;

/// A notification's two lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) summary: String,
    pub(crate) body: String,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(
            [0, 1, 2].map(|count| waiting(Language::En, count)),
            ["Nothing waits for you", "1 action waits for you", "2 actions wait for you"]
        );
        assert_eq!([0, 3].map(|count| waiting(Language::Ja, count)), ["確認待ちはありません", "確認待ち 3件"]);
    }
}
