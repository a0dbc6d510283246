//! What really happened to actions, as a trace that `AgentAck` checks (its trace format, version 2): proposed, shown to a person, answered,
//! run or not.
//!
//! An action's identity is its tool, its effect, its server and its arguments, the same at every step, as the record of an action never
//! changes. What a person had to answer is marked in the operation (`pay:held`), so that a policy can ask for their answer.

use std::collections::BTreeMap;

use sekisho_core::{
    action::{Asked, Name},
    id::{ActionId, ReviewerId},
    ledger::Entry,
    review::{Decider, State},
    rules::Verdict,
    time::Time,
    tool::Effect,
};
use serde::Serialize;

use self::parameters::{Parameters, parameters};

mod parameters;
#[cfg(test)]
mod tests;

/// The version of the trace format.
const VERSION: u8 = 2;

/// One action with all that happened to it.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    /// Which.
    pub action: ActionId,
    /// The first of the actions that were the same wish: it was sent back, and asked for again.
    pub intent: ActionId,
    /// What was asked.
    pub asked: &'a Asked,
    /// SHA-256 of that, in hex.
    pub digest: &'a str,
    /// What its tool does.
    pub effect: Effect,
    /// When it came in.
    pub received_at: Time,
    /// What the gate said at once.
    pub verdict: Verdict,
    /// Where it stands.
    pub state: &'a State,
    /// What happened to it, oldest first. Only needed of what was held.
    pub history: &'a [(Time, Entry)],
}

/// One line of a trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When it happened.
    pub at: Time,
    /// The event as JSON, without a line break.
    pub text: String,
}

#[derive(Serialize)]
struct Event<'a> {
    schema_version: u8,
    r#type: &'static str,
    timestamp: String,
    session_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    action_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    intent_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approval_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<Identity<'a>>,
}

/// What `AgentAck` binds.
#[derive(Clone, Copy, Serialize)]
struct Identity<'a> {
    tool: &'a str,
    operation: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'a str>,
    parameters: &'a Parameters,
}

/// The lines of one action, oldest first, as it stands at `now`.
///
/// # Errors
/// When a line cannot be written as JSON.
pub fn lines(story: &Story<'_>, session: &str, now: Time) -> Result<Vec<Line>, serde_json::Error> {
    let granted = story.history.iter().any(|(_, entry)| matches!(entry, Entry::UnderGrant(_)));
    let operation = match story.verdict {
        Verdict::Hold if granted => format!("{}:granted", story.effect.name()),
        Verdict::Hold => format!("{}:held", story.effect.name()),
        Verdict::Pass | Verdict::Block => story.effect.name().to_owned(),
    };
    let parameters = parameters(&story.asked.arguments, story.digest)?;
    let identity = Identity {
        tool: story.asked.tool.as_str(),
        operation: &operation,
        resource: story.asked.server.as_ref().map(Name::as_str),
        parameters: &parameters,
    };
    let mut teller = Teller { story, session, identity, told: Vec::new(), approval: None, count: 0 };
    teller.tell(Event { action: Some(identity), ..event("action_proposed", session, story.received_at) }, story.received_at)?;
    if story.verdict == Verdict::Hold && !granted {
        teller.people()?;
    }
    teller.end(now)?;
    let mut told = teller.told;
    told.sort_by_key(|line| line.at);
    Ok(told)
}

/// The line with which everything that still runs was stopped.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn interrupt(session: &str, at: Time, reason: &str) -> Result<Line, serde_json::Error> {
    told(&Event { reason: Some(reason), ..event("interrupt", session, at) }, at)
}

/// The last line of a trace.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn end(session: &str, at: Time) -> Result<Line, serde_json::Error> {
    told(&Event { reason: Some("the end of the export"), ..event("session_end", session, at) }, at)
}

struct Teller<'a> {
    story: &'a Story<'a>,
    session: &'a str,
    identity: Identity<'a>,
    told: Vec<Line>,
    /// What lets it run, if a person answered.
    approval: Option<String>,
    count: u32,
}

impl Teller<'_> {
    /// What people saw and answered. Each answer stands for what its giver had on screen: it names the digest.
    fn people(&mut self) -> Result<(), serde_json::Error> {
        let mut seen: BTreeMap<ReviewerId, Time> = BTreeMap::new();
        let mut last_seen = self.story.received_at;
        for (at, entry) in self.story.history {
            let at = *at;
            if let Entry::Viewed(viewed) = entry {
                seen.insert(viewed.by, at);
                last_seen = at;
            } else if let Entry::Voted(voted) = entry {
                self.answer("allow", seen.get(&voted.by).copied().unwrap_or(at), at)?;
            } else if let Entry::Approved { by, .. } = entry {
                self.answer("allow", seen.get(by).copied().unwrap_or(at), at)?;
            } else if let Entry::Denied(denied) = entry {
                self.answer("deny", seen.get(&denied.by).copied().unwrap_or(at), at)?;
            } else if matches!(entry, Entry::Expired | Entry::Cancelled) {
                // Nobody answered, which is a no. The block's reason says so.
                self.answer("deny", last_seen, at)?;
            }
        }
        Ok(())
    }

    fn answer(&mut self, decision: &'static str, shown_at: Time, at: Time) -> Result<(), serde_json::Error> {
        self.count += 1;
        let id = format!("{}/{}", self.story.action, self.count);
        self.approval = Some(id);
        self.tell(Event { action: Some(self.identity), ..event("approval_requested", self.session, shown_at) }, shown_at)?;
        let expires_at = self.story.state.approval().filter(|approval| approval.at == at).map(|approval| stamp(approval.expires_at));
        self.tell(Event { decision: Some(decision), expires_at, ..event("approval_decision", self.session, at) }, at)
    }

    /// How it ended: it ran, or it did not and never will. Nothing, if that is open.
    fn end(&mut self, now: Time) -> Result<(), serde_json::Error> {
        let (at, reason) = match self.story.state {
            State::Held(_) => return Ok(()),
            State::Approved(approval) if approval.expires_at > now => return Ok(()),
            State::Approved(approval) => (approval.expires_at, "approved, and never used".to_owned()),
            State::Consumed { consumption, .. } | State::Reported { consumption, .. } => {
                let at = consumption.at;
                return self.tell(Event { action: Some(self.identity), ..event("action_executed", self.session, at) }, at);
            }
            State::Denied { by: Decider::Reviewer(_), at, .. } => (*at, "a person said no".to_owned()),
            State::Denied { by: Decider::Rule(rule), at, .. } => (*at, format!("stopped by the guardrail `{rule}`")),
            State::Denied { by: Decider::Budget(_), at, .. } => (*at, "stopped by a budget".to_owned()),
            State::Expired { at } => (*at, "nobody answered in time".to_owned()),
            State::Cancelled { at } => (*at, "its agent took it back".to_owned()),
        };
        self.tell(Event { reason: Some(&reason), ..event("action_blocked", self.session, at) }, at)
    }

    /// Adds an event of this action.
    fn tell(&mut self, event: Event<'_>, at: Time) -> Result<(), serde_json::Error> {
        let ids = (Some(self.story.action.to_string()), Some(self.story.intent.to_string()), self.approval.clone());
        let (action_id, intent_id, approval_id) = ids;
        self.told.push(told(&Event { action_id, intent_id, approval_id, ..event }, at)?);
        Ok(())
    }
}

fn event<'a>(kind: &'static str, session: &'a str, at: Time) -> Event<'a> {
    Event {
        schema_version: VERSION,
        r#type: kind,
        timestamp: stamp(at),
        session_id: session,
        action_id: None,
        intent_id: None,
        approval_id: None,
        decision: None,
        expires_at: None,
        reason: None,
        action: None,
    }
}

fn told(event: &Event<'_>, at: Time) -> Result<Line, serde_json::Error> {
    Ok(Line { at, text: serde_json::to_string(event)? })
}

fn stamp(time: Time) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}
