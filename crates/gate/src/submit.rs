//! An agent asks: measured, judged and stored before it hears anything.

use sekisho_core::{
    action::{Action, Asked, Name},
    assessment::Assessment,
    id::{ActionId, AgentId},
    ledger::{Entry, Received},
    provenance::Known,
    review::State,
    rules::Reason,
    signal::Facts,
};
use sekisho_store::{StoreError, Tx, actions::Case, intake::Inserted};

use crate::{
    Gate,
    answer::Receipt,
    chance,
    error::{Code, Error},
    observe,
    tools::Meant,
};

/// The longest idempotency key, in bytes.
pub const KEY_BYTES_MAX: usize = 255;

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The action as it stands.
    pub receipt: Receipt,
    /// Whether the agent had asked exactly this before, with the same key.
    pub replayed: bool,
}

/// Which changes of what is known an assessment rests on.
#[derive(Debug, Clone, Copy)]
struct Versions {
    tools: u64,
    origins: u64,
}

impl Gate {
    /// Receives an action. The verdict is in the answer, and the answer is on disk.
    ///
    /// # Errors
    /// [`Code::IdempotencyConflict`] when the key stands for another request, [`Code::InvalidRequest`] for a key that cannot be one,
    /// [`Code::TooManyHeld`] when it would have to wait and too many do, [`Code::Unauthorized`] when the agent was just revoked;
    /// else when the database fails.
    #[tracing::instrument(name = "gate.submit", skip_all, fields(agent.id = %agent))]
    pub async fn submit(&self, agent: AgentId, asked: Asked, key: &str) -> Result<Submitted, Error> {
        check_key(key)?;
        let server = asked.server.as_ref().map(Name::as_str);
        let first_time = self.is_first_time(agent, asked.tool.as_str(), server).await?;
        let terms = self.registry().agent(agent).map(|agent| agent.terms).unwrap_or_default();
        let meant = self.tools_known().meant(asked.tool.as_str(), server);
        let at = Versions { tools: meant.version, origins: self.origins_known().version() };
        let Meant { class, standing, roles, version: _ } = meant;
        let past = self.past(agent, &asked, class.effect, &roles, key).await?;
        let facts = Facts { terms, class, standing, roles, first_time, known: Known::default(), past };
        let (facts, assessment) = self.assess(agent, &asked, facts).await?;
        let digest = asked.digest(agent);
        let (gate, key, chance) = (self.clone(), key.to_owned(), chance::for_id()?);
        let (case, replayed) = self
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    // Time is read inside the one writer, so that the order of arrival is the order of time.
                    let now = gate.clock().now();
                    let deadline_at = asked.timeout.deadline(now);
                    let action = Action { id: ActionId::new(now, chance), agent, asked, digest, received_at: now, deadline_at };
                    let mut assessment = gate.reassess(tx, &action, at, facts, assessment).await?;
                    if let Some(halt) = gate.halts_on(agent, &action.asked).first() {
                        assessment.judgement = assessment.judgement.with(vec![Reason::Halted { halt: *halt }]);
                    }
                    if let Some(earlier) = gate.unsettled().before(agent, &action.asked) {
                        assessment.judgement = assessment.judgement.with(vec![Reason::Deviated { action: earlier }]);
                    }
                    gate.receive(tx, action, &key, assessment).await
                })
            })
            .await?;
        let receipt = Receipt::new(case);
        tracing::info!(action.id = %receipt.id, replayed, "Received action {}", receipt.id);
        Ok(Submitted { receipt, replayed })
    }

    async fn assess(&self, agent: AgentId, asked: &Asked, facts: Facts) -> Result<(Facts, Assessment), Error> {
        let heard = Self::heard(&mut self.store().read().await?, agent, asked, &facts.terms).await?;
        if !heard.has_reads() {
            let facts = Facts { known: self.prepare(heard), ..facts };
            let assessment = self.standards().assess(agent, asked, &facts);
            return Ok((facts, assessment));
        }
        // Looking through much text takes a while, so it is done beside the calls.
        let turn = self.pace().study(agent).await;
        let (gate, asked) = (self.clone(), asked.clone());
        let studied = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let facts = Facts { known: gate.prepare(heard), ..facts };
            let assessment = gate.standards().assess(agent, &asked, &facts);
            (facts, assessment)
        });
        studied.await.map_err(|_| Error::from(StoreError::Closed))
    }

    /// Opens the action's session. Where another request has told its task in the meantime, that one counts; and where a tool, an origin
    /// or the rules have changed, it is judged by what holds now.
    async fn reassess(
        &self,
        tx: &mut Tx,
        action: &Action,
        at: Versions,
        mut facts: Facts,
        assessment: Assessment,
    ) -> Result<Assessment, Error> {
        let mut same = true;
        if let Some(session) = observe::session(&action.asked) {
            let task = observe::task(&action.asked);
            let told = tx.open_session(action.agent, session, task, action.received_at).await?.unwrap_or_default();
            if at.origins != self.origins_known().version() {
                facts.known = self.prepare(Self::heard(tx, action.agent, &action.asked, &facts.terms).await?);
                same = false;
            }
            if !facts.terms.task_claimed && !facts.known.is_asked(&told) {
                facts.known = facts.known.asked(&told);
                same = false;
            }
        }
        if at.tools != self.tools_known().version() {
            let meant = self.tools_known().meant(action.asked.tool.as_str(), action.asked.server.as_ref().map(Name::as_str));
            (facts.class, facts.standing, facts.roles) = (meant.class, meant.standing, meant.roles);
            same = false;
        }
        if assessment.edition != Some(self.standards().edition()) {
            same = false;
        }
        if same { Ok(assessment) } else { Ok(self.standards().assess(action.agent, &action.asked, &facts)) }
    }

    async fn receive(&self, tx: &mut Tx, mut action: Action, key: &str, assessment: Assessment) -> Result<(Case, bool), Error> {
        if !self.registry().is_active_agent(action.agent) {
            return Err(Error::new(Code::Unauthorized, "this needs a valid credential"));
        }
        let weighed = self.weigh(tx, &action, &assessment, action.received_at).await?;
        let assessment = Assessment { judgement: assessment.judgement.with(weighed.objections()), ..assessment };
        let opened = assessment.open(action.received_at, action.deadline_at);
        let state = self.sent(opened, action.agent, &assessment, action.received_at);
        let begun = state.clone();
        let again = self.again(tx, &action, &assessment, &weighed, state).await?;
        let ahead = self.ahead(tx, &action, &assessment, &weighed, &again.state).await?;
        let state = ahead.as_ref().map_or(&again.state, |ahead| &ahead.state).clone();
        if let State::Held(held) = &state {
            // A rule may give less time than the agent does.
            action.deadline_at = held.due_at;
        }
        match tx.insert_action(&action, key, &assessment, &state, self.pace().held_max()).await? {
            Inserted::New { seq, row } => {
                let (verdict, digest) = (assessment.judgement.verdict(), Some(action.digest));
                tx.append(action.received_at, Some((seq, action.id)), Entry::Received(Received { verdict, digest, row: Some(row) }))
                    .await?;
                again.record(tx, (seq, action.id), action.received_at).await?;
                if let Some(ahead) = ahead {
                    ahead.record(tx, (seq, action.id), action.received_at).await?;
                }
                self.circulate(tx, (seq, action.id), (&begun, &state), action.received_at).await?;
                if let State::Approved(approval) = &state {
                    weighed.hold(tx, (seq, action.id), approval).await?;
                }
                return Ok((Case { seq, action, assessment, version: 1, state, erased_at: None }, false));
            }
            Inserted::TooManyHeld => {
                return Err(Error::new(Code::TooManyHeld, "too many actions of this agent wait for a person; ask again later"));
            }
            Inserted::KeyUsed => {}
        }
        let before = tx.case_by_key(action.agent, key).await?.ok_or_else(Error::not_found)?;
        if before.action.asked.same(&action.asked) {
            Ok((before, true))
        } else {
            Err(Error::new(Code::IdempotencyConflict, "this idempotency key was used for another request"))
        }
    }
}

/// Keys go into a header, so they are visible ASCII.
pub(crate) fn check_key(key: &str) -> Result<(), Error> {
    if key.is_empty() || key.len() > KEY_BYTES_MAX || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::invalid(format!("an idempotency key has 1 to {KEY_BYTES_MAX} visible ASCII characters")));
    }
    Ok(())
}
