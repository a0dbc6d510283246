//! On whose desks a held action lies: whoever may answer it now finds it there, and nobody else does.

use super::{Actor, Assignee, Held};
use crate::id::ReviewerId;

/// Where a held action is found. One comparison with whoever looks, so that a list, a count and [`Held::is_with`] can say the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Desks {
    /// Each desk once, in order.
    pub on: Vec<Assignee>,
    /// Those who do not find it, neither for themselves nor for whom they stand in, and for whom nobody does: whoever owns the agent, has
    /// said yes already, or is needed further on. Each once, in order.
    pub without: Vec<ReviewerId>,
}

/// In whose right somebody looks at their desks: their own, or that of somebody absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// Whose right.
    pub of: ReviewerId,
    /// What lies on these is found.
    pub desks: Vec<Assignee>,
}

impl Actor {
    /// The rights in which they look at what waits: first their own, then those of each for whom they stand in.
    #[must_use]
    pub fn voices(&self) -> Vec<Voice> {
        let own = Voice { of: self.id, desks: desks_of(self.id, &self.groups, self.administrator) };
        let absent =
            self.stands_for.iter().map(|absent| Voice { of: absent.id, desks: desks_of(absent.id, &absent.groups, absent.administrator) });
        [own].into_iter().chain(absent).collect()
    }
}

impl Desks {
    /// Whether `actor` finds it.
    #[must_use]
    pub fn has(&self, actor: &Actor) -> bool {
        let may_look = |voice: &Voice| !self.without.contains(&actor.id) && !self.without.contains(&voice.of);
        actor.voices().iter().any(|voice| may_look(voice) && voice.desks.iter().any(|desk| self.on.contains(desk)))
    }
}

impl Held {
    /// On whose desks it lies.
    #[must_use]
    pub fn desks(&self) -> Desks {
        let (on, spared) = self.way.as_deref().map_or_else(|| (vec![self.with.clone()], Vec::new()), |way| (way.open(), way.spared()));
        Desks { on: once(on), without: once(self.owner.into_iter().chain(spared).collect()) }
    }
}

fn desks_of(id: ReviewerId, groups: &[String], administrator: bool) -> Vec<Assignee> {
    let groups = groups.iter().cloned().map(Assignee::Group);
    [Assignee::Anyone, Assignee::Reviewer(id)].into_iter().chain(groups).chain(administrator.then_some(Assignee::Administrators)).collect()
}

fn once<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}
