//! What this computer's user likes: language, theme, notifications. Kept in the data directory.

use std::{
    fs, io,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use sekisho_gate::{
    AgentId,
    directory::Directory,
    view::{Effect, Level},
};
use serde::{Deserialize, Serialize};

use crate::notify::pace::{Every, Quiet, Wishes};

/// A language of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Language {
    Ja,
    En,
}

impl Language {
    /// What it is called in calls.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }
}

/// The look of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Theme {
    System,
    Light,
    Dark,
}

/// The most filters that are kept, and the longest name of one, in characters.
const FILTERS_MAX: usize = 20;
const FILTER_NAME_MAX: usize = 40;

/// What comes first in the inbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    #[default]
    Risk,
    Due,
    Arrival,
}

/// A filter of the inbox that somebody has kept under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Filter {
    name: String,
    agent: Option<AgentId>,
    effect: Option<Effect>,
    risk: Option<Level>,
    free: bool,
}

/// How somebody looks at the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inbox {
    sort: Sort,
    filters: Vec<Filter>,
}

impl Inbox {
    fn is_within_limits(&self) -> bool {
        let is_named = |filter: &Filter| !filter.name.trim().is_empty() && filter.name.chars().count() <= FILTER_NAME_MAX;
        self.filters.len() <= FILTERS_MAX && self.filters.iter().all(is_named)
    }
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choices {
    /// None: the system's.
    pub(crate) language: Option<Language>,
    pub(crate) theme: Theme,
    pub(crate) notifications: bool,
    /// When only what is urgent is told.
    #[serde(default)]
    pub(crate) quiet: Option<Quiet>,
    /// How often to tell at the most.
    #[serde(default)]
    pub(crate) every: Every,
    #[serde(default)]
    pub(crate) inbox: Inbox,
}

impl Default for Choices {
    fn default() -> Self {
        let inbox = Inbox::default();
        Self { language: None, theme: Theme::System, notifications: true, quiet: None, every: Every::Once, inbox }
    }
}

impl Choices {
    pub(crate) fn wishes(&self) -> Wishes {
        Wishes { quiet: self.quiet, every: self.every }
    }
}

/// The choices, in memory and on disk.
#[derive(Debug)]
pub(crate) struct Preferences {
    file: PathBuf,
    chosen: Mutex<Choices>,
}

impl Preferences {
    /// What was chosen before. A file that cannot be read counts as nothing chosen.
    pub(crate) fn load(directory: &Directory) -> Self {
        let file = directory.path().join("desktop.json");
        let chosen = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Self { file, chosen: Mutex::new(chosen) }
    }

    pub(crate) fn chosen(&self) -> Choices {
        self.chosen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn choose(&self, choices: Choices) -> io::Result<()> {
        if !choices.inbox.is_within_limits() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "too many filters, or one with too long a name or none"));
        }
        let text = serde_json::to_vec(&choices)?;
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = choices;
        let part = self.file.with_extension("part");
        fs::write(&part, text)?;
        fs::rename(part, &self.file)
    }

    pub(crate) fn language(&self) -> Language {
        self.chosen().language.unwrap_or_else(system_language)
    }
}

/// Japanese for a Japanese system, English for every other.
pub(crate) fn system_language() -> Language {
    let japanese = sys_locale::get_locale().is_some_and(|locale| locale.to_lowercase().starts_with("ja"));
    if japanese { Language::Ja } else { Language::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_before_there_were_filters_still_counts() {
        let folder = tempfile::tempdir().unwrap();
        let directory = Directory::open(&folder.path().join("data")).unwrap();
        fs::write(directory.path().join("desktop.json"), r#"{"language":"ja","theme":"dark","notifications":false}"#).unwrap();
        let preferences = Preferences::load(&directory);
        let before = preferences.chosen();
        assert_eq!(
            (before.language, before.theme, before.notifications, &before.inbox),
            (Some(Language::Ja), Theme::Dark, false, &Inbox::default())
        );
        let filter =
            |name: &str| Filter { name: name.to_owned(), agent: None, effect: Some(Effect::Pay), risk: Some(Level::High), free: true };
        let with = |filters: Vec<Filter>| Choices { inbox: Inbox { sort: Sort::Due, filters }, ..before.clone() };
        for wrong in [vec![filter(" ")], vec![filter(&"x".repeat(41))], vec![filter("x"); 21]] {
            assert!(preferences.choose(with(wrong)).is_err());
            assert_eq!(preferences.chosen(), before, "nothing has changed");
        }
        let chosen = with(vec![filter("高額の支払い")]);
        preferences.choose(chosen.clone()).unwrap();
        assert_eq!(Preferences::load(&directory).chosen(), chosen, "it is kept");
    }
}
