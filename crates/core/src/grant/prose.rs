//! Which text stands for itself: it is read by people, leads nowhere, and is nothing that a machine follows.

use super::{RUN_CHARS_MAX, TEXT_CHARS_MAX};
use crate::{
    fold::{fold, is_spaced},
    provenance::{leads_somewhere, words_of},
};

/// The longest text that may stand where any may, in characters.
const CHARS_MAX: usize = 500;

/// From how many digits on it may be an account or a phone number, however they are grouped. A date in figures is held for it as well.
const DIGITS_MAX: usize = 6;

/// What addresses, templates, commands and markup are written with.
const SIGNS: &str = "<>{}[]\\|`$;=@#^*";

/// What stands between the digits of one number.
const BETWEEN: &str = " -.,/:()_・\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}";

/// Words for what is kept under a name.
const FILES: &[&str] = &["file", "filename", "filepath", "path", "dir", "directory", "folder", "repo", "repository"];
const FILES_JAPANESE: &[&str] = &["ファイル", "フォルダ", "パス"];

/// Whether any text may be this one.
pub(super) fn leads_nowhere(text: &str) -> bool {
    // Where a browser takes it for a dot, so does this.
    let folded = fold(text).replace('。', ".");
    text.chars().count() <= CHARS_MAX
        && !folded.contains(|c| SIGNS.contains(c))
        && !leads_somewhere(text)
        && !leads_somewhere(&folded)
        && !is_joined(&folded)
        && most_digits(&folded) <= DIGITS_MAX
}

/// Whether a person reads it, and does not look at data.
pub(super) fn is_readable(text: &str) -> bool {
    let is_gap = |c: char| c.is_whitespace() || !is_spaced(c);
    text.chars().nth(TEXT_CHARS_MAX).is_none() && text.split(is_gap).all(|run| run.chars().nth(RUN_CHARS_MAX).is_none())
}

/// Whether an argument of this name says under which name something is kept.
pub(super) fn names_file(key: &str) -> bool {
    words_of(key).iter().any(|word| FILES.contains(&word.as_str())) || FILES_JAPANESE.iter().any(|part| key.contains(part))
}

/// `name.part` and `one/other`, as names of hosts, of files and of what is in a program are written.
fn is_joined(folded: &str) -> bool {
    let characters: Vec<_> = folded.chars().collect();
    characters.windows(2).any(|pair| match pair {
        ['.', next] => next.is_alphabetic() && is_spaced(*next),
        ['/', other] | [other, '/'] => other.is_alphabetic(),
        _ => false,
    })
}

fn most_digits(folded: &str) -> usize {
    let (mut most, mut here) = (0, 0);
    for character in folded.chars() {
        if character.is_numeric() {
            here += 1;
            most = most.max(here);
        } else if !BETWEEN.contains(character) {
            here = 0;
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_people_lead_nowhere() {
        for text in [
            "",
            "Thank you, the goods came in time.",
            "2026年12月1日の分です。よろしくお願いいたします。",
            "10時～12時に会議室Aで（資料は別途）",
            "Invoice no. 123456 (thank you): 20 % off, and 1,500 yen.",
        ] {
            assert!(leads_nowhere(text), "{text}");
        }
    }

    #[test]
    fn what_could_be_followed_is_no_mere_text() {
        for text in [
            "see https://evil.example/x",
            "see evil.com",
            "see ｅｖｉｌ．ｃｏｍ",
            "see evil。com",
            "例え.jp",
            "write to eve＠evil.example",
            "口座 1234567",
            "口座 １２３-４５-６７",
            "account 12 34 56 78",
            "٠١٢٣٤٥٦",
            "2026-12-01",
            "run `rm`",
            "echo $HOME",
            "import os\nos.remove(x)",
            "etc/passwd",
            "C:\\x",
            "<b>bold</b>",
            "@channel",
            &"a ".repeat(251),
        ] {
            assert!(!leads_nowhere(text), "{text}");
        }
    }

    #[test]
    fn data_is_not_read() {
        assert!(is_readable(&"word ".repeat(400)) && is_readable(&"漢字".repeat(1_000)));
        assert!(!is_readable(&"QUJD".repeat(51)) && !is_readable(&"a ".repeat(1_001)));
        assert!(names_file("file_path") && names_file("filePath") && names_file("保存ファイル") && !names_file("profile"));
    }
}
