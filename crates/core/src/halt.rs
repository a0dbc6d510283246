//! The kill switch: what is stopped, by whom and why, and the only function that lets it go again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    action::Asked,
    fold::fold,
    id::{AgentId, HaltId, ReviewerId},
    time::Time,
};

#[cfg(test)]
mod tests;

/// The most halts of less than everything that stand at a time. Everything can always be halted.
pub const STANDING_MAX: usize = 100;

/// The most agents that a lifted halt remembers as silent, by name.
pub const SILENT_MAX: usize = 200;

/// What is stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[ts(export, optional_fields)]
pub enum Scope {
    /// Every agent. In braces, as only then unknown fields beside the tag are refused.
    Everything {},
    /// Every agent in a group.
    Group {
        /// The group.
        group: String,
    },
    /// One agent.
    Agent {
        /// Which.
        agent: AgentId,
    },
    /// One tool, whoever calls it.
    Tool {
        /// Its name.
        tool: String,
        /// Where it lives; none for wherever it lives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        server: Option<String>,
    },
    /// One session of an agent.
    Session {
        /// Whose.
        agent: AgentId,
        /// Which.
        session: String,
    },
}

/// What of an action is stopped, by whoever looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export, rename = "HaltPart")]
pub enum Part {
    /// The agent that asked.
    Agent,
    /// Its tool, wherever that lives.
    Tool,
    /// The session it says the action belongs to.
    Session,
}

/// What a halt is held against: one action, and what is known of who asks.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Who asks.
    pub agent: AgentId,
    /// The groups it is in.
    pub groups: &'a [String],
    /// What for.
    pub asked: &'a Asked,
    /// Whether the server that the agent names has told of such a tool.
    pub registered: bool,
}

impl Scope {
    /// A part of an action as it was sent; none if it names no session.
    #[must_use]
    pub fn of(part: Part, agent: AgentId, asked: &Asked) -> Option<Self> {
        match part {
            Part::Agent => Some(Self::Agent { agent }),
            Part::Tool => Some(Self::Tool { tool: asked.tool.as_str().to_owned(), server: None }),
            Part::Session => asked.session().map(|session| Self::Session { agent, session: session.to_owned() }),
        }
    }

    /// Whether an action is stopped. What the agent says of itself frees nothing: an action without a server or a session may be
    /// any, and a server that never told of such a tool is made up.
    #[must_use]
    pub fn covers(&self, target: &Target<'_>) -> bool {
        match self {
            Self::Everything {} => true,
            Self::Group { group } => target.groups.contains(group),
            Self::Agent { agent } => *agent == target.agent,
            Self::Tool { tool, server } => {
                let named = target.asked.server.as_ref().map(|server| fold(server.as_str()));
                let elsewhere = server.as_deref().zip(named).is_some_and(|(halted, named)| fold(halted) != named && target.registered);
                fold(tool) == fold(target.asked.tool.as_str()) && !elsewhere
            }
            Self::Session { agent, session } => {
                let claimed = target.asked.session().map(fold).filter(|claimed| !claimed.is_empty());
                *agent == target.agent && claimed.is_none_or(|claimed| claimed == fold(session))
            }
        }
    }

    /// Whether anything that this agent does could be stopped, so that it has to be told.
    #[must_use]
    pub fn concerns(&self, agent: AgentId, groups: &[String]) -> bool {
        match self {
            Self::Everything {} | Self::Tool { .. } => true,
            Self::Group { group } => groups.contains(group),
            Self::Agent { agent: halted } | Self::Session { agent: halted, .. } => *halted == agent,
        }
    }
}

/// One use of the kill switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Halt {
    /// Its id.
    pub id: HaltId,
    /// What is stopped.
    pub scope: Scope,
    /// Since when.
    pub since: Time,
    /// By whom.
    pub by: Halter,
    /// Why, if that was said.
    pub reason: Option<String>,
    /// Whether a second administrator must confirm that things go on.
    pub second_person: bool,
    /// Where it stands.
    pub state: State,
}

/// Who or what halted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Halter {
    /// A person.
    Reviewer(ReviewerId),
    /// A file in the data directory.
    File,
}

/// Where a halt stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It stops what it covers.
    Standing,
    /// It still does; somebody wants things to go on, and waits for another to say so too.
    ResumeAsked(Resume),
    /// Things go on.
    Lifted {
        /// Who asked first, if two had to.
        asked: Option<Resume>,
        /// Who let go.
        resumed: Resume,
        /// Who had not said by then that they had heard of it. None of halts from before this was kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        silent: Option<Silent>,
    },
}

/// Somebody's word that things may go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// Who.
    pub by: ReviewerId,
    /// When.
    pub at: Time,
    /// Why.
    pub reason: String,
}

/// Agents that did not say that they had heard of a halt.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Silent {
    /// The first of them, [`SILENT_MAX`] at the most.
    pub agents: Vec<AgentId>,
    /// How many they were in all.
    pub count: u32,
}

impl Silent {
    /// These agents.
    #[must_use]
    pub fn new(mut agents: Vec<AgentId>) -> Self {
        let count = u32::try_from(agents.len()).unwrap_or(u32::MAX);
        agents.truncate(SILENT_MAX);
        Self { agents, count }
    }
}

/// Why things do not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// They do already.
    #[error("this halt is lifted already")]
    AlreadyLifted,
    /// The same person asked before.
    #[error("another administrator must confirm this")]
    SamePerson,
}

impl State {
    /// Whether it still stops anything.
    #[must_use]
    pub fn is_standing(&self) -> bool {
        match self {
            Self::Standing | Self::ResumeAsked(_) => true,
            Self::Lifted { .. } => false,
        }
    }
}

impl Halt {
    /// What an administrator's word makes of the halt; `silent` are the agents that have not said that they heard of it.
    ///
    /// # Errors
    /// When it is lifted, or needs somebody else's word.
    pub fn resume(&self, resume: Resume, silent: Silent) -> Result<State, Refusal> {
        match &self.state {
            State::Standing if self.second_person => Ok(State::ResumeAsked(resume)),
            State::Standing => Ok(State::Lifted { asked: None, resumed: resume, silent: Some(silent) }),
            State::ResumeAsked(asked) if asked.by == resume.by => Err(Refusal::SamePerson),
            State::ResumeAsked(asked) => Ok(State::Lifted { asked: Some(asked.clone()), resumed: resume, silent: Some(silent) }),
            State::Lifted { .. } => Err(Refusal::AlreadyLifted),
        }
    }
}
