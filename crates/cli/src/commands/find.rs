//! `sekisho find`: the record, searched by date, amount and partner.

use anyhow::Context;
use chrono::Days;
use sekisho_api::desk::escaped;
use sekisho_gate::{
    AgentId,
    look::PAGE_MAX,
    view::{ActivityItem, ActivityPage},
};

use super::{
    Calls,
    people::active_agent,
    report::{day, midnight},
    review::{clock, headline, standing},
};
use crate::{args, say, table};

pub(super) async fn find(calls: &Calls, found: args::Found) -> anyhow::Result<()> {
    let limit = found.limit as usize;
    let query = query(calls, found).await?;
    let (mut items, mut after) = (Vec::new(), String::new());
    loop {
        let size = (limit - items.len()).clamp(1, PAGE_MAX as usize);
        let page: ActivityPage = calls.get(&format!("/activity?limit={size}{query}{after}")).await?;
        items.extend(page.items);
        match page.next.filter(|_| items.len() < limit) {
            Some(next) => after = format!("&after={}", escaped(&next)),
            None => break,
        }
    }
    items.truncate(limit);
    if calls.as_json(&items)? {
        return Ok(());
    }
    if items.is_empty() {
        return Ok(say::line("There is none.")?);
    }
    let row = |item: &ActivityItem| {
        [item.id.to_string(), clock(item.received_at), item.agent.name.clone(), standing(&item.standing), headline(&item.what)]
    };
    Ok(table::print(["ID", "ASKED", "AGENT", "STANDING", "ACTION"], &items.iter().map(row).collect::<Vec<_>>())?)
}

async fn query(calls: &Calls, found: args::Found) -> anyhow::Result<String> {
    let args::Found { from, to, amount_from, amount_to, currency, partner, agent, standing, words, limit: _ } = found;
    let agent = match agent {
        Some(agent) => Some(agent_id(calls, &agent).await?),
        None => None,
    };
    let from = from.map(|text| midnight(day(&text)?)).transpose()?;
    let until = to.map(|text| midnight(day(&text)?.checked_add_days(Days::new(1)).context("the last day is too late")?)).transpose()?;
    let asked = [
        ("from", from),
        ("to", until),
        ("amount_from", amount_from),
        ("amount_to", amount_to),
        ("currency", currency),
        ("partner", partner),
        ("agent", agent),
        ("standing", standing),
        ("q", words),
    ];
    Ok(asked.into_iter().filter_map(|(name, value)| Some(format!("&{name}={}", escaped(&value?)))).collect())
}

/// An agent by its id, also one that was revoked, or by its name.
pub(super) async fn agent_id(calls: &Calls, named: &str) -> anyhow::Result<String> {
    if named.parse::<AgentId>().is_ok() { Ok(named.to_owned()) } else { active_agent(calls, named).await }
}
