//! What became of actions: what executors tell of it, how that is compared with what was approved, and what people make of it.

use sekisho_core::{
    budget::{Charge, minor_units},
    id::{ActionId, AgentId, ReviewerId},
    ledger::{Deviated, Entry, SetMark},
    outcome::{Aftermath, Attention, Deviation, Mark, Marked, TEXT_BYTES_MAX, Told},
    review::{Refusal, State},
    time::Time,
};
use sekisho_store::{Tx, actions::Case, reviewers::Reviewer};

use crate::{
    Gate,
    budgets::weighing,
    decide::words,
    error::{Code, Error},
    keeping::check_contents,
    render,
    view::{ActionView, OutcomeFilter, OutcomesPage},
};

/// The longest page.
const PAGE_MAX: u32 = 200;

impl Gate {
    /// Takes what an executor tells of an action that it ran, once. If that is not what was approved, its next actions of the kind wait.
    ///
    /// # Errors
    /// When this agent has no such action, it was not let run, or something else was told before; else when the database fails.
    pub async fn tell(&self, agent: AgentId, id: ActionId, told: Told) -> Result<(), Error> {
        let told = checked(told)?;
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                if !gate.registry().is_active_agent(agent) {
                    return Err(Error::new(Code::Unauthorized, "this needs a valid credential"));
                }
                let case = tx.case(id).await?.filter(|case| case.action.agent == agent).ok_or_else(Error::not_found)?;
                check_contents(&case)?;
                if !matches!(case.state, State::Consumed { .. } | State::Reported { .. }) {
                    return Err(Error::new(Code::NotConsumed, "the approval was not used"));
                }
                let mut aftermath = tx.aftermath(case.seq).await?;
                if let Some(before) = &aftermath.told {
                    let conflict = || Error::new(Code::OutcomeConflict, "something else was told before");
                    return if *before == told { Ok(()) } else { Err(conflict()) };
                }
                let asked = &case.action.asked;
                let charge = Charge::of(asked.arguments.json(), &gate.roles(asked), case.assessment.class.effect);
                let deviations = told.deviations(asked.arguments.json(), &charge, &case.assessment);
                let now = gate.clock().now();
                tx.append(now, Some((case.seq, id)), Entry::Told(told.clone())).await?;
                aftermath.told = Some(told.clone());
                gate.deviate(tx, &case, aftermath, deviations).await?;
                gate.settle_bookings(tx, &case, &told, now).await
            })
        });
        let done = work.await;
        self.note_other(agent, id, &done).await?;
        done
    }

    /// Takes what a reviewer makes of a decided action. It can be changed, and every change is on record.
    ///
    /// # Errors
    /// When there is no such action, it still waits, or the agent is theirs; else when the database fails.
    pub async fn mark(&self, by: ReviewerId, id: ActionId, mark: Mark, note: Option<String>) -> Result<ActionView, Error> {
        let note = note.filter(|note| !note.trim().is_empty()).map(|note| words(&note, "a note")).transpose()?;
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    gate.decider(by)?;
                    let case = tx.case(id).await?.ok_or_else(Error::not_found)?;
                    check_contents(&case)?;
                    if matches!(case.state, State::Held(_)) {
                        return Err(Error::new(Code::Conflict, "it still waits for an answer"));
                    }
                    if gate.charts().get().bound.owner(case.action.agent) == Some(by) {
                        return Err(Refusal::OwnAgent.into());
                    }
                    let mut aftermath = tx.aftermath(case.seq).await?;
                    let was = aftermath.mark.as_ref().map(|marked| marked.mark);
                    if aftermath.mark.as_ref().is_some_and(|marked| marked.mark == mark && marked.note == note) {
                        return Ok(());
                    }
                    let at = gate.clock().now();
                    tx.append(at, Some((case.seq, id)), Entry::Marked(SetMark { by, mark, was, note: note.clone() })).await?;
                    aftermath.mark = Some(Marked { by, at, mark, note });
                    gate.keep_aftermath(tx, &case, &aftermath).await
                })
            })
            .await?;
        self.action(by, id).await
    }

    /// One page of outcomes, newest first. `after` is from the page before.
    ///
    /// # Errors
    /// When `me` is no reviewer, `after` is no place, or the database fails.
    pub async fn outcomes(&self, me: ReviewerId, filter: OutcomeFilter, after: Option<&str>, limit: u32) -> Result<OutcomesPage, Error> {
        let viewer = self.viewer(me)?;
        let before = match after {
            None => i64::MAX,
            Some(place) => place.parse().map_err(|_| Error::invalid("`after` is not from a page before"))?,
        };
        let attention = match filter {
            OutcomeFilter::Look => Attention::Look,
            OutcomeFilter::Quiet => Attention::Quiet,
            OutcomeFilter::Marked => Attention::Marked,
            OutcomeFilter::Told => Attention::None,
        };
        let limit = limit.clamp(1, PAGE_MAX);
        let found = self.store().read().await?.aftermaths(attention, before, limit).await?;
        let next = found.last().filter(|_| found.len() == limit as usize).map(|(brief, _)| brief.seq.to_string());
        let items = found.iter().map(|(brief, aftermath)| {
            let may_mark = self.may_mark(&viewer, brief.action.agent, &brief.state);
            render::outcomes::item(brief, aftermath, may_mark, self.registry())
        });
        Ok(OutcomesPage { items: items.collect(), next })
    }

    /// Whether somebody may say what they make of what became of an action: once it is decided, and not of their own agent's.
    pub(crate) fn may_mark(&self, viewer: &Reviewer, agent: AgentId, state: &State) -> bool {
        let is_decided = !matches!(state, State::Held(_));
        is_decided && viewer.role.has_a_say() && self.charts().get().bound.owner(agent) != Some(viewer.id)
    }

    /// Notes it, if an agent wanted to tell about an action that is another's. The agent hears what it would of an action that is not
    /// there, and people see who it was.
    pub(crate) async fn note_other<T: Sync>(&self, agent: AgentId, id: ActionId, done: &Result<T, Error>) -> Result<(), Error> {
        if !matches!(done, Err(error) if error.code == Code::NotFound) {
            return Ok(());
        }
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                let Some(case) = tx.case(id).await?.filter(|case| case.action.agent != agent) else { return Ok(()) };
                let (aftermath, strange) = (tx.aftermath(case.seq).await?, Deviation::ToldByOther { agent });
                // Each agent is noted once, and what still waits has no outcome.
                if matches!(case.state, State::Held(_)) || aftermath.deviations.contains(&strange) {
                    return Ok(());
                }
                gate.deviate(tx, &case, aftermath, vec![strange]).await
            })
        });
        work.await
    }

    /// What was missing is there, once the executor has said how it went.
    pub(crate) async fn reported(&self, tx: &mut Tx, case: &Case, state: &State) -> Result<(), Error> {
        if !matches!(state, State::Reported { .. }) {
            return Ok(());
        }
        let mut aftermath = tx.aftermath(case.seq).await?;
        if !aftermath.deviations.contains(&Deviation::Unreported) {
            return Ok(());
        }
        aftermath.deviations.retain(|deviation| *deviation != Deviation::Unreported);
        self.keep_aftermath(tx, case, &aftermath).await
    }

    /// Keeps what became of an action, with how that is not what was approved.
    pub(crate) async fn deviate(&self, tx: &mut Tx, case: &Case, mut aftermath: Aftermath, found: Vec<Deviation>) -> Result<(), Error> {
        if !found.is_empty() {
            aftermath.deviations.extend(found.iter().cloned());
            let entry = Entry::Deviated(Deviated { deviations: found, holds: aftermath.holds() });
            tx.append(self.clock().now(), Some((case.seq, case.action.id)), entry).await?;
        }
        self.keep_aftermath(tx, case, &aftermath).await
    }

    async fn keep_aftermath(&self, tx: &mut Tx, case: &Case, aftermath: &Aftermath) -> Result<(), Error> {
        tx.keep_aftermath(case.seq, aftermath).await?;
        if aftermath.holds() {
            // Inside the writer, so that whatever is judged right behind it already waits. Its end counts once it is stored.
            self.unsettled().add(case);
        }
        Ok(())
    }

    /// What was booked for an action becomes what it really moved, where that is the same money.
    async fn settle_bookings(&self, tx: &mut Tx, case: &Case, told: &Told, now: Time) -> Result<(), Error> {
        let Some(actual) = &told.amount else { return Ok(()) };
        let minor = minor_units(actual.value(), actual.currency());
        for booked in tx.bookings(case.seq).await? {
            let kept = tx.budget(booked.budget).await?;
            if kept.is_some_and(|kept| kept.budget.limit.currency() == actual.currency()) {
                weighing::rebook(tx, case.action.id, &booked, booked.booking.actual(minor), now).await?;
            }
        }
        Ok(())
    }
}

fn checked(told: Told) -> Result<Told, Error> {
    if told == Told::default() {
        return Err(Error::invalid("an outcome says at least one thing"));
    }
    for text in [&told.counterparty, &told.link, &told.note].into_iter().flatten() {
        if text.trim().is_empty() || text.len() > TEXT_BYTES_MAX {
            return Err(Error::invalid(format!("a text of an outcome has 1 to {TEXT_BYTES_MAX} bytes")));
        }
    }
    Ok(told)
}
