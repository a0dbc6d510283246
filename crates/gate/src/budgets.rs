//! Budgets: administrators set them, everybody sees how they stand, and executors tell what was really spent.

use sekisho_core::{
    budget::{Budget, Charge, Scope, Window, bookings, major_units},
    id::{BudgetId, ReviewerId},
    ledger::{BudgetEnded, BudgetSet, Entry},
    money::{Money, Sum},
    review::State,
    time::Time,
    tool::Effect,
};
use sekisho_store::{Reader, actions::Case, bookings::Line, budgets::Kept};

use crate::{
    Gate,
    agents::readable_name,
    chance,
    error::{Code, Error},
    view::{BudgetLine, BudgetView, BudgetsView, Covered, EndedBudget, Movement},
};

pub(crate) mod weighing;

/// The most budgets that hold at a time, as each payment asks every one.
pub const BUDGETS_MAX: usize = 200;

/// How many movements a view tells.
const MOVEMENTS: u32 = 10;

/// How many budgets that were ended are listed.
const ENDED: u32 = 50;

impl Gate {
    /// All budgets that hold, with how they stand, and the last that were ended.
    ///
    /// # Errors
    /// When `me` is no reviewer, or the database fails.
    pub async fn budgets(&self, me: ReviewerId) -> Result<BudgetsView, Error> {
        self.viewer(me)?;
        let mut reader = self.store().read().await?;
        let mut budgets = Vec::new();
        for kept in reader.budgets().await? {
            budgets.push(self.budget_view(&mut reader, kept).await?);
        }
        let ended = reader.ended_budgets(ENDED).await?.into_iter().filter_map(|kept| {
            Some(EndedBudget { id: kept.id, name: kept.budget.name, limit: kept.budget.limit, ended_at: kept.ended_at? })
        });
        Ok(BudgetsView { budgets, ended: ended.collect() })
    }

    /// Sets up a budget. What was approved before does not count in it.
    ///
    /// # Errors
    /// When it makes no sense, its name is taken, there are too many, `by` is no administrator, or the database fails.
    pub async fn add_budget(&self, by: ReviewerId, budget: Budget) -> Result<BudgetView, Error> {
        self.administrator(by)?;
        let (budget, gate, chance) = (self.sensible(budget)?, self.clone(), chance::for_id()?);
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                if tx.budgets().await?.len() >= BUDGETS_MAX {
                    return Err(Error::invalid(format!("there are {BUDGETS_MAX} budgets at the most")));
                }
                let now = gate.clock().now();
                let id = BudgetId::new(now, chance);
                if !tx.insert_budget(id, &budget, by, now).await? {
                    return Err(taken(&budget.name));
                }
                tx.append(now, None, Entry::BudgetSet(BudgetSet { by, budget: id, set: budget })).await?;
                Ok(id)
            })
        });
        let id = work.await?;
        self.budget(id).await
    }

    /// Changes a budget's name and limit. What it covers stays: what counted in it until now would mean something else.
    ///
    /// # Errors
    /// When there is no such budget that holds, the currency is another, the name is taken, `by` is no administrator, or the database
    /// fails.
    pub async fn change_budget(&self, by: ReviewerId, id: BudgetId, name: &str, limit: Sum) -> Result<BudgetView, Error> {
        self.administrator(by)?;
        let (name, gate) = (readable_name(name)?, self.clone());
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                let known = tx.budget(id).await?.filter(|kept| kept.ended_at.is_none()).ok_or_else(Error::not_found)?;
                if known.budget.limit.currency() != limit.currency() {
                    return Err(Error::invalid("a budget keeps its currency; end it and set up another"));
                }
                let set = Budget { name, limit, ..known.budget };
                let now = gate.clock().now();
                if !tx.update_budget(id, &set, by, now).await? {
                    return Err(taken(&set.name));
                }
                Ok(tx.append(now, None, Entry::BudgetSet(BudgetSet { by, budget: id, set })).await?)
            })
        });
        work.await?;
        self.budget(id).await
    }

    /// Ends a budget. It stays on record with all that counted in it.
    ///
    /// # Errors
    /// When there is no such budget that holds, `by` is no administrator, or the database fails.
    pub async fn end_budget(&self, by: ReviewerId, id: BudgetId) -> Result<EndedBudget, Error> {
        self.administrator(by)?;
        let gate = self.clone();
        let work = self.store().write(move |tx| {
            Box::pin(async move {
                gate.administrator(by)?;
                let known = tx.budget(id).await?.filter(|kept| kept.ended_at.is_none()).ok_or_else(Error::not_found)?;
                let now = gate.clock().now();
                tx.end_budget(id, by, now).await?;
                tx.append(now, None, Entry::BudgetEnded(BudgetEnded { by, budget: id })).await?;
                Ok(EndedBudget { id, name: known.budget.name, limit: known.budget.limit, ended_at: now })
            })
        });
        work.await
    }

    /// The budgets that cover an action which waits.
    pub(crate) async fn budget_lines(&self, reader: &mut Reader, case: &Case, now: Time) -> Result<Vec<BudgetLine>, Error> {
        let (effect, waits) = (case.assessment.class.effect, matches!(case.state, State::Held(_)));
        if !waits || (case.assessment.money == Money::None && effect != Effect::Pay) {
            return Ok(Vec::new());
        }
        let charge = Charge::of(case.action.asked.arguments.json(), &self.roles(&case.action.asked), effect);
        let covering = self.covering(reader, case.action.agent, effect, now).await?;
        let booked = bookings(&charge, &covering);
        let unclear = if let Charge::Unclear(unclear) = &charge { Some(unclear) } else { None };
        let line = |one: &sekisho_core::budget::Covering| {
            let minor = booked.iter().find(|(other, _)| other.id == one.id).map(|(_, minor)| *minor);
            // One in another currency has nothing to say.
            (minor.is_some() || unclear.is_some()).then(|| BudgetLine {
                id: one.id,
                name: one.budget.name.clone(),
                left: decimal(one.balance.left(), &one.budget.limit),
                amount: minor.map(|minor| decimal(minor, &one.budget.limit)),
                limit: one.budget.limit.clone(),
                unclear: unclear.cloned(),
                fits: minor.is_some_and(|minor| one.balance.fits(minor)),
                until: one.window.until,
            })
        };
        Ok(covering.iter().filter_map(line).collect())
    }

    async fn budget(&self, id: BudgetId) -> Result<BudgetView, Error> {
        let mut reader = self.store().read().await?;
        let kept = reader.budget(id).await?.ok_or_else(Error::not_found)?;
        self.budget_view(&mut reader, kept).await
    }

    async fn budget_view(
        &self,
        reader: &mut Reader,
        Kept { id, budget, created_at, set_by, set_at, .. }: Kept,
    ) -> Result<BudgetView, Error> {
        let Window { from, until } = budget.period.window(self.settings().get().time_zone, self.clock().now());
        let told = reader.balance(id, budget.limit_minor(), from).await?.told();
        let movements = reader.account(id, MOVEMENTS).await?;
        let amount = |minor| decimal(minor, &budget.limit);
        let movement = |line: Line| Movement {
            action: line.action,
            agent: self.registry().agent_ref(line.agent),
            at: line.at,
            amount: amount(line.booking.amount),
            stage: line.booking.stage,
            over: amount(line.booking.over),
        };
        let movements = movements.into_iter().map(movement).collect();
        let (held, spent, over) = (amount(told.held.saturating_add(told.running)), amount(told.spent), amount(told.over));
        let (left, returned) = (amount(told.left()), amount(told.returned));
        let agents = match budget.agents {
            Scope::Everyone => Covered::Everyone,
            Scope::Group { name } => Covered::Group { name },
            Scope::Agent { id } => Covered::Agent { agent: self.registry().agent_ref(id) },
        };
        let Budget { name, effect, period, limit, .. } = Budget { agents: Scope::Everyone, ..budget };
        Ok(BudgetView {
            id,
            name,
            agents,
            effect,
            period,
            limit,
            held,
            spent,
            over,
            left,
            returned,
            from,
            until,
            movements,
            created_at,
            set_by: self.registry().reviewer_ref(set_by),
            set_at,
        })
    }

    /// The same with names as they are kept, if it makes sense.
    fn sensible(&self, budget: Budget) -> Result<Budget, Error> {
        if !budget.period.is_possible() {
            return Err(Error::invalid(format!("a rolling budget has 1 to {} hours", sekisho_core::budget::HOURS_MAX)));
        }
        let agents = match budget.agents {
            Scope::Everyone => Scope::Everyone,
            Scope::Group { name } => Scope::Group { name: readable_name(&name)? },
            Scope::Agent { id } if self.registry().is_active_agent(id) => Scope::Agent { id },
            Scope::Agent { .. } => return Err(Error::invalid("there is no such agent")),
        };
        Ok(Budget { name: readable_name(&budget.name)?, agents, ..budget })
    }
}

fn decimal(minor: i64, limit: &Sum) -> String {
    major_units(minor, limit.currency()).to_string()
}

fn taken(name: &str) -> Error {
    Error::new(Code::Conflict, format!("there is a budget named `{name}` already"))
}
