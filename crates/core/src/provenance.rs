//! Where each argument comes from: the user's words, a record, or only something that anybody may have written.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    fold::{compact, fold, occurs, occurs_grouped},
    json::Json,
    shown::Shown,
    source::{Source, Standing, Trust, is_found_by_chance},
};

pub(crate) mod carriers;
mod moment;
mod role;
mod roles;
mod telling;
mod told;

pub(crate) use carriers::{bare as bare_of, leads_somewhere};
pub use role::Role;
pub(crate) use roles::words as words_of;
pub use roles::{by_name, is_prose, of as named};
pub use telling::Telling;
pub use told::{Layer, Roles};

/// The most arguments that are traced. What is beyond counts as made up.
const TRACED_MAX: usize = 200;

/// How many of them are kept with the action, the ones of most concern first.
const KEPT_MAX: usize = 50;

/// How much of a value is kept, in characters.
const VALUE_CHARS_MAX: usize = 120;

/// Where a value comes from, in rising order of concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// The user said it.
    User,
    /// It stands in something the operator trusts.
    Trusted,
    /// It stands in something of the firm's own.
    Internal,
    /// It is a field of a record that anybody may have filled in.
    Record,
    /// It stands nowhere in what is known.
    Made,
    /// It stands in running text that anybody may have written, and neither the user nor the firm said it.
    Untrusted,
}

impl Provenance {
    /// The word for it in rules and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Trusted => "trusted",
            Self::Internal => "internal",
            Self::Record => "record",
            Self::Made => "made",
            Self::Untrusted => "untrusted",
        }
    }
}

/// One argument, or one address inside a longer text, with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Traced {
    /// Where it stands in the arguments (RFC 6901).
    pub pointer: String,
    /// What it is for.
    pub role: Role,
    /// The value, shortened.
    pub value: Shown,
    /// Where it comes from.
    pub provenance: Provenance,
    /// What it was found in; none for the user's words and for what is made up.
    pub found: Option<Found>,
}

/// Where a value was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Found {
    /// The origin, such as `tool:read_file`.
    pub origin: Shown,
    /// The text around it; empty for a field.
    pub around: Shown,
}

/// What a session knows: the user's words and what was read.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The user's words, folded.
    task: String,
    compact_task: String,
    sources: Vec<Source>,
    partial: bool,
}

impl Known {
    /// What was said and read.
    #[must_use]
    pub fn new(task: &str, sources: Vec<Source>) -> Self {
        Self { sources, ..Self::default() }.asked(task)
    }

    /// Whether nothing was told at all, so that what stands nowhere tells nothing either.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.task.is_empty() && self.sources.is_empty()
    }

    /// Whether this is the task.
    #[must_use]
    pub fn is_asked(&self, task: &str) -> bool {
        self.task == fold(task)
    }

    /// The same for another task.
    #[must_use]
    pub fn asked(self, task: &str) -> Self {
        let task = fold(task);
        Self { compact_task: compact(&task), task, ..self }
    }

    /// The same, where more was read than is here.
    #[must_use]
    pub fn partial(self) -> Self {
        Self { partial: true, ..self }
    }

    /// Whether more was read than is here.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.partial
    }

    /// Traces every argument that says whom, where, what or how, those of most concern first.
    #[must_use]
    pub fn trace(&self, arguments: &Json, roles: &Roles) -> Vec<Traced> {
        let mut traced = Vec::new();
        for (pointer, role, value) in roles::of(arguments, roles) {
            for part in carriers::parts(role, &value) {
                if traced.len() == TRACED_MAX {
                    traced.push(told(pointer, role, &part, (Provenance::Made, None)));
                    return kept(traced);
                }
                let folded = fold(&part);
                let place = self.numbered(&folded, role, &pointer).unwrap_or_else(|| self.provenance(&folded));
                traced.push(told(pointer.clone(), role, &part, place));
            }
        }
        kept(traced)
    }

    /// Traces the addresses in a call that only looks: those that carry something, and were not given so. An address that a stranger
    /// wrote is followed as it stands; with something added to it, it takes that to the stranger.
    #[must_use]
    pub fn trace_carriers(&self, arguments: &Json, roles: &Roles) -> Vec<Traced> {
        let mut traced = Vec::new();
        for (looked, (pointer, role, value)) in roles::of(arguments, roles).enumerate() {
            let folded = fold(&value);
            let Some(host) = carriers::host_of_carrier(&folded) else { continue };
            if looked >= TRACED_MAX {
                traced.push(told(pointer, role, &value, (Provenance::Made, None)));
                return kept(traced);
            }
            if self.provenance(&folded).0 == Provenance::Made {
                traced.push(told(pointer, role, &value, self.provenance(host)));
            }
        }
        kept(traced)
    }

    /// A short number that a stranger's text calls by what it is of is from there, whatever record has it too; a secret always is.
    fn numbered(&self, value: &str, role: Role, pointer: &str) -> Option<(Provenance, Option<Found>)> {
        if !is_found_by_chance(value) || occurs(value, &self.task) {
            return None;
        }
        let names = roles::words(&roles::name(pointer));
        let strangers = self.sources.iter().filter(|source| source.trust() == Trust::Untrusted);
        let firms = || self.sources.iter().any(|source| source.trust() != Trust::Untrusted && source.standing(value).is_some());
        let told = |source: &Source| {
            let around = source.numbered(value, &names, role == Role::Secret)?;
            Some(Found { origin: Shown::new(source.origin()), around: Shown::new(&around) })
        };
        let found = strangers.into_iter().find_map(told).filter(|_| !firms())?;
        Some((Provenance::Untrusted, Some(found)))
    }

    fn provenance(&self, value: &str) -> (Provenance, Option<Found>) {
        let ways = [value, carriers::bare(value), carriers::handle(value)];
        if ways.iter().any(|way| occurs(way, &self.task) || occurs_grouped(way, &self.compact_task)) {
            return (Provenance::User, None);
        }
        let stands = |source: &Source| ways.iter().find_map(|way| source.standing(way));
        let found = self.sources.iter().filter_map(|source| Some((source, stands(source)?))).map(|(source, standing)| {
            let (provenance, around) = match (source.trust(), standing) {
                (Trust::Trusted, Standing::Prose(around)) => (Provenance::Trusted, around),
                (Trust::Trusted, Standing::Field) => (Provenance::Trusted, String::new()),
                (Trust::Internal, Standing::Prose(around)) => (Provenance::Internal, around),
                (Trust::Internal, Standing::Field) => (Provenance::Internal, String::new()),
                (Trust::Untrusted, Standing::Field) => (Provenance::Record, String::new()),
                (Trust::Untrusted, Standing::Prose(around)) => (Provenance::Untrusted, around),
            };
            (provenance, Found { origin: Shown::new(source.origin()), around: Shown::new(&around) })
        });
        let mut found: Vec<_> = found.collect();
        // `3` stands in any letter. Where it is also a record's, that says where it comes from.
        let is_records = found.iter().any(|(provenance, _)| *provenance == Provenance::Record);
        found.retain(|(provenance, _)| !(is_records && is_found_by_chance(value) && *provenance == Provenance::Untrusted));
        // What the firm itself says counts first; after that the worst, as a stranger who writes about a record may want it misused.
        let firm = found.iter().filter(|(provenance, _)| *provenance <= Provenance::Internal).min_by_key(|(provenance, _)| *provenance);
        let worst = || found.iter().max_by_key(|(provenance, _)| *provenance);
        match firm.or_else(worst) {
            Some((provenance, found)) => (*provenance, Some(found.clone())),
            None => (Provenance::Made, None),
        }
    }
}

fn told(pointer: String, role: Role, value: &str, (provenance, found): (Provenance, Option<Found>)) -> Traced {
    let short: String = value.chars().take(VALUE_CHARS_MAX).collect();
    Traced { pointer, role, value: Shown::new(&short), provenance, found }
}

fn kept(mut traced: Vec<Traced>) -> Vec<Traced> {
    traced.sort_by_key(|traced| std::cmp::Reverse(traced.provenance));
    traced.truncate(KEPT_MAX);
    traced
}

#[cfg(test)]
mod tests;
