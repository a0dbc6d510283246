//! The words that go with an answer: which are needed, and which are at hand.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::check::Problem;
use crate::risk::Level;

/// How many sentences are at hand for each kind of answer at the most.
pub const SENTENCES_MAX: usize = 20;

/// The longest of them, in characters.
pub const SENTENCE_CHARS_MAX: usize = 200;

/// The words that go with an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Answers {
    /// From which risk on a yes needs a reason as well; a no always does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_from: Option<Level>,
    /// Sentences for a yes.
    pub approve: Vec<String>,
    /// Sentences for a no.
    pub reject: Vec<String>,
    /// Questions to an agent.
    pub ask_back: Vec<String>,
    /// Sentences for whoever an action is passed on to.
    pub escalate: Vec<String>,
}

impl Answers {
    /// Whether nothing is laid down.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a yes needs a reason.
    #[must_use]
    pub fn needs_reason(&self, level: Level) -> bool {
        self.reason_from.is_some_and(|from| level >= from)
    }

    pub(super) fn check(&self, say: &mut dyn FnMut(Problem, &str, &str)) {
        for (name, sentences) in
            [("approve", &self.approve), ("reject", &self.reject), ("ask_back", &self.ask_back), ("escalate", &self.escalate)]
        {
            let about = format!("answers / {name}");
            if sentences.len() > SENTENCES_MAX {
                say(Problem::TooMany, &about, &SENTENCES_MAX.to_string());
            }
            if sentences.iter().any(|sentence| sentence.trim().is_empty()) {
                say(Problem::Blank, &about, "");
            }
            if let Some(long) = sentences.iter().find(|sentence| sentence.chars().count() > SENTENCE_CHARS_MAX) {
                say(Problem::TooLong, &about, &begin(long));
            }
            let mut before = BTreeSet::new();
            if let Some(again) = sentences.iter().find(|sentence| !before.insert(sentence.trim())) {
                say(Problem::Twice, &about, &begin(again));
            }
        }
    }
}

/// Enough of a sentence to find it again.
fn begin(sentence: &str) -> String {
    sentence.chars().take(40).collect()
}
