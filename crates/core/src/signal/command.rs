//! What a command does: its parts as a shell reads them, and what cannot be told of it.

use std::collections::BTreeSet;

use super::{Contribution, Evidence};
use crate::{
    action::Asked,
    command::{self, Does, Part},
    json::Json,
    provenance::words_of,
    risk::{Line, Scorecard},
    tool::Effect,
};

/// How many parts are kept with the action, those of most concern.
const KEPT_MAX: usize = 8;

/// Names of the list of a program's arguments, beside the one that names the program.
const ARGUMENTS: [&str; 4] = ["args", "arguments", "argv", "parameters"];

/// What was found: everything that the commands do, and the contribution.
#[derive(Debug, Default)]
pub(super) struct Commands {
    pub does: BTreeSet<Does>,
    pub contribution: Option<Contribution>,
}

/// How a text is to be read.
#[derive(Clone, Copy)]
enum Language {
    Shell,
    Query,
    Other,
}

pub(super) fn contribute(asked: &Asked, effect: Effect, card: &Scorecard) -> Commands {
    let commands = of(asked, effect);
    let does: BTreeSet<_> = commands.iter().flat_map(|(_, parts)| parts.iter().map(|part| part.does)).collect();
    let Some((pointer, _)) = commands.iter().max_by_key(|(_, parts)| parts.iter().map(|part| part.does).max()) else {
        return Commands::default();
    };
    let pointer = pointer.clone();
    let mut parts: Vec<_> = commands.into_iter().flat_map(|(_, parts)| parts).collect();
    let others = u32::try_from(parts.len().saturating_sub(KEPT_MAX)).unwrap_or(u32::MAX);
    if others > 0 {
        parts.sort_by_key(|part| std::cmp::Reverse(part.does));
        parts.truncate(KEPT_MAX);
    }
    let evidence = Evidence::Command { pointer, parts, others };
    let contribution = match does.last().and_then(|worst| line(*worst)) {
        Some(line) => card.contribution(line, evidence),
        None => Contribution { points: 0, most: card.most(Line::CommandUninspectable), evidence },
    };
    Commands { does, contribution: Some(contribution) }
}

/// Looking adds nothing, and is said all the same.
fn line(does: Does) -> Option<Line> {
    match does {
        Does::Looks => None,
        Does::Runs | Does::Changes => Some(Line::CommandRuns),
        Does::Fetches => Some(Line::CommandFetches),
        Does::Installs => Some(Line::CommandInstalls),
        Does::Sends => Some(Line::CommandSends),
        Does::Deletes => Some(Line::CommandDeletes),
        Does::Elevates => Some(Line::CommandElevates),
        Does::Uninspectable | Does::RunsFetched => Some(Line::CommandUninspectable),
    }
}

/// Every argument that is a command, with where it stands.
fn of(asked: &Asked, effect: Effect) -> Vec<(String, Vec<Part>)> {
    let names_foreign = ["powershell", "pwsh", "cmd"].iter().any(|word| words_of(asked.tool.as_str()).contains(&(*word).to_owned()));
    let nodes = asked.arguments.json().walk().filter_map(|node| {
        let language = language(node.key, asked, effect)?;
        let parts = match (node.value, language) {
            (Json::String(text), _) if text.trim().is_empty() => return None,
            (Json::String(text), Language::Other) => vec![Part::uninspectable(text)],
            (Json::String(text), Language::Shell) if names_foreign => vec![Part::uninspectable(text)],
            (Json::String(text), Language::Query) => vec![command::inspect_query(text)],
            (Json::String(text), Language::Shell) => match node.parent.and_then(arguments) {
                Some(arguments) => command::inspect_words(&[&[text.as_str()], arguments.as_slice()].concat()),
                None => command::inspect(text),
            },
            (Json::Array(items), _) => command::inspect_words(&texts(items)?),
            (Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_), _) => return None,
        };
        Some((node.pointer, parts))
    });
    nodes.collect()
}

/// How the argument of this name is to be read, if it is a command at all. `code` is much else, too, where nothing is run.
fn language(name: &str, asked: &Asked, effect: Effect) -> Option<Language> {
    let words = words_of(name);
    let is = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    let runs = effect == Effect::Execute;
    let shell_named = || words_of(asked.tool.as_str()).iter().any(|word| ["shell", "bash", "sh", "terminal"].contains(&word.as_str()));
    match () {
        () if is(&["sql"]) => (effect != Effect::Read).then_some(Language::Query),
        () if is(&["command", "commands", "cmd", "shell", "bash"]) || name.contains("コマンド") => Some(Language::Shell),
        () if runs && is(&["script", "code"]) => Some(if shell_named() { Language::Shell } else { Language::Other }),
        () => None,
    }
}

/// The arguments beside a program's name.
fn arguments(parent: &Json) -> Option<Vec<&str>> {
    ARGUMENTS.iter().find_map(|name| match parent.get(name)? {
        Json::Array(items) => texts(items),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => None,
    })
}

fn texts(items: &[Json]) -> Option<Vec<&str>> {
    let texts: Option<Vec<_>> = items.iter().map(Json::as_str).collect();
    texts.filter(|texts| !texts.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::{Name, Sent};

    fn found(tool: &str, arguments: &str) -> Vec<Does> {
        let asked = Asked {
            tool: Name::new(tool.to_owned()).unwrap(),
            server: None,
            arguments: Sent::new(arguments.to_owned()).unwrap(),
            timeout: "1h".parse().unwrap(),
            agent_reasoning: None,
            context: None,
        };
        contribute(&asked, crate::tool::classify(tool, None).effect, &Scorecard::default()).does.into_iter().collect()
    }

    #[test]
    fn commands_are_found_in_the_shapes_that_tools_give_them() {
        assert_eq!(found("run_command", r#"{"command":"ls; rm x"}"#), [Does::Looks, Does::Deletes]);
        assert_eq!(found("run_command", r#"{"command":["rm","x"]}"#), [Does::Deletes]);
        assert_eq!(found("run_command", r#"{"command":"rm","args":["x"]}"#), [Does::Deletes]);
        assert_eq!(found("run_command", r#"{"steps":[{"cmd":"ls"},{"cmd":"rm x"}]}"#), [Does::Looks, Does::Deletes]);
        assert_eq!(found("コマンド実行", r#"{"コマンド":"rm x"}"#), [Does::Deletes]);
        assert_eq!(found("run_python", r#"{"code":"print(1)"}"#), [Does::Uninspectable]);
        assert_eq!(found("run_bash_script", r#"{"script":"ls"}"#), [Does::Looks]);
        assert_eq!(found("run_powershell", r#"{"command":"ls"}"#), [Does::Uninspectable]);
        assert_eq!(found("run_query", r#"{"sql":"DROP TABLE x"}"#), [Does::Deletes]);
        assert_eq!(found("create_order", r#"{"item_code":"TN-4410","currency_code":"JPY"}"#), []);
    }

    #[test]
    fn more_concern_is_more_points() {
        let all = [
            Does::Looks,
            Does::Runs,
            Does::Changes,
            Does::Fetches,
            Does::Installs,
            Does::Sends,
            Does::Deletes,
            Does::Elevates,
            Does::Uninspectable,
            Does::RunsFetched,
        ];
        let points = all.map(|does| line(does).map_or(0, |line| Scorecard::default().points(line)));
        assert!(all.is_sorted() && points.is_sorted(), "{points:?}");
    }
}
