//! What a workbook calls things, as the window does.

use sekisho_core::{
    outcome::Deviation,
    review::Detour,
    risk::Level,
    rules::Verdict,
    tool::{Effect, Reversibility},
};

use super::style::Word;
use crate::{
    Language,
    period::{Decided, DecidedBy},
};

pub(super) const TITLE: Word = ("決裁報告", "Decision report");
pub(super) const SUMMARY: Word = ("概要", "Summary");
pub(super) const PARTS: Word = ("内訳", "By whom and what");
pub(super) const EXCEPTIONS: Word = ("例外と変更", "Exceptions and changes");
pub(super) const DECISIONS: Word = ("決裁一覧", "Decisions");

pub(crate) fn decided(decided: Decided, language: Language) -> &'static str {
    match decided {
        Decided::Approved => language.pick("承認", "Approved"),
        Decided::Denied => language.pick("却下", "Denied"),
        Decided::Expired => language.pick("期限切れ", "Expired"),
        Decided::Cancelled => language.pick("取り下げ", "Withdrawn"),
    }
}

pub(crate) fn decided_by(by: DecidedBy, language: Language) -> &'static str {
    match by {
        DecidedBy::Rule => language.pick("ルール", "Rule"),
        DecidedBy::Budget => language.pick("予算", "Budget"),
        DecidedBy::Reviewer => language.pick("担当者", "Person"),
        DecidedBy::Grant => language.pick("担当者（事前承認）", "Person, ahead"),
    }
}

pub(crate) fn effect(effect: Effect, language: Language) -> &'static str {
    match effect {
        Effect::Read => language.pick("参照", "Look up"),
        Effect::Write => language.pick("変更", "Change"),
        Effect::Delete => language.pick("削除", "Delete"),
        Effect::Send => language.pick("送信", "Send"),
        Effect::Publish => language.pick("公開", "Publish"),
        Effect::Pay => language.pick("支払い", "Pay"),
        Effect::Grant => language.pick("権限付与", "Grant access"),
        Effect::Execute => language.pick("実行", "Run"),
    }
}

pub(crate) fn reversibility(reversibility: Reversibility, language: Language) -> &'static str {
    match reversibility {
        Reversibility::Reversible => language.pick("可能", "Can be undone"),
        Reversibility::Costly => language.pick("手間がかかる", "Hard to undo"),
        Reversibility::Irreversible => language.pick("不可能", "Can’t be undone"),
    }
}

pub(crate) fn level(level: Level, language: Language) -> &'static str {
    match level {
        Level::Low => language.pick("低", "Low"),
        Level::Medium => language.pick("中", "Medium"),
        Level::High => language.pick("高", "High"),
        Level::Critical => language.pick("重大", "Critical"),
    }
}

pub(crate) fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Pass => language.pick("自動承認", "Passed"),
        Verdict::Hold => language.pick("人の確認", "Asked a person"),
        Verdict::Block => language.pick("拒否", "Blocked"),
    }
}

pub(crate) fn outcome(succeeded: bool, language: Language) -> &'static str {
    if succeeded { language.pick("成功", "Done") } else { language.pick("失敗", "Failed") }
}

pub(crate) fn detour(detour: &Detour, language: Language) -> String {
    match detour {
        Detour::NoRoute(name) => {
            language.pick(format!("決裁ルート「{name}」がなく、管理者が決裁"), format!("no route “{name}”, so administrators decided"))
        }
        Detour::NoOne(name) => language
            .pick(format!("「{name}」を決裁できる人がなく、管理者が決裁"), format!("nobody for “{name}”, so administrators decided")),
    }
}

pub(crate) fn deviation(deviation: &Deviation, told_by: Option<&str>, language: Language) -> String {
    let sum = |sum: &sekisho_core::money::Sum| format!("{} {}", sum.value(), sum.currency());
    match deviation {
        Deviation::More { approved, actual } => language.pick(
            format!("承認より多い金額：{} → {}", sum(approved), sum(actual)),
            format!("more moved: {} instead of {}", sum(actual), sum(approved)),
        ),
        Deviation::Less { approved, actual } => language.pick(
            format!("承認より少ない金額：{} → {}", sum(approved), sum(actual)),
            format!("less moved: {} instead of {}", sum(actual), sum(approved)),
        ),
        Deviation::OtherCurrency { actual } => {
            language.pick(format!("承認と異なる通貨：{}", sum(actual)), format!("moved in another currency: {}", sum(actual)))
        }
        Deviation::UnaskedMoney { actual } => {
            language.pick(format!("申請にない金額：{}", sum(actual)), format!("money that was not asked for: {}", sum(actual)))
        }
        Deviation::OtherPartner => language.pick("申請にない相手先", "somebody whom the action does not name").to_owned(),
        Deviation::ToldByOther { agent } => {
            let agent = told_by.map_or_else(|| agent.to_string(), str::to_owned);
            language.pick(format!("別のエージェントの報告：{agent}"), format!("another agent told: {agent}"))
        }
        Deviation::Unused => language.pick("承認後、未使用", "approved, and never used").to_owned(),
        Deviation::Unreported => language.pick("実行後、結果の報告なし", "let run, and not reported").to_owned(),
    }
}
