//! Telling records from running text, in what tools return as plain text.

/// The longest value that counts as a field, in characters and in words. Longer ones are sentences.
const CHARS_MAX: usize = 60;
const WORDS_MAX: usize = 4;

/// The longest name of a field, in characters, and the most digits in one: more are an account or a telephone number.
const NAME_CHARS_MAX: usize = 40;
const NAME_DIGITS_MAX: usize = 4;

/// The fewest parts of a line with bars between them.
const CELLS_MIN: usize = 3;

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

/// Whether a field's name names only the field. `cancel order SO-1042:` is one by its form, and tells what to do.
pub(super) fn is_silent_name(text: &str) -> bool {
    is_name(text) && !text.contains(|c: char| c.is_whitespace() || c.is_ascii_digit())
}

/// The name and the address of a folded `Hana Yamada <hana@example.com>`.
pub(super) fn mailbox(folded: &str) -> Option<[&str; 2]> {
    let (name, address) = folded.strip_suffix('>')?.split_once('<')?;
    let is_address = address.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        && !address.contains(|c: char| c.is_whitespace() || "<>,;".contains(c));
    is_address.then_some([name.trim().trim_matches('"'), address])
}

/// The values of a line: of a field what is behind its name, and the name if it says more; of an item what is behind its mark; of one with
/// details each by itself.
pub(super) fn values(line: &str) -> impl Iterator<Item = &str> {
    let item = item(line.trim());
    let details = cells(item).or_else(|| details(item)).unwrap_or_else(|| vec![item]);
    let named = details.into_iter().flat_map(|part| {
        let (name, value) = field(part).map_or((None, part), |(name, value)| (Some(name), value));
        name.filter(|name| !is_silent_name(name)).into_iter().chain([value])
    });
    named.map(|value| value.trim().trim_matches(['\'', '"'])).filter(|value| !value.is_empty())
}

fn is_formed(line: &str) -> bool {
    let item = item(line);
    item.len() < line.len() || field(item).is_some() || line.ends_with(':') || cells(item).is_some() || details(item).is_some()
}

/// What is behind the mark of an item: `- x`, `3. x`.
fn item(line: &str) -> &str {
    let marked = ["- ", "* ", "• ", "・"].iter().find_map(|mark| line.strip_prefix(mark));
    let numbered = || {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")).filter(|_| rest.len() < line.len())
    };
    marked.or_else(numbered).map_or(line, str::trim_start)
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(": ").or_else(|| line.split_once('：')).or_else(|| line.split_once(":\t"))?;
    is_name(name).then_some((name, value))
}

/// The parts of `Standup | 09:15 | id: ev-1`.
fn cells(item: &str) -> Option<Vec<&str>> {
    let cells: Vec<_> = item.split(" | ").collect();
    (cells.len() >= CELLS_MIN).then_some(cells)
}

/// The parts of `Floor plan.pdf (id: 1fPda, owner Hana)`, where the first of the details is an id. Only the last ones on a line are of
/// whoever lists: what stands before is a name, and a stranger may have chosen that.
fn details(item: &str) -> Option<Vec<&str>> {
    let (head, rest) = item.rsplit_once(" (")?;
    let (inside, behind) = rest.split_once(')')?;
    let mut parts = inside.split(", ");
    let id = parts.next().and_then(|first| first.strip_prefix("id: ").or_else(|| first.strip_prefix("ID: ")))?;
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    is_id.then(|| [head, id].into_iter().chain(parts).chain([behind]).collect())
}
