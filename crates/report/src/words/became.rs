//! What became of an action.

use sekisho_core::outcome::{Deviation, Mark};

use super::{Voice, sum};
use crate::Language;

pub(crate) fn deviation(deviation: &Deviation, voice: &Voice<'_>) -> String {
    let language = voice.language;
    match deviation {
        Deviation::More { approved, actual } => {
            let (approved, actual) = (sum(approved), sum(actual));
            language.pick(format!("承認より多い金額です：{approved} → {actual}"), format!("More moved: {actual} instead of {approved}"))
        }
        Deviation::Less { approved, actual } => {
            let (approved, actual) = (sum(approved), sum(actual));
            language.pick(format!("承認より少ない金額です：{approved} → {actual}"), format!("Less moved: {actual} instead of {approved}"))
        }
        Deviation::OtherCurrency { actual } => {
            let actual = sum(actual);
            language.pick(format!("承認と異なる通貨です：{actual}"), format!("Moved in another currency: {actual}"))
        }
        Deviation::UnaskedMoney { actual } => {
            let actual = sum(actual);
            language.pick(format!("申請にない金額が動きました：{actual}"), format!("Money moved that was not asked for: {actual}"))
        }
        Deviation::OtherPartner => language.pick("申請にない相手先です", "It went to somebody whom the action does not name").to_owned(),
        Deviation::ToldByOther { agent } => {
            let agent = voice.names.agent(*agent);
            language.pick(format!("別のエージェントが報告しました：{agent}"), format!("Another agent reported on it: {agent}"))
        }
        Deviation::Unused => language.pick("承認されましたが、使われませんでした", "Approved, and never used").to_owned(),
        Deviation::Unreported => language.pick("実行されましたが、結果の報告がありません", "Let run, and not reported").to_owned(),
    }
}

pub(crate) fn mark(mark: Mark, language: Language) -> &'static str {
    match mark {
        Mark::Good => language.pick("良好", "Good"),
        Mark::Harmful => language.pick("有害", "Harmful"),
        Mark::FalseAlarm => language.pick("誤検知", "False alarm"),
    }
}
