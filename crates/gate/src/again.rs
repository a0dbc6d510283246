//! What is asked for again: after a question, or as a reviewer would rather have it.

use sekisho_core::{
    action::{Action, Asked, Digest, Sent},
    assessment::Assessment,
    id::ActionId,
    json::{Change, Json},
    ledger::Entry,
    review::{Decider, Event, No, State, Step, transition},
    time::{AMENDMENT_VALID, Time},
};
use sekisho_store::{Tx, actions::Case, amendments::Amendment};

use crate::{Gate, budgets::weighing::Weighed, decide::voted, error::Error};

/// The most that a reviewer's proposal changes at once.
pub const CHANGES_MAX: usize = 100;

/// The longest arguments that a reviewer may propose others for, in bytes. They go to the agent in a note.
pub const AMENDED_BYTES_MAX: usize = 32 * 1024;

/// An action as it comes in, with what it has to do with an earlier one.
pub(crate) struct Again {
    /// Where it stands.
    pub(crate) state: State,
    /// The earlier action, and whether this one is what a reviewer had proposed for it.
    of: Option<(i64, ActionId, bool)>,
    /// The proposal that is used up.
    used: Option<Amendment>,
    /// What else is on record.
    entry: Option<Entry>,
}

impl Again {
    /// Writes down what it has to do with the earlier action.
    pub(crate) async fn record(self, tx: &mut Tx, action: (i64, ActionId), now: Time) -> Result<(), Error> {
        if let Some((seq, of, as_amended)) = self.of {
            tx.append(now, Some(action), Entry::Resubmitted { of, as_amended }).await?;
            tx.append(now, Some((seq, of)), Entry::AskedAgain { by: action.1 }).await?;
        }
        if let Some(amendment) = self.used {
            tx.use_amendment(amendment.seq, action.0).await?;
        }
        if let Some(entry) = self.entry {
            tx.append(now, Some(action), entry).await?;
        }
        Ok(())
    }
}

impl Gate {
    /// Looks whether an action that comes in was proposed by a reviewer, whose yes it then has, or follows on a question.
    pub(crate) async fn again(
        &self,
        tx: &mut Tx,
        action: &Action,
        assessment: &Assessment,
        weighed: &Weighed,
        state: State,
    ) -> Result<Again, Error> {
        let now = action.received_at;
        let refused = !matches!(state, State::Held(_) | State::Approved(_));
        let amendment = if refused { None } else { tx.amendment(action.agent, spelled_once(action)?, now).await? };
        let Some(amendment) = amendment else {
            let of = self.follows(tx, action).await?.map(|case| (case.seq, case.action.id, false));
            return Ok(Again { state, of, used: None, entry: None });
        };
        let of = Some((amendment.seq, amendment.action, true));
        let free = weighed.fits() && self.halts_on(action.agent, &action.asked).is_empty();
        let yes = if free { self.yes_of(amendment, assessment, &state, now) } else { None };
        Ok(match yes {
            Some((state, entry)) => Again { state, of, used: Some(amendment), entry: Some(entry) },
            // What a rule lets pass uses the proposal up as well: it was for one call.
            None => Again { used: matches!(state, State::Approved(_)).then_some(amendment), state, of, entry: None },
        })
    }

    /// The yes of whoever proposed it, as they may say it now: to the whole, or as one of several.
    fn yes_of(&self, amendment: Amendment, assessment: &Assessment, state: &State, now: Time) -> Option<(State, Entry)> {
        let by = self.registry().active_reviewer(amendment.by)?;
        let event = Event::Approve { by: self.actor(&by, Some(assessment))?, note: None, grant: None };
        match transition(state, event, now) {
            Ok(Step::Changed(state)) => {
                let entry = voted(Entry::Approved { by: amendment.by, note: None }, &state);
                Some((state, entry))
            }
            Ok(Step::Unchanged) | Err(_) => None,
        }
    }

    /// The action that this one says it follows on, if that was the same agent's and sent back or amended, and not asked for again before.
    async fn follows(&self, tx: &mut Tx, action: &Action) -> Result<Option<Case>, Error> {
        let Some(id) = action.asked.claim("resubmits").and_then(Json::as_str).and_then(|id| id.parse().ok()) else { return Ok(None) };
        let Some(case) = tx.case(id).await?.filter(|case| case.action.agent == action.agent) else { return Ok(None) };
        if !matches!(&case.state, State::Denied { how: No::AskedBack | No::Amended { .. }, .. }) {
            return Ok(None);
        }
        let history = tx.history(case.seq).await?;
        Ok((!history.iter().any(|(_, entry)| matches!(entry, Entry::AskedAgain { .. }))).then_some(case))
    }

    /// The no that `changes` would make a yes.
    pub(crate) fn amended(&self, case: &Case, changes: &[Change]) -> Result<No, Error> {
        let arguments = &case.action.asked.arguments;
        if !can_be_amended(&case.action.asked) {
            return Err(Error::invalid("these arguments are too many to propose others for"));
        }
        if changes.is_empty() || changes.len() > CHANGES_MAX {
            return Err(Error::invalid(format!("1 to {CHANGES_MAX} values can be changed")));
        }
        let after = arguments.json().changed(changes).map_err(|error| Error::invalid(error.to_string()))?;
        let text = after.canonical();
        if text.len() > AMENDED_BYTES_MAX {
            return Err(Error::invalid(format!("what is proposed has {AMENDED_BYTES_MAX} bytes at the most")));
        }
        if after.same(arguments.json()) || Sent::new(text.clone()).is_err() {
            return Err(Error::invalid("what is proposed is what was asked for"));
        }
        Ok(No::Amended { arguments: text, until: self.clock().now() + AMENDMENT_VALID })
    }

    /// Keeps what was proposed, if anything was.
    pub(crate) async fn keep_amendment(&self, tx: &mut Tx, case: &Case, state: &State) -> Result<(), Error> {
        let State::Denied { by: Decider::Reviewer(by), how: No::Amended { arguments, until }, .. } = state else {
            return Ok(());
        };
        let digest = with_arguments(&case.action, arguments.clone())?;
        Ok(tx.insert_amendment(case.seq, case.action.agent, digest, *by, *until).await?)
    }
}

/// The digest of an action whose arguments are in their one spelling, so that spaces and the order of members do not matter.
fn spelled_once(action: &Action) -> Result<Digest, Error> {
    with_arguments(action, action.asked.arguments.json().canonical())
}

fn with_arguments(action: &Action, arguments: String) -> Result<Digest, Error> {
    let arguments = Sent::new(arguments).map_err(|error| Error::invalid(error.to_string()))?;
    Ok(Asked { arguments, ..action.asked.clone() }.digest(action.agent))
}

/// Whether a person can see all of the arguments at once, so that they know what stays.
pub(crate) fn can_be_amended(asked: &Asked) -> bool {
    asked.arguments.text().len() <= AMENDED_BYTES_MAX && asked.arguments.json().walk().nth(CHANGES_MAX + 1).is_none()
}
