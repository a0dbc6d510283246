//! Where running text says of a number whose it is: `transaction 7`, `#26`, `注文番号4711`. Such a number stands there by no chance.

use crate::fold::is_spaced;

/// Words that say so when they stand right before it, besides the name of the argument itself.
const MARKS: &[&str] = &[
    "account",
    "appointment",
    "booking",
    "case",
    "customer",
    "document",
    "entry",
    "event",
    "file",
    "id",
    "invoice",
    "issue",
    "item",
    "member",
    "message",
    "no",
    "nr",
    "number",
    "order",
    "payment",
    "project",
    "record",
    "request",
    "reservation",
    "task",
    "ticket",
    "transaction",
    "user",
];
const JAPANESE: &[&str] = &[
    "番号",
    "番",
    "第",
    "注文",
    "取引",
    "請求",
    "請求書",
    "伝票",
    "予約",
    "予定",
    "案件",
    "申請",
    "口座",
    "顧客",
    "社員",
    "会員",
    "チケット",
    "ファイル",
    "支払",
    "稟議",
];

/// What may stand between such a word and the number.
const BETWEEN: &[char] = &[' ', ':', '.', '"', '\'', '(', '（', '「', '：', '[', '='];

/// Where the folded text says whose number `value` is, in bytes. `names` are the words of the argument's name.
pub(super) fn find(value: &str, prose: &str, names: &[String]) -> Option<usize> {
    let is_whole = |at: &usize| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && is_spaced(c));
        let before = prose.get(..*at).and_then(|head| head.chars().next_back());
        let after = prose.get(at + value.len()..).and_then(|tail| tail.chars().next());
        !joins(before) && !joins(after)
    };
    prose.match_indices(value).map(|(at, _)| at).filter(is_whole).find(|at| prose.get(..*at).is_some_and(|head| marks(head, names)))
}

fn marks(head: &str, names: &[String]) -> bool {
    let head = head.rsplit('\n').next().unwrap_or_default();
    if head.ends_with(['#', '№']) {
        return true;
    }
    let head = head.trim_end_matches(BETWEEN);
    let word = head.rsplit(|c: char| !c.is_alphanumeric() || !is_spaced(c)).next().unwrap_or_default();
    JAPANESE.iter().any(|mark| head.ends_with(mark)) || MARKS.contains(&word) || names.iter().any(|name| !word.is_empty() && name == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_with_a_word_before_it_is_somebodys() {
        let says = |prose: &str| find("7", prose, &["shelf".to_owned()]).is_some();
        for prose in ["update transaction 7 to 90", "see #7", "order no. 7", "注文番号7を取り消す", "id: 7", "at shelf 7"] {
            assert!(says(prose), "{prose}");
        }
        for prose in ["on page 7", "activity 7: hike", "at 7 pm", "transaction 71", "7", "order\n7 cups"] {
            assert!(!says(prose), "{prose}");
        }
    }
}
