//! Telling records from running text, in what tools return as plain text.

/// The longest value that counts as a field, in characters and in words. Longer ones are sentences.
const CHARS_MAX: usize = 60;
const WORDS_MAX: usize = 4;

/// The longest name of a field, in characters, and the most digits in one: more are an account or a telephone number.
const NAME_CHARS_MAX: usize = 40;
const NAME_DIGITS_MAX: usize = 4;

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
    let is_short = |part: &str| part.trim().split(' ').count() <= WORDS_MAX;
    // `1-1 Nishi-Shinjuku, Tokyo 160-0023, Japan`: a place has a number, and its parts have commas between them.
    let is_place = || folded.contains(|c: char| c.is_ascii_digit()) && folded.contains(',') && folded.split(',').all(is_short);
    !folded.is_empty()
        && folded.chars().count() <= CHARS_MAX
        && (is_short(folded) || is_place())
        && !ends_sentence
        && !folded.contains(['。', '、'])
}

/// Whether a text that stands where a field's name does is one, and says nothing by itself.
pub(super) fn is_name(text: &str) -> bool {
    text.chars().count() <= NAME_CHARS_MAX
        && text.split(' ').count() <= WORDS_MAX
        && text.chars().filter(char::is_ascii_digit).count() <= NAME_DIGITS_MAX
        && text.chars().all(|c| c.is_alphanumeric() || " _-.()/'\"".contains(c))
}

/// The name and the address of a folded `Hana Yamada <hana@example.com>`.
pub(super) fn mailbox(folded: &str) -> Option<[&str; 2]> {
    let (name, address) = folded.strip_suffix('>')?.split_once('<')?;
    let is_address = address.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        && !address.contains(|c: char| c.is_whitespace() || "<>,;".contains(c));
    is_address.then_some([name.trim().trim_matches('"'), address])
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
    is_name(name).then_some(value)
}
