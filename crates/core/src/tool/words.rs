//! The words in tool names that tell what a tool does.

use super::Effect;
pub(super) use chat::describes_chat;
use chat::to_members;

mod chat;

/// Verbs, by effect. A name may hold several; the one of most concern counts.
const VERBS: [(Effect, &[&str]); 8] = [
    (
        Effect::Read,
        &[
            "get",
            "list",
            "search",
            "read",
            "find",
            "fetch",
            "lookup",
            "view",
            "show",
            "describe",
            "count",
            "check",
            "inspect",
            "browse",
            "summarize",
        ],
    ),
    (
        Effect::Write,
        &[
            "create", "add", "update", "edit", "write", "set", "save", "insert", "rename", "move", "copy", "upload", "append", "schedule",
            "book", "reserve", "cancel", "close", "open", "assign", "label", "tag", "archive", "restore", "merge", "upsert", "put",
            "patch", "import", "register", "renew", "log",
        ],
    ),
    (
        Effect::Delete,
        &["delete", "remove", "drop", "purge", "erase", "wipe", "destroy", "truncate", "clear", "unlink", "rm", "terminate", "trash"],
    ),
    (
        Effect::Send,
        &["send", "mail", "email", "notify", "message", "reply", "forward", "invite", "dm", "sms", "call", "submit", "share", "export"],
    ),
    (Effect::Publish, &["publish", "post", "tweet", "broadcast", "announce", "release", "comment"]),
    (
        Effect::Pay,
        &[
            "pay",
            "transfer",
            "wire",
            "remit",
            "refund",
            "purchase",
            "buy",
            "order",
            "charge",
            "withdraw",
            "deposit",
            "invoice",
            "payout",
            "donate",
            "reimburse",
        ],
    ),
    (Effect::Grant, &["grant", "permit", "authorize", "approve", "allow", "elevate", "promote", "impersonate", "chmod", "chown"]),
    (
        Effect::Execute,
        &[
            "execute", "exec", "run", "eval", "deploy", "shell", "bash", "command", "install", "restart", "shutdown", "reboot", "start",
            "stop", "rollback", "apply", "migrate", "spawn", "invoke",
        ],
    ),
];

/// Words that are also things one can look at: behind a verb that reads, they name what is read.
pub(super) const NOUNS: &[&str] = &[
    "call", "charge", "command", "comment", "deposit", "email", "export", "import", "invoice", "label", "mail", "message", "order",
    "payout", "permit", "post", "purchase", "refund", "release", "reply", "run", "schedule", "share", "sms", "tag", "transfer", "tweet",
    "status", "copy", "book", "set", "query", "view", "log",
];

/// Words that make a plain verb move money.
const MONEY: &[&str] = &[
    "money", "payment", "payments", "funds", "cash", "refund", "refunds", "invoice", "wire", "payroll", "salary", "order", "purchase",
    "kyuuyo", "kyuyo",
];

/// Words that make a plain change one of access.
const ACCESS: &[&str] =
    &["password", "passwords", "credential", "credentials", "permission", "permissions", "secret", "secrets", "token", "tokens"];

/// Japanese, which has no spaces: the first part found in the name, worst effects first.
const JAPANESE: [(Effect, &[&str]); 8] = [
    (Effect::Execute, &["実行", "反映", "デプロイ", "適用", "再起動", "停止", "起動"]),
    (Effect::Grant, &["権限", "付与", "許可"]),
    (Effect::Pay, &["送金", "振込", "振替", "支払", "発注", "購入", "注文", "返金", "入金", "出金", "決済"]),
    (Effect::Publish, &["公開", "投稿", "配信", "発表"]),
    (Effect::Send, &["送信", "送付", "通知", "返信", "メール", "招待", "共有"]),
    (Effect::Delete, &["削除", "消去", "破棄", "解約"]),
    (Effect::Write, &["作成", "登録", "更新", "変更", "編集", "追加", "予約", "保存", "移動"]),
    (Effect::Read, &["取得", "検索", "照会", "参照", "一覧", "閲覧", "表示"]),
];

/// Japanese in Latin letters, as tools of Japanese firms are called. What could be a harmless word as well, such as `shoukai` (to look up,
/// and to introduce), is among those that only count where the description agrees.
const ROMANISED: [(Effect, &[&str]); 8] = [
    (Effect::Read, &["kensaku", "ichiran", "shoukai", "shokai", "shutoku", "sanshou", "hyouji", "etsuran"]),
    (Effect::Write, &["sakusei", "touroku", "koushin", "henkou", "hensyuu", "henshuu", "tsuika", "yoyaku", "hozon", "shuusei", "shusei"]),
    (Effect::Delete, &["sakujo", "haki", "kaiyaku"]),
    (Effect::Send, &["soushin", "soufu", "tsuuchi", "henshin", "shoutai", "kyouyuu", "shinsei"]),
    (Effect::Publish, &["koukai", "toukou", "haishin", "happyou"]),
    (Effect::Pay, &["soukin", "furikomi", "furikae", "shiharai", "hacchu", "hatchuu", "kounyuu", "chuumon", "henkin", "kessai"]),
    (Effect::Grant, &["kengen", "fuyo", "shounin", "kyoka"]),
    (Effect::Execute, &["jikkou", "hanei", "tekiyou", "teishi", "kidou"]),
];

/// Verbs that do the same a second time with `re` before them: `reschedule`.
const AGAIN: &[&str] = &["assign", "book", "open", "schedule", "send"];

/// Words that join two things, so that what stands before them says nothing of the whole.
const CONNECTORS: &[&str] = &["and", "then", "or", "out", "plus", "into", "with"];

/// The effect that a tool's name tells, with the word that tells it.
///
/// Reads pass without a person, so a name is a read only as a whole: in one script, starting with a word that reads in English
/// or ending with one in Japanese, and with nothing in it that does more. For any other effect one word is enough.
pub(super) fn effect_of(name: &str) -> Option<(Effect, String)> {
    let found = [japanese(name), english(name)].into_iter().flatten().max_by_key(|(effect, _)| *effect)?;
    (found.0 != Effect::Read || reads(name)).then_some(found)
}

fn reads(name: &str) -> bool {
    if name.is_ascii() {
        let words = split(name);
        let starts = words.first().and_then(|word| verb(word)) == Some(Effect::Read);
        return starts && !words.iter().any(|word| CONNECTORS.contains(&word.as_str()));
    }
    let is_japanese =
        |c: char| matches!(c, '\u{3005}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}');
    let ends =
        JAPANESE.iter().filter(|(effect, _)| *effect == Effect::Read).any(|(_, parts)| parts.iter().any(|part| name.ends_with(part)));
    ends && name.chars().all(is_japanese) && !["を", "して", "する", "し"].iter().any(|joint| name.contains(joint))
}

/// The word that a name ends with, if it is one for looking: `rate_lookup`, `shain_shoukai`. By itself that says too little, as
/// `reset_view` ends so, too.
pub(super) fn reads_last(name: &str) -> Option<String> {
    let words = split(name);
    let last = words.last().filter(|_| name.is_ascii() && !words.iter().any(|word| CONNECTORS.contains(&word.as_str())))?;
    (effect_of_word(last) == Some(Effect::Read)).then(|| last.clone())
}

fn japanese(name: &str) -> Option<(Effect, String)> {
    let found = JAPANESE.iter().find_map(|(effect, parts)| Some((*effect, *parts.iter().find(|part| name.contains(**part))?)));
    found.map(|(effect, part)| to_members(name, effect, part))
}

/// The worst of the verbs in a sentence that something does: those with one of `endings` right behind them, or the end of the sentence.
pub(super) fn japanese_verbs(sentence: &str, endings: &[&str]) -> Option<(Effect, String)> {
    let does = |part: &str| {
        let behind = sentence.match_indices(part).filter_map(|(at, _)| sentence.get(at + part.len()..));
        behind.into_iter().any(|rest| rest.trim().is_empty() || endings.iter().any(|ending| rest.starts_with(ending)))
    };
    let found = JAPANESE.iter().find_map(|(effect, parts)| Some((*effect, *parts.iter().find(|part| does(part))?)));
    let found = found.map(|(effect, part)| to_members(sentence, effect, part));
    let looks = || ["返します", "引きます", "調べます", "探します"].iter().find(|verb| sentence.contains(**verb));
    found.or_else(|| looks().map(|verb| (Effect::Read, (*verb).to_owned())))
}

/// Whether a sentence tells of more than one thing that is done, so that how it begins or ends says nothing of the whole.
pub(super) fn joins(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let joint = ["、", "して", "し、", "後", "あと", ","].iter().any(|joint| lower.contains(joint));
    joint || lower.split(|c: char| !c.is_alphanumeric()).any(|word| ["and", "then", "plus"].contains(&word))
}

fn english(name: &str) -> Option<(Effect, String)> {
    let words = split(name);
    let reads_first = words.first().and_then(|word| verb(word)) == Some(Effect::Read);
    let joined = words.iter().any(|word| CONNECTORS.contains(&word.as_str()));
    // Behind a verb that reads, the last words name what is read.
    let is_noun = |index: usize, word: &str| index > 0 && reads_first && !joined && NOUNS.contains(&word) && words.len() <= index + 2;
    let found = words
        .iter()
        .enumerate()
        .filter(|(index, word)| !is_noun(*index, word))
        .filter_map(|(_, word)| effect_of_word(word).or_else(|| hidden(word)).map(|effect| (effect, word.clone())))
        .max_by_key(|(effect, _)| *effect)?;
    if let Some(chat) = chat::in_name(&words).filter(|_| found.1 == "post") {
        return Some((Effect::Send, chat.clone()));
    }
    // `send_money`, `create_payment`, `schedule_order`: what is sent or made is money.
    let moves_money = found.0 > Effect::Read && found.0 < Effect::Pay;
    if let Some(word) = words.iter().find(|word| moves_money && MONEY.contains(&word.as_str())) {
        return Some((Effect::Pay, word.clone()));
    }
    let changes = found.0 > Effect::Read && found.0 < Effect::Grant;
    match words.iter().find(|word| changes && ACCESS.contains(&word.as_str())) {
        Some(word) => Some((Effect::Grant, word.clone())),
        None => Some(found),
    }
}

/// `sendmail`, `paynow`, `pay2`: a verb of concern that a word starts with, unless the word is the name of a thing.
fn hidden(word: &str) -> Option<Effect> {
    const STARTS: [(Effect, &str); 7] = [
        (Effect::Execute, "exec"),
        (Effect::Execute, "deploy"),
        (Effect::Pay, "pay"),
        (Effect::Pay, "transfer"),
        (Effect::Publish, "publish"),
        (Effect::Send, "send"),
        (Effect::Delete, "delet"),
    ];
    const THINGS: [&str; 14] = [
        "payment",
        "payments",
        "payee",
        "payees",
        "payer",
        "payroll",
        "payload",
        "transfers",
        "sender",
        "senders",
        "deployments",
        "deployment",
        "publisher",
        "publishers",
    ];
    let starts = STARTS.iter().find(|(_, start)| word.starts_with(start) && !THINGS.contains(&word));
    starts.map(|(effect, _)| *effect)
}

pub(super) fn verb(word: &str) -> Option<Effect> {
    let word = word.strip_prefix("re").filter(|again| AGAIN.contains(again)).unwrap_or(word);
    VERBS.iter().rev().find(|(_, verbs)| verbs.contains(&word)).map(|(effect, _)| *effect)
}

fn effect_of_word(word: &str) -> Option<Effect> {
    let romanised = || ROMANISED.iter().find(|(_, words)| words.contains(&word)).map(|(effect, _)| *effect);
    verb(word).or_else(romanised)
}

/// `sendMoney`, `send_money`, `send-money` and `bank.sendMoney` are the same words.
fn split(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous = ' ';
    for character in name.chars() {
        let starts_word = character.is_uppercase() && !previous.is_uppercase();
        if starts_word || !character.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.extend(character.to_lowercase());
        }
        previous = character;
    }
    words.retain(|word| !word.is_empty());
    words
}
