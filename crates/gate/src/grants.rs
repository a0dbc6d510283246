//! Yeses that are given ahead: by whoever approves an action, to what its agent may ask for again.
//!
//! A grant is a person's own yes and no more: when it is used, it goes through the one transition, with the rights that they have then.

use sekisho_core::{
    action::{Action, Name},
    assessment::Assessment,
    grant::{self, Call, Loosened, OPEN_MAX, Refused},
    id::{ActionId, AgentId, GrantId, ReviewerId},
    ledger::{Entry, GrantRevoked, Granted, UnderGrant},
    review::{Event, State, Step, transition},
    time::{APPROVAL_VALID, Time},
};
use sekisho_store::{Reader, Tx, actions::Case, grants::Grant};

use crate::{
    Gate,
    budgets::weighing::Weighed,
    error::{Code, Error},
    render::{self, acts},
    view::{GrantOffer, GrantView, GrantsView},
};

/// How many grants that count are listed, and how many that do not.
const LISTED: u32 = 500;
const OVER_LISTED: u32 = 50;

/// A yes ahead that a reviewer wants to give with their approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// How often.
    pub times: u32,
    /// Until when.
    pub until: Time,
    /// Where what is asked for may be otherwise.
    pub loosened: Loosened,
    /// Why; the agent is told.
    pub note: String,
}

/// An action that has a yes from before it was asked for.
#[derive(Debug)]
pub(crate) struct Ahead {
    /// Where it stands.
    pub(crate) state: State,
    grant: Grant,
}

impl Ahead {
    /// Uses the grant up for this action, in the transaction that stores it.
    pub(crate) async fn record(self, tx: &mut Tx, action: (i64, ActionId), now: Time) -> Result<(), Error> {
        let Grant { id: grant, used, by, note, .. } = self.grant;
        let number = used.saturating_add(1);
        tx.use_grant(grant, number, action.0, now).await?;
        tx.append(now, Some(action), Entry::UnderGrant(UnderGrant { grant, number })).await?;
        Ok(tx.append(now, Some(action), Entry::Approved { by, note: Some(note) }).await?)
    }
}

impl Gate {
    /// What of an action could be granted ahead, or why nothing.
    ///
    /// # Errors
    /// When there is no such action, `me` is no reviewer, or the database fails.
    pub async fn grant_offer(&self, me: ReviewerId, id: ActionId) -> Result<GrantOffer, Error> {
        let viewer = self.viewer(me)?;
        let mut case = self.store().read().await?.case(id).await?.ok_or_else(Error::not_found)?;
        let now = self.clock().now();
        case.state = self.remembered(&case.state, now)?.0;
        let roles = self.roles(&case.action.asked);
        let call = Call { asked: &case.action.asked, assessment: &case.assessment, roles: &roles };
        let is_alone = self.actor(&viewer, Some(&case.assessment)).is_some_and(|actor| acts::is_alone(&case, &actor, now));
        let possible = if is_alone { call.possible() } else { Err(Refused::NotAlone) };
        Ok(render::grants::offer(&call, possible, now))
    }

    /// The grants that count, and the last ones that do not any more.
    ///
    /// # Errors
    /// When `me` is no reviewer, or the database fails.
    pub async fn grants(&self, me: ReviewerId) -> Result<GrantsView, Error> {
        let may_revoke = self.viewer(me)?.role.has_a_say();
        let (now, mut reader) = (self.clock().now(), self.store().read().await?);
        let mut view = GrantsView { open: Vec::new(), over: Vec::new() };
        for grant in reader.grants(now, true, LISTED).await? {
            view.open.push(self.grant_view(&mut reader, grant, may_revoke, now).await?);
        }
        for grant in reader.grants(now, false, OVER_LISTED).await? {
            view.over.push(self.grant_view(&mut reader, grant, may_revoke, now).await?);
        }
        Ok(view)
    }

    /// Takes a grant back. It counts no more from then on, also for what was approved by it and is not used yet.
    ///
    /// # Errors
    /// When there is no such grant, `by` has no say, or the database fails.
    pub async fn revoke_grant(&self, by: ReviewerId, id: GrantId) -> Result<GrantView, Error> {
        self.decider(by)?;
        let gate = self.clone();
        self.store()
            .write(move |tx| {
                Box::pin(async move {
                    // A revocation may have been made since the credential was looked at.
                    gate.decider(by)?;
                    let grant = tx.grant(id).await?.ok_or_else(Error::not_found)?;
                    gate.end_grant(tx, &grant, (by, gate.clock().now())).await
                })
            })
            .await?;
        tracing::info!(grant.id = %id, "Revoked grant {id}");
        let mut reader = self.store().read().await?;
        let grant = reader.grant(id).await?.ok_or_else(Error::not_found)?;
        self.grant_view(&mut reader, grant, true, self.clock().now()).await
    }

    /// Keeps what was granted with an approval.
    pub(crate) async fn keep_grant(
        &self,
        tx: &mut Tx,
        case: &Case,
        state: &State,
        (id, by, now): (GrantId, ReviewerId, Time),
        new: NewGrant,
    ) -> Result<(), Error> {
        let (action, roles) = (&case.action, self.roles(&case.action.asked));
        if !acts::is_sole(state) {
            return Err(Refused::NotAlone.into());
        }
        grant::check_terms(new.times, now, new.until)?;
        Call { asked: &action.asked, assessment: &case.assessment, roles: &roles }.check(&new.loosened)?;
        if tx.count_grants(action.agent, now).await? >= OPEN_MAX {
            return Err(Error::new(Code::NotGrantable, format!("an agent has {OPEN_MAX} grants at the most; revoke one first")));
        }
        let NewGrant { times, until, loosened, note } = new;
        let grant = Grant {
            id,
            seq: case.seq,
            action: action.id,
            agent: action.agent,
            by,
            tool: action.asked.tool.as_str().to_owned(),
            server: action.asked.server.as_ref().map(Name::as_str).map(str::to_owned),
            loosened: loosened.clone(),
            times,
            used: 0,
            given_at: now,
            until,
            note: note.clone(),
            revoked: None,
        };
        tx.insert_grant(&grant).await?;
        let granted = Granted { by, grant: id, agent: action.agent, loosened, times, until, note };
        Ok(tx.append(now, Some((case.seq, action.id)), Entry::Granted(granted)).await?)
    }

    /// The yes that an action has from before it was asked for, if it would wait without it.
    pub(crate) async fn ahead(
        &self,
        tx: &mut Tx,
        action: &Action,
        assessment: &Assessment,
        weighed: &Weighed,
        state: &State,
    ) -> Result<Option<Ahead>, Error> {
        let (asked, now) = (&action.asked, action.received_at);
        if !matches!(state, State::Held(_)) || !weighed.fits() || !self.halts_on(action.agent, asked).is_empty() {
            return Ok(None);
        }
        let grants = tx.grants_for(action.agent, asked.tool.as_str(), asked.server.as_ref().map(Name::as_str), now).await?;
        if grants.is_empty() {
            return Ok(None);
        }
        let roles = self.roles(asked);
        let call = Call { asked, assessment, roles: &roles };
        for grant in grants {
            let Some(seen) = tx.case_at(grant.seq).await? else { continue };
            let seen = Call { asked: &seen.action.asked, assessment: &seen.assessment, roles: &roles };
            if seen.covers(&grant.loosened, &call)
                && let Some(state) = self.yes_ahead(&grant, assessment, state, now)
            {
                return Ok(Some(Ahead { state, grant }));
            }
        }
        Ok(None)
    }

    /// The yes of whoever gave the grant, as they may say it now, and only where nobody else's is needed.
    fn yes_ahead(&self, grant: &Grant, assessment: &Assessment, state: &State, now: Time) -> Option<State> {
        let by = self.registry().decider(grant.by)?;
        let event = Event::Approve { by: self.actor(&by, Some(assessment))?, note: Some(grant.note.clone()), grant: Some(grant.id) };
        match transition(state, event, now) {
            Ok(Step::Changed(state)) => acts::is_sole(&state).then_some(state),
            Ok(Step::Unchanged) | Err(_) => None,
        }
    }

    /// What a grant has approved is not let run once the grant was taken back.
    pub(crate) async fn check_grant(&self, reader: &mut Reader, state: &State) -> Result<(), Error> {
        let State::Approved(approval) = state else { return Ok(()) };
        let Some(grant) = approval.grant else { return Ok(()) };
        match reader.grant(grant).await? {
            Some(grant) if grant.revoked.is_none() => Ok(()),
            Some(_) | None => Err(Error::new(Code::ApprovalExpired, "the grant that approved this was taken back")),
        }
    }

    /// Ends what somebody granted who is gone, or what was granted to an agent that is.
    pub(crate) async fn end_grants(
        &self,
        tx: &mut Tx,
        by: Option<ReviewerId>,
        to: Option<AgentId>,
        ended: (ReviewerId, Time),
    ) -> Result<(), Error> {
        for grant in tx.grants_of(by, to).await? {
            self.end_grant(tx, &grant, ended).await?;
        }
        Ok(())
    }

    /// What is over already stays as it ended, unless something that it approved has not run yet.
    async fn end_grant(&self, tx: &mut Tx, grant: &Grant, (by, now): (ReviewerId, Time)) -> Result<(), Error> {
        if still_counts(tx, grant, now).await? && tx.revoke_grant(grant.id, by, now).await? {
            tx.append(now, None, Entry::GrantRevoked(GrantRevoked { by, grant: grant.id, agent: grant.agent })).await?;
        }
        Ok(())
    }

    async fn grant_view(&self, reader: &mut Reader, grant: Grant, may_revoke: bool, now: Time) -> Result<GrantView, Error> {
        let seen = reader.case_at(grant.seq).await?.ok_or_else(Error::not_found)?;
        let uses = reader.grant_uses(grant.id).await?;
        let may_revoke = may_revoke && still_counts(reader, &grant, now).await?;
        Ok(render::grants::grant(&grant, &seen, &uses, self.registry(), may_revoke, now))
    }
}

/// Whether a grant would still let anything run: what is asked for later, or what it approved and was not used yet.
async fn still_counts(reader: &mut Reader, grant: &Grant, now: Time) -> Result<bool, Error> {
    if grant.revoked.is_some() || grant.is_open(now) {
        return Ok(grant.revoked.is_none());
    }
    for used in reader.grant_uses(grant.id).await?.iter().rev().take_while(|used| used.at + APPROVAL_VALID > now) {
        let case = reader.case(used.action).await?;
        if case.is_some_and(|case| matches!(&case.state, State::Approved(approval) if approval.expires_at > now)) {
            return Ok(true);
        }
    }
    Ok(false)
}
