//! What agents have read: kept with its session, for as long as it helps to judge what they do next.

use sekisho_core::{action::Asked, agent::Terms, id::AgentId, json::Json, provenance::Known, source::Source};
use sekisho_store::{Reader, sessions::Observation};

use crate::{
    Gate,
    error::{Code, Error},
};

/// The longest name of a session or an origin, in bytes.
pub(crate) const NAME_BYTES_MAX: usize = 256;

/// The longest text that one observation keeps, in bytes.
pub const TEXT_BYTES_MAX: usize = 256 * 1024;

/// How much of a task counts, in bytes.
const TASK_BYTES_MAX: usize = 32 * 1024;

/// How much of what one session reads is kept, in bytes.
pub const SESSION_BYTES_MAX: usize = 1024 * 1024;

/// What an agent has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observed {
    /// In which session.
    pub session: String,
    /// Where it comes from, such as `tool:read_file` or `web:example.com`.
    pub origin: String,
    /// What it says.
    pub text: String,
    /// What the integration calls it.
    pub reference: Option<String>,
}

/// What an integration has told of a session.
#[derive(Debug, Default)]
pub(crate) struct Heard {
    task: String,
    reads: Vec<Observation>,
    partial: bool,
}

impl Heard {
    /// Whether anything was read.
    pub(crate) fn has_reads(&self) -> bool {
        !self.reads.is_empty()
    }
}

impl Gate {
    /// Keeps what an agent has read. What does not fit is not kept, and the session is marked: it has read more than is known.
    ///
    /// # Errors
    /// [`Code::TooMuchRead`] when it does not fit, [`Code::InvalidRequest`] for names that cannot be any; else when the database fails.
    pub async fn observe(&self, agent: AgentId, observed: Observed) -> Result<(), Error> {
        let Observed { session, origin, text, reference } = observed;
        let names = [Some(&session), Some(&origin), reference.as_ref()];
        if names.into_iter().flatten().any(|name| name.trim().is_empty() || name.len() > NAME_BYTES_MAX) {
            return Err(Error::invalid(format!("`session`, `origin` and `ref` have 1 to {NAME_BYTES_MAX} bytes")));
        }
        let gate = self.clone();
        let fits = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    if !gate.registry().is_active_agent(agent) {
                        return Err(Error::new(Code::Unauthorized, "this needs a valid credential"));
                    }
                    let now = gate.clock().now();
                    tx.open_session(agent, &session, None, now).await?;
                    let kept = tx.session(agent, &session).await?.map_or(0, |session| session.kept as usize);
                    let fits = text.len() <= TEXT_BYTES_MAX && kept + text.len() <= SESSION_BYTES_MAX;
                    if fits {
                        tx.observe(agent, &session, &Observation { origin, text, reference }, now).await?;
                    } else {
                        // Kept also when the call is refused: what was read and is not known makes the next action doubtful.
                        tx.lose(agent, &session).await?;
                    }
                    Ok(fits)
                })
            })
            .await?;
        if fits {
            return Ok(());
        }
        Err(Error::new(Code::TooMuchRead, "this is more than one session may have read; its next actions go to a person"))
    }

    /// What was told of the session that an action belongs to. Without a session nothing was.
    pub(crate) async fn heard(reader: &mut Reader, agent: AgentId, asked: &Asked, terms: &Terms) -> Result<Heard, Error> {
        let Some(session) = session(asked) else { return Ok(Heard::default()) };
        let told = |first: Option<&str>| first.filter(|_| !terms.task_claimed).unwrap_or_default().to_owned();
        let Some(opened) = reader.session(agent, session).await? else {
            return Ok(Heard { task: told(task(asked)), ..Heard::default() });
        };
        let reads = reader.observations(agent, session).await?;
        Ok(Heard { task: told(opened.task.as_deref().or(task(asked))), reads, partial: opened.partial })
    }

    /// What was heard, prepared for looking things up. The more was read, the longer this takes.
    pub(crate) fn prepare(&self, heard: Heard) -> Known {
        let sources = heard.reads.into_iter();
        let sources = sources.map(|read| Source::new(read.origin.clone(), self.origins_known().trust(&read.origin), &read.text));
        let known = Known::new(&heard.task, sources.collect());
        if heard.partial { known.partial() } else { known }
    }
}

/// The session that an action belongs to, if its name can be one.
pub(crate) fn session(asked: &Asked) -> Option<&str> {
    asked.session().filter(|name| !name.trim().is_empty() && name.len() <= NAME_BYTES_MAX)
}

/// The user's words, as the integration tells them. Of very long ones the beginning counts.
pub(crate) fn task(asked: &Asked) -> Option<&str> {
    let task = asked.claim("task").and_then(Json::as_str).filter(|task| !task.trim().is_empty())?;
    task.get(..task.floor_char_boundary(TASK_BYTES_MAX))
}
