//! A reviewer answers. What they saw is what they decide: the digest and the version come with the answer.

use sekisho_core::{
    id::{ActionId, GrantId, ReviewerId},
    json::Change,
    ledger::{Denied, Entry, Voted},
    review::{Actor, Assignee, Event, Held, No, State, Step, transition},
};
use sekisho_store::actions::Case;

use crate::{
    Gate, chance,
    error::{Code, Error},
    grants::NewGrant,
    look::no_say,
    view::ActionView,
};

/// The longest reason or note, in characters.
pub const WORDS_MAX: usize = 2_000;

/// What the reviewer had before their eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The digest of what was asked.
    pub digest: String,
    /// The version of the review.
    pub version: u32,
}

/// What the reviewer wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Approve {
        /// What the agent is told.
        note: Option<String>,
    },
    /// Yes, and ahead to what the agent may ask for again.
    Grant(NewGrant),
    /// No.
    Reject {
        /// Why; the agent is told.
        reason: String,
    },
    /// Someone else shall answer.
    Escalate {
        /// Who.
        to: Assignee,
        /// With these words.
        note: String,
    },
    /// No, but with this question.
    AskBack {
        /// The agent is told.
        question: String,
    },
    /// No, but with these values.
    Amend {
        /// What shall be otherwise.
        changes: Vec<Change>,
        /// Why; the agent is told.
        reason: String,
    },
    /// Their yes is taken back, as long as others have to say it, too.
    Withdraw,
}

impl Gate {
    /// Takes a reviewer's answer.
    ///
    /// # Errors
    /// [`Code::Conflict`] when the action is not what the reviewer saw, and the transition's refusals; else when the database fails.
    #[tracing::instrument(name = "gate.decide", skip_all, fields(reviewer.id = %reviewer, action.id = %id))]
    pub async fn decide(&self, reviewer: ReviewerId, id: ActionId, seen: Seen, answer: Answer) -> Result<ActionView, Error> {
        let answer = checked(answer)?;
        let is_yes = matches!(answer, Answer::Approve { .. } | Answer::Grant(_));
        let (ahead, chance) = (if let Answer::Grant(new) = &answer { Some(new.clone()) } else { None }, chance::for_id()?);
        let is_silent = matches!(answer, Answer::Approve { note: None });
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    // A revocation may have been made since the credential was looked at.
                    let by = gate.decider(reviewer)?;
                    let case = tx.case(id).await?.ok_or_else(Error::not_found)?;
                    let now = gate.clock().now();
                    if case.action.digest.to_string() != seen.digest {
                        return Err(Error::new(Code::Conflict, "this is not the action that was shown"));
                    }
                    if !gate.registry().is_active_agent(case.action.agent) {
                        return Err(Error::new(Code::AlreadyDecided, "the agent was revoked"));
                    }
                    let actor = gate.actor(&by, Some(&case.assessment)).ok_or_else(no_say)?;
                    let (event, entry) = gate.event(actor, &case, answer)?;
                    let (before, forgotten) = gate.remembered(&case.state, now)?;
                    let step = transition(&before, event, now)?;
                    if case.version != i64::from(seen.version) {
                        return Err(Error::new(Code::Conflict, "it was changed in the meantime"));
                    }
                    if is_yes {
                        gate.check_words(&case, is_silent)?;
                        gate.check_halts(case.action.agent, &case.action.asked)?;
                        gate.check_guardrails(&case)?;
                    }
                    if let Step::Changed(state) = step {
                        let approval = if let State::Approved(approval) = &state { Some(approval) } else { None };
                        let weighed = match approval {
                            Some(_) => Some(gate.weigh(tx, &case.action, &case.assessment, now).await?.or_refuse()?),
                            None => None,
                        };
                        tx.advance_review(case.seq, case.version, &state).await?;
                        for gone in forgotten {
                            tx.append(now, Some((case.seq, id)), Entry::Forgotten { reviewer: gone }).await?;
                        }
                        tx.append(now, Some((case.seq, id)), voted(entry, &state)).await?;
                        gate.circulate(tx, (case.seq, id), (&before, &state), now).await?;
                        gate.keep_amendment(tx, &case, &state).await?;
                        if let Some(new) = ahead {
                            gate.keep_grant(tx, &case, &state, (GrantId::new(now, chance), by.id, now), new).await?;
                        }
                        if let (Some(weighed), Some(approval)) = (weighed, approval) {
                            weighed.hold(tx, (case.seq, id), approval).await?;
                        }
                    }
                    Ok(case)
                })
            })
            .await
            .map(|_: Case| ())?;
        tracing::info!("Reviewer {reviewer} answered action {id}");
        self.action(reviewer, id).await
    }

    fn event(&self, by: Actor, case: &Case, answer: Answer) -> Result<(Event, Entry), Error> {
        let id = by.id;
        Ok(match answer {
            Answer::Approve { note } => (Event::Approve { by, note: note.clone(), grant: None }, Entry::Approved { by: id, note }),
            Answer::Grant(NewGrant { note, .. }) => {
                (Event::Approve { by, note: Some(note.clone()), grant: None }, Entry::Approved { by: id, note: Some(note) })
            }
            Answer::Reject { reason } => no(by, reason, No::Rejected),
            Answer::AskBack { question } => no(by, question, No::AskedBack),
            Answer::Amend { changes, reason } => no(by, reason, self.amended(case, &changes)?),
            Answer::Escalate { to, note } => {
                let exists = match &to {
                    Assignee::Anyone => false,
                    Assignee::Reviewer(target) => self.registry().decider(*target).is_some(),
                    // A group that only holds whoever passes it on would answer nothing.
                    Assignee::Group(name) => self.actors().iter().any(|other| other.id != id && other.groups.contains(name)),
                    Assignee::Administrators => self.actors().iter().any(|other| other.id != id && other.administrator),
                };
                if !exists {
                    return Err(Error::new(Code::NotThere, "there is nobody to pass this on to"));
                }
                (Event::Escalate { by, to: to.clone() }, Entry::Escalated { by: id, to, note })
            }
            Answer::Withdraw => (Event::Withdraw { by: id }, Entry::Withdrawn { by: id }),
        })
    }
}

fn no(by: Actor, reason: String, how: No) -> (Event, Entry) {
    let entry = Entry::Denied(Denied { by: by.id, reason: reason.clone(), how: how.clone() });
    (Event::Reject { by, reason, how }, entry)
}

/// A yes that others have to say, too, is a vote and no approval.
pub(crate) fn voted(entry: Entry, state: &State) -> Entry {
    match (entry, state) {
        (Entry::Approved { by, note }, State::Held(Held { way: Some(way), .. })) => {
            let vote = way.votes.iter().rev().find(|vote| vote.by == by);
            let station = vote.and_then(|vote| way.stations.get(usize::from(vote.station)));
            Entry::Voted(Voted {
                by,
                stands_for: vote.and_then(|vote| vote.stands_for),
                station: station.map(|station| station.title.clone()).unwrap_or_default(),
                note,
            })
        }
        (entry, _) => entry,
    }
}

fn checked(answer: Answer) -> Result<Answer, Error> {
    Ok(match answer {
        Answer::Approve { note } => {
            Answer::Approve { note: note.filter(|note| !note.trim().is_empty()).map(|note| words(&note, "a note")).transpose()? }
        }
        Answer::Grant(new) => Answer::Grant(NewGrant { note: words(&new.note, "a note")?, ..new }),
        Answer::Reject { reason } => Answer::Reject { reason: words(&reason, "a reason")? },
        Answer::AskBack { question } => Answer::AskBack { question: words(&question, "a question")? },
        Answer::Amend { changes, reason } => Answer::Amend { changes, reason: words(&reason, "a reason")? },
        Answer::Escalate { to, note } => Answer::Escalate { to, note: words(&note, "a note")? },
        Answer::Withdraw => Answer::Withdraw,
    })
}

/// What somebody wrote, without the space around it.
pub(crate) fn words(text: &str, what: &str) -> Result<String, Error> {
    let text = text.trim().to_owned();
    if text.is_empty() || text.chars().count() > WORDS_MAX {
        return Err(Error::invalid(format!("{what} has 1 to {WORDS_MAX} characters")));
    }
    Ok(text)
}
