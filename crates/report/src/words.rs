//! What pages say, in both languages, as the window says it.

pub(crate) use became::{deviation, mark};
pub(crate) use decided::{assignee, decider, detour, duty, level, standing};
pub(crate) use effect::{does, effect, headline, reversibility, role, source};
pub(crate) use evidence::evidence;
pub(crate) use history::{happened, note};
pub(crate) use money::{amount, grouped, sum, told};
pub(crate) use reason::{provenance, reason};

mod became;
mod decided;
mod effect;
mod evidence;
mod history;
mod kept;
mod money;
mod reason;
#[cfg(test)]
mod tests;

use crate::{Language, Names, zone::Times};

/// In what and of whom pages speak.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice<'a> {
    pub(crate) language: Language,
    pub(crate) names: &'a Names,
    pub(crate) times: Times,
}

impl Voice<'_> {
    /// Several in one sentence.
    pub(crate) fn list(&self, words: &[String]) -> String {
        match (self.language, words) {
            (_, [only]) => only.clone(),
            (Language::English, [first, second]) => format!("{first} and {second}"),
            (Language::English, [first @ .., last]) => format!("{}, and {last}", first.join(", ")),
            (Language::Japanese, _) | (Language::English, []) => words.join("、"),
        }
    }
}
