//! Why a verdict is what it is, and where arguments come from.

use sekisho_core::{budget::Unclear, provenance::Provenance, rules::Reason};

use super::{Voice, amount, sum};
use crate::Language;

/// The rule that says so, if one does, and its words.
pub(crate) fn reason<'a>(reason: &'a Reason, voice: &Voice<'_>) -> (Option<&'a str>, String) {
    let language = voice.language;
    match reason {
        Reason::Passed { rule, words } | Reason::Held { rule, words } | Reason::Blocked { rule, words } => {
            (Some(rule), language.pick(&words.ja, &words.en).clone())
        }
        Reason::Fault { rule } => {
            let words =
                language.pick("ルールを評価できなかったため、人が確認します。", "A rule could not be evaluated, so a person decides.");
            (Some(rule.as_str()).filter(|rule| !rule.is_empty()), words.to_owned())
        }
        Reason::NoRule => {
            (None, language.pick("該当するルールがないため、人が確認します。", "No rule covers this, so a person decides.").to_owned())
        }
        Reason::OverBudget { name, amount: moved, left, budget: _ } => {
            let (moved, left) = (amount(moved, language), sum(left));
            let words = language.pick(
                format!("{moved}は、予算「{name}」の残り{left}に収まりません。"),
                format!("{moved} does not fit into the {left} left in the budget “{name}”."),
            );
            (None, words)
        }
        Reason::BeyondBudget { name, amount: moved, limit, budget: _ } => {
            let (moved, limit) = (amount(moved, language), sum(limit));
            let words = language.pick(
                format!("{moved}は、予算「{name}」の上限{limit}を超えています。"),
                format!("{moved} is more than the whole budget “{name}” of {limit}."),
            );
            (None, words)
        }
        Reason::BudgetUnclear { name, unclear: why, budget: _ } => {
            let why = unclear(why, language);
            let words = language.pick(
                format!("予算「{name}」の対象ですが、{why}、人が確認します。"),
                format!("The budget “{name}” covers this, and {why}."),
            );
            (None, words)
        }
        Reason::OtherCurrency { currency } => {
            let words = language.pick(
                format!("{currency}建ての予算がないため、人が確認します。"),
                format!("There is no budget in {currency}, so a person decides."),
            );
            (None, words)
        }
        Reason::Halted { halt: _ } => {
            let words =
                language.pick("緊急停止中に申請されたため、人が確認します。", "It was asked for during a halt, so a person decides.");
            (None, words.to_owned())
        }
        Reason::Deviated { action } => {
            let words = language.pick(
                format!("以前の同種の操作（{action}）が承認と異なる結果か、有害と評価されたため、人が確認します。"),
                format!("An earlier action of this kind ({action}) went otherwise than approved, or did harm."),
            );
            (None, words)
        }
    }
}

fn unclear(unclear: &Unclear, language: Language) -> String {
    match unclear {
        Unclear::NoAmount => language.pick("金額が示されていないため", "its arguments name no amount").to_owned(),
        Unclear::NoCurrency { pointer } => {
            language.pick(format!("{pointer}の通貨が示されていないため"), format!("{pointer} names no currency"))
        }
        Unclear::Unread { pointer } => {
            language.pick(format!("{pointer}の金額を読み取れないため"), format!("{pointer} cannot be read safely"))
        }
    }
}

pub(crate) fn provenance(provenance: Provenance, language: Language) -> &'static str {
    match provenance {
        Provenance::User => language.pick("依頼者の指定", "The user's words"),
        Provenance::Trusted => language.pick("信頼できる情報源", "From a trusted source"),
        Provenance::Internal => language.pick("社内の情報", "From the company's own sources"),
        Provenance::Record => language.pick("記録", "From a record"),
        Provenance::Made => language.pick("根拠が見当たりません", "Appears nowhere in what is known"),
        Provenance::Untrusted => language.pick("誰でも書ける文章のみ", "Only in a text that anybody may have written"),
    }
}
