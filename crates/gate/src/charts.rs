//! The organisation chart: saved in editions, bound to ids, and asked for whoever acts and whatever waits.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, PoisonError, RwLock},
};

use chrono::NaiveDate;
use sekisho_core::{
    assessment::Assessment,
    chart::{self, Bound, Chart, Fault, Known, Matter, Names, RemovedVotes, Unread},
    id::{AgentId, ReviewerId},
    ledger::{ChartSet, Entry},
    money::Money,
    review::{Actor, Assignee, Event, Held, State, Step, Way, transition},
    role::Role,
    rules::Reason,
    time::Time,
    tool::Effect,
};
use sekisho_store::{Reader, actions::Case, charts::ChartEdition, reviewers::Reviewer};

use crate::{
    Gate,
    error::{Code, Error, OpenError},
    view::{ChartCheck, ChartView, EditionView, WordsView},
};

/// How many editions one view tells of.
const EDITIONS_MAX: u32 = 50;

/// The longest note on a change, in characters.
const NOTE_CHARS_MAX: usize = 500;

/// The chart that counts, in memory, as every answer looks at it.
#[derive(Debug, Default)]
pub(crate) struct Charts(RwLock<Arc<Current>>);

#[derive(Debug, Default)]
pub(crate) struct Current {
    edition: u32,
    pub(crate) bound: Bound,
}

/// A chart that somebody wants.
#[derive(Debug, Clone)]
pub struct NewChart {
    /// The edition that they changed. Another one in the meantime is a conflict.
    pub edition: u32,
    /// The chart, as TOML.
    pub text: String,
    /// Why.
    pub note: String,
}

impl Charts {
    pub(crate) async fn load(reader: &mut Reader) -> Result<Self, OpenError> {
        let Some(stored) = reader.charts(1).await?.pop() else { return Ok(Self::default()) };
        // A chart that this version cannot read would silently let anybody answer.
        let chart = Chart::read(&stored.text).map_err(|unread| OpenError::Chart(unread.detail))?;
        let bound = Bound { chart, people: stored.people, agents: stored.agents };
        Ok(Self(RwLock::new(Arc::new(Current { edition: stored.edition, bound }))))
    }

    pub(crate) fn get(&self) -> Arc<Current> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, current: Current) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(current);
    }
}

impl Gate {
    /// The chart that counts, and who changed it.
    ///
    /// # Errors
    /// When `me` is no reviewer, or the database fails.
    pub async fn chart(&self, me: ReviewerId) -> Result<ChartView, Error> {
        let me = self.viewer(me)?;
        let stored = self.store().read().await?.charts(EDITIONS_MAX).await?;
        let view = |chart: &ChartEdition| EditionView {
            edition: chart.edition,
            by: self.registry().reviewer_ref(chart.by),
            at: chart.at,
            note: chart.note.clone(),
        };
        Ok(ChartView {
            edition: stored.first().map_or(0, |chart| chart.edition),
            text: stored.first().map(|chart| chart.text.clone()).unwrap_or_default(),
            editions: stored.iter().map(view).collect(),
            may_change: me.role == Role::Administrator,
        })
    }

    /// What is wrong with a chart; nothing, if it could be saved.
    ///
    /// # Errors
    /// When `me` is no reviewer.
    pub fn check_chart(&self, me: ReviewerId, text: &str) -> Result<ChartCheck, Error> {
        self.viewer(me)?;
        Ok(match self.read_chart(text) {
            Ok((_, faults)) => ChartCheck { unread: None, faults },
            Err(unread) => ChartCheck { unread: Some(unread), faults: Vec::new() },
        })
    }

    /// Decides by this chart from now on. What waits already goes on as it began.
    ///
    /// # Errors
    /// [`Code::InvalidChart`] when it cannot be used, [`Code::Conflict`] when somebody was faster, [`Code::Forbidden`] when `by` is no
    /// administrator; else when the database fails. The old chart stays in force then.
    pub async fn set_chart(&self, by: ReviewerId, new: NewChart) -> Result<ChartView, Error> {
        let note = new.note.trim().to_owned();
        if note.is_empty() || note.chars().count() > NOTE_CHARS_MAX {
            return Err(Error::invalid(format!("a note has 1 to {NOTE_CHARS_MAX} characters")));
        }
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    // A revocation may have been made since the credential was looked at.
                    gate.administrator(by)?;
                    let edition = new.edition.saturating_add(1);
                    if gate.charts().get().edition != new.edition {
                        return Err(Error::new(Code::Conflict, "the organisation was changed in the meantime"));
                    }
                    let (bound, faults) = gate.read_chart(&new.text).map_err(|unread| invalid(&unread))?;
                    if let Some(fault) = faults.first() {
                        return Err(Error::new(Code::InvalidChart, fault.to_string()));
                    }
                    let at = gate.clock().now();
                    let (people, agents) = (bound.people.clone(), bound.agents.clone());
                    let stored = ChartEdition { edition, text: new.text, people, agents, by, at, note: note.clone() };
                    if !tx.insert_chart(&stored).await? {
                        return Err(Error::new(Code::Conflict, "the organisation was changed in the meantime"));
                    }
                    tx.append(at, None, Entry::ChartSet(ChartSet { by, edition, note })).await?;
                    // Inside the one writer: what comes after this in the queue is decided by it.
                    gate.charts().set(Current { edition, bound });
                    Ok(())
                })
            })
            .await?;
        self.chart(by).await
    }

    fn read_chart(&self, text: &str) -> Result<(Bound, Vec<Fault>), Unread> {
        let chart = Chart::read(text)?;
        let reviewers = self.registry().active_reviewers();
        let agents: BTreeMap<_, _> =
            self.registry().agents().into_iter().filter(|agent| agent.revoked_at.is_none()).map(|agent| (agent.name, agent.id)).collect();
        let people: BTreeMap<_, _> = reviewers.iter().map(|reviewer| (reviewer.name.clone(), reviewer.id)).collect();
        let groups: BTreeSet<_> = reviewers.iter().filter_map(known).flat_map(|reviewer| reviewer.groups).collect();
        let (deciders, auditors): (Vec<_>, Vec<_>) = reviewers.into_iter().partition(|reviewer| reviewer.role.has_a_say());
        let names = |people: Vec<Reviewer>| people.into_iter().map(|reviewer| reviewer.name).collect();
        let names = Names { deciders: names(deciders), auditors: names(auditors), agents: agents.keys().cloned().collect(), groups };
        let faults = chart::check(&chart, &names, self.today_there(self.clock().now()));
        Ok((Bound { chart, people, agents }, faults))
    }

    /// A reviewer as they act on an action, with whom they stand in for today; of no action, if it is none. None if they have no say.
    pub(crate) fn actor(&self, reviewer: &Reviewer, assessment: Option<&Assessment>) -> Option<Actor> {
        let current = self.charts().get();
        let (effect, money) = assessment.map_or((Effect::Read, &Money::None), |of| (of.class.effect, &of.money));
        let matter = Matter { effect, money, day: self.today_there(self.clock().now()) };
        Some(current.bound.actor(&known(reviewer)?, &matter, &|id| self.registry().active_reviewer(id).as_ref().and_then(known)))
    }

    /// Everyone who has a say, as they are today.
    pub(crate) fn actors(&self) -> Vec<Actor> {
        self.registry().active_reviewers().iter().filter_map(|reviewer| self.actor(reviewer, None)).collect()
    }

    /// Whether somebody can answer what waits for `assignee`.
    pub(crate) fn is_anyone_left(&self, assignee: &Assignee) -> bool {
        self.actors().iter().any(|actor| match assignee {
            Assignee::Anyone => true,
            Assignee::Reviewer(id) => actor.id == *id,
            Assignee::Group(name) => actor.groups.contains(name),
            Assignee::Administrators => actor.administrator,
        })
    }

    /// A yes to what is risky needs a reason, if the organisation wants one.
    pub(crate) fn check_words(&self, case: &Case, is_silent: bool) -> Result<(), Error> {
        if is_silent && self.charts().get().bound.chart.answers.needs_reason(case.assessment.risk.level()) {
            return Err(Error::new(Code::ReasonNeeded, "approving something so risky needs a reason"));
        }
        Ok(())
    }

    /// The sentences at hand for an answer to an action.
    pub(crate) fn words_at_hand(&self, case: &Case) -> WordsView {
        let answers = &self.charts().get().bound.chart.answers;
        WordsView {
            reason_needed: answers.needs_reason(case.assessment.risk.level()),
            approve: answers.approve.clone(),
            reject: answers.reject.clone(),
            ask_back: answers.ask_back.clone(),
            escalate: answers.escalate.clone(),
        }
    }

    /// Whom to ask where whoever is to answer does not.
    pub(crate) fn next_authority(&self, held: &Held) -> Option<Assignee> {
        // Whoever has said yes already, or is to later, could not answer here.
        let is_free = |person: &Known| held.way.as_ref().is_none_or(|way| way.is_free(person.id));
        let people: Vec<_> = self.registry().active_reviewers().iter().filter_map(known).filter(is_free).collect();
        self.charts().get().bound.next_authority(&held.with, held.owner, &people)
    }

    /// A held action without the yes of whoever was removed or has no say any more, if the organisation wants it so, and whose that was.
    pub(crate) fn remembered(&self, state: &State, now: Time) -> Result<(State, Vec<ReviewerId>), Error> {
        let (mut state, mut forgotten) = (state.clone(), Vec::new());
        if !self.votes_fall() {
            return Ok((state, forgotten));
        }
        let voters: Vec<_> = match &state {
            State::Held(held) => held.way.iter().flat_map(|way| &way.votes).map(|vote| vote.by).collect(),
            State::Approved(_)
            | State::Consumed { .. }
            | State::Reported { .. }
            | State::Denied { .. }
            | State::Expired { .. }
            | State::Cancelled { .. } => Vec::new(),
        };
        for voter in voters.into_iter().filter(|voter| self.registry().decider(*voter).is_none()) {
            if let Step::Changed(next) = transition(&state, Event::Forget { reviewer: voter }, now)? {
                state = next;
                forgotten.push(voter);
            }
        }
        Ok((state, forgotten))
    }

    /// Whether the yes of somebody who is removed counts no more.
    pub(crate) fn votes_fall(&self) -> bool {
        self.charts().get().bound.chart.removed_votes == RemovedVotes::Fall
    }

    /// How a held action waits: for whom, and by which way. Whatever else it is stays as it is.
    pub(crate) fn sent(&self, state: State, agent: AgentId, assessment: &Assessment, now: Time) -> State {
        let State::Held(held) = state else { return state };
        let current = self.charts().get();
        let bound = &current.bound;
        let rules: Vec<_> = assessment.judgement.reasons().iter().filter_map(holding).collect();
        let routes = self.standards().routes(&rules);
        let people: Vec<_> = self.registry().active_reviewers().iter().filter_map(known).collect();
        let matter = Matter { effect: assessment.class.effect, money: &assessment.money, day: self.today_there(now) };
        let way = bound.way(&routes, agent, &matter, &people);
        let with = way.as_ref().map_or(held.with.clone(), Way::waits_for);
        let (pace, due_at) = self.paced(bound, way.as_ref(), self.standards().due(&rules), now, held.due_at);
        State::Held(Held { with, owner: bound.owner(agent), way: way.map(Box::new), pace: Some(Box::new(pace)), due_at, ..held })
    }

    fn today_there(&self, now: Time) -> NaiveDate {
        self.settings().get().time_zone.date(now)
    }
}

fn holding(reason: &Reason) -> Option<&str> {
    match reason {
        Reason::Held { rule, .. } => Some(rule),
        Reason::Passed { .. }
        | Reason::Blocked { .. }
        | Reason::Fault { .. }
        | Reason::NoRule
        | Reason::OverBudget { .. }
        | Reason::BeyondBudget { .. }
        | Reason::BudgetUnclear { .. }
        | Reason::OtherCurrency { .. }
        | Reason::Halted { .. }
        | Reason::Deviated { .. } => None,
    }
}

/// None for an auditor: whoever only looks is nobody to ask, to count on, or to act for.
fn known(reviewer: &Reviewer) -> Option<Known> {
    let known = || Known { id: reviewer.id, groups: reviewer.groups.clone(), administrator: reviewer.role == Role::Administrator };
    reviewer.role.has_a_say().then(known)
}

fn invalid(unread: &Unread) -> Error {
    let line = unread.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    Error::new(Code::InvalidChart, format!("{line}{}", unread.detail))
}
