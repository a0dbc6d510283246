//! `sekisho queue`, `readings` and `show`.

use anyhow::ensure;
use sekisho_gate::{
    ActionId,
    look::LINES_MAX,
    view::{ActionView, ActivityItem, ActivityPage, By, Claims, Line, LinePage, QueueItem, QueuePage, Standing, ValueKind, What, With},
};
use serde::Serialize;

use super::{Calls, keeping::kept};
use crate::{say, table};

/// A line of `queue --json`. Field names are stable.
#[derive(Serialize)]
struct Queued<'a> {
    id: ActionId,
    agent: &'a str,
    tool: String,
    server: Option<String>,
    effect: &'static str,
    risk: u8,
    level: &'static str,
    received_at: sekisho_gate::Time,
    due_at: sekisho_gate::Time,
    mine: bool,
}

impl<'a> From<&'a QueueItem> for Queued<'a> {
    fn from(item: &'a QueueItem) -> Self {
        Self {
            id: item.id,
            agent: &item.agent.name,
            tool: item.what.tool.to_line(),
            server: item.what.server.as_ref().map(sekisho_gate::Shown::to_line),
            effect: item.what.effect.name(),
            risk: item.risk.score,
            level: item.risk.level.name(),
            received_at: item.received_at,
            due_at: item.due_at,
            mine: item.mine,
        }
    }
}

pub(super) async fn queue(calls: &Calls, all: bool, limit: u32) -> anyhow::Result<()> {
    let scope = if all { "all" } else { "mine" };
    let page: QueuePage = calls.get(&format!("/queue?scope={scope}&limit={limit}")).await?;
    let queued: Vec<_> = page.items.iter().map(Queued::from).collect();
    if calls.as_json(&queued)? {
        return Ok(());
    }
    if page.items.is_empty() {
        return Ok(say::line("Nothing waits.")?);
    }
    let rows: Vec<_> = page
        .items
        .iter()
        .map(|item| {
            [
                item.id.to_string(),
                risk(item.risk.score, item.risk.level.name()),
                clock(item.due_at),
                item.agent.name.clone(),
                headline(&item.what),
            ]
        })
        .collect();
    Ok(table::print(["ID", "RISK", "DUE", "AGENT", "ACTION"], &rows)?)
}

pub(super) async fn readings(calls: &Calls, done: bool, limit: u32) -> anyhow::Result<()> {
    let reading = if done { "done" } else { "open" };
    let page: ActivityPage = calls.get(&format!("/activity?reading={reading}&limit={limit}")).await?;
    if calls.as_json(&page.items)? {
        return Ok(());
    }
    if page.items.is_empty() {
        return Ok(say::line("There is nothing to read.")?);
    }
    let row = |item: &ActivityItem| [item.id.to_string(), clock(item.received_at), standing(&item.standing), headline(&item.what)];
    Ok(table::print(["ID", "ASKED", "STANDING", "ACTION"], &page.items.iter().map(row).collect::<Vec<_>>())?)
}

pub(super) async fn show(calls: &Calls, id: &str) -> anyhow::Result<()> {
    let mut view = action(calls, id).await?;
    fetch_rest(calls, &format!("/actions/{}/arguments", view.id), &mut view.arguments, view.arguments_count).await?;
    fetch_rest(calls, &format!("/actions/{}/claims", view.id), &mut view.claims.others, view.claims.others_count).await?;
    if calls.as_json(&view)? {
        return Ok(());
    }
    say::line(&format!("{}   {}", headline(&view.what), risk(view.risk.score, view.risk.level.name())))?;
    say::line(&format!("agent     {}", view.agent.name))?;
    say::line(&format!("standing  {}", standing(&view.standing)))?;
    say::line(&format!("due       {}", clock(view.due_at)))?;
    say::line(&format!("digest    {}", view.digest))?;
    say::line(&format!("kept      {}", kept(&view.keeping)))?;
    say::line("arguments")?;
    print_lines(&view.arguments)?;
    print_claims(&view.claims)
}

pub(super) async fn action(calls: &Calls, id: &str) -> anyhow::Result<ActionView> {
    let id: ActionId = id.parse()?;
    calls.get(&format!("/actions/{id}")).await
}

/// An action comes with its first lines only. What it asks for never changes, so that pages of it fit together.
async fn fetch_rest(calls: &Calls, path: &str, lines: &mut Vec<Line>, count: u32) -> anyhow::Result<()> {
    while lines.len() < count as usize {
        let page: LinePage = calls.get(&format!("{path}?after={}&limit={LINES_MAX}", lines.len())).await?;
        ensure!(!page.lines.is_empty(), "the hub holds back {} values", count as usize - lines.len());
        lines.extend(page.lines);
    }
    Ok(())
}

pub(super) fn headline(what: &What) -> String {
    let server = what.server.as_ref().map(|server| format!("{}/", server.to_line())).unwrap_or_default();
    let amount = what
        .amount
        .as_ref()
        .map(|amount| format!(" {} {}", amount.value, amount.currency.as_deref().unwrap_or_default()))
        .unwrap_or_default();
    format!("{}{amount}  {server}{}", what.effect.name(), what.tool.to_line())
}

pub(super) fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Held { with, .. } => match with {
            With::Anyone => "waits".to_owned(),
            With::Reviewer { reviewer } => format!("waits for {}", reviewer.name),
            With::Group { name } => format!("waits for {name}"),
            With::Administrators => "waits for an administrator".to_owned(),
        },
        Standing::Approved { by, .. } => format!("approved by {}", who(by)),
        Standing::Consumed { by, .. } => format!("approved by {}, and let run", who(by)),
        Standing::Reported { succeeded, .. } => if *succeeded { "done" } else { "failed" }.to_owned(),
        Standing::Denied { by, .. } => format!("denied by {}", who(by)),
        Standing::Expired { .. } => "expired".to_owned(),
        Standing::Cancelled { .. } => "cancelled".to_owned(),
    }
}

fn who(by: &By) -> String {
    match by {
        By::Reviewer { reviewer } => reviewer.name.clone(),
        By::Grant { reviewer, .. } => format!("{}, ahead", reviewer.name),
        By::Rule { rule, .. } => format!("the rule `{rule}`"),
        By::Budget { name } => format!("the budget `{name}`"),
    }
}

fn print_lines(lines: &[Line]) -> anyhow::Result<()> {
    for line in lines {
        let indent = "  ".repeat(line.depth as usize + 1);
        let value = match line.kind {
            ValueKind::Word | ValueKind::Number | ValueKind::Text => line.value.to_line(),
            ValueKind::List | ValueKind::Object => String::new(),
        };
        say::line(format!("{indent}{}: {value}", line.key.to_line()).trim_end())?;
    }
    Ok(())
}

/// What the agent says stands under a heading of its own, further in than what it asks for.
fn print_claims(claims: &Claims) -> anyhow::Result<()> {
    say::line("claimed by the agent, not verified")?;
    let named =
        [("reasoning", &claims.reasoning), ("task", &claims.task), ("on behalf of", &claims.on_behalf_of), ("session", &claims.session)];
    for (name, claim) in named {
        if let Some(claim) = claim {
            say::line(&format!("  | {name}: {}", claim.to_line()))?;
        }
    }
    for line in &claims.others {
        let indent = "  ".repeat(line.depth as usize);
        say::line(format!("  | {indent}{}: {}", line.key.to_line(), line.value.to_line()).trim_end())?;
    }
    Ok(())
}

fn risk(score: u8, level: &str) -> String {
    format!("{score:>3} {level}")
}

pub(super) fn clock(time: sekisho_gate::Time) -> String {
    time.format("%Y-%m-%d %H:%M:%SZ").to_string()
}
