//! What an action does.

use sekisho_core::{
    command::Does,
    money::Amount,
    provenance::Role,
    tool::{Effect, Reversibility, Source},
};

use super::amount;
use crate::Language;

pub(crate) fn effect(effect: Effect, language: Language) -> &'static str {
    match effect {
        Effect::Read => language.pick("参照する", "Look up"),
        Effect::Write => language.pick("変更する", "Change"),
        Effect::Delete => language.pick("削除する", "Delete"),
        Effect::Send => language.pick("送信する", "Send"),
        Effect::Publish => language.pick("公開する", "Publish"),
        Effect::Pay => language.pick("支払う", "Pay"),
        Effect::Grant => language.pick("権限を与える", "Grant access"),
        Effect::Execute => language.pick("実行する", "Run"),
    }
}

/// What it does, and with how much money.
pub(crate) fn headline(does: Effect, money: Option<&Amount>, language: Language) -> String {
    let Some(money) = money.map(|money| amount(money, language)) else { return effect(does, language).to_owned() };
    if does == Effect::Pay {
        return language.pick(format!("{money}を支払う"), format!("Pay {money}"));
    }
    let word = effect(does, language);
    language.pick(format!("{word}（{money}）"), format!("{word} · {money}"))
}

pub(crate) fn reversibility(reversibility: Reversibility, language: Language) -> &'static str {
    match reversibility {
        Reversibility::Reversible => language.pick("元に戻せます", "Can be undone"),
        Reversibility::Costly => language.pick("元に戻すのに手間がかかります", "Hard to undo"),
        Reversibility::Irreversible => language.pick("元に戻せません", "Can't be undone"),
    }
}

pub(crate) fn source(source: &Source, language: Language) -> String {
    match source {
        Source::Annotations => language.pick("ツールの提供元の説明による", "the tool server says so").to_owned(),
        Source::Name { word } => language.pick(format!("名前の「{word}」による"), format!("from the word “{word}” in its name")),
        Source::Description { word } => {
            language.pick(format!("説明文の「{word}」による"), format!("from the word “{word}” in its description"))
        }
        Source::Person => language.pick("担当者による確認", "confirmed by a person").to_owned(),
        Source::Assumed => language.pick("情報がないための想定", "assumed, as nothing is known").to_owned(),
    }
}

pub(crate) fn does(does: Does, language: Language) -> &'static str {
    match does {
        Does::Looks => language.pick("参照のみ", "looks"),
        Does::Runs => language.pick("プログラムを実行", "runs a program"),
        Does::Changes => language.pick("ファイルを変更", "changes files"),
        Does::Fetches => language.pick("外部から取得", "fetches"),
        Does::Installs => language.pick("ソフトウェアを導入", "installs software"),
        Does::Sends => language.pick("外部へ送信", "sends"),
        Does::Deletes => language.pick("削除", "deletes"),
        Does::Elevates => language.pick("権限を変更・使用", "gives or takes rights"),
        Does::Uninspectable => language.pick("内容を確認できません", "can't be told what it does"),
        Does::RunsFetched => language.pick("取得したものをそのまま実行", "runs what it downloads"),
    }
}

/// What an argument is for.
pub(crate) fn role(role: Role, language: Language) -> &'static str {
    match role {
        Role::Counterparty => language.pick("取引相手・口座", "Whom it pays or deals with"),
        Role::Destination => language.pick("送り先", "Where it goes"),
        Role::Target => language.pick("操作の対象", "What it acts on"),
        Role::Command => language.pick("実行する内容", "What is run"),
        Role::Secret => language.pick("パスワード・秘密情報", "Password or secret"),
        Role::Text => language.pick("人が読む文章", "Text for people"),
        Role::Money => language.pick("金額", "Amount of money"),
        Role::Currency => language.pick("通貨", "Currency"),
        Role::Plain => language.pick("影響なし（日付など）", "Harmless, such as a date"),
    }
}
