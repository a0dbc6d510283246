//! Halts as reviewers see them.

use sekisho_core::{
    halt::{Halt, Halter, Scope, State},
    shown::Shown,
};
use sekisho_store::reviewers::Reviewer;

use super::standing::One;
use crate::{
    Gate,
    view::{HaltScope, HaltStanding, HaltView, HaltedAgent, HaltedBy, Heard, MayResume, Role},
};

/// How many agents are listed with a halt.
pub(super) const AGENTS_MAX: usize = 200;

impl Gate {
    pub(super) fn standing_view(&self, one: &One, viewer: &Reviewer) -> HaltView {
        let mut agents = self.halted_agents(one);
        let count = agents.len();
        agents.truncate(AGENTS_MAX);
        HaltView {
            stored: one.stored,
            agents,
            agents_count: u32::try_from(count).unwrap_or(u32::MAX),
            ..self.lifted_view(&one.halt, viewer)
        }
    }

    /// A halt without its agents, of which nothing more is asked once things go on.
    pub(super) fn lifted_view(&self, halt: &Halt, viewer: &Reviewer) -> HaltView {
        HaltView {
            id: halt.id,
            scope: self.halt_scope(&halt.scope),
            since: halt.since,
            by: match halt.by {
                Halter::Reviewer(id) => HaltedBy::Reviewer { reviewer: self.registry().reviewer_ref(id) },
                Halter::File => HaltedBy::File,
            },
            reason: halt.reason.as_deref().map(Shown::new),
            second_person: halt.second_person,
            stored: true,
            standing: self.halt_standing(&halt.state),
            agents: Vec::new(),
            agents_count: 0,
            resume: self.may_resume(halt, viewer),
        }
    }

    fn halt_scope(&self, scope: &Scope) -> HaltScope {
        match scope {
            Scope::Everything {} => HaltScope::Everything,
            Scope::Group { group } => HaltScope::Group { group: group.clone() },
            Scope::Agent { agent } => HaltScope::Agent { agent: self.registry().agent_ref(*agent) },
            Scope::Tool { tool, server } => HaltScope::Tool { tool: Shown::new(tool), server: server.as_deref().map(Shown::new) },
            Scope::Session { agent, session } => {
                HaltScope::Session { agent: self.registry().agent_ref(*agent), session: Shown::new(session) }
            }
        }
    }

    fn halt_standing(&self, state: &State) -> HaltStanding {
        let person = |id| self.registry().reviewer_ref(id);
        match state {
            State::Standing => HaltStanding::Standing,
            State::ResumeAsked(asked) => HaltStanding::ResumeAsked { by: person(asked.by), at: asked.at, reason: asked.reason.clone() },
            State::Lifted { asked, resumed, silent: _ } => HaltStanding::Lifted {
                by: person(resumed.by),
                at: resumed.at,
                reason: resumed.reason.clone(),
                asked_by: asked.as_ref().map(|asked| person(asked.by)),
            },
        }
    }

    fn may_resume(&self, halt: &Halt, viewer: &Reviewer) -> MayResume {
        match &halt.state {
            State::Lifted { .. } => MayResume::Over,
            State::Standing | State::ResumeAsked(_) if viewer.role != Role::Administrator => MayResume::Administrators,
            State::Standing | State::ResumeAsked(_) if halt.by == Halter::File && self.standing().file_lies() => MayResume::RemoveFile,
            State::ResumeAsked(asked) if asked.by == viewer.id => MayResume::SecondPerson,
            State::Standing | State::ResumeAsked(_) => MayResume::Yes,
        }
    }

    /// Who has to hear of a halt, the silent ones first.
    fn halted_agents(&self, one: &One) -> Vec<HaltedAgent> {
        let concerned = self.concerned(&one.halt.scope).into_iter();
        let mut halted: Vec<_> = concerned
            .map(|agent| {
                let seen = self.standing().last_seen(agent);
                let heard = match one.acknowledged.get(&agent) {
                    Some(at) => Heard::Acknowledged { at: *at },
                    None => Heard::Silent { connected: seen.streams > 0, seen_at: seen.at },
                };
                HaltedAgent { agent: self.registry().agent_ref(agent), heard }
            })
            .collect();
        halted.sort_by_key(|agent| matches!(agent.heard, Heard::Acknowledged { .. }));
        halted
    }
}
