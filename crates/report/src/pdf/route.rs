//! Who decided by which way, and what happened in order of time.

use sekisho_core::{
    ledger::{Circulated, Entry},
    review::{Approval, Decider, State},
    time::Time,
};

use super::stamps;
use crate::{
    Record,
    page::{Block, Column, Say, Section, say},
    words::{self, Voice},
};

/// What the decision was, in a sentence or two.
pub(super) fn note(record: &Record, voice: &Voice<'_>) -> Say {
    let (language, times) = (voice.language, voice.times);
    let decided = |by: &Decider, ahead: bool, at: Time, words: Option<&str>| {
        let (by, at) = (words::decider(by, ahead, &record.assessment.judgement, voice), times.exact(at));
        let said = say(&language.pick(format!("{at}　{by}"), format!("{at}, {by}")));
        match words {
            Some(words) => said.and(say("\n")).and(say(words)),
            None => said,
        }
    };
    match &record.state {
        State::Held(held) => {
            let (with, until) = (words::assignee(&held.with, voice), times.exact(held.due_at));
            say(&language.pick(
                format!("この申請はまだ決裁されていません。{with}の確認待ちです（期限 {until}）。"),
                format!("This is not decided. It waits for {with}, until {until}."),
            ))
        }
        State::Approved(approval) | State::Consumed { approval, .. } | State::Reported { approval, .. } => {
            let Approval { by, at, note, grant, .. } = approval;
            // What a rule says stands with the reasons, in this language.
            let note = note.as_deref().filter(|_| matches!(by, Decider::Reviewer(_)));
            decided(by, grant.is_some(), *at, note)
        }
        State::Denied { by, at, note, how: _ } => decided(by, false, *at, note.as_deref().filter(|_| matches!(by, Decider::Reviewer(_)))),
        State::Expired { at } => {
            let at = times.exact(*at);
            say(&language.pick(format!("{at}　回答がないまま期限切れ"), format!("{at}: nobody answered in time")))
        }
        State::Cancelled { at } => {
            let at = times.exact(*at);
            say(&language.pick(format!("{at}　エージェントが取り下げ"), format!("{at}: taken back by the agent")))
        }
    }
}

/// The stations, and who reads about it.
pub(super) fn section(record: &Record, voice: &Voice<'_>) -> Option<Section> {
    let language = voice.language;
    let answers = stamps::answers(record, voice);
    if answers.is_empty() && record.way.is_none() {
        return None;
    }
    let rows = answers.into_iter().map(|answer| {
        let by = match answer.stands_for {
            Some(absent) => {
                let name = &answer.name;
                language.pick(format!("{name}（{absent}の代理）"), format!("{name} (standing in for {absent})"))
            }
            None => answer.name,
        };
        vec![
            say(&answer.station),
            say(&by),
            say(answer.word),
            say(&answer.at.map(|at| voice.times.column(at)).unwrap_or_default()),
            say(&answer.note),
        ]
    });
    let columns = vec![
        Column::new(language.pick("段階", "Station"), 3),
        Column::new(language.pick("決裁者", "By"), 4),
        Column::new(language.pick("結果", "Said"), 2),
        Column::new(language.pick("日時", "When"), 0),
        Column::new(language.pick("理由・意見", "Words"), 5),
    ];
    let mut blocks = Vec::new();
    if let Some(way) = &record.way {
        let route = language.pick(format!("決裁ルート：{}", way.route), format!("Route: {}", way.route));
        blocks.push(Block::Title(route));
        blocks.extend(way.detour.as_ref().map(|detour| Block::Note(say(&words::detour(detour, language)))));
    }
    blocks.push(Block::Table(columns, rows.collect()));
    let readers = readers(record, voice);
    if !readers.is_empty() {
        blocks.push(Block::Title(language.pick("回覧", "For reading").to_owned()));
        blocks.push(Block::Table(
            vec![
                Column::new(language.pick("回覧先", "Reader"), 3),
                Column::new(language.pick("区分", "For"), 3),
                Column::new(language.pick("確認", "Read"), 4),
            ],
            readers,
        ));
    }
    Some(Section { title: language.pick("決裁の経路", "Route").to_owned(), blocks })
}

fn readers(record: &Record, voice: &Voice<'_>) -> Vec<Vec<Say>> {
    let language = voice.language;
    let told =
        record.history.iter().filter_map(|(_, entry)| if let Entry::Circulated(Circulated { to }) = entry { Some(to) } else { None });
    let read_at = |id| record.history.iter().find_map(|(at, entry)| matches!(entry, Entry::Read { by } if *by == id).then_some(*at));
    told.flatten()
        .map(|(reader, duty)| {
            let unread = || language.pick("未確認", "not read yet").to_owned();
            let read = read_at(*reader).map_or_else(unread, |at| voice.times.column(at));
            vec![say(&voice.names.reviewer(*reader)), say(words::duty(*duty, language)), say(&read)]
        })
        .collect()
}

/// What happened, in order of time.
pub(super) fn history(record: &Record, voice: &Voice<'_>) -> Section {
    let language = voice.language;
    let rows = record.history.iter().filter_map(|(at, entry)| {
        let said = say(&words::happened(entry, voice)?);
        let said = match words::note(entry) {
            Some(note) if !note.is_empty() => said.and(say("\n")).and(say(&language.pick(format!("「{note}」"), format!("“{note}”")))),
            Some(_) | None => said,
        };
        Some(vec![say(&voice.times.column(*at)), said])
    });
    let columns = vec![Column::new(language.pick("日時", "When"), 0), Column::new(language.pick("できごと", "What happened"), 7)];
    Section { title: language.pick("経緯", "History").to_owned(), blocks: vec![Block::Table(columns, rows.collect())] }
}
