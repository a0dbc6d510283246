//! What calling a tool does: its effect and whether that can be taken back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub mod change;
mod clue;
pub mod infer;
pub mod listing;
mod registered;
mod said;
pub mod schema;
mod words;

pub use registered::{Classified, ClassifyError, Confirmed, POINTER_BYTES_MAX, ROLES_MAX, Registered, Standing};
pub use said::Said;

/// What a tool does, in rising order of default concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Looks, and changes nothing.
    Read,
    /// Creates or changes something.
    Write,
    /// Removes something.
    Delete,
    /// Sends something to someone.
    Send,
    /// Shows something to the public.
    Publish,
    /// Moves money or promises to.
    Pay,
    /// Gives someone access or a right.
    Grant,
    /// Runs code or changes what runs.
    Execute,
}

impl Effect {
    /// Every effect, in rising order of concern.
    pub const ALL: [Self; 8] = [Self::Read, Self::Write, Self::Delete, Self::Send, Self::Publish, Self::Pay, Self::Grant, Self::Execute];

    /// The word for it in rules and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Delete => "delete",
            Self::Send => "send",
            Self::Publish => "publish",
            Self::Pay => "pay",
            Self::Grant => "grant",
            Self::Execute => "execute",
        }
    }

    /// How far this effect can be taken back when nothing better is known.
    #[must_use]
    pub fn usual_reversibility(self) -> Reversibility {
        match self {
            Self::Read | Self::Write => Reversibility::Reversible,
            Self::Grant => Reversibility::Costly,
            Self::Delete | Self::Send | Self::Publish | Self::Pay | Self::Execute => Reversibility::Irreversible,
        }
    }
}

/// Whether the effect can be taken back, in rising order of concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reversibility {
    /// Easily.
    Reversible,
    /// With effort, and not all of it.
    Costly,
    /// Not at all.
    Irreversible,
}

impl Reversibility {
    /// The word for it in rules and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reversible => "reversible",
            Self::Costly => "costly",
            Self::Irreversible => "irreversible",
        }
    }
}

/// What a tool's server says about it (MCP `ToolAnnotations`). Hints: they are believed where they raise concern,
/// and where they lower it only if the tool's name does not say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Annotations {
    /// The tool changes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only_hint: Option<bool>,
    /// The tool may destroy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destructive_hint: Option<bool>,
}

/// Where a class comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Source {
    /// The tool's server describes it so.
    Annotations,
    /// A word in the tool's name.
    Name {
        /// That word.
        word: String,
    },
    /// A word in what the tool's server says it does.
    Description {
        /// That word.
        word: String,
    },
    /// A person has confirmed it.
    Person,
    /// Nothing is known, so the worst is taken for granted.
    Assumed,
}

/// What calling a tool does, and how we know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// What it does.
    pub effect: Effect,
    /// Whether it can be taken back.
    pub reversibility: Reversibility,
    /// How we know.
    pub source: Source,
}

impl Class {
    /// What is of more concern in either, with the reason for the effect.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        let reversibility = self.reversibility.max(other.reversibility);
        let worse = if other.effect > self.effect { other } else { self };
        Self { reversibility, ..worse }
    }
}

/// Classifies a tool by what its server says and by its name. Nothing that an agent says goes in.
#[must_use]
pub fn classify(name: &str, annotations: Option<Annotations>) -> Class {
    let named = words::effect_of(name);
    let annotations = annotations.unwrap_or_default();
    let says_read_only = annotations.read_only_hint == Some(true) && annotations.destructive_hint != Some(true);
    let class = match named {
        None if says_read_only => Class { effect: Effect::Read, reversibility: Reversibility::Reversible, source: Source::Annotations },
        None => Class { effect: Effect::Execute, reversibility: Reversibility::Irreversible, source: Source::Assumed },
        Some((effect, word)) => Class { effect, reversibility: effect.usual_reversibility(), source: Source::Name { word } },
    };
    let says_changes = annotations.read_only_hint == Some(false) || annotations.destructive_hint == Some(true);
    if says_changes && class.effect == Effect::Read {
        // The name looks harmless and the server says it is not.
        let destroys = annotations.destructive_hint != Some(false);
        let (effect, reversibility) =
            if destroys { (Effect::Delete, Reversibility::Irreversible) } else { (Effect::Write, Reversibility::Reversible) };
        return Class { effect, reversibility, source: Source::Annotations };
    }
    if annotations.destructive_hint == Some(true) && class.reversibility < Reversibility::Irreversible {
        return Class { reversibility: Reversibility::Irreversible, source: Source::Annotations, ..class };
    }
    class
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, effect: Effect, reversibility: Reversibility) {
        let class = classify(name, None);
        assert_eq!((class.effect, class.reversibility), (effect, reversibility), "{name}: {:?}", class.source);
    }

    #[test]
    fn a_name_tells_the_effect() {
        use {Effect::*, Reversibility::*};
        check("get_balance", Read, Reversible);
        check("listInvoices", Read, Reversible);
        check("search-web", Read, Reversible);
        check("get_payment_status", Read, Reversible);
        check("update_ticket", Write, Reversible);
        check("reschedule_meeting", Write, Reversible);
        check("resend_notice", Send, Irreversible);
        check("reschedule_payment", Pay, Irreversible);
        check("delete_file", Delete, Irreversible);
        check("send_email", Send, Irreversible);
        check("sendMoney", Pay, Irreversible);
        check("issue_refund", Pay, Irreversible);
        check("publish_press_release", Publish, Irreversible);
        check("grant_access", Grant, Costly);
        check("deploy_to_production", Execute, Irreversible);
        check("発注する", Pay, Irreversible);
        check("残高照会", Read, Reversible);
    }

    #[test]
    fn the_worst_word_counts() {
        use {Effect::*, Reversibility::*};
        check("get_and_delete", Delete, Irreversible);
        check("read_then_execute", Execute, Irreversible);
        check("list_or_create_user", Write, Reversible);
        check("getRunDelete", Delete, Irreversible);
    }

    #[test]
    fn one_harmless_word_makes_no_read() {
        let names = [
            "change_status",
            "disable_health_check",
            "kill_query",
            "overwrite_view",
            "lock_account_status",
            "check_out_order",
            "read_and_run",
            "get_and_transfer",
            "list_and_post",
            "check_out",
            "query",
            "mysql_query",
            "一覧_send_money",
            "確認_and_pay",
            "確認pay",
            "送金確認",
            "契約締結確認",
            "一覧を初期化",
            "検索して上書き",
            "表示を無効化",
            "ﾒｰﾙ確認",
            "get_раy",
            "get_ｄｅｌｅｔｅ",
            "get_d\u{301}elete",
            "get_pay2",
            "get_PAYNOW",
            "list_sendmail",
            "get_and_nuke",
            "bank/get_pay",
        ];
        for name in names {
            assert_ne!(classify(name, None).effect, Effect::Read, "{name}");
        }
        for name in ["get_payment_status", "list_transfers", "search_orders", "取引一覧", "在庫照会", "read_channel_messages", "getIban"]
        {
            assert_eq!(classify(name, None).effect, Effect::Read, "{name}");
        }
    }

    #[test]
    fn an_unknown_tool_is_taken_for_the_worst() {
        for name in ["frobnicate", "x", "データ", "getaway", "readiness"] {
            let class = classify(name, None);
            assert_eq!((class.effect, class.source), (Effect::Execute, Source::Assumed), "{name}");
        }
    }

    #[test]
    fn hints_lower_concern_only_where_the_name_is_silent() {
        let read_only = Some(Annotations { read_only_hint: Some(true), destructive_hint: None });
        assert_eq!(classify("frobnicate", read_only).effect, Effect::Read);
        assert_eq!(classify("delete_all", read_only).effect, Effect::Delete, "a server's word does not outweigh a name");
        let destructive = Some(Annotations { read_only_hint: Some(true), destructive_hint: Some(true) });
        assert_eq!(classify("get_file", destructive).effect, Effect::Delete, "contradicting hints count as the worse");
        assert_eq!(classify("update_file", destructive).reversibility, Reversibility::Irreversible);
    }
}
