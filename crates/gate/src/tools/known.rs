//! The registry of tools in memory, and what it makes of a call.

use std::sync::Arc;

use sekisho_core::{
    provenance::{Layer, Roles},
    tool::{self, Class, Registered, Standing},
};

use crate::settling::{Settling, Turn};

/// A tool's name, and the server it is on.
pub(crate) type Key = (String, String);

/// What is told of each tool.
#[derive(Debug, Default)]
pub(crate) struct Known(Settling<Key, Told>);

/// What one server, or a person, has told of a tool: worked out once.
#[derive(Debug)]
struct Told {
    class: Class,
    standing: Standing,
    layer: Arc<Layer>,
}

/// What is known of the tool that a call names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meant {
    pub(crate) class: Class,
    pub(crate) standing: Standing,
    pub(crate) roles: Roles,
    /// When the registry said so.
    pub(crate) version: u64,
}

impl Known {
    /// Takes in what is on disk.
    pub(crate) fn load(&self, tools: &[Registered]) {
        let turn = self.announce(tools);
        self.settle(&turn);
    }

    /// See [`Settling::announce`].
    pub(crate) fn announce(&self, tools: &[Registered]) -> Turn<Key> {
        let told = |tool: &Registered| {
            let key = (tool.name.as_str().to_owned(), tool.server.as_str().to_owned());
            (key, Told { class: tool.class(), standing: tool.standing(), layer: Arc::new(tool.layer()) })
        };
        self.0.announce(tools.iter().map(told).collect())
    }

    /// See [`Settling::settle`].
    pub(crate) fn settle(&self, turn: &Turn<Key>) {
        self.0.settle(turn);
    }

    /// See [`Settling::withdraw`].
    pub(crate) fn withdraw(&self, turn: &Turn<Key>) {
        self.0.withdraw(turn);
    }

    /// Which change was the last.
    pub(crate) fn version(&self) -> u64 {
        self.0.version()
    }

    /// What calling this tool does, how well it is known, and what its arguments are for.
    ///
    /// Which server it is on is the agent's word, so what raises concern counts from every server that has such a tool. Where the server
    /// is left out, made up, or no longer tells of the tool, what the bare name says counts, too.
    pub(crate) fn meant(&self, name: &str, server: Option<&str>) -> Meant {
        let ((class, standing, roles), version) = self.0.look(|tools| {
            let servers = || tools.range((name.to_owned(), String::new())..).take_while(|((known, _), _)| known == name);
            let (mut own, mut others) = (Vec::new(), Vec::new());
            for ((_, known), told) in servers() {
                let whose = if server == Some(known.as_str()) { &mut own } else { &mut others };
                whose.extend(told.iter().map(|(_, told)| told.as_ref()));
            }
            let standing = |told: Option<&Told>| told.map_or(Standing::Unknown, |told| told.standing);
            // The worst of what is on its way counts; a server that is not named can only add that it changed.
            let known = own.iter().copied().map(standing).max().unwrap_or(Standing::Unknown);
            let changed = others.iter().any(|told| standing(*told) == Standing::Changed);
            let also_unknown = own.is_empty() || own.iter().any(|told| standing(*told) == Standing::Unknown);
            let every: Vec<_> = own.into_iter().chain(others).flatten().collect();
            let bare = tool::classify(name, None);
            let class = every.iter().map(|told| told.class.clone()).chain(also_unknown.then(|| bare.clone())).reduce(Class::worse);
            let roles = Roles::new(every.iter().map(|told| Arc::clone(&told.layer)).collect(), also_unknown);
            (class.unwrap_or(bare), if changed { Standing::Changed } else { known }, roles)
        });
        Meant { class, standing, roles, version }
    }
}

#[cfg(test)]
mod tests {
    use sekisho_core::{
        action::Name,
        id::ReviewerId,
        json::Json,
        provenance::{Role, named},
        time::Time,
        tool::{Annotations, Classified, Effect, Reversibility, Said},
    };

    use super::*;

    fn tool(server: &str, name: &str, read_only: Option<bool>, destructive: Option<bool>) -> Registered {
        let named = |text: &str| Name::new(text.to_owned()).unwrap();
        let annotations = Annotations { read_only_hint: read_only, destructive_hint: destructive };
        Registered::new(named(server), named(name), Said { annotations, ..Said::default() }, Time::UNIX_EPOCH)
    }

    /// As a person says who takes it for harmless.
    fn harmless(tool: Registered) -> Registered {
        let roles = [("/to".to_owned(), Role::Plain)].into();
        let classified = Classified { effect: Effect::Read, reversibility: Reversibility::Reversible, roles };
        tool.confirmed(ReviewerId::new(Time::UNIX_EPOCH, [1; 10]), Time::UNIX_EPOCH, classified)
    }

    fn traces(meant: &Meant) -> bool {
        named(&Json::parse(r#"{"to":"hana"}"#).unwrap(), &meant.roles).next().is_some()
    }

    #[test]
    fn leaving_out_or_making_up_a_server_lowers_no_concern() {
        let known = Known::default();
        known.load(&[
            tool("shop", "get_report", None, Some(true)),
            tool("shop", "frob", Some(true), None),
            tool("mail", "frob", Some(false), None),
            tool("mail", "peek", Some(true), None),
        ]);
        for server in [Some("shop"), None, Some("Shop"), Some("other")] {
            assert_ne!(known.meant("get_report", server).class.effect, Effect::Read, "{server:?}");
            assert_ne!(known.meant("frob", server).class.effect, Effect::Read, "another server contradicts: {server:?}");
        }
        assert_eq!(known.meant("peek", Some("mail")).class.effect, Effect::Read);
        assert_ne!(known.meant("peek", None).class.effect, Effect::Read, "an unknown tool without its server is unknown");
        assert_eq!(known.meant("peek", Some("mail")).standing, Standing::Inferred);
        assert_eq!(known.meant("peek", Some("other")).standing, Standing::Unknown);
    }

    #[test]
    fn a_confirmation_counts_for_the_server_it_was_made_of() {
        let known = Known::default();
        known.load(&[harmless(tool("mail", "send", None, None))]);
        let meant = known.meant("send", Some("mail"));
        assert_eq!((meant.class.effect, meant.standing, traces(&meant)), (Effect::Read, Standing::Confirmed, false));
        for server in [None, Some("Mail"), Some("other")] {
            let meant = known.meant("send", server);
            assert_eq!((meant.class.effect, meant.standing, traces(&meant)), (Effect::Send, Standing::Unknown, true), "{server:?}");
        }
        known.load(&[tool("chat", "send", None, None)]);
        let meant = known.meant("send", Some("mail"));
        assert_eq!((meant.class.effect, traces(&meant)), (Effect::Send, true), "an agent may mean the other server's");
    }

    #[test]
    fn a_change_counts_whatever_server_is_named() {
        let known = Known::default();
        let changed = harmless(tool("mail", "look", Some(true), None)).told_again(Said::default(), Time::UNIX_EPOCH);
        known.load(&[changed.clone(), tool("chat", "look", Some(true), None)]);
        for server in [Some("mail"), Some("chat"), Some("other"), None] {
            assert_eq!(known.meant("look", server).standing, Standing::Changed, "{server:?}");
        }
        known.load(&[changed.left_out(Time::UNIX_EPOCH)]);
        assert_eq!(known.meant("look", Some("chat")).standing, Standing::Inferred, "what is gone cannot be meant");
        assert_eq!(known.meant("look", Some("mail")).standing, Standing::Unknown);
    }

    #[test]
    fn until_a_change_is_on_disk_the_worse_counts() {
        let known = Known::default();
        known.load(&[tool("mail", "send", None, None)]);
        let version = known.meant("send", Some("mail")).version;
        let turn = known.announce(&[harmless(tool("mail", "send", None, None))]);
        let meant = known.meant("send", Some("mail"));
        assert_eq!((meant.class.effect, meant.standing, traces(&meant)), (Effect::Send, Standing::Inferred, true));
        assert_ne!(known.version(), version, "what was judged before is judged again");
        known.settle(&turn);
        assert_eq!(known.meant("send", Some("mail")).class.effect, Effect::Read);
    }
}
