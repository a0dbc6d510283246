//! Who asks for which tool, for rules.

use crate::{action::Asked, signal::Facts, tool::Effect};

/// Who asks for which tool: what decides which policies can apply at all.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The agent, by its id.
    pub agent: String,
    /// The groups it is in.
    pub groups: Vec<String>,
    /// The server that the agent names; empty if none.
    pub server: String,
    /// The tool's name.
    pub tool: String,
    /// What the tool does.
    pub effect: Effect,
}

impl Subject {
    /// Who asks for what.
    #[must_use]
    pub fn new(agent: &impl ToString, asked: &Asked, facts: &Facts) -> Self {
        Self {
            agent: agent.to_string(),
            groups: facts.terms.groups.clone(),
            server: asked.server.as_ref().map_or("", |server| server.as_str()).to_owned(),
            tool: asked.tool.as_str().to_owned(),
            effect: facts.class.effect,
        }
    }
}
