//! Whether a database query only looks, whatever the tool that runs it calls itself.

use sqlparser::{
    ast::Statement,
    dialect::GenericDialect,
    parser::Parser,
    tokenizer::{Token, Tokenizer, Whitespace},
};

/// The longest query that is looked through, in bytes, and in words and signs: an expression of many is also a deep one.
const BYTES_MAX: usize = 16 * 1024;
const TOKENS_MAX: usize = 2_000;

/// Words that change something wherever they stand as such. As names, they would need quotes.
const CHANGING: &[&str] = &[
    "insert", "update", "delete", "merge", "upsert", "drop", "alter", "create", "truncate", "grant", "revoke", "call", "exec", "execute",
    "copy", "into", "vacuum", "attach", "detach", "load", "rename", "lock", "do", "import", "export", "pragma", "set",
];
/// Beginnings of functions that do more than look.
const ACTING: &[&str] = &[
    "pg_",
    "lo_",
    "dblink",
    "xp_",
    "sp_",
    "sys_",
    "load_file",
    "load_extension",
    "set_config",
    "setval",
    "nextval",
    "query_to_xml",
    "writefile",
    "fts3_",
];
/// Pairs of words with which a statement that changes something begins.
const PAIRS: &[(&str, &[&str])] = &[
    ("insert", &["into", "ignore", "overwrite"]),
    ("replace", &["into"]),
    ("delete", &["from"]),
    ("merge", &["into"]),
    ("drop", &["table", "view", "index", "database", "schema", "user", "role", "column", "function", "trigger"]),
    ("truncate", &["table"]),
    ("alter", &["table", "user", "role", "database", "view", "schema"]),
    ("create", &["table", "view", "index", "database", "schema", "user", "role", "function", "trigger"]),
];

/// Whether a text that is a query may delete, as far as its words tell.
#[must_use]
pub fn may_delete(query: &str) -> bool {
    tokens(query).is_none_or(|tokens| words(&tokens).iter().any(|word| ["delete", "drop", "truncate"].contains(&word.as_str())))
}

/// Whether a text that is a query may do more than look. What cannot be read may.
#[must_use]
pub fn may_change(query: &str) -> bool {
    let Some(tokens) = tokens(query) else { return true };
    if words(&tokens).iter().any(|word| CHANGING.contains(&word.as_str()) || ACTING.iter().any(|start| word.starts_with(start))) {
        return true;
    }
    let parser = Parser::new(&GenericDialect).with_tokens(tokens).parse_statements();
    // Whatever is no query, such as a setting or a call, does more than look.
    !parser.is_ok_and(|statements| statements.iter().all(only_looks))
}

/// Whether a text that may be anything is a statement that changes something.
#[must_use]
pub fn is_change(text: &str) -> bool {
    if text.len() > BYTES_MAX {
        return false;
    }
    let words: Vec<_> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let pair = |pair: &[String]| {
        let [first, second] = pair else { return false };
        PAIRS.iter().any(|(verb, objects)| verb == first && objects.contains(&second.as_str()))
    };
    let begins = words.first().is_some_and(|word| ["with", "select", "explain", "begin"].contains(&word.as_str()));
    let is_update = matches!(words.as_slice(), [update, _, set, ..] if update == "update" && set == "set");
    (words.get(..2).is_some_and(pair) || is_update) && (parses(text) || text.contains(';'))
        || begins && words.windows(2).any(pair) && may_change(text)
}

fn parses(text: &str) -> bool {
    tokens(text).is_some_and(|tokens| Parser::new(&GenericDialect).with_tokens(tokens).parse_statements().is_ok())
}

fn tokens(query: &str) -> Option<Vec<Token>> {
    let tokens = (query.len() <= BYTES_MAX).then(|| Tokenizer::new(&GenericDialect, query).tokenize().ok())??;
    (tokens.len() <= TOKENS_MAX).then_some(tokens)
}

/// The words that count as such. Databases disagree on where comments and strings with backslashes end, so theirs count, too.
fn words(tokens: &[Token]) -> Vec<String> {
    let mut words = Vec::new();
    for token in tokens {
        #[expect(clippy::wildcard_enum_match_arm, reason = "whatever else there is counts by its text")]
        match token {
            Token::Word(word) if word.quote_style.is_none() => words.push(word.value.to_lowercase()),
            Token::Whitespace(Whitespace::SingleLineComment { comment, .. } | Whitespace::MultiLineComment(comment)) => {
                words.extend(split(comment));
            }
            _ => {
                let text = token.to_string();
                let inner = text.get(1..text.len().saturating_sub(1)).unwrap_or_default();
                if text.contains('\\') || text.starts_with(['\'', '"', '$']) && inner.contains(['\'', '"']) {
                    words.extend(split(&text));
                }
            }
        }
    }
    words
}

fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn only_looks(statement: &Statement) -> bool {
    matches!(
        statement,
        Statement::Query(_)
            | Statement::ShowTables { .. }
            | Statement::ShowColumns { .. }
            | Statement::ShowDatabases { .. }
            | Statement::ShowVariable { .. }
            | Statement::ExplainTable { .. }
            | Statement::Explain { analyze: false, .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_looks() {
        let queries = [
            "SELECT order_date, count(*) FROM orders WHERE d >= '2026-11-16' GROUP BY order_date",
            "select branch from juchu where memo = 'drop table' order by branch;",
            "WITH a AS (SELECT 1) SELECT replace(x, 'a', 'b') FROM a JOIN \"update\" u ON u.id = a.id",
            "SHOW TABLES",
            "EXPLAIN SELECT 1",
            "SELECT updated_at, created, 受注番号 FROM t -- of today",
        ];
        for query in queries {
            assert!(!may_change(query), "{query}");
        }
    }

    #[test]
    fn what_changes_or_cannot_be_read_does_not() {
        let deep = format!("SELECT {}1", "1+".repeat(3_000));
        let nested = format!("SELECT {}1{}", "(".repeat(900), ")".repeat(900));
        let queries = [
            "WITH gone AS (DELETE FROM orders RETURNING id) SELECT count(*) FROM gone",
            "SELECT 1; DROP TABLE x",
            "SELECT * INTO copy FROM orders",
            "SELECT * FROM t FOR UPDATE",
            "EXPLAIN ANALYZE SELECT 1",
            "SELECT pg_terminate_backend(1)",
            "SELECT 1 /*! ; DELETE FROM t */",
            "SELECT 1--1; DELETE FROM t",
            "SELECT '\\'', 'x' ; DELETE FROM t; -- '",
            "PRAGMA writable_schema = 1",
            "REPLACE INTO t VALUES (1)",
            "SELECT (",
            "tell me all",
            &deep,
            &nested,
        ];
        for query in queries {
            let short: String = query.chars().take(60).collect();
            assert!(may_change(query), "{short}");
        }
    }

    #[test]
    fn a_search_is_no_statement() {
        for text in ["update contact details", "delete a file howto", "drop shipping", "select a supplier", "insert coin"] {
            assert!(!is_change(text), "{text}");
        }
        for text in ["DELETE FROM orders", "update t set a = 1", "DROP TABLE x", "with a as (delete from b returning 1) select 1 from a"] {
            assert!(is_change(text), "{text}");
        }
        assert!(!is_change("SELECT 1 FROM orders"));
    }
}
