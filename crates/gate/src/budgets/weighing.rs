//! Whether an action fits, and what its approval, its use and its outcome do to budgets. All of it inside the one writer.

use sekisho_core::{
    action::{Action, Asked, Name},
    assessment::Assessment,
    budget::{self, Booking, Charge, Covering, major_units},
    id::{ActionId, AgentId, BudgetId},
    ledger::{Entry, Moved},
    money::{Money, Sum},
    provenance::Roles,
    review::{Approval, Outcome, State},
    rules::Reason,
    time::Time,
    tool::Effect,
};
use sekisho_store::{Reader, Tx, actions::Case, bookings::Booked};

use crate::{
    Gate,
    error::{Code, Error},
};

/// How many approvals that ended unused one transaction gives back.
const BATCH: u32 = 500;

/// An action beside the budgets that cover it.
#[derive(Debug)]
pub(crate) struct Weighed {
    pub(super) charge: Charge,
    pub(super) covering: Vec<Covering>,
}

impl Weighed {
    const NOTHING: Self = Self { charge: Charge::None, covering: Vec::new() };

    /// Why the action cannot just pass.
    pub(crate) fn objections(&self) -> Vec<Reason> {
        budget::objections(&self.charge, &self.covering)
    }

    /// Whether a person could approve it.
    pub(crate) fn fits(&self) -> bool {
        self.objections().iter().all(|reason| refusal(reason).is_none())
    }

    /// The same, if the action can be approved by a person.
    ///
    /// # Errors
    /// [`Code::OverBudget`] and [`Code::BudgetUnclear`].
    pub(crate) fn or_refuse(self) -> Result<Self, Error> {
        match self.objections().iter().find_map(refusal) {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }

    /// Keeps the money for an action that was just approved.
    pub(crate) async fn hold(&self, tx: &mut Tx, action: (i64, ActionId), approval: &Approval) -> Result<(), Error> {
        for (one, minor) in budget::bookings(&self.charge, &self.covering) {
            hold(tx, action, one, Booking::held(minor, approval.expires_at), approval.at).await?;
        }
        Ok(())
    }
}

impl Gate {
    /// Finds the budgets that cover an action, and how they stand.
    pub(crate) async fn weigh(&self, tx: &mut Tx, action: &Action, assessment: &Assessment, now: Time) -> Result<Weighed, Error> {
        let effect = assessment.class.effect;
        if assessment.money == Money::None && effect != Effect::Pay {
            return Ok(Weighed::NOTHING);
        }
        if tx.budgets().await?.is_empty() {
            return Ok(Weighed::NOTHING);
        }
        while self.release_batch(tx, now).await? == BATCH as usize {}
        let covering = self.covering(tx, action.agent, effect, now).await?;
        Ok(Weighed { charge: Charge::of(action.asked.arguments.json(), &self.roles(&action.asked), effect), covering })
    }

    /// What the registry knows of the arguments of this call.
    pub(crate) fn roles(&self, asked: &Asked) -> Roles {
        self.tools_known().meant(asked.tool.as_str(), asked.server.as_ref().map(Name::as_str)).roles
    }

    /// The budgets that cover what an agent does with a tool of this effect, with how they stand.
    pub(super) async fn covering(&self, reader: &mut Reader, agent: AgentId, effect: Effect, now: Time) -> Result<Vec<Covering>, Error> {
        let groups = self.registry().agent(agent).map(|agent| agent.terms.groups).unwrap_or_default();
        let zone = self.settings().get().time_zone;
        let mut covering = Vec::new();
        for kept in reader.budgets().await? {
            if kept.budget.covers(agent, &groups, effect) {
                let window = kept.budget.period.window(zone, now);
                let balance = reader.balance(kept.id, kept.budget.limit_minor(), window.from).await?;
                covering.push(Covering { id: kept.id, budget: kept.budget, window, balance });
            }
        }
        Ok(covering)
    }

    /// What the agent's last step does to the money of its action.
    pub(crate) async fn follow(&self, tx: &mut Tx, case: &Case, state: &State, now: Time) -> Result<(), Error> {
        match state {
            State::Consumed { approval, .. } => self.run(tx, case, approval, now).await,
            State::Reported { outcome: Outcome { succeeded, .. }, .. } => {
                for booked in tx.bookings(case.seq).await? {
                    let booking = booked.booking.report(*succeeded);
                    rebook(tx, case.action.id, &booked, booking, now).await?;
                }
                Ok(())
            }
            State::Held(_) | State::Approved(_) | State::Denied { .. } | State::Expired { .. } | State::Cancelled { .. } => Ok(()),
        }
    }

    /// Asks the budgets again before an action runs: a limit may have been lowered, or a budget be new.
    async fn run(&self, tx: &mut Tx, case: &Case, approval: &Approval, now: Time) -> Result<(), Error> {
        let weighed = self.weigh(tx, &case.action, &case.assessment, now).await?;
        let known = tx.bookings(case.seq).await?;
        let is_known = |id: BudgetId| known.iter().find(|booked| booked.budget == id);
        if matches!(weighed.charge, Charge::Unclear(_))
            && let Some(error) = weighed.objections().iter().find_map(refusal)
        {
            return Err(error);
        }
        for (one, minor) in budget::bookings(&weighed.charge, &weighed.covering) {
            let fits = match is_known(one.id) {
                // It counts in the period in which it was approved.
                Some(booked) if booked.at < one.window.from => booked.booking.amount <= one.balance.limit,
                Some(booked) => one.balance.may_run(booked.booking.amount),
                None => one.balance.fits(minor),
            };
            if !fits {
                return Err(over(&one.budget.name));
            }
            if is_known(one.id).is_none() {
                hold(tx, (case.seq, case.action.id), one, Booking::held(minor, approval.expires_at), now).await?;
            }
        }
        for booked in tx.bookings(case.seq).await? {
            let booking = booked.booking.run();
            rebook(tx, case.action.id, &booked, booking, now).await?;
        }
        Ok(())
    }

    /// Gives back what approvals hold that ended unused.
    pub(crate) async fn release_unused(&self) -> Result<(), Error> {
        if self.store().read().await?.unused(self.clock().now(), 1).await?.is_empty() {
            return Ok(());
        }
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    let now = gate.clock().now();
                    gate.release_batch(tx, now).await.map(|_| ())
                })
            })
            .await
    }

    async fn release_batch(&self, tx: &mut Tx, now: Time) -> Result<usize, Error> {
        let unused = tx.unused(now, BATCH).await?;
        for (action, booked) in &unused {
            let booking = booked.booking.tick(now);
            rebook(tx, *action, booked, booking, now).await?;
        }
        Ok(unused.len())
    }
}

async fn hold(tx: &mut Tx, action: (i64, ActionId), one: &Covering, booking: Booking, at: Time) -> Result<(), Error> {
    tx.book(&Booked { action: action.0, budget: one.id, at, booking }).await?;
    let (name, currency) = (one.budget.name.clone(), one.budget.limit.currency());
    if let Some(sum) = sum(booking.amount, currency) {
        tx.append(at, Some(action), Entry::Booked(Moved { budget: one.id, name, booked: budget::Booked::Held, sum })).await?;
    }
    Ok(())
}

/// Moves a booking on, and puts what that means on record.
pub(crate) async fn rebook(tx: &mut Tx, action: ActionId, before: &Booked, booking: Booking, now: Time) -> Result<(), Error> {
    if booking == before.booking {
        return Ok(());
    }
    tx.rebook(&Booked { booking, ..before.clone() }).await?;
    let Some(kept) = tx.budget(before.budget).await? else { return Ok(()) };
    for (booked, minor) in booking.since(&before.booking) {
        if let Some(sum) = sum(minor, kept.budget.limit.currency()) {
            let entry = Entry::Booked(Moved { budget: kept.id, name: kept.budget.name.clone(), booked, sum });
            tx.append(now, Some((before.action, action)), entry).await?;
        }
    }
    Ok(())
}

/// Minor units as a sum. None for what no sum can be, which no budget ever holds.
fn sum(minor: i64, currency: &str) -> Option<Sum> {
    Sum::new(major_units(minor, currency), currency).ok()
}

/// What a reviewer is told, where a reason forbids an approval.
fn refusal(reason: &Reason) -> Option<Error> {
    match reason {
        Reason::OverBudget { name, .. } | Reason::BeyondBudget { name, .. } => Some(over(name)),
        Reason::BudgetUnclear { name, .. } => Some(Error::new(
            Code::BudgetUnclear,
            format!("the budget `{name}` covers this, and nobody can say how much money it moves; it cannot be approved"),
        )),
        Reason::Passed { .. }
        | Reason::Held { .. }
        | Reason::Blocked { .. }
        | Reason::Fault { .. }
        | Reason::NoRule
        | Reason::OtherCurrency { .. }
        | Reason::Halted { .. }
        | Reason::Deviated { .. } => None,
    }
}

fn over(name: &str) -> Error {
    Error::new(Code::OverBudget, format!("this does not fit into what the budget `{name}` has left"))
}
