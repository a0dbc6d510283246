//! `sekisho agent` and `sekisho reviewer`.

use anyhow::bail;
use sekisho_gate::{
    Terms,
    view::{AgentView, NewAgent, NewReviewer, ReviewerView, Role},
};
use serde_json::json;

use super::Calls;
use crate::{args, say, table};

pub(super) async fn agent(calls: &Calls, command: args::Agent) -> anyhow::Result<()> {
    match command {
        args::Agent::Add { name, terms } => {
            let new: NewAgent = calls.post("/agents", &json!({ "name": name, "terms": Terms::from(terms) })).await?;
            if !calls.as_json(&new)? {
                say::line(&new.token)?;
                say::remark("This credential is shown this once. Give it to the agent and keep it secret.");
            }
        }
        args::Agent::List => {
            let agents: Vec<AgentView> = calls.get("/agents").await?;
            if !calls.as_json(&agents)? {
                let rows: Vec<_> = agents
                    .into_iter()
                    .map(|agent| {
                        let groups = agent.terms.groups.join(", ");
                        [agent.id.to_string(), state(agent.revoked_at.is_some()), agent.actions.to_string(), groups, agent.name]
                    })
                    .collect();
                table::print(["ID", "STATE", "ACTIONS", "GROUPS", "NAME"], &rows)?;
            }
        }
        args::Agent::Set { agent, terms } => {
            let id = active_agent(calls, &agent).await?;
            let set: AgentView = calls.put(&format!("/agents/{id}/terms"), serde_json::to_string(&Terms::from(terms))?).await?;
            if !calls.as_json(&set)? {
                say::line(&format!("Set the terms of {}", set.name))?;
            }
        }
        args::Agent::Revoke { agent } => {
            let id = active_agent(calls, &agent).await?;
            let revoked: AgentView = calls.delete(&format!("/agents/{id}")).await?;
            if !calls.as_json(&revoked)? {
                say::line(&format!("Revoked {}", revoked.name))?;
            }
        }
    }
    Ok(())
}

pub(super) async fn reviewer(calls: &Calls, command: args::Reviewer) -> anyhow::Result<()> {
    match command {
        args::Reviewer::Add { name, groups, role } => {
            let role = Role::from(role);
            let new: NewReviewer = calls.post("/reviewers", &json!({ "name": name, "role": role, "groups": groups })).await?;
            if !calls.as_json(&new)? {
                say::line(&new.token)?;
                say::remark("This credential is shown this once. Give it to the reviewer and keep it secret.");
            }
        }
        args::Reviewer::List => {
            let reviewers: Vec<ReviewerView> = calls.get("/reviewers").await?;
            if !calls.as_json(&reviewers)? {
                let rows: Vec<_> = reviewers
                    .into_iter()
                    .map(|reviewer| {
                        let state = state(reviewer.revoked_at.is_some());
                        let role = reviewer.role.name().to_owned();
                        [reviewer.id.to_string(), state, role, reviewer.groups.join(", "), reviewer.name]
                    })
                    .collect();
                table::print(["ID", "STATE", "ROLE", "GROUPS", "NAME"], &rows)?;
            }
        }
        args::Reviewer::Role { reviewer, role } => {
            let id = active_reviewer(calls, &reviewer).await?;
            let body = json!({ "role": Role::from(role) }).to_string();
            let set: ReviewerView = calls.put(&format!("/reviewers/{id}/role"), body).await?;
            if !calls.as_json(&set)? {
                say::line(&format!("{} is {} now", set.name, with_article(set.role)))?;
            }
        }
        args::Reviewer::Revoke { reviewer } => {
            let id = active_reviewer(calls, &reviewer).await?;
            let revoked: ReviewerView = calls.delete(&format!("/reviewers/{id}")).await?;
            if !calls.as_json(&revoked)? {
                say::line(&format!("Revoked {}", revoked.name))?;
            }
        }
    }
    Ok(())
}

async fn active_reviewer(calls: &Calls, named: &str) -> anyhow::Result<String> {
    let reviewers: Vec<ReviewerView> = calls.get("/reviewers").await?;
    let known = reviewers.iter().filter(|known| known.revoked_at.is_none() && (known.id.to_string() == named || known.name == named));
    one(known.map(|known| known.id.to_string()).collect(), "reviewer", named)
}

const fn with_article(role: Role) -> &'static str {
    match role {
        Role::Administrator => "an administrator",
        Role::Reviewer => "a reviewer",
        Role::Auditor => "an auditor",
    }
}

pub(super) async fn active_agent(calls: &Calls, named: &str) -> anyhow::Result<String> {
    let agents: Vec<AgentView> = calls.get("/agents").await?;
    let known = agents.iter().filter(|known| known.revoked_at.is_none() && (known.id.to_string() == named || known.name == named));
    one(known.map(|known| known.id.to_string()).collect(), "agent", named)
}

impl From<args::Role> for Role {
    fn from(role: args::Role) -> Self {
        match role {
            args::Role::Administrator => Self::Administrator,
            args::Role::Reviewer => Self::Reviewer,
            args::Role::Auditor => Self::Auditor,
        }
    }
}

impl From<args::Terms> for Terms {
    fn from(terms: args::Terms) -> Self {
        Self { groups: terms.groups, limit: terms.limit, task_claimed: terms.task_claimed }
    }
}

fn state(revoked: bool) -> String {
    if revoked { "revoked" } else { "active" }.to_owned()
}

pub(super) fn one(found: Vec<String>, kind: &str, named: &str) -> anyhow::Result<String> {
    match <[String; 1]>::try_from(found) {
        Ok([id]) => Ok(id),
        Err(found) if found.is_empty() => bail!("there is no active {kind} `{named}`"),
        Err(_) => bail!("there are several active {kind}s `{named}`; use the id"),
    }
}
