//! What this computer's user likes: language, theme, notifications. Kept in the data directory.

use std::{
    fs,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use sekisho_gate::directory::Directory;
use serde::{Deserialize, Serialize};

use crate::notify::pace::{Every, Quiet, Wishes};

/// A language of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Language {
    Ja,
    En,
}

/// The look of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Theme {
    System,
    Light,
    Dark,
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
}

const DEFAULT: Choices = Choices { language: None, theme: Theme::System, notifications: true, quiet: None, every: Every::Once };

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
        let chosen = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or(DEFAULT);
        Self { file, chosen: Mutex::new(chosen) }
    }

    pub(crate) fn chosen(&self) -> Choices {
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn choose(&self, choices: Choices) -> std::io::Result<()> {
        *self.chosen.lock().unwrap_or_else(PoisonError::into_inner) = choices;
        let part = self.file.with_extension("part");
        fs::write(&part, serde_json::to_vec(&choices)?)?;
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
