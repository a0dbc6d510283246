//! A tool as the registry knows it: what its server says, and what a person has confirmed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Class, Effect, Reversibility, Said, Source,
    infer::{self, Clue},
};
use crate::{
    action::Name,
    id::ReviewerId,
    provenance::{Layer, Role},
    time::Time,
};

/// The most arguments that a person says something of.
pub const ROLES_MAX: usize = 200;

/// The longest pointer to one, in bytes.
pub const POINTER_BYTES_MAX: usize = 8 * 1024;

/// How well the registry knows a tool on the server that is named, in rising order of concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ToolStanding")]
pub enum Standing {
    /// A person has confirmed what it does, and its server says the same as then.
    Confirmed,
    /// Its server has told of it.
    Inferred,
    /// Nobody has told of it.
    Unknown,
    /// A person has confirmed it, and its server says something else now.
    Changed,
}

impl Standing {
    /// The word for it in rules.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
            Self::Changed => "changed",
        }
    }

    /// Whether what the registry says of the tool can be relied on.
    #[must_use]
    pub fn is_registered(self) -> bool {
        match self {
            Self::Confirmed | Self::Inferred => true,
            Self::Unknown | Self::Changed => false,
        }
    }
}

/// What a person says a tool does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classified {
    /// What it does.
    pub effect: Effect,
    /// Whether that can be taken back.
    pub reversibility: Reversibility,
    /// What its arguments are for, by where they stand (RFC 6901, with `*` for any item).
    pub roles: BTreeMap<String, Role>,
}

/// Why a person's word cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClassifyError {
    /// Too many arguments.
    #[error("at most {ROLES_MAX} arguments can have roles")]
    TooMany,
    /// Not a JSON pointer.
    #[error("an argument is named by a JSON pointer such as `/to` or `/items/*/price`, of at most {POINTER_BYTES_MAX} bytes")]
    Pointer,
}

impl Classified {
    /// The same, if it is within the limits.
    ///
    /// # Errors
    /// When it says something of too many arguments, or of something that is no pointer.
    pub fn checked(self) -> Result<Self, ClassifyError> {
        if self.roles.len() > ROLES_MAX {
            return Err(ClassifyError::TooMany);
        }
        let is_pointer = |pointer: &String| pointer.starts_with('/') && pointer.len() <= POINTER_BYTES_MAX;
        if self.roles.keys().all(is_pointer) { Ok(self) } else { Err(ClassifyError::Pointer) }
    }
}

/// That a person has confirmed what a tool does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// Who.
    pub by: ReviewerId,
    /// When.
    pub at: Time,
    /// What they say.
    pub classified: Classified,
    /// What its server said then.
    pub said: Said,
}

/// A tool that a server has told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Where it lives.
    pub server: Name,
    /// What it is called.
    pub name: Name,
    /// What its server says.
    pub said: Said,
    /// When it was first told of.
    pub first_seen_at: Time,
    /// When its server last said something else of it.
    pub changed_at: Option<Time>,
    /// Since when its server no longer tells of it.
    pub gone_at: Option<Time>,
    /// What a person has confirmed.
    pub confirmed: Option<Confirmed>,
}

impl Registered {
    /// A tool that is told of for the first time.
    #[must_use]
    pub fn new(server: Name, name: Name, said: Said, now: Time) -> Self {
        Self { server, name, said, first_seen_at: now, changed_at: None, gone_at: None, confirmed: None }
    }

    /// The same after its server has told of it again.
    #[must_use]
    pub fn told_again(self, said: Said, now: Time) -> Self {
        let changed_at = if said == self.said { self.changed_at } else { Some(now) };
        Self { said, changed_at, gone_at: None, ..self }
    }

    /// The same after its server's list no longer has it.
    #[must_use]
    pub fn left_out(self, now: Time) -> Self {
        Self { gone_at: Some(self.gone_at.unwrap_or(now)), ..self }
    }

    /// The same after a person has confirmed what it does.
    #[must_use]
    pub fn confirmed(self, by: ReviewerId, at: Time, classified: Classified) -> Self {
        let said = self.said.clone();
        Self { confirmed: Some(Confirmed { by, at, classified, said }), ..self }
    }

    /// How well it is known. What is gone is as good as unknown.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match &self.confirmed {
            _ if self.gone_at.is_some() => Standing::Unknown,
            None => Standing::Inferred,
            Some(confirmed) if confirmed.said == self.said => Standing::Confirmed,
            Some(_) => Standing::Changed,
        }
    }

    /// What it is taken to do. As long as what a person confirmed holds, that; else the worse of it and of what its server's words tell.
    #[must_use]
    pub fn class(&self) -> Class {
        let told = infer::class(self.name.as_str(), &self.said).0;
        let Some(confirmed) = &self.confirmed else { return told };
        let Classified { effect, reversibility, .. } = confirmed.classified;
        let said = Class { effect, reversibility, source: Source::Person };
        if confirmed.said == self.said { said } else { said.worse(told) }
    }

    /// What its arguments are taken to be for, beside what their names say.
    #[must_use]
    pub fn layer(&self) -> Layer {
        let says_more = |clue: &Clue| match clue {
            Clue::Format { .. } | Clue::Description { .. } => true,
            Clue::Name | Clue::Assumed => false,
        };
        let layer = infer::arguments(&self.said).into_iter().fold(Layer::default(), |layer, told| {
            let pointer = &told.argument.pointer;
            let counted = infer::currency(&told.argument).filter(|_| told.role == Role::Money);
            let layer = counted.into_iter().fold(layer, |layer, currency| layer.counted_in(pointer, currency));
            let layer = if told.argument.closed { layer.chosen_from(pointer, &told.argument.choices) } else { layer };
            if says_more(&told.clue) { layer.inferred(pointer, told.role) } else { layer }
        });
        let Some(confirmed) = &self.confirmed else { return layer };
        let holds = self.standing() == Standing::Confirmed;
        confirmed.classified.roles.iter().fold(
            layer,
            |layer, (pointer, role)| {
                if holds { layer.confirmed(pointer, *role) } else { layer.inferred(pointer, *role) }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provenance::Roles;

    fn tool(description: &str) -> Registered {
        let name = |name: &str| Name::new(name.to_owned()).unwrap();
        Registered::new(name("bank"), name("send_note"), said(description), Time::UNIX_EPOCH)
    }

    fn said(description: &str) -> Said {
        Said { description: Some(description.to_owned()), ..Said::default() }
    }

    fn harmless() -> Classified {
        let roles = [("/to".to_owned(), Role::Plain)].into();
        Classified { effect: Effect::Write, reversibility: Reversibility::Reversible, roles }
    }

    fn by() -> ReviewerId {
        ReviewerId::new(Time::UNIX_EPOCH, [1; 10])
    }

    #[test]
    fn a_confirmation_holds_until_something_else_is_said() {
        let now = Time::UNIX_EPOCH;
        let tool = tool("Sends a note.");
        assert_eq!((tool.standing(), tool.class().effect), (Standing::Inferred, Effect::Send));
        let tool = tool.confirmed(by(), now, harmless());
        assert_eq!((tool.standing(), tool.class().effect), (Standing::Confirmed, Effect::Write));
        let same = tool.clone().told_again(said("Sends a note."), now);
        assert_eq!((same.standing(), same.changed_at), (Standing::Confirmed, None));
        let changed = same.told_again(said("Sends a note and pays."), now);
        assert_eq!((changed.standing(), changed.changed_at), (Standing::Changed, Some(now)));
        assert_eq!(changed.class().effect, Effect::Send, "what was confirmed lowers nothing any more");
        let back = changed.clone().told_again(said("Sends a note."), now);
        assert_eq!(back.standing(), Standing::Confirmed, "it is again what was confirmed");
        assert_eq!(changed.confirmed(by(), now, harmless()).standing(), Standing::Confirmed);
        let gone = tool.left_out(now);
        assert_eq!(gone.standing(), Standing::Unknown);
        assert_eq!(gone.told_again(said("Other."), now).standing(), Standing::Changed, "it comes back as something else");
    }

    #[test]
    fn a_confirmed_role_lowers_concern_only_while_it_holds() {
        let to = |tool: &Registered| {
            let roles = Roles::new(vec![std::sync::Arc::new(tool.layer())], false);
            crate::provenance::named(&crate::json::Json::parse(r#"{"to":"hana"}"#).unwrap(), &roles).next()
        };
        let tool = tool("Sends a note.").confirmed(by(), Time::UNIX_EPOCH, harmless());
        assert_eq!(to(&tool), None);
        assert!(to(&tool.told_again(said("Other."), Time::UNIX_EPOCH)).is_some());
    }

    #[test]
    fn only_an_amount_tells_what_a_tool_counts_in() {
        let counted = |name: &str| {
            let property = |name: &str, told: &str| format!(r#""{name}":{{"type":"number","description":"{told}"}}"#);
            let schema = format!(r#"{{"properties":{{{},{}}}}}"#, property("amount", "How much"), property(name, "Rounded to yen"));
            let tool = Registered { said: Said { schema: Some(schema), ..Said::default() }, ..tool("") };
            Roles::new(vec![std::sync::Arc::new(tool.layer())], false).currency("/amount").is_some()
        };
        assert!(counted("fee") && !counted("step"));
    }

    #[test]
    fn a_persons_word_has_limits() {
        let with = |pointer: String| Classified { roles: [(pointer, Role::Plain)].into(), ..harmless() }.checked().err();
        assert_eq!(with("/to/*".to_owned()), None);
        assert_eq!(with("to".to_owned()), Some(ClassifyError::Pointer));
        assert_eq!(with(format!("/{}", "x".repeat(POINTER_BYTES_MAX))), Some(ClassifyError::Pointer));
        let many = (0..=ROLES_MAX).map(|index| (format!("/{index}"), Role::Plain)).collect();
        assert_eq!(Classified { roles: many, ..harmless() }.checked(), Err(ClassifyError::TooMany));
    }
}
