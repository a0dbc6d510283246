//! `sekisho keeping`: how long things are kept, what is held, and erasing.

use anyhow::{Context, bail};
use chrono::Days;
use sekisho_api::desk::escaped;
use sekisho_gate::{
    HoldScope,
    view::{ActionView, AnnouncedView, ErasedBy, HoldView, KeepingView, KeptView},
};
use serde_json::{Value, json};

use super::{
    Calls,
    find::agent_id,
    report::{day, midnight},
    review::{action, clock, headline},
};
use crate::{args, say, table};

pub(super) async fn run(calls: &Calls, command: args::Keeping) -> anyhow::Result<()> {
    match command {
        args::Keeping::Show => show(calls, &calls.get("/keeping").await?),
        args::Keeping::Set { money, changes, looks, note } => {
            let now: KeepingView = calls.get("/keeping").await?;
            let mut body = json!({ "edition": now.edition, "note": note });
            for (name, years) in [("money", money), ("changes", changes), ("looks", looks)] {
                if let (Some(years), Value::Object(fields)) = (years, &mut body) {
                    fields.insert(name.to_owned(), years.into());
                }
            }
            show(calls, &calls.put("/keeping", body.to_string()).await?)
        }
        args::Keeping::Hold { name, what, reason } => {
            let body = json!({ "name": name, "reason": reason, "scope": scope(calls, what).await? });
            let hold: HoldView = calls.post("/keeping/holds", &body).await?;
            if !calls.as_json(&hold)? {
                say::line(&format!("Held: {} ({})", described(&hold.scope), hold.id))?;
            }
            Ok(())
        }
        args::Keeping::Lift { hold, reason } => {
            let now: KeepingView = calls.get("/keeping").await?;
            let named = |known: &&HoldView| known.name == hold || known.id.to_string() == hold;
            let id = now.holds.iter().find(named).with_context(|| format!("no hold `{hold}` stands"))?.id;
            let path = format!("/keeping/holds/{}/lift", escaped(&id.to_string()));
            show(calls, &calls.post(&path, &json!({ "reason": reason })).await?)
        }
        args::Keeping::Erase { id, reason } => {
            let id = action(calls, &id).await?.id;
            let after: ActionView = calls.post(&format!("/actions/{id}/erase"), &json!({ "reason": reason })).await?;
            if !calls.as_json(&after)? {
                say::line(&format!("{}: {}", headline(&after.what), kept(&after.keeping)))?;
            }
            Ok(())
        }
        args::Keeping::ConfirmClock => show(calls, &calls.touch("/keeping/clock").await?),
    }
}

fn show(calls: &Calls, keeping: &KeepingView) -> anyhow::Result<()> {
    if calls.as_json(keeping)? {
        return Ok(());
    }
    let years = |years: Option<u32>| years.map_or("for good".to_owned(), |years| format!("{years} years"));
    let by = keeping.by.as_ref().map_or("nobody has set it".to_owned(), |by| format!("edition {}, by {}", keeping.edition, by.name));
    say::line(&format!("money     {}", years(keeping.years.money)))?;
    say::line(&format!("changes   {}", years(keeping.years.changes)))?;
    say::line(&format!("looks     {}", years(keeping.years.looks)))?;
    say::line(&format!("set       {by}"))?;
    say::line(&format!("erased    {}", keeping.erased))?;
    if let Some(AnnouncedView { actions, not_before, .. }) = keeping.announced {
        say::line(&format!("announced {actions}, not before {}", clock(not_before)))?;
    }
    if keeping.clock_doubted {
        say::line("The clock has jumped; nothing is erased until `sekisho keeping confirm-clock` says that it is right.")?;
    }
    if keeping.holds.is_empty() {
        return Ok(say::line("Nothing is held.")?);
    }
    let row = |hold: &HoldView| [hold.id.to_string(), clock(hold.at), hold.by.name.clone(), hold.name.clone(), described(&hold.scope)];
    Ok(table::print(["ID", "SINCE", "BY", "HOLD", "WHAT"], &keeping.holds.iter().map(row).collect::<Vec<_>>())?)
}

async fn scope(calls: &Calls, what: args::Held) -> anyhow::Result<HoldScope> {
    let args::Held { action, agent, tool, partner, period } = what;
    if let Some(action) = action {
        return Ok(HoldScope::Action { action: action.parse()? });
    }
    if let Some(agent) = agent {
        return Ok(HoldScope::Agent { agent: agent_id(calls, &agent).await?.parse()? });
    }
    match (tool, partner, period.as_deref()) {
        (Some(tool), _, _) => Ok(HoldScope::Tool { tool }),
        (None, Some(partner), _) => Ok(HoldScope::Partner { partner }),
        (None, None, Some([first, last])) => {
            let until = day(last)?.checked_add_days(Days::new(1)).context("the last day is too late")?;
            Ok(HoldScope::Period { from: midnight(day(first)?)?.parse()?, until: midnight(until)?.parse()? })
        }
        (None, None, _) => bail!("say what is held"),
    }
}

fn described(scope: &HoldScope) -> String {
    match scope {
        HoldScope::Action { action } => format!("the action {action}"),
        HoldScope::Agent { agent } => format!("the agent {agent}"),
        HoldScope::Tool { tool } => format!("the tool {tool}"),
        HoldScope::Partner { partner } => format!("partners like {partner}"),
        HoldScope::Period { from, until } => format!("from {} until {}", clock(*from), clock(*until)),
    }
}

/// How long an action is kept, in a few words.
pub(super) fn kept(kept: &KeptView) -> String {
    if let Some(erased) = &kept.erased {
        let why = match &erased.grounds {
            ErasedBy::Policy { edition } => format!("its time was over by edition {edition} of the policy"),
            ErasedBy::Request { by, second: None, .. } => format!("by {}", by.name),
            ErasedBy::Request { by, second: Some(second), .. } => format!("by {} and {}", by.name, second.name),
        };
        return format!("contents erased {}, {why}", clock(erased.at));
    }
    let years = kept.years.map_or("kept for good".to_owned(), |years| format!("kept for {years} years"));
    let holds: Vec<_> = kept.holds.iter().map(|hold| format!("held by `{}`", hold.name)).collect();
    let asked = kept.asked.as_ref().map(|by| format!("{} wants its contents erased; another administrator has to say so, too", by.name));
    [years].into_iter().chain(holds).chain(asked).collect::<Vec<_>>().join("; ")
}
