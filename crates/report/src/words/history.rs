//! What happened to an action.

use sekisho_core::{
    budget::Booked,
    ledger::{Circulated, Custody, Denied, Deviated, Entry, Granted, Moved, Received, SetMark, UnderGrant, Voted},
    review::No,
    rules::Verdict,
};

use super::{Voice, assignee, deviation, kept::keeping, mark, sum};
use crate::Language;

/// An event in words; none if it is not about an action.
pub(crate) fn happened(entry: &Entry, voice: &Voice<'_>) -> Option<String> {
    let language = voice.language;
    Some(match entry {
        Entry::Received(Received { verdict, .. }) => received(*verdict, language).to_owned(),
        Entry::Voted(vote) => voted(vote, voice),
        Entry::Reminded => language.pick("確認者に催促", "Reminder sent").to_owned(),
        Entry::Withdrawn { .. }
        | Entry::Taken { .. }
        | Entry::Released { .. }
        | Entry::Viewed(_)
        | Entry::Commented { .. }
        | Entry::Read { .. } => return attended(entry, voice),
        Entry::Escalated { .. }
        | Entry::Raised { .. }
        | Entry::Forgotten { .. }
        | Entry::Returned { .. }
        | Entry::Approved { .. }
        | Entry::Granted(_)
        | Entry::UnderGrant(_)
        | Entry::Denied(_)
        | Entry::Resubmitted { .. }
        | Entry::AskedAgain { .. } => return decided(entry, voice),
        Entry::Expired
        | Entry::Cancelled
        | Entry::Consumed
        | Entry::Booked(_)
        | Entry::ActualTold { .. }
        | Entry::Told(_)
        | Entry::Deviated(_)
        | Entry::Marked(_)
        | Entry::Reported { .. }
        | Entry::Custody(_) => return became(entry, voice),
        Entry::Circulated(told) => circulated(told, voice),
        Entry::Keeping(kept) => return keeping(kept, voice),
        Entry::AgentAdded(_)
        | Entry::GrantRevoked(_)
        | Entry::AgentTermsSet(_)
        | Entry::AgentRevoked(_)
        | Entry::ReviewerAdded { .. }
        | Entry::ReviewerRoleSet { .. }
        | Entry::ReviewerRenamed { .. }
        | Entry::ReviewerRevoked { .. }
        | Entry::AgentOverstepped(_)
        | Entry::Halted { .. }
        | Entry::ResumeAsked { .. }
        | Entry::Resumed { .. }
        | Entry::HaltAcknowledged { .. }
        | Entry::SecondPersonSet(_)
        | Entry::ToolsImported(_)
        | Entry::ToolConfirmed(_)
        | Entry::ToolChanged(_)
        | Entry::OriginTrusted(_)
        | Entry::BudgetSet(_)
        | Entry::BudgetEnded(_)
        | Entry::OrganisationSet { .. }
        | Entry::ChartSet(_)
        | Entry::StandardsSet(_) => return None,
    })
}

/// What people did around an answer.
fn attended(entry: &Entry, voice: &Voice<'_>) -> Option<String> {
    let by = |id, japanese: &str, english: &str| {
        let name = voice.names.reviewer(id);
        Some(voice.language.pick(format!("{name}{japanese}"), format!("{name} {english}")))
    };
    if let Entry::Withdrawn { by: who } = entry {
        return by(*who, "が承認を取り消し", "took their approval back");
    }
    if let Entry::Taken { by: who } = entry {
        return by(*who, "が対応を開始", "is on it");
    }
    if let Entry::Released { by: who } = entry {
        return by(*who, "が対応を中止", "is no longer on it");
    }
    if let Entry::Viewed(viewed) = entry {
        return by(viewed.by, "が閲覧", "saw it");
    }
    if let Entry::Commented { by: who, text: _ } = entry {
        return by(*who, "のコメント", "remarked");
    }
    let Entry::Read { by: who } = entry else { return None };
    let name = voice.names.reviewer(*who);
    Some(voice.language.pick(format!("{name}が確認"), format!("Read by {name}")))
}

/// Who was asked, how it was decided, and what that does to others.
fn decided(entry: &Entry, voice: &Voice<'_>) -> Option<String> {
    let (language, names) = (voice.language, voice.names);
    let by = |id, japanese: &str, english: &str| {
        let name = names.reviewer(id);
        language.pick(format!("{name}{japanese}"), format!("{name} {english}"))
    };
    if let Entry::Escalated { by, to, note: _ } = entry {
        let (by, to) = (names.reviewer(*by), assignee(to, voice));
        return Some(language.pick(format!("{by}が{to}へ上申"), format!("{by} escalated to {to}")));
    }
    if let Entry::Raised { to } = entry {
        let to = assignee(to, voice);
        return Some(language.pick(format!("回答がないため、{to}へ自動で上申"), format!("Raised to {to}, as nobody answered")));
    }
    if let Entry::Forgotten { reviewer } = entry {
        let name = names.reviewer(*reviewer);
        return Some(language.pick(
            format!("{name}が決裁できなくなったため、その承認は無効に"),
            format!("The approval by {name} no longer counts, as they can't decide any more"),
        ));
    }
    if let Entry::Returned { from } = entry {
        let from = assignee(from, voice);
        return Some(language.pick(
            format!("{from}が回答できなくなったため、全員の確認待ちに戻りました"),
            format!("Back with everyone, as {from} can no longer answer"),
        ));
    }
    if let Entry::Approved { by: who, note: _ } = entry {
        return Some(by(*who, "が承認", "approved"));
    }
    if let Entry::Granted(granted) = entry {
        return Some(ahead(granted, voice));
    }
    if let Entry::UnderGrant(UnderGrant { number, grant: _ }) = entry {
        return Some(language.pick(format!("事前承認により通過（{number}回目）"), format!("Passed by a grant, use {number}")));
    }
    if let Entry::Denied(Denied { by: who, how, reason: _ }) = entry {
        return Some(match how {
            No::Rejected => by(*who, "が却下", "rejected"),
            No::AskedBack => by(*who, "が質問を付けて差し戻し", "sent it back with a question"),
            No::Amended { .. } => by(*who, "が修正案を付けて差し戻し", "sent it back with other values"),
        });
    }
    if let Entry::AskedAgain { by: again } = entry {
        return Some(language.pick(format!("エージェントが再申請（{again}）"), format!("The agent asked again ({again})")));
    }
    let Entry::Resubmitted { of, as_amended } = entry else { return None };
    Some(if *as_amended {
        language.pick(format!("修正案どおりに再申請（前回 {of}）"), format!("Asked again exactly as proposed (before as {of})"))
    } else {
        language.pick(format!("差し戻しへの回答として再申請（前回 {of}）"), format!("Asked again after it was sent back (as {of})"))
    })
}

/// What came of it.
fn became(entry: &Entry, voice: &Voice<'_>) -> Option<String> {
    let (language, names) = (voice.language, voice.names);
    let plain = |japanese: &str, english: &str| Some(language.pick(japanese, english).to_owned());
    if let Entry::Booked(moved) = entry {
        return Some(booked(moved, language));
    }
    if let Entry::ActualTold { actual } = entry {
        let actual = sum(actual);
        return Some(language.pick(format!("実際の金額の報告：{actual}"), format!("The agent told the actual amount: {actual}")));
    }
    if let Entry::Deviated(Deviated { deviations, holds: _ }) = entry {
        let how: Vec<_> = deviations.iter().map(|one| deviation(one, voice)).collect();
        let how = how.join(language.pick("、", ", "));
        return Some(language.pick(format!("承認との相違：{how}"), format!("Otherwise than approved: {how}")));
    }
    if let Entry::Marked(SetMark { by, mark: set, .. }) = entry {
        let (by, set) = (names.reviewer(*by), mark(*set, language));
        return Some(language.pick(format!("{by}が結果を「{set}」と評価"), format!("{by} marked the outcome: {set}")));
    }
    if let Entry::Custody(Custody::ReportMade(made)) = entry {
        let Some(who) = made.by.map(|who| names.reviewer(who)) else { return plain("決裁書を作成", "A record of it was made") };
        return Some(language.pick(format!("{who}が決裁書を作成"), format!("{who} had a record of it made")));
    }
    if let Entry::Reported { succeeded, note: _ } = entry {
        return if *succeeded {
            plain("エージェントから完了の報告", "The agent reports that it worked")
        } else {
            plain("エージェントから失敗の報告", "The agent reports a failure")
        };
    }
    if *entry == Entry::Expired {
        return plain("回答がないまま期限切れ", "Expired without an answer");
    }
    if *entry == Entry::Cancelled {
        return plain("エージェントが取り下げ", "Withdrawn by the agent");
    }
    if *entry == Entry::Consumed {
        return plain("実行を許可", "Let run");
    }
    if let Entry::Told(_) = entry { plain("実際の結果の報告", "The agent told what really happened") } else { None }
}

fn received(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Pass => language.pick("受け付け、自動承認", "Received and passed by rule"),
        Verdict::Hold => language.pick("受け付け、確認待ちに", "Received and held for a person"),
        Verdict::Block => language.pick("受け付け、ガードレールが拒否", "Received and blocked"),
    }
}

fn voted(Voted { by, stands_for, station, note: _ }: &Voted, voice: &Voice<'_>) -> String {
    let by = voice.names.reviewer(*by);
    match stands_for.map(|absent| voice.names.reviewer(absent)) {
        None => voice.language.pick(format!("{by}が承認（{station}）"), format!("{by} approved ({station})")),
        Some(absent) => {
            voice.language.pick(format!("{by}が{absent}の代理で承認（{station}）"), format!("{by} approved for {absent} ({station})"))
        }
    }
}

fn ahead(Granted { times, until, .. }: &Granted, voice: &Voice<'_>) -> String {
    let until = voice.times.exact(*until);
    let english = if *times == 1 { "once more".to_owned() } else { format!("{times} more times") };
    voice.language.pick(format!("事前承認：{until}まであと{times}回"), format!("Granted in advance: {english}, until {until}"))
}

fn circulated(Circulated { to }: &Circulated, voice: &Voice<'_>) -> String {
    if to.is_empty() {
        let nobody = voice.language.pick("回覧先の人がいないため、回覧なし", "Not circulated, as nobody was left to read it");
        return nobody.to_owned();
    }
    let to: Vec<_> = to.iter().map(|(reader, _)| voice.names.reviewer(*reader)).collect();
    let to = to.join(voice.language.pick("、", ", "));
    voice.language.pick(format!("{to}に回覧"), format!("Circulated to {to}"))
}

fn booked(Moved { name, booked, sum: moved, .. }: &Moved, language: Language) -> String {
    let amount = sum(moved);
    match booked {
        Booked::Held => language.pick(format!("予算「{name}」から{amount}を確保"), format!("{amount} held in “{name}”")),
        Booked::Unused => {
            language.pick(format!("承認が使われず、予算「{name}」に{amount}を戻入"), format!("Approval unused: {amount} back to “{name}”"))
        }
        Booked::Spent => language.pick(format!("予算「{name}」から{amount}を支出"), format!("{amount} spent from “{name}”")),
        Booked::Over => {
            language.pick(format!("予算「{name}」の承認額を{amount}超過"), format!("{amount} over what was approved in “{name}”"))
        }
        Booked::Returned => language.pick(
            format!("予算「{name}」に{amount}を戻入（実行側の申告）"),
            format!("{amount} given back to “{name}”, on the executor’s word"),
        ),
    }
}

/// What was said with an event.
pub(crate) fn note(entry: &Entry) -> Option<&str> {
    if let Entry::Voted(Voted { note, .. }) | Entry::Marked(SetMark { note, .. }) = entry {
        return note.as_deref();
    }
    if let Entry::Approved { note, .. } | Entry::Reported { note, .. } = entry {
        return note.as_deref();
    }
    if let Entry::Escalated { note, .. } = entry {
        return Some(note);
    }
    if let Entry::Commented { text, .. } = entry {
        return Some(text);
    }
    if let Entry::Denied(Denied { reason, .. }) = entry { Some(reason) } else { None }
}
