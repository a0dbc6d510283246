//! The stamps 印影: who said yes or no at which station, as a row of boxes.

use sekisho_core::{
    ledger::{Entry, Voted},
    review::{Approval, Decider, No, State, Vote, Way},
    time::Time,
};

use crate::{
    Record,
    page::{Seal, Shape, Station, say},
    words::{self, Voice},
};

/// What somebody said at a station, or is to say.
pub(super) struct Answer {
    pub(super) station: String,
    /// Who; whoever is asked, if nobody answered.
    pub(super) name: String,
    pub(super) stands_for: Option<String>,
    pub(super) word: &'static str,
    /// When; none if nobody answered.
    pub(super) at: Option<Time>,
    pub(super) note: String,
    shape: Option<Shape>,
}

pub(super) fn stations(record: &Record, voice: &Voice<'_>) -> Vec<Station> {
    let language = voice.language;
    let station = |answer: Answer| {
        let seal = answer.shape.zip(answer.at).map(|(shape, at)| Seal {
            shape,
            name: if shape == Shape::Rule { answer.word.to_owned() } else { answer.name.clone() },
            day: voice.times.stamp(at),
        });
        let word = match &answer.stands_for {
            Some(absent) => language.pick(format!("{}（{absent}代理）", answer.word), format!("{} (for {absent})", answer.word)),
            None => answer.word.to_owned(),
        };
        let clock = answer.at.map(|at| voice.times.column(at)).unwrap_or_default();
        Station { title: answer.station, seal, word: say(&word), name: say(&answer.name), when: say(&clock) }
    };
    answers(record, voice).into_iter().map(station).collect()
}

/// Everything that was said, in the order of the stations, and who has not answered.
pub(super) fn answers(record: &Record, voice: &Voice<'_>) -> Vec<Answer> {
    let language = voice.language;
    let title = language.pick("決裁", "Decision");
    let mut answers = match (&record.way, record.state.approval()) {
        (Some(way), _) => way.stations.iter().enumerate().flat_map(|(number, _)| at_station(record, way, number, voice)).collect(),
        (None, Some(Approval { votes, .. })) => votes.iter().map(|vote| yes(record, vote, title.to_owned(), voice)).collect(),
        (None, None) => Vec::new(),
    };
    match &record.state {
        State::Held(held) if record.way.is_none() => {
            let name = words::assignee(&held.with, voice);
            answers.push(open(title.to_owned(), name, language.pick("未決裁", "open")));
        }
        State::Approved(approval) | State::Consumed { approval, .. } | State::Reported { approval, .. } => {
            // A yes that ends a way is one of its votes.
            if approval.votes.is_empty() {
                let note = approval.note.as_deref().filter(|_| matches!(approval.by, Decider::Reviewer(_)));
                let word = words::standing(&record.state, language);
                answers.push(last(record, title, &approval.by, approval.grant.is_some(), (word, approval.at, note), voice));
            }
        }
        State::Denied { by, at, note, how } => {
            let station = where_denied(record).unwrap_or(title);
            let word = match (by, how) {
                (Decider::Reviewer(_), No::Rejected) => language.pick("却下", "Rejected"),
                (Decider::Reviewer(_), No::AskedBack | No::Amended { .. }) => language.pick("差し戻し", "Sent back"),
                (Decider::Rule(_) | Decider::Budget(_), _) => language.pick("拒否", "Blocked"),
            };
            let note = note.as_deref().filter(|_| matches!(by, Decider::Reviewer(_)));
            let said = last(record, station, by, false, (word, *at, note), voice);
            // It stands where nobody needs to answer any more.
            let place = answers.iter().position(|answer: &Answer| answer.at.is_none()).unwrap_or(answers.len());
            answers.truncate(place);
            answers.push(said);
        }
        State::Held(_) | State::Expired { .. } | State::Cancelled { .. } => {}
    }
    answers
}

/// The station that a way had come to.
fn where_denied(record: &Record) -> Option<&str> {
    let way = record.way.as_ref()?;
    Some(way.stations.get(way.at()?)?.title.as_str())
}

fn at_station(record: &Record, way: &Way, number: usize, voice: &Voice<'_>) -> Vec<Answer> {
    let Some(station) = way.stations.get(number) else { return Vec::new() };
    let votes: Vec<_> = match record.state.approval() {
        Some(approval) => approval.votes.iter().filter(|vote| usize::from(vote.station) == number).collect(),
        None => way.filled(number).into_iter().flatten().collect(),
    };
    let filled = votes.len();
    let mut answers: Vec<_> = votes.into_iter().map(|vote| yes(record, vote, station.title.clone(), voice)).collect();
    let missing = usize::from(station.need).saturating_sub(filled);
    let open_places = station.places.iter().zip(way.filled(number)).filter(|(_, vote)| vote.is_none()).map(|(place, _)| place);
    let word = voice.language.pick("未承認", "not yet");
    if record.state.approval().is_none() {
        answers.extend(open_places.take(missing).map(|place| open(station.title.clone(), words::assignee(&place.asked(), voice), word)));
    }
    answers
}

fn yes(record: &Record, vote: &Vote, station: String, voice: &Voice<'_>) -> Answer {
    let said = record.history.iter().find_map(|(at, entry)| {
        let (Entry::Voted(Voted { by, note, .. }) | Entry::Approved { by, note }) = entry else { return None };
        note.clone().filter(|_| *by == vote.by && *at == vote.at)
    });
    Answer {
        station,
        name: voice.names.reviewer(vote.by),
        stands_for: vote.stands_for.map(|absent| voice.names.reviewer(absent)),
        word: voice.language.pick("承認", "Approved"),
        at: Some(vote.at),
        note: said.unwrap_or_default(),
        shape: Some(Shape::Person),
    }
}

fn last(record: &Record, station: &str, by: &Decider, ahead: bool, said: (&'static str, Time, Option<&str>), voice: &Voice<'_>) -> Answer {
    let (word, at, note) = said;
    let shape = match by {
        Decider::Reviewer(_) => Shape::Person,
        Decider::Rule(_) | Decider::Budget(_) => Shape::Rule,
    };
    let name = match by {
        Decider::Reviewer(id) => voice.names.reviewer(*id),
        Decider::Rule(_) | Decider::Budget(_) => words::decider(by, ahead, &record.assessment.judgement, voice),
    };
    let note = note.unwrap_or_default().to_owned();
    Answer { station: station.to_owned(), name, stands_for: None, word, at: Some(at), note, shape: Some(shape) }
}

fn open(station: String, name: String, word: &'static str) -> Answer {
    Answer { station, name, stands_for: None, word, at: None, note: String::new(), shape: None }
}
