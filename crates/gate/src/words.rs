//! Words to search by. Japanese has no spaces, so its text is cut into pairs of characters, in the index and in the query alike.

use sekisho_core::json::Json;
use sekisho_store::actions::Case;

use crate::error::Error;

/// The most text of one action that is searchable, in bytes.
const TEXT_BYTES_MAX: usize = 16 * 1024;

/// The most words in one query.
const QUERY_WORDS_MAX: usize = 16;

/// What the index holds of an action. Erasing takes exactly this out again, so whoever changes it has the index made anew.
pub(crate) fn of(case: &Case, agent: &str) -> String {
    let asked = &case.action.asked;
    let mut text = head(case, agent);
    let contexts = [Some(&asked.arguments), asked.context.as_ref()];
    let nodes = contexts.into_iter().flatten().flat_map(|sent| sent.json().walk());
    let values = nodes.filter_map(|node| match node.value {
        Json::String(text) | Json::Number(text) => Some(text.as_str()),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    });
    for part in values.chain(asked.agent_reasoning.as_deref()) {
        text.push(' ');
        text.push_str(part);
        if text.len() > TEXT_BYTES_MAX {
            break;
        }
    }
    let end = text.floor_char_boundary(TEXT_BYTES_MAX);
    indexed(text.split_at(end).0)
}

/// What is left of that once the contents are erased.
pub(crate) fn left(case: &Case, agent: &str) -> String {
    indexed(&head(case, agent))
}

/// What never goes.
fn head(case: &Case, agent: &str) -> String {
    let asked = &case.action.asked;
    format!("{} {} {agent} {}", asked.tool, asked.server.as_ref().map_or("", |server| server.as_str()), case.action.id)
}

fn indexed(text: &str) -> String {
    cut(text).into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A query for the index that finds actions with all of these words. None if there are none.
///
/// # Errors
/// When there are too many words.
pub(crate) fn query(text: &str) -> Result<Option<String>, Error> {
    let parts = cut(text);
    if parts.len() > QUERY_WORDS_MAX {
        return Err(Error::invalid(format!("a search has {QUERY_WORDS_MAX} words at the most")));
    }
    let phrases: Vec<_> = parts
        .iter()
        .map(|words| {
            // The last word may be unfinished. Quotes keep the query language out of what people type.
            let phrase = words.iter().map(|word| word.replace('"', "")).collect::<Vec<_>>().join(" ");
            format!("\"{phrase}\"*")
        })
        .collect();
    Ok((!phrases.is_empty()).then(|| phrases.join(" AND ")))
}

/// The runs of a text, each as the words that the index has for it.
fn cut(text: &str) -> Vec<Vec<String>> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    let mut open = false;
    for character in text.chars() {
        if !character.is_alphanumeric() {
            open = false;
            continue;
        }
        let joined = is_unspaced(character);
        match runs.last_mut().filter(|(kind, _)| open && *kind == joined) {
            Some((_, run)) => run.push(character),
            None => runs.push((joined, character.to_string())),
        }
        open = true;
    }
    runs.into_iter().map(|(joined, run)| if joined { pairs(&run) } else { vec![run.to_lowercase()] }).collect()
}

/// `発注書` becomes `発注 注書`; a single character stands alone.
fn pairs(run: &str) -> Vec<String> {
    let characters: Vec<_> = run.chars().collect();
    if characters.len() == 1 {
        return vec![run.to_owned()];
    }
    characters.windows(2).map(|pair| pair.iter().collect()).collect()
}

fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_is_found_by_any_part_of_a_word() {
        assert_eq!(cut("発注書 PO-12"), [vec!["発注".to_owned(), "注書".into()], vec!["po".into()], vec!["12".into()]]);
        assert_eq!(query("発注書").unwrap().unwrap(), "\"発注 注書\"*");
        assert_eq!(query("注").unwrap().unwrap(), "\"注\"*", "a single character finds words that start with it");
    }

    #[test]
    fn the_query_language_stays_out() {
        assert_eq!(query("\" OR * NEAR(").unwrap().unwrap(), "\"or\"* AND \"near\"*");
        assert_eq!(query(" -- ").unwrap(), None);
        assert!(query(&"a ".repeat(17)).is_err());
    }
}
