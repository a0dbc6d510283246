//! What actions are judged by: the rules and guardrails, and the scorecard. Replaced as a whole, never changed in place.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::TimeDelta;
use sekisho_core::{
    action::Asked,
    assessment::{self, Assessment},
    id::{AgentId, ReviewerId},
    ledger::{Entry, StandardsSet},
    risk::{Overrides, Scorecard},
    rules::{Fault, Judgement, Law, LoadError, RuleSet, STARTER_GUARDRAILS, STARTER_RULES, Slice, Subject},
    signal::Facts,
    time::Time,
};
use sekisho_store::{Reader, StoreError, Tx, actions::Case, standards::Edition};

use crate::{
    Gate,
    error::{Code, Error, OpenError},
    view::{EditionTexts, StandardsView},
};

mod show;

/// How many pairs of agent and tool have their policies at hand before they are looked up again.
const SLICES_MAX: usize = 10_000;

/// The longest note on a change, in characters.
const NOTE_CHARS_MAX: usize = 500;

/// One edition, ready to judge.
#[derive(Debug)]
pub(crate) struct Standards {
    /// Its number; 0 is what ships.
    edition: u32,
    rules: String,
    guardrails: String,
    set: RuleSet,
    card: Scorecard,
    /// What keeps the texts from being used, so that everything waits.
    faults: Vec<Fault>,
    /// The policies that can apply, by who asks for what. What could change them is in the key.
    slices: Mutex<HashMap<Subject, Arc<Slice>>>,
}

impl Standards {
    pub(crate) fn starter() -> Result<Self, LoadError> {
        let set = RuleSet::starter()?;
        Ok(Self::ready(0, STARTER_RULES.to_owned(), STARTER_GUARDRAILS.to_owned(), set, Scorecard::default()))
    }

    /// The newest edition of the store, or what ships. Texts that this version cannot read let nothing through: all waits for people.
    pub(crate) async fn load(reader: &mut Reader) -> Result<Self, OpenError> {
        let Some(stored) = reader.newest_edition().await? else { return Ok(Self::starter()?) };
        let card = Scorecard::new(stored.scorecard).unwrap_or_default();
        match RuleSet::load(&stored.rules, &stored.guardrails) {
            Ok(set) => Ok(Self::ready(stored.edition, stored.rules, stored.guardrails, set, card)),
            Err(LoadError(faults)) => {
                tracing::error!(edition = stored.edition, faults = faults.len(), "The rules cannot be read; everything waits");
                let set = RuleSet::load("", "")?;
                Ok(Self { faults, ..Self::ready(stored.edition, stored.rules, stored.guardrails, set, card) })
            }
        }
    }

    fn ready(edition: u32, rules: String, guardrails: String, set: RuleSet, card: Scorecard) -> Self {
        Self { edition, rules, guardrails, set, card, faults: Vec::new(), slices: Mutex::default() }
    }

    pub(crate) fn edition(&self) -> u32 {
        self.edition
    }

    pub(crate) fn assess(&self, agent: AgentId, asked: &Asked, facts: &Facts) -> Assessment {
        let slice = self.slice(Subject::new(&agent, asked, facts));
        Assessment { edition: Some(self.edition), ..assessment::assess(asked, facts, &self.card, slice.as_deref()) }
    }

    /// Judges what was seen of an action once more. What was not kept, or cannot be asked about, is a fault.
    fn judge_again(&self, groups: Vec<String>, case: &Case) -> Judgement {
        let asked = &case.action.asked;
        let subject = Subject {
            agent: case.action.agent.to_string(),
            groups,
            server: asked.server.as_ref().map_or("", |server| server.as_str()).to_owned(),
            tool: asked.tool.as_str().to_owned(),
            effect: case.assessment.class.effect,
        };
        let judged = self.slice(subject).zip(case.assessment.sight.as_ref()).map(|(slice, sight)| slice.judge(sight));
        judged.unwrap_or_else(Judgement::faulty)
    }

    /// The routes that these rules name, each once.
    pub(crate) fn routes(&self, rules: &[&str]) -> Vec<String> {
        let named = self.set.laws().filter(|law| rules.contains(&law.id())).filter_map(|law| law.route());
        named.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The least time that these rules give.
    pub(crate) fn due(&self, rules: &[&str]) -> Option<TimeDelta> {
        self.set.laws().filter(|law| rules.contains(&law.id())).filter_map(Law::due).min()
    }

    fn slice(&self, subject: Subject) -> Option<Arc<Slice>> {
        if let Some(slice) = self.slices.lock().unwrap_or_else(PoisonError::into_inner).get(&subject) {
            return Some(Arc::clone(slice));
        }
        let slice = Arc::new(self.set.slice(&subject)?);
        let mut slices = self.slices.lock().unwrap_or_else(PoisonError::into_inner);
        if slices.len() >= SLICES_MAX {
            slices.clear();
        }
        slices.insert(subject, Arc::clone(&slice));
        Some(slice)
    }
}

/// What somebody wants to judge by from now on.
#[derive(Debug, Clone)]
pub struct NewStandards {
    /// The edition that they changed. Another one in the meantime is a conflict.
    pub edition: u32,
    /// The rules, as Cedar text.
    pub rules: String,
    /// The guardrails, as Cedar text.
    pub guardrails: String,
    /// What differs from the standard scorecard.
    pub scorecard: Overrides,
    /// Why.
    pub note: String,
}

impl Gate {
    /// What actions are judged by, and who changed it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rules(&self, me: ReviewerId) -> Result<StandardsView, Error> {
        let me = self.viewer(me)?;
        let editions = self.store().read().await?.editions(show::EDITIONS_MAX).await?;
        Ok(self.standards().view(&me, editions, self.registry()))
    }

    /// An earlier edition; of edition 0, what ships.
    ///
    /// # Errors
    /// [`Code::NotFound`] if there is none; else when the database fails.
    pub async fn edition(&self, me: ReviewerId, edition: u32) -> Result<EditionTexts, Error> {
        self.viewer(me)?;
        let (rules, guardrails, overrides) = if edition == 0 {
            (STARTER_RULES.to_owned(), STARTER_GUARDRAILS.to_owned(), Overrides::new())
        } else {
            let found = self.store().read().await?.edition(edition).await?.ok_or_else(Error::not_found)?;
            (found.rules, found.guardrails, found.scorecard)
        };
        let set = read(rules.clone(), guardrails.clone()).await?;
        Ok(show::texts(edition, (rules, guardrails), &overrides, set))
    }

    /// The edition that was in force at `at`, of something that was judged by `judged`. None if that is too long ago to say.
    pub(crate) async fn edition_at(&self, reader: &mut Reader, judged: Option<u32>, at: Time) -> Result<Option<u32>, Error> {
        // Nothing has changed since.
        if judged == Some(self.standards().edition) {
            return Ok(judged);
        }
        let editions = reader.editions(show::EDITIONS_MAX).await?;
        let is_all = editions.len() < show::EDITIONS_MAX as usize;
        Ok(editions.iter().find(|head| head.at <= at).map(|head| head.edition).or(is_all.then_some(0)))
    }

    /// What is wrong with two texts; nothing, if they could be saved.
    ///
    /// # Errors
    /// When `me` may not look.
    pub async fn check_rules(&self, me: ReviewerId, rules: String, guardrails: String) -> Result<Vec<Fault>, Error> {
        self.viewer(me)?;
        Ok(read(rules, guardrails).await?.err().map(|LoadError(faults)| faults).unwrap_or_default())
    }

    /// Judges by this from now on. Rules are for every reviewer to change, guardrails and the scorecard for administrators.
    ///
    /// # Errors
    /// [`Code::InvalidRules`] when a text cannot be used, [`Code::Conflict`] when somebody was faster, [`Code::Forbidden`] for what is
    /// not theirs to change; else when the database fails. The old edition stays in force then.
    pub async fn set_rules(&self, by: ReviewerId, new: NewStandards) -> Result<StandardsView, Error> {
        self.decider(by)?;
        let note = new.note.trim().to_owned();
        if note.is_empty() || note.chars().count() > NOTE_CHARS_MAX {
            return Err(Error::invalid(format!("a note has 1 to {NOTE_CHARS_MAX} characters")));
        }
        let card = Scorecard::new(new.scorecard.clone()).map_err(|error| Error::invalid(error.to_string()))?;
        let set = read(new.rules.clone(), new.guardrails.clone()).await?;
        let set = set.map_err(|error| Error::new(Code::InvalidRules, error.to_string()))?;
        let edition = new.edition.saturating_add(1);
        let standards = Standards::ready(edition, new.rules, new.guardrails, set, card);
        let gate = self.clone();
        self.store().write(move |tx| Box::pin(async move { gate.store_standards(tx, by, standards, note).await })).await?;
        tracing::info!(edition, "Judging by edition {edition}");
        self.rules(by).await
    }

    async fn store_standards(&self, tx: &mut Tx, by: ReviewerId, standards: Standards, note: String) -> Result<(), Error> {
        let before = self.standards();
        if before.edition.saturating_add(1) != standards.edition {
            return Err(Error::new(Code::Conflict, "the rules were changed in the meantime"));
        }
        let (guardrails, scorecard) = (before.guardrails != standards.guardrails, before.card != standards.card);
        if guardrails || scorecard {
            self.administrator(by)?;
        } else {
            self.decider(by)?;
        }
        let at = self.clock().now();
        let stored = Edition {
            edition: standards.edition,
            rules: standards.rules.clone(),
            guardrails: standards.guardrails.clone(),
            scorecard: standards.card.overrides().clone(),
            by,
            at,
            note: note.clone(),
        };
        if !tx.insert_edition(&stored).await? {
            return Err(Error::new(Code::Conflict, "the rules were changed in the meantime"));
        }
        let rules = before.rules != standards.rules;
        let entry = Entry::StandardsSet(StandardsSet { by, edition: standards.edition, rules, guardrails, scorecard, note });
        tx.append(at, None, entry).await?;
        // Inside the one writer: what comes after this in the queue is judged by it.
        self.set_standards(standards);
        Ok(())
    }

    /// Judges once more what a person wants to approve or an executor wants to run: a guardrail may have come in between.
    pub(crate) fn check_guardrails(&self, case: &Case) -> Result<(), Error> {
        let groups = self.registry().agent(case.action.agent).map(|agent| agent.terms.groups).unwrap_or_default();
        let judgement = self.standards().judge_again(groups, case);
        match judgement.blocked_by() {
            Some((rule, words)) => Err(Error::new(Code::Blocked, format!("the guardrail `{rule}` blocks this: {}", words.en))),
            None => Ok(()),
        }
    }
}

/// Reading many policies takes a while, so it is done beside the calls.
async fn read(rules: String, guardrails: String) -> Result<Result<RuleSet, LoadError>, Error> {
    let read = tokio::task::spawn_blocking(move || RuleSet::load(&rules, &guardrails));
    read.await.map_err(|_| Error::from(StoreError::Closed))
}
