//! What rules see of an action. It is kept with the action, so that rules can be asked again later, and new ones tried on the past.

use cedar_policy::{Context, RestrictedExpression};
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

pub use super::subject::Subject;
use super::vocabulary::Vocabulary;
use crate::{
    action::Asked,
    command::Does,
    domains,
    money::Money,
    provenance::Provenance,
    risk::Risk,
    sensitive::Personal,
    signal::{Facts, Finding, Signals},
    tool::{Reversibility, Standing},
};

/// The most money that rules see, in everyday steps. Far above every limit, and far below where a sum overflows.
const STEPS_MAX: i64 = 1_000_000_000_000;

/// Whether there is money in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountSeen {
    /// No.
    None,
    /// An amount that can be read one way.
    Read,
    /// An amount that cannot be read safely.
    Unread,
}

/// Where the argument of most concern comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// No argument says whom, where, what or how.
    None,
    /// From there.
    #[serde(untagged)]
    From(Provenance),
}

/// What rules see. The names are those of the schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, under the name that rules know")]
pub struct Sight {
    /// Whether it can be taken back.
    pub reversibility: Reversibility,
    /// The score, 0 to 100.
    pub risk: u8,
    /// Whether there is money in it.
    pub amount: AmountSeen,
    /// ISO 4217 code, or empty.
    pub currency: String,
    /// Money in steps of about a yen or a US cent, at most a thousand billion, so that no sum of a rule can overflow.
    pub steps: i64,
    /// Where the argument of most concern comes from.
    pub origin: Origin,
    /// Whether a name or an address is written to be taken for another.
    pub disguised: bool,
    /// Whether the registry knows this tool on the server that is named, and it has not changed since a person confirmed it.
    pub registered: bool,
    /// The same in more words.
    pub registry: Standing,
    /// Whether all that the session read was kept.
    pub read_all: bool,
    /// The domains that the arguments name, each with those above it.
    pub domains: Vec<String>,
    /// Everything that its commands do.
    #[serde(default)]
    pub command: Vec<Does>,
    /// How much data about people goes out.
    #[serde(default)]
    pub personal: Personal,
    /// Whether something private, a stranger's words and a way out meet in the session.
    #[serde(default)]
    pub exposed: bool,
    /// Whether far more money moves than this agent was allowed with this tool so far.
    #[serde(default)]
    pub jump: bool,
    /// Whether more money moves than was laid down for this agent.
    #[serde(default)]
    pub over_limit: bool,
    /// Whether nobody is at work while something is to change.
    #[serde(default)]
    pub outside_hours: bool,
    /// Whether this agent was never allowed to deal with whom it concerns.
    #[serde(default)]
    pub new_partner: bool,
    /// Whether a call that is taken for a look carries a query that changes something.
    #[serde(default)]
    pub read_changes: bool,
    /// Whether the same is asked again and again.
    #[serde(default)]
    pub repeats: bool,
    /// Whether a secret goes out.
    #[serde(default)]
    pub secret: bool,
    /// Whether a stranger's text names several of its values close together.
    #[serde(default)]
    pub told: bool,
}

impl Sight {
    /// What rules see of this action.
    #[must_use]
    pub fn new(asked: &Asked, facts: &Facts, signals: &Signals, risk: &Risk) -> Self {
        let (amount, currency, steps) = match &signals.money {
            Money::None => (AmountSeen::None, "", 0),
            Money::Amount(amount) => {
                let steps = amount.everyday().ceil().to_i64().unwrap_or(STEPS_MAX).min(STEPS_MAX);
                (AmountSeen::Read, amount.currency.as_deref().unwrap_or(""), steps)
            }
            Money::Unread { .. } => (AmountSeen::Unread, "", STEPS_MAX),
        };
        Self {
            reversibility: facts.class.reversibility,
            risk: risk.score(),
            amount,
            currency: currency.to_owned(),
            steps,
            origin: signals.traced.first().map_or(Origin::None, |traced| Origin::From(traced.provenance)),
            disguised: signals.disguised,
            registered: facts.standing.is_registered(),
            registry: facts.standing,
            read_all: !facts.known.is_partial(),
            domains: domains::named_in(asked.arguments.json()),
            command: signals.seen.command.iter().copied().collect(),
            personal: signals.seen.personal,
            exposed: signals.seen.has(Finding::Exposed),
            jump: signals.seen.has(Finding::Jump),
            over_limit: signals.seen.has(Finding::OverLimit),
            outside_hours: signals.seen.has(Finding::OutsideHours),
            new_partner: signals.seen.has(Finding::NewPartner),
            read_changes: signals.seen.has(Finding::ReadChanges),
            repeats: signals.seen.has(Finding::Repeats),
            secret: signals.seen.has(Finding::Secret),
            told: signals.seen.has(Finding::Told),
        }
    }

    /// A routine change that harms nobody: where examples start from.
    pub(super) fn harmless() -> Self {
        Self {
            reversibility: Reversibility::Reversible,
            risk: 10,
            amount: AmountSeen::None,
            currency: String::new(),
            steps: 0,
            origin: Origin::From(Provenance::User),
            disguised: false,
            registered: true,
            registry: Standing::Inferred,
            read_all: true,
            domains: Vec::new(),
            command: Vec::new(),
            personal: Personal::None,
            exposed: false,
            jump: false,
            over_limit: false,
            outside_hours: false,
            new_partner: false,
            read_changes: false,
            repeats: false,
            secret: false,
            told: false,
        }
    }

    /// One with something in every set, by which the schema can tell the types of all that rules ever see.
    pub(super) fn shape() -> Self {
        Self { domains: vec![String::new()], command: vec![Does::Looks], ..Self::harmless() }
    }

    /// The names and types are the same for every sight. None for a value that is not among those of the schema.
    pub(super) fn context(&self, words: &Vocabulary) -> Option<Context> {
        let truth = RestrictedExpression::new_bool;
        let text = |text: &str| RestrictedExpression::new_string(text.to_owned());
        let number = RestrictedExpression::new_long;
        let amount = match self.amount {
            AmountSeen::None => "none",
            AmountSeen::Read => "read",
            AmountSeen::Unread => "unread",
        };
        let origin = match self.origin {
            Origin::None => "none",
            Origin::From(provenance) => provenance.name(),
        };
        let pairs = [
            ("reversibility", words.reversibility(self.reversibility.name())?),
            ("risk", number(i64::from(self.risk))),
            ("amount", words.amount(amount)?),
            ("currency", text(&self.currency)),
            ("steps", number(self.steps)),
            ("origin", words.origin(origin)?),
            ("disguised", truth(self.disguised)),
            ("registered", truth(self.registered)),
            ("registry", text(self.registry.name())),
            ("read_all", truth(self.read_all)),
            ("domains", RestrictedExpression::new_set(self.domains.iter().map(|domain| text(domain)))),
            ("command", RestrictedExpression::new_set(self.command.iter().map(|does| text(does.name())))),
            ("personal", text(self.personal.name())),
            ("exposed", truth(self.exposed)),
            ("jump", truth(self.jump)),
            ("over_limit", truth(self.over_limit)),
            ("outside_hours", truth(self.outside_hours)),
            ("new_partner", truth(self.new_partner)),
            ("read_changes", truth(self.read_changes)),
            ("repeats", truth(self.repeats)),
            ("secret", truth(self.secret)),
            ("told", truth(self.told)),
        ];
        Context::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value))).ok()
    }
}
