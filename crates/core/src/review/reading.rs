//! Those who read about a decision and have no say in it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Actor, Place};

/// The most places of readers on a way.
pub const READERS_MAX: usize = 16;

/// What is asked of a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// They are told (回覧).
    Circulate,
    /// They are told, and say that they have read it (後閲).
    ReviewAfter,
}

/// Somebody who reads about a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// Who: one person, or everybody of a group.
    pub place: Place,
    /// What is asked of them.
    pub duty: Duty,
}

impl Reader {
    /// Whether this person is meant.
    #[must_use]
    pub fn is(&self, actor: &Actor) -> bool {
        is_of(&self.place, actor)
    }
}

fn is_of(place: &Place, actor: &Actor) -> bool {
    match place {
        Place::Reviewer(id) => actor.id == *id,
        Place::Group(name) => actor.groups.contains(name),
        Place::Administrators => actor.administrator,
        Place::Either(places) => places.iter().any(|place| is_of(place, actor)),
    }
}
