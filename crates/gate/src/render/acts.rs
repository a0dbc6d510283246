//! What whoever looks may do to an action.

use sekisho_core::{
    review::{Actor, Assignee, ESCALATIONS_MAX, Event, No, State, Step, transition},
    time::Time,
};
use sekisho_store::actions::Case;

use super::Around;
use crate::{
    again,
    view::{Act, With},
};

/// Asks the transition itself, so that the window never offers what would be refused.
pub(super) fn allowed(case: &Case, around: &Around<'_>) -> Vec<Act> {
    let Some(viewer) = &around.viewer else { return Vec::new() };
    let by = || viewer.clone();
    let can = |event| transition(&case.state, event, around.now).is_ok();
    let mut acts = Vec::new();
    let nothing_else = around.halts.is_empty() && around.budgets.iter().all(|line| line.fits);
    let (yes, no) = answers(case, viewer, nothing_else, around.now);
    if yes {
        acts.push(Act::Approve);
    }
    if yes && is_alone(case, viewer, around.now) {
        acts.push(Act::Grant);
    }
    if no {
        acts.push(Act::Reject);
        acts.push(Act::AskBack);
    }
    if acts.contains(&Act::Reject) && again::can_be_amended(&case.action.asked) {
        acts.push(Act::Amend);
    }
    if acts.contains(&Act::Reject) && !targets(case, around).is_empty() {
        acts.push(Act::Escalate);
    }
    if can(Event::Withdraw { by: viewer.id }) {
        acts.push(Act::Withdraw);
    }
    // Who is at it already is offered the way back and no second way in.
    if can(Event::Release { by: viewer.id }) {
        acts.push(Act::Release);
    } else if can(Event::Take { by: by() }) {
        acts.push(Act::Take);
    }
    acts
}

/// Whether somebody may say yes to an action, if neither a halt nor a budget keeps it from running, and whether they may say no.
pub(crate) fn answers(case: &Case, viewer: &Actor, is_free: bool, now: Time) -> (bool, bool) {
    let by = || viewer.clone();
    let can = |event| transition(&case.state, event, now).is_ok();
    let no = Event::Reject { by: by(), reason: String::new(), how: No::Rejected };
    (is_free && can(Event::Approve { by: by(), note: None, grant: None }), can(no))
}

/// Whether somebody's yes ends the matter without anybody else's, so that they may say it ahead, too.
pub(crate) fn is_alone(case: &Case, viewer: &Actor, now: Time) -> bool {
    let yes = Event::Approve { by: viewer.clone(), note: None, grant: None };
    matches!(transition(&case.state, yes, now), Ok(Step::Changed(state)) if is_sole(&state))
}

/// Whether one yes alone has made it so.
pub(crate) fn is_sole(state: &State) -> bool {
    state.approval().is_some_and(|approval| approval.votes.len() <= 1)
}

/// Other reviewers, and groups that somebody else is in.
pub(super) fn targets(case: &Case, around: &Around<'_>) -> Vec<With> {
    let State::Held(held) = &case.state else { return Vec::new() };
    if held.escalations >= ESCALATIONS_MAX {
        return Vec::new();
    }
    let mut groups: Vec<_> = around.others.iter().flat_map(|other| other.groups.clone()).collect();
    groups.sort_unstable();
    groups.dedup();
    let people = around.others.iter().map(|other| Assignee::Reviewer(other.id));
    people
        .chain(groups.into_iter().map(Assignee::Group))
        .filter(|target| *target != held.with && held.owner.is_none_or(|owner| *target != Assignee::Reviewer(owner)))
        .map(|target| around.registry.with(&target))
        .collect()
}
