//! Texts as they are compared: how something is written must not decide whether it is the same.

use unicode_normalization::UnicodeNormalization;

use crate::shown;

/// From this many letters and digits on, grouping is ignored: shorter ones turn up inside others by chance.
const COMPACT_MIN: usize = 8;

/// What stands for a dash between digits; the last is the Japanese mark for long vowels, which keyboards offer first.
const DASHES: [char; 8] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}', 'ー'];

/// Lower case and NFKC, which makes half of full width; without what cannot be seen, and with single spaces.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let visible = text.chars().filter(|c| shown::is_visible(*c) || c.is_whitespace());
    for character in visible.nfkc().flat_map(char::to_lowercase) {
        if DASHES.contains(&character) && folded.ends_with(|c: char| c.is_ascii_digit()) {
            folded.push('-');
        } else if !character.is_whitespace() {
            folded.push(character);
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Letters and digits of a folded text: how accounts, cards and phone numbers are grouped goes away.
#[must_use]
pub fn compact(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether `needle` stands in `hay` as a whole. Both are folded. A word or a number does not count inside a longer one.
#[must_use]
pub fn occurs(needle: &str, hay: &str) -> bool {
    find(needle, hay).is_some()
}

/// Where `needle` stands in `hay` as a whole, in bytes.
#[must_use]
pub fn find(needle: &str, hay: &str) -> Option<usize> {
    let (first, last) = (needle.chars().next()?, needle.chars().next_back()?);
    let joins = |a: char, b: char| a.is_alphanumeric() && b.is_alphanumeric() && is_spaced(a) && is_spaced(b);
    hay.match_indices(needle).map(|(at, _)| at).find(|at| {
        let before = hay.get(..*at).and_then(|head| head.chars().next_back());
        let after = hay.get(at + needle.len()..).and_then(|tail| tail.chars().next());
        !before.is_some_and(|c| joins(c, first)) && !after.is_some_and(|c| joins(last, c))
    })
}

/// Whether `needle` stands in `hay` when grouping is ignored: `GB29 NWBK 6016` and `gb29nwbk6016`, `03-1234-5678` and `0312345678`.
/// Both are folded. Only what has digits and some length is compared so.
#[must_use]
pub fn occurs_grouped(needle: &str, compact_hay: &str) -> bool {
    let needle = compact(needle);
    let digits = needle.chars().filter(char::is_ascii_digit).count();
    needle.chars().count() >= COMPACT_MIN && digits * 2 >= COMPACT_MIN && compact_hay.contains(&needle)
}

/// Whether words of this script have spaces between them. Chinese characters and kana follow one another without any.
pub(crate) fn is_spaced(character: char) -> bool {
    !matches!(character, '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(fold(" ＡＢＣ　１２３\u{200b}\n x "), "abc 123 x");
        assert_eq!(fold("ﾔﾏﾀﾞ製作所"), "ヤマダ製作所");
        assert!(occurs_grouped(&fold("GB29 NWBK 6016 1331 9268 19"), &compact(&fold("to gb29nwbk60161331926819, please"))));
        assert!(occurs_grouped(&fold("０３ー１２３４ー５６７８"), &compact(&fold("電話 03-1234-5678 まで"))));
        assert!(!occurs_grouped("12", &compact("order 1234")), "what is short is not found by chance");
    }

    #[test]
    fn a_word_is_not_found_inside_a_longer_one() {
        assert!(occurs("bob", "hey bob, hello") && occurs("bob", "bob"));
        assert!(!occurs("bob", "bobby") && !occurs("12", "2012") && !occurs("a@b.co", "a@b.com"));
        assert!(occurs("山田製作所", "株式会社山田製作所に発注"), "Japanese has no spaces");
        assert!(occurs("po-7", "po-7を承認") && !occurs("", "x"));
    }
}
