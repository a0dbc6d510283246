//! What actions are judged by: the rules and guardrails, and the scorecard. Replaced as a whole, never changed in place.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use sekisho_core::{
    action::Asked,
    assessment::{self, Assessment},
    id::AgentId,
    risk::Scorecard,
    rules::{RuleSet, Slice, Subject},
    signal::Facts,
};

/// How many pairs of agent and tool have their policies at hand before they are looked up again.
const SLICES_MAX: usize = 10_000;

/// One edition of it.
#[derive(Debug)]
pub(crate) struct Standards {
    rules: RuleSet,
    card: Scorecard,
    /// The policies that can apply, by who asks for what. What could change them is in the key.
    slices: Mutex<HashMap<Subject, Arc<Slice>>>,
}

impl Standards {
    pub(crate) fn new(rules: RuleSet, card: Scorecard) -> Self {
        Self { rules, card, slices: Mutex::default() }
    }

    pub(crate) fn assess(&self, agent: AgentId, asked: &Asked, facts: &Facts) -> Assessment {
        let slice = self.slice(Subject::new(&agent, asked, facts));
        assessment::assess(asked, facts, &self.card, slice.as_deref())
    }

    fn slice(&self, subject: Subject) -> Option<Arc<Slice>> {
        if let Some(slice) = self.slices.lock().unwrap_or_else(PoisonError::into_inner).get(&subject) {
            return Some(Arc::clone(slice));
        }
        let slice = Arc::new(self.rules.slice(&subject)?);
        let mut slices = self.slices.lock().unwrap_or_else(PoisonError::into_inner);
        if slices.len() >= SLICES_MAX {
            slices.clear();
        }
        slices.insert(subject, Arc::clone(&slice));
        Some(slice)
    }
}
