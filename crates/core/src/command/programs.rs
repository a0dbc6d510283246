//! What known programs do with their arguments.

use super::{
    Does, Step, grammar, hosts,
    tables::{
        CHANGE, DELETE, DELETE_VERBS, ELEVATE, FETCH, FOREIGN, FOREIGN_FETCH, FOREIGN_RUN, GIT_LOOKS, INSTALL_VERBS, INTERPRETERS, LOOK,
        LOOK_UNLESS, METHOD, PACKAGES, RUNNERS, SEND, SENDING, SHELLS,
    },
    word::{Known, Word},
};

/// What a program does with its arguments. `text` is how it was written.
pub(super) fn step(words: &[Word], text: &str, depth: usize) -> Step {
    let Some((name, arguments)) = words.split_first() else { return Step::new(Does::Looks, text) };
    if name.known != Known::Fixed || name.text.is_empty() {
        return Step { interprets: true, ..Step::uninspectable(text) };
    }
    let program = name.text.rsplit(['/', '\\']).next().unwrap_or_default();
    let program = program.strip_suffix(".exe").unwrap_or(program);
    let is = |known: &[&str]| known.contains(&program);
    if is_foreign(program) {
        return foreign(text);
    }
    if is(SHELLS) || is(INTERPRETERS) || program.starts_with("python3.") {
        return interpreter(program, arguments, text, depth);
    }
    if is(RUNNERS) || is(&["sudo", "doas"]) {
        return runner(program, arguments, text, depth);
    }
    let does = does(program, arguments);
    let hosts = match does {
        Does::Fetches | Does::Sends | Does::Installs => leads(program, arguments),
        Does::Looks | Does::Runs | Does::Changes | Does::Deletes | Does::Elevates | Does::Uninspectable | Does::RunsFetched => Vec::new(),
    };
    // What is known only when it runs may be an option, or the place that something goes to.
    let is_open = arguments.iter().any(|word| word.known == Known::Open);
    let is_unknown = is_open && (does == Does::Looks || matches!(does, Does::Fetches | Does::Sends) && hosts.is_empty());
    let fetches = is(FETCH) || is(&["git"]) && does == Does::Fetches;
    Step { does: if is_unknown { Does::Uninspectable } else { does }, text: text.to_owned(), hosts, fetches, interprets: false }
}

fn does(program: &str, arguments: &[Word]) -> Does {
    let is = |known: &[&str]| known.contains(&program);
    let has = |options: &[&str]| arguments.iter().any(|word| is_one_of(&word.text, options));
    let first = arguments.iter().find(|word| !word.is_option()).map_or("", |word| word.text.as_str());
    let looks_unless = LOOK_UNLESS.iter().find(|(name, _)| *name == program);
    if is(LOOK) {
        return Does::Looks;
    }
    if let Some((_, unless)) = looks_unless {
        return match (has(unless), program) {
            (false, _) => Does::Looks,
            (true, "find") if has(&["-delete"]) => Does::Deletes,
            (true, "find" | "fd" | "rg") => Does::Uninspectable,
            (true, _) => Does::Changes,
        };
    }
    if is(DELETE) || program.starts_with("mkfs.") {
        return Does::Deletes;
    }
    if is(ELEVATE) {
        return Does::Elevates;
    }
    if is(FETCH) {
        let method = arguments
            .windows(2)
            .any(|pair| matches!(pair, [option, method] if METHOD.contains(&option.text.as_str()) && method.text != "GET"));
        let joined = arguments.iter().any(|word| word.text.starts_with("-X") && word.text.len() > 2 && word.text != "-XGET");
        return if has(SENDING) || method || joined { Does::Sends } else { Does::Fetches };
    }
    if is(SEND) {
        return Does::Sends;
    }
    if program == "git" {
        return git(arguments, first);
    }
    if arguments.iter().any(|word| DELETE_VERBS.contains(&word.text.as_str())) {
        return Does::Deletes;
    }
    if is(PACKAGES) {
        let installs = arguments.iter().any(|word| INSTALL_VERBS.contains(&word.text.as_str()));
        return if installs || is(&["npx", "bunx", "uvx"]) { Does::Installs } else { Does::Runs };
    }
    if is(CHANGE) { Does::Changes } else { Does::Runs }
}

fn git(arguments: &[Word], first: &str) -> Does {
    let begins_plainly = arguments.first().is_some_and(|word| word.text == first);
    let writes = arguments.iter().any(|word| is_one_of(&word.text, &["--output", "--ext-diff", "--textconv", "-O"]));
    match first {
        _ if !begins_plainly => Does::Uninspectable,
        _ if GIT_LOOKS.contains(&first) && !writes => Does::Looks,
        "push" | "send-email" => Does::Sends,
        "clone" | "fetch" | "pull" | "ls-remote" | "submodule" => Does::Fetches,
        "clean" | "rm" | "reset" => Does::Deletes,
        _ => Does::Changes,
    }
}

/// `-o`, `-ofile`, `--output=file`, and a single letter inside a group of them such as `-sSd`.
fn is_one_of(word: &str, options: &[&str]) -> bool {
    let name = word.split('=').next().unwrap_or_default();
    let grouped = word.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
    options.iter().any(|option| {
        let letter = option.strip_prefix('-').filter(|rest| rest.len() == 1);
        // GNU programs take a long option by its beginning.
        let shortened = name.starts_with("--") && name.len() > 3 && option.starts_with(name);
        name == *option || shortened || letter.is_some_and(|letter| grouped.is_some_and(|group| group.contains(letter)))
    })
}

fn leads(program: &str, arguments: &[Word]) -> Vec<String> {
    let plain = || arguments.iter().filter(|word| word.known != Known::Open).map(|word| word.text.as_str());
    let valued = |text: &str| text.split_once('=').map_or(text, |(_, value)| value).to_owned();
    let mut found: Vec<_> = plain().filter_map(|text| hosts::of_address(&valued(text))).collect();
    if ["scp", "rsync", "sftp", "git", "rclone"].contains(&program) {
        found.extend(plain().filter(|text| !text.contains("://")).filter_map(hosts::of_copy));
    }
    if found.is_empty()
        && ["curl", "wget", "http", "https", "xh", "ssh", "nc", "ncat", "netcat", "telnet", "ftp", "sftp"].contains(&program)
    {
        found.extend(plain().filter(|text| !text.starts_with('-')).filter_map(hosts::of_bare).next_back());
    }
    if program == "mail" || program == "mailx" {
        found.extend(plain().filter(|text| text.contains('@')).filter_map(hosts::of_bare));
    }
    found.dedup();
    found
}

/// A shell or another program that runs a text: known only where the text is a shell's and stands there.
fn interpreter(program: &str, arguments: &[Word], text: &str, depth: usize) -> Step {
    let unknown = Step { interprets: true, ..Step::uninspectable(text) };
    let [option, script] = arguments else { return unknown };
    if !SHELLS.contains(&program) || !matches!(option.text.as_str(), "-c" | "-lc" | "-ec") || script.known != Known::Fixed {
        return unknown;
    }
    worst(grammar::read(&script.text, depth + 1), text, Does::Looks)
}

/// A program that runs another: as much as that, where it stands there plainly.
fn runner(program: &str, arguments: &[Word], text: &str, depth: usize) -> Step {
    let least = if ["sudo", "doas"].contains(&program) { Does::Elevates } else { Does::Looks };
    let rest = match (program, arguments) {
        ("timeout", [time, rest @ ..]) if time.text.starts_with(|c: char| c.is_ascii_digit()) => rest,
        ("nice", [option, steps, rest @ ..]) if option.text == "-n" && steps.text.parse::<i8>().is_ok() => rest,
        _ => arguments,
    };
    let Some(first) = rest.first() else { return Step::new(least, text) };
    if first.is_option() || first.text.contains('=') {
        return Step { interprets: true, ..Step::new(Does::Uninspectable.max(least), text) };
    }
    let mut words = rest.to_vec();
    if program == "xargs" {
        words.push(Word::open("…"));
    }
    let inner = step(&words, text, depth);
    Step { does: inner.does.max(least), ..inner }
}

/// One step for all that happens inside another.
fn worst(inner: Vec<Step>, text: &str, least: Does) -> Step {
    let does = inner.iter().map(|step| step.does).max().unwrap_or(Does::Uninspectable).max(least);
    let (fetches, interprets) = (inner.iter().any(|step| step.fetches), inner.iter().any(|step| step.interprets));
    Step { does, text: text.to_owned(), hosts: inner.into_iter().flat_map(|step| step.hosts).collect(), fetches, interprets }
}

fn is_foreign(program: &str) -> bool {
    let is_cmdlet = program.split_once('-').is_some_and(|(verb, noun)| {
        let is_name = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(char::is_alphanumeric);
        is_name(verb) && is_name(noun)
    });
    is_cmdlet || FOREIGN.contains(&program.to_lowercase().as_str())
}

fn foreign(text: &str) -> Step {
    let lower = text.to_lowercase();
    let has = |known: &[&str]| lower.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| known.contains(&word));
    let (fetches, interprets) = (has(FOREIGN_FETCH), has(FOREIGN_RUN));
    let does = if fetches && interprets { Does::RunsFetched } else { Does::Uninspectable };
    Step { fetches, interprets: true, ..Step::new(does, text) }
}
