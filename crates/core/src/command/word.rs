//! One word of a command, as far as it is known before anything runs.

use tree_sitter::Node;

/// Variables that say where somebody is, and nothing about what is done.
const KNOWN_VARIABLES: [&str; 6] = ["HOME", "PWD", "OLDPWD", "USER", "LOGNAME", "?"];

/// A word after the shell has taken its quotes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its text; as it was written where it is not fixed.
    pub text: String,
    /// How far it is known.
    pub known: Known,
}

/// How far a word is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    /// Letter by letter.
    Fixed,
    /// But for names of files that it stands for.
    Files,
    /// Only when it runs.
    Open,
}

impl Word {
    pub(super) fn fixed(text: String) -> Self {
        Self { text, known: Known::Fixed }
    }

    pub(super) fn open(text: &str) -> Self {
        Self { text: text.to_owned(), known: Known::Open }
    }

    /// Whether this is an option.
    pub(super) fn is_option(&self) -> bool {
        self.text.starts_with('-') && self.text.len() > 1
    }

    /// The word of a node.
    pub(super) fn of(node: Node<'_>, source: &str) -> Self {
        let text = source.get(node.byte_range()).unwrap_or_default();
        match node.kind() {
            "word" | "number" | "variable_name" | "file_descriptor" | "extglob_pattern" => plain(text),
            "raw_string" => Self::fixed(text.trim_start_matches('\'').trim_end_matches('\'').to_owned()),
            "string" => quoted(node, text, source),
            "simple_expansion" | "expansion" => variable(text),
            "concatenation" | "command_name" => joined(node, text, source),
            _ => Self::open(text),
        }
    }
}

/// A word without quotes: backslashes go away, and what the shell makes names of files of is no fixed text.
fn plain(text: &str) -> Word {
    let mut characters = text.chars();
    let (mut unescaped, mut known) = (String::with_capacity(text.len()), Known::Fixed);
    while let Some(character) = characters.next() {
        match character {
            '\\' => unescaped.extend(characters.next().filter(|next| *next != '\n')),
            '*' | '?' | '[' => {
                known = known.max(Known::Files);
                unescaped.push(character);
            }
            '{' | '$' | '`' => return Word::open(text),
            _ => unescaped.push(character),
        }
    }
    if text.starts_with('~') {
        known = known.max(Known::Files);
    }
    Word { text: unescaped, known }
}

fn quoted(node: Node<'_>, text: &str, source: &str) -> Word {
    let mut cursor = node.walk();
    let parts: Vec<_> = node.named_children(&mut cursor).filter(|part| part.kind() != "string_content").collect();
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    if parts.iter().any(|part| Word::of(*part, source).known == Known::Open) {
        return Word::open(inner);
    }
    let mut characters = inner.chars();
    let mut unescaped = String::with_capacity(inner.len());
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(next @ ('"' | '\\' | '$' | '`')) => unescaped.push(next),
                Some('\n') | None => {}
                Some(other) => unescaped.extend(['\\', other]),
            },
            '`' => return Word::open(inner),
            _ => unescaped.push(character),
        }
    }
    Word { text: unescaped, known: if parts.is_empty() { Known::Fixed } else { Known::Files } }
}

/// `$HOME`, `${HOME}`: anything else may stand for an option, or for much more.
fn variable(text: &str) -> Word {
    let name = text.trim_start_matches('$').trim_start_matches('{').trim_end_matches('}');
    let is_known = KNOWN_VARIABLES.contains(&name);
    Word { text: text.to_owned(), known: if is_known { Known::Files } else { Known::Open } }
}

fn joined(node: Node<'_>, text: &str, source: &str) -> Word {
    let mut cursor = node.walk();
    let parts: Vec<_> = node.named_children(&mut cursor).map(|part| Word::of(part, source)).collect();
    let known = parts.iter().map(|part| part.known).max().unwrap_or(Known::Open);
    if known == Known::Open {
        return Word::open(text);
    }
    Word { text: parts.into_iter().map(|part| part.text).collect(), known }
}
