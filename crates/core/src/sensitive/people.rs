//! Mail addresses, phone numbers, dates of birth, cards and Japan's numbers for people, counted.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use super::{Datum, People, Personal};

/// From how many different ones on it is something, and from how many it is as much as a list. A single number that must be kept is.
const COUNTS: [(Datum, usize, usize); 5] =
    [(Datum::MyNumber, 1, 1), (Datum::Card, 1, 1), (Datum::Birth, 1, 3), (Datum::Phone, 3, 10), (Datum::Mail, 3, 10)];

/// How far a label may stand before a number, in bytes.
const LABEL_BYTES: usize = 48;

/// The fewest digits of a date.
const DIGITS_MIN: usize = 6;

/// The fewest digits of a phone number; a date has fewer.
const PHONE_DIGITS_MIN: usize = 9;

/// The fewest digits of a card's number or a person's; the most groups of one, and the most bytes of those.
const NUMBER_DIGITS_MIN: usize = 12;
const GROUPS_MAX: usize = 4;
const RUN_BYTES_MAX: usize = 19;

/// How many different ones are counted.
const COUNT_MAX: usize = 10_000;

static MAIL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}").ok());
static PHONE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\+[0-9]{1,3}[ -]?\(?|(?-u:\b)\(?0)[0-9]{1,4}[-() ]{1,2}[0-9]{1,4}[- )]{1,2}[0-9]{3,4}(?-u:\b)").ok());
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[0-9](?:[ -]?[0-9]){11,}").ok());
static BIRTH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"生年月日|(?i-u:date of birth|birth ?date|birthday|\bdob\b)").ok());
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:19[2-9]|20[012])[0-9][-/.年][ ]?[01]?[0-9][-/.月][ ]?[0-3]?[0-9]|[0-3]?[0-9][/.][01]?[0-9][/.](?:19[2-9]|20[012])[0-9]")
        .ok()
});
static CARD_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"カード|(?i-u:card|visa|mastercard|amex|jcb|\bpan\b)").ok());
static MY_NUMBER_LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"マイナンバー|個人番号|(?i-u:my ?number)").ok());

pub(super) fn find(text: &str) -> Option<People> {
    // Most texts have too few digits for any of this, and most have no address.
    let has_digits = text.bytes().filter(u8::is_ascii_digit).nth(DIGITS_MIN - 1).is_some();
    let has_mail = text.bytes().filter(|byte| *byte == b'@').nth(2).is_some();
    if !has_digits && !has_mail {
        return None;
    }
    let (cards, my_numbers) = numbers(text);
    let found = |datum| match datum {
        Datum::Mail if !has_mail => 0,
        Datum::Mail => count(MAIL.as_ref(), text, 0),
        Datum::Phone => count(PHONE.as_ref(), text, PHONE_DIGITS_MIN),
        Datum::Birth if is_in(BIRTH.as_ref(), text) => count(DAY.as_ref(), text, 0),
        Datum::Birth => 0,
        Datum::Card => cards,
        Datum::MyNumber => my_numbers,
    };
    let people = COUNTS.iter().filter_map(|(datum, some, many)| {
        let count = found(*datum);
        let personal = if count >= *many { Personal::Many } else { Personal::Some };
        (count >= *some).then(|| People { personal, datum: *datum, count: u32::try_from(count).unwrap_or(u32::MAX) })
    });
    // The first of the worst: numbers that must be kept come before addresses.
    people.reduce(|worst, other| if other.personal > worst.personal { other } else { worst })
}

fn count(pattern: Option<&Regex>, text: &str, digits_min: usize) -> usize {
    let Some(pattern) = pattern else { return COUNT_MAX };
    let values = pattern.find_iter(text).map(|found| found.as_str()).filter(|value| digits(value).len() >= digits_min);
    let same = |value: &str| value.chars().filter(|c| c.is_alphanumeric() || "@.".contains(*c)).collect::<String>().to_lowercase();
    values.map(same).take(COUNT_MAX).collect::<BTreeSet<_>>().len()
}

fn is_in(pattern: Option<&Regex>, text: &str) -> bool {
    pattern.is_none_or(|pattern| pattern.is_match(text))
}

/// How many cards and numbers of people there are: by two of check digit, label, and the usual groups; people's numbers by the first two.
fn numbers(text: &str) -> (usize, usize) {
    let Some(pattern) = NUMBER.as_ref() else { return (COUNT_MAX, COUNT_MAX) };
    let (mut cards, mut my_numbers) = (BTreeSet::new(), BTreeSet::new());
    // A label above a list stands for all of it, as long as numbers go on.
    let (mut card_labelled, mut my_number_labelled, mut end) = (false, false, 0);
    for found in pattern.find_iter(text).take(COUNT_MAX) {
        let is_inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let before = text.get(..found.start()).unwrap_or_default();
        if is_inside(before.chars().next_back()) || is_inside(text.get(found.end()..).and_then(|rest| rest.chars().next())) {
            continue;
        }
        if found.start().saturating_sub(end) > LABEL_BYTES {
            (card_labelled, my_number_labelled) = (false, false);
        }
        let label = near(before);
        card_labelled |= is_in(CARD_LABEL.as_ref(), label);
        my_number_labelled |= is_in(MY_NUMBER_LABEL.as_ref(), label);
        end = found.end();
        for part in runs(found.as_str()) {
            let digits = digits(part);
            let is_grouped = part.split([' ', '-']).map(str::len).eq([4, 4, 4, 4]);
            if [is_card(&digits), card_labelled, is_grouped].into_iter().filter(|sign| *sign).count() >= 2 {
                cards.insert(digits.clone());
            }
            if my_number_labelled && is_my_number(&digits) {
                my_numbers.insert(digits);
            }
        }
    }
    (cards.len(), my_numbers.len())
}

/// A number as a whole, and every run of a few of its groups: behind a card's stands the month until which it is good, and before it
/// that of a list.
fn runs(number: &str) -> impl Iterator<Item = &str> {
    let is_gap = |c: char| c == ' ' || c == '-';
    let starts = std::iter::once(0).chain(number.match_indices(is_gap).map(|(at, gap)| at + gap.len()));
    let runs = starts.flat_map(move |start| {
        let rest = number.get(start..).unwrap_or_default();
        let ends = rest.match_indices(is_gap).map(|(at, _)| at).chain([rest.len()]).take(GROUPS_MAX);
        ends.filter_map(|end| rest.get(..end)).filter(|run| (NUMBER_DIGITS_MIN..=RUN_BYTES_MAX).contains(&run.len()))
    });
    runs.chain([number])
}

/// The end of what stands before.
fn near(before: &str) -> &str {
    let from = (before.len().saturating_sub(LABEL_BYTES)..=before.len()).find(|from| before.is_char_boundary(*from));
    from.and_then(|from| before.get(from..)).unwrap_or_default()
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// A number as cards have them (Luhn), of a length and beginning that are in use.
fn is_card(digits: &[u32]) -> bool {
    let begins = match digits {
        [4, ..] | [5, 1..=5, ..] | [2, 2..=7, ..] | [6, 0 | 2 | 4 | 5, ..] | [3, 5, ..] => digits.len() == 16,
        [3, 4 | 7, ..] => digits.len() == 15,
        [3, 0 | 6 | 8, ..] => digits.len() == 14,
        _ => false,
    };
    let doubled = digits.iter().rev().enumerate().map(|(index, digit)| match (index % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    });
    begins && doubled.sum::<u32>() % 10 == 0
}

/// Twelve digits, of which the last one checks the others.
fn is_my_number(digits: &[u32]) -> bool {
    let Some((check, others)) = digits.split_last().filter(|(_, others)| others.len() == 11) else { return false };
    let sum: u32 = others.iter().rev().zip([2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6]).map(|(digit, weight)| digit * weight).sum();
    let rest = sum % 11;
    *check == if rest <= 1 { 0 } else { 11 - rest }
}
