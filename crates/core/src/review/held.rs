//! What waits: for whom, until when, and what time does to it before that.

use serde::{Deserialize, Serialize};

use super::{Actor, Assignee, Pace, Way};
use crate::{id::ReviewerId, time::Time};

/// An action that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// When no answer becomes a no.
    pub due_at: Time,
    /// Who may answer.
    pub with: Assignee,
    /// How often it was passed on.
    pub escalations: u32,
    /// Whom the agent belongs to. They have no say in what it asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<ReviewerId>,
    /// Since when it waits; none for what began to wait before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Time>,
    /// When time acts on it; none for what began to wait before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<Box<Pace>>,
    /// Who was told of the time that is left.
    #[serde(default, skip_serializing_if = "Alert::is_none")]
    pub alert: Alert,
    /// The way that it takes through several people; none if one of `with` is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Box<Way>>,
    /// Who is at it, if anybody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Taken>,
}

/// Somebody is at it. Others see that, and may decide all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Who.
    pub by: ReviewerId,
    /// Since when.
    pub at: Time,
}

/// Who was told of the time that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alert {
    /// Nobody yet.
    #[default]
    None,
    /// Whoever is to answer, at half of the time.
    Reminded,
    /// The next authority, at three quarters.
    Raised,
}

impl Alert {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

impl Held {
    /// Held for anyone, until `due_at`.
    #[must_use]
    pub fn for_anyone(due_at: Time) -> Self {
        Self {
            due_at,
            with: Assignee::Anyone,
            escalations: 0,
            owner: None,
            since: None,
            pace: None,
            alert: Alert::None,
            way: None,
            taken: None,
        }
    }

    /// When time does something to it next: at half it reminds, at three quarters it raises, and in the end it is a no.
    #[must_use]
    pub fn next_at(&self) -> Time {
        let quarters = |since: Time, count: i32| since + (self.due_at - since) / 4 * count;
        match (self.pace.as_deref(), self.alert) {
            (Some(pace), Alert::None) => return pace.remind_at,
            (Some(pace), Alert::Reminded) => return pace.raise_at,
            (Some(_), Alert::Raised) | (None, _) => {}
        }
        match (self.since, self.alert) {
            (Some(since), Alert::None) => quarters(since, 2),
            (Some(since), Alert::Reminded) => quarters(since, 3),
            (Some(_), Alert::Raised) | (None, _) => self.due_at,
        }
    }

    /// Whether it waits for `actor`, whatever they may approve.
    #[must_use]
    pub fn is_with(&self, actor: &Actor) -> bool {
        if self.owner == Some(actor.id) {
            return false;
        }
        let actor = &actor.without(self.owner);
        match (&self.way, &self.with) {
            (Some(way), _) => way.is_with(actor),
            (None, Assignee::Anyone) => true,
            (None, Assignee::Reviewer(id)) => *id == actor.id || actor.stands_for.iter().any(|absent| absent.id == *id),
            (None, Assignee::Group(name)) => {
                actor.groups.contains(name) || actor.stands_for.iter().any(|absent| absent.groups.contains(name))
            }
            (None, Assignee::Administrators) => actor.administrator || actor.stands_for.iter().any(|absent| absent.administrator),
        }
    }
}
