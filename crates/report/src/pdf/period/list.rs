//! The decisions one by one. Of very many, those that a person decided or that went wrong come first into the list.

use sekisho_core::rules::Verdict;

use super::exceptions::money;
use crate::{
    page::{Block, Column, Say, Section, code, say},
    period::{Decided, Decision},
    sheet::words,
    words::grouped,
    zone::Times,
};

/// The most decisions that stand on pages. The whole list is in the other formats.
pub const LISTED_MAX: usize = 5_000;

pub(super) fn section(decisions: impl IntoIterator<Item = Decision>, times: Times) -> Section {
    let language = times.language;
    let (mut looked_at, mut routine, mut count) = (Vec::new(), Vec::new(), 0_u64);
    for decision in decisions {
        count += 1;
        // They are long, and no part of the list.
        let decision = Decision { arguments: String::new(), outcome_note: String::new(), reason: String::new(), ..decision };
        if is_looked_at(&decision) {
            if looked_at.len() < LISTED_MAX {
                looked_at.push(decision);
            }
        } else if routine.len() < LISTED_MAX {
            routine.push(decision);
        }
    }
    let room = LISTED_MAX - looked_at.len();
    looked_at.extend(routine.into_iter().take(room));
    looked_at.sort_by_key(|decision| (decision.decided_at, decision.action));
    let mut blocks = Vec::new();
    let (all, listed) = (grouped(count), grouped(looked_at.len()));
    if u64::try_from(looked_at.len()).unwrap_or(u64::MAX) < count {
        let words = language.pick(
            format!("この期間の決裁は{all}件です。ここには{listed}件を、人が確認したものと問題のあったものを優先して載せています。すべての一覧は、同じ期間の XLSX または CSV にあります。"),
            format!("There are {all} decisions. These are {listed} of them: first those that a person was asked about or that went \
             wrong. The whole list is in the XLSX or CSV of the same period."),
        );
        blocks.push(Block::Note(say(&words)));
    }
    if looked_at.is_empty() {
        blocks.push(Block::Note(say(language.pick("この期間の決裁はありません。", "There are none."))));
    } else {
        let rows = looked_at.iter().map(|decision| row(decision, times)).collect();
        let columns = vec![
            Column::new(language.pick("決裁日時", "Decided"), 0),
            Column::new(language.pick("申請ID", "Action"), 0),
            Column::new(language.pick("エージェント", "Agent"), 3),
            Column::new(language.pick("ツール", "Tool"), 3),
            Column::of_numbers(language.pick("金額", "Amount")),
            Column::of_numbers(language.pick("リスク", "Risk")),
            Column::new(language.pick("決裁", "Decision"), 0),
            Column::new(language.pick("決裁者", "By"), 3),
        ];
        blocks.push(Block::List(columns, rows));
    }
    Section { title: language.pick("決裁一覧", "Decisions").to_owned(), blocks }
}

fn is_looked_at(decision: &Decision) -> bool {
    decision.verdict != Verdict::Pass || decision.decision != Decided::Approved || decision.succeeded == Some(false)
}

fn row(decision: &Decision, times: Times) -> Vec<Say> {
    let language = times.language;
    let id = decision.action.to_string();
    // The end of an id is where those of one moment differ.
    let short = id.get(id.len().saturating_sub(12)..).unwrap_or(&id);
    let mut word = words::decided(decision.decision, language).to_owned();
    if decision.succeeded == Some(false) {
        word = language.pick(format!("{word}・失敗"), format!("{word}, failed"));
    }
    vec![
        say(&times.short(decision.decided_at)),
        code(short),
        say(&decision.agent),
        say(&decision.tool),
        say(&money(decision.amount, decision.currency.as_deref())),
        say(&decision.risk.to_string()),
        say(&word),
        say(&decision.decider),
    ]
}
