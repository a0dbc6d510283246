//! What a shell command does, part by part, as a shell would read it. What cannot be told without running it is named *uninspectable*.
//!
//! Everything here is a list of what is known to be harmless: a shape of the grammar, a program or an option that is not on it counts as
//! more, never as less.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{query, shown::Shown};

mod grammar;
mod hosts;
mod programs;
mod tables;
mod word;

/// The longest command that is looked through, in bytes.
const BYTES_MAX: usize = 16 * 1024;

/// The most parts of one command. Nobody can judge more than this.
const PARTS_MAX: usize = 50;

/// How deep a command may stand inside others, as in `sh -c "sh -c …"`.
const DEPTH_MAX: usize = 4;

/// How much of a part's text is kept, in characters.
const PART_CHARS_MAX: usize = 120;

/// How many destinations of one part are kept.
const HOSTS_MAX: usize = 4;

/// What a part of a command does, in rising order of concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Does {
    /// Looks at something on this computer.
    Looks,
    /// Runs a program that is not known here.
    Runs,
    /// Creates or changes files or settings.
    Changes,
    /// Reads something from the network.
    Fetches,
    /// Installs software, which may run on the way.
    Installs,
    /// Sends something over the network.
    Sends,
    /// Deletes something.
    Deletes,
    /// Gives rights, or runs something with more of them.
    Elevates,
    /// What it does cannot be told without running it.
    Uninspectable,
    /// Runs what it has just read from the network.
    RunsFetched,
}

impl Does {
    /// The word for it in rules and exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Looks => "looks",
            Self::Runs => "runs",
            Self::Changes => "changes",
            Self::Fetches => "fetches",
            Self::Installs => "installs",
            Self::Sends => "sends",
            Self::Deletes => "deletes",
            Self::Elevates => "elevates",
            Self::Uninspectable => "uninspectable",
            Self::RunsFetched => "runs_fetched",
        }
    }
}

/// One part of a command: a program with its arguments, or what takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "CommandPart")]
pub struct Part {
    /// What it does.
    pub does: Does,
    /// The text of it, shortened.
    pub text: Shown,
    /// Where it leads on the network, such as `example.com`.
    pub hosts: Vec<Shown>,
}

impl Part {
    fn new(does: Does, text: &str, hosts: &[String]) -> Self {
        let short: String = text.chars().take(PART_CHARS_MAX).collect();
        Self { does, text: Shown::new(&short), hosts: hosts.iter().take(HOSTS_MAX).map(|host| Shown::new(host)).collect() }
    }

    /// A text whose effect cannot be told.
    #[must_use]
    pub fn uninspectable(text: &str) -> Self {
        Self::new(Does::Uninspectable, text, &[])
    }
}

/// The parts of a command line, in the order in which they stand there. Never empty unless the text is.
#[must_use]
pub fn inspect(text: &str) -> Vec<Part> {
    told(grammar::read(text, 0), text)
}

/// The one part of a database query.
#[must_use]
pub fn inspect_query(text: &str) -> Part {
    let does = match (query::may_change(text), query::may_delete(text)) {
        (false, _) => Does::Looks,
        (true, false) => Does::Changes,
        (true, true) => Does::Deletes,
    };
    Part::new(does, text, &[])
}

/// The parts of a command that is given as a program and its arguments, without a shell that reads them.
#[must_use]
pub fn inspect_words(words: &[&str]) -> Vec<Part> {
    let text = words.join(" ");
    if text.len() > BYTES_MAX {
        return vec![Part::uninspectable(&text)];
    }
    let words: Vec<_> = words.iter().map(|word| word::Word::fixed((*word).to_owned())).collect();
    told(vec![programs::step(&words, &text, 0)], &text)
}

/// One part while the others are still read.
#[derive(Debug, Clone)]
struct Step {
    does: Does,
    text: String,
    hosts: Vec<String>,
    /// Whether it reads from the network, also where that is not the worst it does.
    fetches: bool,
    /// Whether it runs what it is given as text: by a pipe, a substitution or a file.
    interprets: bool,
}

impl Step {
    fn new(does: Does, text: &str) -> Self {
        Self { does, text: text.to_owned(), hosts: Vec::new(), fetches: does == Does::Fetches, interprets: false }
    }

    fn uninspectable(text: &str) -> Self {
        Self::new(Does::Uninspectable, text)
    }
}

fn told(mut steps: Vec<Step>, text: &str) -> Vec<Part> {
    run_what_was_saved(&mut steps);
    if steps.len() > PARTS_MAX {
        steps.truncate(PARTS_MAX - 1);
        steps.push(Step::uninspectable(text));
    }
    steps.iter().map(|step| Part::new(step.does, &step.text, &step.hosts)).collect()
}

/// `curl -o x.sh …; sh x.sh`: what a part has fetched into a file, a later one runs.
fn run_what_was_saved(steps: &mut [Step]) {
    let mut fetched = String::new();
    for step in steps {
        let program = step.text.split_whitespace().next().unwrap_or_default();
        let runs_a_file = step.interprets || program.contains('/');
        let files = step.text.split_whitespace().filter_map(|word| word.rsplit('/').next()).filter(|name| name.len() > 2);
        if runs_a_file && !step.fetches && files.into_iter().any(|name| fetched.split(['/', ' ', '\n']).any(|known| known == name)) {
            step.does = Does::RunsFetched;
        }
        if step.fetches {
            fetched.push_str(&step.text);
            fetched.push('\n');
        }
    }
}

#[cfg(test)]
mod tests;
