//! Telling records from running text, in what tools return as plain text.

/// The longest value that counts as a field, in characters and in words. Longer ones are sentences.
const CHARS_MAX: usize = 60;
const WORDS_MAX: usize = 4;

/// The longest name of a field, in characters.
const NAME_CHARS_MAX: usize = 40;

/// Of ten lines of a record so many are fields or items of a list. A letter with a few such lines stays a letter.
const LINES_OF_TEN: usize = 7;

/// Whether a text as a whole is a record: a list, or fields line by line.
pub(super) fn is_record(text: &str) -> bool {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (count, formed) = lines.fold((0, 0), |(count, formed), line| (count + 1, formed + usize::from(is_formed(line))));
    count > 0 && formed * 10 >= count * LINES_OF_TEN
}

/// Whether a folded value can be a field: a name, a number, an address, and not a sentence.
pub(super) fn is_datum(folded: &str) -> bool {
    let ends_sentence = folded.ends_with(['.', '!', '?', '。', '！', '？']);
    folded.chars().count() <= CHARS_MAX && folded.split(' ').count() <= WORDS_MAX && !ends_sentence && !folded.contains(['。', '、'])
}

/// The values of a line: of a field what is behind its name, of an item what is behind its mark.
pub(super) fn values(line: &str) -> impl Iterator<Item = &str> {
    let item = item(line.trim());
    let value = field(item).unwrap_or(item);
    let unquoted = value.trim().trim_matches(['\'', '"']);
    std::iter::once(unquoted).filter(|value| !value.is_empty())
}

fn is_formed(line: &str) -> bool {
    let item = item(line);
    item.len() < line.len() || field(item).is_some() || line.ends_with(':')
}

fn item(line: &str) -> &str {
    ["- ", "* ", "• ", "・"].iter().find_map(|mark| line.strip_prefix(mark)).map_or(line, str::trim_start)
}

fn field(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(": ").or_else(|| line.split_once('：')).or_else(|| line.split_once(":\t"))?;
    let is_name = name.chars().count() <= NAME_CHARS_MAX
        && name.split(' ').count() <= WORDS_MAX
        && name.chars().all(|c| c.is_alphanumeric() || " _-.()/'\"".contains(c));
    is_name.then_some(value)
}
