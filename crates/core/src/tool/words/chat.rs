//! Posts to a chat, which only its members read, told from those that anybody reads.

use super::Effect;

/// Where a post is only read by the members.
const CHATS: &[&str] = &["chat", "chatwork", "dm", "mattermost", "slack"];

/// What says that others read it, too: a post may go to several places.
const PUBLIC: &[&str] = &[
    "blog",
    "bluesky",
    "facebook",
    "feed",
    "forum",
    "instagram",
    "linkedin",
    "mastodon",
    "moltbook",
    "public",
    "publicly",
    "reddit",
    "sns",
    "social",
    "tiktok",
    "timeline",
    "tweet",
    "twitter",
    "website",
    "wordpress",
    "x",
    "youtube",
];
const PUBLIC_JAPANESE: &[&str] = &["ブログ", "フィード", "掲示板", "公開", "ツイ", "タイムライン", "サイト", "ソーシャル", "外部"];

/// Whether a description says that what is posted goes to a chat.
pub(in crate::tool) fn describes_chat(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let is_chat = ["チャット", "direct message", "team channel"].iter().any(|words| lower.contains(words));
    (is_chat || words.any(|word| CHATS.contains(&word))) && !is_public(&lower)
}

/// The word for a chat among those of a tool's name, if only its members read what is posted.
pub(super) fn in_name(words: &[String]) -> Option<&String> {
    words.iter().find(|word| CHATS.contains(&word.as_str()) && !is_public(&words.join(" ")))
}

/// What is posted in a chat is read by its members, and not by everybody.
pub(super) fn to_members(text: &str, effect: Effect, part: &str) -> (Effect, String) {
    let is_chat = part == "投稿" && text.contains("チャット") && !is_public(&text.to_lowercase());
    if is_chat { (Effect::Send, "チャット".to_owned()) } else { (effect, part.to_owned()) }
}

/// Whether a text in lower case says that not only members read it.
fn is_public(lower: &str) -> bool {
    let is_word = |word: &str| PUBLIC.contains(&word);
    let japanese = lower.replace("非公開", "");
    PUBLIC_JAPANESE.iter().any(|word| japanese.contains(word)) || lower.split(|c: char| !c.is_ascii_alphanumeric()).any(is_word)
}
