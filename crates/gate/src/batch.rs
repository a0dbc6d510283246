//! Several actions that are alike are decided at once. Each is its own decision, by the one way in which all are made.

use sekisho_core::{
    batch::{self, BATCH_MAX, Item, NotAlike},
    id::{ActionId, ReviewerId},
    review::Actor,
};
use sekisho_store::{Reader, actions::Case};

use crate::{
    Gate,
    decide::{Answer, Seen, words},
    error::{Code, Error},
    look::no_say,
    render::{self, acts},
    view::{BatchResult, BatchView},
};

/// What is said to several actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BatchAnswer {
    /// Yes.
    Approve {
        /// What the agent is told with each.
        note: Option<String>,
    },
    /// No.
    Reject {
        /// Why; the agent is told with each.
        reason: String,
    },
}

/// An action with what its reviewer may do to it now.
struct Looked {
    case: Case,
    is_halted: bool,
    may_approve: bool,
    may_reject: bool,
}

impl Looked {
    fn item(&self) -> Item<'_> {
        Item {
            id: self.case.action.id,
            agent: self.case.action.agent,
            asked: &self.case.action.asked,
            assessment: &self.case.assessment,
            is_halted: self.is_halted,
            may_reject: self.may_reject,
            may_approve: self.may_approve,
        }
    }
}

impl Gate {
    /// What several actions have in common and what not, or why they cannot be decided at once. Decides nothing.
    ///
    /// # Errors
    /// When one of them is not there, `me` has no say, or the database fails.
    pub async fn preview_batch(&self, me: ReviewerId, ids: &[ActionId]) -> Result<BatchView, Error> {
        let looked = match self.looked(me, ids).await {
            Ok(looked) => looked,
            Err(Stop::NotAlike(why)) => return Ok(render::batch::not_alike(why)),
            Err(Stop::Error(error)) => return Err(error),
        };
        let items: Vec<_> = looked.iter().map(Looked::item).collect();
        let differences = match batch::differences(&items) {
            Ok(differences) => differences,
            Err(why) => return Ok(render::batch::not_alike(why)),
        };
        // What the riskiest of them needs, all of them get.
        let riskiest = looked.iter().map(|looked| &looked.case).max_by_key(|case| case.assessment.risk.level());
        let words = riskiest.map(|case| self.words_at_hand(case)).ok_or_else(Error::not_found)?;
        let cases: Vec<_> = looked.iter().map(|looked| &looked.case).collect();
        render::batch::table(&cases, differences, words, self.registry()).ok_or_else(Error::not_found)
    }

    /// Says the same to several actions, one after the other in this order. What is refused keeps no other from being decided; what was not
    /// reached, as the hub stopped, is not decided.
    ///
    /// # Errors
    /// [`Code::NotAlike`] when they are not to be decided at once, and then none is; when one is not there, `me` has no say, the words
    /// are missing, or the database fails before the first.
    #[tracing::instrument(name = "gate.decide_batch", skip_all, fields(reviewer.id = %me, count = items.len()))]
    pub async fn decide_batch(&self, me: ReviewerId, answer: BatchAnswer, items: Vec<(ActionId, Seen)>) -> Result<Vec<BatchResult>, Error> {
        let answer = match answer {
            BatchAnswer::Approve { note } => Answer::Approve { note },
            BatchAnswer::Reject { reason } => Answer::Reject { reason: words(&reason, "a reason")? },
        };
        let ids: Vec<_> = items.iter().map(|(id, _)| *id).collect();
        let looked = self.looked(me, &ids).await.map_err(Stop::into_error)?;
        let alike: Vec<_> = looked.iter().map(Looked::item).collect();
        // None of this changes any more. Whatever may change is asked of each as it is decided.
        batch::alike(&alike).map_err(|why| Stop::NotAlike(why).into_error())?;
        if matches!(answer, Answer::Approve { .. }) && alike.iter().any(|item| batch::is_lasting(item.assessment)) {
            return Err(Error::new(Code::NotAlike, "what cannot be taken back easily is approved one by one"));
        }
        let mut results = Vec::with_capacity(items.len());
        for (id, seen) in items {
            results.push(match self.decide(me, id, seen, answer.clone()).await {
                Ok(view) => BatchResult::Decided { id, standing: view.standing },
                Err(error) => BatchResult::Refused { id, code: error.code.name().to_owned(), message: error.message },
            });
        }
        Ok(results)
    }

    async fn looked(&self, me: ReviewerId, ids: &[ActionId]) -> Result<Vec<Looked>, Stop> {
        let viewer = self.decider(me)?;
        // Before anything is read.
        if ids.is_empty() || ids.len() > BATCH_MAX {
            return Err(Stop::NotAlike(NotAlike::Count));
        }
        let mut reader = self.store().read().await.map_err(Error::from)?;
        let mut looked = Vec::with_capacity(ids.len());
        for id in ids {
            let case = reader.case(*id).await.map_err(Error::from)?.ok_or_else(Error::not_found)?;
            let actor = self.actor(&viewer, Some(&case.assessment)).ok_or_else(no_say)?;
            looked.push(self.look_at(&mut reader, case, &actor).await?);
        }
        Ok(looked)
    }

    async fn look_at(&self, reader: &mut Reader, mut case: Case, actor: &Actor) -> Result<Looked, Error> {
        let now = self.clock().now();
        let is_halted = !self.halts_on(case.action.agent, &case.action.asked).is_empty();
        let is_free = !is_halted && self.budget_lines(reader, &case, now).await?.iter().all(|line| line.fits);
        // What somebody who is gone has said counts no more, also before it is on record.
        case.state = self.remembered(&case.state, now)?.0;
        let (may_approve, may_reject) = acts::answers(&case, actor, is_free, now);
        Ok(Looked { case, is_halted, may_approve, may_reject })
    }
}

/// Why there is nothing to compare.
enum Stop {
    NotAlike(NotAlike),
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl Stop {
    fn into_error(self) -> Error {
        match self {
            Self::NotAlike(why) => Error::new(Code::NotAlike, why.to_string()),
            Self::Error(error) => error,
        }
    }
}
