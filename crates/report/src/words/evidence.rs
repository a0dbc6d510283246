//! What a signal saw.

use sekisho_core::{
    command::Part,
    provenance::{Provenance, Traced},
    sensitive::{Datum, Secret},
    shown::{Shown, Span},
    signal::Evidence,
};

use super::{Voice, amount, does, effect, reversibility, source, sum};
use crate::Language;

/// A text with marks for what hides, to stand inside a sentence.
fn plain(shown: &Shown) -> String {
    let piece = |span: &Span| match span {
        Span::Text { text } => text.clone(),
        Span::Mark { code } => format!("<{code}>"),
    };
    shown.0.iter().map(piece).collect()
}

pub(crate) fn evidence(seen: &Evidence, voice: &Voice<'_>) -> String {
    let language = voice.language;
    match seen {
        Evidence::Effect { effect: does, source: how } => {
            let (does, how) = (effect(*does, language), source(how, language));
            language.pick(format!("{does}操作（{how}）"), format!("{does} ({how})"))
        }
        Evidence::Reversibility { reversibility: far } => reversibility(*far, language).to_owned(),
        Evidence::Amount { amount: moved } => {
            let moved = amount(moved, language);
            language.pick(format!("{moved}が動きます"), format!("Moves {moved}"))
        }
        Evidence::AmountUnread { pointer } => {
            language.pick(format!("{pointer}の金額を読み取れません"), format!("The amount at {pointer} can't be read"))
        }
        Evidence::FirstTime => language.pick("このエージェントの初めての操作です", "This agent has never called this tool").to_owned(),
        Evidence::Provenance { worst, others } => more(from(worst, language), *others, language),
        Evidence::Disguise { value, pointer: _ } => {
            let value = plain(value);
            language.pick(format!("{value}には見間違えやすい文字が使われています"), format!("{value} is written to be taken for another"))
        }
        Evidence::ReadLost => {
            language.pick("エージェントが読んだ内容の一部を保存できませんでした", "The agent has read more than could be kept").to_owned()
        }
        Evidence::Command { parts, others, pointer: _ } => {
            let parts: Vec<_> = parts.iter().map(|one| part(one, voice)).collect();
            more(voice.list(&parts), *others, language)
        }
        Evidence::ReadChanges { query, pointer: _ } => {
            let query = plain(query);
            language.pick(
                format!("参照用のツールですが、データを変更し得る問い合わせです：{query}"),
                format!("Said to look only, but this query may change data: {query}"),
            )
        }
        Evidence::Secret { pointer, kind } => secret(*kind, pointer, language),
        Evidence::Personal { pointer, datum, count } => personal(*datum, pointer, *count, language),
        Evidence::Exposed { private, stranger } => {
            let (private, stranger) = (plain(private), plain(stranger));
            language.pick(
                format!("社内の情報（{private}）と第三者の文章（{stranger}）を読んだうえで、外部へ出す操作です"),
                format!("The session has read private data ({private}) and a stranger's words ({stranger}), and this leads out"),
            )
        }
        Evidence::Told { origin, values, count } => told(origin, values, *count, voice),
        Evidence::LimitOver { .. }
        | Evidence::Jump { .. }
        | Evidence::Repeats { .. }
        | Evidence::Burst { .. }
        | Evidence::RecordDenied { .. }
        | Evidence::RecordFailed { .. } => compared(seen, language).unwrap_or_default(),
        Evidence::PartnerNew { partner, others } => {
            let partner = plain(partner);
            let words = language
                .pick(format!("このエージェントが{partner}を相手にするのは初めてです"), format!("This agent's first time with {partner}"));
            more(words, *others, language)
        }
        Evidence::Erased => language.pick("内容は消去されています", "Something of which the contents were erased").to_owned(),
        Evidence::OutsideHours => language.pick("業務時間外です", "Outside working hours").to_owned(),
    }
}

/// What was measured beside what is usual, or was laid down.
fn compared(seen: &Evidence, language: Language) -> Option<String> {
    if let Evidence::LimitOver { limit } = seen {
        let limit = sum(limit);
        return Some(
            language.pick(format!("このエージェントの上限{limit}を超えています"), format!("More than the limit of {limit} for this agent")),
        );
    }
    if let Evidence::Jump { usual, samples } = seen {
        let usual = amount(usual, language);
        return Some(language.pick(
            format!("このエージェントの通常の金額は{usual}程度です（過去{samples}件）"),
            format!("This agent usually moves about {usual} (of {samples} earlier ones)"),
        ));
    }
    if let Evidence::Repeats { times } = seen {
        return Some(repeats(*times, language));
    }
    if let Evidence::Burst { minute, usual } = seen {
        return Some(
            language.pick(format!("1分間に{minute}件の申請（通常は{usual}件）"), format!("{minute} actions in a minute, usually {usual}")),
        );
    }
    if let Evidence::RecordDenied { decided, denied } = seen {
        return Some(language.pick(
            format!("このエージェントの申請は、{decided}件中{denied}件が却下されています"),
            format!("People rejected {denied} of {decided} actions of this agent"),
        ));
    }
    let Evidence::RecordFailed { failed } = seen else { return None };
    let word = if *failed == 1 { "action" } else { "actions" };
    Some(language.pick(format!("このエージェントの操作は{failed}件失敗しています"), format!("{failed} {word} of this agent failed")))
}

fn more(words: String, others: u32, language: Language) -> String {
    if others == 0 {
        return words;
    }
    language.pick(format!("{words}（ほか{others}件）"), format!("{words}, and {others} more"))
}

fn from(traced: &Traced, language: Language) -> String {
    let value = plain(&traced.value);
    match traced.provenance {
        Provenance::User => language.pick(format!("{value}は依頼者の指定です"), format!("{value} is the user's choice")),
        Provenance::Trusted => {
            language.pick(format!("{value}は信頼できる情報源にあります"), format!("{value} comes from a trusted source"))
        }
        Provenance::Internal => {
            language.pick(format!("{value}は社内の情報にあります"), format!("{value} comes from the company's own sources"))
        }
        Provenance::Record => language.pick(format!("{value}は記録にあります"), format!("{value} comes from a record")),
        Provenance::Made => {
            language.pick(format!("{value}はどこにも根拠が見当たりません"), format!("{value} appears nowhere in what is known"))
        }
        Provenance::Untrusted => language.pick(
            format!("{value}は誰でも書ける文章にしか見当たりません"),
            format!("{value} appears only in a text that anybody may have written"),
        ),
    }
}

fn part(part: &Part, voice: &Voice<'_>) -> String {
    let language = voice.language;
    let (what, text) = (does(part.does, language), plain(&part.text));
    if part.hosts.is_empty() {
        return language.pick(format!("{what}：{text}"), format!("{what}: {text}"));
    }
    let hosts: Vec<_> = part.hosts.iter().map(plain).collect();
    let hosts = voice.list(&hosts);
    language.pick(format!("{what}（{hosts}）：{text}"), format!("{what} ({hosts}): {text}"))
}

fn secret(kind: Secret, pointer: &str, language: Language) -> String {
    match kind {
        Secret::Password => language.pick(format!("{pointer}のパスワードが外部に出ます"), format!("A password would leave, at {pointer}")),
        Secret::Token => language.pick(format!("{pointer}の認証キーが外部に出ます"), format!("A key or token would leave, at {pointer}")),
        Secret::PrivateKey => language.pick(format!("{pointer}の秘密鍵が外部に出ます"), format!("A private key would leave, at {pointer}")),
    }
}

fn personal(datum: Datum, pointer: &str, count: u32, language: Language) -> String {
    let one = count == 1;
    let (japanese, english) = match datum {
        Datum::Mail => ("メールアドレス", if one { "mail address" } else { "mail addresses" }),
        Datum::Phone => ("電話番号", if one { "phone number" } else { "phone numbers" }),
        Datum::Birth => ("生年月日", if one { "date of birth" } else { "dates of birth" }),
        Datum::Card => ("カード番号", if one { "card number" } else { "card numbers" }),
        Datum::MyNumber => ("マイナンバー", if one { "My Number" } else { "My Numbers" }),
    };
    language.pick(format!("{pointer}の{japanese}{count}件が外部に出ます"), format!("{count} {english} would leave, at {pointer}"))
}

fn told(origin: &Shown, values: &[Shown], count: u32, voice: &Voice<'_>) -> String {
    let values: Vec<_> = values.iter().map(plain).collect();
    let (origin, values) = (plain(origin), voice.list(&values));
    let english = if count == 1 {
        format!("Does what a text by a stranger says ({origin}): {values}")
    } else {
        format!("Does what a text by a stranger says ({origin}): {count} values such as {values}")
    };
    voice.language.pick(format!("第三者の文章（{origin}）に書かれたとおりの操作です：{values}など{count}件が一致"), english)
}

fn repeats(times: u32, language: Language) -> String {
    let word = if times == 1 { "time" } else { "times" };
    language.pick(
        format!("まったく同じ申請が10分以内に{times}回ありました"),
        format!("Asked {times} {word} before within ten minutes, exactly like this"),
    )
}
