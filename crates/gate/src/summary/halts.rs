//! Uses of the kill switch in a period, also those that began before it and still stood.

use sekisho_core::{
    calendar::Period,
    halt::{Halt, Halter, Scope, State},
    id::AgentId,
    time::Time,
};
use sekisho_report::period::{self, HaltScope, Lifted, Listed};
use sekisho_store::Reader;

use crate::{Gate, error::Error};

/// How many halts are read at once.
const PAGE: u32 = 200;

pub(super) async fn of(gate: &Gate, reader: &mut Reader, period: Period) -> Result<Listed<period::Halt>, Error> {
    let mut halts = reader.standing_halts().await?;
    let mut after = None;
    loop {
        let page = reader.lifted_halts(after, PAGE).await?;
        after = page.last().map(|halt| halt.id);
        let is_last = page.len() < PAGE as usize;
        halts.extend(page);
        if is_last {
            break;
        }
    }
    halts.retain(|halt| halt.since < period.until && lifted_at(halt).is_none_or(|at| at >= period.from));
    halts.sort_by_key(|halt| halt.since);
    let mut listed = Listed::default();
    for halt in &halts {
        listed.add(told(gate, halt));
    }
    Ok(listed)
}

fn lifted_at(halt: &Halt) -> Option<Time> {
    match &halt.state {
        State::Standing | State::ResumeAsked(_) => None,
        State::Lifted { resumed, .. } => Some(resumed.at),
    }
}

fn told(gate: &Gate, halt: &Halt) -> period::Halt {
    let person = |id| gate.registry().reviewer_ref(id).name;
    let agent = |id: AgentId| gate.registry().agent_ref(id);
    let (scope, drill) = match &halt.scope {
        Scope::Everything {} => (HaltScope::Everything, false),
        Scope::Group { group } => (HaltScope::Group(group.clone()), false),
        Scope::Agent { agent: id } => (HaltScope::Agent(agent(*id).name), agent(*id).practice),
        Scope::Tool { tool, server } => (HaltScope::Tool(tool.clone(), server.clone()), false),
        Scope::Session { agent: id, session } => (HaltScope::Session(agent(*id).name, session.clone()), agent(*id).practice),
    };
    let lifted = match &halt.state {
        State::Standing | State::ResumeAsked(_) => None,
        State::Lifted { asked, resumed, .. } => Some(Lifted {
            at: resumed.at,
            by: person(resumed.by),
            asked_by: asked.as_ref().map(|asked| person(asked.by)),
            reason: resumed.reason.clone(),
        }),
    };
    let by = match halt.by {
        Halter::Reviewer(id) => Some(person(id)),
        Halter::File => None,
    };
    period::Halt { scope, drill, since: halt.since, by, reason: halt.reason.clone(), lifted }
}
