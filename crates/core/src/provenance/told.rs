//! What the registry says that arguments are for, beside their names.
//!
//! What a server says can only raise concern. What a person has confirmed counts as it stands, for the very argument it was said of.

use std::{collections::HashMap, sync::Arc};

use iso_currency::Currency;

use super::Role;

/// What is known of one tool's arguments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layer {
    told: HashMap<String, Told>,
    /// How many parts the longest pointer has.
    deepest: usize,
    /// What amounts are in.
    currencies: HashMap<String, Currency>,
    /// Between which values an argument chooses.
    choices: HashMap<String, Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    role: Role,
    confirmed: bool,
}

impl Layer {
    /// The same with what was inferred of the argument at `pattern`, in which `*` stands for any item or member.
    #[must_use]
    pub fn inferred(self, pattern: &str, role: Role) -> Self {
        self.put(pattern, Told { role, confirmed: false })
    }

    /// The same with what a person says of the argument at `pattern`.
    #[must_use]
    pub fn confirmed(self, pattern: &str, role: Role) -> Self {
        self.put(pattern, Told { role, confirmed: true })
    }

    /// The same with the currency that the amount at `pattern` is in.
    #[must_use]
    pub fn counted_in(mut self, pattern: &str, currency: Currency) -> Self {
        self.currencies.insert(spelled(pattern), currency);
        self
    }

    /// The same with the only values that the argument at `pattern` can have.
    #[must_use]
    pub fn chosen_from(mut self, pattern: &str, choices: &[String]) -> Self {
        self.choices.insert(spelled(pattern), choices.to_vec());
        self
    }

    /// What is said of the argument here, and whether it is to be taken as it stands.
    fn at(&self, pointer: &str) -> Option<Told> {
        if self.told.is_empty() {
            return None;
        }
        let spelled = spelled(pointer);
        if let Some(told) = self.told.get(&spelled) {
            return Some(*told);
        }
        // A member of a map, something inside of what was told of, or one value where a list was: as much concern, and no less.
        let reach = spelled.match_indices('/').nth(self.deepest).map_or(spelled.len(), |(at, _)| at);
        let mut around = spelled.get(..reach).filter(|outer| !outer.is_empty());
        let inside = std::iter::from_fn(|| {
            let here = around?;
            around = here.rsplit_once('/').map(|(outer, _)| outer).filter(|outer| !outer.is_empty());
            Some(here)
        });
        let mut told = inside.filter_map(|here| self.told.get(here).or_else(|| self.told.get(&any(here))));
        let told = told.next().or_else(|| self.told.get(&format!("{spelled}/*")))?;
        Some(Told { confirmed: false, ..*told })
    }

    fn put(mut self, pattern: &str, told: Told) -> Self {
        self.deepest = self.deepest.max(pattern.matches('/').count());
        self.told.insert(spelled(pattern), told);
        self
    }

    fn role(&self, pointer: &str, named: Option<Role>) -> Option<Role> {
        match self.at(pointer) {
            None => named,
            Some(Told { role, confirmed: true }) => Some(role).filter(|role| role.concern() > 0),
            Some(Told { role, confirmed: false }) => worse(named, Some(role).filter(|role| role.concern() > 0)),
        }
    }

    fn is_money(&self, pointer: &str, named: bool) -> bool {
        match self.at(pointer) {
            None => named,
            Some(Told { role, confirmed: true }) => role == Role::Money,
            Some(Told { role, confirmed: false }) => named || role == Role::Money,
        }
    }
}

/// What is known of the arguments of a call: of every tool that may be meant. The one of most concern counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles {
    layers: Vec<Arc<Layer>>,
    /// Whether something may be meant that nobody has told of, so that names count, too.
    also_unknown: bool,
}

impl Roles {
    /// What is known of each tool that may be meant, the most likely first.
    #[must_use]
    pub fn new(layers: Vec<Arc<Layer>>, also_unknown: bool) -> Self {
        Self { layers, also_unknown }
    }

    /// What the argument here is for, if its name says `named`. None where it is nothing to trace.
    pub(super) fn role(&self, pointer: &str, named: Option<Role>) -> Option<Role> {
        let unknown = (self.also_unknown || self.layers.is_empty()).then_some(named);
        self.layers.iter().map(|layer| layer.role(pointer, named)).chain(unknown).reduce(worse).flatten()
    }

    /// Whether the argument here is an amount of money, if its name says `named`.
    pub(crate) fn is_money(&self, pointer: &str, named: bool) -> bool {
        let unknown = self.also_unknown || self.layers.is_empty();
        (unknown && named) || self.layers.iter().any(|layer| layer.is_money(pointer, named))
    }

    /// Whether a value only chooses between those that every tool that may be meant has listed, so that it names nobody and nothing.
    pub(super) fn is_choice(&self, pointer: &str, value: &str) -> bool {
        let lists =
            |layer: &Arc<Layer>| layer.choices.get(&spelled(pointer)).is_some_and(|choices| choices.iter().any(|choice| choice == value));
        !self.also_unknown && !self.layers.is_empty() && self.layers.iter().all(lists)
    }

    /// The currency that the amount here is in, where every tool that may be meant says the same: of this amount, or of all that it
    /// says the currency of.
    pub(crate) fn currency(&self, pointer: &str) -> Option<Currency> {
        let spelled = spelled(pointer);
        let only = |layer: &Layer| {
            let first = layer.currencies.values().next().copied();
            first.filter(|first| layer.currencies.values().all(|other| other == first))
        };
        let mut told = self.layers.iter().map(|layer| layer.currencies.get(&spelled).copied().or_else(|| only(layer)));
        let first = told.next().flatten().filter(|_| !self.also_unknown)?;
        told.all(|other| other == Some(first)).then_some(first)
    }

    /// What a person has confirmed of the argument here, where no other tool can be meant.
    pub(crate) fn confirmed(&self, pointer: &str) -> Option<Role> {
        match self.layers.as_slice() {
            [layer] if !self.also_unknown => layer.at(pointer).filter(|told| told.confirmed).map(|told| told.role),
            _ => None,
        }
    }
}

/// The role of more concern; the first of two that are alike.
fn worse(one: Option<Role>, other: Option<Role>) -> Option<Role> {
    let concern = |role: Option<Role>| role.map_or(0, Role::concern);
    if concern(other) > concern(one) { other } else { one }
}

/// A pointer with `*` for every number, as an index is one.
fn spelled(pointer: &str) -> String {
    let is_index = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<_> = pointer.split('/').map(|part| if is_index(part) { "*" } else { part }).collect();
    parts.join("/")
}

/// The same pointer with any last part.
fn any(pointer: &str) -> String {
    format!("{}/*", pointer.rsplit_once('/').map_or("", |(around, _)| around))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(layer: Layer) -> Roles {
        Roles::new(vec![Arc::new(layer)], false)
    }

    #[test]
    fn what_a_server_says_only_raises_concern() {
        let roles = one(Layer::default().inferred("/x1", Role::Counterparty).inferred("/to", Role::Plain).inferred("/note", Role::Money));
        assert_eq!(roles.role("/x1", None), Some(Role::Counterparty));
        assert_eq!(roles.role("/x1", Some(Role::Text)), Some(Role::Counterparty));
        assert_eq!(roles.role("/to", Some(Role::Destination)), Some(Role::Destination), "a server's word makes no address harmless");
        assert!(roles.is_money("/note", false));
        assert!(one(Layer::default().inferred("/amount", Role::Plain)).is_money("/amount", true));
        assert_eq!(roles.confirmed("/x1"), None);
    }

    #[test]
    fn what_a_person_says_counts_as_it_stands() {
        let roles = one(Layer::default().confirmed("/kind", Role::Plain).confirmed("/lines/*/sum", Role::Money));
        assert_eq!(roles.role("/kind", Some(Role::Target)), None);
        assert!(roles.is_money("/lines/7/sum", false));
        assert!(!one(Layer::default().confirmed("/amount", Role::Plain)).is_money("/amount", true));
        assert_eq!(
            roles.role("/kind/inside", Some(Role::Target)),
            Some(Role::Target),
            "it was said of the value, and not of what is in it"
        );
        assert_eq!(roles.confirmed("/lines/0/sum"), Some(Role::Money));
    }

    #[test]
    fn every_tool_that_may_be_meant_counts() {
        let (harmless, plain) = (Layer::default().confirmed("/to", Role::Plain), Layer::default());
        assert_eq!(one(harmless.clone()).role("/to", Some(Role::Destination)), None);
        let two = Roles::new(vec![Arc::new(harmless.clone()), Arc::new(plain)], false);
        assert_eq!(two.role("/to", Some(Role::Destination)), Some(Role::Destination), "another server has such a tool");
        let unnamed = Roles::new(vec![Arc::new(harmless.confirmed("/cur", Role::Currency))], true);
        assert_eq!(unnamed.role("/to", Some(Role::Destination)), Some(Role::Destination), "the server was left out");
        assert_eq!(unnamed.confirmed("/cur"), None);
        assert_eq!(Roles::default().role("/to", Some(Role::Text)), Some(Role::Text));
    }

    #[test]
    fn a_list_is_told_of_by_its_items() {
        let roles = one(Layer::default().inferred("/people/*", Role::Destination).inferred("/map/*", Role::Command));
        for pointer in ["/people/0", "/people", "/people/3/inner", "/map/x", "/map/x/0"] {
            assert!(roles.role(pointer, None).is_some(), "{pointer}");
        }
        assert_eq!(roles.role("/peopled", None), None);
        let map = one(Layer::default().confirmed("/*", Role::Plain));
        assert_eq!(map.role("/to", Some(Role::Destination)), Some(Role::Destination), "of whatever else may come, nobody knows");
    }
}
