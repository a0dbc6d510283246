//! What was asked: by whom, with which tool, and with all of its arguments.

use sekisho_core::{
    json::{Json, Node},
    money::Money,
};

use crate::{
    Record,
    page::{Block, Line, Row, Say, Section, code, say},
    words::{self, Voice},
};

/// A text that is longer stands below its name, where it can go on over pages.
const BESIDE_CHARS_MAX: usize = 400;

/// How many characters of a long text are laid out at once. Ends of lines fall there, too.
const PIECE_CHARS: usize = 4_000;

/// The claims that have a place of their own.
const KNOWN_CLAIMS: [&str; 3] = ["task", "on_behalf_of", "session"];

/// Tool, server and agent in a line.
pub(super) fn under(record: &Record, voice: &Voice<'_>) -> Say {
    let asked = &record.action.asked;
    let said = code(asked.tool.as_str());
    let said = match &asked.server {
        Some(server) => said.and(say(voice.language.pick("（", " on "))).and(say(server.as_str())).and(say(voice.language.pick("）", ""))),
        None => said,
    };
    let agent = voice.names.agent(record.action.agent);
    said.and(say(&voice.language.pick(format!("　申請 {agent}"), format!(" · asked by {agent}"))))
}

pub(super) fn section(record: &Record, voice: &Voice<'_>) -> Section {
    let (language, action) = (voice.language, &record.action);
    let (asked, class) = (&action.asked, &record.assessment.class);
    let mut facts = vec![
        (language.pick("操作", "Effect").to_owned(), say(words::effect(class.effect, language))),
        (language.pick("取消の可否", "Undoing").to_owned(), say(words::reversibility(class.reversibility, language))),
        (language.pick("ツール", "Tool").to_owned(), code(asked.tool.as_str())),
    ];
    if let Some(server) = &asked.server {
        facts.push((language.pick("サーバー", "Server").to_owned(), code(server.as_str())));
    }
    let amount = match &record.assessment.money {
        Money::None => None,
        Money::Amount(amount) => Some(words::amount(amount, language)),
        Money::Unread { pointer } => {
            Some(language.pick(format!("{pointer}の金額を読み取れません"), format!("The amount at {pointer} can't be read")))
        }
    };
    facts.extend(amount.map(|amount| (language.pick("金額", "Amount").to_owned(), say(&amount))));
    let agent = say(&voice.names.agent(action.agent)).and(say("　")).and(code(&action.agent.to_string()));
    let times = voice.times;
    facts.extend([
        (language.pick("申請者", "Asked by").to_owned(), agent),
        (language.pick("受付", "Received").to_owned(), say(&times.exact(action.received_at))),
        (language.pick("回答期限", "To be answered by").to_owned(), say(&times.exact(action.deadline_at))),
        (language.pick("時刻の表示", "Times are those of").to_owned(), say(&times.zone(action.received_at))),
        (language.pick("ダイジェスト", "Digest").to_owned(), code(&action.digest.to_string())),
    ]);
    Section { title: language.pick("申請", "Request").to_owned(), blocks: vec![Block::Facts(facts)] }
}

/// All arguments.
pub(super) fn arguments(record: &Record, voice: &Voice<'_>) -> Section {
    let language = voice.language;
    let lines = lines(record.action.asked.arguments.json(), voice, |_| true);
    let blocks = if lines.is_empty() {
        vec![Block::Note(say(language.pick("引数はありません。", "There are none.")))]
    } else {
        vec![Block::Lines(lines)]
    };
    Section { title: language.pick("操作の内容（引数のすべて）", "Arguments, all of them").to_owned(), blocks }
}

/// What the agent says, none of which is checked.
pub(super) fn claims(record: &Record, voice: &Voice<'_>) -> Option<Section> {
    let (language, asked) = (voice.language, &record.action.asked);
    let text = |key: &str| asked.claim(key).and_then(Json::as_str);
    let rows: Vec<Row> = [
        (language.pick("理由", "Reason"), asked.agent_reasoning.as_deref()),
        (language.pick("依頼内容", "Task"), text("task")),
        (language.pick("依頼者", "On behalf of"), text("on_behalf_of")),
        (language.pick("セッション", "Session"), text("session")),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some((name.to_owned(), say(text?))))
    .collect();
    let has_place = |node: &Node<'_>| node.depth == 1 && matches!(node.value, Json::String(_)) && KNOWN_CLAIMS.contains(&node.key);
    let others = asked.context.as_ref().map(|context| lines(context.json(), voice, |node| !has_place(node))).unwrap_or_default();
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Claims(rows));
    }
    if !others.is_empty() {
        blocks.extend([Block::Title(language.pick("その他の申告", "Other claims").to_owned()), Block::Lines(others)]);
    }
    let title = language.pick("エージェントの申告（未確認）", "Claimed by the agent, not verified");
    (!blocks.is_empty()).then(|| Section { title: title.to_owned(), blocks })
}

fn lines(json: &Json, voice: &Voice<'_>, is_told: impl Fn(&Node<'_>) -> bool) -> Vec<Line> {
    // The object around everything is no line of its own.
    json.walk().skip(1).filter(is_told).flat_map(|node| line(&node, voice)).collect()
}

/// A value as a line; a long text as several, of which only the first has a name.
fn line(node: &Node<'_>, voice: &Voice<'_>) -> Vec<Line> {
    let language = voice.language;
    let items = |count: usize| {
        let word = if count == 1 { "item" } else { "items" };
        language.pick(format!("{count}項目"), format!("{count} {word}"))
    };
    let (value, text) = match node.value {
        Json::Null => ("null".to_owned(), false),
        Json::Bool(value) => (value.to_string(), false),
        Json::Number(digits) => (digits.clone(), false),
        Json::String(text) if text.is_empty() => (language.pick("（空）", "(empty)").to_owned(), false),
        Json::String(text) => (text.clone(), true),
        Json::Array(values) => (items(values.len()), false),
        Json::Object(members) => (items(members.len()), false),
    };
    let key = if node.key.is_empty() { node.pointer.rsplit('/').next().unwrap_or_default() } else { node.key };
    let depth = node.depth.saturating_sub(1);
    if value.chars().count() <= BESIDE_CHARS_MAX {
        return vec![Line { depth, key: say(key), value: say(&value), text, long: false }];
    }
    let characters: Vec<char> = value.chars().collect();
    let piece = |(at, piece): (usize, &[char])| Line {
        depth,
        key: if at == 0 { say(key) } else { Say::default() },
        value: say(&piece.iter().collect::<String>()),
        text,
        long: true,
    };
    characters.chunks(PIECE_CHARS).enumerate().map(piece).collect()
}
