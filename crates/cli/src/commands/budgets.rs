//! `sekisho budget`.

use anyhow::{Context, bail};
use sekisho_gate::{
    Every, Sum,
    view::{AgentView, BudgetView, BudgetsView, Covered, Effect, EndedBudget},
};
use serde_json::{Value, json};

use super::{Calls, people::one};
use crate::{args, say, table};

pub(super) async fn budgets(calls: &Calls, command: args::Budget) -> anyhow::Result<()> {
    match command {
        args::Budget::List => list(calls).await,
        args::Budget::Set { name, limit, every, agent, group, effect } => {
            let budget = set(calls, &name, &limit, &Wanted { every, agent, group, effect }).await?;
            if !calls.as_json(&budget)? {
                let currency = budget.limit.currency();
                say::line(&format!("{}: {} of {} {currency} left", budget.name, budget.left, budget.limit.value()))?;
            }
            Ok(())
        }
        args::Budget::End { budget } => {
            let known: BudgetsView = calls.get("/budgets").await?;
            let found = known.budgets.iter().filter(|known| known.id.to_string() == budget || known.name == budget);
            let id = one(found.map(|known| known.id.to_string()).collect(), "budget", &budget)?;
            let ended: EndedBudget = calls.delete(&format!("/budgets/{id}")).await?;
            if !calls.as_json(&ended)? {
                say::line(&format!("Ended {}", ended.name))?;
            }
            Ok(())
        }
    }
}

/// What a new budget covers.
struct Wanted {
    every: Option<String>,
    agent: Option<String>,
    group: Option<String>,
    effect: Option<String>,
}

async fn list(calls: &Calls) -> anyhow::Result<()> {
    let known: BudgetsView = calls.get("/budgets").await?;
    if calls.as_json(&known.budgets)? {
        return Ok(());
    }
    let rows: Vec<_> = known
        .budgets
        .into_iter()
        .map(|budget| {
            let limit = format!("{} {}", budget.limit.value(), budget.limit.currency());
            [
                period(budget.period),
                limit,
                budget.spent,
                budget.held,
                budget.over,
                budget.left,
                covers(&budget.agents, budget.effect),
                budget.name,
            ]
        })
        .collect();
    Ok(table::print(["EVERY", "LIMIT", "SPENT", "HELD", "OVER", "LEFT", "COVERS", "NAME"], &rows)?)
}

async fn set(calls: &Calls, name: &str, limit: &str, wanted: &Wanted) -> anyhow::Result<BudgetView> {
    let limit: Sum = limit.parse()?;
    let known: BudgetsView = calls.get("/budgets").await?;
    if let Some(known) = known.budgets.iter().find(|known| known.name == name) {
        if wanted.every.is_some() || wanted.agent.is_some() || wanted.group.is_some() || wanted.effect.is_some() {
            bail!("the budget `{name}` keeps what it covers; end it first, or change only its limit");
        }
        return calls.put(&format!("/budgets/{}", known.id), json!({ "name": name, "limit": limit }).to_string()).await;
    }
    let every = wanted.every.as_deref().context("a new budget needs `--every`")?;
    let agents = match (&wanted.agent, &wanted.group) {
        (Some(agent), _) => json!({ "to": "agent", "id": agent_id(calls, agent).await? }),
        (None, Some(group)) => json!({ "to": "group", "name": group }),
        (None, None) => json!({ "to": "everyone" }),
    };
    let mut body = json!({ "name": name, "agents": agents, "limit": limit, "period": parse_period(every)? });
    if let (Some(effect), Value::Object(body)) = (&wanted.effect, &mut body) {
        body.insert("effect".to_owned(), json!(effect));
    }
    calls.post("/budgets", &body).await
}

async fn agent_id(calls: &Calls, named: &str) -> anyhow::Result<String> {
    let agents: Vec<AgentView> = calls.get("/agents").await?;
    let known = agents.iter().filter(|known| known.revoked_at.is_none() && (known.id.to_string() == named || known.name == named));
    one(known.map(|known| known.id.to_string()).collect(), "agent", named)
}

fn parse_period(text: &str) -> anyhow::Result<Every> {
    Ok(match text {
        "day" => Every::Day,
        "week" => Every::Week,
        "month" => Every::Month,
        other => {
            let hours = other.strip_suffix('h').and_then(|hours| hours.parse().ok());
            Every::Hours { hours: hours.context("expected `day`, `week`, `month`, or hours such as `24h`")? }
        }
    })
}

fn period(every: Every) -> String {
    match every {
        Every::Day => "day".to_owned(),
        Every::Week => "week".to_owned(),
        Every::Month => "month".to_owned(),
        Every::Hours { hours } => format!("{hours}h"),
    }
}

fn covers(agents: &Covered, effect: Option<Effect>) -> String {
    let who = match agents {
        Covered::Everyone => "everyone".to_owned(),
        Covered::Group { name } => format!("group {name}"),
        Covered::Agent { agent } => agent.name.clone(),
    };
    effect.map_or(who.clone(), |effect| format!("{who}, {}", effect.name()))
}
