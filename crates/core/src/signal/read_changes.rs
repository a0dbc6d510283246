//! Whether a call that is taken for a look changes something by the query that it carries.

use super::{Contribution, Evidence, Facts};
use crate::{
    json::Json,
    provenance::words_of,
    query,
    risk::{Line, Scorecard},
    shown::Shown,
    tool::Effect,
};

/// How much of the query is kept, in characters.
const QUERY_CHARS_MAX: usize = 120;

pub(super) fn contribute(arguments: &Json, facts: &Facts, card: &Scorecard) -> Option<Contribution> {
    if facts.class.effect != Effect::Read {
        return None;
    }
    let (pointer, text) = arguments.walk().find_map(|node| match node.value {
        Json::String(text) => {
            let is_query = words_of(node.key).contains(&"sql".to_owned());
            let changes = if is_query { query::may_change(text) } else { query::is_change(text) };
            changes.then(|| (node.pointer.clone(), text))
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => None,
    })?;
    let short: String = text.chars().take(QUERY_CHARS_MAX).collect();
    Some(card.contribution(Line::ReadChanges, Evidence::ReadChanges { pointer, query: Shown::new(&short) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tool::classify;

    #[test]
    fn a_query_that_changes_is_no_look() {
        let found = |tool: &str, json: &str| {
            contribute(&Json::parse(json).unwrap(), &Facts::of(classify(tool, None)), &Scorecard::default()).is_some()
        };
        assert!(found("get_rows", r#"{"sql":"DELETE FROM t"}"#) && found("get_rows", r#"{"query":"DELETE FROM t"}"#));
        assert!(found("get_rows", r#"{"sql":"what is new?"}"#), "what cannot be read may change something");
        assert!(!found("get_rows", r#"{"sql":"SELECT 1"}"#) && !found("search_web", r#"{"query":"drop table how to"}"#));
        assert!(!found("execute_rows", r#"{"sql":"DELETE FROM t"}"#), "that is told by what the tool does");
    }
}
