//! The house rules: who may use whom, how long a file may be, and what stands nowhere.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// The path of this file, which must name what it forbids.
const SELF: &str = "tests/it/tidy.rs";
const LINE_CHARS_MAX: usize = 140;
const RUST_LINES_MAX: usize = 300;
const TEST_LINES_MAX: usize = 500;
const SVELTE_LINES_MAX: usize = 200;
const ARCHITECTURE: &str = "docs/ARCHITECTURE.md";
const ARCHITECTURE_LINES_MAX: usize = 200;

/// Each package of ours, the folder of its manifest, and which others it may use.
const CRATES: [(&str, &str, &[&str]); 9] = [
    ("sekisho-core", "crates/core", &[]),
    ("sekisho-verify", "crates/verify", &[]),
    ("sekisho-store", "crates/store", &["sekisho-core", "sekisho-verify"]),
    ("sekisho-report", "crates/report", &["sekisho-core", "sekisho-verify"]),
    ("sekisho-gate", "crates/gate", &["sekisho-core", "sekisho-verify", "sekisho-store", "sekisho-report"]),
    ("sekisho-api", "crates/api", &["sekisho-gate"]),
    ("sekisho", "crates/cli", &["sekisho-gate", "sekisho-api", "sekisho-verify"]),
    ("sekisho-desktop", "", &["sekisho-gate", "sekisho-api", "sekisho-verify"]),
    ("xtask", "xtask", &[]),
];

/// What may stand at the top, apart from what git ignores.
const TOP: &str = "\
    .cargo .ci .editorconfig .gitattributes .github .gitignore .sqlx .taurignore CHANGELOG.md CONTRIBUTING.md \
    Cargo.lock Cargo.toml LICENSE NOTICE README.ja.md README.md SECURITY.md clippy.toml crates deny.toml docs \
    examples icons integrations rust-toolchain.toml rustfmt.toml src-tauri tauri.conf.json tests ui xtask";

/// A text file of the repository.
struct File {
    /// From the root, with slashes on every platform.
    path: String,
    text: String,
}

impl File {
    fn is(&self, endings: &[&str]) -> bool {
        Path::new(&self.path).extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted))
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    fn has_folder(&self, name: &str) -> bool {
        self.path.split('/').rev().skip(1).any(|folder| folder == name)
    }

    fn is_test(&self) -> bool {
        self.name() == "tests.rs" || self.has_folder("tests") || self.path.contains(".test.") || self.name().ends_with("_tests.rs")
    }

    fn is_code(&self) -> bool {
        self.is(&["rs", "ts", "js", "svelte", "css", "html", "sql", "py", "sh"]) && self.path != SELF
    }

    /// The part that ships: all before the tests at the bottom.
    fn shipped(&self) -> &str {
        self.text.split_once("#[cfg(test)]\nmod tests {").map_or(&self.text, |(before, _)| before)
    }
}

#[test]
fn crates_use_only_what_stands_below_them() -> io::Result<()> {
    let mut complaints = Vec::new();
    for (package, folder, may_use) in CRATES {
        let used = dependencies(&root().join(folder).join("Cargo.toml"))?;
        let ours = used.iter().filter(|name| CRATES.iter().any(|(known, ..)| known == name));
        complaints.extend(ours.filter(|name| !may_use.contains(&name.as_str())).map(|name| format!("{package} must not depend on {name}")));
        if used.iter().any(|name| name.starts_with("sqlx")) && package != "sekisho-store" {
            complaints.push(format!("{package} must not depend on sqlx: all SQL lives in sekisho-store"));
        }
        if package == "xtask" && !used.is_empty() {
            complaints.push("xtask must not depend on anything".to_owned());
        }
    }
    for entry in fs::read_dir(root().join("crates"))? {
        let folder = format!("crates/{}", entry?.file_name().to_string_lossy());
        if !CRATES.iter().any(|(_, known, _)| *known == folder) {
            complaints.push(format!("{folder} has no row in the table of {SELF}"));
        }
    }
    none(&complaints);
    Ok(())
}

#[test]
fn files_are_short_and_so_are_their_lines() -> io::Result<()> {
    let mut complaints = Vec::new();
    for file in files()? {
        let lines = file.text.lines().count();
        let most = if file.is(&["svelte"]) {
            SVELTE_LINES_MAX
        } else if !file.is(&["rs"]) {
            usize::MAX
        } else if file.is_test() {
            TEST_LINES_MAX
        } else {
            RUST_LINES_MAX
        };
        if lines > most {
            complaints.push(format!("{} has {lines} lines, more than {most}", file.path));
        }
        if file.is(&["rs", "sql", "svelte"]) {
            let long = file.text.lines().zip(1..).filter(|(line, _)| line.chars().count() > LINE_CHARS_MAX);
            complaints.extend(long.map(|(_, number)| format!("{}:{number} is longer than {LINE_CHARS_MAX} characters", file.path)));
        }
    }
    none(&complaints);
    Ok(())
}

#[test]
fn rust_files_begin_with_what_they_are_for() -> io::Result<()> {
    let silent = |file: &File| file.is(&["rs"]) && !file.is_test() && !file.text.starts_with("//!");
    none(&complaints(silent, |file| format!("{} does not begin with `//!`", file.path))?);
    Ok(())
}

#[test]
fn modules_are_named_for_what_they_do() -> io::Result<()> {
    let vague = ["utils", "util", "common", "helpers", "helper", "types"];
    let is_vague = |file: &File| {
        let mut parts = file.path.split('/').map(|part| part.split('.').next().unwrap_or(part));
        file.is(&["rs", "ts", "svelte"]) && parts.any(|part| vague.contains(&part))
            || file.is(&["rs"]) && vague.iter().any(|name| file.text.contains(&format!("mod {name} {{")))
    };
    let mut found = complaints(is_vague, |file| format!("{} is in a module with a name that says nothing", file.path))?;
    let is_inside = |file: &File| file.name() == "mod.rs";
    found.extend(complaints(is_inside, |file| format!("{} belongs beside its folder, under the folder's name", file.path))?);
    none(&found);
    Ok(())
}

#[test]
fn no_code_is_left_open_or_unsafe_in_its_sql() -> io::Result<()> {
    let mut found = Vec::new();
    for word in ["todo!", "unimplemented!", "FIXME", "XXX", "AssertSqlSafe"] {
        let has = |file: &File| file.is_code() && starts_of(&file.text, word).any(|rest| stands_alone(rest, word));
        found.extend(complaints(has, |file| format!("{} says `{word}`", file.path))?);
    }
    none(&found);
    Ok(())
}

#[test]
fn only_the_gates_clock_asks_for_the_time() -> io::Result<()> {
    let mut found = Vec::new();
    for call in ["Utc::now", "SystemTime::now"] {
        let asks = |file: &File| file.is_code() && file.is(&["rs"]) && file.shipped().contains(call);
        let may = |file: &File| file.path == "crates/gate/src/clock.rs" || file.is_test() || file.has_folder("benches");
        found.extend(complaints(|file| asks(file) && !may(file), |file| format!("{} calls `{call}`", file.path))?);
    }
    none(&found);
    Ok(())
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() -> io::Result<()> {
    let mut found = Vec::new();
    for folder in ["/work/", "/root/", "/tmp/"] {
        let names = |file: &File| file.path != SELF && starts_of(&file.text, folder).any(|rest| is_absolute(&file.text, rest));
        let may = |file: &File| folder == "/tmp/" && file.is_test();
        found.extend(complaints(|file| names(file) && !may(file), |file| format!("{} names `{folder}`", file.path))?);
    }
    none(&found);
    Ok(())
}

#[test]
fn the_map_is_short_and_has_every_crate_on_it() -> io::Result<()> {
    let map = fs::read_to_string(root().join(ARCHITECTURE))
        .map_err(|error| io::Error::new(error.kind(), format!("{ARCHITECTURE} can not be read: {error}")))?;
    let lines = map.lines().count();
    assert!(lines <= ARCHITECTURE_LINES_MAX, "{ARCHITECTURE} has {lines} lines, more than {ARCHITECTURE_LINES_MAX}");
    // The package at the root keeps its sources apart, and the command's name is the product's, so folders are looked for.
    let folders = CRATES.map(|(_, folder, _)| if folder.is_empty() { "src-tauri" } else { folder });
    let unnamed = folders.into_iter().filter(|folder| !map.contains(folder));
    none(&unnamed.map(|folder| format!("{ARCHITECTURE} does not mention {folder}")).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn nothing_unknown_stands_at_the_top() -> io::Result<()> {
    let ignored = ignored()?;
    let mut complaints = Vec::new();
    for entry in fs::read_dir(root())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !is_ignored(&name, &ignored) && !TOP.split_whitespace().any(|known| known == name) {
            complaints.push(format!("{name} is not among the entries that {SELF} knows at the top"));
        }
    }
    none(&complaints);
    Ok(())
}

fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn complaints(is_wrong: impl Fn(&File) -> bool, complain: impl Fn(&File) -> String) -> io::Result<Vec<String>> {
    Ok(files()?.iter().filter(|file| is_wrong(file)).map(complain).collect())
}

/// Every place where `what` stands: the text from there on.
fn starts_of<'a>(text: &'a str, what: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(what).filter_map(|(at, _)| text.get(at..))
}

fn stands_alone(rest: &str, word: &str) -> bool {
    !rest.strip_prefix(word).is_some_and(|after| after.starts_with(|next: char| next.is_alphanumeric()))
}

/// Whether `rest`, which is the end of `text`, begins a path and does not go on with one.
fn is_absolute(text: &str, rest: &str) -> bool {
    let before = text.strip_suffix(rest).and_then(|before| before.chars().next_back());
    !before.is_some_and(|last| last.is_alphanumeric() || "._-/}*~".contains(last))
}

/// The names under every table of dependencies but that of the workspace.
fn dependencies(manifest: &Path) -> io::Result<BTreeSet<String>> {
    let text = fs::read_to_string(manifest)?;
    let mut found = BTreeSet::new();
    let mut table = "";
    for line in text.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            table = header.trim_end_matches(']');
        }
        let (parent, package) = if table.ends_with("dependencies") {
            let renamed = line.split_once("package = \"").and_then(|(_, rest)| rest.split('"').next());
            (table, renamed.or(line.split(['.', '=', ' ']).next()))
        } else {
            table.rsplit_once('.').map_or(("", None), |(parent, package)| (parent, Some(package)))
        };
        let is_name = |package: &&str| package.starts_with(|first: char| first.is_alphanumeric());
        if parent.ends_with("dependencies") && !parent.starts_with("workspace") {
            found.extend(package.filter(is_name).map(str::to_owned));
        }
    }
    Ok(found)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files() -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    collect("", &ignored()?, &mut files)?;
    Ok(files)
}

fn collect(folder: &str, ignored: &[String], files: &mut Vec<File>) -> io::Result<()> {
    for entry in fs::read_dir(root().join(folder))? {
        let entry = entry?;
        let path = format!("{folder}{}", entry.file_name().to_string_lossy());
        if is_ignored(&path, ignored) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&format!("{path}/"), ignored, files)?;
        } else if let Ok(text) = String::from_utf8(fs::read(entry.path())?) {
            files.push(File { path, text });
        }
    }
    Ok(())
}

/// The lines of `.gitignore`, which here are plain paths and plain names.
fn ignored() -> io::Result<Vec<String>> {
    let text = fs::read_to_string(root().join(".gitignore"))?;
    Ok(text.lines().map(|line| line.trim().trim_end_matches('/').to_owned()).chain([".git".to_owned()]).collect())
}

fn is_ignored(path: &str, ignored: &[String]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    ignored.iter().any(|line| line.strip_prefix('/').map_or(line == name, |anchored| anchored == path))
}
