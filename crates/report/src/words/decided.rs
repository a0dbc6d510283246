//! Who decided, and how.

use sekisho_core::{
    review::{Assignee, Decider, Detour, Duty, No, State},
    risk::Level,
    rules::{Judgement, Reason},
};

use super::Voice;
use crate::Language;

pub(crate) fn level(level: Level, language: Language) -> &'static str {
    match level {
        Level::Low => language.pick("低", "Low"),
        Level::Medium => language.pick("中", "Medium"),
        Level::High => language.pick("高", "High"),
        Level::Critical => language.pick("重大", "Critical"),
    }
}

pub(crate) fn assignee(assignee: &Assignee, voice: &Voice<'_>) -> String {
    let language = voice.language;
    match assignee {
        Assignee::Anyone => language.pick("確認者全員", "Anyone").to_owned(),
        Assignee::Reviewer(id) => voice.names.reviewer(*id),
        Assignee::Group(name) => language.pick(format!("{name}（グループ）"), format!("{name} (group)")),
        Assignee::Administrators => language.pick("管理者", "Administrators").to_owned(),
    }
}

/// Who or what decided; `ahead`, if they had said yes before it was asked.
pub(crate) fn decider(by: &Decider, ahead: bool, judgement: &Judgement, voice: &Voice<'_>) -> String {
    let language = voice.language;
    match by {
        Decider::Rule(rule) => language.pick(format!("ルール {rule}"), format!("Rule {rule}")),
        Decider::Budget(id) => {
            let named = judgement.reasons().iter().find_map(|reason| match reason {
                Reason::BeyondBudget { budget, name, .. } => (budget == id).then(|| name.clone()),
                Reason::Passed { .. }
                | Reason::Held { .. }
                | Reason::Blocked { .. }
                | Reason::Fault { .. }
                | Reason::NoRule
                | Reason::OverBudget { .. }
                | Reason::BudgetUnclear { .. }
                | Reason::OtherCurrency { .. }
                | Reason::Halted { .. }
                | Reason::Deviated { .. } => None,
            });
            let name = named.unwrap_or_else(|| id.to_string());
            language.pick(format!("予算「{name}」"), format!("Budget “{name}”"))
        }
        Decider::Reviewer(id) => {
            let name = voice.names.reviewer(*id);
            if ahead { language.pick(format!("{name}（事前承認）"), format!("{name}, in advance")) } else { name }
        }
    }
}

/// Where an action stands, in a word.
pub(crate) fn standing(state: &State, language: Language) -> &'static str {
    match state {
        State::Held(_) => language.pick("未決裁（確認待ち）", "Undecided (waiting)"),
        State::Approved(approval) | State::Consumed { approval, .. } | State::Reported { approval, .. } => match approval.by {
            Decider::Rule(_) => language.pick("自動承認", "Passed by rule"),
            Decider::Reviewer(_) if approval.grant.is_some() => language.pick("事前承認により通過", "Passed by grant"),
            Decider::Reviewer(_) | Decider::Budget(_) => language.pick("承認", "Approved"),
        },
        State::Denied { by: Decider::Reviewer(_), how, .. } => match how {
            No::Rejected => language.pick("却下", "Rejected"),
            No::AskedBack => language.pick("差し戻し", "Sent back"),
            No::Amended { .. } => language.pick("修正案を付けて差し戻し", "Sent back with other values"),
        },
        State::Denied { by: Decider::Rule(_) | Decider::Budget(_), .. } => language.pick("拒否", "Blocked"),
        State::Expired { .. } => language.pick("期限切れ", "Expired"),
        State::Cancelled { .. } => language.pick("取り下げ", "Withdrawn"),
    }
}

/// Why a way is another than it was to be.
pub(crate) fn detour(detour: &Detour, language: Language) -> String {
    match detour {
        Detour::NoRoute(name) => language.pick(
            format!("決裁ルート「{name}」がないため、管理者に回りました。"),
            format!("There is no route “{name}” any more, so it went to the administrators."),
        ),
        Detour::NoOne(name) => language.pick(
            format!("「{name}」を決裁できる人がいないため、管理者に回りました。"),
            format!("Nobody can decide at “{name}”, so it went to the administrators."),
        ),
    }
}

/// What is asked of a reader.
pub(crate) fn duty(duty: Duty, language: Language) -> &'static str {
    match duty {
        Duty::Circulate => language.pick("回覧", "for information"),
        Duty::ReviewAfter => language.pick("後閲", "reviews afterwards"),
    }
}
