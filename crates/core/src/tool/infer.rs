//! What a tool does and what its arguments are for, as far as its server's words tell, with how sure that is.
//!
//! A server is itself only half trusted. What it says may raise concern freely; it lowers it only as [`classify`] lets its hints do.

use iso_currency::Currency;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Annotations, Class, Effect, Said, Source, classify, clue,
    schema::{self, Argument, Kind},
    words,
};
use crate::provenance::{Role, by_name};

/// How sure something is, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It may well be otherwise.
    Guess,
    /// One good sign says so.
    Likely,
    /// It says so itself, or two signs agree.
    Certain,
}

/// What an inference rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case")]
#[ts(rename = "ArgumentClue")]
pub enum Clue {
    /// The kind or format that the schema gives.
    Format {
        /// Such as `email`.
        word: String,
    },
    /// A word in the description.
    Description {
        /// That word.
        word: String,
    },
    /// The argument's name.
    Name,
    /// Nothing; the usual is taken for granted.
    Assumed,
}

/// What one argument is taken to be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inferred {
    /// The argument.
    pub argument: Argument,
    /// What it is for.
    pub role: Role,
    /// How sure that is.
    pub confidence: Confidence,
    /// What it rests on.
    pub clue: Clue,
}

/// What a tool of this name does, with how sure that is.
#[must_use]
pub fn class(name: &str, said: &Said) -> (Class, Confidence) {
    let class = classify(name, Some(said.annotations));
    let described = said.description.as_deref().and_then(clue::effect);
    let sensed = looks(name, said, &class, described.as_ref().map(|(effect, _)| *effect));
    if let Some(class) = sensed
        .or_else(|| posts_to_members(said, &class).filter(|_| described.as_ref().is_none_or(|(effect, _)| *effect <= Effect::Publish)))
    {
        return (class, Confidence::Likely);
    }
    if let Some((effect, word)) = described.clone().filter(|(effect, _)| *effect > class.effect) {
        let reversibility = class.reversibility.max(effect.usual_reversibility());
        return (Class { effect, reversibility, source: Source::Description { word } }, Confidence::Guess);
    }
    let agrees = |effect: Effect, told: Annotations| match told.read_only_hint {
        Some(read_only) => read_only == (effect == Effect::Read),
        None => false,
    };
    let named = classify(name, None).source != Source::Assumed;
    let confidence = match &class.source {
        Source::Assumed => Confidence::Guess,
        Source::Annotations if !named && class.effect == Effect::Read => Confidence::Likely,
        Source::Annotations | Source::Person => Confidence::Certain,
        Source::Name { .. } | Source::Description { .. } => {
            let described = described.is_some_and(|(effect, _)| effect == class.effect);
            if described || agrees(class.effect, said.annotations) { Confidence::Certain } else { Confidence::Likely }
        }
    };
    (class, confidence)
}

/// A tool whose name ends with a word for looking, says no more, and whose description begins with one: two signs for what a hint says
/// by itself.
fn looks(name: &str, said: &Said, class: &Class, described: Option<Effect>) -> Option<Class> {
    let is_silent = class.source == Source::Assumed && said.annotations == Annotations::default();
    let joins = || said.description.as_deref().is_none_or(|description| words::joins(clue::first_sentence(description)));
    let word = words::reads_last(name).filter(|_| is_silent && described == Some(Effect::Read) && !joins())?;
    Some(Class { effect: Effect::Read, reversibility: Effect::Read.usual_reversibility(), source: Source::Name { word } })
}

/// `post` alone says not for whom. Where the server says that it is a chat, its members are who reads it.
fn posts_to_members(said: &Said, class: &Class) -> Option<Class> {
    let is_post = matches!(&class.source, Source::Name { word } if word == "post" || word == "投稿") && class.effect == Effect::Publish;
    let is_chat = said.description.as_deref().is_some_and(|description| words::describes_chat(clue::first_sentence(description)));
    let effect = Effect::Send;
    (is_post && is_chat).then(|| Class { effect, reversibility: effect.usual_reversibility(), ..class.clone() })
}

/// What each argument of a tool is for.
#[must_use]
pub fn arguments(said: &Said) -> Vec<Inferred> {
    let Some(schema) = said.schema() else { return Vec::new() };
    schema::arguments(&schema).iter().map(argument).collect()
}

/// The currency that an argument's amount is in, where its server says so. It is its server that takes the amount.
pub(super) fn currency(argument: &Argument) -> Option<Currency> {
    argument.description.as_deref().and_then(clue::currency)
}

fn argument(argument: &Argument) -> Inferred {
    let named = by_name(&argument.name);
    let format = argument.format.as_deref().and_then(of_format);
    let described = argument.description.as_deref().and_then(clue::role).filter(|(role, _)| fits(*role, argument.kind));
    let inferred = |role, confidence, clue| Inferred { argument: argument.clone(), role, confidence, clue };
    let raises = |role: Role| named.is_none_or(|named| role.concern() > named.concern() || role == Role::Money && named != Role::Money);
    if argument.kind == Kind::Boolean {
        return inferred(Role::Plain, Confidence::Certain, Clue::Format { word: "boolean".to_owned() });
    }
    if let Some(role) = format.filter(|role| raises(*role)) {
        return inferred(role, Confidence::Certain, Clue::Format { word: argument.format.clone().unwrap_or_default() });
    }
    if let Some((role, word)) = described.clone().filter(|(role, _)| raises(*role)) {
        let confidence = if named.is_none() { Confidence::Likely } else { Confidence::Guess };
        return inferred(role, confidence, Clue::Description { word });
    }
    match named {
        Some(role) if format == Some(role) || described.is_some_and(|(described, _)| described == role) => {
            inferred(role, Confidence::Certain, Clue::Name)
        }
        Some(role) => inferred(role, Confidence::Likely, Clue::Name),
        None if argument.closed => inferred(Role::Plain, Confidence::Likely, Clue::Format { word: "enum".to_owned() }),
        None if argument.kind == Kind::Number => inferred(Role::Plain, Confidence::Guess, Clue::Assumed),
        None => inferred(Role::Target, Confidence::Guess, Clue::Assumed),
    }
}

fn of_format(format: &str) -> Option<Role> {
    match format {
        "email" | "idn-email" | "uri" | "url" | "iri" | "uri-reference" | "iri-reference" | "uri-template" | "hostname"
        | "idn-hostname" | "ipv4" | "ipv6" => Some(Role::Destination),
        "date" | "date-time" | "time" | "duration" => Some(Role::Plain),
        "password" => Some(Role::Secret),
        _ => None,
    }
}

/// Whether a value of this kind can be for that at all. A number can be a target or an account, and is no text.
fn fits(role: Role, kind: Kind) -> bool {
    match kind {
        Kind::Text => true,
        Kind::Boolean => false,
        Kind::Number => match role {
            Role::Money | Role::Counterparty | Role::Target | Role::Secret => true,
            Role::Destination | Role::Command | Role::Text | Role::Currency | Role::Plain => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_ends_with_a_look_needs_a_description_that_agrees() {
        let told = |name: &str, description: &str, hint| class(name, &said(Some(description), hint)).0.effect;
        assert_eq!(told("rate_lookup", "指定日の相場を返します。", None), Effect::Read);
        assert_eq!(told("shain_shoukai", "社員情報の照会", None), Effect::Read);
        assert_eq!(told("shain_shoukai", "社員を紹介し、メールを送信します。", None), Effect::Execute);
        assert_eq!(told("reset_view", "Resets the view.", None), Effect::Execute);
        assert_eq!(told("rate_lookup", "相場を返します。", Some(false)), Effect::Execute);
        assert_eq!(told("account_lock_check", "Checks and locks the account.", None), Effect::Execute);
        assert_eq!(told("shime_shoukai", "月次を締めて、結果を照会", None), Effect::Execute);
        assert_eq!(told("frobnicate", "相場を返します。", None), Effect::Execute, "the name does not agree");
        assert_eq!(told("shain_koushin", "社員情報の照会", None), Effect::Write);
        assert_eq!(told("delete_lookup", "表を返します。", None), Effect::Delete);
    }

    #[test]
    fn a_post_goes_to_members_where_the_server_says_so() {
        let told = |name: &str, description: &str| class(name, &said(Some(description), None)).0.effect;
        assert_eq!(told("talk_post", "社内チャットに投稿します。"), Effect::Send);
        assert_eq!(told("post_message", "Post to a Slack channel."), Effect::Send);
        assert_eq!(told("post_message", "Posts to the feed. Not a chat."), Effect::Publish, "only the first sentence counts");
        assert_eq!(told("post_update", "Posts an update to Facebook, X and Slack."), Effect::Publish, "not only to a chat");
        assert_eq!(told("talk_post", "非公開のチャットに投稿します。"), Effect::Send);
        assert_eq!(told("post_entry", "Transfers money as a chat says."), Effect::Pay, "the description raises it");
        assert_eq!(told("post_status", "Post to the public feed and to Slack."), Effect::Publish);
        assert_eq!(told("twitter_slack_post", ""), Effect::Publish);
        assert_eq!(told("talk_post", "ブログとチャットに投稿します。"), Effect::Publish);
        assert_eq!(told("publish_article", "社内チャットに投稿します。"), Effect::Publish, "the name says more");
    }

    fn said(description: Option<&str>, read_only: Option<bool>) -> Said {
        let annotations = Annotations { read_only_hint: read_only, destructive_hint: None };
        Said { description: description.map(str::to_owned), annotations, ..Said::default() }
    }

    #[test]
    fn a_description_raises_concern_and_lowers_none() {
        use Confidence::*;
        for (name, description, read_only, effect, confidence) in [
            ("get_report", Some("Deletes the report after reading."), None, Effect::Delete, Guess),
            ("get_report", Some("Gets the report."), None, Effect::Read, Certain),
            ("get_report", None, Some(true), Effect::Read, Certain),
            ("get_report", None, None, Effect::Read, Likely),
            ("frob", Some("Looks at the weather, and changes nothing."), None, Effect::Execute, Guess),
            ("frob", None, Some(true), Effect::Read, Likely),
            ("frob", Some("Pays an invoice."), Some(true), Effect::Pay, Guess),
            ("send_money", Some("Reads the balance."), Some(true), Effect::Pay, Likely),
        ] {
            let (class, sure) = class(name, &said(description, read_only));
            assert_eq!((class.effect, sure), (effect, confidence), "{name} {description:?} {read_only:?}: {:?}", class.source);
            let bare = classify(name, Some(Annotations { read_only_hint: read_only, destructive_hint: None }));
            assert!(class.effect >= bare.effect && class.reversibility >= bare.reversibility, "{name} is of no less concern");
        }
    }

    fn role(property: &str) -> (Role, Confidence) {
        let schema = format!(r#"{{"properties":{{{property}}}}}"#);
        let inferred = arguments(&Said { schema: Some(schema), ..Said::default() });
        (inferred[0].role, inferred[0].confidence)
    }

    #[test]
    fn an_argument_is_told_by_format_description_and_name() {
        use Confidence::*;
        for (property, expected) in [
            (r#""x1":{"type":"string","description":"IBAN of the recipient"}"#, (Role::Counterparty, Likely)),
            (r#""x2":{"type":"string","format":"email"}"#, (Role::Destination, Certain)),
            (r#""to":{"type":"string","format":"email"}"#, (Role::Destination, Certain)),
            (r#""to":{"type":"string"}"#, (Role::Destination, Likely)),
            (r#""to":{"type":"string","format":"date"}"#, (Role::Destination, Likely)),
            (r#""to":{"enum":["a","b"]}"#, (Role::Destination, Likely)),
            (r#""note":{"type":"string","description":"IBAN to be paid"}"#, (Role::Counterparty, Guess)),
            (r#""x3":{"type":"number","description":"Amount to pay"}"#, (Role::Money, Likely)),
            (r#""amount":{"type":"number","description":"The amount"}"#, (Role::Money, Certain)),
            (r#""mode":{"enum":["a","b"]}"#, (Role::Plain, Likely)),
            (r#""x4":{"type":"string"}"#, (Role::Target, Guess)),
            (r#""x5":{"type":"boolean","description":"Pay the recipient"}"#, (Role::Plain, Certain)),
        ] {
            assert_eq!(role(property), expected, "{property}");
        }
    }
}
