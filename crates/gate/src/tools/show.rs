//! Tools as windows and commands see them.

use std::collections::BTreeMap;

use sekisho_core::{
    provenance::Role,
    shown::Shown,
    time::Time,
    tool::{
        Registered, Standing,
        change::{self, About},
        infer::{self, Clue, Confidence, Inferred},
    },
};

use crate::{
    Gate,
    view::{ArgumentView, ChangeAbout, ChangeView, Told, ToolPage, ToolView},
};

/// A tool as a line in a list.
pub(super) fn line(tool: &Registered) -> ToolView {
    let class = tool.class();
    let standing = tool.standing();
    let inferred = infer::arguments(&tool.said);
    let sure = infer::class(tool.name.as_str(), &tool.said).1;
    let guesses = inferred.iter().map(|inferred| inferred.confidence).chain([sure]).filter(|sure| *sure == Confidence::Guess).count();
    let confirmed = standing == Standing::Confirmed;
    ToolView {
        server: tool.server.as_str().to_owned(),
        name: tool.name.as_str().to_owned(),
        title: tool.said.title.as_deref().map(Shown::new),
        effect: class.effect,
        reversibility: class.reversibility,
        source: class.source,
        confidence: if confirmed { Confidence::Certain } else { sure },
        standing,
        guesses: if confirmed { 0 } else { u32::try_from(guesses).unwrap_or(u32::MAX) },
        // What was taken in by an older version has no time.
        first_seen_at: Some(tool.first_seen_at).filter(|at| *at != Time::UNIX_EPOCH),
        changed_at: tool.changed_at,
        gone_at: tool.gone_at,
    }
}

impl Gate {
    /// Everything about one tool.
    pub(super) fn tool_page(&self, tool: &Registered) -> ToolPage {
        let changes = tool.confirmed.as_ref().map_or_else(Vec::new, |confirmed| change::between(&confirmed.said, &tool.said));
        let (class, confidence) = infer::class(tool.name.as_str(), &tool.said);
        ToolPage {
            tool: line(tool),
            description: tool.said.description.as_deref().map(Shown::new),
            digest: tool.said.digest().to_string(),
            inferred: Told { effect: class.effect, reversibility: class.reversibility, source: class.source, confidence },
            arguments: arguments(tool, &changes),
            confirmed_by: tool.confirmed.as_ref().map(|confirmed| self.registry().reviewer_ref(confirmed.by)),
            confirmed_at: tool.confirmed.as_ref().map(|confirmed| confirmed.at),
            changes: changes.into_iter().map(view).collect(),
        }
    }
}

/// Each argument with what it is for: what a person confirmed where that still holds, else what is inferred.
fn arguments(tool: &Registered, changes: &[change::Change]) -> Vec<ArgumentView> {
    let differs =
        |pointer: &str| changes.iter().any(|change| matches!(&change.about, About::Argument { pointer: about } if about == pointer));
    let mut confirmed: BTreeMap<_, _> = tool.confirmed.as_ref().map(|confirmed| confirmed.classified.roles.clone()).unwrap_or_default();
    let mut all: Vec<_> = infer::arguments(&tool.said)
        .into_iter()
        .map(|inferred| {
            let said = confirmed.remove(&inferred.argument.pointer).filter(|_| !differs(&inferred.argument.pointer));
            argument(inferred, said)
        })
        .collect();
    // What a person said of arguments that the schema does not tell of, if it ever did not.
    let others = confirmed.into_iter().filter(|(pointer, _)| !differs(pointer));
    all.extend(others.map(|(pointer, role)| ArgumentView {
        shown: Shown::new(&pointer),
        pointer,
        description: None,
        required: false,
        role,
        inferred: role,
        confidence: Confidence::Certain,
        clue: Clue::Assumed,
        confirmed: true,
    }));
    all
}

fn argument(inferred: Inferred, said: Option<Role>) -> ArgumentView {
    let Inferred { argument, role, confidence, clue } = inferred;
    ArgumentView {
        shown: Shown::new(&argument.pointer),
        pointer: argument.pointer,
        description: argument.description.as_deref().map(Shown::new),
        required: argument.required,
        role: said.unwrap_or(role),
        inferred: role,
        confidence,
        clue,
        confirmed: said.is_some(),
    }
}

fn view(change: change::Change) -> ChangeView {
    let about = match change.about {
        About::Title => ChangeAbout::Title,
        About::Description => ChangeAbout::Description,
        About::ReadOnly => ChangeAbout::ReadOnly,
        About::Destructive => ChangeAbout::Destructive,
        About::Argument { pointer } => ChangeAbout::Argument { pointer: Shown::new(&pointer) },
        About::Schema => ChangeAbout::Schema,
    };
    ChangeView { about, before: change.before.as_deref().map(Shown::new), after: change.after.as_deref().map(Shown::new) }
}
