//! What came of an action.

use sekisho_core::{ledger::Entry, outcome::Aftermath, review::State};

use crate::{
    Record,
    page::{Block, Row, Section, code, say},
    words::{self, Voice},
};

pub(super) fn section(record: &Record, voice: &Voice<'_>) -> Option<Section> {
    let (language, times) = (voice.language, voice.times);
    let ran = match &record.state {
        State::Approved(approval) => {
            let until = times.exact(approval.expires_at);
            language.pick(format!("未実行（承認の有効期限 {until}）"), format!("Not run (the approval is valid until {until})"))
        }
        State::Consumed { consumption, .. } => {
            let at = times.exact(consumption.at);
            language.pick(format!("{at}に実行を許可。結果の報告はありません"), format!("Let run at {at}; nothing was reported"))
        }
        State::Reported { consumption, outcome, .. } => {
            let (at, told) = (times.exact(consumption.at), times.exact(outcome.at));
            let (japanese, english) = if outcome.succeeded { ("完了", "it worked") } else { ("失敗", "it failed") };
            language.pick(format!("{at}に実行を許可、{told}に{japanese}の報告"), format!("Let run at {at}; reported at {told}: {english}"))
        }
        State::Held(_) | State::Denied { .. } | State::Expired { .. } | State::Cancelled { .. }
            if record.aftermath == Aftermath::default() =>
        {
            return None;
        }
        State::Held(_) | State::Denied { .. } | State::Expired { .. } | State::Cancelled { .. } => {
            language.pick("実行していません", "Not run").to_owned()
        }
    };
    let mut blocks = vec![Block::Facts(vec![(language.pick("実行", "Execution").to_owned(), say(&ran))])];
    let told = told(record, voice);
    if !told.is_empty() {
        blocks.push(Block::Title(language.pick("エージェントの報告（未確認）", "As the agent told, not verified").to_owned()));
        blocks.push(Block::Claims(told));
    }
    let deviations = record.aftermath.deviations.iter();
    let deviation = language.pick("承認との相違", "Otherwise than approved");
    let mut found: Vec<Row> = deviations.map(|one| (deviation.to_owned(), say(&words::deviation(one, voice)))).collect();
    if let Some(marked) = &record.aftermath.mark {
        let (by, at, word) = (voice.names.reviewer(marked.by), times.exact(marked.at), words::mark(marked.mark, language));
        let note = marked.note.as_deref().map(|note| language.pick(format!("　{note}"), format!(": {note}"))).unwrap_or_default();
        let said = language.pick(format!("{word}（{by}　{at}）{note}"), format!("{word} ({by}, {at}){note}"));
        found.push((language.pick("評価", "Marked as").to_owned(), say(&said)));
    }
    if !found.is_empty() {
        blocks.push(Block::Facts(found));
    }
    Some(Section { title: language.pick("結果", "Outcome").to_owned(), blocks })
}

fn told(record: &Record, voice: &Voice<'_>) -> Vec<Row> {
    let language = voice.language;
    let told = record.aftermath.told.clone().unwrap_or_default();
    let mut rows = Vec::new();
    let mut row = |name: &str, said| rows.push((name.to_owned(), said));
    if let Some(amount) = &told.amount {
        row(language.pick("実際の金額", "Moved"), say(&words::sum(amount)));
    }
    let reported =
        record.history.iter().find_map(|(_, entry)| if let Entry::Reported { note, .. } = entry { note.as_deref() } else { None });
    let texts = [
        (language.pick("相手先", "With"), &told.counterparty),
        (language.pick("証憑", "Evidence"), &told.link),
        (language.pick("報告の内容", "In its words"), &told.note),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            row(name, say(text));
        }
    }
    if let Some(hash) = &told.voucher {
        row(language.pick("証憑のSHA-256", "SHA-256 of it"), code(&hash.to_string()));
    }
    if let Some(note) = reported {
        row(language.pick("完了・失敗の報告", "With the report"), say(note));
    }
    rows
}
