//! Who acts on an action, and for whom.

use super::Place;
use crate::id::ReviewerId;

/// A person who acts, with what decides whether they may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub id: ReviewerId,
    /// The groups they are in.
    pub groups: Vec<String>,
    /// Whether they are an administrator.
    pub administrator: bool,
    /// Whether the money of the action is within what they may approve.
    pub may_approve: bool,
    /// Those who are absent and have named them, each with their own rights.
    pub stands_for: Vec<Absent>,
}

/// Somebody who is absent, for whom another stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// Who.
    pub id: ReviewerId,
    /// The groups they are in.
    pub groups: Vec<String>,
    /// Whether they are an administrator.
    pub administrator: bool,
    /// Whether the money of the action is within what they may approve.
    pub may_approve: bool,
}

impl Actor {
    /// Somebody with no rights beyond their groups, who may approve any amount.
    #[must_use]
    pub fn new(id: ReviewerId, groups: Vec<String>) -> Self {
        Self { id, groups, administrator: false, may_approve: true, stands_for: Vec::new() }
    }

    /// The same without the rights of `owner`, if they stand in for them.
    pub(super) fn without(&self, owner: Option<ReviewerId>) -> Self {
        let stands_for = self.stands_for.iter().filter(|absent| Some(absent.id) != owner).cloned().collect();
        Self { stands_for, ..self.clone() }
    }

    pub(super) fn fills(&self, place: &Place) -> bool {
        fills(place, self.id, &self.groups, self.administrator)
    }
}

impl Absent {
    pub(super) fn fills(&self, place: &Place) -> bool {
        fills(place, self.id, &self.groups, self.administrator)
    }
}

fn fills(place: &Place, id: ReviewerId, groups: &[String], administrator: bool) -> bool {
    match place {
        Place::Reviewer(other) => *other == id,
        Place::Group(name) => groups.contains(name),
        Place::Administrators => administrator,
        Place::Either(places) => places.iter().any(|place| fills(place, id, groups, administrator)),
    }
}
