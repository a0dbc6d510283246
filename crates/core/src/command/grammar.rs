//! A command line as the shell's grammar has it, walked into its steps.
//!
//! `tree-sitter-bash` is the grammar that editors use; it never fails and never runs away, but marks what it cannot read. A kind of node
//! that is not named here is something whose effect nobody has thought through, and is named uninspectable.

use tree_sitter::{Node, Parser};

use super::{
    BYTES_MAX, DEPTH_MAX, Does, PARTS_MAX, Step, hosts, programs,
    word::{Known, Word},
};

/// How deep the tree is followed.
const NESTING_MAX: usize = 40;

/// Names of variables that decide which program runs, or what it does.
const DECIDING: [&str; 14] = [
    "PATH",
    "IFS",
    "ENV",
    "BASH_ENV",
    "SHELL",
    "EDITOR",
    "VISUAL",
    "PAGER",
    "PROMPT_COMMAND",
    "SHELLOPTS",
    "NODE_OPTIONS",
    "RUBYOPT",
    "LESSOPEN",
    "PS4",
];
const DECIDING_PREFIXES: [&str; 6] = ["LD_", "DYLD_", "GIT_", "PYTHON", "PERL5", "BASH_FUNC"];

/// The steps of a command line.
pub(super) fn read(text: &str, depth: usize) -> Vec<Step> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    if text.len() > BYTES_MAX || depth > DEPTH_MAX {
        return vec![Step::uninspectable(text)];
    }
    let mut parser = Parser::new();
    let tree = parser.set_language(&tree_sitter_bash::LANGUAGE.into()).ok().and_then(|()| parser.parse(text, None));
    let Some(tree) = tree.filter(|tree| !tree.root_node().has_error()) else {
        return vec![Step::uninspectable(text)];
    };
    let mut walk = Walk { source: text, depth, steps: Vec::new() };
    walk.visit(tree.root_node(), 0);
    walk.steps
}

struct Walk<'a> {
    source: &'a str,
    depth: usize,
    steps: Vec<Step>,
}

impl Walk<'_> {
    fn text(&self, node: Node<'_>) -> &str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    fn visit(&mut self, node: Node<'_>, nesting: usize) {
        if nesting > NESTING_MAX || self.steps.len() > PARTS_MAX {
            return self.give_up(node);
        }
        match node.kind() {
            "program"
            | "list"
            | "subshell"
            | "compound_statement"
            | "negated_command"
            | "if_statement"
            | "elif_clause"
            | "else_clause"
            | "while_statement"
            | "do_group"
            | "redirected_statement"
            | "variable_assignments"
            | "declaration_command"
            | "for_statement" => {
                self.children(node, nesting);
            }
            "pipeline" => self.pipeline(node, nesting),
            "command" => self.command(node, nesting),
            "file_redirect" => self.redirect(node, nesting),
            "variable_assignment" => self.assignment(node, nesting),
            "command_substitution" | "process_substitution" => {
                self.give_up(node);
                self.children(node, nesting);
            }
            "herestring_redirect"
            | "heredoc_redirect"
            | "heredoc_body"
            | "word"
            | "number"
            | "string"
            | "raw_string"
            | "concatenation"
            | "simple_expansion"
            | "expansion"
            | "heredoc_start"
            | "heredoc_end"
            | "variable_name"
            | "file_descriptor" => self.substitutions(node, nesting),
            "comment" => {}
            _ => self.give_up(node),
        }
    }

    fn children(&mut self, node: Node<'_>, nesting: usize) {
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor).collect::<Vec<_>>() {
            self.visit(child, nesting + 1);
        }
    }

    fn give_up(&mut self, node: Node<'_>) {
        let step = Step::uninspectable(self.text(node));
        self.steps.push(step);
    }

    /// What one part of a pipe has fetched, a later one may run.
    fn pipeline(&mut self, node: Node<'_>, nesting: usize) {
        let first = self.steps.len();
        self.children(node, nesting);
        let mut has_fetched = false;
        for step in self.steps.iter_mut().skip(first) {
            if has_fetched && step.interprets {
                step.does = Does::RunsFetched;
            }
            has_fetched |= step.fetches;
        }
    }

    fn command(&mut self, node: Node<'_>, nesting: usize) {
        let first = self.steps.len();
        let mut words = Vec::new();
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor).collect::<Vec<_>>() {
            match child.kind() {
                "variable_assignment" | "file_redirect" | "herestring_redirect" => self.visit(child, nesting + 1),
                _ => {
                    words.push(Word::of(child, self.source));
                    self.substitutions(child, nesting);
                }
            }
        }
        let mut step = programs::step(&words, self.text(node), self.depth);
        if step.interprets && self.steps.iter().skip(first).any(|inner| inner.fetches) {
            step.does = Does::RunsFetched;
        }
        self.steps.push(step);
    }

    /// The commands inside a word, which run before it does anything.
    fn substitutions(&mut self, node: Node<'_>, nesting: usize) {
        if nesting > NESTING_MAX {
            return self.give_up(node);
        }
        match node.kind() {
            "command_substitution" | "process_substitution" | "file_redirect" | "pipeline" | "command" | "list" => {
                self.visit(node, nesting + 1);
            }
            "arithmetic_expansion" | "brace_expression" | "ansi_c_string" | "translated_string" => self.give_up(node),
            "expansion" if !is_plain_variable(self.text(node)) => self.give_up(node),
            _ => {
                let mut cursor = node.walk();
                for child in node.named_children(&mut cursor).collect::<Vec<_>>() {
                    self.substitutions(child, nesting + 1);
                }
            }
        }
    }

    fn assignment(&mut self, node: Node<'_>, nesting: usize) {
        self.substitutions(node, nesting);
        let name = node.child_by_field_name("name").map(|name| self.text(name)).unwrap_or_default();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let decides = DECIDING.contains(&name) || DECIDING_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
        if decides || !is_name {
            self.give_up(node);
        }
    }

    fn redirect(&mut self, node: Node<'_>, nesting: usize) {
        let mut cursor = node.walk();
        let reads = node.children(&mut cursor).any(|child| child.kind() == "<");
        for target in node.children_by_field_name("destination", &mut cursor).collect::<Vec<_>>() {
            self.substitutions(target, nesting);
            let word = Word::of(target, self.source);
            let network = ["/dev/tcp/", "/dev/udp/"].iter().find_map(|prefix| word.text.strip_prefix(prefix));
            let is_harmless = word.text == "/dev/null" || word.text.chars().all(|c| c.is_ascii_digit() || c == '-');
            let step = match (word.known, network) {
                (Known::Open, _) => Step::uninspectable(self.text(node)),
                (Known::Fixed | Known::Files, Some(rest)) => {
                    let host = rest.split('/').next().and_then(hosts::of_bare);
                    Step { hosts: host.into_iter().collect(), ..Step::new(Does::Sends, self.text(node)) }
                }
                (Known::Fixed | Known::Files, None) if reads || is_harmless => continue,
                (Known::Fixed | Known::Files, None) => Step::new(Does::Changes, self.text(node)),
            };
            self.steps.push(step);
        }
    }
}

/// `${NAME}`: with anything more in it, it can do as much as a command.
fn is_plain_variable(text: &str) -> bool {
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
}
